"""Every claim's ruling, by its kind."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.validator.analysis import Analysis
from pipeline.validator.dating import dating_of
from pipeline.validator.statuses import status_verdict
from pipeline.validator.verdicts.cards import card_ruling
from pipeline.validator.verdicts.counts import (
    count_ruling,
    dimension_ruling,
    list_count_ruling,
    ratio_ruling,
    served,
)
from pipeline.validator.verdicts.evaluations import evaluation_ruling
from pipeline.validator.verdicts.ladder import level_ruling, score_ruling
from pipeline.validator.verdicts.references import reference_ruling
from pipeline.validator.verdicts.results import result_ruling, target_ruling
from pipeline.validator.verdicts.ruling import Ruling, ids
from pipeline.validator.verdicts.shares import percent_ruling
from schemas.claim import ReadClaim
from schemas.scorecard import TableRecord


def give_verdicts(case: Analysis) -> None:
    """Give every claim of a case its verdict, with how it was reached or why it cannot be."""
    if case.record.kind == "unknown":
        nothing = Ruling("not_checkable", assumption="the document is of no known family")
        for claim in case.claims:
            _give(claim, nothing)
        return
    for claim in case.claims:
        ruling = card_ruling(case, claim) or _table_ruling(case, claim)
        _give(claim, ruling or _RULINGS.get(claim.kind, _no_ruling)(case, claim))
    if not isinstance(case.record, TableRecord):
        for claim, ruling in served(case):
            _give(claim, ruling)


def _give(claim: ReadClaim, ruling: Ruling) -> None:
    claim.verdict, claim.computation, claim.assumption = ruling[:3]
    claim.inputs = [name for name in ruling.inputs if name != claim.id]


def _table_ruling(case: Analysis, claim: ReadClaim) -> Ruling | None:
    """Return the verdict of a table's figure, None for other claims."""
    if not isinstance(case.record, TableRecord) or claim.section != "table":
        return None
    found, serves = case.tables.by_claim.get(claim.id), case.tables.serving.get(claim.id)
    if found is not None:
        return Ruling(found.verdict, found.formula, inputs=ids(found.inputs))
    if serves is not None:
        what = f"serves in {serves.claim.value} ({serves.claim.kind})"
        return Ruling("verified", what, inputs=ids([serves.claim]))
    return Ruling("not_checkable", assumption="no column or total of the table follows from it")


def _no_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    return Ruling("not_checkable", assumption="no rule tells what this follows from")


def _date_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    dating = dating_of(case, claim)
    return Ruling(dating.verdict, dating.computation, dating.assumption)


def _status_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    return Ruling(*status_verdict(case, claim))


_RULINGS: dict[str, Callable[[Analysis, ReadClaim], Ruling]] = {
    "percent": percent_ruling,
    "count": count_ruling,
    "total": count_ruling,
    "ratio": ratio_ruling,
    "list_count": list_count_ruling,
    "level": level_ruling,
    "score": score_ruling,
    "points": score_ruling,
    "result": result_ruling,
    "achieved": result_ruling,
    "target": target_ruling,
    "evaluation": evaluation_ruling,
    "date": _date_ruling,
    "reference": reference_ruling,
    "weight": dimension_ruling,
    "status": _status_ruling,
}
