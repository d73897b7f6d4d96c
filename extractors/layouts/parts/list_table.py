"""A list that is printed as a table: a number in the first column, the item in those behind it."""

from __future__ import annotations

from extractors.layouts.base import Source
from extractors.layouts.parts.lists import ListItem
from extractors.layouts.tables.cells import Grid, GridCell
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_MOST_HEADS = 2


def read_list_table(source: Source, span: Span) -> list[ListItem]:
    """Return the rows of the first table in a range that numbers them 1, 2, 3; none without one."""
    for grid in source.grids:
        if grid.span[0] >= span[1]:
            break
        if span[0] <= grid.span[0] and grid.span[1] <= span[1]:
            items = _items(grid)
            if items:
                return items
    return []


def _items(grid: Grid) -> list[ListItem]:
    for first in range(min(_MOST_HEADS + 1, len(grid.rows))):
        if _number(grid.at(first, 0)) == 1:
            break
    else:
        return []
    items: list[ListItem] = []
    for row in range(first, len(grid.rows)):
        cells = grid.own(row)
        if len(cells) < 2 or _number(cells[0]) != len(items) + 1:
            return []
        spans = [cell.span for cell in cells if cell.span]
        items.append(ListItem((spans[1][0], spans[-1][1]), spans[0], str(len(items) + 1)))
    return items


def _number(cell: GridCell | None) -> int | None:
    text = ascii_digits(cell.text).strip(" .)(") if cell is not None else ""
    return int(text) if text.isdigit() else None
