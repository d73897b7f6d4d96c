"""PDF to a document: pdfium's text layer, repaired glyph by glyph and laid out anew."""

from __future__ import annotations

import hashlib
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.glyphs import Glyphs
from extractors.readers.pdf_text.layout import lay_out
from extractors.readers.pdf_text.pdfium import page_glyphs
from extractors.readers.pdf_text.repair import repair, swap_am, swapped_am
from schemas.document import Document, Page
from schemas.errors import KpiAuditError

MEDIA_TYPE = "application/pdf"


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a PDF. `declared_charset` means nothing here; `ocr` is auto, never or always.

    KpiAuditError KA105 where the file is damaged, KA106 where it needs a password.
    """
    file = _open(data)
    try:
        document = Document(hashlib.sha256(data).hexdigest(), source, MEDIA_TYPE, pages=[])
        document.title = file.get_metadata_value("Title").strip("\0 ") or None
        sheets = [_glyphs(file, number, document.repairs) for number in range(len(file))]
        if fonts := swapped_am(glyphs for _, _, glyphs in sheets):
            for _, _, glyphs in sheets:
                swap_am(glyphs, fonts, document.repairs)
        for number, (width, height, glyphs) in enumerate(sheets, start=1):
            layout = lay_out(glyphs)
            document.pages.append(
                Page(number, layout.text, width, height, layout.char_boxes,
                     soft_breaks=layout.soft_breaks)
            )  # fmt: skip
        return document
    finally:
        file.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        file = pdfium.PdfDocument(data)
        if len(file) < 1:
            raise KpiAuditError("KA105")
        return file
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise KpiAuditError("KA106" if locked else "KA105") from error


def _glyphs(
    file: pdfium.PdfDocument, number: int, repairs: Counter[str]
) -> tuple[float, float, Glyphs]:
    page = file[number]
    try:
        width, height = page.get_size()
        glyphs, used = repair(page_glyphs(page))
        repairs.update(used)
        return width, height, glyphs
    finally:
        page.close()
