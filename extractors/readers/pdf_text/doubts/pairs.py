"""Pairs of letters as text holds them: a font whose codes mean other letters makes up others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from string import ascii_letters, ascii_lowercase, digits
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.thai import octets
from extractors.thai.words import dictionary

_STEPS: Final = 8
"""Steps of a bit that the table counts in; an odd number of them marks a stray."""
_BOUND: Final = 6.5
"""Bits that a pair of neighbours costs at most, on average over a line of sound text.

Measured over pages: reports 4.2 to 4.7, names 4.5 to 5.0, letters in disorder 6.7 to 12."""
_PROOF: Final = 20.0
"""Bits above that bound which prove a line garbled: lines of rare names reach 15."""

_CONSONANTS: Final = octets.encode("".join(map(chr, range(0x0E01, 0x0E2F))))
_LEADING: Final = octets.encode("เแโใไ")
_MARKS: Final = octets.encode("ัิีึืฺุู็่้๊๋์ํ๎")
_LETTERS: Final = (_CONSONANTS + octets.encode("ะาำๅ") + _LEADING + _MARKS).replace(b"\xda", b"")
"""Without ฺ, which stands in Pali alone, between letters that no Thai word has side by side."""
_LATIN: Final = """
    abcdefgiklmnprstuvwxyz baeijlorsuy cacehiklorstuy daefioruy eabcdefgilmnopqrstuvwxy faefilort
    gaehilnoruy haeilnortuy iabcdefgklmnoprstuvz jae kaeis lacdeilmopstuy mabeilmopsu
    nacdefgiklnostuy oabcdefghijklmnoprstuvwx padehiloprstuy qu rabcdegiklmnoprstuy sacehikmopstuy
    tacehioprstuwy uabcdefgilmnprst vaeio wahino xipt yacdlmnoprst zaei
"""
"""Each Latin letter, with those that often stand behind it in English words."""
_SIGNS: Final = "!\"#$&'*+;<=>?@[\\]^`{|}~"
_ASIDE: Final = "%(),./:-"
"""Signs that stand behind each other and behind any sign in sound text."""


class Look(NamedTuple):
    """What the pairs of a page tell."""

    garbled: float
    """Share (0..1) of its characters in lines that no language explains."""
    strays: int
    """Marks without a consonant before them, and leading vowels without one behind."""


def look(text: bytes) -> Look:
    """Look at the pairs of a page, in octets.

    A line is proven by its pairs together: one name, or an abbreviation, is never enough.
    """
    text = b"\n%b\n\n" % text
    costs = np.empty(len(text) - 1, np.int8)
    costs[::2] = _costs().take(np.frombuffer(text, "<u2", len(text) // 2))
    costs[1::2] = _costs().take(np.frombuffer(text, "<u2", (len(text) - 1) // 2, 1))
    starts = np.flatnonzero(np.frombuffer(text, np.uint8, len(costs)) == ord("\n"))
    strays = int(np.count_nonzero(costs & 1))
    proven = np.add.reduceat(costs, starts, dtype=np.int32) > _PROOF * _STEPS
    if not proven.any():
        return Look(0.0, strays)
    size = [len(line) - line.count(b" ") for line in text.split(b"\n")[1:]]
    bad = sum(letters for letters, is_bad in zip(size, proven.tolist(), strict=False) if is_bad)
    return Look(bad / sum(size), strays)


@cache
def _costs() -> npt.NDArray[np.int8]:
    """Return bits above the bound, in steps, by two octets as a little-endian number."""
    bits = np.zeros((0x100, 0x100))
    bits[np.ix_(list(_LETTERS), list(_LETTERS))] = _thai_bits() - _BOUND
    for pair, cost in _latin_bits():
        bits[tuple(octets.encode(pair))] = cost
    steps = 2 * np.rint(bits * _STEPS / 2).clip(-0x40, 0x3F).astype(np.int8)
    before = list(set(range(0x100)) - set(_CONSONANTS + _MARKS))
    steps[np.ix_(before, list(_MARKS))] |= 1
    steps[np.ix_(list(_LEADING), list(set(range(0x100)) - set(_CONSONANTS)))] |= 1
    return np.ascontiguousarray(steps.T).ravel()


def _thai_bits() -> npt.NDArray[np.float64]:
    """Return what each pair of Thai letters costs, from the dictionary's words and their ends."""
    words = np.frombuffer(octets.encode("\n".join(["", *dictionary(), ""])), np.uint8)
    index = words[:-1].astype(np.intp) << 8 | words[1:]
    counts = np.bincount(index, minlength=0x10000).reshape(0x100, 0x100).astype(np.float64)
    letters = list(_LETTERS)
    inside = counts[np.ix_(letters, letters)]
    begins, ends = counts[ord("\n"), letters], counts[letters, ord("\n")]
    # Words follow each other without a space: any end, then any beginning.
    inside += np.outer(ends, begins / begins.sum())
    smooth = 0.5
    chance = (inside + smooth / len(letters)) / (inside.sum(axis=1, keepdims=True) + smooth)
    bits: npt.NDArray[np.float64] = -np.log2(np.maximum(chance, 1e-6))
    return bits


def _latin_bits() -> Iterator[tuple[str, float]]:
    """Yield pairs of Latin letters and signs, and their bits above the bound."""
    often = {run[0] + letter for run in _LATIN.split() for letter in run[1:]}
    for first, second in product(ascii_lowercase, repeat=2):
        is_often = first + second in often
        yield first + second, -2.5 if is_often else 3.0
        yield first.upper() + second, -2.5 if is_often else 2.0
        yield first + second.upper(), 3.5
    for sign in _SIGNS:
        for letter in ascii_letters:
            yield letter + sign, 0.0 if sign in "!?;\"']" else 2.0
            yield sign + letter, 0.0 if sign in "\"'[" else 2.0
        for digit in digits:
            yield digit + sign, 1.0
            yield sign + digit, 1.0
        for other in (_SIGNS + _ASIDE).replace(sign, ""):
            yield sign + other, 2.0
            yield other + sign, 2.0
    for letter in ascii_letters:
        yield "," + letter, 2.0
    for letter, digit in product(ascii_letters, digits):
        yield letter + digit, 0.5
        yield digit + letter, 0.5
