from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
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
_MEAN = re.compile(
    "|".join(
        flex(word)
        for word in (
            "เฉลี่ย", "คะแนน", "พึงพอใจ", "ก้าวหน้า", "เบิกจ่าย", "งบประมาณ", "เพิ่มขึ้น", "ลดลง", "สูงขึ้น",
            "ดีขึ้น", "น้ำหนัก", "เข้าใจ", "เชื่อมั่น", "คุณภาพ", "ประมาณ", "เกือบ", "กว่า",
        )
    )
)  # fmt: skip
_BASE_AFTER = re.compile(rf"\s*{flex('ของ')}(?P<group>[^\s\d๐-๙]{{2,40}})\s*$")
_BASE_AFTER_WHOLE = re.compile(
    rf"\s*{flex('ของ')}[^\n\d๐-๙]{{2,40}}?{flex('ทั้ง')}(?:{flex('หมด')}|{flex('สิ้น')})?\s*(?:{flex('จำนวน')})?\s*$"
)
_FROM_AFTER = re.compile(rf"\s*{flex('จาก')}(?!{flex('เดิม')})[^\n\d๐-๙]{{0,40}}")
_BASE_BEFORE = re.compile(rf"{flex('จาก')}(?!{flex('เดิม')})[^\n\d๐-๙]{{0,40}}$")
_PASSED = re.compile(
    rf"\s*(?:{flex('มีผู้')})?(?:{flex('สอบ')})?(?:{flex('ผ่าน')}|{flex('เข้าร่วม')}|{flex('ตอบ')}|{flex('สามารถ')}|{flex('ปฏิบัติ')}|{flex('มีความรู้')}|{flex('เห็นด้วย')}|{flex('ได้รับ')}|{flex('ได้ป้าย')}|{flex('พบว่า')})"
    rf"[^\n\d๐-๙]{{0,40}}$"
)
_NUMERATOR_BEFORE = re.compile(rf"\s*(?:{flex('คิดเป็น')}|{flex('เท่ากับ')}|{flex('เป็น')})")
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
            if share.outcome == "unknown" and (base := _only_base(case, share)) is not None
        ]
        if not tested:
            raise NotCheckable("no percent stands beside its base without its count")
        for share, base in tested:
            whole = int(Decimal(base.value or "0"))
            if any(grim_possible(share.printed, whole, rounding) for rounding in ROUNDINGS):
                continue
            yield _draft(case, share, base, whole)


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
    start = max(claim.sentence, min(claim.span[0], base.span[0]) - 30)
    after = claim.span[1] if claim.span[1] > base.span[1] else base.span[0]
    return None if _MEAN.search(clean[start:after]) else base


def _beside(case: Case, claim: ReadClaim) -> list[ReadClaim]:
    """Return the counts of a percent's own clause: behind the last percent, before the next one."""
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
    ]


def _is_whole(count: ReadClaim) -> bool:
    value = count.value or ""
    return value.isdigit() and int(value) > 0 and count.unit not in _DIVISIBLE


def _is_base(case: Case, claim: ReadClaim, count: ReadClaim) -> bool:
    clean = case.extraction.text.clean
    if count.span[0] >= claim.span[1]:
        between = clean[claim.span[1] : count.span[0]]
        if _FROM_AFTER.fullmatch(between):
            return True
        lead = bool(count.notes.get("lead")) and count.kind != "total"
        if _BASE_AFTER_WHOLE.fullmatch(between):
            return True
        if count.kind == "total":
            return re.fullmatch(rf"\s*{flex('ของ')}[^\n\d๐-๙]{{2,40}}", between) is not None
        return not lead and _BASE_AFTER.fullmatch(between) is not None
    if claim.span[0] - count.span[1] > MAX_REACH:
        return False
    words = clean[claim.span[0] : claim.span[1]]
    between = clean[count.span[1] : claim.span[0]]
    is_of_other = re.match(rf"\s*{flex('ของ')}", clean[claim.span[1] : claim.span[1] + 6])
    if count.kind == "total" and _PASSED.match(between):
        return True
    if _PASSED.match(between) and not _NUMERATOR_BEFORE.match(words) and not is_of_other:
        return True
    return bool(_BASE_BEFORE.search(clean[max(claim.sentence, count.span[0] - 60) : count.span[0]]))
