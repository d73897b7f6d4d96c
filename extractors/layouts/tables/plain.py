"""Tables of any kind: their head, body and total rows, and which columns hold figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.layouts.labels import NUMBER
from extractors.layouts.tables.cells import Grid, GridCell
from extractors.layouts.tables.columns import bare, role_of, squash
from extractors.layouts.tables.rows import TOTAL, captions
from schemas.text import Span

FIGURE = re.compile(rf"\(?\s*(?P<number>[-−–+]?\s?{NUMBER[5:]})\s*%?\s*\)?")
_NOTHING = re.compile(r"[\s\-–—.]*")
_YEAR = re.compile("[2๒][5๕][0-9๐-๙]{2}|20[0-9]{2}")
_NO_QUANTITY = bare("^(?:ลำดับ|ที่|ข้อ|รหัส|no|เลขที่|ปี(?:งบประมาณ|พศ)?$|วันที่|เดือน|โทร)")
_FEWEST_FIGURES = 4


@dataclass
class PlainTable:
    """A table: headings (one a column), body rows, total rows; cells by column, None where empty."""

    grid: Grid
    heads: list[str]
    head_cells: list[GridCell]
    rows: list[list[GridCell | None]] = field(default_factory=list)
    totals: list[list[GridCell | None]] = field(default_factory=list)
    places: list[tuple[bool, int]] = field(default_factory=list)
    """Each row in printed order: is it a total, and its number among its kind."""
    figures: list[int] = field(default_factory=list)
    """Columns that hold quantities."""

    @property
    def span(self) -> Span:
        """From the first heading on; titles above it stand in a sheet's cells, but head no column."""
        start = min((cell.span[0] for cell in self.head_cells if cell.span), default=0)
        return (start or self.grid.span[0], self.grid.span[1])


def plain_table(grid: Grid) -> PlainTable | None:
    """Return a grid as a table, None where it holds hardly any figures."""
    count = _head_count(grid)
    if count == 0 or count >= len(grid.rows):
        return None
    first = captions(grid, count)
    heads = [_heading(grid, first, count, column) for column in range(grid.width)]
    named = [cell for row in range(first, count) for cell in grid.own(row) if cell.span]
    table = PlainTable(grid, heads, named)
    for number in range(count, len(grid.rows)):
        cells = [
            cell if cell and cell.row == number and cell.span else None
            for cell in grid.rows[number]
        ]
        cells = [
            cell if cell and cell.column == column else None for column, cell in enumerate(cells)
        ]
        if not any(cells) or [c.text if c else "" for c in cells] == heads:
            continue
        label = next((cell.text for cell in cells if cell and not is_figure(cell.text)), "")
        is_total = bool(TOTAL.match(squash(label)))
        rows = table.totals if is_total else table.rows
        table.places.append((is_total, len(rows)))
        rows.append(cells)
    table.figures = [column for column in range(grid.width) if _is_quantity(table, column)]
    figures = sum(
        1
        for row in table.rows
        for column in table.figures
        if (c := row[column]) and is_figure(c.text)
    )
    return table if table.figures and figures >= _FEWEST_FIGURES and len(table.rows) >= 2 else None


def is_figure(text: str) -> bool:
    """Tell whether a cell is one number, maybe in brackets or with a percent sign."""
    return FIGURE.fullmatch(text.strip()) is not None


def _head_count(grid: Grid) -> int:
    """Return how many rows stand above the first one with a figure beside words."""
    for number in range(min(6, len(grid.rows))):
        cells = grid.own(number)
        figures = [
            cell for cell in cells if is_figure(cell.text) and not _YEAR.fullmatch(cell.text)
        ]
        words = [cell for cell in cells if not is_figure(cell.text)]
        if figures and words and not _names_columns(grid, number):
            return number
        if len(figures) >= 2 and number and not _names_columns(grid, number):
            return number
    return 0


def _names_columns(grid: Grid, number: int) -> bool:
    """Tell whether a row's figures only number columns: (1) (2) (3), or 1 2 3 4 5."""
    texts = [cell.text.strip("() ") for cell in grid.own(number) if is_figure(cell.text)]
    run = [str(value) for value in range(1, len(texts) + 1)]
    return len(texts) >= 3 and texts == run and len(texts) >= len(grid.own(number)) - 1


def _heading(grid: Grid, first: int, count: int, column: int) -> str:
    texts: list[str] = []
    for row in range(first, count):
        cell = grid.at(row, column)
        if (
            cell is not None
            and cell.text
            and cell.column_span < grid.width
            and cell.text not in texts
        ):
            texts.append(cell.text)
    return " ".join(texts)


def _is_quantity(table: PlainTable, column: int) -> bool:
    """A column of quantities is mostly figures, and neither list numbers nor years."""
    head = table.heads[column]
    if _NO_QUANTITY.match(squash(head)) or role_of(head) == "sequence":
        return False
    cells = [row[column] for row in (*table.rows, *table.totals) if row[column] is not None]
    texts = [cell.text for cell in cells if cell and not _NOTHING.fullmatch(cell.text)]
    figures = [text for text in texts if is_figure(text)]
    if not figures or len(figures) < 0.6 * len(texts):
        return False
    if all(_YEAR.fullmatch(text) for text in figures):
        return False
    counts_rows = [text.strip(". ") for text in figures] == [
        str(value) for value in range(1, len(figures) + 1)
    ]
    return not (counts_rows and column == 0)


def cells_of(table: PlainTable) -> Iterator[tuple[str, int, GridCell]]:
    """Yield record path, column and cell of every quantity that is printed."""
    for name, rows in (("rows", table.rows), ("totals", table.totals)):
        for number, row in enumerate(rows):
            for column in table.figures:
                cell = row[column]
                if cell is not None and is_figure(cell.text):
                    yield f"{name}.{number}.{column}", column, cell
