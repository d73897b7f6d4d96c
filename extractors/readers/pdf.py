"""PDF to a document: pdfium's text layer, repaired glyph by glyph and laid out anew.

Pages that this fast path doubts are read again by another reader (`careful`), and those that
stay hopeless, or are pictures, by OCR.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.doubt import doubts, grade
from extractors.readers.pdf_text.furniture import EdgeLine, edge_lines, find_furniture
from extractors.readers.pdf_text.joins import join_over_pages
from extractors.readers.pdf_text.layout import PageLayout, lay_out_parts
from extractors.readers.pdf_text.repair import AmCount, repair, swap_am
from extractors.readers.pdf_text.second import better_readings, read_pictures
from extractors.readers.pdf_text.sheets import Sheet, read_sheets
from extractors.readers.pdf_text.tables import page_tables
from schemas.document import Document, Page, Table, TextLayer, content_id
from schemas.errors import KpiAuditError

MEDIA_TYPE = "application/pdf"
_BATCH = 64
"""Pages whose glyphs are held at once."""


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
        sheets = _fill(document, read_sheets(file, document))
        better_readings(data, document, sheets, _page)
        read_pictures(file, document, sheets, ocr)
    finally:
        file.close()
    document.text_layer = _text_layer(document.pages)
    return document


def read_carefully(data: bytes, *, source: str) -> Document:
    """Read every page of a PDF by the second reader: for comparison, at a tenth of the speed."""
    file = _open(data)
    try:
        document = _new_document(data, source, file)
        sheets = list(read_sheets(file, document, with_text=False))
    finally:
        file.close()
    again: list[int] = []
    _fill(document, _careful_sheets(data, document, sheets, again))
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


def _careful_sheets(
    data: bytes, document: Document, sheets: list[Sheet], again: list[int]
) -> Iterator[Sheet]:
    """Yield the sheets with the glyphs of the second reader; `again`: indexes of restored ones."""
    from extractors.readers.pdf_text.careful import careful_parts

    done = 0
    for index, parts, restored in careful_parts(data, list(range(len(sheets)))):
        parts[0].grids = sheets[index].grids if parts[0].turn == 0 else []
        sheets[index].parts = parts
        if restored:
            document.repairs["font_map"] += restored
            again.append(index)
        for part in parts:
            part.glyphs, used = repair(part.glyphs)
            document.repairs.update(used)
        yield from sheets[done : index + 1]
        done = index + 1
    yield from sheets[done:]


def _fill(document: Document, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Lay the sheets out as the document's pages and tables; return them without their glyphs.

    What pages tell of one another is taken from the pages up to the batch's end, so that the glyphs
    of a batch, which take several times the room of its record, go before the next one is read.
    """
    letters, margin = AmCount(), 0.0
    seen: list[Sheet] = []
    edges: list[list[EdgeLine]] = []
    tables: list[list[Table]] = []
    pages = iter(sheets)
    while batch := list(islice(pages, _BATCH)):
        parts = [part for sheet in batch for part in sheet.parts]
        for part in parts:
            letters.count(part.glyphs)
        if fonts := letters.swapped():
            for part in parts:
                swap_am(part.glyphs, fonts, document.repairs)
        margin = max(margin, *(sheet.right_edge for sheet in batch))
        for number, sheet in enumerate(batch, start=len(seen) + 1):
            layout = lay_out_parts(sheet.parts, margin)
            document.pages.append(_page(number, sheet, layout))
            edges.append(edge_lines(layout, sheet.height))
            tables.append(page_tables(number, layout, sheet.grids, sheet.parts[0].turn))
            sheet.parts = []
        seen += batch
    for page, (spans, printed) in zip(document.pages, find_furniture(edges), strict=True):
        page.furniture, page.printed_number = spans, printed
    document.tables = join_over_pages(tables, document.pages)
    return seen


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
