"""Lines of plain text that only wrap: a converter kept the printed lines of a column of text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extractors.thai.words import words
from schemas.document import Page

_LINE = re.compile(r"[^\n]+|(?<=\n)(?=\n)")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200d\u2060\ufeff\u00ad]")
_STARTS_ITEM = re.compile(
    r"\s*(?:[-–—•▪◦●○■□*:→➢✓#|]|[(\[]?[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3})*[).\]:](?![0-9๐-๙])"
    r"|[(]?[ก-ฮa-zA-Z][.)]\s|(?:ข้อ|มาตรา|ไตรมาส|ครั้ง)(?:ที่)?\s*[0-9๐-๙]"
    r"|[^:\n]{2,40}?\s?:\s)"
)
HEADING = re.compile(
    r"[\s*]{0,9}(?:รายงานผลฯ?(?:การดำเนินงาน)?\s?ไตรมาส|สรุปผลการ|นิยาม|คำนิยาม|วิธีการการ?(?:จัด)?เก็บ|วิธีการคำนวณ|แหล่งข้อมูล"
    r"|สนับสนุนยุทธศาสตร์|โครงการ/กิจกรรมที่|ค่าเป้าหมาย\s|ผลงานที่ทำได้|ผลงานเทียบ|ประเภทตัวชี้วัด|ฐานข้อมูลประกอบ|ปัจจัยสนับสนุน|หลักฐานอ้างอิง|ลงชื่อ)"
    r"[^\n]{0,50}\s*$"
)
"""A short line that opens a section of a report, as its forms and pages word it."""
_ENDS_PARAGRAPH = re.compile(r"(?:[:：]|\*\*|\])\s*$")
_CELLS = re.compile(r"\t|\||\S {3,}\S")
_NARROWEST, _WIDEST = 45, 130
_LONGEST_WORD = 16
_FEWEST = 5
_SHARE = 0.6
"""Of the long lines that another one follows, how many must have had no room for its word."""


class _Line(NamedTuple):
    start: int
    end: int
    width: int


def hard_wraps(page: Page) -> list[int]:
    """Return the offsets of line ends that only wrap; none where lines have no common edge.

    Only for text without places of its own: a medium with boxes knows its wraps. Widths are
    counted in code points, and in letters without the marks above and below them: whichever edge
    more lines keep.
    """
    if page.char_boxes is not None or len(page.text) < _NARROWEST * _FEWEST:
        return []
    if any(len(line) > 2 * _WIDEST for line in page.text.split("\n")):
        return []
    return max((_wraps(page.text, bare=bare) for bare in (False, True)), key=len)


def _width(text: str, *, bare: bool) -> int:
    return len(_MARKS.sub("", text)) if bare else len(text)


def _wraps(text: str, *, bare: bool) -> list[int]:
    lines = [
        _Line(m.start(), m.end(), _width(m.group().rstrip(), bare=bare))
        for m in _LINE.finditer(text)
    ]
    edge = max((line.width for line in lines), default=0)
    if not _NARROWEST <= edge <= _WIDEST:
        return []
    going_on = [
        (line, after)
        for line, after in pairwise(lines)
        if line.width > edge // 2
        and after.width
        and not _STARTS_ITEM.match(text[after.start : after.end])
        and not HEADING.match(text[after.start : after.end])
        and not _ENDS_PARAGRAPH.search(text[line.start : line.end])
        and not _CELLS.search(text[line.start : line.end])
    ]
    found = [
        line.end
        for line, after in going_on
        if line.width + _first_word(text[after.start : after.end], bare=bare) > edge
    ]
    return found if len(found) >= max(_FEWEST, _SHARE * len(going_on)) else []


def _first_word(line: str, *, bare: bool) -> int:
    """Return the width of the word that a line begins with, its space included."""
    phrase = line.split(maxsplit=1)[0] if line.strip() else ""
    first = next(iter(words(phrase[: 2 * _LONGEST_WORD])), None)
    word = phrase if first is None else phrase[: first[1]]
    return 1 + min(_LONGEST_WORD, _width(word, bare=bare))
