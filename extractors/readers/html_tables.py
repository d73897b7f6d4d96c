"""Cells of a table on their grid: rows and columns counted with the spans before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemas.document import Cell, Table

_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534


class Grid:
    """A table under construction; a cell is open from its tag to its end."""

    def __init__(self) -> None:
        self.table = Table()
        self._row = -1
        self._column = 0
        self._reserved: dict[int, int] = {}
        """Column: how many rows to come a cell above still covers."""
        self._due: frozenset[int] = frozenset()
        """Columns that cells above cover in this row."""
        self._open: Cell | None = None
        self._long: list[Cell] = []

    def start_group(self) -> None:
        """End the spans of the row group before: they do not reach into the next one."""
        self._reserved.clear()
        for cell in self._long:
            cell.row_span = min(cell.row_span, max(1, self._row + 1 - cell.row))
        self._long.clear()

    def finish(self) -> None:
        """End the table: no span reaches below it."""
        self.start_group()

    def start_row(self) -> None:
        """Go to the next row."""
        self._row += 1
        self._column = 0
        self._reserved = {column: rows for column, rows in self._reserved.items() if rows > 0}
        self._due = frozenset(self._reserved)
        for column in self._reserved:
            self._reserved[column] -= 1

    def start_cell(self, name: str, values: Mapping[str, str], start: int) -> None:
        """Put a cell into the next free column."""
        if self._row < 0:
            self.start_row()
        while self._column in self._due:
            self._column += 1
        columns = _span(values.get("colspan"), _MOST_COLUMNS)
        rows = _span(values.get("rowspan"), _MOST_ROWS)
        self._open = Cell(
            row=self._row,
            column=self._column,
            page=1,
            start=start,
            end=start,
            row_span=rows,
            column_span=columns,
            is_header=name == "th",
        )
        self.table.cells.append(self._open)
        if rows > 1:
            self._long.append(self._open)
        if rows > 1 and len(self._reserved) < _MOST_COLUMNS:
            for column in range(self._column, self._column + columns):
                self._reserved[column] = rows - 1
        self._column += columns

    def end_cell(self, end: Callable[[int], int]) -> None:
        """Close the open cell where its text ends."""
        if self._open is not None:
            self._open.end = end(self._open.start)
            self._open = None


def _span(written: str | None, most: int) -> int:
    """Return a span as a browser reads it: leading digits, at least 1."""
    digits = ""
    for character in (written or "").strip():
        if not character.isascii() or not character.isdigit():
            break
        digits += character
    return min(most, max(1, int(digits[:9]))) if digits else 1
