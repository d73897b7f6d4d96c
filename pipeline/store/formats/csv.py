"""CSV: UTF-8 with a byte order mark, cells escaped against formulas; null is an empty cell.

An empty text, which is not null, is written as a lone `'`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator

from pipeline.outputs.cells import escape, unescape
from pipeline.outputs.files import replacing_text
from pipeline.store.formats.base import Kinds, Reader, Row, Writer, as_text, as_value


class CsvWriter(Writer):
    """Writes a CSV file a table."""

    def write(self, name: str, kinds: Kinds, rows: Iterable[Row]) -> int:
        """Write a table and return its number of rows."""
        count = 0
        with replacing_text(self.folder / f"{name}.csv", "utf-8-sig") as stream:
            writer = csv.writer(stream)
            writer.writerow(kinds)
            for row in rows:
                writer.writerow(["" if v is None else _cell(as_text(v)) for v in row])
                count += 1
        return count


class CsvReader(Reader):
    """Reads a CSV file a table."""

    def read(self, name: str, kinds: Kinds) -> Iterator[Row]:
        """Yield the rows of a table."""
        csv.field_size_limit(sys.maxsize)
        path = self.folder / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            if next(reader, None) != list(kinds):
                raise ValueError(f"{path.name} has other columns")
            for row in reader:
                yield tuple(
                    None if not cell else as_value(unescape(cell), kind)
                    for cell, kind in zip(row, kinds.values(), strict=True)
                )


def _cell(text: str) -> str:
    return escape(text) if text else "'"
