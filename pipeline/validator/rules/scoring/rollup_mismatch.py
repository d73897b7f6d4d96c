from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.cells import (
    Cell,
    ScoreRow,
    cell,
    families,
    form_parts,
    joined,
    leaves,
    listed,
    score_rows,
)
from pipeline.validator.intervals import as_interval, scale
from pipeline.validator.intervals import total as sum_of
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.scoring.weights import weighted_mean
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, interval, shorten, shown
from schemas.printed import Interval
from schemas.scorecard import Scorecard

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class RollupMismatch(Rule):
    """Targets or scores of the rows below do not roll up to the row or total above.

    Why it matters: the upper figure is the one that is reported further.

    **Flagged**
        ตัวชี้วัด 2 เป้าหมาย 500 ราย · 2.1 เป้าหมาย 180 ราย · 2.2 เป้าหมาย 220 ราย (รวมได้ 400)
    **Fine**
        ตัวชี้วัด 2 เป้าหมาย 400 ราย · 2.1 เป้าหมาย 180 ราย · 2.2 เป้าหมาย 220 ราย
    """

    code = "SCO214"
    name = "rollup-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "เป้าหมายหรือคะแนนของรายการย่อยรวมไม่ได้เท่ารายการหลัก"
    why_th = "ตัวเลขของรายการหลักเป็นค่าที่รายงานต่อไป"
    kinds = frozenset(("scorecard",))

    def check(self, case: Case) -> Iterator[Draft]:
        card = case.record
        assert isinstance(card, Scorecard)
        groups = families(score_rows(case))
        checked = False
        for parent, members in groups:
            if parent is None:
                whole = cell(case, "total_score", card.total_score)
                sums = _parts(case) if card.competencies else totals_of(members)
                sums = sums or totals_of(leaves(score_rows(case)))
                if whole is not None and sums:
                    checked = True
                    yield from _compare(whole, sums, "The total score", "คะแนนรวม", members)
                continue
            label = shorten(parent.label, 50)
            if parent.target is not None and (added := _targets(parent, members)) is not None:
                checked = True
                yield from _compare(
                    parent.target, [added], f"The target of “{label}”", f"เป้าหมายของ “{label}”",
                    [row for row in members if row.target], [r.target for r in members if r.target],
                )  # fmt: skip
            means = _means(members)
            if parent.score is not None and means and not parent.kpi.fields.criteria:
                checked = True
                yield from _compare(
                    parent.score, means, f"The score of “{label}”", f"คะแนนของ “{label}”", members
                )
        if not checked:
            raise NotCheckable("no total and no row with rows below it")


def _compare(
    whole: Cell,
    spans: list[Interval],
    what: str,
    what_th: str,
    members: list[ScoreRow],
    cells: list[Cell] | None = None,
) -> Iterator[Draft]:
    if any(agrees(whole.value.interval(), span) for span in spans):
        return
    parts = cells or [c for row in members if (c := row.weighted or row.score) is not None]
    claims, places = joined([whole, *parts])
    right = shown((spans[0].lo + spans[0].hi) / 2)
    figures = listed([part.value.text for part in parts])
    span = interval(whole.value)
    yield Draft(
        f"{what} is {whole.value.text}, which stands for {span}, but the rows below give {right} "
        f"({figures}). {MAY_BE_WRONG}",
        f"{what_th}คือ {whole.value.text} ซึ่งหมายถึงค่าในช่วง {span} แต่รายการย่อยให้ค่า {right} "
        f"({figures}) {MAY_BE_WRONG_TH}",
        claims=claims,
        places=places,
        expected=right,
        actual=whole.value.text,
        subject=what,
    )


def _targets(parent: ScoreRow, members: list[ScoreRow]) -> Interval | None:
    """Return the sum of the children's targets; only counts of one unit add up."""
    unit = parent.kpi.fields.unit_text
    if parent.kpi.fields.unit != "count" or len(members) < 2:
        return None
    if any(row.target is None or row.kpi.fields.unit_text != unit for row in members):
        return None
    return sum_of(as_interval(row.target.value) for row in members if row.target)


def _means(members: list[ScoreRow]) -> list[Interval]:
    """Return the weighted mean of the children's scores, as the interval of what is printed."""
    ends = []
    for side in ("lo", "hi"):
        pairs = [
            (getattr(as_interval(row.score.value), side), row.weight.value.value)
            for row in members
            if row.score and row.weight
        ]
        if len(pairs) < len(members) or not pairs:
            return []
        mean = weighted_mean(pairs)
        if not isinstance(mean, Decimal):
            return []
        ends.append(mean)
    return [Interval(min(ends), max(ends))]


def _parts(case: Case) -> list[Interval]:
    """Return the sum of a personal form's weighed parts, nothing where one is not printed."""
    weighted = [part[2] for part in form_parts(case)]
    known = [each for each in weighted if each is not None]
    if len(known) < 2 or len(known) < len(weighted):
        return []
    return [sum_of(as_interval(each.value) for each in known)]


def totals_of(members: list[ScoreRow]) -> list[Interval]:
    """Return what the total may be: the sum of weighted scores as printed, the weighted mean, each
    also as percent of a scale that ends at five, or the sum of score × weight."""
    found: list[Interval] = []
    means = _means(members)
    weighted = [row.weighted for row in members if row.weighted]
    if len(weighted) == len(members):
        faces = sum_of(Interval.point(each.value.value) for each in weighted)
        spans = sum_of(as_interval(each.value) for each in weighted)
        found.append(faces if means else spans)
    found += means
    products = [span for row in members if (span := _product(row)) is not None]
    if len(products) == len(members) and products:
        sums = sum_of(products)
        found += [sums, scale(sums, Decimal("0.01"))]
    if len(members) < 2:
        return []
    return [*found, *(scale(span, 20) for span in found)]


def _product(row: ScoreRow) -> Interval | None:
    if row.score is None or row.weight is None:
        return None
    return scale(as_interval(row.score.value), row.weight.value.value)
