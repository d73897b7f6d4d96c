"""Marks joined to the letters that they stand on, before anything is sorted by its place."""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_text.glyphs import Glyphs, Index, Mask, is_consonant, is_mark


def clusters(glyphs: Glyphs) -> tuple[Index, Mask]:
    """Return the order in which each letter is followed by its marks, and which begin a cluster.

    Content order stays as it is where a mark follows the letter below it, which is usual.
    """
    count = len(glyphs)
    marks = is_mark(glyphs.codes)
    heads = ~marks
    if count:
        heads[0] = True
    owner = np.maximum.accumulate(np.where(heads, np.arange(count), 0))
    strays = _strays(glyphs, marks & ~heads, owner)
    if len(strays):
        owner[strays] = _bases_below(glyphs, strays, owner[strays])
        order = np.lexsort((np.arange(count), ~heads, owner))
        return order, heads[order]
    return np.arange(count), heads


def _strays(glyphs: Glyphs, marks: Mask, owner: Index) -> Index:
    """Return the marks whose middle does not lie over the letter that they follow."""
    at = np.flatnonzero(marks)
    boxes, base = glyphs.boxes, glyphs.boxes[owner[at]]
    middle = (boxes[at, 0] + boxes[at, 2]) / 2
    level = np.abs(glyphs.base[at] - glyphs.base[owner[at]]) < 0.5 * (base[:, 3] - base[:, 1])
    return at[~((middle >= base[:, 0]) & (middle <= base[:, 2]) & level)]


def _bases_below(glyphs: Glyphs, marks: Index, owner: Index) -> Index:
    """Return for each mark the consonant that it stands on: the one under its middle."""
    letters = np.flatnonzero(is_consonant(glyphs.codes))
    if not len(letters):
        return owner
    boxes = glyphs.boxes
    found = owner.copy()
    for number, mark in enumerate(marks.tolist()):
        x0, top, x1, bottom = boxes[mark].tolist()
        middle, height = (x0 + x1) / 2, max(bottom - top, 1.0)
        level = np.abs(glyphs.base[letters] - glyphs.base[mark])
        near = letters[level < 0.5 * height]
        if not len(near):
            continue
        aside = np.maximum(boxes[near, 0] - middle, middle - boxes[near, 2]).clip(0)
        # The letter printed last before the mark wins where two are equally near.
        later = np.where(near < mark, mark - near, near - mark + 0.5)
        best = int(near[np.lexsort((later, np.round(aside, 1)))[0]])
        if float(aside[near == best][0]) < 0.6 * height:
            found[number] = best
    return found
