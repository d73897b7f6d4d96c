"""PDF to a document: pdfium's text layer, repaired glyph by glyph and laid out anew.

Pages that this fast path doubts are read again, with the maps of their fonts restored or by another
reader (`careful`), and those that stay hopeless, or are pictures, by OCR.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.pdf_text.reading import Reading
from extractors.readers.pdf_text.second import (
    careful_sheets,
    read_again,
    read_again_carefully,
    read_pictures,
)
from extractors.readers.pdf_text.sheets import Sheet, read_sheets
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
        reading = Reading(document)
        reading.fill(read_sheets(file, document))
        read_again(data, file, reading)
        reading.tell_furniture()
        read_pictures(data, file, reading, ocr)
        reading.finish()
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
        reading = Reading(document)
        reading.fill(_careful_sheets(data, document, sheets))
        read_again_carefully(data, file, reading)
    finally:
        file.close()
    reading.tell_furniture()
    reading.finish()
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
    document.title = _title(file)
    return document


def _title(file: pdfium.PdfDocument) -> str | None:
    """Return what the file says of its title; letters that are none are left out."""
    size = raw.FPDF_GetMetaText(file, b"Title", None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(file, b"Title", buffer, size)
    return buffer.raw.decode("utf-16-le", "ignore").strip("\0 ") or None


def _careful_sheets(data: bytes, document: Document, sheets: list[Sheet]) -> Iterator[Sheet]:
    """Yield all sheets, with the glyphs of those that the second reader can read."""
    done = 0
    for index, _, used in careful_sheets(data, list(range(len(sheets))), sheets.__getitem__):
        document.repairs.update(used)
        yield from sheets[done : index + 1]
        done = index + 1
    yield from sheets[done:]


def _text_layer(pages: list[Page]) -> TextLayer:
    """Return the layer of the pages that hold something; "mixed" where they differ."""
    layers = {page.text_layer for page in pages if page.text.strip() or page.text_layer == "none"}
    if not layers:
        return "native"
    return layers.pop() if len(layers) == 1 else "mixed"
