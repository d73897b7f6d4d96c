"""Files that are whole or not there: written beside their place, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the same folder; it takes `path`'s place when all went well.

    After an exception the temporary file is removed and `path` is as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a text file for writing that takes `path`'s place when all went well.

    Line ends are written as given; a lone surrogate, which no UTF-8 file can hold, becomes `?`
    (one code point for another, so that places still fit).
    """
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding=encoding, errors="replace", newline="") as stream,
    ):
        yield stream
