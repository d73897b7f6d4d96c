"""Marks joined to the letters that they stand on, before anything is sorted by its place."""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_text.glyphs import (
    Boxes,
    Glyphs,
    Index,
    Mask,
    holds,
    is_consonant,
    is_mark,
)

_VOWELS = np.isin(np.arange(0x10000), (0x0E31, 0x0E34, 0x0E35, 0x0E36, 0x0E37))
_TONES = np.isin(np.arange(0x10000), (0x0E48, 0x0E49, 0x0E4A, 0x0E4B))

_FLAT = 0.02
"""Width in ems of a mark whose reader knows advances only."""

_AROUND = 12
"""Letters before and after a mark among which its own nearly always stands."""

_RANKS = np.ones(0x10000, np.int8)
_RANKS[[*range(0x0E48, 0x0E4D), *range(0xF705, 0xF70F), *range(0xF713, 0xF718)]] = 2
"""Marks in the order in which they are written: a vowel before a tone."""


def clusters(glyphs: Glyphs, *, trusts_order: bool = False) -> tuple[Index, Mask]:
    """Return the order in which each letter is followed by its marks, and which begin a cluster.

    Content order stays as it is where a mark follows the letter below it, which is usual, or where
    it is to be trusted more than places are.
    """
    count = len(glyphs)
    marks = is_mark(glyphs.codes)
    heads = ~marks
    if count:
        heads[0] = True
    owner = np.maximum.accumulate(np.where(heads, np.arange(count), 0))
    strays = _strays(glyphs, marks & ~heads & (not trusts_order), owner)
    if len(strays):
        owner[strays] = _bases_below(glyphs, strays, owner[strays])
        _stack_tones(glyphs, owner)
    rank = holds(_RANKS, glyphs.codes)
    rank[heads] = 0
    if len(strays) or (rank[1:] < rank[:-1])[~heads[1:]].any():
        order = np.lexsort((np.arange(count), rank, owner))
        return order, heads[order]
    return np.arange(count), heads


def _strays(glyphs: Glyphs, marks: Mask, owner: Index) -> Index:
    """Return the marks whose middle does not lie over the letter that they follow."""
    at = marks.nonzero()[0]
    letter, em = owner.take(at), glyphs.em.take(at)
    left, right = glyphs.boxes[:, 0], glyphs.boxes[:, 2]
    x0, x1 = left.take(at), right.take(at)
    middle = (x0 + x1) / 2
    over = np.abs(glyphs.base.take(at) - glyphs.base.take(letter)) < 0.6 * em
    # A reader that knows advances only gives a mark no width, at the end of its letter.
    end = right.take(letter)
    end += np.where(x1 - x0 < _FLAT * em, 0.2 * em, 0.0)
    over &= (middle >= left.take(letter)) & (middle <= end)
    strays: Index = at[~over]
    return strays


def _bases_below(glyphs: Glyphs, marks: Index, owner: Index) -> Index:
    """Return for each mark the consonant that it stands on: the one under its middle.

    Marks are looked up in bounded numbers, so that a page of nothing else costs no memory.
    """
    letters = is_consonant(glyphs.codes).nonzero()[0]
    if not len(letters):
        return owner
    found, rest = _under_a_neighbour(glyphs, marks, letters)
    step = max(1, 4_000_000 // len(letters))
    for start in range(0, len(rest), step):
        part = rest[start : start + step]
        found[part] = _nearest(glyphs, marks[part], owner[part], letters)
    return found


def _under_a_neighbour(glyphs: Glyphs, marks: Index, letters: Index) -> tuple[Index, Index]:
    """Return the letter right under each mark if one stands near it in content order.

    Then the numbers of the marks that have none: theirs is looked for on the whole page.
    """
    at = np.searchsorted(letters, marks)[:, None] + np.arange(-_AROUND, _AROUND)
    near = letters[np.clip(at, 0, len(letters) - 1)]
    aside = _aside(glyphs, marks, near) + 1e-6 * np.abs(near - marks[:, None] + 0.1)
    best = aside.argmin(axis=1)
    every = np.arange(len(marks))
    return near[every, best], (aside[every, best] >= 0.1).nonzero()[0]


def _aside(glyphs: Glyphs, marks: Index, letters: Index) -> Boxes:
    """Return how far letters are from standing under marks, in tenths of points; a row a mark."""
    boxes, base, em = glyphs.boxes, glyphs.base, glyphs.em[marks][:, None]
    x0, x1 = boxes[letters, 0], boxes[letters, 2]
    middle = (boxes[marks, 0] + boxes[marks, 2])[:, None] / 2
    flat = (boxes[marks, 2] - boxes[marks, 0])[:, None] < _FLAT * em
    aside = np.maximum(x0 - middle, middle - x1).clip(0)
    if flat.any():
        aside = np.where(flat, np.abs(middle - x1), aside)
    aside += np.where(np.abs(base[letters] - base[marks][:, None]) < 0.6 * em, 0.0, 1e6)
    rounded: Boxes = np.round(aside, 1)
    return rounded


def _nearest(glyphs: Glyphs, marks: Index, owner: Index, letters: Index) -> Index:
    # Of letters that are equally near, the one printed last before the mark wins.
    aside = _aside(glyphs, marks, letters) + 1e-6 * np.abs(letters - marks[:, None] + 0.1)
    best = aside.argmin(axis=1)
    near = aside[np.arange(len(marks)), best] < 0.8 * glyphs.em[marks]
    found: Index = np.where(near, letters[best], owner)
    return found


def _stack_tones(glyphs: Glyphs, owner: Index) -> None:
    """Give a tone mark to the letter of the vowel mark that it is drawn on top of.

    Marks hang over the next letter where a font sets them far to the right; both end together.
    """
    vowels = holds(_VOWELS, glyphs.codes).nonzero()[0]
    tones = holds(_TONES, glyphs.codes).nonzero()[0]
    if not len(vowels) or not len(tones) or len(tones) * len(vowels) > 4_000_000:
        return
    x1, base, em = glyphs.boxes[:, 2], glyphs.base, glyphs.em[tones][:, None]
    apart = np.abs(x1[vowels] - x1[tones][:, None])
    apart += np.where(np.abs(base[vowels] - base[tones][:, None]) < 0.6 * em, 0.0, 1e6)
    best = apart.argmin(axis=1)
    near = apart[np.arange(len(tones)), best] < 0.12 * em[:, 0]
    owner[tones[near]] = owner[vowels[best[near]]]
