"""The KPI page of the city's KPI site, in any markup or as converted text, also without its head.

Read by its labels in reading order: title ` : ` code, target, result, type, inspection line, quarter
table, quarterly narratives, definition, calculation, sources, strategies, projects.
"""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.headings import Heading, find_headings, sections_of
from extractors.layouts.kpi_header import fill_inspection, read_header
from extractors.layouts.kpi_headings import PARTS, QUARTERS
from extractors.layouts.kpi_labels import (
    ACHIEVED,
    INSPECTION,
    TABLE_TITLE,
    TARGET,
    TYPE,
    find_achieved,
    find_target,
    uses_own_words,
)
from extractors.layouts.kpi_quarters import read_quarters, take_leads
from extractors.layouts.kpi_title import has_code, read_page_title
from extractors.layouts.labels import flex
from extractors.layouts.parts.agency import find_agency
from extractors.layouts.parts.filling import (
    fill_agency,
    fill_fiscal_year,
    fill_items,
    fill_levels,
    fill_strategies,
)
from extractors.layouts.parts.years import printed_fiscal_year
from extractors.layouts.quarter_grid import find_quarter_grid
from schemas.kpi_report import KpiReport
from schemas.section import Section
from schemas.text import Span

_EVIDENCE = re.compile(
    rf"{flex('หลักฐาน')}(?:{flex('การประเมิน')}|{flex('อ้างอิง')}|{flex('ประกอบ')})?\s*[:：]?\s*(?=[-–•(0-9๐-๙])"
)
_TOGETHER = 200
"""Characters between the labels of target and result at most."""
_TOLD = 3
"""Quarters with a result by which a table is known."""
_FEWEST_ABOVE = 2
"""Headings that must stand above the target before a page is read in that order."""


class BmaKpiPage:
    """The layout `bma_kpi_page`."""

    name = "bma_kpi_page"

    def recognise(self, source: Source) -> float:
        clean = source.clean
        target = find_target(clean, len(clean))
        achieved = find_achieved(clean, target, len(clean))
        if target is None or achieved is None:
            return 0.0
        coded = has_code(clean, max(target.start(), 1))
        marks = [
            TYPE.search(clean, achieved.end()) is not None,
            INSPECTION.search(clean) is not None,
            coded,
            TABLE_TITLE.search(clean) is not None,
            len(find_headings(source, QUARTERS, 0, len(clean))) >= 2,
            len(find_headings(source, PARTS, achieved.end(), len(clean))) >= 3
            or len(_above(source, target, achieved)) >= 2,
        ]
        if min(len(TARGET.findall(clean)), len(ACHIEVED.findall(clean))) > 3:
            return 0.2
        if not uses_own_words(target, achieved) and not (coded and sum(marks) >= 3):
            return 0.0
        if sum(marks) < 2:
            return 0.55 if _is_told(source) else 0.25
        # No other family prints such a code.
        return min(1.0, 0.25 + 0.15 * sum(marks) + (0.2 if coded and sum(marks) >= 3 else 0.0))

    def extract(self, source: Source) -> Reading:
        record = KpiReport()
        reading = Reading(record)
        clean = source.clean
        target = find_target(clean, len(clean))
        above = _above(source, target, find_achieved(clean, target, len(clean)))
        start = target.start() if above and target else 0
        headings = find_headings(source, (*QUARTERS, *PARTS), start, len(clean), ordered=True)
        head_end = headings[0].span[0] if headings else len(clean)
        target = find_target(clean, head_end)
        top = above[0].span[0] if above else target.start() if target else head_end
        title_end = read_page_title(source, reading, record, top)
        table_start = read_header(source, reading, record, head_end)
        fill_agency(source, reading, record, head_end)
        read_quarters(source, reading, record, table_start, head_end)
        sections = sections_of(source, headings, len(clean))
        if above:
            sections = [*sections_of(source, above, start), *sections]
        if record.inspection.quarter is None:
            sections = _inspected(source, reading, record, sections)
        self._parts(source, reading, record, sections)
        title = reading.fields.get("title", (0, 0))
        fill_fiscal_year(source, reading, record, [(title_end, head_end), (0, title[0])])
        return reading

    def _parts(
        self, source: Source, reading: Reading, record: KpiReport, sections: list[Section]
    ) -> None:
        reading.labels.extend(section.heading for section in sections if section.heading)
        take_leads(source, reading, record, sections)
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


def _inspected(
    source: Source, reading: Reading, record: KpiReport, sections: list[Section]
) -> list[Section]:
    """Take the inspection's line off the section it ends, where it stands below the quarters.

    A line inside a section is the section's own text.
    """
    for number, section in enumerate(sections):
        body = section.body
        match = INSPECTION.search(source.clean, *body) if body is not None else None
        if body is None or match is None or source.strip(match.end(), body[1]) is not None:
            continue
        if source.clean[: match.start()].rpartition("\n")[2].strip(" *"):
            continue
        fill_inspection(source, reading, record, match)
        shorter = section.model_copy(update={"body": source.strip(body[0], match.start())})
        return [*sections[:number], shorter, *sections[number + 1 :]]
    return sections


def _above(
    source: Source, target: re.Match[str] | None, achieved: re.Match[str] | None
) -> list[Heading]:
    """Return the headings of definition, calculation and sources that stand above the target.

    A rule that names the target in its text is no head: target and result must stand together.
    """
    if target is None or achieved is None or not 0 <= achieved.start() - target.end() <= _TOGETHER:
        return []
    found = find_headings(source, PARTS, 0, target.start())
    return found if len(found) >= _FEWEST_ABOVE else []


def _is_told(source: Source) -> bool:
    """Tell whether an office reports its quarters in a table, without the page's other marks."""
    found = find_quarter_grid(source, 0, len(source.clean))
    return (
        found is not None
        and sum(row.result is not None for row in found.rows) >= _TOLD
        and find_agency(source, 0, len(source.clean)) is not None
        and printed_fiscal_year(source, [(0, len(source.clean))]) is not None
    )


LAYOUT = BmaKpiPage()
__all__ = ["LAYOUT", "BmaKpiPage"]
