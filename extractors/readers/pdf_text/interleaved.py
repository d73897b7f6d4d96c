"""Pieces of one line that were drawn out of turn: letters first, then the spaces between them.

LibreOffice draws a line font by font; the gaps that one font leaves are filled later by another.
"""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_text.glyphs import Glyphs, Index, Mask

_TOUCH = 0.6
"""Gap in ems up to which pieces far apart in content order still belong together."""
_CROWDED = 0.2
"""Share of clusters that may lie on their neighbour: more is overprinting, not filling gaps."""
_MAX_PIECES = 4000


def interleaved(glyphs: Glyphs, first: Index, breaks: Mask, cells: Index | None) -> Index | None:
    """Return the clusters in an order that fills such gaps, None where there are none.

    `first` are the clusters' first glyphs, `breaks` where pieces of lines end.
    """
    starts = np.r_[0, np.flatnonzero(breaks) + 1]
    count = len(starts)
    if not 2 <= count <= _MAX_PIECES:
        return None
    boxes, em = glyphs.boxes[first], glyphs.em[first][starts]
    x0 = np.minimum.reduceat(boxes[:, 0], starts)
    x1 = np.maximum.reduceat(boxes[:, 2], starts)
    base = glyphs.base[first][starts]
    cell = np.zeros(count, np.intp) if cells is None else cells[first][starts]
    group = np.arange(count)
    row = np.lexsort((x0, np.round(base, 1), cell))
    for left, right in _neighbours(row, base, em, cell, x1, x0):
        group[group == group[right]] = group[left]
    if (group == np.arange(count)).all():
        return None
    leader = np.full(count, count, np.intp)
    np.minimum.at(leader, group, np.arange(count))
    lengths = np.diff(np.r_[starts, len(first)])
    of_cluster = np.repeat(leader[group], lengths)
    merged = np.repeat(np.bincount(group, minlength=count)[group] > 1, lengths)
    place = np.where(merged, boxes[:, 0], np.arange(len(first)))
    order: Index = np.lexsort((place, of_cluster))
    return None if _is_crowded(boxes[order], merged[order], of_cluster[order]) else order


def _neighbours(
    row: Index, base: np.ndarray, em: np.ndarray, cell: Index, x1: np.ndarray, x0: np.ndarray
) -> list[tuple[int, int]]:
    """Return pairs of pieces on a baseline that overlap or touch and do not follow each other."""
    pairs = []
    reach, owner = -np.inf, -1
    for position, piece in enumerate(row.tolist()):
        before = row[position - 1] if position else piece
        level = cell[piece] == cell[before] and abs(base[piece] - base[before]) < 0.15 * em[piece]
        if not level:
            reach, owner = -np.inf, -1
        if owner >= 0 and x0[piece] - reach <= _TOUCH * em[piece]:
            pairs.append((owner, piece))
        if x1[piece] > reach:
            reach, owner = float(x1[piece]), piece
    return pairs


def _is_crowded(boxes: np.ndarray, merged: Mask, group: Index) -> bool:
    """Do the merged pieces lie on one another, as text printed twice does?"""
    same = merged[1:] & (group[1:] == group[:-1])
    wide = np.maximum(boxes[:-1, 2] - boxes[:-1, 0], 0.1)
    over = same & (boxes[1:, 0] < boxes[:-1, 2] - 0.5 * wide)
    return bool(over.sum() > _CROWDED * max(int(same.sum()), 1))
