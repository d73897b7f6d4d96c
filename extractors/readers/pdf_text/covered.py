"""Spaces that lie on ink, whenever they were drawn: no white space on the page."""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_text.glyphs import Glyphs, Mask, is_mark, is_space

_MOST_PAIRS = 2_000_000
_COVERED = 0.5
"""Share of its own width by which a space lies on ink and is no space any more."""


def on_ink(glyphs: Glyphs) -> Mask:
    """Tell which spaces lie on ink that was drawn at another time; they would split a number.

    pdfium leaves out all but the first space of a row of them; pdfminer gives each, and tables set
    with spaces run theirs on over the next column's figures.
    """
    blank = is_space(glyphs.codes)
    found = np.zeros(len(glyphs), np.bool_)
    ink = (~blank & ~is_mark(glyphs.codes)).nonzero()[0]
    if not len(ink):
        return found
    spaces = blank.nonzero()[0]
    x0, x1, base = glyphs.boxes[:, 0], glyphs.boxes[:, 2], glyphs.base
    step = max(1, _MOST_PAIRS // len(ink))
    for at in range(0, len(spaces), step):
        some = spaces[at : at + step]
        shared = np.minimum(x1[some, None], x1[ink]) - np.maximum(x0[some, None], x0[ink])
        over = shared > _COVERED * np.maximum(x1[some, None] - x0[some, None], 0.01)
        found[some] = (over & (np.abs(base[some, None] - base[ink]) < 1.0)).any(axis=1)
    return found
