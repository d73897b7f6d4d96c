"""Verdicts of a card's totals: weights and scores added up again."""

from __future__ import annotations

from decimal import Decimal

from pipeline.validator.case import Case, printed
from pipeline.validator.cells import ScoreRow, families, form_parts, leaves, listed
from pipeline.validator.intervals import as_interval
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.rules.scoring.rollup_mismatch import totals_of
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.weights import total_range
from pipeline.validator.verdicts.ruling import Ruling
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim
from schemas.printed import Printed
from schemas.scorecard import Scorecard


def total_weight_ruling(rows: list[ScoreRow], claim: ReadClaim) -> Ruling:
    """The weights of the rows that stand alone add up to their total."""
    members = families(rows)[0][1]
    values = [row.weight.value for row in members if row.weight]
    inputs = tuple(name for row in members if row.weight for name in row.weight.claims)
    whole = printed(claim.value)
    assert whole is not None
    if not values or len(values) < len(members):
        return Ruling("not_checkable", None, "weights of rows are missing")
    formula = f"{listed([value.text for value in values])} = {shown_total(values)}"
    fits = agrees(total_range(values), whole.value) or agrees(whole.interval(), total_range(values))
    return Ruling("verified" if fits else "contradicted", formula, None, inputs)


def total_score_ruling(case: Case, rows: list[ScoreRow], claim: ReadClaim) -> Ruling:
    """The weighted scores, or the parts of a personal form, give the total."""
    members = families(rows)[0][1]
    if form_parts(case):
        return _sum_of_parts(case, claim)
    spans = totals_of(members)
    if not spans:
        members = leaves(rows)
        spans = totals_of(members)
    whole = printed(claim.value)
    assert whole is not None
    parts = [cell for row in members if (cell := row.weighted or row.score)]
    inputs = tuple(name for cell in parts for name in cell.claims)
    if not spans:
        return Ruling("not_checkable", None, "scores or weights of rows are missing")
    fitting = next((span for span in spans if agrees(whole.interval(), span)), None)
    span = fitting or spans[0]
    figures = listed([cell.value.text for cell in parts])
    formula = f"{figures} give {shown((span.lo + span.hi) / 2)}"
    if fitting is None and isinstance(case.record, Scorecard) and case.record.competencies:
        return Ruling("not_checkable", formula, "the total holds the competencies' part too")
    return Ruling("contradicted" if fitting is None else "verified", formula, None, inputs)


def _sum_of_parts(case: Case, claim: ReadClaim) -> Ruling:
    """A personal form's total is the sum of its weighed parts."""
    weighted = [part[2] for part in form_parts(case)]
    known = [cell for cell in weighted if cell is not None]
    whole = printed(claim.value)
    if whole is None or len(known) < len(weighted) or len(known) < 2:
        return Ruling("not_checkable", None, "a part of the total is not printed")
    span = interval_total(as_interval(cell.value) for cell in known)
    formula = f"{listed([cell.value.text for cell in known])} = {shown((span.lo + span.hi) / 2)}"
    inputs = tuple(name for cell in known for name in cell.claims)
    fits = agrees(whole.interval(), span)
    return Ruling("verified" if fits else "contradicted", formula, None, inputs)


def shown_total(values: list[Printed]) -> str:
    """Return the sum of printed numbers."""
    return shown(sum((value.value for value in values), Decimal(0)))
