"""The clause of a percent: the counts around it, and which of them it is stated to be a share of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layouts.labels import flex
from pipeline.validator.bases.role import GOAL, PART, PLAIN, TOTAL, WHOLE, Roles, is_whole
from pipeline.validator.bases.term import kind_counted, number_of, sentence_of
from pipeline.validator.bases.words import has, pattern
from pipeline.validator.case import Case
from schemas.claim import ReadClaim

NEAR = 40
"""How far before a percent, in characters, the counts that give it stand."""
CLOSE = 16
"""The same where the percent is part of one phrase with its part and its whole behind it."""
LONGEST_REMARK = 120
"""Longest remark in brackets behind a percent that may hold its counts, in characters."""
_REMARK = re.compile(rf"[^()\n0-9๐-๙]{{0,{NEAR}}}\([^()\n]{{3,{LONGEST_REMARK}}}\)")
_GIVES = re.compile(rf"^\s*(?:{flex('คิดเป็น')}|{flex('หรือ')}|{flex('เท่ากับ')}|{flex('เป็น')})")
_AND = re.compile(rf"\s*(?:{flex('และ')}|{flex('กับ')}|,|\+)")
_OF_IT = re.compile(
    rf"[\s(,]*(?:{flex('โดย')}|{flex('ซึ่ง')}|{flex('ในจำนวนนี้')}|{flex('ในนี้')}|{flex('มีผู้')}|{flex('พบ')}|{flex('ปรากฏ')})"
)
_LINKS = re.compile(rf"[^ก-๎]|{flex('จำนวน')}|{flex('โดย')}|{flex('ไป')}|{flex('ถึง')}|{flex('มี')}")
BARE = 3
"""Most letters beside the words for what was done, where no subject of its own is named."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counts of which one is stated to be a share of the other.

    `sure` where words tell which of them is the whole; otherwise the larger one is taken for it.
    `told`: only the part has such words, right behind the other count (`อบรม 60 คน ผ่าน 45 คน`).
    """

    part: ReadClaim
    whole: ReadClaim
    sure: bool
    told: bool = False


class Clause:
    """A percent with the counts of its sentence that stand between the percents around it."""

    def __init__(
        self, case: Case, claim: ReadClaim, counts: Sequence[ReadClaim], roles: Roles
    ) -> None:
        self._clean = case.extraction.text.clean
        self._roles = roles
        self._dates = [
            d.span[0] for d in case.of_kind("date") if sentence_of(d) == sentence_of(claim)
        ]
        self.claim = claim
        percents = [
            other.span
            for other in case.of_kind("percent")
            if sentence_of(other) == sentence_of(claim) and other is not claim
        ]
        self.start = max(
            [end for _, end in percents if end <= claim.span[0]], default=claim.sentence
        )
        self.end = min([start for start, _ in percents if start >= claim.span[1]], default=-1)
        if self.end < 0:
            end = self._clean.find("\n", claim.span[1])
            self.end = end if end >= 0 else len(self._clean)
        goals = [
            other
            for other in case.of_kind("count", "total")
            if other.threshold
            and sentence_of(other) == sentence_of(claim)
            and number_of(other) is not None
            and not roles.is_bound(other)
        ]
        self._counts = sorted([*counts, *goals], key=lambda count: count.span)

    @property
    def gives(self) -> bool:
        """Tell whether the percent's own words say that it follows from something."""
        before = self._clean[max(0, self.claim.span[0] - 3) : self.claim.span[0]].rstrip()
        words = self._clean[self.claim.span[0] : self.claim.span[1]]
        return before.endswith(("(", "=")) or bool(_GIVES.match(words))

    def is_change(self) -> bool:
        """Tell whether the clause speaks of a change, or compares with an earlier time."""
        inside = [c for c in self._counts if self.start <= c.span[0] < self.end]
        near = [c for c in inside if c.span[1] <= self.claim.span[0]][-2:]
        before = self._clean[max(self.start, self.claim.span[0] - NEAR) : self.claim.span[0]]
        words = [*map(self._roles.gap, near or inside[:2]), before, self._behind_it()]
        return any(has("growth", text) or has("earlier", text) for text in words)

    def _behind_it(self) -> str:
        return self._clean[self.claim.span[0] : min(self.end, self.claim.span[1] + NEAR)]

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of counts that the percent may be stated to follow from, surest first."""
        for found in (
            self._in_remark(),
            self._whole_behind(),
            self._before(),
            self._behind(),
        ):
            if found is not None:
                yield found

    def _in_remark(self) -> Pair | None:
        """Return the counts in brackets behind the percent (`ร้อยละ 74.79 (178 จุด จาก 238 จุด)`)."""
        match = _REMARK.match(self._clean, self.claim.span[1])
        if match is None:
            return None
        start = self._clean.index("(", match.start()) + 1
        inside = [
            count
            for count in self._counts
            if start <= count.span[0] and count.span[1] <= match.end()
        ]
        return self._of(inside, ordered=False, since=start)

    def _whole_behind(self) -> Pair | None:
        """Return part and whole of `28 บ่อ (ร้อยละ 32.56 ของ 86 บ่อ)`: the percent between them."""
        before = [c for c in self._counts if 0 <= self.claim.span[0] - c.span[1] <= CLOSE]
        whole = self._first_behind()
        if not before or whole is None or kind_counted(before[-1]) != kind_counted(whole):
            return None
        part, gap = before[-1], self._clean[self.claim.span[1] : whole.span[0]]
        if "\n" in gap or part.span[0] < self.start or self._roles.rank(part) >= GOAL:
            return None
        if not is_whole(self._roles.gap(whole)) or _AND.match(self._roles.gap(part)):
            return None
        return Pair(part, whole, sure=True)

    def _first_behind(self) -> ReadClaim | None:
        behind = [c for c in self._counts if self.claim.span[1] <= c.span[0] < self.end]
        near = [c for c in behind if c.span[0] - self.claim.span[1] <= NEAR]
        return near[0] if near else None

    def _before(self) -> Pair | None:
        """Return the counts before the percent that give it.

        Where its own clause names the part alone, the whole is the one that an earlier percent of
        the sentence has (`จาก 120 แห่ง ผ่าน 90 แห่ง ร้อยละ 75 ไม่ผ่าน 30 แห่ง ร้อยละ 25`).
        """
        before = [count for count in self._counts if count.span[1] <= self.claim.span[0]]
        if not before or not (self.gives or self.claim.span[0] - before[-1].span[1] <= NEAR):
            return None
        if has("measure", self._clean[before[-1].span[1] : self.claim.span[0]]):
            return None
        own = [count for count in before if count.span[0] >= self.start]
        if any(self._roles.rank(count) >= TOTAL for count in own) or len(own) > 1:
            return self._of(own, ordered=True)
        return self._of(before, ordered=True)

    def _behind(self) -> Pair | None:
        """Return the counts behind a percent that says first what they give."""
        if any(self.start <= count.span[0] < self.claim.span[0] for count in self._counts):
            return None
        behind = [c for c in self._counts if self.claim.span[1] <= c.span[0] < self.end]
        if len(behind) < 2 or behind[0].span[0] - self.claim.span[1] > NEAR:
            return None
        if behind[1].span[0] - behind[0].span[1] > NEAR:
            return None
        before = self._clean[max(self.start, self.claim.span[0] - NEAR) : self.claim.span[0]]
        if has("apart", self._clean[self.claim.span[1] : behind[0].span[0]]):
            return None
        if has("measure", before[-CLOSE:]) or has("goal", before):
            return None
        pair = self._of(behind[:2], ordered=False)
        return pair if pair is not None and pair.sure else None

    def _of(self, counts: Sequence[ReadClaim], *, ordered: bool, since: int = 0) -> Pair | None:
        """Return which of the counts beside a percent it is a share of which.

        `ordered`: they stand before the percent, the last one nearest to it.
        """
        if not counts:
            return None
        kind = kind_counted(counts[-1])
        alike = [count for count in counts if kind_counted(count) == kind]
        roles = self._roles
        if len(alike) > 2:
            alike = [c for c in alike if not roles.is_rest(c)]
        if len(alike) > 2 and ordered:
            first, last = alike[-2:]
            # Only `A จาก B` right before the percent is sure beside others.
            if roles.rank(last) < WHOLE or roles.rank(first) >= TOTAL:
                return None
            alike = [first, last]
        if len(alike) != 2:
            return None
        first, last = alike
        ranks = roles.rank(first, since), roles.rank(last, since)
        told = ordered and self._is_told(first, last, ranks)
        if ranks[0] == ranks[1]:
            whole, part = sorted(alike, key=_size, reverse=True)
            return Pair(part, whole, sure=False, told=told)
        whole, part = (first, last) if ranks[0] > ranks[1] else (last, first)
        if part is first and any(part.span[1] <= at < whole.span[0] for at in self._dates):
            return None  # a date ends what is said of the part
        if part.batch is not None and max(ranks) < WHOLE:
            return None
        return Pair(part, whole, sure=max(ranks) > PLAIN, told=told)

    def _is_told(self, first: ReadClaim, last: ReadClaim, ranks: tuple[int, int]) -> bool:
        """Tell whether a part is told right behind its whole and before what it gives."""
        if ranks[0] > PLAIN or ranks[1] != PART or not self.gives or _size(last) >= _size(first):
            return False
        gap = self._roles.gap(last)
        if len(gap) > NEAR:
            return False
        bare = len(_LINKS.sub("", pattern("part").sub("", gap))) <= BARE
        return ranks[0] == PLAIN or bare or _OF_IT.match(gap) is not None


def _size(claim: ReadClaim) -> float:
    number = number_of(claim)
    return float(number.value) if number is not None else 0.0
