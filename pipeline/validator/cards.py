"""Verdicts for the figures of score cards: weights, scores, weighted scores, totals, points.

Each figure is computed again from the others of its row, its criteria or its table.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.validator.case import Case, printed
from pipeline.validator.cells import ScoreRow, families, form_parts, leaves, listed, score_rows
from pipeline.validator.intervals import as_interval
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.rules.scoring.interpolation_mismatch import criteria_of, score_can_be
from pipeline.validator.rules.scoring.rollup_mismatch import totals_of
from pipeline.validator.rules.scoring.weighted_score_mismatch import divisors, weighted_fits
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.person import competency_percent, competency_points
from pipeline.validator.scoring.thresholds import interpolate
from pipeline.validator.scoring.weights import expected_total, total_range, weighted_score
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim, Verdict
from schemas.printed import Interval, Printed
from schemas.scorecard import Scorecard

_FIELD = re.compile(
    r"(?:items\.\d+\.|parts\.\d+\.)?(?:weight|score|weighted_score)|total_weight|total_score"
    r"|competencies\.\d+\.\w+"
)


class Ruling(NamedTuple):
    """A verdict with its computation, what it assumes, and the claims that it rests on."""

    verdict: Verdict
    computation: str | None = None
    assumption: str | None = None
    inputs: tuple[str, ...] = ()


def card_ruling(case: Case, claim: ReadClaim) -> Ruling | None:
    """Return the verdict of a claim that fills a figure of a card, None for other claims."""
    path = claim.field
    if path is None or not _FIELD.fullmatch(path) or printed(claim.value) is None:
        return None
    if path.startswith("competencies."):
        return _points(case, claim, path)
    if path.startswith("parts."):
        return _part(case, path)
    rows = score_rows(case)
    if path == "total_weight":
        return _total_weight(rows, claim)
    if path == "total_score":
        return _total_score(case, rows, claim)
    row = next((row for row in rows if path.startswith(row.kpi.prefix)), None)
    if row is None:
        return None
    name = path.removeprefix(row.kpi.prefix)
    if name == "weight":
        return _weight(case, rows, row)
    return _score(case, row) if name == "score" else _weighted(case, row)


def result_ruling(case: Case, claim: ReadClaim) -> Ruling | None:
    """Return the verdict of a card's result: its printed score follows from it, or nothing does."""
    path = claim.field or ""
    row = next((row for row in score_rows(case) if path == f"{row.kpi.prefix}achieved.value"), None)
    if row is None or row.score is None or row.result is None:
        return None
    criteria = criteria_of(row.kpi)
    if criteria is None:
        return None
    if score_can_be(row.result.value, row.score.value, criteria):
        return Ruling(
            "verified", f"earns the printed score {row.score.value.text}", None, row.score.claims
        )
    right = interpolate(row.result.value.value, criteria)
    if not isinstance(right, Decimal):
        return None
    return Ruling(
        "unsupported", f"it earns {shown(right)}, not the printed {row.score.value.text}",
        None, row.score.claims,
    )  # fmt: skip


def _weight(case: Case, rows: list[ScoreRow], row: ScoreRow) -> Ruling:
    """A weight fits where its family adds up, or where its weighted score follows from it."""
    assert row.weight is not None
    parent, members = next(
        (family for family in families(rows) if any(row is member for member in family[1])),
        (None, [row]),
    )
    known = [member.weight for member in members if member.weight]
    values = [weight.value for weight in known]
    sums = f"{listed([value.text for value in values])} = {_total(values)}"
    goals = _goals(case, parent, values)
    complete = len(known) == len(members) and len(known) > 1
    if complete and any(agrees(total_range(values), goal) for goal in goals):
        inputs = tuple(name for weight in known for name in weight.claims)
        return Ruling("verified", sums, None, inputs)
    confirmed = row.score and row.weighted and any(weighted_fits(row, d) for d in divisors(case))
    if confirmed and row.weighted:
        computation = f"gives the weighted score {row.weighted.value.text}"
        return Ruling("verified", computation, None, row.weighted.claims)
    if complete and row.score and row.weighted:
        rest = goals[0] - sum((v.value for v in values), Decimal(0)) + row.weight.value.value
        again = weighted_score(row.score.value.value, rest, goals[0]) if rest > 0 else None
        if isinstance(again, Decimal) and agrees(row.weighted.value, again):
            computation = f"{sums}; {shown(rest)} gives the total and the weighted score"
            return Ruling("contradicted", computation)
    if len(members) < 2:
        return Ruling("not_checkable", None, "a single weight follows from nothing")
    if not complete:
        return Ruling("not_checkable", None, "weights of other rows are missing")
    return Ruling("not_checkable", sums, f"not {shown(goals[0])}; any of them may be wrong")


def _goals(case: Case, parent: ScoreRow | None, values: list[Printed]) -> list[Decimal]:
    """Return what a family's weights may add up to, the likeliest first."""
    usual = [expected_total(values), Decimal(100), Decimal(1)]
    if parent is not None and parent.weight is not None:
        return [parent.weight.value.value, *usual]
    card = case.record
    whole = printed(card.total_weight) if isinstance(card, Scorecard) else None
    if parent is None and whole is not None and whole.value > 0:
        return [*usual, whole.value] if agrees(total_range(values), whole.value) else usual
    return usual


def _total(values: list[Printed]) -> str:
    return shown(sum((value.value for value in values), Decimal(0)))


def _score(case: Case, row: ScoreRow) -> Ruling:
    assert row.score is not None
    criteria = criteria_of(row.kpi)
    if criteria is not None and row.result is not None:
        right = interpolate(row.result.value.value, criteria)
        if isinstance(right, Decimal):
            computation = f"the result {row.result.value.text} earns {shown(right)} on its criteria"
            fits = score_can_be(row.result.value, row.score.value, criteria)
            verdict: Verdict = "verified" if fits else "contradicted"
            return Ruling(verdict, computation, None, row.result.claims)
    if row.weight and row.weighted and any(weighted_fits(row, d) for d in divisors(case)):
        computation = f"× weight gives the weighted score {row.weighted.value.text}"
        return Ruling("verified", computation, None, (*row.weight.claims, *row.weighted.claims))
    if criteria is not None:
        return Ruling("unsupported", None, "no result stands beside its criteria")
    return Ruling("not_checkable", None, "no criteria are printed for it")


def _weighted(case: Case, row: ScoreRow) -> Ruling:
    assert row.weighted is not None
    if row.weight is None or row.score is None:
        return Ruling("not_checkable", None, "no weight or score stands beside it")
    wholes = divisors(case)
    inputs = (*row.score.claims, *row.weight.claims)
    whole = next((whole for whole in wholes if weighted_fits(row, whole)), None)
    again = weighted_score(row.score.value.value, row.weight.value.value, whole or wholes[0])
    if not isinstance(again, Decimal):
        return Ruling("not_checkable", None, "its weight is no weight")
    formula = (
        f"{row.score.value.text} × {row.weight.value.text} / {shown(whole or wholes[0])} = "
        f"{shown(again)}"
    )
    return Ruling("contradicted" if whole is None else "verified", formula, None, inputs)


def _total_weight(rows: list[ScoreRow], claim: ReadClaim) -> Ruling:
    members = families(rows)[0][1]
    values = [row.weight.value for row in members if row.weight]
    inputs = tuple(name for row in members if row.weight for name in row.weight.claims)
    whole = printed(claim.value)
    assert whole is not None
    if not values or len(values) < len(members):
        return Ruling("not_checkable", None, "weights of rows are missing")
    formula = f"{listed([value.text for value in values])} = {_total(values)}"
    fits = agrees(total_range(values), whole.value) or agrees(whole.interval(), total_range(values))
    return Ruling("verified" if fits else "contradicted", formula, None, inputs)


def _total_score(case: Case, rows: list[ScoreRow], claim: ReadClaim) -> Ruling:
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


def _part(case: Case, path: str) -> Ruling:
    """A part's weighted score follows from its score and weight, its score from what it sums up."""
    _, number, name = path.split(".")
    parts = form_parts(case)
    weight, score, weighted = parts[int(number)]
    if name == "weight":
        values = [part[0].value for part in parts if part[0]]
        formula = f"{listed([value.text for value in values])} = {_total(values)}"
        if agrees(total_range(values), expected_total(values)):
            return Ruling("verified", formula)
        return Ruling("not_checkable", formula, "the parts' weights do not add up")
    if name == "score" and score is not None:
        for what, right in _parts_percent(case):
            if agrees(score.value, right):
                return Ruling("verified", f"{what} give {shown((right.lo + right.hi) / 2)} percent")
        return Ruling("not_checkable", None, "the form's parts do not tell how it was reached")
    if weight is None or score is None or weighted is None:
        return Ruling("not_checkable", None, "no weight or score stands beside it")
    whole = expected_total([part[0].value for part in parts if part[0]])
    again = weighted_score(score.value.value, weight.value.value, whole)
    if not isinstance(again, Decimal):
        return Ruling("not_checkable", None, "its weight is no weight")
    formula = f"{score.value.text} × {weight.value.text} / {shown(whole)} = {shown(again)}"
    fits = agrees(weighted.value, again)
    return Ruling("verified" if fits else "contradicted", formula)


def _parts_percent(case: Case) -> list[tuple[str, Interval]]:
    """Return what the results and the competencies give in percent."""
    card = case.record
    assert isinstance(card, Scorecard)
    found = [("the weighted scores", span) for span in totals_of(families(score_rows(case))[0][1])]
    pairs = [
        (shown_level.value, expected.value)
        for one in card.competencies
        if (shown_level := printed(one.shown)) and (expected := printed(one.expected))
    ]
    percent = competency_percent(pairs) if len(pairs) == len(card.competencies) else None
    if isinstance(percent, Decimal):
        found.append(("the competencies", Interval.point(percent)))
    return found


def _points(case: Case, claim: ReadClaim, path: str) -> Ruling:
    """Points of a competency follow from the levels shown and expected."""
    card = case.record
    number = int(path.split(".")[1])
    if not isinstance(card, Scorecard) or number >= len(card.competencies):
        return Ruling("not_checkable", None, "no competency to hold it against")
    one = card.competencies[number]
    expected, reached = printed(one.expected), printed(one.shown)
    points = printed(one.points)
    if expected is None or reached is None or points is None:
        return Ruling("not_checkable", None, "no points stand beside its levels")
    right = competency_points(reached.value, expected.value)
    computation = f"{reached.text} shown of {expected.text} expected earns {right} points"
    if right == points.value:
        return Ruling("verified", computation)
    if not path.endswith(".points"):
        return Ruling("not_checkable", computation, f"printed are {points.text} points")
    if points.value > 3:
        return Ruling("not_checkable", None, "the form scores competencies by another rule")
    return Ruling("contradicted", computation)
