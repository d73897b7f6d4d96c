"""Excel workbooks (xlsx): a page a visible sheet, its filled block as one table."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from extractors.readers.office_text.formats import printed
from extractors.readers.office_text.package import Package
from extractors.readers.office_text.page import PageText, TableCell
from schemas.errors import KpiAuditError

MAX_CELLS = 500_000
"""Filled cells of a workbook that are read."""


def read_sheets(data: bytes, notes: list[str]) -> list[PageText]:
    """Return the visible sheets with values as they are shown; formulas are never computed."""
    import openpyxl

    Package(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError,
            zipfile.BadZipFile) as error:  # fmt: skip
        raise KpiAuditError("KA114") from error
    pages: list[PageText] = []
    left = MAX_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"KA118: the hidden sheet {sheet.title!r} is not read")
            continue
        page = PageText(len(pages) + 1)
        left -= _read_sheet(sheet, page, left)
        pages.append(page)
    if left <= 0:
        notes.append(f"KA108: only the first {MAX_CELLS} cells are read")
    return pages


def _read_sheet(sheet: Any, page: PageText, limit: int) -> int:
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
    for key in filled:
        row, column = key
        cell = sheet._cells[key]
        if sheet.row_dimensions[row].hidden:
            continue
        place = TableCell(row - top, column - left, printed(cell.value, cell.number_format))
        place.row_span, place.column_span = spans.get(key, (1, 1))
        rows.setdefault(row, []).append(place)
        if cell.comment is not None:
            comments.append(str(cell.comment.text))
    page.table(list(rows.values()))
    for comment in comments:
        page.line(comment)
    return len(filled)
