"""Verdicts of levels and points: held against the document's own ladder."""

from __future__ import annotations

from decimal import Decimal

from pipeline.validator.analysis import Analysis
from pipeline.validator.case import printed
from pipeline.validator.scoring.ladder import OnStep
from pipeline.validator.scoring.numbers import NotComputable
from pipeline.validator.verdicts.ruling import Ruling
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim


def ladder_step(case: Analysis, claim: ReadClaim, measure: str) -> Ruling:
    """A step's percent or points is held against the whole ladder's proportion."""
    kpi = case.kpi
    number = printed(claim.value)
    if kpi is None or claim.level is None or number is None:
        return Ruling("not_checkable", assumption="belongs to no step of a ladder")
    ladder = kpi.ladder
    proportional = ladder.is_proportional("percent" if measure == "percent" else "points")
    given = (ladder.percent_of_level if measure == "percent" else ladder.points_of_level)(
        claim.level
    )
    if isinstance(given, NotComputable):
        return Ruling("not_checkable", assumption=given.reason)
    if given != number.value:
        computation = f"level {claim.level} stands for {shown(given)} elsewhere on the ladder"
        return Ruling("contradicted", computation)
    if proportional is True:
        top = ladder.top()
        return Ruling("verified", f"level {claim.level} of {top}: {number.text} is its share")
    return Ruling("not_checkable", assumption="the ladder's steps are not proportional")


def level_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """A level is held against the reported value, or what the narratives support."""
    kpi, number = case.kpi, printed(claim.value)
    if kpi is None or number is None or claim.threshold:
        return Ruling("not_checkable", assumption="no ladder to hold it against")
    value = next((v for q, v in kpi.results if q.quarter == claim.quarter), None)
    if value is None and claim.quarter in (4, None):
        value = kpi.value("achieved.value")
    reached = kpi.reached(value) if value is not None else None
    if reached is not None and value is not None:
        computation = f"the reported {value.text} is level {reached}"
        if reached == number.value:
            return Ruling("verified", computation)
        return Ruling("contradicted", computation)
    if claim.quarter and case.evidence is not None:
        supported = case.evidence.supported_level(claim.quarter)
        if supported and supported >= number.value:
            return Ruling("verified", f"the narratives support level {supported}")
    return Ruling("unsupported", assumption="nothing in the document carries the level")


def score_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """Points are held against the level claimed beside them."""
    if claim.section in ("definition", "calculation"):
        return ladder_step(case, claim, "points")
    kpi, number = case.kpi, printed(claim.value)
    if kpi is None or number is None or claim.threshold:
        return Ruling("not_checkable", assumption="no rule of points to hold it against")
    level = level_beside(case, claim)
    given = kpi.ladder.points_of_level(level) if level is not None else None
    if given is None or isinstance(given, NotComputable):
        position = kpi.ladder.level_of_points(number)
        if isinstance(position, OnStep) and level is None:
            return Ruling("unsupported", f"{number.text} points are level {position.level}")
        return Ruling("not_checkable", assumption="no rule of points to hold it against")
    computation = f"level {level} earns {shown(given)} points"
    if given == number.value:
        return Ruling("verified", computation)
    return Ruling("contradicted", computation)


def level_beside(case: Analysis, claim: ReadClaim) -> int | None:
    """Return the level claimed directly beside, None where none is."""
    near = [
        other
        for other in case.of_kind("level", "result", "achieved")
        if other.quarter == claim.quarter
        and (other.kind == "level" or other.unit == "level")
        and other.section not in ("header", "table")
        and abs(other.span[0] - claim.span[0]) < 80
        and not other.threshold
    ]
    closest = min(near, key=lambda other: abs(other.span[0] - claim.span[0]), default=None)
    return int(Decimal(closest.value or "0")) if closest is not None else None
