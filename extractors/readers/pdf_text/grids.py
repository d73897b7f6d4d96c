"""Rulings to the cells of ruled tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import Boxes, Index, lengths_of, starts_of

_SNAP = 3.0
"""Points by which lines of one edge may be apart, and lines that should meet may miss."""
_MAX_RULINGS = 4000
_MAX_PARTS = 40_000

Floats = NDArray[np.float32]


@dataclass(slots=True)
class GridCell:
    """A cell of a grid: rows and columns count from 0, `box` is x0, top, x1, bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Grid:
    """A ruled table: `parts[row, column]` is the number of the cell that covers a part."""

    xs: Floats
    ys: Floats
    parts: Index
    cells: list[GridCell]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return (float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1]))

    def locate(self, boxes: Boxes) -> Index:
        """Return for each box the cell that holds its middle, -1 outside."""
        x = (boxes[:, 0] + boxes[:, 2]) / 2
        y = (boxes[:, 1] + boxes[:, 3]) / 2
        column = np.searchsorted(self.xs, x) - 1
        row = np.searchsorted(self.ys, y) - 1
        inside = (column >= 0) & (column < len(self.xs) - 1) & (row >= 0) & (row < len(self.ys) - 1)
        found = np.full(len(boxes), -1, np.intp)
        found[inside] = self.parts[row[inside], column[inside]]
        return found


def find_grids(rulings: Boxes) -> list[Grid]:
    """Return the ruled tables of a page, from the top; rulings are x0, top, x1, bottom."""
    if len(rulings) < 4 or len(rulings) > _MAX_RULINGS:
        return []
    grids = [grid for group in _groups(rulings) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def _groups(rulings: Boxes) -> list[Boxes]:
    """Return the rulings that touch one another, group by group."""
    x0, y0, x1, y1 = rulings.T
    touch = (
        (x0[:, None] <= x1[None, :] + _SNAP) & (x0[None, :] <= x1[:, None] + _SNAP)
        & (y0[:, None] <= y1[None, :] + _SNAP) & (y0[None, :] <= y1[:, None] + _SNAP)
    )  # fmt: skip
    label = np.full(len(rulings), -1, np.intp)
    groups = []
    for start in range(len(rulings)):
        if label[start] >= 0:
            continue
        reached = np.zeros(len(rulings), np.bool_)
        edge = touch[start].copy()
        while edge.any():
            reached |= edge
            edge = touch[edge].any(axis=0) & ~reached
        label[reached] = start
        groups.append(rulings[reached])
    return groups


def _edges(places: Floats) -> Floats:
    """Return the places of lines, those closer together than the snap as one."""
    ordered = np.sort(places)
    starts = starts_of(ordered[1:] - ordered[:-1] > _SNAP)
    counts = lengths_of(starts, len(ordered))
    edges: Floats = (np.add.reduceat(ordered, starts) / counts).astype(np.float32)
    return edges


def _grid(rulings: Boxes) -> Grid | None:
    x0, y0, x1, y1 = rulings.T
    level = (x1 - x0) >= (y1 - y0)
    across, down = rulings[level], rulings[~level]
    if len(across) < 2:
        return None
    ys = _edges((across[:, 1] + across[:, 3]) / 2)
    ends = [across[:, 0].min(), across[:, 2].max()]
    xs = _edges(np.append((down[:, 0] + down[:, 2]) / 2, ends))
    if not len(down) or not 2 <= (len(ys) - 1) * (len(xs) - 1) <= _MAX_PARTS:
        return None
    walls = _covered(down[:, 0], down[:, 2], down[:, 1], down[:, 3], xs, ys)
    floors = _covered(across[:, 1], across[:, 3], across[:, 0], across[:, 2], ys, xs)
    return Grid(xs, ys, *_merged(walls, floors, xs, ys))


def _covered(
    low: Floats, high: Floats, start: Floats, end: Floats, edges: Floats, cuts: Floats
) -> NDArray[np.bool_]:
    """Tell for each edge and each part between two cuts whether a ruling runs along it."""
    at = (low + high) / 2
    middles = (cuts[:-1] + cuts[1:]) / 2
    near = np.abs(at[:, None] - edges[None, :]) <= _SNAP
    runs = (start[:, None] <= middles[None, :]) & (end[:, None] >= middles[None, :])
    return (near.T.astype(np.int32) @ runs.astype(np.int32)) > 0


def _merged(
    walls: NDArray[np.bool_], floors: NDArray[np.bool_], xs: Floats, ys: Floats
) -> tuple[Index, list[GridCell]]:
    """Number the cells: parts that no ruling divides are one, widened to a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    # Lists: most tables have a few dozen parts, for which arrays cost more than they save.
    walled, floored = walls.T.tolist(), floors.tolist()
    parts = [[-1] * columns for _ in range(rows)]
    edges_x, edges_y = xs.tolist(), ys.tolist()
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if parts[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and not walled[row][right] and parts[row][right] < 0:
                right += 1
            down = row + 1
            while down < rows and True not in floored[down][column:right]:
                down += 1
            for covered in parts[row:down]:
                covered[column:right] = [
                    len(cells) if part < 0 else part for part in covered[column:right]
                ]
            box = (edges_x[column], edges_y[row], edges_x[right], edges_y[down])
            cells.append(GridCell(row, column, down - row, right - column, box))
    return np.array(parts, np.intp).reshape(rows, columns), cells
