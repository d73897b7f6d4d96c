"""Verdicts of letters and orders: the year of the number against the date."""

from __future__ import annotations

from pipeline.validator.analysis import Analysis
from pipeline.validator.verdicts.ruling import Ruling, ids
from schemas.claim import ReadClaim


def reference_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """The year of a letter's or order's number is held against its date."""
    year = claim.notes.get("year")
    dated = date_of(case, claim)
    if year is None or dated is None:
        return Ruling("not_checkable", assumption="its number has no year, or it has no date")
    ends = int((dated.value or "0")[:4]) + 543
    if year == ends:
        return Ruling("verified", f"number of {year}, dated {dated.value}", inputs=ids([dated]))
    return Ruling("contradicted", f"number of {year}, dated {dated.value}", inputs=ids([dated]))


def date_of(case: Analysis, reference: ReadClaim) -> ReadClaim | None:
    """Return the date that follows a letter's or order's number, None where none does."""
    after = [
        claim
        for claim in case.of_kind("date")
        if claim.section == reference.section and 0 <= claim.span[0] - reference.span[1] <= 30
    ]
    return min(after, key=lambda claim: claim.span[0], default=None)
