"""All shares and sums of one document, with the counts that one group lends another."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from pipeline.validator.bases.counts import Counts
from pipeline.validator.bases.role import DONE, TOTAL, WHOLE, Roles
from pipeline.validator.bases.share import Shares
from pipeline.validator.bases.sum import Sum, sum_before, sum_behind
from pipeline.validator.bases.term import adds_up, number_of, sentence_of
from pipeline.validator.bases.whole import parts_of_wholes
from pipeline.validator.case import Case
from pipeline.validator.intervals import infer_rounding
from schemas.claim import ReadClaim
from schemas.printed import Rounding


class Bases:
    """All shares and sums of one document."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._clean = case.extraction.text.clean
        self._roles = Roles(case)
        self._counts = Counts(case, self._roles)
        self.sums = [
            found
            for counts in self._counts.by_sentence.values()
            for claim in counts
            if (found := self._sum(claim, counts))
        ]
        self.shares = Shares(case, self._counts, self._roles, self.sums).found()
        self.rounding: Rounding = self._rounding()
        self.share_of = {share.claim.id: share for share in self.shares}
        self.sum_of = {found.total.id: found for found in self.sums}

    def _sum(self, claim: ReadClaim, beside: list[ReadClaim]) -> Sum | None:
        return sum_before(claim, beside, self._roles) or sum_behind(claim, beside, self._roles)

    def _rounding(self) -> Rounding:
        """Return the convention that fits the most figures; half-up where nothing tells."""
        wanted = self._case.settings.tolerances.rounding
        if wanted != "infer":
            return wanted
        return infer_rounding(
            (share.printed, share.numerator.value, share.denominator.value)
            for share in self.shares
            if share.outcome == "fits"
            and share.numerator
            and share.denominator
            and not share.growth
        )

    @cached_property
    def borrowed(self) -> dict[str, ReadClaim]:
        """Return counts of one group that stand for another: claim id to the count borrowed from.

        Two levels that give the same counts of the same batches, each level about another group.
        """
        found: dict[str, ReadClaim] = {}
        seen: dict[tuple[object, ...], list[list[ReadClaim]]] = defaultdict(list)
        for counts in self._counts.batched:
            if not counts[0].level:
                continue
            name = (counts[0].section, *((c.batch, c.value, c.unit) for c in counts))
            for earlier in seen[name]:
                mine, theirs = self._group(counts[0]), self._group(earlier[0])
                if mine and theirs and mine != theirs and counts[0].level != earlier[0].level:
                    found.update({c.id: e for c, e in zip(counts, earlier, strict=True)})
            seen[name].append(counts)
        return found

    def batches_of(self, claim: ReadClaim) -> tuple[ReadClaim, ...]:
        """Return the batches of another sentence that add up to a count, empty where none do."""
        value = number_of(claim)
        if value is None or claim.batch is not None:
            return ()
        for counts in self._counts.batched:
            parts = [count for count in counts if count.unit == claim.unit]
            apart = len(parts) >= 2 and sentence_of(parts[0]) != sentence_of(claim)
            if apart and adds_up(parts, value):
                return tuple(parts)
        return ()

    def is_whole(self, count: ReadClaim) -> bool:
        """Tell whether the words before a count make it what another figure is a share of."""
        return self._roles.rank(count) == WHOLE

    def is_total(self, count: ReadClaim) -> bool:
        """Tell whether a count is everything there is of its kind."""
        return self._roles.rank(count) in (TOTAL, DONE)

    def name_of(self, base: ReadClaim) -> str:
        """Return the words that say whose number a base is, empty where only its number stands."""
        return self._roles.name(base)

    def parts_of_wholes(self) -> list[tuple[ReadClaim, ReadClaim]]:
        """Return counts that the document takes from a larger group: part and whole."""
        return parts_of_wholes(self._case, self._counts, self._roles, self.sums)

    def _group(self, claim: ReadClaim) -> str:
        """Return the words of a sentence that name the group counted, marks and spaces left out."""
        words = self._clean[claim.sentence : claim.span[0]]
        words = re.sub(r"^[\s\S]*?[0-9๐-๙]+[\s.:)]*", "", words, count=1)
        return re.sub(r"[\s\d๐-๙.:()]|และ|รุ่นที่", "", words)
