"""Second readings: pages that the fast path doubts, and pages that are pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pypdfium2 as pdfium

from extractors.readers.pdf_text.layout import PageLayout, lay_out_parts
from extractors.readers.pdf_text.repair import AmCount, repair, swap_am
from extractors.readers.pdf_text.scans import render
from extractors.readers.pdf_text.sheets import Sheet
from schemas.document import Document, Page
from schemas.errors import KpiAuditError

_RANK = {"good": 0, "fair": 1, "poor": 2}
_MAX_CAREFUL = 200
"""Poor pages that are read a second time; more of them are for OCR alone."""

MakePage = Callable[[int, Sheet, PageLayout], Page]


def better_readings(
    data: bytes, document: Document, sheets: list[Sheet], make_page: MakePage
) -> None:
    """Read poor pages with the second reader and keep what it reads better."""
    poor = [page.number - 1 for page in document.pages if page.grade == "poor" and page.text]
    if not poor:
        return
    from extractors.readers.pdf_text.careful import careful_parts

    for index, parts, restored in careful_parts(data, poor[:_MAX_CAREFUL]):
        sheet, before = sheets[index], document.pages[index]
        used: Counter[str] = Counter()
        for part in parts:
            part.glyphs, counted = repair(part.glyphs)
            used.update(counted)
            letters = AmCount()
            letters.count(part.glyphs)
            if fonts := letters.swapped():
                swap_am(part.glyphs, fonts, used)
        page = make_page(index + 1, sheet, lay_out_parts(parts))
        if restored:
            used["font_map"] += restored
            page.grade = "fair" if page.grade == "good" else page.grade
        if _badness(page) < _badness(before) and len(page.text) > 0.8 * len(before.text):
            document.repairs.update(used)
            _replace(document, page)


def read_pictures(
    file: pdfium.PdfDocument, document: Document, sheets: list[Sheet], ocr: str
) -> None:
    """Read pages by OCR that have no text or hopeless text (every page where `ocr` is always)."""
    wanted = [
        page.number
        for page in document.pages
        if page.grade == "poor"
        or (ocr == "always" and (page.text or sheets[page.number - 1].has_ink))
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
    for number in wanted:
        page = _by_ocr(file, number, document)
        before = document.pages[number - 1]
        if page is not None and (ocr == "always" or _badness(page) < _badness(before)):
            _replace(document, page)


def _by_ocr(file: pdfium.PdfDocument, number: int, document: Document) -> Page | None:
    from extractors.readers.ocr_text.page import read_image

    sheet = file[number - 1]
    try:
        rendered = render(sheet)
        if rendered is None:
            document.notes.append(f"KA116: page {number} holds an image that is too large")
            return None
        return read_image(rendered[0], number, rendered[1])
    except (KpiAuditError, pdfium.PdfiumError) as error:
        document.notes.append(f"KA104: page {number} could not be read by OCR ({error})")
        return None
    finally:
        sheet.close()


def _badness(page: Page) -> tuple[bool, int, float]:
    return (not page.text.strip(), _RANK[page.grade], page.doubts.get("oov", 0.0))


def _replace(document: Document, page: Page) -> None:
    """Put a page in another's place; tables of the page that goes, go with their ranges."""
    before = document.pages[page.number - 1]
    page.printed_number = page.printed_number or before.printed_number
    document.pages[page.number - 1] = page
    for table in document.tables:
        table.cells = [cell for cell in table.cells if cell.page != page.number]
    document.tables = [table for table in document.tables if table.cells]


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"{shown}, …" if len(numbers) > 20 else shown
