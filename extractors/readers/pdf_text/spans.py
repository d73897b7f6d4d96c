"""Marked spans of a page with an ActualText, as pdfium tells them."""

from __future__ import annotations

import re

import numpy as np

from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls import functions as calls
from extractors.readers.pdf_text.glyphs import Index, Mask

_KEY = b"ActualText"
_UNPRINTED = re.compile("[\x00-\x1f\ufffd-\U0010ffff]")
_LONGEST = 4096
"""Bytes of an ActualText that are read; longer ones describe figures, not glyphs."""
_DEEPEST = 64
"""Marks around an object that are looked at."""


class Spans:
    """The marked spans of one page, by the addresses that pdfium gives their marks."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        """What each mark says, as far as it can be printed; "" without an ActualText."""

    def of(self, objects: Index) -> Index:
        """Return the innermost mark of each object that has an ActualText, 0 without any."""
        found = np.zeros(len(objects), np.intp)
        depth = bulk.each(calls.COUNT_MARKS, objects)
        at = (depth > 0).nonzero()[0]
        for _ in range(_DEEPEST):
            if not len(at):
                break
            marks = bulk.numbered(calls.MARK, objects[at], depth[at] - 1)
            says = self._say(marks)
            found[at[says]] = marks[says]
            depth[at] -= 1
            at = at[~says & (depth[at] > 0)]
        return found

    def _say(self, marks: Index) -> Mask:
        """Tell which marks have a text; those are read."""
        known, which = np.unique(marks, return_inverse=True)
        said = bulk.texts(calls.MARK_TEXT, known, _KEY, _LONGEST)
        texts = [_printed(data) if data else "" for data in said]
        self.texts.update(zip(known.tolist(), texts, strict=True))
        return np.array(list(map(bool, texts)), np.bool_)[which]


def _printed(data: bytes) -> str:
    text = text_string(data)
    if _UNPRINTED.search(text):
        # pdfium leaves out what cannot be printed and writes other controls as spaces.
        return "".join(" " if at < " " else at for at in text if at < "\ufffd")
    return text


def text_string(data: bytes) -> str:
    """Decode a PDF text string: UTF-16 or UTF-8 by its first bytes, otherwise Latin letters."""
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
