from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.case import printed
from pipeline.validator.cells import ScoreRow, joined, score_rows
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.numbers import NotComputable, agrees
from pipeline.validator.scoring.thresholds import (
    Below,
    Criteria,
    interpolate,
    score_range,
    whole_level,
)
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, interval, shorten, shown
from schemas.printed import Printed

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView
    from schemas.place import Place


class InterpolationMismatch(Rule):
    """A score differs from the one that its result earns on the printed criteria.

    Why it matters: the criteria were agreed before the year began.

    **Flagged**
        เกณฑ์ 60 / 65 / 70 / 75 / 80 ผลงาน 72 คะแนนที่ได้ 4.4000 (คำนวณได้ 3.4)
    **Fine**
        เกณฑ์ 60 / 65 / 70 / 75 / 80 ผลงาน 72 คะแนนที่ได้ 3.4000
    """

    code = "SCO211"
    name = "interpolation-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "คะแนนไม่ตรงกับเกณฑ์การให้คะแนนที่พิมพ์ไว้"
    why_th = "เกณฑ์การให้คะแนนตกลงกันไว้ก่อนเริ่มปี"
    kinds = frozenset(("scorecard", "kpi_report"))

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for row in score_rows(case):
            criteria = criteria_of(row.kpi)
            if criteria is None or row.score is None or row.result is None:
                continue
            right = interpolate(row.result.value.value, criteria)
            if not isinstance(right, Decimal):
                continue
            checked = True
            if not score_can_be(row.result.value, row.score.value, criteria):
                yield self._draft(case, row, criteria, right)
        if not checked:
            raise NotCheckable("no score stands beside its result and usable criteria")

    def _draft(self, case: Case, row: ScoreRow, criteria: Criteria, right: Decimal) -> Draft:
        assert row.score and row.result
        given, result = row.score.value, row.result.value
        steps = " / ".join(shown(threshold) for _, threshold in criteria.ordered)
        claims, places = joined([row.score, row.result])
        span, label = interval(given), shorten(row.label, 60)
        return Draft(
            f"“{label}” prints the score {given.text}, which stands for {span}, but the result "
            f"{result.text} earns {shown(right)} on its criteria ({steps}). {MAY_BE_WRONG}",
            f"“{label}” ระบุคะแนน {given.text} ซึ่งหมายถึงค่าในช่วง {span} แต่ผลงาน {result.text} "
            f"ตามเกณฑ์ ({steps}) ได้คะแนน {shown(right)} {MAY_BE_WRONG_TH}",
            claims=claims,
            places=[*places, *_thresholds(case, row.kpi)],
            expected=shown(right),
            actual=given.text,
            subject=row.kpi.prefix,
        )


def criteria_of(kpi: KpiView) -> Criteria | None:
    """Return a KPI's thresholds by score, None where fewer than two are printed as numbers."""
    points = []
    for criterion in kpi.fields.criteria:
        score, threshold = printed(criterion.score), printed(criterion.threshold)
        if score is not None and threshold is not None:
            points.append((score.value, threshold.value))
    return Criteria(tuple(points)) if len(points) >= 2 else None


def score_can_be(result: Printed, score: Printed, criteria: Criteria) -> bool:
    """Tell whether a result that prints so may earn a score that prints so.

    Milestone KPIs take whole levels, and some schemes give 0 below the first criterion.
    """
    schemes: tuple[Below, ...] = (1, 0)
    for below in schemes:
        span = score_range(result, criteria, below)
        whole = whole_level(result.value, criteria, below)
        if isinstance(span, NotComputable) or agrees(score.interval(), span):
            return True
        if isinstance(whole, Decimal) and score.decimals == 0 and score.value == whole:
            return True
        if agrees(score.interval("truncate"), span):
            return True
    return False


def _thresholds(case: Case, kpi: KpiView) -> list[Place]:
    fields = case.record.fields
    paths = [f"{kpi.prefix}criteria.{n}.threshold" for n in range(len(kpi.fields.criteria))]
    return [fields[path] for path in paths if path in fields]
