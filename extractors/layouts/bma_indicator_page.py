"""A city indicator's page: what is measured, against which target; no results.

Title ` : ` number, a target line in which unit, number and condition mix, the nature of the data,
strategy lines, then definition, calculation and sources.
"""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.headings import find_headings, sections_of
from extractors.layouts.kpi_headings import PARTS
from extractors.layouts.kpi_parts import (
    read_amount,
    read_levels,
    read_list,
    read_strategies,
    read_title,
    unit_kind,
)
from extractors.layouts.labels import NUMBER, flex
from extractors.thai.numerals import ascii_digits
from schemas.kpi_report import Amount, KpiReport, Level, Strategy
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
_COLON = "[:：]"
_CODE = re.compile(rf"{_COLON}\s*(?P<code>{_D}{{1,5}})[^\S\n]*$", re.MULTILINE)
_TARGET = re.compile(
    rf"^[\s*:|]{{0,20}}(?:{flex('ค่า')})?{flex('เป้าหมาย')}(?:{flex('ตัวชี้วัด')})?", re.MULTILINE
)
_NATURE = re.compile(
    rf"^[\s*:|]{{0,20}}{flex('ลักษณะ')}(?:{flex('ของ')})?{flex('ข้อมูล')}\s*{_COLON}?", re.MULTILINE
)
_ACHIEVED = re.compile(rf"^[\s*:|]{{0,20}}{flex('ผลงานที่ทำได้')}", re.MULTILINE)
_BRANCH = re.compile(
    rf"^\s{{0,20}}(?:{_COLON}|{flex('ด้านที่')}\s*{_D}|{flex('สนับสนุน')}(?:{flex('ยุทธศาสตร์')}|{flex('แผน')})|{flex('ยุทธศาสตร์')}(?:{flex('ที่')})?\s*{_D})",
    re.MULTILINE,
)
_QUANTITY = re.compile(
    rf"(?<![.,/0-9๐-๙])(?:(?:{flex('ร้อยละ')}|{flex('ระดับ')}(?:{flex('ที่')})?|{flex('จำนวน')})\s*{_COLON}?\s*)?(?P<number>{NUMBER})(?![/])"
)
_YEAR_BEFORE = re.compile(r"(?:ปี|พ\s*\.?\s*ศ\s*\.?|งบประมาณ|เดือน|ไตรมาส(?:ที่)?|ภายใน)\s*\(?\s*$")
_A_YEAR = re.compile(
    rf"\(?\s*(?:ประจำ)?ปี\s*(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*{_D}{{2,4}}\s*\)?"
)
"""A year between label and colon is no unit."""
_BOUND = re.compile(r"ไม่(?:น้อย|ต่ำ|ตํ่า|เกิน|มาก)|อย่างน้อย|มากกว่า|น้อยกว่า|เกินกว่า|[<>≤≥]|ลดลง|เพิ่มขึ้น")
_LONGEST_LABEL = 120


class BmaIndicatorPage:
    """The layout `bma_indicator_page`."""

    name = "bma_indicator_page"

    def recognise(self, source: Source) -> float:
        clean = source.clean
        target = _TARGET.search(clean)
        if target is None or _ACHIEVED.search(clean) is not None:
            return 0.0
        headings = {h.name for h in find_headings(source, PARTS, target.end(), len(clean))}
        parts = len(headings & {"definition", "calculation", "data_sources"})
        marks = (
            _NATURE.search(clean) is not None,
            _CODE.search(clean, 0, target.start()) is not None,
            parts >= 2,
            parts == 3,
        )
        return 0.1 + 0.2 * sum(marks) if sum(marks) >= 2 and parts else 0.0

    def extract(self, source: Source) -> Reading:
        record = KpiReport()
        reading = Reading(record)
        clean = source.clean
        target = _TARGET.search(clean)
        at = target.start() if target else 0
        headings = find_headings(source, PARTS, target.end() if target else 0, len(clean))
        end = headings[0].span[0] if headings else len(clean)
        self._title(source, reading, record, at)
        nature = _NATURE.search(clean, at, end)
        branch = _BRANCH.search(clean, max(at + 1, nature.end() if nature else 0), end)
        stop = min([end, *(m.start() for m in (nature, branch) if m is not None)])
        if target is not None:
            self._target(source, reading, record, target.span(), stop)
        if nature is not None:
            span = source.strip(nature.start(), branch.start() if branch else end)
            if span is not None:
                reading.labels.append(span)
                reading.sections.append(Section(name="header", heading=nature.span(), body=span))
        if branch is not None:
            self._strategies(source, reading, record, (branch.start(), end), None)
        reading.labels.extend(heading.span for heading in headings)
        rules: list[Span] = []
        for section in sections_of(source, headings, len(clean)):
            if section.body is not None and section.name == "strategies":
                self._strategies(source, reading, record, section.body, section.heading)
                continue
            reading.sections.append(section)
            if section.body is None:
                continue
            self._part(source, reading, record, section.name, section.body)
            if section.name in ("definition", "calculation"):
                rules.append(section.body)
        self._levels(source, reading, record, rules)
        return reading

    def _title(self, source: Source, reading: Reading, record: KpiReport, end: int) -> None:
        """Read the title with its number, which is the indicator's code on this site."""
        clean = source.clean
        code = max(_CODE.finditer(clean, 0, end), key=lambda match: match.start(), default=None)
        stop = code.start() if code else end
        line = source.strip(0, stop)
        if code is not None:
            record.kpi_code = ascii_digits(code["code"])
            reading.fields["kpi_code"] = code.span("code")
        if line is None:
            return
        span = (clean.rfind("\n", 0, line[1]) + 1, line[1])
        if before := source.strip(0, span[0]):
            reading.labels.append(before)
        if after := source.strip(code.start() if code else stop, end):
            reading.labels.append(after)
        title = read_title(source, span)
        record.title, record.sequence = source.slice(title.span), title.sequence
        if title.fiscal_year is not None:
            record.fiscal_year, record.fiscal_year_basis = title.fiscal_year, "printed"
        for name in ("title", "sequence", "fiscal_year"):
            place = title.span if name == "title" else getattr(title, f"{name}_span")
            if place is not None:
                reading.fields[name] = place
        reading.labels.append(span)
        heading = (span[0], code.end() if code else span[1])
        reading.sections.append(Section(name="title", heading=heading, body=span))

    def _target(
        self, source: Source, reading: Reading, record: KpiReport, label: Span, end: int
    ) -> None:
        """Read the target line: the first quantity that is no year, with the unit beside it."""
        clean = source.clean
        whole = source.strip(label[0], end)
        if whole is None:
            return
        reading.labels.append(whole)
        reading.sections.append(Section(name="header", heading=label, body=whole))
        record.target.text = source.slice(whole)
        found = next(
            (m for m in _QUANTITY.finditer(clean, label[1], whole[1]) if not _is_year(clean, m)),
            None,
        )
        if found is None:
            return
        amount = read_amount(source, (found.start(), whole[1]))
        value = ascii_digits(found["number"]).replace(",", "").rstrip(".")
        unit_text = amount.unit_text if amount is not None else None
        unit_span = amount.unit_span if amount is not None else None
        colon = re.search(_COLON, clean[label[1] : found.start()])
        before = source.strip(label[1], label[1] + colon.start()) if colon is not None else None
        if before is not None and not _A_YEAR.fullmatch(clean[before[0] : before[1]]):
            unit_span, unit_text = before, source.slice(before)
        record.target = Amount(
            value=amount.value if amount is not None else value,
            unit=unit_kind(unit_text),
            unit_text=unit_text,
            text=record.target.text,
        )
        record.unit, record.unit_text = record.target.unit, unit_text
        reading.fields["target.value"] = found.span("number")
        if unit_span is not None:
            reading.fields["target.unit_text"] = unit_span
        bound = _BOUND.search(clean, label[1], found.start()) is not None
        reading.claims.append(
            FieldClaim(
                "target",
                record.target.value or value,
                whole,
                "header",
                "target.value",
                unit=record.target.unit,
                notes={"bound": True} if bound else {},
            )
        )

    def _strategies(
        self, source: Source, reading: Reading, record: KpiReport, span: Span, heading: Span | None
    ) -> None:
        body = source.strip(*span)
        if body is None:
            return
        reading.sections.append(Section(name="strategies", heading=heading, body=body))
        for strategy in read_strategies(source, body):
            reading.fields[f"strategies.{len(record.strategies)}.text"] = strategy.span
            record.strategies.append(Strategy(code=strategy.code, text=strategy.text))
        for line in source.lines:
            if body[0] <= line.start < body[1] and len(line.text) <= _LONGEST_LABEL:
                reading.labels.append((line.start, line.end))
        reading.quiet.append(body)

    def _part(
        self, source: Source, reading: Reading, record: KpiReport, name: str, body: Span
    ) -> None:
        if name in ("summary", "definition", "calculation", "data_sources"):
            setattr(record, name, source.slice(body))
            reading.fields[name] = body
        elif name == "projects":
            for number, item in enumerate(read_list(source, body)):
                record.projects.append(source.slice(item) or "")
                reading.fields[f"projects.{number}"] = item
            reading.quiet.append(body)
        else:
            reading.labels.append(body)
            reading.quiet.append(body)

    def _levels(
        self, source: Source, reading: Reading, record: KpiReport, rules: list[Span]
    ) -> None:
        for number, step in enumerate(read_levels(source, rules)):
            record.levels.append(
                Level(
                    level=step.level,
                    criterion=source.slice(step.criterion),
                    percent=step.percent,
                    points=step.points,
                )
            )
            if step.criterion is not None:
                reading.fields[f"levels.{number}.criterion"] = step.criterion


def _is_year(clean: str, match: re.Match[str]) -> bool:
    number = ascii_digits(match["number"])
    if _YEAR_BEFORE.search(clean, max(0, match.start() - 16), match.start()):
        return True
    return re.fullmatch(
        r"2[45]\d\d|20[0-4]\d", number
    ) is not None and match.start() == match.start("number")


LAYOUT = BmaIndicatorPage()
__all__ = ["LAYOUT", "BmaIndicatorPage"]
