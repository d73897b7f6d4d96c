"""The score table of a ministry, department or unit: KPIs with weights, criteria and scores."""

from __future__ import annotations

from extractors.layouts.base import Reading, Source
from extractors.layouts.tables.find import card_tables
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.heads import fill_head
from extractors.layouts.tables.items import fill_items
from extractors.layouts.tables.notes import around, read_band, read_totals
from extractors.layouts.tables.rows import scored
from schemas.scorecard import Scorecard
from schemas.section import Section


class ScoreTable:
    """The layout `score_table`."""

    name = "score_table"

    def recognise(self, source: Source) -> float:
        """Return how well a table's head names the columns of scores, 0 for other families."""
        if is_foreign(source):
            return 0.0
        tables = scored(card_tables(source))
        if not tables:
            return 0.0
        best = max(tables, key=lambda table: len(table.roles))
        known = sum(
            best.has(role) for role in ("title", "weight", "score", "weighted_score", "result")
        )
        return min(0.9, 0.35 + 0.1 * known + 0.1 * bool(best.steps))

    def extract(self, source: Source) -> Reading:
        """Read every score table of the document into one card."""
        card = Scorecard()
        reading = Reading(card)
        tables = scored(card_tables(source))
        for table in tables:
            fill_items(source, reading, card, table)
            reading.sections.append(Section(name="table", body=table.span))
        fill_head(source, reading, card, tables[0].span[0] if tables else 0)
        read_totals(source, reading, card, "table")
        read_band(source, reading, card)
        around(source, reading, [table.span for table in tables])
        return reading


LAYOUT = ScoreTable()
