"""A project's progress page: title ` : ` code, office, year, progress, inspection, texts."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.headings import find_headings, sections_of
from extractors.layouts.kpi_parts import read_title
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.project_headings import SECTIONS
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.project_report import ProjectReport, TextSection
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
_COLON = "[:：]"
_CODE = re.compile(
    rf"{_COLON}\s*\(?(?P<code>{_D}{{8}}\s*[-–]\s*{_D}{{1,5}})(?!{_D})\)?"
    rf"|^\s{{0,20}}(?P<bare>{_D}{{8}}\s*[-–]\s*{_D}{{1,5}})(?!{_D})\s*{_COLON}?\s*",
    re.MULTILINE,
)
_OFFICE = re.compile(
    rf"^[^\S\n]*(?:{flex('หน่วยงาน')}(?:{flex('ที่รับผิดชอบ')})?\s*{_COLON}\s*)?(?P<office>[^\n:：]{{0,150}}?[ก-๙][^\n:：]{{0,150}}?)"
    rf"\s*{_COLON}?\s*[(\[]\s*(?:ปี\s*(?:งบประมาณ)?\s*)?(?:พ\s*\.?\s*ศ\s*\.?\s*)?(?P<year>[2๒][5๕]{_D}{{2}})\s*[)\]]",
    re.MULTILINE,
)
_PAGE_HEAD = re.compile(rf"^[\s*]{{0,20}}{flex('ความคืบหน้าโครงการ/กิจกรรม')}[\s*:]*$", re.MULTILINE)
_PROGRESS = re.compile(
    rf"{flex('ความคืบหน้า')}(?:{flex('ของ')})?(?:{flex('โครงการ')})?(?:/{flex('กิจกรรม')})?\s*{_COLON}?\s*(?:{flex('คิดเป็น')}\s*)?"
    rf"(?:{flex('ร้อยละ')}\s*{_COLON}?\s*(?P<value>{NUMBER})|(?P<signed>{NUMBER})\s*%)\s*%?"
)
_BARE = re.compile(rf"^[^\S\n]*(?P<value>{NUMBER})\s*%?[^\S\n]*$", re.MULTILINE)
_INSPECTION = re.compile(
    rf"[*\s]{{0,20}}{flex('สยป')}\s*\.?\s*(?:{flex('ตรวจ')})?\s*{flex('ประเมิน')}\s*(?:{flex('ผล')})?\s*{flex('โครงการ')}\s*{_COLON}?\s*"
    rf"{flex('ไตรมาส')}\s*(?:{flex('ที่')})?\s*(?P<quarter>[1-4๑-๔])(?![0-9๐-๙.])[^\S\n]*{_COLON}?[^\S\n]*\n?[^\S\n]*"
    rf"(?P<value>{NUMBER})?(?=[^\S\n]*%?[^\S\n]*(?:$|\n))",
    re.MULTILINE,
)
_CONTACT = re.compile(
    rf"^[\s*]{{0,20}}(?:{flex('ผู้ประสานงาน')}(?:{flex('โครงการ')})?|{flex('ผู้รับผิดชอบ')}(?:{flex('โครงการ')})?|{flex('ติดต่อ')}(?:{flex('สอบถาม')})?"
    rf"|{flex('ข้อมูลติดต่อ')}|{flex('ผู้ดูแลโครงการ')}|{flex('เจ้าหน้าที่ผู้ดูแล')}|{flex('ผู้รายงาน')}|{flex('ผู้ให้ข้อมูล')})\s*{_COLON}?\s*",
    re.MULTILINE,
)
_PHONE_LINE = re.compile(
    rf"^[\s*]{{0,20}}(?:{flex('โทรศัพท์')}|{flex('โทร')}\s*\.?|E-?mail|อีเมล)", re.IGNORECASE
)
_LONGEST_LABEL = 120


class BmaProjectPage:
    """The layout `bma_project_page`."""

    name = "bma_project_page"

    def recognise(self, source: Source) -> float:
        clean = source.clean
        code = _CODE.search(clean, 0, 4000)
        progress = _PROGRESS.search(clean)
        marks = (
            code is not None,
            progress is not None,
            _INSPECTION.search(clean) is not None,
            _PAGE_HEAD.search(clean) is not None,
            code is not None and _OFFICE.search(clean, code.end(), code.end() + 400) is not None,
            len(find_headings(source, SECTIONS, 0, len(clean))) > 0,
        )
        if not (marks[2] or marks[3] or (marks[0] and marks[1])):
            return 0.0
        return min(1.0, 0.1 + 0.2 * sum(marks))

    def extract(self, source: Source) -> Reading:
        record = ProjectReport()
        reading = Reading(record)
        clean = source.clean
        code = _CODE.search(clean, 0, 4000)
        headings = [
            heading
            for heading in find_headings(source, SECTIONS, code.end() if code else 0, len(clean))
            if _PAGE_HEAD.match(clean, heading.span[0]) is None
        ]
        head_end = headings[0].span[0] if headings else len(clean)
        at = self._title(source, reading, record, code)
        self._office(source, reading, record, at, head_end)
        self._progress(source, reading, record, at)
        self._inspection(source, reading, record)
        self._contact(source, reading, record, at)
        sections = sections_of(source, headings, len(clean))
        self._between(source, reading, record, at, head_end)
        for number, section in enumerate(sections, start=1):
            self._section(source, reading, record, section, number)
        return reading

    def _title(
        self, source: Source, reading: Reading, record: ProjectReport, code: re.Match[str] | None
    ) -> int:
        """Read title and code; everything before them is the page's head."""
        if code is None:
            head = _PAGE_HEAD.search(source.clean)
            if head is not None:
                reading.labels.append(head.span())
            return head.end() if head else 0
        name = code.lastgroup or "code"
        record.project_code = re.sub(r"\s*[-–]\s*", "-", ascii_digits(code[name]))
        reading.fields["project_code"] = code.span(name)
        reading.labels.append(code.span())
        span = _title_span(source, code)
        at = max(code.end(), span[1] if span else 0)
        if span is not None:
            title = read_title(source, span)
            record.title = source.slice(title.span)
            reading.labels.append(span)
            reading.quiet.append(span)
            if title.span is not None:
                reading.fields["title"] = title.span
            if title.fiscal_year is not None and title.fiscal_year_span is not None:
                record.fiscal_year, record.fiscal_year_basis = title.fiscal_year, "printed"
                reading.fields["fiscal_year"] = title.fiscal_year_span
            before = source.strip(0, min(span[0], code.start()))
            heading = (min(span[0], code.start()), at)
            reading.sections.append(Section(name="title", heading=heading, body=span))
            if before is not None:
                reading.labels.append(before)
        return at

    def _office(
        self, source: Source, reading: Reading, record: ProjectReport, at: int, end: int
    ) -> None:
        match = _OFFICE.search(source.clean, at, end)
        if match is None:
            return
        office = source.strip(*match.span("office"))
        if office is not None:
            record.agency = source.slice(office)
            reading.fields["agency"] = office
        record.fiscal_year, record.fiscal_year_basis = ascii_digits(match["year"]), "printed"
        reading.fields["fiscal_year"] = match.span("year")
        reading.labels.append(match.span())

    def _progress(self, source: Source, reading: Reading, record: ProjectReport, at: int) -> None:
        """Read the progress from its labelled line, else from the bare number above it."""
        labelled = _PROGRESS.search(source.clean, at) or _PROGRESS.search(source.clean)
        bare = _BARE.search(source.clean, at, labelled.start() if labelled else at + 400)
        if bare is not None:
            reading.labels.append(bare.span())
        match = labelled or bare
        if match is None:
            return
        group = "value" if match["value"] else "signed"
        parsed = parse_number(match[group].rstrip(","))
        if not isinstance(parsed, ParsedNumber):
            return
        whole = source.strip(*match.span()) or match.span()
        record.progress_percent = parsed.text
        reading.fields["progress_percent"] = match.span(group)
        reading.labels.append(whole)
        reading.sections.append(Section(name="header", heading=whole, body=whole))
        reading.claims.append(
            FieldClaim("percent", parsed.text, whole, "header", "progress_percent", unit="percent")
        )

    def _inspection(self, source: Source, reading: Reading, record: ProjectReport) -> None:
        match = _INSPECTION.search(source.clean)
        if match is None:
            return
        whole = source.strip(*match.span()) or match.span()
        record.inspection.quarter = int(ascii_digits(match["quarter"]))
        reading.fields["inspection.quarter"] = match.span("quarter")
        reading.labels.append(whole)
        reading.sections.append(Section(name="inspection", heading=whole, body=whole))
        parsed = parse_number(match["value"].rstrip(",")) if match["value"] else None
        if isinstance(parsed, ParsedNumber):
            record.inspection.value = parsed.text
            reading.fields["inspection.value"] = match.span("value")
            reading.claims.append(
                FieldClaim(
                    "evaluation",
                    parsed.text,
                    whole,
                    "inspection",
                    "inspection.value",
                    quarter=record.inspection.quarter,
                )
            )

    def _contact(self, source: Source, reading: Reading, record: ProjectReport, at: int) -> None:
        """Read the contact's line, with the lines of telephone and mail that follow it."""
        match = _CONTACT.search(source.clean, at)
        if match is None:
            return
        end = _line_end(source, match.end())
        if source.strip(match.end(), end) is None:
            end = _line_end(source, end + 1)
        end = _telephone_end(source, end)
        span = source.strip(match.end(), end)
        label = source.strip(match.start(), match.end())
        if label is not None:
            reading.labels.append(label)
        if span is not None:
            record.contact = source.slice(span)
            reading.fields["contact"] = span
            reading.quiet.append(span)

    def _between(
        self, source: Source, reading: Reading, record: ProjectReport, at: int, end: int
    ) -> None:
        """Keep what else stands between title and first heading: short lines are labels."""
        known = sorted([*reading.labels, *reading.fields.values()])
        texts = 0
        for line in source.lines:
            if line.start < at or line.end > end:
                continue
            if any(a < line.end and line.start < b for a, b in known):
                continue
            span = (line.start, line.end)
            if len(line.text) <= _LONGEST_LABEL // 2:
                reading.labels.append(span)
                continue
            texts += 1
            reading.fields[f"sections.{len(record.sections)}.text"] = span
            record.sections.append(TextSection(text=source.slice(span)))
            reading.sections.append(Section(name=f"section.{100 + texts}", body=span))

    def _section(
        self,
        source: Source,
        reading: Reading,
        record: ProjectReport,
        section: Section,
        number: int,
    ) -> None:
        heading, body = section.heading, section.body
        if heading is not None:
            reading.labels.append(heading)
        if section.name == "rationale":
            record.rationale = source.slice(body)
            if body is not None:
                reading.fields["rationale"] = body
            reading.sections.append(section)
            return
        name = {"progress": "report.1", "obstacles": "obstacles"}.get(
            section.name, f"section.{number}"
        )
        if body is not None:
            reading.fields[f"sections.{len(record.sections)}.text"] = body
        record.sections.append(TextSection(heading=source.slice(heading), text=source.slice(body)))
        reading.sections.append(Section(name=name, heading=heading, body=body))


def _title_span(source: Source, code: re.Match[str]) -> Span | None:
    """Return the title: before the code on its line, else the line above, else behind the code."""
    clean = source.clean
    line_start = clean.rfind("\n", 0, code.start("code") if code["code"] else code.start()) + 1
    if code["code"] and (span := source.strip(line_start, code.start())):
        return span
    if code["bare"]:
        return source.strip(code.end(), _line_end(source, code.end()))
    above = source.strip(0, code.start())
    return source.strip(clean.rfind("\n", 0, above[1]) + 1, above[1]) if above else None


def _telephone_end(source: Source, end: int) -> int:
    """Return where a contact ends that goes on: a telephone or mail at most three lines below."""
    at = end
    for _ in range(4):
        start, at = at + 1, _line_end(source, at + 1)
        line = source.clean[start:at]
        if not line.strip() or "สยป" in line or len(line) > _LONGEST_LABEL:
            break
        if _PHONE_LINE.match(line):
            end = at
    return end


def _line_end(source: Source, at: int) -> int:
    end = source.clean.find("\n", at)
    return len(source.clean) if end < 0 else end


LAYOUT = BmaProjectPage()
__all__ = ["LAYOUT", "BmaProjectPage"]
