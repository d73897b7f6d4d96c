"""ActualText: what a marked span says, whatever glyphs draw it (Chromium, LibreOffice, Word).

pdfium hands such a text out once for each piece of the span and places its characters side by
side beyond the ink; here it stands once, over the ink of its span.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import Boxes, Codes, Index, Mask, is_mark
from extractors.readers.pdf_text.pdfium_calls import (
    count_marks,
    get_mark,
    mark_bytes,
)

_KEY = b"ActualText"
_LONGEST = 4096
"""Bytes of an ActualText that are read; longer ones describe figures, not glyphs."""


class Spans:
    """The marked spans of one page, by the addresses that pdfium gives their marks."""

    def __init__(self) -> None:
        self._texts: dict[int, str | None] = {}
        self._buffer = ctypes.create_string_buffer(_LONGEST)
        self._length = ctypes.c_ulong()

    def of(self, text_object: int) -> int:
        """Return the innermost mark of an object that has an ActualText, 0 without any."""
        for number in range(count_marks(text_object) - 1, -1, -1):
            mark = get_mark(text_object, number)
            if mark not in self._texts:
                self._texts[mark] = self._read(mark)
            if self._texts[mark] is not None:
                return int(mark)
        return 0

    def text(self, mark: int) -> str:
        """Return the ActualText of a mark that `of` returned."""
        return self._texts[mark] or ""

    def _read(self, mark: int) -> str | None:
        length = ctypes.addressof(self._length)
        if not mark_bytes(mark, _KEY, ctypes.addressof(self._buffer), _LONGEST, length):
            return None
        size = min(self._length.value, _LONGEST)
        return text_string(self._buffer.raw[:size]) or None


def text_string(data: bytes) -> str:
    """Decode a PDF text string: UTF-16 or UTF-8 by its first bytes, otherwise Latin letters."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


_SARA_AM = "\u0e33"
_LETTER = 0.65
"""Width of a letter in ems, generously."""
_NEAR = 16
"""Glyphs before a span among which its cluster may stand."""


@dataclass(slots=True)
class Marked:
    """Glyphs with what pdfium knows of them; boxes and origins on the page, y axis upwards."""

    codes: Codes
    boxes: Boxes
    """left, top, right, bottom of each glyph."""
    origins: Boxes
    """x and y of the first glyph of each glyph's text object."""
    em: NDArray[np.float32]
    font: Index
    marks: Index
    """The mark with an ActualText that holds the glyph, 0 without one."""


def apply_spans(page: Marked, spans: Spans) -> Mask | None:
    """Write each span's text over its glyphs, with places; return which glyphs to keep.

    None where the page has no such span.
    """
    if not page.marks.any():
        return None
    keep = np.ones(len(page.codes), np.bool_)
    heights = _font_heights(page)
    for mark, where in _members(page.marks):
        text = _written(spans.text(mark))
        size = min(len(text), len(where))
        if _said_already(page, keep, where, text):
            size = 0
        keep[where[size:]] = False
        if size:
            where = where[:size]
            page.codes[where] = np.fromiter(map(ord, text[:size]), np.uint32, size)
            _spread(page, where, heights.get(int(page.font[where[0]])))
    _repeated_clusters(page, keep)
    return keep


def _said_already(page: Marked, keep: Mask, group: Index, text: str) -> bool:
    """Tell whether glyphs nearby, over the same ink, have a group's text themselves.

    Some producers give the text of a whole cluster to each of its glyphs.
    """
    if len(text) < 2:
        return False
    at, em = int(group[0]), float(page.em[group[0]])
    near = np.arange(max(0, at - _NEAR), at)
    near = near[keep[near]]
    words = page.codes[near].tobytes().decode("utf-32-le", "replace")
    middle = float(page.boxes[group, 0].min() + page.boxes[group, 2].max()) / 2
    found = words.find(text)
    while found >= 0:
        said = near[found : found + len(text)]
        x0 = float(page.boxes[said, 0].min())
        letters = int((~is_mark(page.codes[said])).sum())
        x1 = max(float(page.boxes[said, 2].max()) + 0.1 * em, x0 + _LETTER * em * letters)
        level = abs(float(page.origins[said[0], 1] - page.origins[at, 1])) < 0.6 * em
        if level and x0 - 0.1 * em <= middle <= x1:
            return True
        found = words.find(text, found + 1)
    return False


def _repeated_clusters(page: Marked, keep: Mask) -> None:
    """Drop a glyph that spells a whole cluster which its neighbours spell already."""
    same = (page.boxes[1:] == page.boxes[:-1]).all(axis=1)
    same &= (page.marks[1:] == 0) & (page.marks[:-1] == 0) & keep[1:] & keep[:-1]
    inside = np.r_[False, same] | np.r_[same, False]
    for group in _runs(page, inside):
        text = page.codes[group].tobytes().decode("utf-32-le", "replace")
        if is_mark(page.codes[group]).any() or _SARA_AM in text:
            keep[group] = not _said_already(page, keep, group, text)


def _runs(page: Marked, inside: Mask) -> Iterator[Index]:
    """Yield the glyphs that share one box, group by group."""
    at = np.flatnonzero(inside)
    if len(at):
        apart = (np.diff(at) > 1) | (page.boxes[at[1:]] != page.boxes[at[:-1]]).any(axis=1)
        yield from np.split(at, np.flatnonzero(apart) + 1)


def _font_heights(page: Marked) -> dict[int, tuple[float, float]]:
    """Return how far the boxes of a font reach above and below the baseline."""
    plain = np.flatnonzero(page.marks == 0)
    fonts, first = np.unique(page.font[plain], return_index=True)
    at = plain[first]
    above = page.boxes[at, 1] - page.origins[at, 1]
    below = page.boxes[at, 3] - page.origins[at, 1]
    return dict(zip(fonts.tolist(), zip(above.tolist(), below.tolist(), strict=True), strict=True))


def _members(marks: Index) -> Iterator[tuple[int, Index]]:
    """Yield each mark with the numbers of its glyphs."""
    inside = np.flatnonzero(marks)
    order = inside[np.argsort(marks[inside], kind="stable")]
    cuts = np.flatnonzero(np.diff(marks[order])) + 1
    for part in sorted(np.split(order, cuts), key=lambda part: int(part[0])):
        yield int(marks[part[0]]), part


def _written(text: str) -> str:
    """pdfium leaves out what cannot be printed and writes other controls as spaces."""
    return "".join(" " if letter < " " else letter for letter in text if letter < "\ufffd")


def _spread(page: Marked, where: Index, reach: tuple[float, float] | None) -> None:
    """Give the letters of a span equal shares of its width, and marks their letter's place."""
    boxes, (start, level) = page.boxes, page.origins[where[0]].tolist()
    tops, bottoms = boxes[where, 1], boxes[where, 3]
    above, below = reach or (float(tops.max()) - level, float(bottoms.min()) - level)
    boxes[where, 1], boxes[where, 3] = level + above, level + below
    letters = ~is_mark(page.codes[where])
    if not letters.any():
        return
    letters[0] = True
    count = int(letters.sum())
    is_low = float(tops.max() - bottoms.min()) < 0.5 * float(page.em[where[0]])
    share = (_end(page, where, start, count, is_low) - start) / count
    number = np.cumsum(letters) - 1
    boxes[where, 0] = start + number * share
    boxes[where, 2] = start + (number + 1) * share


def _end(page: Marked, where: Index, start: float, letters: int, is_low: bool) -> float:
    """Return where a span ends: at the glyph after it if that follows closely, or with its ink.

    The ink that pdfium tells is that of the span's first piece, which may be its first letter.
    """
    em = float(page.em[where[0]])
    ink = float(max(page.boxes[where, 2].max(), start + 0.1))
    after = int(where[-1]) + 1
    if after < len(page.codes):
        x, y = page.origins[after].tolist()
        if not page.marks[after]:
            x = float(page.boxes[after, 0])
        same_line = abs(y - page.origins[where[0], 1]) < 0.45 * em
        reach = ink + (0.15 + 0.7 * (letters - 1)) * em
        if is_low:
            # Only a mark's ink is known: one letter may be as wide as they get.
            reach = max(reach, start + 0.85 * em)
        if same_line and start + 0.15 * em < x < reach:
            return float(x)
    return ink
