# ruff: noqa: E501 (a pattern of Thai words stays on its line)
"""The labels of a KPI page's head, at a line's beginning or side by side on one line."""

from __future__ import annotations

import re

from extractors.layouts.base import Line
from extractors.layouts.labels import NUMBER, flex
from schemas.text import Span

_D = "[0-9๐-๙]"
_LINE_LEAD = r"^[\s*:|•>#-]{0,20}"
_GLOSS = r"(?:[^\S\n]*[(/][^\S\n]*[A-Za-z][A-Za-z ]{2,24}\)?(?![^\W\d_]))?"
"""The label in English beside it."""
TARGET = re.compile(rf"{_LINE_LEAD}{flex('ค่าเป้าหมาย')}(?!{flex('ราย')}){_GLOSS}", re.MULTILINE)
_ACHIEVED_WORDS = rf"(?:{flex('ผลงานที่ทำได้')}|{flex('ผลการดำเนินงานที่ทำได้')}|{flex('ผลการดำเนินการที่ทำได้')}|{flex('ผลที่ทำได้')})"
ACHIEVED = re.compile(rf"{_LINE_LEAD}{_ACHIEVED_WORDS}{_GLOSS}", re.MULTILINE)
_AMOUNT_FOLLOWS = (
    rf"(?=[\s:：=(0-9๐-๙])(?=[^\n0-9๐-๙]{{0,40}}(?:\n[^\n0-9๐-๙]{{0,12}})?{NUMBER}[^\n]{{0,40}}$)"
)
_WHOLE_YEAR = rf"(?:{flex('ตัวชี้วัด')}|{flex('ของตัวชี้วัด')}|{flex('รวม')}|{flex('สะสม')}|{flex('ทั้งปี')}|{flex('ประจำปี')}|{flex('จริง')}|{flex('ที่ได้')}|{flex('ล่าสุด')}|{flex('ปัจจุบัน')})?"
_OTHER_TARGET = re.compile(
    rf"{_LINE_LEAD}(?:{flex('ค่า')})?{flex('เป้าหมาย')}{_WHOLE_YEAR}{_GLOSS}{_AMOUNT_FOLLOWS}",
    re.MULTILINE,
)
_OTHER_ACHIEVED = re.compile(
    rf"{_LINE_LEAD}(?:{flex('ผลงาน')}|{flex('ผลการดำเนินงาน')}|{flex('ผลการดำเนินการ')}|{flex('ผลการปฏิบัติงาน')}|{flex('ผลสำเร็จ')}|{flex('ผลลัพธ์')}|{flex('ผลที่ได้')})"
    rf"{_WHOLE_YEAR}{_GLOSS}{_AMOUNT_FOLLOWS}",
    re.MULTILINE,
)
"""Other words for target and result: believed only before an amount, the result right behind."""
_NEAR = 300
"""Characters between them at most."""
_ANY_ACHIEVED = re.compile(rf"(?:{_LINE_LEAD})?{_ACHIEVED_WORDS}{_GLOSS}", re.MULTILINE)
_ACHIEVED_INSIDE = re.compile(rf"(?<=\s){_ACHIEVED_WORDS}(?=[\s:：=(]|$)")
_TYPE_WORDS = rf"{flex('ประเภท')}(?:{flex('ของ')})?{flex('ตัวชี้วัด')}"
LABEL = re.compile(
    rf"(?:^|(?<=\s))(?:(?P<target>{flex('ค่าเป้าหมาย')}(?!{flex('ราย')}))|(?P<achieved>{_ACHIEVED_WORDS})|(?P<type>{_TYPE_WORDS}))(?=[\s:：=(]|$)"
)
TYPE = re.compile(rf"{_LINE_LEAD}{_TYPE_WORDS}\s*[:：=]?", re.MULTILINE)
_INSPECTOR = rf"(?:{flex('สยป')}\s*\.?|{flex('สำนักยุทธศาสตร์และประเมินผล')})"
INSPECTION = re.compile(
    rf"[* ]{{0,12}}(?:{_INSPECTOR}\s*(?:{flex('ได้')})?\s*(?:{flex('ตรวจ')})?\s*{flex('ประเมิน')}\s*(?:{flex('ผล')})?\s*{flex('ตัวชี้วัด')}"
    rf"|(?:{flex('ผล')})?(?:{flex('การ')})?(?:{flex('ตรวจ')})?{flex('ประเมิน')}(?:{flex('ตัวชี้วัด')})?\s*(?:{flex('ของ')}|{flex('โดย')}|{flex('จาก')})\s*{_INSPECTOR})\s*[:：(]?\s*"
    rf"{flex('ไตรมาส')}\s*(?:{flex('ที่')})?\s*(?P<quarter>[1-4๑-๔])(?!{_D})(?:\s*/\s*[2๒][5๕]{_D}{{2}})?[^\S\n]*\)?[^\S\n]*(?:[:：=]|{flex('เท่ากับ')}|{flex('ได้')})?"
    rf"(?P<rest>[^\S\n]*(?:{flex('ร้อยละ')}[^\S\n]*)?(?P<value>{NUMBER})?[^\S\n]*(?:%|{flex('คะแนน')})?[^\S\n]*$|\n\s*(?P<below>{NUMBER})[^\S\n]*$)?",
    re.MULTILINE,
)
TABLE_TITLE = re.compile(
    rf"(?m)^[^\S\n*#]{{0,10}}[*#]{{0,10}}[^\S\n]{{0,10}}(?:{flex('ตาราง')})?{flex('ผลงานเทียบกับเป้าหมาย')}\s*\(?{flex('รายไตรมาส')}.*$"
)
BEFORE_TYPE = re.compile(
    rf"(?m)^[\s*:|(]{{0,20}}(?:{flex('ตัวชี้วัดระดับ')}|{flex('รายละเอียดตัวชี้วัด')}).*$"
)
_VALUE = re.compile(rf"[:：=]\s*\S|\s{NUMBER}\s*$")


def find_target(clean: str, end: int) -> re.Match[str] | None:
    """Return the label of the target: the page's own words, else others before an amount."""
    return TARGET.search(clean, 0, end) or _OTHER_TARGET.search(clean, 0, end)


def find_achieved(clean: str, target: re.Match[str] | None, end: int) -> re.Match[str] | None:
    """Return the label of the result: at a line's start, else on the line of the target."""
    found = ACHIEVED.search(clean, 0, end)
    if found is not None or target is None:
        return found
    inside = _ACHIEVED_INSIDE.search(clean, target.end(), min(end, line_end(clean, target.end())))
    return inside or _OTHER_ACHIEVED.search(clean, target.end(), min(end, target.end() + _NEAR))


def uses_own_words(target: re.Match[str], achieved: re.Match[str]) -> bool:
    """Tell whether target and result are labelled in the page's own words."""
    return all(
        pattern.fullmatch(match.group()) is not None
        for pattern, match in ((TARGET, target), (_ANY_ACHIEVED, achieved))
    )


def labels_of(line: Line) -> list[tuple[str, Span]]:
    """Return the labels of a line that holds nothing but labels with their units."""
    matches = list(LABEL.finditer(line.text))
    if not matches or line.text[: matches[0].start()].strip(" *:|•>#-"):
        return []
    found = []
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        stop = following.start() if following else len(line.text)
        if _VALUE.search(line.text, match.end(), stop):
            return []
        found.append((match.lastgroup or "", (line.start + match.start(), line.start + stop)))
    return found


def line_end(clean: str, at: int) -> int:
    """Return where the line of a place ends."""
    end = clean.find("\n", at)
    return len(clean) if end < 0 else end
