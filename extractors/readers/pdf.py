"""PDF to a document: pdfium's text layer, repaired glyph by glyph and laid out anew."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.doubt import doubts, grade
from extractors.readers.pdf_text.furniture import find_furniture
from extractors.readers.pdf_text.glyphs import Glyphs
from extractors.readers.pdf_text.grids import Grid, find_grids
from extractors.readers.pdf_text.layout import lay_out
from extractors.readers.pdf_text.paths import page_rulings
from extractors.readers.pdf_text.pdfium import page_glyphs
from extractors.readers.pdf_text.repair import repair, swap_am, swapped_am
from extractors.readers.pdf_text.tables import join_over_pages, page_tables
from schemas.document import Document, Page
from schemas.errors import KpiAuditError

MEDIA_TYPE = "application/pdf"


@dataclass(slots=True)
class Sheet:
    """A page as it was printed: size in points, glyphs, ruled tables."""

    width: float
    height: float
    glyphs: Glyphs
    grids: list[Grid]


def read_carefully(data: bytes, *, source: str) -> Document:
    return read(data, source=source)


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
        sheets = [_sheet(file, number, document) for number in range(len(file))]
    finally:
        file.close()
    if fonts := swapped_am(sheet.glyphs for sheet in sheets):
        for sheet in sheets:
            swap_am(sheet.glyphs, fonts, document.repairs)
    margin = max((sheet.glyphs.right_edge for sheet in sheets), default=0.0)
    layouts = [lay_out(sheet.glyphs, sheet.grids, margin) for sheet in sheets]
    heights = [sheet.height for sheet in sheets]
    furniture = find_furniture(layouts, heights)
    tables = []
    for number, (sheet, layout) in enumerate(zip(sheets, layouts, strict=True), start=1):
        page = Page(number, layout.text, sheet.width, sheet.height, layout.char_boxes)
        page.soft_breaks = layout.soft_breaks
        page.furniture, page.printed_number = furniture[number - 1]
        page.doubts = doubts(page.text)
        page.grade = grade(page.doubts)
        document.pages.append(page)
        tables.append(page_tables(number, layout, sheet.grids))
    document.tables = join_over_pages(tables, heights)
    return document


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        file = pdfium.PdfDocument(data)
        if len(file) < 1:
            raise KpiAuditError("KA105")
        return file
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise KpiAuditError("KA106" if locked else "KA105") from error


def _sheet(file: pdfium.PdfDocument, number: int, document: Document) -> Sheet:
    page = file[number]
    try:
        width, height = page.get_size()
        glyphs, used = repair(page_glyphs(page))
        document.repairs.update(used)
        return Sheet(width, height, glyphs, find_grids(page_rulings(page)))
    finally:
        page.close()
