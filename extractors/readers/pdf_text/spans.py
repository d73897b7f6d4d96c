"""Marked spans of a page with an ActualText, as pdfium tells them."""

from __future__ import annotations

import ctypes
import re
from itertools import compress

from extractors.readers.pdf_text.pdfium_calls import count_marks, get_mark, mark_bytes

_UNPRINTED = re.compile("[\x00-\x1f\ufffd-\U0010ffff]")
_AT_ONCE = 64
_LONGEST = 4096
"""Bytes of an ActualText that are read; longer ones describe figures, not glyphs."""


class Spans:
    """The marked spans of one page, by the addresses that pdfium gives their marks."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        """What each mark says, as far as it can be printed; "" without an ActualText."""
        self._buffer = ctypes.create_string_buffer(_LONGEST)
        self._bytes = memoryview(self._buffer)
        self._length = ctypes.c_ulong()
        # Made once: most pages that have marks have hundreds.
        self._arguments = (
            ctypes.c_char_p(b"ActualText"),
            self._buffer,
            ctypes.c_ulong(_LONGEST),
            ctypes.byref(self._length),
        )

    def of(self, objects: list[int], counts: list[int]) -> list[int]:
        """Return the innermost mark of each object that has an ActualText, 0 without any.

        `counts` is how many marks each object has, 1 at least.
        """
        innermost = list(map(get_mark, objects, [count - 1 for count in counts]))
        texts = self.texts
        for mark in set(innermost).difference(texts):
            self._read(mark)
        return [
            mark if texts[mark] else self._outer(item, count) if count > 1 else 0
            for mark, item, count in zip(innermost, objects, counts, strict=True)
        ]

    def are_there(self, objects: list[int]) -> bool:
        """Tell whether any of the objects stands in such a span."""
        for start in range(0, len(objects), _AT_ONCE):
            part = objects[start : start + _AT_ONCE]
            counts = list(map(count_marks, part))
            marked = list(compress(part, counts))
            if marked and any(self.of(marked, list(filter(None, counts)))):
                return True
        return False

    def _outer(self, item: int, count: int) -> int:
        """Return the innermost such mark but the last one."""
        for number in range(count - 2, -1, -1):
            mark: int = get_mark(item, number)
            if mark not in self.texts:
                self._read(mark)
            if self.texts[mark]:
                return mark
        return 0

    def _read(self, mark: int) -> None:
        text = ""
        if mark_bytes.function(ctypes.c_void_p(mark), *self._arguments):
            text = text_string(bytes(self._bytes[: self._length.value]))
        if _UNPRINTED.search(text):
            # pdfium leaves out what cannot be printed and writes other controls as spaces.
            text = "".join(" " if at < " " else at for at in text if at < "\ufffd")
        self.texts[mark] = text


def text_string(data: bytes) -> str:
    """Decode a PDF text string: UTF-16 or UTF-8 by its first bytes, otherwise Latin letters."""
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
