from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.bases.words import pattern
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.rules.arithmetic.percent_mismatch import is_result
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.bases import Share
    from pipeline.validator.case import Case

_GROUP = re.compile(
    r"[\s\d๐-๙.,:()\-–•]|และ|รุ่นที่|จำนวน|ทั้งหมด|ทั้งสิ้น|รวม|จาก|ของ|สะสม|แล้ว|ได้|ร้อยละ|คิดเป็น|หรือ|เป้าหมาย|ประมาณการ"
)
_STEP = re.compile(r"^.*?(?:ขั้นตอน|ระดับ|กิจกรรม)(?:ความสำเร็จ)?(?:ที่)?\s*[0-9๐-๙]+")
ALIKE = 0.85
"""Likeness of the words before two percents from which on they measure the same."""
SHORTEST_MEASURE = 8
"""Fewest characters that name a measure."""
RESULT = "ผลการดำเนินงานของตัวชี้วัด"
"""What a quarter's percent measures that the table reports too, in whatever words."""
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
        series: list[tuple[str, str, list[Share]]] = []
        for share in cast("Analysis", case).bases.shares:
            if not _states_its_base(share):
                continue
            assert share.denominator is not None
            measure, unit = _measure(case, share), share.denominator.claims[0].unit or ""
            for words, of, shares in series:
                if of == unit and _is_alike(measure, words):
                    shares.append(share)
                    break
            else:
                if measure:
                    series.append((measure, unit, [share]))
        long = [shares for _, _, shares in series if len(shares) > ENOUGH]
        if not long:
            raise NotCheckable("no series of percents over one group")
        for shares in long:
            yield from self._switches(case, shares)

    def _switches(self, case: Case, shares: list[Share]) -> Iterator[Draft]:
        usual = _usual(shares)
        if usual is None or not _accumulates(shares):
            return
        odd = next(share for share in shares if _base(share) != usual)
        keeping = [share for share in shares if _base(share) == usual]
        kept, times = keeping[0], len(keeping)
        assert odd.denominator is not None and odd.numerator is not None
        assert kept.denominator is not None
        if _reasons(case, odd) - set().union(*(_reasons(case, share) for share in keeping)):
            return
        if _is_named_anew(case, odd, keeping):
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


def _states_its_base(share: Share) -> bool:
    if share.outcome != "fits" or share.numerator is None or share.denominator is None:
        return False
    if share.growth or share.denominator.where != "sentence":
        return False
    return len(share.denominator.claims) == 1 and share.numerator.claims[0].batch is None


def _measure(case: Case, share: Share) -> str:
    """Return the words of a percent's clause up to its first figure: what is measured."""
    assert share.numerator is not None
    if _is_quarters_result(case, share):
        return RESULT
    clean = case.extraction.text.clean
    start = min(share.claim.span[0], share.numerator.claims[0].span[0])
    earlier = [
        other.span[1]
        for other in case.of_kind("percent", "date")
        if other.section == share.claim.section and other.span[1] <= start
    ]
    words = clean[max(share.claim.sentence, *earlier, start - 120) : start]
    measure = _GROUP.sub("", _STEP.sub("", words))
    return measure if len(measure) >= SHORTEST_MEASURE else ""


def _is_quarters_result(case: Case, share: Share) -> bool:
    """Tell whether a percent is what the table reports for the quarter that tells of it."""
    kpi, quarter = case.kpi, share.claim.quarter
    if kpi is None or quarter is None or kpi.fields.unit != "percent":
        return False
    return any(
        row.quarter == quarter and value.value == share.printed.value for row, value in kpi.results
    )


def _is_alike(first: str, second: str) -> bool:
    return bool(first) and SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _usual(shares: list[Share]) -> str | None:
    """Return the base that a series keeps but for one percent, or keeps up to a place where it
    changes for good; None where it keeps none."""
    bases = [_base(share) for share in shares]
    (usual, times), *others = Counter(bases).most_common()
    if times < ENOUGH or len(others) != 1:
        return None
    if others[0][1] == 1:
        return usual
    first = bases[0]
    changed = next(index for index, base in enumerate(bases) if base != first)
    return first if changed >= ENOUGH and first not in bases[changed:] else None


def _reasons(case: Case, share: Share) -> set[str]:
    """Return the words of a percent's sentence that may tell why its base is another."""
    return set(pattern("base_reason").findall(_sentence(case, share)))


def _is_named_anew(case: Case, odd: Share, keeping: list[Share]) -> bool:
    """Tell whether the words of a base say that it is another group than the usual one.

    Where the usual base itself goes by several names, a name tells nothing.
    """
    name, *names = (_base_name(case, share) for share in (odd, *keeping))
    known = [other for other in names if other]
    if not name or not known or any(not _is_alike(known[0], other) for other in known):
        return False
    return not _is_alike(name, known[0]) and len(known) == len(names)


def _base_name(case: Case, share: Share) -> str:
    """Return the words that name a percent's base, empty where only its number stands."""
    assert share.denominator is not None
    return cast("Analysis", case).bases.name_of(share.denominator.claims[0])


def _accumulates(shares: list[Share]) -> bool:
    """Tell whether the counted parts only rise, or only fall: rates of single quarters do neither,
    and each has a base of its own."""
    parts = [share.numerator.value.value for share in shares if share.numerator is not None]
    return parts in (sorted(parts), sorted(parts, reverse=True))


def _base(share: Share) -> str:
    assert share.denominator is not None
    return share.denominator.text


def _sentence(case: Case, share: Share) -> str:
    clean = case.extraction.text.clean
    end = clean.find("\n", share.claim.span[1])
    return clean[share.claim.sentence : end if end >= 0 else len(clean)]
