"""Plain text to a Document: a form feed (U+000C) starts a new page."""

from __future__ import annotations

import re

from extractors.readers.encodings import decode
from schemas.document import Document, Page, content_id

_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a text file; never fails. NUL characters become U+FFFD and are counted.

    `ocr` changes nothing here.
    """
    decoded = decode(data, declared_charset)
    text = _LINE_END.sub("\n", decoded.text)
    if nuls := text.count("\0"):
        text = text.replace("\0", "\ufffd")
        decoded.repairs["nul"] += nuls
    pages = text.removesuffix("\f").split("\f")
    return Document(
        id=content_id(data),
        source=source,
        media_type="text/plain",
        pages=[Page(number=number, text=page) for number, page in enumerate(pages, start=1)],
        encoding=decoded.encoding,
        repairs=decoded.repairs,
        notes=decoded.notes,
    )
