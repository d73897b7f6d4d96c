"""Tables in plain text whose columns stand apart: by tabs, bars, commas, two spaces or more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.tables.cells import Grid, GridCell, RawIndex
from extractors.layouts.tables.delimited import cells, delimiter_of
from schemas.text import PageText

_GAP = re.compile(r"[^\S\n]*\t[^\S\n]*|[^\S\n]{2,}")
_RULE = re.compile(r"^[\s|+:=\-–—_]*$")
_FIGURE = re.compile(r"[-−–]?\s?[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?\s?%?|[-–—]")
_FEWEST_ROWS = 2
_LONGEST_CELL = 300
_LONGEST_LINE = 3_000
"""Characters; a longer line is no row of a table."""


class Piece(NamedTuple):
    """A cell of a line: raw range, and where it stands on the line in printed columns."""

    start: int
    end: int
    left: int
    right: int


def separated_grids(source: Source) -> list[Grid]:
    """Return runs of lines that are cut into columns; cells that are empty stay empty."""
    index = RawIndex(source)
    grids = []
    for page in source.text.pages:
        sign = delimiter_of(page.text)
        if sign is not None:
            grids.append(_delimited(source, index, page, sign))
            continue
        run: list[list[Piece]] = []
        bars = False
        for line in [*_lines(page), (-1, -1)]:
            pieces, has_bars = _pieces(page.text, *line) if line[0] >= 0 else ([], False)
            is_next = not run or (has_bars == bars and not _apart(page.text, run, pieces))
            if len(pieces) >= 2 and is_next:
                run.append(pieces)
                bars = has_bars
                continue
            if pieces == [] and line[0] >= 0 and _RULE.match(page.text[line[0] : line[1]]):
                continue
            if len(run) >= _FEWEST_ROWS:
                grids.append(_grid(source, index, page, run, bars))
            run = [pieces] if len(pieces) >= 2 else []
            bars = has_bars
    return [grid for grid in grids if grid.width >= 2]


def _delimited(source: Source, index: RawIndex, page: PageText, sign: str) -> Grid:
    """Return a page of delimited lines as one table; lines of fewer cells are filled up."""
    run = [
        [
            Piece(start + left, start + right, number, number)
            for number, (left, right) in enumerate(cells(page.text[start:end], sign))
        ]
        for start, end in _lines(page)
    ]
    return _grid(source, index, page, run, bars=True)


def _apart(text: str, run: list[list[Piece]], pieces: list[Piece]) -> bool:
    """Tell whether an empty line parts a line from a run whose own lines are not parted so."""
    if not pieces or not _is_blank(text, run[-1], pieces):
        return False
    if len(run) == 1:
        return len(run[0]) != len(pieces)
    return not _is_blank(text, run[-2], run[-1])


def _is_blank(text: str, before: list[Piece], after: list[Piece]) -> bool:
    return text.count("\n", before[-1].end, after[0].start) > 1


def _lines(page: PageText) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", page.text)]


def _pieces(text: str, start: int, end: int) -> tuple[list[Piece], bool]:
    line = text[start:end]
    if len(line) > _LONGEST_LINE or _RULE.match(line):
        return [], False
    bars = line.count("|") >= 2 or (line.count("|") == 1 and not line.strip().startswith("|"))
    pieces: list[Piece] = []
    if bars:
        inner_start = start + len(line) - len(line.lstrip())
        if text[inner_start] == "|":
            inner_start += 1
        inner_end = start + len(line.rstrip())
        if inner_end > inner_start and text[inner_end - 1] == "|":
            inner_end -= 1
        at = inner_start
        for number, part in enumerate(text[inner_start:inner_end].split("|")):
            pieces.append(Piece(at, at + len(part), number, number))
            at += len(part) + 1
        return pieces, True
    at = 0
    for gap in [*_GAP.finditer(line), None]:
        stop = gap.start() if gap else len(line)
        if line[at:stop].strip():
            left = _width(line[:at])
            pieces.append(
                Piece(start + at, start + stop, left, left + max(1, _width(line[at:stop])))
            )
        elif gap is not None and "\t" in gap.group() and at == 0:
            pieces.append(Piece(start + at, start + stop, 0, 0))
        at = gap.end() if gap else at
        # Two tabs in a row hold an empty cell between them.
        for _ in range((gap.group().count("\t") - 1) if gap and at < len(line) else 0):
            pieces.append(Piece(start + at, start + at, _width(line[:at]), _width(line[:at])))
    if any(end - start > _LONGEST_CELL for start, end, _, _ in pieces):
        return [], False
    return pieces, False


def _width(text: str) -> int:
    """Return the printed columns of a text: marks above and below take none."""
    return sum(1 for character in text if unicodedata.category(character) != "Mn")


def _grid(
    source: Source, index: RawIndex, page: PageText, run: list[list[Piece]], bars: bool
) -> Grid:
    width = max(len(pieces) for pieces in run)
    full = [pieces for pieces in run if len(pieces) == width]
    edges = [
        (min(row[column].left for row in full), max(row[column].right for row in full))
        for column in range(width)
    ]
    grid = Grid()
    places: Sequence[int]
    for number, pieces in enumerate(run):
        row: list[GridCell | None] = [GridCell(number, column, None, "") for column in range(width)]
        places = range(len(pieces))
        if not bars and len(pieces) < width:
            places = _columns(page.text, pieces, edges, _figure_columns(page.text, full))
        for column, piece in zip(places, pieces, strict=True):
            if column < width:
                span = index.clean(page.page, piece.start, piece.end)
                row[column] = GridCell(number, column, span, source.slice(span) or "")
        grid.rows.append(row)
    return grid


def _figure_columns(text: str, full: list[list[Piece]]) -> set[int]:
    """Return the columns that hold figures in most lines that lack none."""
    found = set()
    for column in range(len(full[0])):
        figures = sum(_is_figure(text, row[column]) for row in full)
        if 2 * figures >= len(full):
            found.add(column)
    return found


def _is_figure(text: str, piece: Piece) -> bool:
    return bool(_FIGURE.fullmatch(text[piece.start : piece.end].strip()))


def _columns(
    text: str, pieces: list[Piece], edges: list[tuple[int, int]], figures: set[int]
) -> list[int]:
    """Return the columns of a line that lacks some: those that its cells overlap most, in order.

    A figure goes to a column of figures where one is left.
    """
    found: list[int] = []
    for number, piece in enumerate(pieces):
        least = found[-1] + 1 if found else 0
        most = len(edges) - (len(pieces) - number)
        choices = list(range(least, most + 1))
        if _is_figure(text, piece):
            choices = [column for column in choices if column in figures] or choices
        found.append(max(choices, key=lambda column: (_overlap(piece, edges[column]), -column)))
    return found


def _overlap(piece: Piece, edge: tuple[int, int]) -> float:
    shared = min(piece.right, edge[1]) - max(piece.left, edge[0])
    return float(shared) if shared > 0 else shared - 1.0
