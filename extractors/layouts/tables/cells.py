"""Cells of a document's tables with their ranges in clean text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from extractors.layouts.base import Source
from schemas.document import Table
from schemas.text import Segment, Span

MOST_CELLS = 200_000
"""Cells of one document that are looked at; the rest stays text."""

_THAI = re.compile("[ก-๎]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: where it begins, how far it reaches, its text (white space as one space)."""

    row: int
    column: int
    span: Span | None
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass
class Grid:
    """A table as rows of cells; a cell that spans several places stands in each of them."""

    rows: list[list[GridCell | None]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def span(self) -> Span:
        """The clean range from the first cell to the last; (0, 0) for an empty table."""
        spans = [cell.span for row in self.rows for cell in row if cell and cell.span]
        if not spans:
            return (0, 0)
        return (min(start for start, _ in spans), max(end for _, end in spans))

    def at(self, row: int, column: int) -> GridCell | None:
        """Return the cell that covers a place, None where there is none."""
        if not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return None
        return self.rows[row][column]

    def own(self, row: int) -> list[GridCell]:
        """Return the cells that begin in a row and hold text, each once, from left to right."""
        cells = [cell for cell in self.rows[row] if cell and cell.row == row and cell.span]
        return list({id(cell): cell for cell in cells}.values())


class RawIndex:
    """Finds the clean range of a raw range: the map of `Text` read backwards."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._pages: dict[int, list[Segment]] = {}
        for segment in source.text.segments:
            self._pages.setdefault(segment.page, []).append(segment)
        self._starts = {
            page: [segment.raw_start for segment in segments]
            for page, segments in self._pages.items()
        }

    def clean(self, page: int, start: int, end: int) -> Span | None:
        """Return the clean range of a raw one without white space at its ends, None if empty."""
        segments = self._pages.get(page, [])
        found: list[Span] = []
        index = max(0, bisect_right(self._starts.get(page, []), start) - 1)
        for position in range(index, len(segments)):
            segment = segments[position]
            if segment.raw_start >= end:
                break
            lo, hi = max(start, segment.raw_start), min(end, segment.raw_end)
            if lo >= hi:
                continue
            if segment.end - segment.start == segment.raw_end - segment.raw_start:
                shift = segment.start - segment.raw_start
                found.append((lo + shift, hi + shift))
            else:
                found.append((segment.start, segment.end))
        if not found:
            return None
        return self._source.strip(min(a for a, _ in found), max(b for _, b in found))


def grid_of(source: Source, index: RawIndex, table: Table) -> Grid:
    """Return a table's cells on their grid, each with its clean range."""
    height, width = min(table.row_count, 5_000), min(table.column_count, 200)
    rows: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        if cell.row >= height or cell.column >= width:
            continue
        span = index.clean(cell.page, cell.start, cell.end) if cell.end > cell.start else None
        found = GridCell(
            cell.row, cell.column, span, source.slice(span) or "", cell.row_span, cell.column_span
        )
        for row in range(cell.row, min(height, cell.row + cell.row_span)):
            for column in range(cell.column, min(width, cell.column + cell.column_span)):
                there = rows[row][column]
                if there is None:
                    rows[row][column] = found
                elif (there.row, there.column) == (cell.row, cell.column) and found.text:
                    rows[row][column] = _with_rest(there, found)
    return Grid(_without_blanks(rows))


def _without_blanks(rows: list[list[GridCell | None]]) -> list[list[GridCell | None]]:
    """Drop the rows without a cell, and count those that stay anew: `own` asks for their numbers.

    A sheet leaves rows blank between its title, its table and its remarks.
    """
    kept = [number for number, row in enumerate(rows) if any(cell is not None for cell in row)]
    if len(kept) == len(rows):
        return rows
    place = {number: position for position, number in enumerate(kept)}
    moved = {
        id(cell): replace(cell, row=place[cell.row])
        for number in kept
        for cell in rows[number]
        if cell is not None
    }
    return [[moved[id(cell)] if cell is not None else None for cell in rows[n]] for n in kept]


def _with_rest(cell: GridCell, rest: GridCell) -> GridCell:
    """Return a cell that a page break cut in two: its place is where it begins."""
    wrapped = _THAI.match(cell.text[-1:]) and _THAI.match(rest.text)
    return replace(cell, text=f"{cell.text}{'' if wrapped else ' '}{rest.text}".strip())


def medium_grids(source: Source) -> list[Grid]:
    """Return the tables that the medium itself has, without those that only lay out others.

    A table that holds another one in a cell lays out the page; so does one of a single column or
    row.
    """
    tables = source.document.tables
    if not tables or sum(len(table.cells) for table in tables) > MOST_CELLS:
        return []
    index = RawIndex(source)
    extents = [_extent(table) for table in tables]
    grids = []
    for number, table in enumerate(tables):
        if table.column_count < 2 or table.row_count < 2:
            continue
        if _lays_out(table, extents, number):
            continue
        grid = grid_of(source, index, table)
        if grid.rows and grid.span != (0, 0):
            grids.append(grid)
    return grids


def _extent(table: Table) -> tuple[int, int, int]:
    cells = [cell for cell in table.cells if cell.end > cell.start]
    if not cells:
        return (-1, 0, 0)
    return (cells[0].page, min(c.start for c in cells), max(c.end for c in cells))


def _lays_out(table: Table, extents: list[tuple[int, int, int]], number: int) -> bool:
    """Tell whether a table holds one of those that begin inside it."""
    end = extents[number][2]
    for other in range(number + 1, min(len(extents), number + 200)):
        if extents[other][0] >= 0 and extents[other][1] >= end:
            return False
        if _holds(table, extents[other]):
            return True
    return False


def _holds(table: Table, extent: tuple[int, int, int]) -> bool:
    """Tell whether one cell of a table holds another table whole."""
    page, start, end = extent
    if page < 0:
        return False
    return any(
        cell.page == page and cell.start <= start and end <= cell.end for cell in table.cells
    )
