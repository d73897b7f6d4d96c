"""PDF to a document: pdfium's text layer, repaired glyph by glyph and laid out anew.

Pages that this fast path doubts are read again by another reader (`careful`), and those that
stay hopeless, or are pictures, by OCR.
"""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.doubt import doubts, grade
from extractors.readers.pdf_text.furniture import find_furniture
from extractors.readers.pdf_text.joins import join_over_pages
from extractors.readers.pdf_text.layout import PageLayout, lay_out_parts
from extractors.readers.pdf_text.repair import repair, swap_am, swapped_am
from extractors.readers.pdf_text.second import better_readings, read_pictures
from extractors.readers.pdf_text.sheets import Sheet, read_sheets
from extractors.readers.pdf_text.tables import page_tables
from schemas.document import Document, Page, TextLayer, content_id
from schemas.errors import KpiAuditError

MEDIA_TYPE = "application/pdf"


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a PDF. `declared_charset` means nothing here; `ocr` is auto, never or always.

    KpiAuditError KA105 where the file is damaged, KA106 where it needs a password. Pages that
    cannot be read are in the document, without text, and `notes` say so.
    """
    file = _open(data)
    try:
        document = _new_document(data, source, file)
        sheets = read_sheets(file, document)
        _fill(document, sheets)
        better_readings(data, document, sheets, _page)
        read_pictures(file, document, sheets, ocr)
    finally:
        file.close()
    document.text_layer = _text_layer(document.pages)
    return document


def read_carefully(data: bytes, *, source: str) -> Document:
    """Read every page of a PDF by the second reader: for comparison, at a tenth of the speed."""
    from extractors.readers.pdf_text.careful import careful_parts

    file = _open(data)
    try:
        document = _new_document(data, source, file)
        sheets = read_sheets(file, document, with_text=False)
    finally:
        file.close()
    again: list[int] = []
    for index, parts, restored in careful_parts(data, list(range(len(sheets)))):
        parts[0].grids = sheets[index].grids if parts[0].turn == 0 else []
        sheets[index].parts = parts
        if restored:
            document.repairs["font_map"] += restored
            again.append(index)
        for part in parts:
            part.glyphs, used = repair(part.glyphs)
            document.repairs.update(used)
    _fill(document, sheets)
    for page in (document.pages[index] for index in again):
        page.grade = "fair" if page.grade == "good" else page.grade
    document.text_layer = _text_layer(document.pages)
    return document


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise KpiAuditError("KA106" if locked else "KA105") from error
    if len(file) < 1:
        file.close()
        raise KpiAuditError("KA105")
    return file


def _new_document(data: bytes, source: str, file: pdfium.PdfDocument) -> Document:
    document = Document(content_id(data), source, MEDIA_TYPE, pages=[])
    document.title = file.get_metadata_value("Title").strip("\0 ") or None
    return document


def _fill(document: Document, sheets: list[Sheet]) -> None:
    """Lay the sheets out as the document's pages and tables."""
    parts = [part for sheet in sheets for part in sheet.parts]
    if fonts := swapped_am(part.glyphs for part in parts):
        for part in parts:
            swap_am(part.glyphs, fonts, document.repairs)
    margin = max((sheet.right_edge for sheet in sheets), default=0.0)
    layouts = [lay_out_parts(sheet.parts, margin) for sheet in sheets]
    heights = [sheet.height for sheet in sheets]
    furniture = find_furniture(layouts, heights)
    tables = []
    for number, (sheet, layout) in enumerate(zip(sheets, layouts, strict=True), start=1):
        page = _page(number, sheet, layout)
        page.furniture, page.printed_number = furniture[number - 1]
        document.pages.append(page)
        tables.append(page_tables(number, layout, sheet.grids, sheet.parts[0].turn))
    document.tables = join_over_pages(tables, document.pages)


def _page(number: int, sheet: Sheet, layout: PageLayout) -> Page:
    page = Page(number, layout.text, sheet.width, sheet.height, layout.char_boxes)
    page.soft_breaks = layout.soft_breaks
    page.doubts = doubts(page.text)
    page.grade = grade(page.doubts)
    if sheet.hidden_text:
        page.text_layer = "ocr"
        page.grade = "fair" if page.grade == "good" else page.grade
    elif not page.text.strip() and sheet.has_ink:
        page.text_layer, page.grade = "none", "poor"
    return page


def _text_layer(pages: list[Page]) -> TextLayer:
    """Return the layer of the pages that hold something; "mixed" where they differ."""
    layers = {page.text_layer for page in pages if page.text.strip() or page.text_layer == "none"}
    if not layers:
        return "native"
    return layers.pop() if len(layers) == 1 else "mixed"
