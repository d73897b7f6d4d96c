"""The loader as a process of its own for `db_load`, which stops after every so many documents.

Begins with a line on stdin; after each part says seconds and memory on stdout and waits for the
next line.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.db_stores import PART, memory
from pipeline.store.load import Loader


class Clock:
    """Seconds of work, without those of waiting for one's turn."""

    def __init__(self) -> None:
        self._begin = 0.0
        self._parts = 1

    def start(self) -> None:
        """Wait for one's turn."""
        sys.stdin.readline()
        self._begin = time.perf_counter()

    def stop(self, is_last: bool = False) -> None:
        """Say what the turn came to."""
        seconds = time.perf_counter() - self._begin
        said = {"seconds": seconds, "memory": memory(), "is_last": is_last}
        print(json.dumps(said), flush=True)

    def done(self, documents: int) -> None:
        """Let the other side go on after every part."""
        if documents >= self._parts * PART:
            self._parts += 1
            self.stop()
            self.start()


def main(address: str, folder: Path) -> None:
    """Load a folder by turns."""
    clock = Clock()
    loader = Loader(address, clock.done)
    clock.start()
    loader.load(folder)
    clock.stop(is_last=True)
    loader.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
