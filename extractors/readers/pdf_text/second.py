"""Second readings: pages that the fast path doubts, and pages that are pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extractors.readers.pdf_text.reading import Reading, badness
from extractors.readers.pdf_text.scans import MAX_PIXELS, render
from extractors.readers.pdf_text.sheets import Sheet, sheet_at
from schemas.document import Document
from schemas.errors import KpiAuditError

if TYPE_CHECKING:
    from extractors.readers.ocr_text.page import ReadPage

_MAX_CAREFUL = 200
"""Poor pages that are read by the second reader; more of them are for OCR alone."""


def read_again(data: bytes, file: pdfium.PdfDocument, reading: Reading) -> None:
    """Read poor pages anew: with the maps of their fonts restored, then by the second reader."""
    if not reading.poor():
        return
    from extractors.readers.pdf_text.font_maps import with_restored_maps

    restored = with_restored_maps(data)
    if restored is not None:
        _read_restored(restored, reading)
    poor = reading.poor()[:_MAX_CAREFUL]
    for index, sheet, used in careful_sheets(restored or data, poor, _blank_sheets(file)):
        reading.offer(index, sheet, used, restored=restored is not None)
    _read_in_order(file, reading)


def read_again_carefully(data: bytes, file: pdfium.PdfDocument, reading: Reading) -> None:
    """Read poor pages anew by the second reader, with the maps of their fonts restored."""
    from extractors.readers.pdf_text.font_maps import with_restored_maps

    poor = reading.poor()
    restored = with_restored_maps(data) if poor else None
    blank = _blank_sheets(file)
    if restored is not None:
        for index, sheet, used in careful_sheets(restored, poor, blank):
            reading.offer(index, sheet, used, restored=True)
    for index, sheet, used in careful_sheets(restored or data, reading.poor(), blank):
        reading.offer(index, sheet.in_order(), used, restored=restored is not None)


def _read_restored(data: bytes, reading: Reading) -> None:
    file = pdfium.PdfDocument(data)
    try:
        for index in reading.poor():
            used: Counter[str] = Counter()
            reading.offer(index, sheet_at(file, index, used), used, restored=True)
    finally:
        file.close()


def _read_in_order(file: pdfium.PdfDocument, reading: Reading) -> None:
    """Read poor pages anew, and take marks for those of the letter before them.

    Some producers draw each mark an advance too far to the right, over the next letter.
    """
    for index in reading.poor():
        used: Counter[str] = Counter()
        reading.offer(index, sheet_at(file, index, used).in_order(), used, restored=False)


def careful_sheets(
    data: bytes, numbers: list[int], blank: Callable[[int], Sheet]
) -> Iterator[tuple[int, Sheet, Counter[str]]]:
    """Yield index, sheet and repairs of the pages that the second reader can read.

    `blank` gives the sheet of a page, with its ruled tables and without its glyphs.
    """
    if not numbers:
        return
    from extractors.readers.pdf_text.careful import careful_parts

    for index, parts in careful_parts(data, numbers):
        sheet, used = blank(index), Counter[str]()
        parts[0].grids = sheet.grids if parts[0].turn == 0 else []
        sheet.parts = parts
        sheet.repair(used)
        yield index, sheet, used


def _blank_sheets(file: pdfium.PdfDocument) -> Callable[[int], Sheet]:
    return lambda index: sheet_at(file, index, Counter(), with_text=False)


def read_pictures(data: bytes, file: pdfium.PdfDocument, reading: Reading, ocr: str) -> None:
    """Read pages by OCR that have no text or hopeless text (every page where `ocr` is always)."""
    document = reading.document
    wanted = [
        page.number
        for page in document.pages
        if page.grade == "poor"
        or (ocr == "always" and (page.text or reading.has_ink[page.number - 1]))
    ]
    if not wanted:
        return
    unread = [number for number in wanted if document.pages[number - 1].text_layer == "none"]
    from extractors.readers.ocr import unread_note
    from extractors.readers.ocr_text import tesseract

    if ocr == "never" or not tesseract.is_available():
        if unread:
            document.notes.append(f"{unread_note(ocr)} (pages {_listed(unread)})")
        return
    from extractors.readers.pdf_text.hidden_images import most_pixels

    pixels = most_pixels(data, wanted)
    for number in wanted:
        found = _by_ocr(file, number, document, is_bomb=pixels[number] > MAX_PIXELS)
        before = document.pages[number - 1]
        if found is not None and (ocr == "always" or badness(found.page) < badness(before)):
            # The drawn image is up to a pixel larger than its page.
            found.page.width, found.page.height = before.width, before.height
            reading.replace(*found)


def _by_ocr(
    file: pdfium.PdfDocument, number: int, document: Document, *, is_bomb: bool
) -> ReadPage | None:
    from extractors.readers.ocr_text.page import read_page

    sheet = file[number - 1]
    try:
        rendered = None if is_bomb else render(sheet)
        if rendered is None:
            document.notes.append(f"KA116: page {number} holds an image that is too large")
            return None
        return read_page(rendered[0], number, rendered[1])
    except (KpiAuditError, pdfium.PdfiumError) as error:
        document.notes.append(f"KA104: page {number} could not be read by OCR ({error})")
        return None
    finally:
        sheet.close()


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"{shown}, …" if len(numbers) > 20 else shown
