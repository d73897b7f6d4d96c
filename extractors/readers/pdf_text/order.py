"""Reading order: content order, put right where it contradicts the page's geometry."""

from __future__ import annotations

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
    done = np.zeros(count, np.bool_)
    opened = np.zeros(count, np.bool_)
    order: list[int] = []
    for unit in range(count):
        waiting = [unit]
        while waiting:
            number = waiting[-1]
            # A unit opened twice waits for itself: overprinted lines, whose order is theirs.
            missing = np.flatnonzero(before[:, number] & ~done & ~opened)
            if not opened[number] and len(missing):
                opened[number] = True
                waiting.extend(missing[::-1].tolist())
                continue
            waiting.pop()
            if not done[number]:
                done[number] = True
                order.append(number)
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
