"""The score table of a ministry, department or unit: KPIs with weights, criteria and scores."""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.parts.years import printed_fiscal_year, running_fiscal_year
from extractors.layouts.tables.find import card_tables
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.items import fill_items
from extractors.layouts.tables.notes import around, read_band, read_totals
from extractors.layouts.tables.rows import CardTable
from extractors.thai.numerals import ascii_digits
from schemas.scorecard import Scorecard
from schemas.section import Section

_LONGEST_TITLE = 200
_ROUND = re.compile(r"รอบ\s*(?:ที่\s*[12๑๒]\s*)?\(?\s*(?P<months>[69๖๙]|1\s?2|๑\s?๒)\s*เดือน")
_AGENCY = re.compile(
    r"^[^\S\n]*(?:(?:ชื่อ)?(?:หน่วยงาน|ส่วนราชการ|สังกัด|กระทรวง/กรม)\s*[:=]\s*)?(?P<name>(?:กระทรวง|กรม|สำนัก|ศูนย์|กอง|เทศบาล|องค์การ|ฝ่าย|มหาวิทยาลัย|สถาบัน|โรงพยาบาล|จังหวัด)[^\n:|]{2,80})$",
    re.MULTILINE,
)


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
        return min(0.95, 0.35 + 0.1 * known + 0.1 * bool(best.steps))

    def extract(self, source: Source) -> Reading:
        """Read every score table of the document into one card."""
        card = Scorecard()
        reading = Reading(card)
        tables = scored(card_tables(source))
        for table in tables:
            fill_items(source, reading, card, table)
            reading.sections.append(Section(name="table", body=table.span))
        self._head(source, reading, card, tables[0].span[0] if tables else 0)
        read_totals(source, reading, card, "table")
        read_band(source, reading, card)
        around(source, reading, [table.span for table in tables])
        return reading

    def _head(self, source: Source, reading: Reading, card: Scorecard, end: int) -> None:
        """Read title, agency, year and round from the lines above the first table."""
        lines = [line for line in source.lines if line.end <= end]
        if lines and len(lines[0].text) <= _LONGEST_TITLE:
            span = source.strip(lines[0].start, lines[0].end)
            if span is not None:
                card.title = source.slice(span)
                reading.fields["title"] = span
                reading.sections.insert(0, Section(name="title", heading=span))
        year = printed_fiscal_year(source, [(0, end)])
        if year is not None:
            card.fiscal_year, reading.fields["fiscal_year"] = year
        card.fiscal_year = card.fiscal_year or running_fiscal_year(source)
        card.fiscal_year_basis = "printed" if card.fiscal_year else None
        fill_round(source, reading, card, end)
        agency = _AGENCY.search(source.clean, 0, end)
        if agency is not None:
            card.agency = " ".join(agency["name"].split())
            reading.fields["agency"] = agency.span("name")


def fill_round(source: Source, reading: Reading, card: Scorecard, end: int) -> None:
    """Fill the round of 6, 9 or 12 months."""
    match = _ROUND.search(source.clean, 0, end)
    if match is not None:
        card.round = "".join(ascii_digits(match["months"]).split())
        reading.fields["round"] = match.span("months")


def scored(tables: list[CardTable]) -> list[CardTable]:
    """Return the tables that weigh and score KPIs."""
    return [
        table
        for table in tables
        if table.has("weight")
        and (table.has("score") or table.has("weighted_score"))
        and (table.has("title") or table.has("job"))
        and any(row.kind == "item" for row in table.rows)
    ]


LAYOUT = ScoreTable()
