from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.rules.arithmetic.percent_mismatch import is_result
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.bases import Share
    from pipeline.validator.case import Case

_EXPLAINED = re.compile(
    "|".join(
        flex(word)
        for word in (
            "เนื่องจาก", "เพราะ", "ลาออก", "ถอนตัว", "เกษียณ", "โอนย้าย", "ย้าย", "ยกเลิก", "ปรับ",
            "เพิ่มเติม", "เพิ่มขึ้น", "ลดลง", "ขาดสอบ", "ไม่รวม", "ยกเว้น", "เหลือ", "เสียชีวิต",
            "ตอบแบบ", "ส่งคืน", "เฉพาะ", "รุ่นที่", "รอบที่", "ครั้งที่",
        )
    )
)  # fmt: skip
_GROUP = re.compile(r"[\s\d๐-๙.,:()]|และ|รุ่นที่|จำนวน|ทั้งหมด|ทั้งสิ้น|รวม|จาก|ของ|สะสม|แล้ว|ได้|เป้าหมาย|ประมาณการ")
ENOUGH = 2
"""So many percents must keep one base before another one counts as a change."""


class BaseChanged(Rule):
    """A series of percents changes its base without a word.

    Why it matters: a smaller base lifts the percent although nothing more was done.

    **Flagged**
        ไตรมาส 2: 60 จาก 150 แห่ง ร้อยละ 40.00
        ไตรมาส 3: 90 จาก 150 แห่ง ร้อยละ 60.00
        ไตรมาส 4: 95 จาก 100 แห่ง ร้อยละ 95.00
    **Fine**
        ไตรมาส 4: 95 จาก 100 แห่ง ร้อยละ 95.00 เนื่องจากยกเลิก 50 แห่ง
    """

    code = "ARI106"
    name = "base-changed"
    severity = "warning"
    changes_score: ClassVar[bool | None] = None
    title_th = "ฐานของร้อยละเปลี่ยนไปโดยไม่มีคำอธิบาย"
    why_th = "ฐานที่เล็กลงทำให้ร้อยละสูงขึ้นทั้งที่ไม่ได้ทำงานเพิ่ม"

    def check(self, case: Case) -> Iterator[Draft]:
        series: dict[tuple[str, str, str], list[Share]] = defaultdict(list)
        for share in cast("Analysis", case).bases.shares:
            key = _series(case, share)
            if key is not None:
                series[key].append(share)
        long = [shares for shares in series.values() if len(shares) > ENOUGH]
        if not long:
            raise NotCheckable("no series of percents over one group")
        for shares in long:
            yield from self._switches(case, shares)

    def _switches(self, case: Case, shares: list[Share]) -> Iterator[Draft]:
        bases = Counter(_base(share) for share in shares)
        (usual, times), *others = bases.most_common()
        if times < ENOUGH or len(others) != 1 or others[0][1] != 1 or not _accumulates(shares):
            return
        odd = next(share for share in shares if _base(share) != usual)
        kept = next(share for share in shares if _base(share) == usual)
        assert odd.denominator is not None and odd.numerator is not None
        assert kept.denominator is not None
        if _EXPLAINED.search(_sentence(case, odd)):
            return
        unit = odd.denominator.claims[0].unit or ""
        span = odd.claim
        yield Draft(
            f"{odd.printed.text} percent is a share of {odd.denominator.text} {unit} "
            f"({odd.numerator.text} of {odd.denominator.text}), while the {times} other percents "
            f"of the series are shares of {usual} {unit}, and no reason is given. {MAY_BE_WRONG}",
            f"ร้อยละ {odd.printed.text} คิดจากฐาน {odd.denominator.text} {unit} "
            f"({odd.numerator.text} จาก {odd.denominator.text}) แต่ร้อยละอื่นในชุดเดียวกันอีก {times} ค่า "
            f"คิดจากฐาน {usual} {unit} โดยไม่ได้ระบุเหตุผล {MAY_BE_WRONG_TH}",
            claims=[
                span.id,
                *(c.id for c in odd.numerator.claims),
                *(c.id for c in odd.denominator.claims),
                *(c.id for c in kept.denominator.claims),
            ],
            quarter=span.quarter,
            level=span.level,
            expected=usual,
            actual=odd.denominator.text,
            changes_score=is_result(case, odd.printed),
        )


def _series(case: Case, share: Share) -> tuple[str, str, str] | None:
    """Return what a percent with a stated base is a percent of: part, base and unit in words."""
    if share.outcome != "fits" or share.numerator is None or share.denominator is None:
        return None
    if share.growth or share.denominator.where != "sentence" or len(share.denominator.claims) > 1:
        return None
    base, part = share.denominator.claims[0], share.numerator.claims[0]
    words = _words(base.noun) or _words(part.noun)
    if not words or not _words(part.noun) or part.batch is not None:
        return None
    return _words(part.noun), words, base.unit or ""


def _accumulates(shares: list[Share]) -> bool:
    """Tell whether the counted parts only rise, or only fall: rates of single quarters do neither,
    and each has a base of its own."""
    parts = [share.numerator.value.value for share in shares if share.numerator is not None]
    return parts in (sorted(parts), sorted(parts, reverse=True))


def _words(noun: str | None) -> str:
    return _GROUP.sub("", noun or "")


def _base(share: Share) -> str:
    assert share.denominator is not None
    return share.denominator.text


def _sentence(case: Case, share: Share) -> str:
    clean = case.extraction.text.clean
    end = clean.find("\n", share.claim.span[1])
    return clean[share.claim.sentence : end if end >= 0 else len(clean)]
