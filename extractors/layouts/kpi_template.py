"""The template of a KPI: unit, weight, formula, criteria of five scores, baselines, periods."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.kpi_parts import fill_strategies, fill_title
from extractors.layouts.labels import flex
from extractors.layouts.tables.fields import fill_part
from extractors.layouts.tables.find import LONGEST_CARD, grids
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.heads import fill_year
from extractors.layouts.tables.labelled import Part, first_line, mark_labels, read_parts
from extractors.layouts.tables.periods import Period, read_periods
from extractors.layouts.tables.plain import is_figure
from extractors.layouts.tables.steps import fill_steps
from schemas.kpi_report import KpiReport
from schemas.section import Section

_CRITERIA = re.compile(flex("เกณฑ์"))
_MARK = re.compile(
    "|".join(
        flex(word, across_lines=False)
        for word in ("ผู้กำกับ", "พื้นฐาน", "ข้อมูลฐาน", "ช่วงปรับ", "ช่วงการปรับ", "ในอดีต", "ที่ผ่านมา",
                     "ย้อนหลัง", "จัดเก็บ", "รายไตรมาส", "รอบการรายงาน", "ผู้รับผิดชอบ", "รายรอบ")
    )
)  # fmt: skip
_NAMED = re.compile(
    rf"KPI\s?Template|(?:{flex('แบบ')}|{flex('แบบฟอร์ม')})?(?:{flex('แสดง')})?{flex('รายละเอียด')}(?:{flex('ของ')})?{flex('ตัวชี้วัด')}",
    re.IGNORECASE,
)
"""What a template calls itself in its first lines."""
_TITLE = 300
"""Characters in which it does."""
_OWN = ("baselines", "step", "supervisor", "collector", "collecting", "periods")
_SHARED = ("title", "unit", "weight", "definition", "calculation", "criteria", "data_sources")
_REPORTED = re.compile(
    r"^[^\S\n]*(?:[0-9๐-๙]{1,2}[.)]\s*)?(?:ปัจจัยสนับสนุน|อุปสรรค|ปัญหา\s*/?\s*อุปสรรค|สรุปผลการดำเนินงาน|หลักฐานอ้างอิง|คำชี้แจง)",
    re.MULTILINE,
)


_PERIODS = 2
"""Figures in a row that are those of several periods."""


class KpiTemplate:
    """The layout `kpi_template`."""

    name = "kpi_template"

    def recognise(self, source: Source) -> float:
        """Return how many of the template's labels are there; a reported KPI is no template."""
        clean = source.clean
        if len(clean) > LONGEST_CARD or not _CRITERIA.search(clean):
            return 0.0
        named = _NAMED.search(clean, 0, _TITLE) is not None
        if not named and not _MARK.search(clean):
            return 0.0
        if is_foreign(source) or len(_REPORTED.findall(source.clean)) >= 2:
            return 0.0
        names = {part.name for part in read_parts(source, self.name)}
        own, shared = named + len(names & set(_OWN)), len(names & set(_SHARED))
        if "criteria" not in names or own < 1 or shared < 4 or own + shared < 6:
            return 0.0
        return min(0.97, 0.35 + 0.08 * (own + shared))

    def extract(self, source: Source) -> Reading:
        """Read the template's fields; criteria and periods stand in tables or on lines."""
        record = KpiReport()
        reading = Reading(record)
        parts = _with_columns(read_parts(source, self.name))
        parts = [
            part._replace(name="periods") if _heads_figures(source, part) else part
            for part in parts
        ]
        head = source.strip(0, parts[0].label[0] if parts else len(source.clean))
        if head is not None:
            reading.labels.append(head)
        fill_year(source, reading, record, parts[0].label[0] if parts else 0)
        for part in parts:
            self._part(source, reading, record, part)
        criteria = next((part.body for part in parts if part.name == "criteria"), None)
        fill_steps(source, reading, record, grids(source), criteria)
        periods = read_periods(source, grids(source), [part.body for part in parts if part.body])
        for period in periods:
            _period(reading, record, period)
        record.unit_text = record.unit_text or record.target.unit_text
        record.unit = record.unit or record.target.unit
        mark_labels(source, reading, parts)
        return reading

    def _part(self, source: Source, reading: Reading, record: KpiReport, part: Part) -> None:
        body = part.body
        if part.name == "title" and body is not None:
            fill_title(source, reading, record, body)
            record.sequence = record.sequence or (part.number if _is_title_number(part) else None)
        elif part.name == "strategies" and body is not None:
            reading.sections.append(Section(name="strategies", heading=part.label, body=body))
            fill_strategies(source, reading, record, body)
        elif part.name in ("collector", "supervisor") and body is not None:
            line = first_line(source, body)
            if record.responsible is None or part.name == "collector":
                record.responsible = source.slice(line)
                reading.fields["responsible"] = line
            reading.labels.append(body)
            reading.quiet.append(body)
        elif not fill_part(source, reading, record, part) and body is not None:
            reading.sections.append(Section(name=part.name, heading=part.label, body=body))
            reading.labels.append(body)
            reading.quiet.append(body)


def _with_columns(parts: list[Part]) -> list[Part]:
    """Return the parts; a result right behind the periods is a heading of their table."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before and part.name == "achieved" and before.name == "periods" and part.body:
            start = before.body[0] if before.body else part.label[0]
            found[-1] = before._replace(body=(start, part.body[1]))
        else:
            found.append(part)
    return found


def _heads_figures(source: Source, part: Part) -> bool:
    """Tell whether target or result head a row of figures: those of the periods, not the year's."""
    if part.name not in ("target", "achieved"):
        return False
    for grid in grids(source):
        if not grid.span[0] <= part.label[0] < grid.span[1]:
            continue
        for row in range(len(grid.rows)):
            cells = grid.own(row)
            if any(cell.span and cell.span[0] <= part.label[0] < cell.span[1] for cell in cells):
                return sum(is_figure(cell.text) for cell in cells) >= _PERIODS
    return False


def _is_title_number(part: Part) -> bool:
    """`ตัวชี้วัดที่ 1.2` numbers the KPI, `1. ชื่อตัวชี้วัด` only the form's field."""
    return part.number is not None and "." in part.number


def _period(reading: Reading, record: KpiReport, period: Period) -> None:
    quarter = record.quarters[period.quarter - 1]
    if period.actual is None or quarter.result is not None:
        return
    path = f"quarters.{period.quarter - 1}.result"
    quarter.result = period.actual.value
    reading.fields[path] = period.actual.span
    reading.claims.append(
        FieldClaim("result", period.actual.value, period.actual.span, "table", path, period.quarter)
    )


LAYOUT = KpiTemplate()
