"""Reading order: content order, put right where it contradicts the page's geometry."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.lines import Lines


def reading_order(lines: Lines) -> list[int]:
    """Return line numbers as they are read.

    A line comes after the lines above it that share its horizontal range, and after the pieces to
    its left on the same baseline; otherwise the producer's own order holds, which knows columns
    and cells better than any white space does.
    """
    count = len(lines)
    if count < 2:
        return list(range(count))
    before = _must_precede(lines)
    if not np.tril(before).any():
        return list(range(count))
    waiting = before.sum(axis=0)
    ready = [int(number) for number in np.flatnonzero(waiting == 0)]
    heapq.heapify(ready)
    order: list[int] = []
    done = np.zeros(count, np.bool_)
    while len(order) < count:
        if not ready:
            # Geometry contradicts itself (overprinted lines): the earliest line goes first.
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


def _must_precede(lines: Lines) -> NDArray[np.bool_]:
    """Return a matrix: does line i have to come before line j?"""
    x0, x1 = lines.boxes[:, 0], lines.boxes[:, 2]
    em = np.minimum(lines.em[:, None], lines.em[None, :])
    down = lines.base[None, :] - lines.base[:, None]
    shared = np.minimum(x1[:, None], x1[None, :]) - np.maximum(x0[:, None], x0[None, :])
    above = (down > 0.5 * em) & (shared > 0.2 * em)
    beside = (np.abs(down) <= 0.5 * em) & (x0[:, None] < x0[None, :]) & (shared <= 0.2 * em)
    return above | beside
