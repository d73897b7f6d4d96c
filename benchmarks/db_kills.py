"""Loaders killed at random moments: every document whole, none lost, none doubled.

python -m benchmarks.db_kills [KILLS]        # default 50, on each database
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.db_stores import stores
from pipeline.store.load import Loader
from tests import outputs_folder
from tests.stores import content

DOCUMENTS = 400
_LOAD = """
import sys
from pathlib import Path
import pipeline.store.load as load
load.BATCH_DOCUMENTS = 5
loader = load.Loader(sys.argv[1])
print("open", flush=True)
loader.load(Path(sys.argv[2]))
"""


def load(address: str, folder: Path) -> None:
    """Load a folder to its end."""
    loader = Loader(address)
    loader.load(folder)
    loader.close()


def killed(address: str, folder: Path, seconds: float) -> bool:
    """Start a loader and kill it; return whether what it left is whole."""
    command = [sys.executable, "-c", _LOAD, address, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    found = content(address)
    judged = sum("'line_hash': None" not in row for row in found["documents"])
    return len(found["document_history"]) == judged == len(found["documents"])


def main(arguments: list[str]) -> int:
    """Kill loaders on each database; compare with a load that nobody killed."""
    kills, rng, is_kept = int(arguments[0]) if arguments else 50, random.Random(50), True
    with stores() as found, tempfile.TemporaryDirectory() as name:
        folder = outputs_folder.write(Path(name) / "out", outputs_folder.mixed(DOCUMENTS))
        whole = f"sqlite:///{name}/whole.sqlite"
        load(whole, folder)
        for kind, address in found.items():
            begin = time.perf_counter()
            halves = sum(not killed(address, folder, rng.uniform(0, 0.05)) for _ in range(kills))
            before = len(content(address)["documents"])
            load(address, folder)
            is_equal = content(address) == content(whole)
            print(f"{kind}: {kills} kills, {halves} left something half written (promised none), {before} of"
                  f" {DOCUMENTS + 1} documents after the last; in the end"
                  f" {'equal' if is_equal else 'NOT equal'} (promised equal)"
                  f" ({time.perf_counter() - begin:.0f} s)")  # fmt: skip
            is_kept &= is_equal and not halves
    print("kept" if is_kept else "NOT kept")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
