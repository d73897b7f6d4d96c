"""Reading order: content order, put right where it contradicts the page's geometry."""

from __future__ import annotations

from collections.abc import Iterator
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
    if is_stacked(units.first_base, units.em):
        return list(range(count))
    before = _must_precede(units)
    if not (before & np.tri(count, k=-1, dtype=np.bool_)).any():
        return list(range(count))
    # Sets of units are the bits of integers, which costs a tenth of an array for each unit.
    packed = np.packbits(before.T, axis=1, bitorder="little")
    needed = [int.from_bytes(bits.tobytes(), "little") for bits in packed]
    done = opened = 0
    order: list[int] = []
    for unit in range(count):
        waiting = [unit]
        while waiting:
            number = waiting[-1]
            # A unit opened twice waits for itself: overprinted lines, whose order is theirs.
            missing = needed[number] & ~done & ~opened
            if missing and not opened >> number & 1:
                opened |= 1 << number
                waiting.extend(_members(missing))
                continue
            waiting.pop()
            if not done >> number & 1:
                done |= 1 << number
                order.append(number)
    return order


def is_stacked(base: Boxes, em: Boxes) -> bool:
    """Tell whether each unit begins clearly below the one before: nothing is to be put right."""
    return bool((base[1:] - base[:-1] > 0.5 * em.max()).all())


def _members(units: int) -> Iterator[int]:
    """Yield the bits of a set, the last first."""
    while units:
        last = units.bit_length() - 1
        yield last
        units ^= 1 << last


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
