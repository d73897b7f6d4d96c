"""A file that binds several reports: where one ends and the next begins, and each one's own text.

Archives keep a department's forms of a year in one PDF. Read as one report their figures would
contradict each other, which accuses an office of what no page says.
"""

from __future__ import annotations

import dataclasses
import re
from typing import NamedTuple

from extractors.layouts import recognised
from extractors.layouts.base import Layout, Source
from extractors.layouts.kpi_title import CODE
from extractors.layouts.labels import flex
from schemas.kpi_report import KpiReport
from schemas.text import Span, Text

_REPORTS = frozenset(("bma_form", "bma_kpi_page", "kpi_template"))
"""Families whose reports are bound; lists of KPIs are one document."""
BOUND = _REPORTS | {"budget_table", "unknown"}
"""As what the whole file may look: a workbook with a form on each sheet is all tables."""
_SURE = 0.6
"""How sure it must be of each part that it is a whole report of its own."""
_LEAD = 300
"""Most characters of running heads and letterheads above a report's title on its first page."""
_QUARTERS = re.compile(flex("ไตรมาส"))
_TOLD = 2
"""How often a report names its quarters at least: plans that list KPIs are not looked at closer.

One that begins a page or a sheet may name them once, over a table.
"""
_MOST_IN_VAIN = 20
"""Parts in a row that are no report, by which a long list of KPIs is known; each costs a look."""
_TITLE = re.compile(
    rf"^[\s*|#]{{0,20}}(?:[0-9๐-๙]{{1,2}}\s?[.)]?\s{{0,3}})?(?:{flex('ชื่อ')}(?:{flex('ของ')})?)?{flex('ตัวชี้วัด')}"
    r"\s{0,9}(?:[:：]|$)",
    re.MULTILINE,
)


class Bound(NamedTuple):
    """A report that a file binds: a source of its own, its family, and what tells it from others."""

    source: Source
    layout: Layout
    confidence: float
    identity: tuple[str | None, ...]


def bound_reports(source: Source, layout: Layout) -> list[Bound]:
    """Return the reports that a file binds; none where it is one report.

    `layout` is the family that the whole file looks like. A file is cut only where every part is
    surely a report by itself and no two parts say the same: a page that prints its report twice is
    one report.
    """
    if layout.name not in BOUND:
        return []
    heads = _heads(source)
    if len(heads) < 2:
        return []
    tops = set(_page_tops(source.text))
    parts: list[tuple[Span, Bound | None]] = []
    in_vain = 0
    for start, end in zip(heads, [*heads[1:], len(source.clean)], strict=True):
        told = len(_QUARTERS.findall(source.clean, start, end))
        may_report = told >= _TOLD or (told > 0 and start in tops)
        report = _report_in(_part(source, start, end)) if may_report else None
        in_vain = 0 if report else in_vain + may_report
        if in_vain > _MOST_IN_VAIN:
            return []
        if report or not parts:
            parts.append(((start, end), report))
        else:
            parts[-1] = ((parts[-1][0][0], end), None)
    if len(parts) < 2:
        return []
    if heads[0]:
        parts[0] = ((0, parts[0][0][1]), None)
    # Only parts that grew since are looked at again.
    reports = [report or _report_in(_part(source, *span)) for span, report in parts]
    found = [report for report in reports if report is not None]
    is_told_apart = len({report.identity for report in found}) == len(parts)
    return found if is_told_apart else []


def _heads(source: Source) -> list[int]:
    """Return where reports may begin: at a title, or at the top of the page that it stands on."""
    clean = source.clean
    titles = {match.start() for match in _TITLE.finditer(clean)}
    titles |= {clean.rfind("\n", 0, match.start()) + 1 for match in CODE.finditer(clean)}
    tops = _page_tops(source.text)
    heads = []
    for title in sorted(titles):
        top = max((at for at in tops if title - _LEAD <= at <= title), default=title)
        heads.append(top)
    return sorted(set(heads))


def _page_tops(text: Text) -> list[int]:
    tops, page = [], None
    for segment in text.segments:
        if segment.page != page and segment.raw_start != segment.raw_end:
            tops.append(segment.start)
            page = segment.page
    return tops


def _report_in(part: Source) -> Bound | None:
    """Return the report that a part surely is, None where it is none."""
    layout, confidence = recognised(part)
    if confidence < _SURE or layout.name not in _REPORTS:
        return None
    record = layout.extract(part).record
    if not isinstance(record, KpiReport) or record.title is None:
        return None
    title = "".join(record.title.split())
    results = [quarter.result for quarter in record.quarters]
    identity = (record.kpi_code, title, record.sequence, record.fiscal_year, *results)
    return Bound(part, layout, confidence, identity)


def _part(source: Source, start: int, end: int) -> Source:
    """Return a stretch of the clean text as a source: its pages, and the tables that stand in it."""
    text = source.text.part(start, end)
    inside = {page: (first, last) for page, first, last in text.extents()}
    tables = [
        table
        for table in source.document.tables
        if all(
            cell.page in inside
            and inside[cell.page][0] <= cell.start
            and cell.end <= inside[cell.page][1]
            for cell in table.cells
        )
    ]
    return Source(dataclasses.replace(source.document, tables=tables), text)
