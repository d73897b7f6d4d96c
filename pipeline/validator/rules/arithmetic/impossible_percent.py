from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from pipeline.validator.bases.words import has
from pipeline.validator.intervals import grim_neighbours, grim_possible
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.rules.arithmetic.percent_mismatch import is_result
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, interval
from schemas.printed import ROUNDINGS

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.bases import Share
    from pipeline.validator.case import Case
    from schemas.claim import ReadClaim

#: Measures and money come in parts; only what is counted one by one gives whole numerators.
_DIVISIBLE = frozenset(
    ("บาท", "ล้านบาท", "ตัน", "กิโลกรัม", "เมตร", "กิโลเมตร", "ตารางเมตร", "ตร.ม.", "ไร่", "อัตรา", "พื้นที่")
)
_NUMERATOR_BEFORE = re.compile(
    rf"\s*[(=:]?\s*(?:{flex('คิดเป็น')}|{flex('เท่ากับ')}|{flex('เป็น')}|{flex('หรือ')})"
)
_NO_PREDICATE = re.compile(
    rf"(?:\s|[()=:,–-]|{flex('คิดเป็น')}|{flex('เท่ากับ')}|{flex('เป็น')}|{flex('หรือ')}|{flex('และ')}|{flex('โดย')}|{flex('แล้ว')})*"
)
_OF = re.compile(rf"\s*[(]?\s*(?:{flex('ของ')}|{flex('จาก')})")
_REMARK = re.compile(r"\s*\([^()\n]*$")
MEASURE_REACH = 30
"""How far before the percent or its base, in characters, a word may say what is measured."""
IN_A_ROW = 30
"""Percents so close, in characters, measure the same (`ก่อนเรียนร้อยละ 55.30 หลังเรียนร้อยละ 81.70`)."""
MAX_REACH = 90
"""How far, in characters, a base may stand before its percent."""


class ImpossiblePercent(Rule):
    """A percent that no whole count over the stated base can give.

    Why it matters: people and places come whole, so the percent or its base must be another.

    **Flagged**
        ร้อยละ 83.00 ของผู้เข้าอบรมทั้งหมด 36 คน (29 คน = 80.56, 30 คน = 83.33)
    **Fine**
        ร้อยละ 83.33 ของผู้เข้าอบรมทั้งหมด 36 คน
    """

    code = "ARI103"
    name = "impossible-percent"
    severity = "error"
    changes_score: ClassVar[bool | None] = None
    title_th = "ร้อยละที่จำนวนเต็มใด ๆ จากฐานที่ระบุให้ไม่ได้"
    why_th = "คนและสถานที่นับเป็นจำนวนเต็ม ร้อยละหรือฐานจึงต้องเป็นค่าอื่น"

    def check(self, case: Case) -> Iterator[Draft]:
        shares = cast("Analysis", case).bases.shares
        tested = [
            (share, base)
            for share in shares
            if _is_open(share) and (base := _only_base(case, share)) is not None
        ]
        if not tested:
            raise NotCheckable("no percent stands beside its base without its count")
        for share, base in tested:
            whole = int(Decimal(base.value or "0"))
            if any(grim_possible(share.printed, whole, rounding) for rounding in ROUNDINGS):
                continue
            yield _draft(case, share, base, whole)


def _is_open(share: Share) -> bool:
    """Tell whether nothing beside a percent gives it; what stands elsewhere may do so by chance."""
    if share.outcome != "fits" or share.denominator is None:
        return share.outcome == "unknown"
    return share.denominator.where in ("section", "document")


def _draft(case: Case, share: Share, base: ReadClaim, whole: int) -> Draft:
    near = grim_neighbours(share.printed, whole)
    unit = base.unit or ""
    options = ", ".join(f"{count} {unit} = {percent.text}" for count, percent in near)
    span = interval(share.printed)
    return Draft(
        f"{share.printed.text} percent, which stands for {span}, cannot be a share of {whole} "
        f"{unit}: the nearest whole counts give {options}. {MAY_BE_WRONG}",
        f"ร้อยละ {share.printed.text} ซึ่งหมายถึงค่าในช่วง {span} ไม่อาจเป็นสัดส่วนของ {whole} {unit} "
        f"เพราะจำนวนเต็มที่ใกล้ที่สุดให้ค่า {options} {MAY_BE_WRONG_TH}",
        claims=[share.claim.id, base.id],
        quarter=share.claim.quarter,
        level=share.claim.level,
        expected=" / ".join(percent.text for _, percent in near),
        actual=share.printed.text,
        changes_score=is_result(case, share.printed),
    )


def _only_base(case: Case, share: Share) -> ReadClaim | None:
    """Return the count that a percent's own words state as its base, where no other count of the
    same kind stands in the sentence that could be its numerator."""
    claim = share.claim
    beside = _beside(case, claim)
    bases = [count for count in beside if _is_whole(count) and _is_base(case, claim, count)]
    if len(bases) != 1:
        return None
    base = bases[0]
    if any(count is not base and count.unit == base.unit for count in beside):
        return None
    clean = case.extraction.text.clean
    start = max(claim.sentence, _row_start(case, min(claim.span[0], base.span[0])) - MEASURE_REACH)
    after = claim.span[1] if claim.span[1] > base.span[1] else base.span[0]
    return (
        None if has("measure", clean[start:after]) or has("inexact", clean[start:after]) else base
    )


def _row_start(case: Case, at: int) -> int:
    """Return where the first of the percents begins that are told in a row up to a place."""
    for other in reversed(case.of_kind("percent")):
        if other.span[1] <= at and at - other.span[1] <= IN_A_ROW:
            at = other.span[0]
    return at


def _beside(case: Case, claim: ReadClaim) -> list[ReadClaim]:
    """Return the counts of a percent's own clause: behind the last percent, before the next one.

    What gives another percent of the sentence belongs to that one.
    """
    others = {
        part.id
        for share in cast("Analysis", case).bases.shares
        if share.claim is not claim and share.outcome == "fits"
        for term in (share.numerator, share.denominator)
        if term is not None
        for part in term.claims
    }
    percents = [
        other
        for other in case.of_kind("percent", "date")
        if other is not claim and other.section == claim.section
    ]
    first = max((p.span[1] for p in percents if p.span[1] <= claim.span[0]), default=0)
    last = min(
        (p.span[0] for p in percents if p.span[0] >= claim.span[1]), default=claim.span[1] + 120
    )
    return [
        count
        for count in case.of_kind("count", "total")
        if (count.section, count.sentence) == (claim.section, claim.sentence)
        and not count.threshold
        and first <= count.span[0] < last
        and count.id not in others
    ]


def _is_whole(count: ReadClaim) -> bool:
    value = count.value or ""
    return value.isdigit() and int(value) > 0 and count.unit not in _DIVISIBLE


def _is_base(case: Case, claim: ReadClaim, count: ReadClaim) -> bool:
    """Tell whether the words between a percent and a count say that the one is a share of the other.

    Behind the percent the count is its whole (`ของ`, `จาก`, in brackets); before it, the count is the
    group that the percent's predicate is about (`ผู้เข้าอบรม 36 คน ผ่านร้อยละ 83.33`).
    """
    bases = cast("Analysis", case).bases
    clean = case.extraction.text.clean
    if count.span[0] >= claim.span[1]:
        between = clean[claim.span[1] : count.span[0]]
        if "\n" in between or len(between) > MAX_REACH:
            return False
        if _REMARK.match(between) and clean[count.span[1] : count.span[1] + 1] == ")":
            return True
        return bases.is_whole(count) and not _is_led_group(count, between)
    if claim.span[0] - count.span[1] > MAX_REACH:
        return False
    if bases.is_whole(count):
        return True
    between = clean[count.span[1] : claim.span[0]]
    if _NO_PREDICATE.fullmatch(between) or _NUMERATOR_BEFORE.match(between):
        return False
    if _OF.match(clean, claim.span[1]):
        return False
    if bases.is_total(count):
        return True
    leads = _NUMERATOR_BEFORE.match(clean[claim.span[0] : claim.span[1]])
    return not leads and has("counting", between)


def _is_led_group(count: ReadClaim, between: str) -> bool:
    """Tell whether `ของ…จำนวน 36 คน` names what the percent is of, and 36 how many it makes."""
    is_led = bool(count.notes.get("lead")) and count.kind != "total"
    return (
        is_led
        and re.match(rf"\s*{flex('ของ')}(?!{flex('จำนวน')}|{flex('ทั้ง')})", between) is not None
    )
