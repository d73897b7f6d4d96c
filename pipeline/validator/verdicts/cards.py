"""Verdicts for the figures of score cards: weights, scores, weighted scores, totals, points.

Each figure is computed again from the others of its row, its criteria or its table.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.validator.case import Case, printed
from pipeline.validator.cells import ScoreRow, families, listed, score_rows
from pipeline.validator.rules.scoring.interpolation_mismatch import criteria_of, score_can_be
from pipeline.validator.rules.scoring.weighted_score_mismatch import divisors, weighted_fits
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.thresholds import interpolate
from pipeline.validator.scoring.weights import expected_total, total_range, weighted_score
from pipeline.validator.verdicts.parts import part_ruling, points_ruling
from pipeline.validator.verdicts.ruling import Ruling
from pipeline.validator.verdicts.totals import shown_total, total_score_ruling, total_weight_ruling
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim, Verdict
from schemas.printed import Printed
from schemas.scorecard import Scorecard

_FIELD = re.compile(
    r"(?:items\.\d+\.|parts\.\d+\.)?(?:weight|score|weighted_score)|total_weight|total_score"
    r"|competencies\.\d+\.\w+"
)
_KINDS = ("weight", "score", "points", "level")


def card_ruling(case: Case, claim: ReadClaim) -> Ruling | None:
    """Return the verdict of a claim that fills a figure of a card, None for other claims."""
    if claim.kind == "achieved":
        return _result(case, claim)
    path = claim.field
    if (
        claim.kind not in _KINDS
        or path is None
        or not _FIELD.fullmatch(path)
        or printed(claim.value) is None
    ):
        return None
    if path.startswith("competencies."):
        return points_ruling(case, claim, path)
    if path.startswith("parts."):
        return part_ruling(case, path)
    rows = score_rows(case)
    if path == "total_weight":
        return total_weight_ruling(rows, claim)
    if path == "total_score":
        return total_score_ruling(case, rows, claim)
    row = next((row for row in rows if path.startswith(row.kpi.prefix)), None)
    if row is None:
        return None
    name = path.removeprefix(row.kpi.prefix)
    if name == "weight":
        return _weight(case, rows, row)
    return _score(case, row) if name == "score" else _weighted(case, row)


def _result(case: Case, claim: ReadClaim) -> Ruling | None:
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
    sums = f"{listed([value.text for value in values])} = {shown_total(values)}"
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
