"""Glyphs whose text glyphs nearby, over the same ink, have themselves.

Some producers give the text of a whole cluster to each of its glyphs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf_text.glyphs import Boxes, Codes, Index, Mask, is_mark

_LETTER = 0.65
"""Width of a letter in ems, generously."""
_NEAR = 16
"""Glyphs before a group among which its cluster may stand."""


@dataclass(slots=True)
class Said:
    """Tells groups of glyphs that are said already; boxes on the page, y axis upwards."""

    codes: Codes
    boxes: Boxes
    """left, top, right, bottom of each glyph."""
    ink: Boxes
    """The boxes that pdfium gave them."""
    base: Boxes
    em: Boxes
    keep: Mask
    """Glyphs that have not been dropped; groups are dropped here."""

    def drop(self, at: Index, starts: list[int], texts: list[str]) -> None:
        """Drop groups in turn: group i is `at[starts[i]:starts[i + 1]]` and says `texts[i]`."""
        letters = text_of(self.codes)
        firsts, ends = at[starts].tolist(), [*starts[1:], len(at)]
        for first, start, end, text in zip(firsts, starts, ends, texts, strict=True):
            window = letters[max(0, first - _NEAR) : first]
            # Nearly all groups end here: their letters do not even stand nearby.
            if len(text) < 2 or text[0] not in window or text[-1] not in window:
                continue
            group = at[start:end]
            if self._is_said(group, text):
                self.keep[group] = False

    def _is_said(self, group: Index, text: str) -> bool:
        at = int(group[0])
        near = np.arange(max(0, at - _NEAR), at)
        near = near[self.keep[near]]
        words = text_of(self.codes[near])
        found = words.find(text)
        if found < 0:
            return False
        em, ink = float(self.em[at]), self.ink[group]
        middle = float(ink[:, 0].min() + ink[:, 2].max()) / 2
        count = int((~is_mark(codes_of(text))).sum())
        while found >= 0:
            said = near[found : found + len(text)]
            x0 = float(self.boxes[said, 0].min())
            x1 = float(self.boxes[said, 2].max()) + 0.1 * em
            level = abs(self.base[said[0]] - self.base[at]) < 0.6 * em
            if level and x0 - 0.1 * em <= middle <= max(x1, x0 + _LETTER * em * count):
                return True
            found = words.find(text, found + 1)
        return False


def text_of(codes: Codes) -> str:
    """Return code points as a text."""
    return codes.tobytes().decode("utf-32-le", "replace")


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)
