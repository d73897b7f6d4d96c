"""Verdicts of a personal form: its weighed parts and the points of its competencies."""

from __future__ import annotations

from decimal import Decimal

from pipeline.validator.case import Case, printed
from pipeline.validator.cells import families, form_parts, listed, score_rows
from pipeline.validator.rules.scoring.rollup_mismatch import totals_of
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.person import competency_percent, competency_points
from pipeline.validator.scoring.weights import expected_total, total_range, weighted_score
from pipeline.validator.verdicts.ruling import Ruling
from pipeline.validator.verdicts.totals import shown_total
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim
from schemas.printed import Interval
from schemas.scorecard import Scorecard


def part_ruling(case: Case, path: str) -> Ruling:
    """A part's weighted score follows from its score and weight, its score from what it sums up."""
    _, number, name = path.split(".")
    parts = form_parts(case)
    weight, score, weighted = parts[int(number)]
    if name == "weight":
        values = [part[0].value for part in parts if part[0]]
        formula = f"{listed([value.text for value in values])} = {shown_total(values)}"
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


def points_ruling(case: Case, claim: ReadClaim, path: str) -> Ruling:
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
