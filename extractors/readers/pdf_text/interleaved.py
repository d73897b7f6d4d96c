"""Pieces of one line that were drawn out of turn: letters first, then the spaces between them.

LibreOffice draws a line font by font; the gaps that one font leaves are filled later by another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import Boxes, Glyphs, Index, Mask, lengths_of, starts_of

_TOUCH = 0.6
"""Gap in ems up to which pieces far apart in content order still belong together."""
_CROWDED = 0.2
"""Share of clusters that may lie on their neighbour: more is overprinting, not filling gaps."""
_MAX_PIECES = 4000


def interleaved(glyphs: Glyphs, first: Index, breaks: Mask, cells: Index | None) -> Index | None:
    """Return the clusters in an order that fills such gaps, None where there are none.

    `first` are the clusters' first glyphs, `breaks` where pieces of lines end.
    """
    starts = starts_of(breaks)
    count = len(starts)
    if not 2 <= count <= _MAX_PIECES:
        return None
    boxes, em = glyphs.boxes.take(first, axis=0), glyphs.em[first[starts]]
    x0 = np.minimum.reduceat(boxes[:, 0], starts)
    x1 = np.maximum.reduceat(boxes[:, 2], starts)
    base = glyphs.base[first[starts]]
    cell = np.zeros(count, np.intp) if cells is None else cells[first[starts]]
    group = np.arange(count)
    row = np.lexsort((x0, np.round(base, 1), cell))
    columns: list[NDArray[Any]] = [values.take(row) for values in (base, em, cell, x0, x1)]
    if not _touch_any(*columns):
        return None
    for left, right in _neighbours(row.tolist(), *(column.tolist() for column in columns)):
        group[group == group[right]] = group[left]
    if (group == np.arange(count)).all():
        return None
    leader = np.full(count, count, np.intp)
    np.minimum.at(leader, group, np.arange(count))
    lengths = lengths_of(starts, len(first))
    of_cluster = np.repeat(leader[group], lengths)
    merged = np.repeat(np.bincount(group, minlength=count)[group] > 1, lengths)
    place = np.where(merged, boxes[:, 0], np.arange(len(first)))
    order: Index = np.lexsort((place, of_cluster))
    return None if _is_crowded(boxes[order], merged[order], of_cluster[order]) else order


def _touch_any(base: Boxes, em: Boxes, cell: Index, x0: Boxes, x1: Boxes) -> bool:
    """Does any piece touch the one left of it? Where none does, none touches one farther left."""
    touch = x0[1:] - x1[:-1] <= _TOUCH * em[1:]
    touch &= np.abs(base[1:] - base[:-1]) < 0.15 * em[1:]
    touch &= cell[1:] == cell[:-1]
    return bool(touch.any())


def _neighbours(
    pieces: list[int],
    bases: list[float],
    ems: list[float],
    cells: list[int],
    lefts: list[float],
    rights: list[float],
) -> Iterator[tuple[int, int]]:
    """Yield pairs of pieces on a baseline that overlap or touch and do not follow each other.

    All lists run along the rows, from the left.
    """
    reach, owner, last_base, last_cell = -np.inf, -1, -np.inf, -2
    for piece, base, em, cell, x0, x1 in zip(pieces, bases, ems, cells, lefts, rights, strict=True):
        if cell != last_cell or abs(base - last_base) >= 0.15 * em:
            reach, owner = -np.inf, -1
        elif x0 - reach <= _TOUCH * em:
            yield owner, piece
        if x1 > reach:
            reach, owner = x1, piece
        last_base, last_cell = base, cell


def _is_crowded(boxes: np.ndarray, merged: Mask, group: Index) -> bool:
    """Do the merged pieces lie on one another, as text printed twice does?"""
    same = merged[1:] & (group[1:] == group[:-1])
    wide = np.maximum(boxes[:-1, 2] - boxes[:-1, 0], 0.1)
    over = same & (boxes[1:, 0] < boxes[:-1, 2] - 0.5 * wide)
    return bool(over.sum() > _CROWDED * max(int(same.sum()), 1))
