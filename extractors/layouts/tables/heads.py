"""What stands above a card's tables: title, agency, fiscal year, round."""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.parts.years import printed_fiscal_year, running_fiscal_year
from extractors.thai.numerals import ascii_digits
from schemas.kpi_report import KpiReport
from schemas.scorecard import Scorecard, TableRecord
from schemas.section import Section
from schemas.text import Span

LONGEST_TITLE = 200
_ROUND = re.compile(
    r"รอบ\s*(?:การประเมิน|ระยะเวลา|การรายงาน)?\s*(?:ที่\s*[12๑๒]\s*)?[:(]*\s*(?P<months>[69๖๙]|1\s?2|๑\s?๒)\s*เดือน"
)
_BOXED = re.compile(
    r"(?:[☑☒✓✔●◉■\uf052\uf0fe\uf0fc]|\[[xX/✓]\]|\([xX/✓]\))\s*(?:รอบ\s*)?(?P<months>[69๖๙]|1\s?2|๑\s?๒)\s*เดือน"
)
_OFFICE = r"(?:กระทรวง|กรม|สำนัก|ศูนย์|กอง|เทศบาล|องค์การ|ฝ่าย|มหาวิทยาลัย|สถาบัน|โรงพยาบาล|จังหวัด)"
_AGENCY = re.compile(
    r"^[^\S\n]*(?:(?:ชื่อ)?(?:หน่วยงาน|ส่วนราชการ|สังกัด|กระทรวง/กรม)(?:\s*[:=])?[\s.…_]*)?"
    rf"(?P<name>{_OFFICE}[^\n:|]{{2,80}}?)"
    r"(?=[.…_]{4,}|[^\S\n]*(?:\(|[^\S\n](?:ประจำ)?ปี|[^\S\n]พ\.\s?ศ|[^\S\n]รอบ)|[^\S\n]*$)",
    re.MULTILINE,
)
_TAILED = re.compile(
    rf"^[^\n:|]{{6,120}}[^\S\n](?:ของ)?(?P<name>{_OFFICE}[^\S\n]?[^\s:|0-9๐-๙]{{2,60}}?)"
    r"(?=[^\S\n]+(?:(?:ประจำ)?ปี|พ\.\s?ศ|รอบ)[^\n]*$|[^\S\n]*$)",
    re.MULTILINE,
)
"""An office at the end of a heading: `สรุปผลการดำเนินงานตามตัวชี้วัด กองช่าง ปีงบประมาณ …`."""
_YEAR = re.compile(r"(?:ปี|พ\.\s?ศ\.)\s*(?P<year>[2๒][5๕][0-9๐-๙]{2})(?![0-9๐-๙])")


def fill_head(source: Source, reading: Reading, record: Scorecard | TableRecord, end: int) -> None:
    """Fill title, year, and for cards agency and round, from the lines above a place."""
    lines = [line for line in source.lines if line.end <= end]
    if lines and len(lines[0].text) <= LONGEST_TITLE:
        span = source.strip(lines[0].start, lines[0].end)
        if span is not None:
            record.title = source.slice(span)
            reading.fields["title"] = span
            reading.sections.insert(0, Section(name="title", heading=span))
    fill_year(source, reading, record, end)
    if isinstance(record, Scorecard):
        fill_round(source, reading, record)
        agency = heading_agency(source, end)
        if agency is not None:
            record.agency = source.slice(agency)
            reading.fields["agency"] = agency


def heading_agency(source: Source, end: int) -> Span | None:
    """Return the office that the lines above a table name: a line of its own, else a title's end."""
    for pattern in (_AGENCY, _TAILED):
        if match := pattern.search(source.clean, 0, end):
            return source.strip(*match.span("name"))
    return None


def fill_year(
    source: Source, reading: Reading, record: Scorecard | TableRecord | KpiReport, end: int
) -> None:
    """Fill the fiscal year that a head or running head prints."""
    year = printed_fiscal_year(source, [(0, end)])
    if year is not None:
        record.fiscal_year, reading.fields["fiscal_year"] = year
    elif (plain := _YEAR.search(source.clean, 0, end)) is not None:
        record.fiscal_year = ascii_digits(plain["year"])
        reading.fields["fiscal_year"] = plain.span("year")
    else:
        record.fiscal_year = running_fiscal_year(source)
    record.fiscal_year_basis = "printed" if record.fiscal_year else None


def fill_round(source: Source, reading: Reading, card: Scorecard) -> None:
    """Fill the round of 6, 9 or 12 months: the ticked one, otherwise the first that is named."""
    match = _BOXED.search(source.clean) or _ROUND.search(source.clean)
    if match is not None:
        card.round = "".join(ascii_digits(match["months"]).split())
        reading.fields["round"] = match.span("months")
