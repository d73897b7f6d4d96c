"""Office files to a document: Word, PowerPoint, Excel; older formats through LibreOffice."""

from __future__ import annotations

from collections.abc import Callable

from extractors.readers import sniff
from extractors.readers.office_text.package import Package
from extractors.readers.office_text.page import PageText
from schemas.document import Document, content_id

_KINDS = {sniff.DOCX: "docx", sniff.PPTX: "pptx", sniff.XLSX: "xlsx"}


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read an Office file. `declared_charset` and `ocr` change nothing: the text is Unicode.

    KpiAuditError KA106 (password), KA112 (bomb), KA114 (damaged), KA115 (no LibreOffice).
    """
    media_type = sniff.media_type(data, source)
    notes: list[str] = []
    content, kind = data, _KINDS.get(media_type)
    if kind is None:
        from extractors.readers.office_text.legacy import converted

        content, kind = converted(data, media_type)
    pages = _READERS[kind](content, notes)
    if Package(content).has_macros:
        notes.append("KA118: the file carries macros, which were neither run nor read")
    document = Document(content_id(data), source, media_type, pages=[], notes=notes)
    for page in pages or [PageText(1)]:
        document.pages.append(page.page())
        document.tables.extend(page.tables)
    if not any(page.text.strip() for page in document.pages):
        document.text_layer = "none"
    return document


def _word(data: bytes, notes: list[str]) -> list[PageText]:
    from extractors.readers.office_text.word import read_word

    package = Package(data)
    pages = read_word(package)
    notes.extend(package.notes)
    return pages


def _slides(data: bytes, notes: list[str]) -> list[PageText]:
    from extractors.readers.office_text.slides import read_slides

    package = Package(data)
    pages = read_slides(package)
    notes.extend(package.notes)
    return pages


def _sheets(data: bytes, notes: list[str]) -> list[PageText]:
    from extractors.readers.office_text.sheets import read_sheets

    return read_sheets(data, notes)


_READERS: dict[str, Callable[[bytes, list[str]], list[PageText]]] = {
    "docx": _word, "pptx": _slides, "xlsx": _sheets,
}  # fmt: skip
