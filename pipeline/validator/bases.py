"""What every percent is a percent of: numerator and denominator, found by meaning and named.

Looked for in this order: the same sentence, the same level, the same batch, then the totals of the
section and of the document. A percent whose bases stand beside it and do not give it is a misfit; one
whose bases are nowhere stated stays unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from extractors.layouts.labels import flex
from pipeline.validator.case import Case
from pipeline.validator.intervals import as_interval, disjoint, fits_under, infer_rounding, total
from schemas.claim import ReadClaim
from schemas.printed import Printed, Rounding

Outcome = Literal["fits", "misfit", "unknown"]

_FROM = re.compile(
    rf"(?:{flex('จาก')}|{flex('ของ')})[^\n0-9๐-๙]{{0,60}}$|(?:{flex('ทั้งหมด')}|{flex('ทั้งสิ้น')})\s*(?:{flex('จำนวน')})?\s*$"
)
_OUT_OF = re.compile(rf"{flex('จาก')}(?!{flex('ปี')})[^\n0-9๐-๙]{{0,60}}$")
_FROM_WORD = re.compile(flex("จาก"))
_WHOLE = re.compile(f"{flex('ทั้งหมด')}|{flex('ทั้งสิ้น')}|{flex('เป้าหมาย')}")
_LETTER = re.compile(r"[\u0e01-\u0e4e]")
_GOAL = re.compile(
    "|".join(flex(word) for word in ("เป้าหมาย", "แผน", "กำหนด", "คาดการณ์", "ประมาณการ"))
)
_PLAIN_GOAL = re.compile(rf"{flex('เป้าหมาย')}\s*(?:{flex('จำนวน')})?\s*$")
_PER = re.compile(rf"(?:{flex('ละ')}|{flex('ต่อ')}|/)\s*$")
_GROWTH = re.compile(
    "|".join(flex(word) for word in ("เพิ่มขึ้น", "ลดลง", "สูงขึ้น", "ต่ำลง", "เพิ่มจาก", "ลดจาก"))
)
_PARENTHESES = re.compile(r"\s*\([^()\n]{3,120}\)")
_OF = re.compile(rf"\s*{flex('ของ')}(?:{flex('จำนวน')}|{flex('ทั้งหมด')}|{flex('เป้าหมาย')}|\s)*")
_GIVES = re.compile(rf"^\s*(?:{flex('คิดเป็น')}|{flex('หรือ')}|{flex('เท่ากับ')}|{flex('เป็น')})")


@dataclass(frozen=True, slots=True)
class Term:
    """A numerator or a denominator: its value, the claims that give it, how it was found."""

    value: Printed
    claims: tuple[ReadClaim, ...]
    where: Literal["sentence", "level", "batch", "section", "document"]

    @property
    def text(self) -> str:
        """The term as an auditor writes it: `33 + 40`, or `78`."""
        return " + ".join(claim.value or "" for claim in self.claims)


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

    def exact_percent(self) -> Fraction | None:
        """100 numerator / denominator, without rounding."""
        if self.numerator is None or self.denominator is None:
            return None
        part, whole = Fraction(self.numerator.value.value), Fraction(self.denominator.value.value)
        if whole == 0:
            return None
        return 100 * (part - whole) / whole if self.growth else 100 * part / whole


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the parts that stand before it."""

    total: ReadClaim
    parts: tuple[ReadClaim, ...]
    outcome: Outcome


class Bases:
    """All shares and sums of one document."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._clean = case.extraction.text.clean
        self._sentences: dict[tuple[str, int], list[ReadClaim]] = defaultdict(list)
        for claim in case.of_kind("count", "total"):
            if not claim.threshold and _number(claim) is not None and not self._is_rate(claim):
                self._sentences[_sentence(claim)].append(claim)
        self.sums = [found for claim in case.of_kind("total") if (found := self._sum(claim))]
        self.shares = self._shares()
        self.rounding: Rounding = self._rounding()
        self.share_of = {share.claim.id: share for share in self.shares}
        self.sum_of = {found.total.id: found for found in self.sums}

    # --- sums ---------------------------------------------------------------------------------

    def _sum(self, total: ReadClaim) -> Sum | None:
        """Hold a total against the counts of its sentence that stand before it."""
        value = _number(total)
        beside = self._sentences.get(_sentence(total), [])
        if value is None or total not in beside or self._out_of(total):
            return None
        parts: list[ReadClaim] = []
        for claim in beside[: beside.index(total)]:
            if claim.kind == "total":
                parts = []
            elif claim.unit == total.unit and not self._stated_base(claim):
                parts.append(claim)
        for first in range(len(parts) - 1):
            if _adds_up(parts[first:], value):
                return Sum(total, tuple(parts[first:]), "fits")
        if len(parts) < 2 or not self._are_parts(parts, total):
            return None
        batched = [part for part in parts if part.batch is not None]
        return Sum(total, tuple(batched if len(batched) >= 2 else parts), "misfit")

    def _are_parts(self, parts: list[ReadClaim], total: ReadClaim) -> bool:
        """Tell whether counts are listed as the parts of a total: batches, or one after another."""
        batched = [part.batch for part in parts if part.batch is not None]
        if len(batched) >= 2 and len(set(batched)) == len(batched):
            return True
        words = self._clean[total.span[0] : total.span[1]]
        if not re.match(rf"\s*{flex('รวม')}", words):
            return False
        gaps = [
            self._clean[before.span[1] : after.span[0]]
            for before, after in zip(parts, [*parts[1:], total], strict=True)
        ]
        return all(len(gap) <= 50 and not _OUT_OF.search(gap + " ") for gap in gaps)

    # --- shares -------------------------------------------------------------------------------

    def _shares(self) -> list[Share]:
        percents = [
            claim
            for claim in self._case.of_kind("percent")
            if not claim.threshold and claim.section not in ("definition", "calculation")
        ]
        first = [self._share(claim) for claim in percents]
        used = {
            claim.id
            for share in first
            if share.outcome == "fits" and share.denominator is not None
            for claim in share.denominator.claims
        }
        return [
            self._accuse(share, used) if share.outcome == "unknown" else self._spare(share, first)
            for share in first
        ]

    def _spare(self, share: Share, others: list[Share]) -> Share:
        """Leave a percent open whose stated bases already give another percent of the sentence."""
        if share.outcome != "misfit":
            return share
        given = any(
            other.outcome == "fits"
            and _sentence(other.claim) == _sentence(share.claim)
            and (other.numerator, other.denominator) == (share.numerator, share.denominator)
            for other in others
        )
        return Share(share.claim, share.printed, "unknown") if given else share

    def _share(self, claim: ReadClaim) -> Share:
        """Return the first pair of bases that gives a percent, or what stands stated and does not."""
        printed = Printed.parse(claim.value or "")
        if printed is None:
            raise ValueError(f"a percent without a number: {claim.id}")
        numerators = list(self._numerators(claim))
        stated = self._stated(claim)
        if stated is not None:
            roundings = self._fit(printed, *stated)
            if roundings:
                return Share(claim, printed, "fits", *stated, tuple(roundings))
        for numerator in numerators:
            for denominator in self._denominators(claim, numerator):
                roundings = self._fit(printed, numerator, denominator)
                if roundings:
                    return Share(claim, printed, "fits", numerator, denominator, tuple(roundings))
        growth = self._growth(claim, printed)
        if growth is not None:
            return growth
        if stated is not None and not _GROWTH.search(self._sentence_text(claim)):
            return Share(claim, printed, "misfit", *stated)
        return Share(claim, printed, "unknown", numerators[0] if numerators else None)

    def _fit(self, printed: Printed, numerator: Term, denominator: Term) -> list[Rounding]:
        if {claim.id for claim in numerator.claims} == {claim.id for claim in denominator.claims}:
            return []
        return fits_under(printed, numerator.value, denominator.value)

    def _accuse(self, share: Share, used: set[str]) -> Share:
        """Turn an unknown share into a misfit where its bases can only be the ones found.

        Its counts must stand directly before `คิดเป็น` in its own sentence, and the document must have
        one total of the same noun only, which is itself a sum or the base of other percents.
        """
        claim, numerator = share.claim, share.numerator
        words = self._clean[claim.span[0] : claim.span[1]]
        if numerator is None or numerator.where != "sentence" or not _GIVES.match(words):
            return share
        if _GROWTH.search(self._sentence_text(claim)):
            return share
        if len(numerator.claims) == 1 and numerator.claims[0].batch is not None:
            return share
        last = max(part.span[1] for part in numerator.claims)
        if not 0 <= claim.span[0] - last <= 12:
            return share
        unit = numerator.claims[0].unit
        totals = {
            other.value: other
            for other in self._case.of_kind("total")
            if other.unit == unit and other.section == claim.section and _number(other) is not None
        }
        sure = {found.total.id for found in self.sums if found.outcome == "fits"} | used
        if len(totals) != 1:
            return share
        (base,) = totals.values()
        if base.id not in sure:
            return share
        return Share(claim, share.printed, "misfit", numerator, _term((base,), "section"))

    def _numerators(self, claim: ReadClaim) -> Iterator[Term]:
        beside = self._sentences.get(_sentence(claim), [])
        before = [count for count in beside if count.span[0] < claim.span[0]]
        after = [count for count in beside if count.span[0] > claim.span[0]]
        totals = [count for count in before if count.kind == "total"]
        recent = before[before.index(totals[-1]) + 1 :] if totals else before
        for counts in (recent, before):
            batched = [count for count in counts if count.batch is not None]
            if len(batched) >= 2 and len({count.unit for count in batched}) == 1:
                yield _term(tuple(batched), "sentence")
        for count in [*reversed(before), *after]:
            yield _term((count,), "sentence")
        if len(before) >= 2 and len({count.unit for count in before}) == 1:
            yield _term(tuple(before[-2:]), "sentence")
        if claim.level is not None:
            yield from self._level_terms(claim)
        if claim.quarter is not None and not beside:
            for (section, _), counts in self._sentences.items():
                if section == claim.section:
                    for count in counts:
                        yield _term((count,), "section")

    def _level_terms(self, claim: ReadClaim) -> Iterator[Term]:
        """Yield what other sections count at the same level: all batches together, then each."""
        for counts in self._sentences.values():
            level = [count for count in counts if count.level == claim.level]
            if not level or _sentence(level[0]) == _sentence(claim):
                continue
            batched = [count for count in level if count.batch is not None]
            if len(batched) >= 2:
                yield _term(tuple(batched), "level")
            for count in level:
                yield _term((count,), "level")

    def _denominators(self, claim: ReadClaim, numerator: Term) -> Iterator[Term]:
        unit = numerator.claims[0].unit
        beside = self._sentences.get(_sentence(claim), [])
        inside = {count.id for count in numerator.claims}
        for count in beside:
            if count.id not in inside and count.unit == unit:
                yield _term((count,), "sentence")
        batch = numerator.claims[0].batch if len(numerator.claims) == 1 else None
        others = [
            count
            for counts in self._sentences.values()
            for count in counts
            if count.id not in inside and count.unit == unit and count not in beside
        ]
        others.sort(key=lambda count: count.section != claim.section)
        bases = [c for c in others if c.kind == "total" or self._stated_base(c)]
        for count in bases:
            yield _term((count,), self._where(count, claim))
        if len(numerator.claims) == 1:
            for count in others:
                if count.batch is not None and batch in (None, count.batch):
                    yield _term((count,), "batch")
        for counts in self._sentences.values():
            batched = [c for c in counts if c.batch is not None and c.unit == unit]
            if len(batched) >= 2 and not inside & {count.id for count in batched}:
                yield _term(tuple(batched), self._where(batched[0], claim))
        for count in others:
            if count.batch is None and count not in bases:
                yield _term((count,), self._where(count, claim))

    def _where(self, count: ReadClaim, claim: ReadClaim) -> Literal["section", "document"]:
        return "section" if count.section == claim.section else "document"

    def _stated(self, claim: ReadClaim) -> tuple[Term, Term] | None:
        """Return the pair of counts that the sentence states as part and base of its percent."""
        pair = self._base_behind(claim)
        if pair is not None:
            return pair
        beside = self._in_parentheses(claim) or self._since_last_percent(
            claim,
            [
                count
                for count in self._sentences.get(_sentence(claim), [])
                if count.span[1] <= claim.span[0]
            ],
        )
        bases = [count for count in beside if self._out_of(count)]
        others = [count for count in beside if not self._out_of(count)]
        if not bases and len(others) == 1:
            bases = self._goals(claim, others[0])
        if (
            not bases
            and len(others) == 2
            and (others[0].kind, others[1].kind) == ("total", "count")
        ):
            bases, others = others[:1], others[1:]  # `ทั้งหมด 231 ราย ทำได้ 194 ราย`
            if others[0].batch is not None:
                return None
        if len(bases) != 1 or len(others) != 1 or bases[0].unit != others[0].unit:
            return None
        words = self._clean[claim.span[0] : claim.span[1]]
        near = claim.span[0] - max(count.span[1] for count in beside) <= 40  # also behind it
        if not near and not _GIVES.match(words):
            return None
        return _term((others[0],), "sentence"), _term((bases[0],), "sentence")

    def _goals(self, claim: ReadClaim, part: ReadClaim) -> list[ReadClaim]:
        """Return the goal that a count is reported against (`เป้าหมาย 135 บ่อ ผลงาน 125 บ่อ`)."""
        return [
            other
            for other in self._case.of_kind("count", "total")
            if other.threshold
            and _sentence(other) == _sentence(claim)
            and other.unit == part.unit
            and 0 <= part.span[0] - other.span[1] <= 30
            and _PLAIN_GOAL.search(self._before(other))
            and _number(other) is not None
        ]

    def _base_behind(self, claim: ReadClaim) -> tuple[Term, Term] | None:
        """Return part and whole of `28 บ่อ (ร้อยละ 32.56 ของ 86 บ่อ)`."""
        counts = self._sentences.get(_sentence(claim), [])
        whole = next((c for c in counts if 0 <= c.span[0] - claim.span[1] <= 25), None)
        parts = [c for c in counts if 0 <= claim.span[0] - c.span[1] <= 4]
        if whole is None or not parts or parts[-1].unit != whole.unit:
            return None
        if not _OF.fullmatch(self._clean[claim.span[1] : whole.span[0]]):
            return None
        return _term((parts[-1],), "sentence"), _term((whole,), "sentence")

    def _in_parentheses(self, claim: ReadClaim) -> list[ReadClaim]:
        """Return the counts that follow a percent in parentheses (`ร้อยละ 74.79 (178 จุด จาก 238 จุด)`)."""
        match = _PARENTHESES.match(self._clean, claim.span[1])
        if match is None:
            return []
        return [
            count
            for count in self._sentences.get(_sentence(claim), [])
            if match.start() <= count.span[0] and count.span[1] <= match.end()
        ]

    def _since_last_percent(self, claim: ReadClaim, counts: list[ReadClaim]) -> list[ReadClaim]:
        earlier = [
            other.span[1]
            for other in self._case.of_kind("percent")
            if _sentence(other) == _sentence(claim) and other.span[1] <= claim.span[0]
        ]
        after = max(earlier, default=-1)
        recent = [count for count in counts if count.span[0] >= after]
        return recent if any(self._out_of(count) for count in recent) else counts

    def _growth(self, claim: ReadClaim, printed: Printed) -> Share | None:
        """Try a percent of change: 100 (new - old) / old, of two counts of the sentence."""
        if not _GROWTH.search(self._sentence_text(claim)):
            return None
        beside = self._sentences.get(_sentence(claim), [])
        for old in beside:
            for new in beside:
                first, second = _number(old), _number(new)
                if old is new or first is None or second is None or old.unit != new.unit:
                    continue
                before, after = Fraction(first.value), Fraction(second.value)
                if before == 0:
                    continue
                change = abs(100 * (after - before) / before)
                if any(printed.interval(r).contains(change) for r in ("half_up", "truncate")):
                    return Share(
                        claim,
                        printed,
                        "fits",
                        _term((new,), "sentence"),
                        _term((old,), "sentence"),
                        ("half_up",),
                        growth=True,
                    )
        return None

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

    # --- words around counts --------------------------------------------------------------------

    def _before(self, claim: ReadClaim, length: int = 70) -> str:
        start = max(claim.sentence, claim.span[0] - length)
        return self._clean[start : claim.span[0]]

    def _stated_base(self, claim: ReadClaim) -> bool:
        return bool(_FROM.search(self._before(claim)))

    def _out_of(self, claim: ReadClaim) -> bool:
        """Tell whether a count is the whole that another is taken from (`33 คน จากผู้เข้าอบรม 36 คน`).

        In `ค่าธรรมเนียมจากผู้ค้า 186 ราย` the word belongs to the one before it.
        """
        if claim.notes.get("base"):
            return True
        before = self._before(claim)
        match = next(reversed(list(_FROM_WORD.finditer(before))), None)
        if match is None or not _OUT_OF.search(before):
            return False
        if claim.batch is not None and not _WHOLE.search(before[match.end() :]):
            return False
        at = claim.span[0] - len(before) + match.start()
        beside = self._sentences.get(_sentence(claim), [])
        follows = any(count.span[1] == at for count in beside)
        return follows or match.start() == 0 or not _LETTER.match(before[match.start() - 1])

    def _is_rate(self, claim: ReadClaim) -> bool:
        """Tell whether a count is one per something (`รุ่นละ 40 คน`)."""
        number = claim.notes.get("number") or claim.span
        return bool(_PER.search(self._clean[max(0, number[0] - 8) : number[0]]))

    def _sentence_text(self, claim: ReadClaim) -> str:
        end = self._clean.find("\n", claim.span[1])
        return self._clean[claim.sentence : end if end >= 0 else len(self._clean)]

    @cached_property
    def borrowed(self) -> dict[str, ReadClaim]:
        """Return counts of one group that stand for another: claim id to the count borrowed from.

        Two levels that give the same counts of the same batches, each level about another group.
        """
        found: dict[str, ReadClaim] = {}
        rows = [
            ([c for c in counts if c.batch is not None], key)
            for key, counts in self._sentences.items()
        ]
        rows = [(counts, key) for counts, key in rows if len(counts) >= 2 and counts[0].level]
        seen: dict[tuple[object, ...], list[list[ReadClaim]]] = defaultdict(list)
        for counts, _ in rows:
            name = (counts[0].section, *((c.batch, c.value, c.unit) for c in counts))
            for earlier in seen[name]:
                mine, theirs = self._group(counts[0]), self._group(earlier[0])
                if mine and theirs and mine != theirs and counts[0].level != earlier[0].level:
                    found.update({c.id: e for c, e in zip(counts, earlier, strict=True)})
            seen[name].append(counts)
        return found

    def batches_of(self, claim: ReadClaim) -> tuple[ReadClaim, ...]:
        """Return the batches of another sentence that add up to a count, empty where none do."""
        value = _number(claim)
        if value is None or claim.batch is not None:
            return ()
        for counts in self._batched:
            parts = [count for count in counts if count.unit == claim.unit]
            apart = len(parts) >= 2 and _sentence(parts[0]) != _sentence(claim)
            if apart and _adds_up(parts, value):
                return tuple(parts)
        return ()

    @cached_property
    def _batched(self) -> list[list[ReadClaim]]:
        """The sentences that count two batches or more, with those counts."""
        rows = [[c for c in counts if c.batch is not None] for counts in self._sentences.values()]
        return [row for row in rows if len(row) >= 2]

    def parts_of_wholes(self) -> list[tuple[ReadClaim, ReadClaim]]:
        """Return counts that the document takes from a larger group: part and whole.

        `A … จาก B` in one sentence, and a batch's count against the same batch's in the sentence that
        adds the batches up. A target is no group: more than planned may well take part.
        """
        pairs: list[tuple[ReadClaim, ReadClaim]] = []
        for counts in self._sentences.values():
            for index, base in enumerate(counts):
                if not self._out_of(base) or self._is_goal(base) or self._changes(base):
                    continue
                near = [
                    c
                    for c in counts[max(0, index - 1) : index + 2]
                    if c is not base and c.unit == base.unit and not self._out_of(c)
                    and abs(c.span[0] - base.span[0]) <= 120
                ]  # fmt: skip
                if len(near) == 1 and near[0].kind == "count":
                    pairs.append((near[0], base))
        whole = {
            (part.batch, part.unit): part
            for found in self.sums
            if found.outcome == "fits"
            for part in found.parts
            if part.batch is not None
        }
        for claim in self._case.of_kind("count"):
            base_of = whole.get((claim.batch, claim.unit)) if claim.batch is not None else None
            if base_of is None or base_of is claim or claim.threshold:
                continue
            if claim.level is not None and claim.section == base_of.section:
                pairs.append((claim, base_of))
        return pairs

    def _changes(self, claim: ReadClaim) -> bool:
        """Tell whether a count is where a change starts from (`เพิ่มขึ้นจาก 278 คน เป็น 377 คน`)."""
        after = self._clean[claim.span[1] : claim.span[1] + 12]
        return bool(_GROWTH.search(self._before(claim)) or re.match(rf"\s*{flex('เป็น')}", after))

    def _is_goal(self, claim: ReadClaim) -> bool:
        return bool(_GOAL.search(self._before(claim)))

    def _group(self, claim: ReadClaim) -> str:
        """Return the words of a sentence that name the group counted, marks and spaces left out."""
        words = self._clean[claim.sentence : claim.span[0]]
        words = re.sub(r"^[\s\S]*?[0-9๐-๙]+[\s.:)]*", "", words, count=1)
        return re.sub(r"[\s\d๐-๙.:()]|และ|รุ่นที่", "", words)


def _sentence(claim: ReadClaim) -> tuple[str, int]:
    return claim.section, claim.sentence


def _number(claim: ReadClaim) -> Printed | None:
    return Printed.parse(claim.value or "")


def _sum(claims: Sequence[ReadClaim]) -> Fraction | None:
    """Return the sum of counts at face value, None where one is no number."""
    numbers = [_number(claim) for claim in claims]
    if None in numbers:
        return None
    return sum((Fraction(number.value) for number in numbers if number is not None), Fraction(0))


def _adds_up(parts: Sequence[ReadClaim], whole: Printed) -> bool:
    """Tell whether parts can add up to a total; whole numbers are exact, decimals were rounded."""
    spans = [as_interval(number) for part in parts if (number := _number(part)) is not None]
    return len(spans) == len(parts) and not disjoint(total(spans), as_interval(whole))


def _term(
    claims: tuple[ReadClaim, ...],
    where: Literal["sentence", "level", "batch", "section", "document"],
) -> Term:
    if len(claims) == 1:
        number = _number(claims[0])
        assert number is not None
        return Term(number, claims, where)
    decimals = max(len((claim.value or "").partition(".")[2]) for claim in claims)
    whole = _sum(list(claims))
    assert whole is not None
    scaled = whole * 10**decimals
    digits = str(int(scaled)).rjust(decimals + 1, "0")
    text = digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}"
    return Term(Printed(text), claims, where)
