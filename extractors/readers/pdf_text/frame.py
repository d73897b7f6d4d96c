"""How a page is shown: which part of it, and turned by how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pypdfium2 as pdfium

from extractors.readers.pdf_text.glyphs import Boxes, Index

_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)
_SIDES = {
    0: (_LEFT, _TOP, _RIGHT, _BOTTOM),
    90: (_BOTTOM, _LEFT, _TOP, _RIGHT),
    180: (_RIGHT, _BOTTOM, _LEFT, _TOP),
    270: (_TOP, _RIGHT, _BOTTOM, _LEFT),
}
"""Which side of a box on the page is x0, top, x1, bottom of the box as it is shown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns places on a page, y axis upwards, into places as it is shown, y axis downwards."""

    rotation: int
    """Degrees clockwise by which the page is turned to be shown."""
    _sides: Index
    _signs: Boxes
    _offsets: Boxes

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Frame:
        """Return the frame of a page."""
        return _frame(page.get_bbox(), page.get_rotation() % 360)

    def boxes(self, boxes: Boxes) -> Boxes:
        """Turn rows of left, top, right, bottom into x0, top, x1, bottom as shown, in points."""
        turned = boxes if self.rotation == 0 else boxes[:, self._sides]
        shown: Boxes = turned * self._signs
        shown += self._offsets
        return shown

    def points(self, points: Boxes) -> Boxes:
        """Turn rows of x and y into x and y as shown, in points."""
        turned = points if self.rotation == 0 else points[:, self._sides[:2] % 2]
        shown: Boxes = turned * self._signs[:2]
        shown += self._offsets[:2]
        return shown


@lru_cache(maxsize=64)
def _frame(box: tuple[float, float, float, float], rotation: int) -> Frame:
    """Return the frame of pages with this box, from the left, below, right, above."""
    left, bottom, right, top = box
    sides = _SIDES[rotation]
    # The shown page begins at its left edge, or, turned over, at its right one.
    sign_x, sign_y = (1 if rotation < 180 else -1), (1 if rotation in (90, 180) else -1)
    across = (sign_x, -left if sign_x > 0 else right)
    upright = (sign_y, -bottom if sign_y > 0 else top)
    signs, offsets = zip(
        *(across if side in (_LEFT, _RIGHT) else upright for side in sides), strict=True
    )
    return Frame(
        rotation,
        np.array(sides, np.intp),
        np.array(signs, np.float32),
        np.array(offsets, np.float32),
    )
