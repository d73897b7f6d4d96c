"""Excel workbooks (xlsx): a page a visible sheet, its filled block as one table."""

from __future__ import annotations

from typing import Any

from extractors.readers.office_text.book import load_book
from extractors.readers.office_text.formats import printed
from extractors.readers.office_text.page import PageText, TableCell

MAX_CELLS = 500_000
"""Filled cells of a workbook that are read."""


def read_sheets(data: bytes, notes: list[str]) -> list[PageText]:
    """Return the visible sheets with values as they are shown; formulas are never computed."""
    book = load_book(data, notes)
    pages: list[PageText] = []
    left = MAX_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"KA118: the hidden sheet {sheet.title!r} is not read")
            continue
        page = PageText(len(pages) + 1)
        left -= _read_sheet(sheet, page, left, notes)
        pages.append(page)
    if left <= 0:
        notes.append(f"KA108: only the first {MAX_CELLS} cells are read")
    return pages


def _read_sheet(sheet: Any, page: PageText, limit: int, notes: list[str]) -> int:
    spans = {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }
    filled = sorted(
        (key for key, cell in sheet._cells.items() if cell.value is not None),
    )[: max(limit, 0)]
    if not filled:
        return 0
    top, left = filled[0][0], min(column for _, column in filled)
    rows: dict[int, list[TableCell]] = {}
    comments = []
    unstyled = 0
    for key in filled:
        row, column = key
        cell = sheet._cells[key]
        if sheet.row_dimensions[row].hidden:
            continue
        pattern = _pattern(cell)
        unstyled += pattern is None
        place = TableCell(row - top, column - left, printed(cell.value, pattern or "General"))
        place.row_span, place.column_span = spans.get(key, (1, 1))
        rows.setdefault(row, []).append(place)
        if cell.comment is not None:
            comments.append(str(cell.comment.text))
    page.table(list(rows.values()))
    for comment in comments:
        page.line(comment)
    if unstyled:
        notes.append(f"KA114: {unstyled} cells of the sheet {sheet.title!r} refer to no style")
    return len(filled)


def _pattern(cell: Any) -> str | None:
    """Return a cell's number format, None where the workbook has no such style."""
    try:
        return str(cell.number_format)
    except IndexError:
        return None
