"""The web form by which ministries report a project's KPI: numbered fields, a round, a result."""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.kpi_parts import fill_items, fill_title
from extractors.layouts.labels import flex
from extractors.layouts.tables.fields import fill_part
from extractors.layouts.tables.find import LONGEST_CARD
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.labelled import Part, first_line, mark_labels, read_parts
from extractors.thai.dates import find_dates
from extractors.thai.numerals import ascii_digits
from extractors.thai.years import fiscal_quarter
from schemas.kpi_report import KpiReport, Strategy
from schemas.section import Section

_ROUND = re.compile(rf"^.{{0,20}}{flex('ห้วง')}", re.MULTILINE)
_QUARTER = re.compile(rf"{flex('ไตรมาส')}\s*(?:{flex('ที่')})?\s*(?P<quarter>[1-4๑-๔])(?![0-9๐-๙])")
_LINK = re.compile(r"^[^\S\n]*(?P<mark>[6๖]\s?\.\s?[1-9๑-๙][.)]?)(?![0-9๐-๙])", re.MULTILINE)
_BEFORE = ("agency", "project", "title", "target", "budget", "round", "links")
"""Fields that stand above the plan links; their words inside a link open nothing."""
_CORE = ("agency", "project", "title", "budget", "round", "report")


class MinistryForm:
    """The layout `ministry_form`."""

    name = "ministry_form"

    def recognise(self, source: Source) -> float:
        """Return how many of the numbered fields are there; the round's label must be."""
        if (
            len(source.clean) > LONGEST_CARD
            or is_foreign(source)
            or not _ROUND.search(source.clean)
        ):
            return 0.0
        parts = read_parts(source, self.name)
        names = {part.name for part in parts}
        numbered = sum(part.number is not None for part in parts)
        core = len(names & set(_CORE))
        if "round" not in names or "report" not in names or core < 4:
            return 0.0
        return min(0.97, 0.4 + 0.08 * core + 0.03 * numbered)

    def extract(self, source: Source) -> Reading:
        """Read the form; the plan links of section 6 are strategies, not quarters."""
        record = KpiReport()
        reading = Reading(record)
        parts = self._without_links(source, reading, record, read_parts(source, self.name))
        head = source.strip(0, parts[0].label[0] if parts else len(source.clean))
        if head is not None:
            reading.labels.append(head)
        quarter = self._round(source, reading, record, parts)
        for part in parts:
            self._part(source, reading, record, part, quarter)
        if record.title is None and record.projects:
            record.title = record.projects[0]
            reading.fields["title"] = reading.fields["projects.0"]
        mark_labels(source, reading, parts)
        return reading

    def _without_links(
        self, source: Source, reading: Reading, record: KpiReport, parts: list[Part]
    ) -> list[Part]:
        """Read the lines numbered 6.1 to 6.9 as strategies; labels inside them open nothing."""
        marks = list(_LINK.finditer(source.clean))
        spans = []
        for match, following in zip(marks, [*marks[1:], None], strict=False):
            ends = [part.label[0] for part in parts if part.label[0] >= match.end()]
            ends = [end for end in ends if part_at(parts, end).name not in _BEFORE]
            stop = following.start() if following else min(ends, default=len(source.clean))
            text = source.strip(match.end(), stop)
            reading.labels.append(match.span("mark"))
            spans.append((match.start(), stop))
            if text is None:
                continue
            reading.fields[f"strategies.{len(record.strategies)}.text"] = text
            record.strategies.append(Strategy(text=source.slice(text)))
            reading.quiet.append((match.start(), stop))
        return [
            part
            for part in parts
            if not any(a <= part.label[0] < b and part.name != "links" for a, b in spans)
        ]

    def _round(
        self, source: Source, reading: Reading, record: KpiReport, parts: list[Part]
    ) -> int | None:
        """Fill the fiscal year from the round's dates; return its quarter."""
        body = next((part.body for part in parts if part.name == "round"), None)
        if body is None:
            return None
        line = first_line(source, body)
        named = _QUARTER.search(source.clean, *line)
        days = [
            found for found in find_dates(source.clean[line[0] : line[1]])
            if found.valid and found.year_given and found.precision == "day"
        ]  # fmt: skip
        found = fiscal_quarter(days[-1].iso) if days else None
        if found is not None:
            record.fiscal_year, record.fiscal_year_basis = str(found[0]), "inferred"
        if named is not None:
            return int(ascii_digits(named["quarter"]))
        return found[1] if found else None

    def _part(
        self, source: Source, reading: Reading, record: KpiReport, part: Part, quarter: int | None
    ) -> None:
        body = part.body
        if part.name == "report":
            self._report(source, reading, record, part, quarter)
        elif body is None:
            return
        elif part.name == "title":
            fill_title(source, reading, record, first_line(source, body))
            reading.labels.append(body)
        elif part.name == "project":
            record.projects = fill_items(source, reading, "projects", body) or [
                source.slice(body) or ""
            ]
            reading.fields.setdefault("projects.0", body)
            reading.quiet.append(body)
        elif part.name == "agency":
            record.agency = source.slice(body)
            reading.fields["agency"] = body
            reading.quiet.append(body)
        elif part.name == "responsible":
            record.responsible = source.slice(body)
            reading.fields["responsible"] = body
            reading.quiet.append(body)
        elif part.name in ("budget", "round", "links"):
            reading.sections.append(Section(name="header", heading=part.label, body=body))
            if part.name != "links":
                reading.labels.append(body)
            reading.quiet.append(body)
        else:
            fill_part(source, reading, record, part)

    def _report(
        self, source: Source, reading: Reading, record: KpiReport, part: Part, quarter: int | None
    ) -> None:
        """Fill the narrative: of the round's quarter, or of the year."""
        name = f"quarter.{quarter}" if quarter else "summary"
        reading.sections.append(Section(name=name, heading=part.label, body=part.body))
        if part.body is None:
            return
        if quarter:
            record.quarters[quarter - 1].narrative = source.slice(part.body)
            reading.fields[f"quarters.{quarter - 1}.narrative"] = part.body
        else:
            record.summary = source.slice(part.body)
            reading.fields["summary"] = part.body


def part_at(parts: list[Part], start: int) -> Part:
    """Return the part whose label begins at a place."""
    return next(part for part in parts if part.label[0] == start)


LAYOUT = MinistryForm()
