"""The KPI page of the city's KPI site, in any markup or as converted text, also without its head.

Read by its labels in reading order: title ` : ` code, target, result, type, inspection line, quarter
table, quarterly narratives, definition, calculation, sources, strategies, projects.
"""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.headings import Heading, HeadingSpec, find_headings, is_nothing, sections_of
from extractors.layouts.kpi_parts import (
    unit_kind,
)
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.parts.filling import (
    fill_fiscal_year,
    fill_items,
    fill_levels,
    fill_strategies,
    fill_title,
)
from extractors.layouts.quarter_table import read_quarter_table
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.kpi_report import Amount, KpiReport
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
_CODE = re.compile(rf"[:：]\s*({_D}{{4}}\s*[-–]\s*{_D}{{3,4}})(?!{_D})")
_TARGET = re.compile(rf"(?m)^[\s*:|]*{flex('ค่าเป้าหมาย')}(?!{flex('ราย')})")
_ACHIEVED = re.compile(rf"(?m)^[\s*:|]*(?:{flex('ผลงานที่ทำได้')}|{flex('ผลการดำเนินงานที่ทำได้')})")
_TYPE = re.compile(rf"(?m)^[\s*:|]*{flex('ประเภทตัวชี้วัด')}\s*[:：]?")
_INSPECTION = re.compile(
    rf"[* ]*{flex('สยป')}\s*\.?\s*(?:{flex('ตรวจ')})?\s*{flex('ประเมิน')}\s*(?:{flex('ผล')})?\s*{flex('ตัวชี้วัด')}\s*[:：]?\s*"
    rf"{flex('ไตรมาส')}\s*(?:{flex('ที่')})?\s*(?P<quarter>[1-4๑-๔])[^\S\n]*[:：]?"
    rf"(?P<rest>[^\S\n]*(?P<value>{NUMBER})?[^\S\n]*$|\n\s*(?P<below>{NUMBER})[^\S\n]*$)?",
    re.MULTILINE,
)
_TABLE_TITLE = re.compile(rf"(?m)^[\s*]*{flex('ผลงานเทียบกับเป้าหมายรายไตรมาส')}.*$")
_TYPES = (
    ("negotiated", flex("เจรจา")),
    ("strategic", flex("ยุทธศาสตร์")),
    ("routine", flex("งานประจำ")),
)
_RESULT_LEVELS = (
    ("outcome", rf"outcome|{flex('ผลลัพธ์')}"),
    ("output", rf"output|{flex('ผลผลิต')}"),
)
_BEFORE_TYPE = re.compile(rf"(?m)^[\s*:|(]*(?:{flex('ตัวชี้วัดระดับ')}|{flex('รายละเอียดตัวชี้วัด')}).*$")
QUARTERS = tuple(
    HeadingSpec(
        f"quarter.{number}",
        tuple(
            f"{words} ไตรมาสที่ {number}"
            for words in (
                "รายงานผลฯ",
                "รายงานผล",
                "รายงานผลการดำเนินงาน",
                "ผลการดำเนินงาน",
                "รายงานผลการดำเนินการ",
            )
        ),
    )
    for number in (1, 2, 3, 4)
)
PARTS = (
    HeadingSpec("summary", ("สรุปผลการดำเนินงาน", "สรุปผลการดำเนินการ")),
    HeadingSpec(
        "definition",
        ("นิยาม หรือความหมายของตัวชี้วัด", "นิยามหรือความหมาย", "นิยาม/ความหมายของตัวชี้วัด", "คำนิยาม", "นิยามตัวชี้วัด", "นิยาม"),
    ),
    HeadingSpec(
        "calculation",
        ("วิธีการคำนวณ หรือ เกณฑ์การประเมิน", "วิธีการคำนวณหรือเกณฑ์การประเมิน", "วิธีการคำนวณ/เกณฑ์การประเมิน", "วิธีการคำนวณ", "วิธีคำนวณ"),
    ),
    HeadingSpec(
        "data_sources",
        ("วิธีการการเก็บข้อมูล/แหล่งข้อมูล", "วิธีการเก็บข้อมูล/แหล่งข้อมูล", "วิธีการจัดเก็บข้อมูล/แหล่งข้อมูล", "แหล่งข้อมูล", "แหล่งที่มาของข้อมูล"),
    ),
    HeadingSpec("strategies", ("สนับสนุนยุทธศาสตร์กรุงเทพมหานครฯ", "สนับสนุนยุทธศาสตร์กรุงเทพมหานคร", "สนับสนุนยุทธศาสตร์")),
    HeadingSpec("projects", ("โครงการ/กิจกรรมที่สนับสนุนตัวชี้วัด", "โครงการหรือกิจกรรมที่สนับสนุนตัวชี้วัด", "โครงการที่สนับสนุนตัวชี้วัด")),
    HeadingSpec("database", ("ฐานข้อมูลประกอบตัวชี้วัดการพัฒนาเมือง", "ฐานข้อมูลประกอบตัวชี้วัด")),
)  # fmt: skip
_EVIDENCE = re.compile(
    rf"{flex('หลักฐาน')}(?:{flex('การประเมิน')}|{flex('อ้างอิง')}|{flex('ประกอบ')})?\s*[:：]?\s*(?=[-–•(0-9๐-๙])"
)


class BmaKpiPage:
    """The layout `bma_kpi_page`."""

    name = "bma_kpi_page"

    def recognise(self, source: Source) -> float:
        clean = source.clean
        target, achieved = _TARGET.search(clean), _ACHIEVED.search(clean)
        if target is None or achieved is None:
            return 0.0
        marks = [
            _TYPE.search(clean, achieved.end()) is not None,
            _INSPECTION.search(clean) is not None,
            _CODE.search(clean, 0, target.start()) is not None,
            _TABLE_TITLE.search(clean) is not None,
            len(find_headings(source, QUARTERS, 0, len(clean))) >= 2,
            len(find_headings(source, PARTS, achieved.end(), len(clean))) >= 3,
        ]
        if len(_TARGET.findall(clean)) > 3:
            return 0.2
        return min(1.0, 0.25 + 0.15 * sum(marks)) if sum(marks) >= 2 else 0.25

    def extract(self, source: Source) -> Reading:
        record = KpiReport()
        reading = Reading(record)
        clean = source.clean
        headings = find_headings(source, (*QUARTERS, *PARTS), 0, len(clean))
        head_end = headings[0].span[0] if headings else len(clean)
        target = _TARGET.search(clean, 0, head_end)
        self._title(source, reading, record, target.start() if target else head_end)
        table_start = self._header(source, reading, record, head_end)
        self._table(source, reading, record, table_start, head_end)
        self._parts(source, reading, record, headings)
        title_end = (
            reading.sections[0].heading[1] if record.kpi_code and reading.sections[0].heading else 0
        )
        fill_fiscal_year(source, reading, record, [(title_end, head_end)])
        return reading

    def _title(self, source: Source, reading: Reading, record: KpiReport, end: int) -> None:
        code = next(reversed(list(_CODE.finditer(source.clean, 0, end))), None)
        stop = source.strip(0, end)
        if code is None or stop is None:
            if stop is not None:
                reading.labels.append(stop)
            return
        record.kpi_code = re.sub(r"\s*[-–]\s*", "-", ascii_digits(code.group(1)))
        reading.fields["kpi_code"] = code.span(1)
        line_start = source.clean.rfind("\n", 0, code.start()) + 1
        while line_start > 0 and source.strip(line_start, code.start()) is None:
            line_start = source.clean.rfind("\n", 0, line_start - 1) + 1
        span = source.strip(line_start, code.start())
        if span is not None:
            fill_title(source, reading, record, span)
        heading = (line_start, code.end())
        reading.labels.append(heading)
        reading.sections.append(Section(name="title", heading=heading, body=span))
        for start, stop_at in ((0, line_start), (code.end(), end)):
            around = source.strip(start, stop_at)
            if around is not None:
                reading.labels.append(around)

    def _header(self, source: Source, reading: Reading, record: KpiReport, end: int) -> int:
        """Read target, result, type and inspection; return where the quarter table may begin."""
        clean = source.clean
        target, achieved = _TARGET.search(clean, 0, end), _ACHIEVED.search(clean, 0, end)
        kind = _TYPE.search(clean, achieved.end() if achieved else 0, end)
        inspection = _INSPECTION.search(clean, 0, end)
        table = _TABLE_TITLE.search(clean, 0, end)
        at = 0
        stops = [m.start() for m in (achieved, kind, inspection, table) if m is not None]
        if target is not None:
            stop = min((s for s in stops if s > target.end()), default=end)
            record.target = self._amount(source, reading, "target", target.span(), stop)
            at = stop
        if achieved is not None:
            stop = min((s for s in stops if s > achieved.end()), default=end)
            stop = min(stop, _first_line_after(source, achieved.end(), stop))
            record.achieved = self._amount(source, reading, "achieved", achieved.span(), stop)
            at = max(at, stop)
        record.unit = record.target.unit or record.achieved.unit
        record.unit_text = record.target.unit_text or record.achieved.unit_text
        if kind is not None:
            stop = min((s for s in stops if s > kind.end()), default=end)
            at = max(at, self._type(source, reading, record, kind.span(), stop))
        if inspection is not None:
            record.inspection.quarter = int(ascii_digits(inspection.group("quarter")))
            number = inspection.group("value") or inspection.group("below")
            parsed = parse_number(number) if number else None
            if isinstance(parsed, ParsedNumber):
                record.inspection.value = parsed.text
                span = inspection.span("value" if inspection.group("value") else "below")
                reading.fields["inspection.value"] = span
                reading.claims.append(
                    FieldClaim(
                        "evaluation",
                        parsed.text,
                        source.strip(*inspection.span()) or inspection.span(),
                        "inspection",
                        "inspection.value",
                        quarter=record.inspection.quarter,
                    )
                )
            reading.fields["inspection.quarter"] = inspection.span("quarter")
            line = source.strip(*inspection.span())
            if line is not None:
                reading.labels.append(line)
                reading.sections.append(Section(name="inspection", heading=line, body=line))
            before = source.strip(at, inspection.start())
            if before is not None and before[0] < before[1]:
                reading.labels.append(before)
            at = max(at, inspection.end())
        return at

    def _amount(self, source: Source, reading: Reading, name: str, label: Span, end: int) -> Amount:
        """Read `label unit : number`; the unit is free text, number and unit may be missing."""
        clean = source.clean
        colon = max(clean.rfind(":", label[1], end), clean.rfind("：", label[1], end))
        numbers = list(re.finditer(NUMBER, clean[max(colon, label[1]) : end]))
        offset = max(colon, label[1])
        amount = Amount()
        whole = source.strip(label[0], end)
        value: Span | None = None
        if numbers:
            value = (numbers[0].start() + offset, numbers[0].end() + offset)
            parsed = parse_number(clean[value[0] : value[1]])
            if isinstance(parsed, ParsedNumber):
                amount.value = parsed.text
                reading.fields[f"{name}.value"] = value
        unit_end = colon if colon >= 0 else (value[0] if value else end)
        unit = source.strip(label[1], unit_end)
        if unit is not None and not is_nothing(re.sub(r"[()]", "", clean[unit[0] : unit[1]])):
            bare = _without_parentheses(clean, unit)
            amount.unit_text = source.slice(bare)
            amount.unit = unit_kind(amount.unit_text)
            reading.fields[f"{name}.unit_text"] = bare
        if whole is not None:
            amount.text = source.slice(whole)
            reading.labels.append(whole)
            reading.sections.append(Section(name="header", heading=whole, body=whole))
            if amount.value is not None:
                reading.claims.append(
                    FieldClaim(
                        "target" if name == "target" else "achieved",
                        amount.value,
                        whole,
                        "header",
                        f"{name}.value",
                        unit=amount.unit,
                    )
                )
        return amount

    def _type(
        self, source: Source, reading: Reading, record: KpiReport, label: Span, end: int
    ) -> int:
        """Read the KPI's type and its second line, output or outcome."""
        clean = source.clean
        first_end = clean.find("\n", label[1], end)
        first_end = end if first_end < 0 else first_end
        stop = first_end
        if source.strip(label[1], first_end) is None or _BEFORE_TYPE.match(clean, first_end + 1):
            following = clean.find("\n", first_end + 1, end)
            stop = end if following < 0 else following
            extra = _BEFORE_TYPE.match(clean, stop + 1)
            if extra is not None and extra.end() <= end and "(" in extra.group()[:3]:
                stop = extra.end()
        text = clean[label[1] : stop]
        for name, pattern in _TYPES:
            match = re.search(pattern, text)
            if match:
                record.kpi_type = name  # type: ignore[assignment]
                reading.fields["kpi_type"] = (label[1] + match.start(), label[1] + match.end())
                break
        for name, pattern in _RESULT_LEVELS:
            match = re.search(pattern, text, re.IGNORECASE)
            if match:
                record.result_level = name  # type: ignore[assignment]
                reading.fields["result_level"] = (label[1] + match.start(), label[1] + match.end())
                break
        span = source.strip(label[0], stop)
        if span is not None:
            reading.labels.append(span)
        return stop

    def _table(
        self, source: Source, reading: Reading, record: KpiReport, start: int, end: int
    ) -> None:
        """Read the quarter table between the header and the first narrative heading."""
        title = _TABLE_TITLE.search(source.clean, 0, end)
        body = source.strip(title.end() if title else start, end)
        if title is None and not _has_table(source, start, end):
            self._unlabelled(source, reading, record, start, end)
            return
        if title is not None:
            before = source.strip(start, title.start())
            if before is not None:
                reading.labels.append(before)
            reading.labels.append(title.span())
        if body is None:
            return
        reading.labels.append(body)
        heading = title.span() if title else None
        reading.sections.append(Section(name="table", heading=heading, body=body))
        for row in read_quarter_table(source, *body):
            quarter = record.quarters[row.quarter - 1]
            path = f"quarters.{row.quarter - 1}"
            for name in ("result", "evaluation", "evaluation_2_1", "evaluation_2_2"):
                value = getattr(row, name)
                if value is None:
                    continue
                setattr(quarter, name, value)
                reading.fields[f"{path}.{name}"] = row.spans[name]
                reading.claims.append(
                    FieldClaim(
                        "result" if name == "result" else "evaluation",
                        value,
                        row.spans[name],
                        "table",
                        f"{path}.{name}",
                        quarter=row.quarter,
                        unit=record.unit if name == "result" else None,
                    )
                )

    def _unlabelled(
        self, source: Source, reading: Reading, record: KpiReport, start: int, end: int
    ) -> None:
        """Read quarter texts whose headings a converter lost: four lines are the four quarters."""
        lines = [line for line in source.lines if start <= line.start and line.end <= end]
        lines = [line for line in lines if not re.fullmatch(r"[\s0๐.]*", line.text)]
        lines = [line for line in lines if not _BEFORE_TYPE.match(line.text)]
        for line in source.lines:
            if start <= line.start and line.end <= end and line not in lines:
                reading.labels.append((line.start, line.end))
        for number, line in enumerate(lines, start=1):
            span = (line.start, line.end)
            if len(lines) != 4:
                reading.sections.append(Section(name=f"narrative.{number}x", body=span))
                continue
            body = None if is_nothing(line.text) else span
            reading.sections.append(Section(name=f"quarter.{number}", body=body))
            if body is None:
                reading.labels.append(span)
            else:
                record.quarters[number - 1].narrative = source.slice(span)
                reading.fields[f"quarters.{number - 1}.narrative"] = span

    def _parts(
        self, source: Source, reading: Reading, record: KpiReport, headings: list[Heading]
    ) -> None:
        sections = sections_of(source, headings, len(source.clean))
        reading.labels.extend(heading.span for heading in headings)
        levels_from: list[Span] = []
        for section in sections:
            reading.sections.append(section)
            body = section.body
            if section.quarter is not None:
                record.quarters[section.quarter - 1].narrative = source.slice(body)
                if body is not None:
                    reading.fields[f"quarters.{section.quarter - 1}.narrative"] = body
            elif section.name in ("summary", "definition", "calculation", "data_sources"):
                setattr(record, section.name, source.slice(body))
                if body is not None:
                    reading.fields[section.name] = body
            if body is None:
                self._nothing(source, reading, section, sections)
                continue
            if section.name in ("definition", "calculation"):
                levels_from.append(body)
            elif section.name == "data_sources":
                self._evidence(source, reading, record, body)
            elif section.name == "strategies":
                fill_strategies(source, reading, record, body)
            elif section.name == "projects":
                record.projects = fill_items(source, reading, "projects", body)
                reading.quiet.append(body)
            elif section.name == "database":
                reading.labels.append(body)
                reading.quiet.append(body)
        fill_levels(source, reading, record, levels_from)

    def _nothing(
        self, source: Source, reading: Reading, section: Section, sections: list[Section]
    ) -> None:
        """Account for the dash that stands where there is nothing to say."""
        if section.heading is None:
            return
        following = [s.heading[0] for s in sections if s.heading and s.heading > section.heading]
        rest = source.strip(section.heading[1], min(following, default=len(source.clean)))
        if rest is not None:
            reading.labels.append(rest)

    def _evidence(self, source: Source, reading: Reading, record: KpiReport, body: Span) -> None:
        match = _EVIDENCE.search(source.clean, *body)
        if match is None:
            return
        record.evidence = fill_items(source, reading, "evidence", (match.end(), body[1]))


def _has_table(source: Source, start: int, end: int) -> bool:
    return bool(read_quarter_table(source, start, end))


def _first_line_after(source: Source, start: int, end: int) -> int:
    """Return the end of the first line after a label that holds a number, or `end`."""
    match = re.compile(rf"[:：][^\n]*?{NUMBER}[^\n]*$|^\s*{NUMBER}\s*$", re.MULTILINE).search(
        source.clean, start, end
    )
    return match.end() if match else end


def _without_parentheses(clean: str, span: Span) -> Span:
    text = clean[span[0] : span[1]]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return (span[0] + 1, span[1] - 1)
    return span


LAYOUT = BmaKpiPage()
__all__ = ["LAYOUT", "BmaKpiPage"]
