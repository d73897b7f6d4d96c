"""Marked spans of a page with an ActualText, as pdfium tells them."""

from __future__ import annotations

import ctypes

from extractors.readers.pdf_text.pdfium_calls import count_marks, get_mark, mark_bytes

_LONGEST = 4096
"""Bytes of an ActualText that are read; longer ones describe figures, not glyphs."""


class Spans:
    """The marked spans of one page, by the addresses that pdfium gives their marks."""

    def __init__(self) -> None:
        self._texts: dict[int, str | None] = {}
        self._buffer = ctypes.create_string_buffer(_LONGEST)
        self._length = ctypes.c_ulong()
        # Made once: most pages that have marks have hundreds.
        self._arguments = (
            ctypes.c_char_p(b"ActualText"),
            self._buffer,
            ctypes.c_ulong(_LONGEST),
            ctypes.byref(self._length),
        )

    def of(self, text_object: int) -> int:
        """Return the innermost mark of an object that has an ActualText, 0 without any."""
        texts = self._texts
        for number in range(count_marks(text_object) - 1, -1, -1):
            mark: int = get_mark(text_object, number)
            if mark not in texts:
                texts[mark] = self._read(mark)
            if texts[mark] is not None:
                return mark
        return 0

    def text(self, mark: int) -> str:
        """Return the ActualText of a mark that `of` returned."""
        return self._texts[mark] or ""

    def _read(self, mark: int) -> str | None:
        if not mark_bytes(ctypes.c_void_p(mark), *self._arguments):
            return None
        size = min(self._length.value, _LONGEST)
        return text_string(ctypes.string_at(self._buffer, size)) or None


def text_string(data: bytes) -> str:
    """Decode a PDF text string: UTF-16 or UTF-8 by its first bytes, otherwise Latin letters."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
