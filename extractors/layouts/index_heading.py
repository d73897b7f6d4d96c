"""The heading of a department's list: office, eight-digit department code, fiscal year."""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.index_item import DIMENSION
from extractors.layouts.kpi_parts import printed_fiscal_year
from extractors.layouts.labels import flex
from extractors.layouts.tables.heads import heading_agency
from extractors.thai.numerals import ascii_digits
from schemas.kpi_index import KpiIndex
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
CODE = re.compile(rf"(?<!{_D})(?P<code>{_D}{{8}})(?![-–]?{_D})")
_YEAR = re.compile(rf"(?:ปี|พ\s*\.?\s*ศ\s*\.?|[(\[])\s*(?P<year>[2๒][5๕]{_D}{{2}})(?!{_D})")
_AGENCY_LABEL = re.compile(
    rf"^(?:{flex('รายงาน')}|{flex('รายชื่อ')}|{flex('สรุป')})?(?:{flex('รหัสหน่วยงาน')}|{flex('ชื่อหน่วยงาน')}|{flex('หน่วยงาน')}|{flex('ตัวชี้วัด')}(?:{flex('ของ')})?(?:{flex('หน่วยงาน')})?)"
    rf"\s*[:：]?\s*"
)
_CODE_LABEL = re.compile(
    rf"(?:{flex('ประจำ')})?{flex('ปีงบประมาณ')}|{flex('รหัส')}(?:{flex('หน่วยงาน')})?\s*[:：]?\s*$"
)
_EDGE = " \t\n:：()[]|-–*"
_LONGEST_LABEL = 120


def read_heading(
    source: Source, reading: Reading, record: KpiIndex, end: int, *, tabular: bool = False
) -> int:
    """Read the page's heading: office, department code, year; return where items begin.

    `tabular`: the list is a table, so all lines before it are the heading's.
    """
    clean = source.clean
    code = CODE.search(clean, 0, end)
    dimension = DIMENSION.search(clean, code.end() if code else 0, end)
    stop = dimension.start() if dimension else end
    year = printed_fiscal_year(source, [(0, stop)])
    if year is None and (printed := _YEAR.search(clean, 0, code.end() + 80 if code else stop)):
        year = ascii_digits(printed["year"]), printed.span("year")
    if year is not None and year[1][1] <= stop:
        record.fiscal_year, record.fiscal_year_basis = year[0], "printed"
        reading.fields["fiscal_year"] = year[1]
    if code is not None:
        record.department_code = ascii_digits(code["code"])
        reading.fields["department_code"] = code.span("code")
        agency = _agency(source, code, stop)
        if agency is not None:
            record.agency = source.slice(agency)
            reading.fields["agency"] = agency
    elif tabular and (office := heading_agency(source, stop)) is not None:
        record.agency = source.slice(office)
        reading.fields["agency"] = office
    if dimension is None and not tabular:
        # Without a dimension the first title is the first line behind the heading's own lines.
        known = max([0, *(span[1] for span in reading.fields.values())])
        at = clean.find("\n", known, end)
        stop = at + 1 if known and at >= 0 else 0
    title = source.strip(0, stop)
    if title is not None:
        first_line = source.slice((title[0], clean.find("\n", title[0], stop) + 1 or stop))
        record.title = record.agency or first_line
        reading.sections.append(Section(name="title", heading=title, body=None))
        for line in source.lines:
            if line.start < stop and len(line.text) <= _LONGEST_LABEL:
                reading.labels.append((line.start, min(line.end, stop)))
    return stop


def _agency(source: Source, code: re.Match[str], stop: int) -> Span | None:
    """Return the office's name: the rest of the code's line, else the line above or below."""
    clean = source.clean
    start = clean.rfind("\n", 0, code.start()) + 1
    line_end = clean.find("\n", code.end(), stop)
    line_end = stop if line_end < 0 else line_end
    above = clean.rfind("\n", 0, max(0, start - 1)) + 1
    below = clean.find("\n", line_end + 1, stop)
    for left, right in (
        (start, code.start()),
        (code.end(), line_end),
        (above, start),
        (line_end, stop if below < 0 else below),
    ):
        span = _named(source, left, right)
        if span is not None:
            return span
    return None


def _named(source: Source, start: int, end: int) -> Span | None:
    clean = source.clean
    while start < end and clean[start] in _EDGE:
        start += 1
    if label := _AGENCY_LABEL.match(clean[start:end]):
        start += label.end()
    for after in (_YEAR, _CODE_LABEL):
        if match := after.search(clean, start, end):
            end = match.start()
    while start < end and clean[start] in _EDGE:
        start += 1
    while end > start and clean[end - 1] in _EDGE:
        end -= 1
    text = clean[start:end]
    return (start, end) if re.search(r"[ก-๙]{3}", text) and "Home" not in text else None
