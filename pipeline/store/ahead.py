"""A folder of outputs read by a process of its own, which makes rows while the database writes.

Two thirds of loading is reading and row making, which need no database. The process writes frames
(eight bytes of length, then marshalled values) to its standard output and is a few frames ahead; it
ends by itself when nobody reads them any more, so that a killed loader leaves no process behind.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import IO, Any

from pipeline.store.folders import FolderReader, WithoutBytes
from pipeline.store.prepared import Prepared
from schemas.errors import KpiAuditError

SMALL = 8_000_000
"""Bytes of a records.jsonl below which starting a process takes longer than it saves."""
FRAME_DOCUMENTS, FRAME_BYTES, FRAMES = 20, 4_000_000, 25
PIPE_BYTES = 1_048_576
"""A frame at once: through a usual pipe of 64 KB, two processes wait for each other at every bit."""


class AheadReader:
    """Reads like FolderReader, in a process of its own. KpiAuditError KA310 where it is damaged."""

    def __init__(self, folder: Path) -> None:
        self.digest = ""
        self._folder = folder
        command = [sys.executable, "-m", "pipeline.store.ahead", str(folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, pipesize=PIPE_BYTES)

    def __iter__(self) -> Iterator[Prepared | WithoutBytes]:
        assert self._process.stdout is not None
        while head := self._process.stdout.read(8):
            length = int.from_bytes(head, "big")
            data = self._process.stdout.read(length)
            if len(head) < 8 or len(data) < length:
                break
            kind, values = marshal.loads(data)
            if kind == "end":
                self.digest = values
                return
            if kind == "error":
                raise KpiAuditError(*values)
            for value in values:
                yield Prepared._make(value) if len(value) > 3 else WithoutBytes._make(value)
        code = self._process.wait()
        raise KpiAuditError("KA310", f"{self._folder}: the process that read it ended with {code}")

    def close(self) -> None:
        """Let the process end, read to its end or not."""
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.wait()


def reader(folder: Path) -> FolderReader | AheadReader:
    """Return what reads a folder: another process where there is much. KpiAuditError KA309."""
    path = folder / "records.jsonl"
    if not path.is_file():
        raise KpiAuditError("KA309", f"{folder} holds no records.jsonl")
    return AheadReader(folder) if path.stat().st_size > SMALL else FolderReader(folder)


def frames(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield what a folder holds, some documents at a time, then its digest or its error."""
    source = FolderReader(folder)
    values: list[tuple[Any, ...]] = []
    size = 0
    try:
        for item in source:
            if values and (len(values) >= FRAME_DOCUMENTS or size > FRAME_BYTES):
                yield "items", values
                values, size = [], 0
            values.append(tuple(item))
            size += item.size if isinstance(item, Prepared) else 0
    except KpiAuditError as error:
        yield "items", values
        yield "error", (error.code, error.detail)
        return
    yield "items", values
    yield "end", source.digest


def main(folder: Path, stream: IO[bytes]) -> None:
    """Write frames: this thread makes them, another hands them on."""
    signal(SIGINT, SIG_IGN)  # the loader answers the keyboard, and this process ends with it
    made: Queue[bytes | None] = Queue(FRAMES)
    writer = Thread(target=_hand_on, args=(made, stream))
    writer.start()
    for frame in frames(folder):
        made.put(marshal.dumps(frame))
    made.put(None)
    writer.join()


def _hand_on(made: Queue[bytes | None], stream: IO[bytes]) -> None:
    try:
        while (data := made.get()) is not None:
            stream.write(len(data).to_bytes(8, "big"))
            stream.write(data)
            stream.flush()
    except BrokenPipeError:
        os._exit(1)  # nobody reads any more, and the other thread may wait to put its next frame


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdout.buffer)
