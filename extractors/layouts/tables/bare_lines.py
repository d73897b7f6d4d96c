"""Tables of which only lines are left: a cell a line, every row alike."""

from __future__ import annotations

import re

from extractors.layouts.base import Source
from extractors.layouts.tables.cells import Grid, GridCell
from extractors.layouts.tables.columns import squash
from extractors.layouts.tables.plain import is_figure
from extractors.layouts.tables.rows import TOTAL
from schemas.text import Span

_NOTHING = re.compile(r"[\s\-–—.]*")
_HEAD = re.compile(r"[^\s(]\S*(?:\s*\([^)]*\))?")
"""A heading of one word with its unit; several of them may stand on a line."""


def line_grids(source: Source) -> list[Grid]:
    """Return tables of which only lines are left: a cell a line, every row alike.

    Words, then as many figures in each row; as many headings stand before the first row, a line
    each or several on a line.
    """
    lines = source.lines
    kinds = ["n" if _is_cell(line.text) else "t" for line in lines]
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        found = _run(kinds, at)
        if found is None:
            at += 1
            continue
        first, size, count = found
        heads = _heads(source, first, size)
        if heads is None:
            at += 1
            continue
        grids.append(_grid_of_lines(source, heads, first, size, count))
        at = first + size * count
    return grids


def _is_cell(text: str) -> bool:
    return is_figure(text) or bool(_NOTHING.fullmatch(text))


def _run(kinds: list[str], at: int) -> tuple[int, int, int] | None:
    """Return place, row size and count of the run of equal rows that begins here."""
    if not at or kinds[at - 1] != "t":
        return None
    for size in range(3, 10):
        row = kinds[at : at + size]
        if len(row) < size or "t" not in row[:2] or row.count("n") < size - 2 or row[-1] != "n":
            continue
        if "".join(row).lstrip("n").lstrip("t").strip("n"):
            continue
        count = 1
        while kinds[at + size * count : at + size * (count + 1)] == row:
            count += 1
        if count >= 3:
            return at, size, count
    return None


def _heads(source: Source, first: int, size: int) -> list[Span] | None:
    """Return the headings above the line `first`, one a column; None where they do not fit."""
    above = source.lines[max(0, first - size) : first]
    found: list[Span] = []
    for line in reversed(above):
        if _is_cell(line.text):
            break
        found = [
            match.span() for match in _HEAD.finditer(source.clean, line.start, line.end)
        ] + found
        if len(found) >= size:
            break
    # A line of two units or three words is a row of headings, not one of them.
    last = [match.group() for match in _HEAD.finditer(above[-1].text)]
    is_row = len(last) > 2 or sum("(" in word for word in last) > 1
    if len(found) == size and is_row:
        return found
    if len(above) < size or any(_is_cell(line.text) for line in above):
        return found if len(found) == size else None
    spans = [source.strip(line.start, line.end) for line in above]
    return [span for span in spans if span is not None]


def _grid_of_lines(source: Source, heads: list[Span], first: int, size: int, count: int) -> Grid:
    """Return head and rows; a total row without its list number is put in place."""
    lines = source.lines
    grid = Grid()
    grid.rows.append(
        [GridCell(0, at, span, source.slice(span) or "") for at, span in enumerate(heads)]
    )
    for row in range(1, count + 1):
        cells: list[GridCell | None] = []
        for column in range(size):
            line = lines[first + (row - 1) * size + column]
            span = source.strip(line.start, line.end)
            cells.append(GridCell(row, column, span, source.slice(span) or ""))
        grid.rows.append(cells)
    after = first + size * count
    rest = lines[after : after + size]
    if not rest or not TOTAL.match(squash(rest[0].text)):
        return grid
    numbers = []
    for line in rest[1:]:
        if not _is_cell(line.text):
            break
        numbers.append(line)
    words = next((c for c, cell in enumerate(grid.rows[1]) if cell and not _is_cell(cell.text)), 0)
    if len(numbers) == size - 1 - words:
        total: list[GridCell | None] = [None] * size
        for column, line in zip(range(words, size), [rest[0], *numbers], strict=True):
            span = source.strip(line.start, line.end)
            total[column] = GridCell(count + 1, column, span, source.slice(span) or "")
        grid.rows.append(total)
    return grid
