"""Grids and laid-out text to tables whose cells are ranges of the raw text."""

from __future__ import annotations

from extractors.readers.pdf_text.grids import Grid
from extractors.readers.pdf_text.layout import PageLayout, Span
from extractors.readers.pdf_text.turns import Turn, shown_box
from schemas.document import Cell, Table


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
