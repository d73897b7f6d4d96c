"""HTML, XHTML and saved web pages (MHTML) to a document of one page: the lines a reader sees."""

from __future__ import annotations

import re

from extractors.readers.encodings import declared_charset as own_or_declared
from extractors.readers.encodings import decode
from extractors.readers.html_text import PageText
from extractors.readers.html_tokens import (
    browser_tokens,
    careful_tokens,
    expand_xhtml,
    needs_care,
)
from extractors.readers.mhtml import is_mhtml, saved_page
from schemas.document import Document, Page, content_id

_FRAME = re.compile(r"<i?frame\b[^>]*?\bsrc\s*=", re.IGNORECASE)


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a web page. `declared_charset` is what the server said; the page's own word comes next.

    Every block, table cell and line break begins a line of `Page.text`; hidden elements, scripts
    and alternative texts are left out. `ocr` changes nothing: pictures of a page are not read.
    """
    content, media_type = data, "text/html"
    notes: list[str] = []
    if is_mhtml(data):
        media_type = "multipart/related"
        content, mailed_charset = saved_page(data)
        declared_charset = declared_charset or mailed_charset
    header = f"charset={declared_charset}" if declared_charset else None
    decoded = decode(content, own_or_declared(content, header))
    text = expand_xhtml(decoded.text)
    notes.extend(decoded.notes)
    if reason := needs_care(text):
        notes.append(f"{reason}: read without building the page's tree")
    page = PageText()
    visible = page.read(careful_tokens(text) if reason else browser_tokens(text))
    if frames := len(_FRAME.findall(text)):
        notes.append(f"{frames} frames of this page hold documents of their own, not read")
    return Document(
        id=content_id(data),
        source=source,
        media_type=media_type,
        pages=[Page(number=1, text=visible, furniture=sorted(page.furniture))],
        encoding=decoded.encoding,
        repairs=decoded.repairs,
        text_layer="native" if visible.strip() else "none",
        tables=page.tables,
        title=page.title,
        notes=notes,
    )
