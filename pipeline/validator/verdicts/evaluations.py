"""Verdicts of evaluations: the overall one, its components and the inspection's value."""

from __future__ import annotations

from pipeline.validator.analysis import Analysis
from pipeline.validator.case import KpiView, printed
from pipeline.validator.verdicts.results import view_of
from pipeline.validator.verdicts.ruling import Ruling
from schemas.claim import ReadClaim

NOT_EVALUATED = "0 means not evaluated here, never failed"


def evaluation_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """An evaluation is held against component 2.1 or the inspection's value."""
    kpi, number = view_of(case, claim), printed(claim.value)
    if kpi is None or number is None or claim.field is None:
        return Ruling("not_checkable", assumption="nothing to hold it against")
    path = claim.field.removeprefix(kpi.prefix)
    inspection = kpi.value("inspection.value")
    if path == "inspection.value":
        named = kpi.fields.inspection.quarter
        value = kpi.value(f"quarters.{named - 1}.evaluation") if named else None
        if value is None:
            return Ruling("not_checkable", assumption="its quarter has no evaluation")
        if value.value == number.value:
            return Ruling("verified", f"equals the evaluation of quarter {named}")
        if 0 in (value.value, number.value):
            return Ruling("not_checkable", assumption=NOT_EVALUATED)
        return Ruling("contradicted", f"quarter {named} is evaluated {value.text}")
    if path.endswith(("_2_1", "_2_2")):
        return Ruling("not_checkable", assumption="a component's score alone")
    component = kpi.value(f"{path}_2_1")
    if component is not None and component.value == number.value:
        return Ruling("verified", "equals component 2.1")
    is_named = inspection is not None and (
        claim.quarter == 4 or kpi.fields.inspection.quarter == claim.quarter
    )
    if is_named and inspection is not None and inspection.value == number.value:
        return Ruling("verified", "copies the inspection value")
    if number.value == 0 or component is None or _is_unevaluated(kpi, path):
        return Ruling("not_checkable", assumption=NOT_EVALUATED)
    return Ruling("contradicted", f"component 2.1 is {component.text}")


def _is_unevaluated(kpi: KpiView, path: str) -> bool:
    parts = (kpi.value(f"{path}_2_1"), kpi.value(f"{path}_2_2"))
    return all(part is not None and part.value == 0 for part in parts)
