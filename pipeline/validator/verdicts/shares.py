"""Verdicts of percents: held against their counts, or against the ladder that they are steps of."""

from __future__ import annotations

from pipeline.validator.analysis import Analysis
from pipeline.validator.verdicts.ladder import ladder_step
from pipeline.validator.verdicts.ruling import Ruling, ids
from pipeline.validator.wording import ROUNDING_NAMES, WHERE, interval, shown
from schemas.claim import ReadClaim


def percent_ruling(case: Analysis, claim: ReadClaim) -> Ruling:
    """A percent is held against the counts that it is a share of."""
    if claim.threshold:
        return Ruling("not_checkable", assumption="a bound to reach, not a result")
    if claim.section in ("definition", "calculation"):
        return ladder_step(case, claim, "percent")
    if claim.field is not None:
        return Ruling("not_checkable", assumption="the document states no bases for it")
    share = case.bases.share_of.get(claim.id)
    if share is not None and share.open is not None:
        one, other = share.open.part, share.open.whole
        told = f"the base is open: {one.value} of {other.value}, or {other.value} of {one.value}, "
        return Ruling("not_checkable", assumption=f"{told}neither of which gives it")
    if share is None or share.outcome == "unknown":
        return Ruling("not_checkable", assumption="the document states no bases for it")
    numerator, denominator = share.numerator, share.denominator
    assert numerator is not None and denominator is not None
    exact = share.exact_percent()
    terms = f"({numerator.text})" if len(numerator.claims) > 1 else numerator.text
    base = f"({denominator.text})" if len(denominator.claims) > 1 else denominator.text
    formula = f"100 × {terms} / {base}"
    if share.growth:
        formula = f"100 × ({terms} − {base}) / {base}"
    result = shown(exact) if exact is not None else "?"
    named = WHERE[denominator.where][0]
    computation = f"{formula} = {result}; {share.printed.text} stands for {interval(share.printed)}"
    inputs = [*numerator.claims, *denominator.claims]
    if share.outcome == "fits":
        used = case.bases.rounding if case.bases.rounding in share.roundings else share.roundings[0]
        assumption = f"base: {denominator.text} {named}; {ROUNDING_NAMES[used][0]}"
        return Ruling("verified", computation, assumption, ids(inputs))
    return Ruling("contradicted", computation, f"base: {denominator.text} {named}", ids(inputs))
