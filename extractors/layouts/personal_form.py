"""A person's evaluation: weighed and scored KPIs, competencies, the total and its band."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.labels import flex
from extractors.layouts.parts.titles import read_title
from extractors.layouts.tables.columns import bare, squash
from extractors.layouts.tables.find import LONGEST_CARD, card_tables
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.heads import fill_head
from extractors.layouts.tables.items import claim_figure, figure, fill_items
from extractors.layouts.tables.notes import around, read_band, read_person, read_totals
from extractors.layouts.tables.rows import TOTAL, CardRow, CardTable
from schemas.scorecard import Competency, Scorecard
from schemas.section import Section
from schemas.text import Span

_HEAD = re.compile(
    rf"{flex('แบบ')}(?:{flex('สรุป')})?(?:{flex('การ')})?{flex('ประเมินผล')}(?:{flex('การปฏิบัติ')}|{flex('สัมฤทธิ์')})"
    rf"|{flex('ข้อตกลงการปฏิบัติราชการ')}|{flex('รายบุคคล')}"
)
_EVALUATED = re.compile(rf"{flex('ผู้รับการประเมิน')}")
_SKILLS = re.compile(rf"{flex('สมรรถนะ')}|competenc", re.IGNORECASE)
_PARTS = bare("ผลสัมฤทธิ์|สมรรถนะ|พฤติกรรม|^องค์ประกอบที่")


class PersonalForm:
    """The layout `personal_form`."""

    name = "personal_form"

    def recognise(self, source: Source) -> float:
        """Return how sure a person is evaluated: KPIs or competencies in tables, and a name."""
        if len(source.clean) > LONGEST_CARD or is_foreign(source):
            return 0.0
        tables = card_tables(source)
        results = [table for table in tables if _is_results(table)]
        skills = [table for table in tables if _is_skills(table)]
        if not results and not skills:
            return 0.0
        clean = source.clean
        marks = (
            bool(_HEAD.search(clean)),
            bool(_EVALUATED.search(clean)),
            bool(skills),
            bool(_SKILLS.search(clean)),
        )
        if sum(marks) < 2 or not (marks[1] or marks[2]):
            return 0.0
        return min(0.97, 0.5 + 0.13 * sum(marks))

    def extract(self, source: Source) -> Reading:
        """Read results, competencies and summary; the total is that of the summary."""
        card = Scorecard()
        reading = Reading(card)
        tables = card_tables(source)
        taken: list[Span] = []
        for table in tables:
            if _is_skills(table):
                _competencies(source, reading, card, table)
            elif _is_summary(table):
                _summary(source, reading, card, table)
            elif _is_results(table):
                total = card.total_score
                fill_items(source, reading, card, table)
                card.total_score = card.total_score or total
            else:
                continue
            taken.append(table.span)
            reading.sections.append(Section(name="table", body=table.span))
        fill_head(source, reading, card, min((start for start, _ in taken), default=0))
        read_person(source, reading, card)
        read_totals(source, reading, card, "table")
        read_band(source, reading, card)
        around(source, reading, taken)
        return reading


def _is_results(table: CardTable) -> bool:
    return (
        table.has("weight")
        and (table.has("score") or table.has("weighted_score"))
        and not _is_summary(table)
    )


def _is_skills(table: CardTable) -> bool:
    return table.has("expected") and table.has("shown")


def _is_summary(table: CardTable) -> bool:
    """Tell whether a table's rows are the form's parts, not KPIs; remarks below are neither."""
    parts = [row for row in table.rows if row.kind == "item"]
    parts = parts or [row for row in table.rows if row.kind == "group"]
    return bool(parts) and all(_PARTS.search(squash(_name(row))) for row in parts)


def _name(row: CardRow) -> str:
    for role in ("title", "dimension", "job"):
        if role in row.cells and row.cells[role].text:
            return row.cells[role].text
    return row.first


def _competencies(source: Source, reading: Reading, card: Scorecard, table: CardTable) -> None:
    reading.labels.append(table.span)
    for row in table.rows:
        reading.labels.extend(row.spans())
        name = row.span("title") or row.span("job")
        has_level = figure(source, row.span("expected")) or figure(source, row.span("shown"))
        if row.kind == "head" or name is None or not has_level or TOTAL.match(squash(row.first)):
            reading.quiet.extend(row.spans())
            continue
        path = f"competencies.{len(card.competencies)}."
        points = row.span("points") or row.span("score")
        title = read_title(source, name)
        name = title.span or name
        reading.fields[path + "name"] = name
        reading.quiet.extend(row.spans())
        card.competencies.append(
            Competency(
                name=source.slice(name),
                expected=claim_figure(
                    source, reading, "level", path + "expected", row.span("expected"), "table"
                ),
                shown=claim_figure(
                    source, reading, "level", path + "shown", row.span("shown"), "table"
                ),
                points=claim_figure(source, reading, "points", path + "points", points, "table"),
            )
        )


def _summary(source: Source, reading: Reading, card: Scorecard, table: CardTable) -> None:
    """Take the form's total; its parts are claims of their own, `parts.0.score` and so on."""
    reading.labels.append(table.span)
    number = 0
    for row in table.rows:
        reading.labels.extend(row.spans())
        total = row.span("weighted_score") or row.span("score")
        if row.kind == "total" and figure(source, total):
            reading.claims = [c for c in reading.claims if c.field != "total_score"]
            card.total_score = claim_figure(source, reading, "score", "total_score", total, "table")
        elif row.kind != "total":
            for role in ("weight", "score", "weighted_score"):
                _part(source, reading, f"parts.{number}.{role}", role, row.span(role))
            number += 1


def _part(source: Source, reading: Reading, path: str, role: str, span: Span | None) -> None:
    found = figure(source, span)
    if found is not None and span is not None:
        kind = "weight" if role == "weight" else "score"
        reading.claims.append(FieldClaim(kind, found.value, span, "table", path))  # type: ignore[arg-type]


LAYOUT = PersonalForm()
