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
_MARK_LETTERS = frozenset(
    map(chr, np.flatnonzero(is_mark(np.arange(0x10000, dtype=np.uint32))).tolist())
)
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

    None where the page has no such span. Works on lists: a span has two or three glyphs, for which
    arrays cost more than they save.
    """
    if not page.marks.any():
        return None
    work = _Work(page)
    members: dict[int, list[int]] = {}
    for at in np.flatnonzero(page.marks).tolist():
        members.setdefault(work.marks[at], []).append(at)
    for mark, where in members.items():
        text = _written(spans.text(mark))
        size = 0 if work.is_said(where, text) else min(len(text), len(where))
        for at in where[size:]:
            work.keep[at] = False
        for at, letter in zip(where[:size], text, strict=False):
            work.letters[at] = letter
        if size:
            work.spread(where[:size])
    for group in _one_box_groups(page):
        text = "".join(work.letters[at] for at in group)
        if (_SARA_AM in text or any(map(is_mark_letter, text))) and work.is_said(group, text):
            for at in group:
                work.keep[at] = False
    return work.written_back(page)


class _Work:
    """The glyphs of a page as lists."""

    def __init__(self, page: Marked) -> None:
        self.letters = list(page.codes.tobytes().decode("utf-32-le", "replace"))
        self.boxes: list[list[float]] = page.boxes.tolist()
        self.origins: list[list[float]] = page.origins.tolist()
        self.em: list[float] = page.em.tolist()
        self.fonts: list[int] = page.font.tolist()
        self.marks: list[int] = page.marks.tolist()
        self.keep = [True] * len(self.letters)
        self.reach = _font_heights(page)

    def written_back(self, page: Marked) -> Mask:
        """Put letters and boxes into the page's arrays; return which glyphs stay."""
        page.codes[:] = np.fromiter(map(ord, self.letters), np.uint32, len(self.letters))
        page.boxes[:] = self.boxes
        return np.array(self.keep, np.bool_)

    def is_said(self, group: list[int], text: str) -> bool:
        """Tell whether glyphs nearby, over the same ink, have a group's text themselves.

        Some producers give the text of a whole cluster to each of its glyphs.
        """
        if len(text) < 2:
            return False
        at = group[0]
        near = [index for index in range(max(0, at - _NEAR), at) if self.keep[index]]
        words = "".join([self.letters[index] for index in near])
        found = words.find(text)
        if found < 0:
            return False
        em, base = self.em[at], self.origins[at][1]
        left = min(self.boxes[index][0] for index in group)
        middle = (left + max(self.boxes[index][2] for index in group)) / 2
        count = sum(not is_mark_letter(letter) for letter in text)
        while found >= 0:
            said = near[found : found + len(text)]
            x0 = min(self.boxes[index][0] for index in said)
            x1 = max(self.boxes[index][2] for index in said) + 0.1 * em
            level = abs(self.origins[said[0]][1] - base) < 0.6 * em
            if level and x0 - 0.1 * em <= middle <= max(x1, x0 + _LETTER * em * count):
                return True
            found = words.find(text, found + 1)
        return False

    def spread(self, where: list[int]) -> None:
        """Give the letters of a span equal shares of its width, marks their letter's place."""
        first = where[0]
        start, level = self.origins[first]
        top = max(self.boxes[at][1] for at in where)
        bottom = min(self.boxes[at][3] for at in where)
        above, below = self.reach.get(self.fonts[first], (top - level, bottom - level))
        stands = [not is_mark_letter(self.letters[at]) for at in where]
        count = sum(stands)
        if count:
            stands[0] = True
            count = sum(stands)
            share = (self.end(where, count, top - bottom < 0.5 * self.em[first]) - start) / count
        number = -1
        for at, letter in zip(where, stands, strict=True):
            box = self.boxes[at]
            box[1], box[3] = level + above, level + below
            if count:
                number += letter
                box[0], box[2] = start + number * share, start + (number + 1) * share

    def end(self, where: list[int], letters: int, is_low: bool) -> float:
        """Return where a span ends: at the glyph after it if that follows closely, or its ink.

        The ink that pdfium tells is that of the span's first piece, which may be its first letter
        or (`is_low`) only a mark: one letter may then be as wide as they get.
        """
        first, after = where[0], where[-1] + 1
        em, (start, level) = self.em[first], self.origins[first]
        ink = max(start + 0.1, *(self.boxes[at][2] for at in where))
        if after < len(self.letters):
            x, y = self.origins[after]
            if not self.marks[after]:
                x = self.boxes[after][0]
            reach = ink + (0.15 + 0.7 * (letters - 1)) * em
            if is_low:
                reach = max(reach, start + 0.85 * em)
            if abs(y - level) < 0.45 * em and start + 0.15 * em < x < reach:
                return x
        return ink


def is_mark_letter(letter: str) -> bool:
    """Is a character a mark above or below another one?"""
    return letter in _MARK_LETTERS


def _one_box_groups(page: Marked) -> Iterator[list[int]]:
    """Yield the glyphs outside of spans that share one box: one drawn glyph, several letters."""
    same = (page.boxes[1:] == page.boxes[:-1]).all(axis=1)
    same &= (page.marks[1:] == 0) & (page.marks[:-1] == 0)
    at = np.flatnonzero(np.r_[False, same] | np.r_[same, False])
    if len(at):
        apart = (np.diff(at) > 1) | (page.boxes[at[1:]] != page.boxes[at[:-1]]).any(axis=1)
        for group in np.split(at, np.flatnonzero(apart) + 1):
            yield group.tolist()


def _font_heights(page: Marked) -> dict[int, tuple[float, float]]:
    """Return how far the boxes of a font reach above and below the baseline."""
    plain = np.flatnonzero(page.marks == 0)
    fonts, first = np.unique(page.font[plain], return_index=True)
    at = plain[first]
    above = page.boxes[at, 1] - page.origins[at, 1]
    below = page.boxes[at, 3] - page.origins[at, 1]
    return dict(zip(fonts.tolist(), zip(above.tolist(), below.tolist(), strict=True), strict=True))


def _written(text: str) -> str:
    """pdfium leaves out what cannot be printed and writes other controls as spaces."""
    return "".join(" " if letter < " " else letter for letter in text if letter < "\ufffd")
