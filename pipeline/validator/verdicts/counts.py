"""Verdicts of counts, totals, ratios, announced lists and weights by the number of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.validator.analysis import Analysis
from pipeline.validator.case import printed
from pipeline.validator.verdicts.ruling import Ruling, ids
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim, Verdict
from schemas.method_deck import MethodDeck


def count_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """A count or total is held against its parts, a number of batches against those named."""
    if claim.threshold:
        return Ruling("not_checkable", assumption="a bound to reach, not a result")
    if claim.notes.get("verdict"):
        return Ruling(claim.notes["verdict"], claim.notes.get("computation"))
    borrowed = case.bases.borrowed.get(claim.id)
    if borrowed is not None:
        why = f"the same counts stand for another group at level {borrowed.level}"
        return Ruling("unsupported", assumption=why, inputs=ids([borrowed]))
    found = case.bases.sum_of.get(claim.id)
    if found is not None:
        values = " + ".join(part.value or "" for part in found.parts)
        verdict: Verdict = "verified" if found.outcome == "fits" else "contradicted"
        sign = "=" if found.outcome == "fits" else "≠"
        return Ruling(verdict, f"{values} {sign} {claim.value}", inputs=ids(found.parts))
    if claim.unit == "รุ่น":
        batches = {c.batch for c in case.of_kind("count", "total") if c.batch is not None}
        if batches:
            verdict = "verified" if claim.value == str(len(batches)) else "not_checkable"
            return Ruling(verdict, f"{len(batches)} batches are named")
    parts = case.bases.batches_of(claim)
    if parts:
        values = " + ".join(part.value or "" for part in parts)
        return Ruling("verified", f"{values} = {claim.value}", inputs=ids(parts))
    return Ruling("not_checkable", assumption="nothing in the document adds up to it")


def served(case: Analysis) -> Iterator[tuple[ReadClaim, Ruling]]:
    """Yield the counts that serve in a verified computation: they are verified with it."""
    serving: dict[str, ReadClaim] = {}
    for share in case.bases.shares:
        if share.outcome == "fits" and share.numerator and share.denominator:
            for claim in (*share.numerator.claims, *share.denominator.claims):
                serving.setdefault(claim.id, share.claim)
    for found in case.bases.sums:
        if found.outcome == "fits":
            for claim in found.parts:
                serving.setdefault(claim.id, found.total)
    for claim in case.of_kind("count", "total"):
        if claim.verdict == "not_checkable" and claim.id in serving:
            by = serving[claim.id]
            yield claim, Ruling("verified", f"serves in {by.value} ({by.kind})", inputs=ids([by]))


def ratio_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """The parts of a ratio add up to 100 or 1."""
    parts = [Decimal(part) for part in claim.notes.get("parts", [])]
    whole = sum(parts, Decimal(0))
    computation = f"{' + '.join(str(part) for part in parts)} = {whole}"
    if whole in (1, 100):
        return Ruling("verified", computation)
    if len(parts) > 2 and Decimal(80) <= whole <= Decimal(120):
        return Ruling("contradicted", f"{computation}, not 100")
    return Ruling("not_checkable", computation, "parts of an unnamed whole")


def list_count_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """An announced number of items is held against the list that follows."""
    items = claim.notes.get("items")
    if items is None:
        return Ruling("not_checkable", assumption="no list follows")
    if str(items) == claim.value:
        return Ruling("verified", f"{items} items are listed")
    return Ruling("contradicted", f"{items} items are listed, {claim.value} announced")


def dimension_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """A dimension's weight is held against the number of its indicators."""
    number = printed(claim.value)
    if not isinstance(case.record, MethodDeck) or number is None:
        return Ruling("not_checkable", assumption="no rule of weights is printed")
    counts = {
        dimension.number: sum(
            (Decimal(project.indicators or "0") for project in dimension.projects), Decimal(0)
        )
        for dimension in case.record.dimensions
    }
    own = counts.get(str(claim.notes.get("dimension")), Decimal(0))
    whole = sum(counts.values(), Decimal(0))
    if own and own == number.value:
        return Ruling("verified", f"its indicators are {shown(own)}")
    if own and whole and 100 * own / whole == number.value:
        return Ruling("verified", f"100 × {shown(own)} / {shown(whole)} indicators")
    return Ruling("not_checkable", assumption="its weight follows from no count of indicators")
