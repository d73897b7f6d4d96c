"""What writers and readers of rows have in common, and values as texts."""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Kinds = Mapping[str, str]
"""Columns with the Python type of their values: str, int, float, bool, bytes or any."""
Row = tuple[Any, ...]


class _Folder:
    """A folder with a file a table, or one file for all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(is_whole=error is None)

    def close(self, *, is_whole: bool) -> None:
        """Finish; `is_whole` tells whether all went well."""


class Writer(_Folder, ABC):
    """Writes tables row by row."""

    @abstractmethod
    def write(self, name: str, kinds: Kinds, rows: Iterable[Row]) -> int:
        """Write a table and return its number of rows."""


class Reader(_Folder, ABC):
    """Reads tables row by row."""

    @abstractmethod
    def read(self, name: str, kinds: Kinds) -> Iterator[Row]:
        """Yield the rows of a table. OSError, ValueError or KeyError where they cannot be read."""


def as_text(value: Any) -> str:
    """Return a value, not None, as a text that `as_value` takes back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return repr(value) if isinstance(value, float) else str(value)


def as_value(text: str, kind: str) -> Any:
    """Return the value of a kind that a text stands for. ValueError where it stands for none."""
    if kind == "bool":
        return {"true": True, "false": False}[text]
    if kind == "bytes":
        return base64.b64decode(text, validate=True)
    return {"int": int, "float": float, "str": str}[kind](text)
