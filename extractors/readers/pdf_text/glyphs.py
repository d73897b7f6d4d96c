"""The glyphs of a page as arrays: code points and places, in the order of the page's content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Boxes = NDArray[np.float32]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]

SPACE, NO_BREAK_SPACE = 0x20, 0xA0
SARA_AA, SARA_AM, NIKHAHIT = 0x0E32, 0x0E33, 0x0E4D


def table_of(*ranges: tuple[int, int]) -> Mask:
    """Return a table of the first plane's code points that is true in ranges, ends included."""
    table = np.zeros(0x10000, np.bool_)
    for first, last in ranges:
        table[first : last + 1] = True
    return table


_MARKS = table_of(
    (0x0E31, 0x0E31), (0x0E34, 0x0E3A), (0x0E47, 0x0E4E),
    (0xF701, 0xF70E), (0xF710, 0xF71A), (0x0300, 0x036F),
)  # fmt: skip
MARK_LETTERS = frozenset(map(chr, _MARKS.nonzero()[0].tolist()))
"""The marks as letters, for readers that take letters one by one."""
_CONSONANTS = table_of((0x0E01, 0x0E2E), (0xF700, 0xF700), (0xF70F, 0xF70F))
_THAI = table_of((0x0E01, 0x0E5B), (0xF700, 0xF71A))
_SPACES = table_of(
    (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
    (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000),
)  # fmt: skip


def holds(table: NDArray[Any], codes: Codes) -> NDArray[Any]:
    """Look code points up in a table of the first plane, whose last entry stands for the others."""
    return table.take(codes, mode="clip")


def starts_of(breaks: Mask) -> Index:
    """Return where runs begin; `breaks` tells between which neighbours one ends."""
    ends = breaks.nonzero()[0]
    starts = np.zeros(len(ends) + 1, np.intp)
    np.add(ends, 1, out=starts[1:])
    return starts


def lengths_of(starts: Index, count: int) -> Index:
    """Return how long the runs are that begin at `starts` and together have `count` members."""
    ends = np.empty_like(starts)
    ends[:-1] = starts[1:]
    ends[-1:] = count
    return ends - starts


def is_mark(codes: Codes) -> Mask:
    """Tell which code points are marks above or below another one (old private ones too)."""
    return holds(_MARKS, codes)


def is_consonant(codes: Codes) -> Mask:
    """Tell which code points are Thai consonants: what a Thai mark stands on."""
    return holds(_CONSONANTS, codes)


def is_thai(codes: Codes) -> Mask:
    """Tell which code points are Thai."""
    return holds(_THAI, codes)


def is_space(codes: Codes) -> Mask:
    """Tell which code points are white space."""
    return holds(_SPACES, codes)


@dataclass(slots=True)
class Glyphs:
    """Glyphs of one page.

    `boxes` holds x0, top, x1, bottom in points from the page's upper left corner as it is shown,
    or, of a turned part, as that part is turned level; `base` the baseline's distance from the top.
    """

    codes: Codes
    boxes: Boxes
    base: NDArray[np.float32]
    em: NDArray[np.float32]
    """Font size of each glyph in points, as it is drawn."""
    font: Index
    """A number for each font of the document, the same on all its pages."""

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Mask | Index) -> Glyphs:
        """Return some of the glyphs, in the order asked for."""
        at = which.nonzero()[0] if which.dtype == np.bool_ else which
        boxes, base = self.boxes.take(at, axis=0), self.base[at]
        return Glyphs(self.codes[at], boxes, base, self.em[at], self.font[at])

    @property
    def right_edge(self) -> float:
        """How far to the right the text reaches, the outermost glyphs left aside."""
        last = len(self) * 99 // 100
        return float(np.partition(self.boxes[:, 2], last)[last]) if len(self) else 0.0

    @classmethod
    def none(cls) -> Glyphs:
        """The glyphs of an empty page."""
        zero = np.empty(0, np.float32)
        codes, font = np.empty(0, np.uint32), np.empty(0, np.intp)
        return cls(codes, np.empty((0, 4), np.float32), zero, zero, font)
