"""JSONL: an object a line, bytes as base64."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.outputs.files import replacing_text
from pipeline.store.formats.base import Kinds, Reader, Row, Writer, as_text, as_value


class JsonlWriter(Writer):
    """Writes a JSONL file a table."""

    def write(self, name: str, kinds: Kinds, rows: Iterable[Row]) -> int:
        """Write a table and return its number of rows."""
        count, names = 0, list(kinds)
        with replacing_text(self.folder / f"{name}.jsonl") as stream:
            for row in rows:
                values = dict(zip(names, map(_plain, row), strict=True))
                text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
                stream.write(text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028"))
                stream.write("\n")
                count += 1
        return count


class JsonlReader(Reader):
    """Reads a JSONL file a table."""

    def read(self, name: str, kinds: Kinds) -> Iterator[Row]:
        """Yield the rows of a table."""
        with (self.folder / f"{name}.jsonl").open(encoding="utf-8", newline="\n") as stream:
            for line in stream:
                values = json.loads(line)
                yield tuple(
                    as_value(values[column], "bytes")
                    if kind == "bytes" and values[column] is not None
                    else _typed(values[column], kind)
                    for column, kind in kinds.items()
                )


def _plain(value: Any) -> Any:
    return as_text(value) if isinstance(value, bytes | memoryview) else value


def _typed(value: Any, kind: str) -> Any:
    return float(value) if kind == "float" and value is not None else value
