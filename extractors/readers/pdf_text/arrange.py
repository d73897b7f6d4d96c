"""The lines of a page in reading order, each table read cell by cell, row by row."""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_text.glyphs import Boxes, Glyphs, Index
from extractors.readers.pdf_text.grids import Grid
from extractors.readers.pdf_text.lines import Lines
from extractors.readers.pdf_text.order import Units, reading_order

MAX_LINES = 3000
"""Above this many pieces of lines the producer's order is taken as it stands."""

_FEW_LINES = 8
_FOOT, _SHORT = 3.0, 20.0
"""Ems that a foot stands below the text at least, and that its pieces are wide at most."""


def cell_of_glyphs(glyphs: Glyphs, grids: list[Grid]) -> Index | None:
    """Return for each glyph the number of the cell that holds it, -1 outside; None without grids.

    Cells are numbered through all grids of the page. Of nested tables the inner one counts.
    """
    if not grids:
        return None
    found = np.full(len(glyphs), -1, np.intp)
    offsets = np.cumsum([0, *(len(grid.cells) for grid in grids)])
    sizes = [(grid.box[2] - grid.box[0]) * (grid.box[3] - grid.box[1]) for grid in grids]
    for number in sorted(range(len(grids)), key=lambda number: -sizes[number]):
        local = grids[number].locate(glyphs.boxes)
        found[local >= 0] = local[local >= 0] + offsets[number]
    return found


def arrange(lines: Lines, grids: list[Grid]) -> list[int]:
    """Return line numbers as they are read; the lines of a cell stand together."""
    if len(lines) > MAX_LINES:
        return list(range(len(lines)))
    is_ruled = bool(grids) and bool((lines.cell >= 0).any())
    return _foot_last(lines, _ruled_order(lines, grids) if is_ruled else _free_order(lines))


def _foot_last(lines: Lines, order: list[int]) -> list[int]:
    """Put a foot, wherever it was drawn, behind the text that it stands far below of."""
    base = lines.base[order]
    if not order or base[-1] == (lowest := base.max()):
        return order
    foot = base > lowest - 0.5 * lines.em[order]
    numbers = np.array(order)[foot]
    far = _FOOT * float(lines.em[numbers].max())
    short = lines.boxes[numbers, 2] - lines.boxes[numbers, 0] < _SHORT * lines.em[numbers]
    if (lines.cell[numbers] >= 0).any() or not short.all():
        return order
    if foot.all() or lowest - base[~foot].max() < far:
        return order
    return [*np.array(order)[~foot].tolist(), *numbers.tolist()]


def _ruled_order(lines: Lines, grids: list[Grid]) -> list[int]:
    """Return the order of a page with tables, each read as a whole."""
    members: list[list[int]] = []
    boxes: list[tuple[float, float, float, float]] = []
    offset = 0
    for grid in grids:
        of_grid = (lines.cell >= offset) & (lines.cell < offset + len(grid.cells))
        inside = of_grid.nonzero()[0]
        offset += len(grid.cells)
        if len(inside):
            members.append(_table_order(lines, inside))
            boxes.append(grid.box)
    for line in (lines.cell < 0).nonzero()[0].tolist():
        members.append([line])
        boxes.append(tuple(lines.boxes[line].tolist()))
    content = sorted(range(len(members)), key=lambda unit: min(members[unit]))
    flat = np.array([line for unit in content for line in members[unit]], np.intp)
    starts = np.cumsum([0, *(len(members[unit]) for unit in content)])[:-1]
    base = lines.base[flat]
    units = Units(
        np.array([boxes[unit] for unit in content], np.float32),
        np.minimum.reduceat(base, starts),
        np.maximum.reduceat(base, starts),
        np.minimum.reduceat(lines.em[flat], starts),
    )
    return [line for unit in reading_order(units) for line in members[content[unit]]]


def _free_order(lines: Lines) -> list[int]:
    """Return the order of a page without tables: an amount follows what stands left of it."""
    place = np.arange(len(lines), dtype=np.float64)
    x0, x1, base = lines.boxes[:, 0], lines.boxes[:, 2], lines.base
    amounts = lines.amount.nonzero()[0]
    step = max(1, 4_000_000 // max(1, len(lines)))
    for start in range(0, len(amounts), step):
        at = amounts[start : start + step]
        level = np.abs(base - base[at][:, None]) < 0.4 * lines.em[at][:, None]
        ends = np.where(level & (x1 <= x0[at][:, None] + 0.5), x1, -np.inf)
        nearest = ends.argmax(axis=1)
        has_left = ends[np.arange(len(at)), nearest] > -np.inf
        # One after the other: an amount may stand right of another one.
        for amount, left in zip(at[has_left].tolist(), nearest[has_left].tolist(), strict=True):
            place[amount] = place[left] + 1e-3
    content = np.argsort(place, kind="stable")
    return [int(content[at]) for at in reading_order(_units(lines, content))]


def _table_order(lines: Lines, inside: Index) -> list[int]:
    """Return the lines of one table: cells are numbered row by row, each read by itself."""
    by_cell = inside[np.argsort(lines.cell[inside], kind="stable")]
    cells, base = lines.cell[by_cell], lines.base[by_cell]
    same = cells[1:] == cells[:-1]
    # In nearly all cells each line stands clearly below the one before.
    beside = same & (base[1:] - base[:-1] <= 0.5 * lines.em[by_cell].max())
    order: list[int] = by_cell.tolist()
    for cell in np.unique(cells[1:][beside]).tolist():
        first, last = np.searchsorted(cells, (cell, cell + 1)).tolist()
        part = by_cell[first:last]
        order[first:last] = [int(part[at]) for at in reading_order(_units(lines, part))]
    return order


def _units(lines: Lines, which: Index) -> Units:
    base = lines.base[which]
    return Units(lines.boxes[which], base, base, lines.em[which])


def right_limits(lines: Lines, grids: list[Grid], margin: float) -> Boxes:
    """Return for each line how far its column or cell lets it reach.

    `margin` is how far the lines of the document reach: for pages with too few lines to tell.
    """
    limits = np.zeros(len(lines), np.float32)
    free = (lines.cell < 0).nonzero()[0]
    if len(free) <= MAX_LINES:
        limits[free] = _column_edges(lines.boxes[free], lines.em[free])
    if len(free) < _FEW_LINES:
        limits[free] = np.maximum(limits[free], margin)
    edges = np.array([cell.box for grid in grids for cell in grid.cells], np.float32)
    held = (lines.cell >= 0).nonzero()[0]
    if len(held):
        cells = lines.cell[held]
        inset = np.full(len(edges), np.inf, np.float32)
        np.minimum.at(inset, cells, lines.boxes[held, 0] - edges[cells, 0])
        limits[held] = edges[cells, 2] - np.clip(inset[cells], 1.0, 8.0)
    return limits


def _column_edges(boxes: Boxes, em: Boxes) -> Boxes:
    """Return how far the lines of each line's column reach: those that share its range."""
    if not len(em):
        return em
    x0, x1 = boxes[:, 0], boxes[:, 2]
    shared = np.minimum(x1[:, None], x1[None, :]) - np.maximum(x0[:, None], x0[None, :])
    same = (shared > 0) & (x0[None, :] < x0[:, None] + 8 * em[:, None])
    reach: Boxes = np.where(same, x1[None, :], 0.0).max(axis=1).astype(np.float32)
    return reach
