"""The card of a self-assessment report: one KPI of an agreement, a round of 6, 9 or 12 months."""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.kpi_parts import fill_title
from extractors.layouts.labels import flex
from extractors.layouts.tables.fields import fill_part
from extractors.layouts.tables.find import LONGEST_CARD, card_tables, grids
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.heads import fill_round, fill_year, heading_agency
from extractors.layouts.tables.items import fill_items
from extractors.layouts.tables.labelled import Part, first_line, mark_labels, read_parts
from extractors.layouts.tables.rows import CardTable
from extractors.layouts.tables.steps import fill_steps
from schemas.kpi_report import KpiFields
from schemas.scorecard import Scorecard
from schemas.section import Section

_HEAD = re.compile(
    rf"{flex('รายงานผลการปฏิบัติราชการตามคำรับรอง')}|{flex('รายงานการประเมินผลตนเอง')}|self\s*assessment\s*report|\bSAR\b"
    rf"|{flex('แบบรายงานผลการดำเนินงานตามตัวชี้วัด')}|{flex('รายงานผลการดำเนินงานตามคำรับรอง')}",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(flex("ถ่วง"))
_OWN = ("supervisor", "collector", "report", "supporting_factors", "obstacles", "evidence")
_FIGURES = ("weight", "score", "weighted_score", "result")


class SarCard:
    """The layout `sar_card`."""

    name = "sar_card"

    def recognise(self, source: Source) -> float:
        """Return how many of the card's parts are there; it explains one KPI and scores it."""
        is_long = len(source.clean) > LONGEST_CARD
        if is_long or not _WEIGHTED.search(source.clean) or is_foreign(source):
            return 0.0
        names = {part.name for part in read_parts(source, self.name)}
        tables = _tables(source)
        figures = set(_FIGURES) & (names | {role for table in tables for role in table.roles})
        own = len(names & set(_OWN))
        items = [row for table in tables for row in table.rows if row.kind == "item"]
        if not {"weighted_score", "score"} & figures or "weight" not in figures or own < 3:
            return 0.0
        if len(items) > 3 and own < 4:
            return 0.0
        return min(0.98, 0.4 + 0.1 * own + 0.15 * bool(_HEAD.search(source.clean)))

    def extract(self, source: Source) -> Reading:
        """Read the card: its table's row, then the parts behind labels."""
        card = Scorecard()
        reading = Reading(card)
        tables = _tables(source)
        for table in tables:
            fill_items(source, reading, card, table)
            reading.sections.append(Section(name="table", body=table.span))
        parts = read_parts(source, self.name)
        parts = [part for part in parts if not _in_table(part, tables)]
        from_table = bool(card.items)
        if not card.items:
            card.items.append(KpiFields())
        item = card.items[0]
        for part in parts:
            self._part(source, reading, card, item, part, tables, from_table)
        self._criteria(source, reading, item, parts)
        mark_labels(source, reading, parts)
        self._head(source, reading, card, parts, tables)
        return reading

    def _part(
        self,
        source: Source,
        reading: Reading,
        card: Scorecard,
        item: KpiFields,
        part: Part,
        tables: list[CardTable],
        from_table: bool,
    ) -> None:
        body = _before(part, tables)
        part = part._replace(body=source.strip(*body) if body else None)
        if part.name == "title" and part.body is not None:
            line = first_line(source, part.body) if from_table else part.body
            fill_title(source, reading, item, line, "items.0.")
            item.sequence = item.sequence or part.number
            reading.labels.append(part.body)
        elif part.name == "criteria":
            reading.sections.append(Section(name="criteria", heading=part.label, body=part.body))
            if part.body is not None:
                reading.labels.append(part.body)
                reading.quiet.append(part.body)
        elif part.name == "result":
            fill_part(source, reading, item, part._replace(name="achieved"), "items.0.")
        elif not fill_part(source, reading, item, part, "items.0.") and part.body is not None:
            reading.labels.append(part.body)

    def _criteria(
        self, source: Source, reading: Reading, item: KpiFields, parts: list[Part]
    ) -> None:
        body = next((part.body for part in parts if part.name == "criteria"), None)
        fill_steps(source, reading, item, grids(source), body, "items.0.")

    def _head(
        self,
        source: Source,
        reading: Reading,
        card: Scorecard,
        parts: list[Part],
        tables: list[CardTable],
    ) -> None:
        starts = [part.label[0] for part in parts] + [table.span[0] for table in tables]
        end = min(starts, default=len(source.clean))
        head = source.strip(0, end)
        if head is not None:
            reading.labels.append(head)
            named = _HEAD.search(source.clean, *head)
            title = first_line(source, (named.start(), head[1]) if named else head)
            card.title = source.slice(title)
            reading.fields["title"] = title
            reading.sections.insert(0, Section(name="title", heading=title))
        agency = heading_agency(source, end)
        if agency is not None:
            card.agency = source.slice(agency)
            reading.fields["agency"] = agency
        elif card.items[0].agency is not None:
            card.agency = card.items[0].agency
        fill_year(source, reading, card, max(end, 400))
        fill_round(source, reading, card)


def _tables(source: Source) -> list[CardTable]:
    return [
        table
        for table in card_tables(source)
        if table.has("title") and table.has("weight") and table.has("weighted_score")
    ]


def _in_table(part: Part, tables: list[CardTable]) -> bool:
    return any(a <= part.label[0] < b for a, b in (table.span for table in tables))


def _before(part: Part, tables: list[CardTable]) -> tuple[int, int] | None:
    """Return a part's content without a table that stands in it."""
    if part.body is None:
        return None
    start, end = part.body
    for table in tables:
        if start <= table.span[0] < end:
            end = table.span[0]
        elif table.span[0] <= start < table.span[1]:
            start = min(end, table.span[1])
    return (start, end) if start < end else None


LAYOUT = SarCard()
