"""Ruled lines of a page image: taken off before it is read, and the tables that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Mask = NDArray[np.bool_]
_DARK = 150
"""Grey up to which a pixel is ink; a thin line is grey where it was turned straight."""
_LONG, _TALL = 0.3, 0.36
"""Inches of ink in a row, or in a column, that no letter has."""
_FULL = 0.92
"""Share of them that is ink: a scan's line has holes."""
_SLACK = 4
"""Pixels by which a line may miss the one that it meets."""
_THICKEST = 14


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: where it runs, and from where to where, in pixels."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between lines: its place in the grid, and its box in pixels."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A page image without the lines of its tables, and those tables' cells, table by table."""

    image: Image
    tables: list[list[RuledCell]]


def unruled(image: Image, dpi: float) -> Ruled:
    """Return a level image without its tables' lines; the image itself where no lines cross."""
    import PIL.Image

    grey = np.asarray(image.convert("L"))
    ink = grey < _DARK
    across = _runs(ink, max(8, round(_LONG * dpi)))
    down = _runs(ink.T, max(8, round(_TALL * dpi))).T
    lattices = _lattices(_rules(across), _rules(down.T))
    if not lattices:
        return Ruled(image, [])
    clean = grey.copy()
    for rows, columns in lattices:
        for rule in rows:
            _wipe(clean, across, rule)
        for rule in columns:
            _wipe(clean.T, down.T, rule)
    tables = [_cells(rows, columns) for rows, columns in lattices]
    return Ruled(PIL.Image.fromarray(clean), [cells for cells in tables if len(cells) > 1])


def _runs(ink: Mask, length: int) -> Mask:
    """Mark the pixels of rows of ink of a length; a line may climb by a pixel on its way."""
    if ink.shape[1] <= length:
        return np.zeros_like(ink)
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    sums = np.cumsum(thick, axis=1, dtype=np.int32)
    full = sums[:, length:] - sums[:, :-length] >= _FULL * length
    ends = np.cumsum(np.pad(full, ((0, 0), (length, 0))), axis=1, dtype=np.int32)
    marked = np.zeros_like(ink)
    marked[:, :-length] = ends[:, length:] > ends[:, :-length]
    return marked & thick


def _rules(marks: Mask) -> list[Rule]:
    """Return the lines of a mask of level runs; rows that touch are one line."""
    filled = np.flatnonzero(marks.any(axis=1))
    rules = []
    for band in np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1):
        if not len(band):
            continue
        top, bottom = int(band[0]), int(band[-1]) + 1
        if bottom - top > 4 * _THICKEST:
            continue
        columns = np.flatnonzero(marks[top:bottom].any(axis=0))
        for part in np.split(columns, np.flatnonzero(np.diff(columns) > _SLACK) + 1):
            rules.append(Rule((top + bottom) // 2, int(part[0]), int(part[-1]) + 1))
    return rules


def _lattices(rows: list[Rule], columns: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of lines that cross each other, two of each kind at least."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left = set(range(len(columns)))
    free = set(range(len(rows)))
    while free:
        waiting, taken, met = [free.pop()], [], set()
        while waiting:
            row = waiting.pop()
            taken.append(rows[row])
            for at in [at for at in left if _cross(rows[row], columns[at])]:
                left.discard(at)
                met.add(at)
                for other in [each for each in free if _cross(rows[each], columns[at])]:
                    free.discard(other)
                    waiting.append(other)
        if len(taken) > 1 and len(met) > 1:
            groups.append((taken, [columns[at] for at in met]))
    return sorted(groups, key=lambda group: min(rule.at for rule in group[0]))


def _cross(row: Rule, column: Rule) -> bool:
    return (
        row.start - _SLACK <= column.at <= row.end + _SLACK
        and column.start - _SLACK <= row.at <= column.end + _SLACK
    )


def _wipe(grey: NDArray[np.uint8], marks: Mask, rule: Rule) -> None:
    """Whiten a line with its soft edges."""
    top, bottom = max(0, rule.at - _THICKEST), rule.at + _THICKEST
    part = marks[top:bottom, rule.start : rule.end].copy()
    part[1:] |= marks[top:bottom, rule.start : rule.end][:-1]
    part[:-1] |= marks[top:bottom, rule.start : rule.end][1:]
    grey[top:bottom, rule.start : rule.end][part] = 255


def _cells(rows: list[Rule], columns: list[Rule]) -> list[RuledCell]:
    """Return the cells of a lattice; where no line parts two places, one cell holds both."""
    ys, xs = _places(rows), _places(columns)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            width = 1
            while column + width < len(xs) - 1 and not _parts(
                columns, xs[column + width], ys[row], ys[row + 1]
            ):
                width += 1
            height = 1
            while row + height < len(ys) - 1 and not _parts(
                rows, ys[row + height], xs[column], xs[column + width]
            ):
                height += 1
            taken |= {(row + a, column + b) for a in range(height) for b in range(width)}
            box = (xs[column], ys[row], xs[column + width], ys[row + height])
            cells.append(RuledCell(row, column, height, width, box))
    return cells


def _places(rules: list[Rule]) -> list[int]:
    """Return where lines run, those that go on from each other once."""
    places: list[int] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not places or rule.at - places[-1] > 2 * _SLACK:
            places.append(rule.at)
    return places


def _parts(rules: list[Rule], at: int, start: int, end: int) -> bool:
    """Tell whether a line runs at a place through the middle of a stretch."""
    middle = (start + end) / 2
    return any(
        abs(rule.at - at) <= 2 * _SLACK and rule.start <= middle <= rule.end for rule in rules
    )
