"""The counts of a document by sentence, and what a percent may be computed from, by meaning.

Looked for in this order: the same sentence, the same level, the same batch, then the totals of the
section and of the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.validator.bases.role import Roles, is_whole
from pipeline.validator.bases.term import Term, Where, kind_counted, number_of, sentence_of, term
from pipeline.validator.case import Case
from schemas.claim import ReadClaim

MOST_TOGETHER = 3
"""So many counts before a percent may be its numerator together (`เด็ก 214 คน และผู้สูงอายุ 96 คน`)."""
Sentence = tuple[str, int]


class Counts:
    """The counts that a document reports; bounds to reach and rates are none."""

    def __init__(self, case: Case, roles: Roles) -> None:
        self._roles = roles
        self.by_sentence: dict[Sentence, list[ReadClaim]] = defaultdict(list)
        for claim in case.of_kind("count", "total"):
            if not claim.threshold and number_of(claim) is not None and not roles.is_rate(claim):
                self.by_sentence[sentence_of(claim)].append(claim)
        rows = [[c for c in row if c.batch is not None] for row in self.by_sentence.values()]
        self.batched = [row for row in rows if len(row) >= 2]
        """The sentences that count two batches or more, with those counts."""

    def beside(self, claim: ReadClaim) -> list[ReadClaim]:
        """Return the counts of a claim's sentence."""
        return self.by_sentence.get(sentence_of(claim), [])

    def numerators(self, claim: ReadClaim) -> Iterator[Term]:
        """Yield what a percent may count, the nearest first."""
        beside = self.beside(claim)
        before = [count for count in beside if count.span[0] < claim.span[0]]
        after = [count for count in beside if count.span[0] > claim.span[0]]
        totals = [count for count in before if count.kind == "total"]
        recent = before[before.index(totals[-1]) + 1 :] if totals else before
        for counts in (recent, before):
            batched = [count for count in counts if count.batch is not None]
            if len(batched) >= 2 and len({count.unit for count in batched}) == 1:
                yield term(tuple(batched), "sentence")
        for count in [*reversed(before), *after]:
            yield term((count,), "sentence")
        last = before[-MOST_TOGETHER:]
        for first in range(len(last) - 2, -1, -1):
            if len({kind_counted(count) for count in last[first:]}) == 1:
                yield term(tuple(last[first:]), "sentence")
        if claim.level is not None:
            yield from self._at_level(claim)
        if claim.quarter is not None and not beside:
            for (section, _), counts in self.by_sentence.items():
                if section == claim.section:
                    for count in counts:
                        yield term((count,), "section")

    def _at_level(self, claim: ReadClaim) -> Iterator[Term]:
        """Yield what other sections count at the same level: all batches together, then each."""
        for counts in self.by_sentence.values():
            level = [count for count in counts if count.level == claim.level]
            if not level or sentence_of(level[0]) == sentence_of(claim):
                continue
            batched = [count for count in level if count.batch is not None]
            if len(batched) >= 2:
                yield term(tuple(batched), "level")
            for count in level:
                yield term((count,), "level")

    def denominators(self, claim: ReadClaim, numerator: Term) -> Iterator[Term]:
        """Yield what a numerator may be a share of: counts of the same kind, the nearest first."""
        kind = kind_counted(numerator.claims[0])
        beside = self.beside(claim)
        inside = {count.id for count in numerator.claims}
        for count in beside:
            if count.id not in inside and kind_counted(count) == kind:
                yield term((count,), "sentence")
        batch = numerator.claims[0].batch if len(numerator.claims) == 1 else None
        others = [
            count
            for counts in self.by_sentence.values()
            for count in counts
            if count.id not in inside and kind_counted(count) == kind and count not in beside
        ]
        others.sort(key=lambda count: count.section != claim.section)
        bases = [c for c in others if c.kind == "total" or is_whole(self._roles.gap(c))]
        for count in bases:
            yield term((count,), _where(count, claim))
        if len(numerator.claims) == 1:
            for count in others:
                if count.batch is not None and batch in (None, count.batch):
                    yield term((count,), "batch")
        for row in self.batched:
            batched = [count for count in row if kind_counted(count) == kind]
            if len(batched) >= 2 and not inside & {count.id for count in batched}:
                yield term(tuple(batched), _where(batched[0], claim))
        for count in others:
            if count.batch is None and count not in bases:
                yield term((count,), _where(count, claim))


def _where(count: ReadClaim, claim: ReadClaim) -> Where:
    return "section" if count.section == claim.section else "document"
