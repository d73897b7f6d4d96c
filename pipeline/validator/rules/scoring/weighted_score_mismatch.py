from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.cells import ScoreRow, cell, joined, score_rows
from pipeline.validator.intervals import as_interval
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.weights import expected_total, weighted_score
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, interval, shorten, shown
from schemas.printed import Interval
from schemas.scorecard import Scorecard

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class WeightedScoreMismatch(Rule):
    """A weighted score is not score × weight / total weight.

    Why it matters: the weighted scores make the unit's total.

    **Flagged**
        น้ำหนัก 20 คะแนนที่ได้ 3 คะแนนถ่วงน้ำหนัก 0.9 (3 × 20 / 100 = 0.6)
    **Fine**
        น้ำหนัก 20 คะแนนที่ได้ 3 คะแนนถ่วงน้ำหนัก 0.6
    """

    code = "SCO210"
    name = "weighted-score-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "คะแนนถ่วงน้ำหนักไม่ตรงกับคะแนนคูณน้ำหนัก"
    why_th = "คะแนนถ่วงน้ำหนักรวมกันเป็นคะแนนของหน่วยงาน"
    kinds = frozenset(("scorecard", "kpi_report"))

    def check(self, case: Case) -> Iterator[Draft]:
        rows = [row for row in score_rows(case) if row.weight and row.score and row.weighted]
        if not rows:
            raise NotCheckable("no weighted score stands beside its weight and score")
        wholes = divisors(case)
        for row in rows:
            if not any(weighted_fits(row, whole) for whole in wholes):
                yield self._draft(row, wholes[0])

    def _draft(self, row: ScoreRow, whole: Decimal) -> Draft:
        assert row.weight and row.score and row.weighted
        score, weight, given = row.score.value, row.weight.value, row.weighted.value
        again = weighted_score(score.value, weight.value, whole)
        result = shown(again) if isinstance(again, Decimal) else "-"
        formula = f"{score.text} × {weight.text} / {shown(whole)} = {result}"
        claims, places = joined([row.weighted, row.score, row.weight])
        span, label = interval(given), shorten(row.label, 60)
        return Draft(
            f"“{label}” prints the weighted score {given.text}, which stands for {span}, but "
            f"{formula}. {MAY_BE_WRONG}",
            f"“{label}” ระบุคะแนนถ่วงน้ำหนัก {given.text} ซึ่งหมายถึงค่าในช่วง {span} แต่ {formula} "
            f"{MAY_BE_WRONG_TH}",
            claims=claims,
            places=places,
            expected=result,
            actual=given.text,
            subject=row.kpi.prefix,
        )


def divisors(case: Case) -> list[Decimal]:
    """Return the totals that weighted scores may be divided by: 100 or 1, and the table's own."""
    weights = [row.weight.value for row in score_rows(case) if row.weight]
    found = [expected_total(weights), Decimal(100), Decimal(1)]
    if isinstance(case.record, Scorecard):
        whole = cell(case, "total_weight", case.record.total_weight)
        tops = [row for row in score_rows(case) if "." not in (row.kpi.fields.sequence or "")]
        sums = sum((row.weight.value.value for row in tops if row.weight), Decimal(0))
        found += [whole.value.value] if whole else []
        found += [sums] if len(tops) > 1 else []
    return [value for value in found if value > 0]


def weighted_fits(row: ScoreRow, whole: Decimal) -> bool:
    """Tell whether any values that print so multiply to one that prints as the weighted score."""
    assert row.weight and row.score and row.weighted
    score, given = as_interval(row.score.value), row.weight.value
    # Weights are agreed figures; only one such as 33.33 is itself rounded.
    weight = as_interval(given) if given.decimals > 1 else Interval.point(given.value)
    low = weighted_score(score.lo, max(weight.lo, Decimal(0)), whole)
    high = weighted_score(score.hi, weight.hi, whole)
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return True  # a negative weight tells nothing of the score
    return agrees(row.weighted.value.interval(), Interval(min(low, high), max(low, high)))
