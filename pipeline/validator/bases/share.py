"""Percents as shares: the counts that give each, or that are stated to and do not.

All competing bases are considered: a percent that any counts of the document give fits. One whose
counts stand beside it, with words that tell part from whole, and that nothing gives is a misfit; one
whose words leave the whole open stays unknown, with both readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.validator.bases.clause import Clause, Pair
from pipeline.validator.bases.counts import Counts
from pipeline.validator.bases.role import TOTAL, Roles
from pipeline.validator.bases.sum import Sum
from pipeline.validator.bases.term import (
    Outcome,
    Term,
    Where,
    kind_counted,
    number_of,
    sentence_of,
    term,
)
from pipeline.validator.case import Case
from pipeline.validator.intervals import fits_under
from schemas.claim import ReadClaim
from schemas.printed import Printed, Rounding

DIRECTLY = 12
"""How far before its percent, in characters, a part stands whose whole is in another sentence."""


@dataclass(frozen=True, slots=True)
class Share:
    """A percent with the bases that give it, or that were stated and do not."""

    claim: ReadClaim
    printed: Printed
    outcome: Outcome
    numerator: Term | None = None
    denominator: Term | None = None
    roundings: tuple[Rounding, ...] = ()
    growth: bool = False
    open: Pair | None = None
    """Two counts that do not give it, of which no word tells which the whole is."""

    def exact_percent(self) -> Fraction | None:
        """100 numerator / denominator, without rounding."""
        if self.numerator is None or self.denominator is None:
            return None
        part, whole = Fraction(self.numerator.value.value), Fraction(self.denominator.value.value)
        if whole == 0:
            return None
        return 100 * (part - whole) / whole if self.growth else 100 * part / whole


class Shares:
    """Finds the share that each percent of a document is."""

    def __init__(self, case: Case, counts: Counts, roles: Roles, sums: list[Sum]) -> None:
        self._case, self._counts, self._roles, self._sums = case, counts, roles, sums

    def found(self) -> list[Share]:
        """Return a share for every reported percent, in reading order."""
        percents = [
            claim
            for claim in self._case.of_kind("percent")
            if not claim.threshold and claim.section not in ("definition", "calculation")
        ]
        clauses = [self._clause(claim) for claim in percents]
        first = [self._share(clause) for clause in clauses]
        used = {
            claim.id
            for share in first
            if share.outcome == "fits" and share.denominator is not None
            for claim in share.denominator.claims
        }
        return [
            self._accuse(share, clause, used)
            if share.outcome == "unknown"
            else _spare(share, first)
            for share, clause in zip(first, clauses, strict=True)
        ]

    def _clause(self, claim: ReadClaim) -> Clause:
        return Clause(self._case, claim, self._counts.beside(claim), self._roles)

    def _share(self, clause: Clause) -> Share:
        """Return the first pair of bases that gives a percent, or what stands stated and does not."""
        claim = clause.claim
        printed = number_of(claim)
        if printed is None:
            raise ValueError(f"a percent without a number: {claim.id}")
        stated = list(clause.pairs())
        for pair in stated:
            for part, whole in ((pair.part, pair.whole), (pair.whole, pair.part)):
                share = _fit(claim, printed, _one(part), _one(whole))
                if share is not None:
                    return share
        numerators = list(self._counts.numerators(claim))
        sure = next((pair for pair in stated if pair.sure), None)
        for numerator in numerators:
            for denominator in self._counts.denominators(claim, numerator):
                if sure is not None and denominator.where in ("section", "document"):
                    continue  # whose base stands beside it is no share of what stands elsewhere
                share = _fit(claim, printed, numerator, denominator)
                if share is not None:
                    return share
        beside = [sure.part, sure.whole] if sure is not None else []
        if clause.is_change():
            change = _change(claim, printed, self._counts.beside(claim))
            return change or Share(claim, printed, "unknown")
        if (change := _change(claim, printed, beside)) is not None:
            return change  # what is left, or gained, is told without a word of it
        if sure is not None:
            return Share(claim, printed, "misfit", _one(sure.part), _one(sure.whole))
        first = numerators[0] if numerators else None
        return Share(
            claim, printed, "unknown", first, open=next((p for p in stated if not p.sure), None)
        )

    def _accuse(self, share: Share, clause: Clause, used: set[str]) -> Share:
        """Turn an unknown share into a misfit where its bases can only be the ones found.

        Its counts must stand directly before `คิดเป็น` in its own sentence, and the sentence, or else
        the section, must have one total of the same noun only, which is itself a sum or the base of
        other percents.
        """
        claim, numerator = share.claim, share.numerator
        if share.open is not None and share.open.told and self._is_alone(share.open, used):
            return replace(
                share, outcome="misfit", open=None,
                numerator=_one(share.open.part), denominator=_one(share.open.whole),
            )  # fmt: skip
        if numerator is None or numerator.where != "sentence" or not clause.gives:
            return share
        if clause.is_change() or share.open is not None:
            return share
        if len(numerator.claims) == 1 and numerator.claims[0].batch is not None:
            return share
        last = max(part.span[1] for part in numerator.claims)
        if not 0 <= claim.span[0] - last <= DIRECTLY:
            return share
        sure = {found.total.id for found in self._sums if found.outcome == "fits"} | used
        for wholes in self._wholes(claim, numerator):
            if len(wholes) == 1 and wholes[0].id in sure:
                (base,) = wholes
                same = sentence_of(base) == sentence_of(claim)
                where: Where = "sentence" if same else "section"
                return Share(claim, share.printed, "misfit", numerator, term((base,), where))
        return share

    def _is_alone(self, pair: Pair, used: set[str]) -> bool:
        """Tell whether the section has no other whole that the part could be a share of; one that
        serves another percent has its part."""
        kind, pair_ids = kind_counted(pair.part), (pair.part.id, pair.whole.id)
        return not any(
            self._roles.rank(count) >= TOTAL
            for (section, _), counts in self._counts.by_sentence.items()
            if section == pair.part.section
            for count in counts
            if kind_counted(count) == kind and count.id not in used and count.id not in pair_ids
        )

    def _wholes(self, claim: ReadClaim, numerator: Term) -> Iterator[list[ReadClaim]]:
        """Yield the wholes of the numerator's kind in the sentence, then in the section, a claim of
        each value."""
        kind = kind_counted(numerator.claims[0])
        wholes = [
            count
            for count in self._counts.beside(claim)
            if kind_counted(count) == kind
            and count.batch is None
            and count.span[1] <= numerator.claims[0].span[0]
            and self._roles.rank(count) >= TOTAL
        ]
        yield list({count.value: count for count in wholes}.values())
        totals = [
            other
            for other in self._case.of_kind("total")
            if kind_counted(other) == kind
            and other.section == claim.section
            and number_of(other) is not None
        ]
        yield list({count.value: count for count in totals}.values())


def _one(claim: ReadClaim) -> Term:
    return term((claim,), "sentence")


def _fit(claim: ReadClaim, printed: Printed, numerator: Term, denominator: Term) -> Share | None:
    if {part.id for part in numerator.claims} == {part.id for part in denominator.claims}:
        return None
    roundings = fits_under(printed, numerator.value, denominator.value)
    if not roundings:
        return None
    return Share(claim, printed, "fits", numerator, denominator, tuple(roundings))


def _change(claim: ReadClaim, printed: Printed, beside: list[ReadClaim]) -> Share | None:
    """Try a percent of change: 100 (new - old) / old, of two counts of the sentence."""
    for old in beside:
        for new in beside:
            first, second = number_of(old), number_of(new)
            if old is new or first is None or second is None:
                continue
            if kind_counted(old) != kind_counted(new) or not first.value:
                continue
            before, after = Fraction(first.value), Fraction(second.value)
            change = abs(100 * (after - before) / before)
            if any(printed.interval(r).contains(change) for r in ("half_up", "truncate")):
                return Share(
                    claim, printed, "fits", _one(new), _one(old), ("half_up",), growth=True
                )
    return None


def _spare(share: Share, others: list[Share]) -> Share:
    """Leave a percent open whose stated bases already give another percent of the sentence."""
    if share.outcome != "misfit":
        return share
    given = any(
        other.outcome == "fits"
        and sentence_of(other.claim) == sentence_of(share.claim)
        and (other.numerator, other.denominator) == (share.numerator, share.denominator)
        for other in others
    )
    return replace(share, outcome="unknown", numerator=None, denominator=None) if given else share
