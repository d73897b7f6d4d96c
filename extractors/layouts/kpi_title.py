"""A KPI page's title and code: on one line or several, with or without a label before them."""

from __future__ import annotations

import re
from collections import deque

from extractors.layouts.base import Line, Reading, Source
from extractors.layouts.labels import flex
from extractors.layouts.parts.filling import fill_title
from extractors.layouts.parts.titles import MEASURED, opens_title
from extractors.thai.numerals import ascii_digits
from schemas.kpi_report import KpiReport
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
_PID = rf"(?<!{_D})({_D}{{4}}\s{{0,3}}[-–]\s{{0,3}}{_D}{{3,4}})(?!{_D}|\s?[-–]\s?{_D})"
CODE = re.compile(rf"[:：]\s{{0,9}}{_PID}")
_LOOSE_CODE = re.compile(rf"[(\[]\s?{_PID}\s?[)\]]|(?<=\s){_PID}[^\S\n]*$", re.MULTILINE)
_LABEL = re.compile(
    rf"\s{{0,9}}(?:{flex('ชื่อ')}(?:{flex('ของ')})?{flex('ตัวชี้วัด')}\s*[:：]?|{flex('ตัวชี้วัด')}\s*[:：]|(?:(?:{flex('รายงาน')})?{flex('ผล')}(?:{flex('การดำเนินงาน')})?(?:{flex('ตาม')})?)?{flex('ตัวชี้วัด')}[^\S\n]+(?={MEASURED}))\s*"
)
_FIELD = re.compile(
    rf"[\s*|•-]{{0,20}}(?:(?:{flex('ประจำ')})?{flex('ปีงบประมาณ')}[^\n]{{0,20}}{_D}{{4}}\W*$"
    rf"|(?:{flex('ชื่อ')})?(?:{flex('หน่วยงาน')}|{flex('ส่วนราชการ')}|{flex('สังกัด')}|{flex('หน่วยนับ')}|{flex('หน่วยวัด')}"
    rf"|{flex('น้ำหนัก')}|{flex('ผู้รับผิดชอบ')}|{flex('รอบ')}|{flex('มิติ')})[^\n:：]{{0,30}}[:：])"
)
"""A line of the head that holds another field."""
_LABELLED_CODE = re.compile(
    rf"(?<![^\W\d_])(?:{flex('รหัส')}(?:{flex('ของ')})?\s?(?:{flex('ตัวชี้วัด')}|KPI)?|KPI\s?(?:code|id|no\.?)|pid|code)[\s:：.=]{{0,9}}{_PID}",
    re.IGNORECASE,
)
_CODE_LABEL = re.compile(
    rf"\s{{0,9}}(?:{flex('รหัส')}(?:{flex('ของ')})?(?:{flex('ตัวชี้วัด')})?|pid|KPI\s*(?:code|id))\s*",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"\W*(?:{flex('รายละเอียด')}(?:{flex('ของ')})?{flex('ตัวชี้วัด')}(?:ฯ)?|back|home|{flex('หน้าแรก')}|{flex('ย้อนกลับ')}|{flex('กลับ')}|{flex('เมนู')}|{flex('กรุงเทพมหานคร')}|\W)*\W*",
    re.IGNORECASE,
)
_CODES = (CODE, _LABELLED_CODE, _LOOSE_CODE)
_MOST_LINES = 4
_LONGEST_TITLE = 1_000


def read_page_title(source: Source, reading: Reading, record: KpiReport, end: int) -> int:
    """Read title and code before `end`; return where they end, 0 where there is no title."""
    clean = source.clean
    whole = source.strip(0, end)
    if whole is None:
        return 0
    code = _last_code(clean, end)
    lines = [line for line in source.lines if line.start < end]
    if code is None:
        span = _uncoded(source, lines)
        heading_end = span[1] if span else 0
    else:
        group = 1 if code[1] is not None else 2
        record.kpi_code = re.sub(r"\s*[-–]\s*", "-", ascii_digits(code[group]))
        reading.fields["kpi_code"] = code.span(group)
        span = _coded(source, lines, code.start(), code.end(), end)
        heading_end = max(code.end(), span[1] if span else 0)
    reading.labels.append(whole)
    if span is None and code is None:
        return 0
    if span is not None:
        label = _LABEL.match(clean, *span)
        span = source.strip(label.end(), span[1]) if label else span
    if span is not None:
        fill_title(source, reading, record, span)
    start = min(s[0] for s in (span, code.span() if code else None) if s is not None)
    reading.sections.append(Section(name="title", heading=(start, heading_end), body=span))
    return heading_end


def has_code(clean: str, end: int) -> bool:
    """Tell whether a KPI's code of the site stands before a place."""
    return any(pattern.search(clean, 0, end) for pattern in _CODES)


def _last_code(clean: str, end: int) -> re.Match[str] | None:
    """Return the code behind the last colon, otherwise one in brackets or at a line's end."""
    for pattern in _CODES:
        found = deque(pattern.finditer(clean, 0, end), maxlen=1)
        if found:
            return found[0]
    return None


def _coded(source: Source, lines: list[Line], start: int, after: int, end: int) -> Span | None:
    """Return the title before its code, from the line on which it opens."""
    clean = source.clean
    above = [line for line in lines if line.start < start]
    while above and source.strip(above[-1].start, min(start, above[-1].end)) is None:
        above.pop()
    if above and _CODE_LABEL.fullmatch(clean[above[-1].start : start].rstrip(" :：\n")):
        above.pop()
        start = above[-1].end if above else 0
        if not above or _FURNITURE.fullmatch(above[-1].text):
            return source.strip(after, min(end, _line_end(clean, after + 1)))
    if not above or all(_FURNITURE.fullmatch(line.text) for line in above):
        behind = source.strip(after, min(end, _line_end(clean, after + 1)))
        return source.strip(0, start) if above or behind is None else behind
    first = above[-1].start
    if not opens_title(source, (first, start)):
        for line in reversed(above[-_MOST_LINES:-1]):
            if _FURNITURE.fullmatch(line.text) or start - line.start > _LONGEST_TITLE:
                break
            if _LABEL.match(line.text) or opens_title(source, (line.start, line.end)):
                first = line.start
                break
    return source.strip(first, start)


def _uncoded(source: Source, lines: list[Line]) -> Span | None:
    """Return the last line that opens as KPI names do, with the lines that go on from it."""
    while lines and _FIELD.match(lines[-1].text):
        lines = lines[:-1]
    for line in reversed(lines[-_MOST_LINES:]):
        labelled = _LABEL.match(line.text)
        if labelled or opens_title(source, (line.start, line.end)):
            return source.strip(line.start, lines[-1].end if not labelled else line.end)
    return None


def _line_end(clean: str, at: int) -> int:
    found = clean.find("\n", at)
    return len(clean) if found < 0 else found
