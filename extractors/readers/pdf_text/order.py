"""Reading order: content order, put right where it contradicts the page's geometry."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import Boxes


@dataclass(slots=True)
class Units:
    """What is put in order: printed lines, and tables as wholes, in content order."""

    boxes: Boxes
    first_base: Boxes
    last_base: Boxes
    """The baselines of the first and the last line, the same for a line."""
    em: Boxes


def reading_order(units: Units) -> list[int]:
    """Return the numbers of the units as they are read.

    A unit comes after the ones above it that share its horizontal range, and after those to its
    left on the same baseline; otherwise the producer's own order holds, which knows columns and
    cells better than any white space does.
    """
    count = len(units.em)
    if count < 2:
        return list(range(count))
    before = _must_precede(units)
    if not np.tril(before).any():
        return list(range(count))
    waiting = before.sum(axis=0)
    ready = [int(number) for number in np.flatnonzero(waiting == 0)]
    heapq.heapify(ready)
    order: list[int] = []
    done = np.zeros(count, np.bool_)
    while len(order) < count:
        if not ready:
            # Geometry contradicts itself (overprinted lines): the earliest unit goes first.
            ready = [int(np.flatnonzero(~done)[0])]
        number = heapq.heappop(ready)
        if done[number]:
            continue
        done[number] = True
        order.append(number)
        waiting -= before[number]
        for follower in np.flatnonzero(before[number] & (waiting <= 0) & ~done).tolist():
            heapq.heappush(ready, follower)
    return order


def _must_precede(units: Units) -> NDArray[np.bool_]:
    """Return a matrix: does unit i have to come before unit j?"""
    x0, x1 = units.boxes[:, 0], units.boxes[:, 2]
    em = np.minimum(units.em[:, None], units.em[None, :])
    down = units.first_base[None, :] - units.last_base[:, None]
    shared = np.minimum(x1[:, None], x1[None, :]) - np.maximum(x0[:, None], x0[None, :])
    above = (down > 0.5 * em) & (shared > 0.2 * em)
    level = np.abs(units.first_base[None, :] - units.first_base[:, None]) <= 0.5 * em
    beside = level & (x0[:, None] < x0[None, :]) & (shared <= 0.2 * em)
    found: NDArray[np.bool_] = above | beside
    return found
