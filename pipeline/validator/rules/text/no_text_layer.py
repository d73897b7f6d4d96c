from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import Draft, Rule
from schemas.place import Place

if TYPE_CHECKING:
    from pipeline.validator.case import Case
    from schemas.text import PageText

MAX_NAMED = 12


class NoTextLayer(Rule):
    """Scanned pages: read by OCR, or unread because OCR is off.

    Why it matters: what was not read was not checked, and what OCR read may be misread.

    **Flagged**
        แบบรายงานที่สแกนเป็นภาพ 3 หน้า
    **Fine**
        แบบรายงานที่บันทึกเป็น PDF จากโปรแกรมพิมพ์งาน
    """

    code = "TXT507"
    name = "no-text-layer"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "หน้าที่สแกนเป็นภาพ ไม่มีชั้นข้อความ"
    why_th = "หน้าที่ไม่ได้อ่านย่อมไม่ได้ตรวจ และหน้าที่อ่านด้วย OCR อาจอ่านผิด"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        pages = case.extraction.text.pages
        read = [page for page in pages if page.text_layer in ("ocr", "mixed") and page.text.strip()]
        unread = [page for page in pages if _is_unread(case, page)]
        if unread:
            numbers = _numbers(unread)
            yield Draft(
                f"{_pages(unread)} without a text layer and unread; nothing there was checked. "
                "Run with --ocr always, or read it by eye.",
                f"หน้า {numbers} ไม่มีชั้นข้อความและยังไม่ได้อ่าน จึงไม่ได้ตรวจข้อมูลในหน้านี้ "
                "ควรใช้ --ocr always หรืออ่านด้วยตนเอง",
                places=[_whole(page) for page in unread],
                actual=numbers,
                subject="unread",
            )
        if read:
            numbers = _numbers(read)
            yield Draft(
                f"{_pages(read)} scanned and read by OCR; figures read there support no error by "
                "themselves.",
                f"หน้า {numbers} เป็นภาพสแกนและอ่านด้วย OCR ตัวเลขในหน้านี้จึงใช้ยืนยันข้อผิดพลาดโดยลำพังไม่ได้",
                places=[_whole(page) for page in read],
                actual=numbers,
                subject="ocr",
            )


def _is_unread(case: Case, page: PageText) -> bool:
    """Tell whether a page was left unread; a PDF without a word is a scan, whatever it says."""
    if page.text.strip():
        return False
    pages = case.extraction.text.pages
    is_wordless = not any(other.text.strip() for other in pages)
    return page.text_layer in ("none", "ocr") or (
        is_wordless and case.extraction.media_type in ("application/pdf", "image/png", "image/jpeg")
    )


def _numbers(pages: list[PageText]) -> str:
    named = ", ".join(str(page.page) for page in pages[:MAX_NAMED])
    return named if len(pages) <= MAX_NAMED else f"{named}, … ({len(pages)})"


def _pages(pages: list[PageText]) -> str:
    return f"Page {_numbers(pages)} is" if len(pages) == 1 else f"Pages {_numbers(pages)} are"


def _whole(page: PageText) -> Place:
    """Return the page's first line, empty for a page without text."""
    text = page.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    return Place(page=page.page, start=start, end=end, quote=text[start:end])
