"""Marked spans of a page with an ActualText, as pdfium tells them."""

from __future__ import annotations

import ctypes
import re

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.readers.pdf_text import bulk
from extractors.readers.pdf_text import pdfium_calls as calls
from extractors.readers.pdf_text.glyphs import Index

_KEY = ctypes.create_string_buffer(b"ActualText")
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
        self._buffer = ctypes.create_string_buffer(_LONGEST)
        self._bytes = memoryview(self._buffer)
        self._length = ctypes.c_ulong()
        self._wanted = (_KEY.value, self._buffer, _LONGEST, ctypes.byref(self._length))

    def of(self, objects: Index) -> Index:
        """Return the innermost mark of each object that has an ActualText, 0 without any."""
        found = np.zeros(len(objects), np.intp)
        depth = bulk.each(calls.COUNT_MARKS, objects)
        at = np.flatnonzero(depth > 0)
        for _ in range(_DEEPEST):
            if not len(at):
                break
            marks = bulk.numbered(calls.MARK, objects[at], depth[at] - 1)
            says = self._say(marks)
            found[at[says]] = marks[says]
            depth[at] -= 1
            at = at[~says & (depth[at] > 0)]
        return found

    def _say(self, marks: Index) -> NDArray[np.bool_]:
        """Tell which marks have a text; those are read."""
        known, which = np.unique(marks, return_inverse=True)
        keys = np.full(len(known), ctypes.addressof(_KEY), np.int64)
        says = bulk.numbered(calls.MARK_VALUE_TYPE, known, keys) == raw.FPDF_OBJECT_STRING
        for number in np.flatnonzero(says).tolist():
            mark = int(known[number])
            if mark not in self.texts:
                self.texts[mark] = self._text(mark)
            says[number] = bool(self.texts[mark])
        said: NDArray[np.bool_] = says[which]
        return said

    def _text(self, mark: int) -> str:
        if not calls.mark_bytes(mark, *self._wanted):
            return ""
        text = text_string(bytes(self._bytes[: self._length.value]))
        if _UNPRINTED.search(text):
            # pdfium leaves out what cannot be printed and writes other controls as spaces.
            text = "".join(" " if at < " " else at for at in text if at < "\ufffd")
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
