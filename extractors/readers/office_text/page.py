"""A page under construction: lines, and tables whose cells are ranges of its text."""

from __future__ import annotations

from schemas.document import Cell, Page, Table

Span = tuple[int, int]


class PageText:
    """Text that grows line by line; every line ends with a line feed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.furniture: list[Span] = []
        self.tables: list[Table] = []
        self._parts: list[str] = []
        self._length = 0

    def line(self, text: str, *, furniture: bool = False) -> Span:
        """Add text, which may hold several lines; return its range. Blank text adds nothing."""
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
        start = self._length
        if not text.strip():
            return (start, start)
        self._parts.append(text + "\n")
        self._length += len(text) + 1
        if furniture:
            self.furniture.append((start, self._length))
        return (start, start + len(text))

    def table(self, rows: list[list[TableCell]]) -> None:
        """Add a table: one cell after another, row by row."""
        table = Table()
        for row in rows:
            for cell in row:
                start, end = self.line(cell.text)
                table.cells.append(
                    Cell(cell.row, cell.column, self.number, start, end, cell.row_span,
                         cell.column_span, is_header=cell.is_header)
                )  # fmt: skip
        if table.cells:
            self.tables.append(table)

    def page(self) -> Page:
        """Return the finished page."""
        return Page(self.number, "".join(self._parts), furniture=self.furniture)


class TableCell:
    """A cell with its place in the grid."""

    __slots__ = ("column", "column_span", "is_header", "row", "row_span", "text")

    def __init__(self, row: int, column: int, text: str, column_span: int = 1) -> None:
        self.row, self.column, self.text = row, column, text
        self.row_span, self.column_span, self.is_header = 1, column_span, False
