"""Grids and laid-out text to tables whose cells are ranges of the raw text."""

from __future__ import annotations

from extractors.readers.pdf_text.grids import Grid
from extractors.readers.pdf_text.layout import PageLayout, Span
from extractors.readers.pdf_text.turns import Turn, shown_box
from schemas.document import Cell, Table

_SAME_EDGE = 3.0


def page_tables(number: int, layout: PageLayout, grids: list[Grid], turn: Turn = 0) -> list[Table]:
    """Return the tables of page `number`; an empty cell has an empty range.

    `turn` is how the tables lie on the page; boxes are given as the page is shown.
    """
    spans = _cell_spans(layout)
    tables, offset = [], 0
    for grid in grids:
        table = Table(bbox=shown_box(grid.box, turn))
        last = next(
            (spans[at][0] for at in range(offset, offset + len(grid.cells)) if at in spans), -1
        )
        for at, cell in enumerate(grid.cells, start=offset):
            start, end = spans.get(at, (last, last))
            last = end
            table.cells.append(
                Cell(cell.row, cell.column, number, start, end, cell.row_span, cell.column_span,
                     bbox=shown_box(cell.box, turn))
            )  # fmt: skip
        offset += len(grid.cells)
        if last >= 0:
            _mark_header(table, layout.text)
            tables.append(table)
    return tables


def _cell_spans(layout: PageLayout) -> dict[int, Span]:
    spans: dict[int, Span] = {}
    for cell, (start, end) in zip(layout.line_cells, layout.lines, strict=True):
        if cell >= 0:
            spans[cell] = (min(start, spans[cell][0]) if cell in spans else start, end)
    return spans


def _mark_header(table: Table, text: str) -> None:
    """Mark the first row as header where none of its cells is a number alone."""
    first = [text[cell.start : cell.end] for cell in table.cells if cell.row == 0]
    filled = [words for words in first if words.strip()]
    if table.row_count > 1 and len(filled) > 1 and not any(_is_number(words) for words in filled):
        for cell in table.cells:
            cell.is_header = cell.row == 0


def _is_number(words: str) -> bool:
    return words.strip().replace(",", "").replace(".", "", 1).lstrip("-+").isdigit()


def join_over_pages(pages: list[list[Table]], heights: list[float]) -> list[Table]:
    """Return all tables; one that runs to the foot of a page goes on at the head of the next.

    Both have the same column edges then. A head row that is printed again stays marked as such.
    """
    joined: list[Table] = []
    open_end: Table | None = None
    for tables, height in zip(pages, heights, strict=True):
        for position, table in enumerate(tables):
            if position == 0 and open_end is not None and _continues(open_end, table, height):
                rows = open_end.row_count
                for cell in table.cells:
                    cell.row += rows
                open_end.cells.extend(table.cells)
                open_end.bbox = table.bbox
            else:
                joined.append(table)
        last = joined[-1] if tables else None
        reaches = last is not None and last.bbox is not None and last.bbox[3] > 0.75 * height
        open_end = last if reaches else None
    return joined


def _continues(before: Table, after: Table, height: float) -> bool:
    if after.bbox is None or after.bbox[1] > 0.3 * height:
        return False
    return _edges(before) == _edges(after) or _close(_edges(before), _edges(after))


def _edges(table: Table) -> list[float]:
    last_page = max(cell.page for cell in table.cells)
    return sorted(
        {round(cell.bbox[0], 1) for cell in table.cells if cell.bbox and cell.page == last_page}
    )


def _close(first: list[float], second: list[float]) -> bool:
    return len(first) == len(second) and all(
        abs(a - b) <= _SAME_EDGE for a, b in zip(first, second, strict=True)
    )
