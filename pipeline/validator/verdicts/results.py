"""Verdicts of results and targets: held against scale, header, ladder and what the quarter says."""

from __future__ import annotations

from decimal import Decimal

from pipeline.validator.analysis import Analysis
from pipeline.validator.case import KpiView, printed
from pipeline.validator.scoring.ladder import Between, Beyond, same_figure
from pipeline.validator.verdicts.ladder import level_ruling
from pipeline.validator.verdicts.ruling import Ruling, ids
from schemas.claim import ReadClaim


def view_of(case: Analysis, claim: ReadClaim) -> KpiView | None:
    """Return the KPI whose field a claim fills."""
    for kpi in case.kpis:
        if claim.field is not None and claim.field.startswith(kpi.prefix):
            return kpi
    return case.kpi


def result_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """A result is held against scale, header, ladder and the quarter's words."""
    kpi, number = view_of(case, claim), printed(claim.value)
    if kpi is None or number is None:
        return Ruling("not_checkable", assumption="no KPI to hold it against")
    if claim.unit == "level" and kpi.fields.unit not in ("level", None):
        return level_ruling(case, claim)
    others = [c for c in case.of_kind("result", "achieved") if view_of(case, c) is kpi]
    if (
        claim.kind == "result"
        and number.value == 0
        and len(kpi.results)
        and not any(value.value == 0 for _, value in kpi.results)
    ):
        return Ruling("not_checkable", assumption="0.00 beside other quarters: not reported")
    if kpi.is_off_scale(number):
        top = kpi.top_level
        return Ruling("contradicted", f"{number.text} is above the top of the scale, {top}")
    if claim.kind == "achieved" and kpi.results:
        last, value = kpi.results[-1]
        if not same_figure(number, value) and kpi.adds_quarters:
            parts = " + ".join(part.text for _, part in kpi.results)
            return Ruling("verified", f"{parts}, the sum of the quarters", inputs=ids(others))
        if not same_figure(number, value):
            computation = f"quarter {last.quarter}, the last reported, says {value.text}"
            return Ruling("contradicted", computation, inputs=ids(others))
    position = kpi.level_of(number)
    if isinstance(position, Between | Beyond) and kpi.fields.levels:
        return Ruling("contradicted", "lies on no step of the document's ladder")
    quarter = claim.quarter or (kpi.results[-1][0].quarter if kpi.results else 4)
    carried = _carried(case, kpi, claim, quarter)
    if carried is not None:
        return carried
    return Ruling("unsupported", assumption="no narrative of the quarter carries it")


def _carried(case: Analysis, kpi: KpiView, claim: ReadClaim, quarter: int) -> Ruling | None:
    """Return what the quarter's words say of a result: a level or figure they name, or evidence."""
    number = printed(claim.value)
    assert number is not None
    reached = kpi.reached(number)
    for other in case.claims:
        in_words = other.field is None and other.section != "table" and not other.threshold
        if other.quarter != quarter or not in_words:
            continue
        value = (
            printed(other.value)
            if other.kind in ("level", "percent", "count", "total", "score")
            else None
        )
        if value is None:
            continue
        if other.kind == "level" and reached is not None:
            if reached == value.value:
                return Ruling(
                    "verified", f"the narrative of quarter {quarter} claims level {reached}"
                )
            return Ruling(
                "contradicted", f"the narrative of quarter {quarter} claims level {value.text}"
            )
        same_unit = (
            (other.kind == "percent" and kpi.fields.unit == "percent")
            or (other.kind in ("count", "total") and kpi.fields.unit in ("count", "other"))
            or (other.kind == "score" and kpi.fields.unit == "score")
        )
        if same_unit and same_figure(value, number):
            return Ruling("verified", f"the narrative of quarter {quarter} gives {value.text}")
    evidence = case.evidence
    if evidence is None or reached is None or not evidence.support:
        return None
    if reached and evidence.supported_level(quarter) >= reached:
        return Ruling("verified", f"the narratives up to quarter {quarter} support level {reached}")
    gap = evidence.first_gap(quarter, reached)
    if gap is not None and gap.state == "in_progress":
        return Ruling("contradicted", f"level {gap.level} is reported in progress")
    return None


def target_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """A target is held against the other places where it is printed, and the scale."""
    kpi, number = view_of(case, claim), printed(claim.value)
    if kpi is None or number is None:
        return Ruling("not_checkable", assumption="no KPI to hold it against")
    others = [
        c for c in case.of_kind("target")
        if c is not claim and view_of(case, c) is kpi and c.value is not None
    ]  # fmt: skip
    differing = [c for c in others if Decimal(c.value or "0") != number.value]
    if differing:
        return Ruling(
            "contradicted", f"printed as {differing[0].value} elsewhere", inputs=ids(differing)
        )
    if kpi.is_off_scale(number):
        return Ruling("contradicted", f"above the top of the scale, {kpi.top_level}")
    if others:
        return Ruling("verified", "printed the same elsewhere", inputs=ids(others))
    top = kpi.ladder.top()
    if kpi.fields.unit == "level" and isinstance(top, int):
        return Ruling("verified", f"a level of the ladder, which ends at {top}")
    return Ruling("not_checkable", assumption="printed once only")
