"""HTML, XHTML and saved web pages (MHTML) to the lines a reader sees; each frame is a page."""

from __future__ import annotations

import re
from collections import Counter

from extractors.readers.encodings import declared_charset as own_or_declared
from extractors.readers.encodings import decode
from extractors.readers.html_text import PageText
from extractors.readers.html_tokens import (
    browser_tokens,
    careful_tokens,
    expand_xhtml,
    needs_care,
)
from extractors.readers.mhtml import is_mhtml, saved_pages
from schemas.document import Document, Page, Table, content_id

_FRAME = re.compile(r"<i?frame\b[^>]*?\bsrc\s*=", re.IGNORECASE)


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a web page. `declared_charset` is what the server said; the page's own word comes next.

    Every block, table cell and line break begins a line of `Page.text`; hidden elements, scripts
    and alternative texts are left out. `ocr` changes nothing: pictures of a page are not read.
    """
    media_type = "text/html"
    parts: list[tuple[bytes, str | None]] = [(data, None)]
    if is_mhtml(data):
        media_type = "multipart/related"
        parts = saved_pages(data)
    notes: list[str] = []
    pages: list[Page] = []
    tables: list[Table] = []
    repairs: Counter[str] = Counter()
    encodings: list[str] = []
    titles: list[str] = []
    for number, (content, mailed_charset) in enumerate(parts, 1):
        charset = declared_charset or mailed_charset
        decoded = decode(
            content, own_or_declared(content, f"charset={charset}" if charset else None)
        )
        text = expand_xhtml(decoded.text)
        notes.extend(decoded.notes)
        if reason := needs_care(text):
            notes.append(f"{reason}: read without building the page's tree")
        shown = PageText()
        visible = shown.read(careful_tokens(text) if reason else browser_tokens(text))
        if frames := len(_FRAME.findall(text)):
            notes.append(f"{frames} frames of this page hold documents of their own, not read")
        for table in shown.tables:
            for cell in table.cells:
                cell.page = number
        pages.append(Page(number=number, text=visible, furniture=sorted(shown.furniture)))
        tables.extend(shown.tables)
        repairs.update(decoded.repairs)
        encodings.append(decoded.encoding)
        titles.extend([shown.title] if shown.title else [])
    return Document(
        id=content_id(data),
        source=source,
        media_type=media_type,
        pages=pages,
        encoding=encodings[0],
        repairs=repairs,
        text_layer="native" if any(page.text.strip() for page in pages) else "none",
        tables=tables,
        title=titles[0] if titles else None,
        notes=notes,
    )
