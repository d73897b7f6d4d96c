"""A KPI page's four quarters between header and headings: the table, or texts without headings."""

from __future__ import annotations

import re

from extractors.layouts.base import Line, Reading, Source
from extractors.layouts.headings import is_nothing
from extractors.layouts.kpi_labels import BEFORE_TYPE, TABLE_TITLE
from extractors.layouts.quarter_lead import read_quarter_lead
from extractors.layouts.quarter_table import read_quarter_table
from schemas.kpi_report import KpiReport
from schemas.section import Section

_FEWEST_LEADS = 2
"""Quarters whose texts open with figures; a single one may just begin with a number."""
_STRAY = re.compile(r"[\s0๐.]*")
_GOES_ON = re.compile(r"\s*(?:[-–—•▪*●○]\s|[(\[]?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)\]]\s?\D)")


def read_quarters(
    source: Source, reading: Reading, record: KpiReport, start: int, end: int
) -> None:
    """Read what stands between the header and the first heading."""
    title = TABLE_TITLE.search(source.clean, 0, end)
    body = source.strip(title.end() if title else start, end)
    rows = read_quarter_table(source, *body) if body else []
    if title is None and not rows:
        _unlabelled(source, reading, record, start, end)
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
    for row in rows:
        row.fill(reading, record.quarters[row.quarter - 1], "table", record.unit)
        told = row.spans.get("narrative")
        if told is not None and not is_nothing(source.clean[told[0] : told[1]]):
            record.quarters[row.quarter - 1].narrative = source.slice(told)
            reading.fields[f"quarters.{row.quarter - 1}.narrative"] = told
            reading.sections.append(Section(name=f"quarter.{row.quarter}", body=told))


def take_leads(
    source: Source, reading: Reading, record: KpiReport, sections: list[Section]
) -> None:
    """Take figures that open the quarters' texts into the record, where no table holds them."""
    if any(quarter.result is not None for quarter in record.quarters):
        return
    leads = {}
    for index, section in enumerate(sections):
        if section.quarter is not None and section.body is not None:
            row, rest = read_quarter_lead(source, section.quarter, section.body)
            if row.spans:
                leads[index] = (row, rest)
    if len(leads) < _FEWEST_LEADS:
        return
    for index, (row, rest) in leads.items():
        body = sections[index].body
        if body is not None:
            reading.labels.append((body[0], rest[0] if rest else body[1]))
        row.fill(reading, record.quarters[row.quarter - 1], "table", record.unit)
        sections[index].body = rest


def _unlabelled(source: Source, reading: Reading, record: KpiReport, start: int, end: int) -> None:
    """Read quarter texts whose headings a converter lost: four texts are the four quarters."""
    inside = [line for line in source.lines if start <= line.start and line.end <= end]
    told = []
    for line in inside:
        if _STRAY.fullmatch(line.text) or BEFORE_TYPE.match(line.text):
            reading.labels.append((line.start, line.end))
        else:
            told.append(line)
    texts = [[line] for line in told]
    if len(texts) != 4:
        texts = _grouped(told)
    for number, lines in enumerate(texts, start=1):
        span = (lines[0].start, lines[-1].end)
        if len(texts) != 4:
            reading.sections.append(Section(name=f"narrative.{number}x", body=span))
            continue
        body = None if is_nothing(source.clean[span[0] : span[1]]) else span
        reading.sections.append(Section(name=f"quarter.{number}", body=body))
        if body is None:
            reading.labels.append(span)
        else:
            record.quarters[number - 1].narrative = source.slice(span)
            reading.fields[f"quarters.{number - 1}.narrative"] = span


def _grouped(lines: list[Line]) -> list[list[Line]]:
    """Join a list's items to the words before them."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _GOES_ON.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
