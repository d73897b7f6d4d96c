from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.verdicts import date_of

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.claim import ReadClaim

_DATED = re.compile(r"^\s*(?:ลง|ลว|สั่ง)")
_JOINED = re.compile(r"[\s(,/–-]*(?:สั่ง|ประกาศ)?\s*(?:ณ)?\s*$")


class ReferenceYearMismatch(Rule):
    """The year of a document's number differs from its date.

    Why it matters: an order is looked up by number and date, and one of them leads nowhere.

    **Flagged**
        คำสั่งสำนักงานเขต ที่ 215/2563 ลงวันที่ 14 มิถุนายน 2564
    **Fine**
        คำสั่งสำนักงานเขต ที่ 215/2564 ลงวันที่ 14 มิถุนายน 2564
    """

    code = "TIM305"
    name = "reference-year-mismatch"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "ปีของเลขที่หนังสือไม่ตรงกับวันที่"
    why_th = "คำสั่งค้นได้ด้วยเลขที่และวันที่ ซึ่งส่วนใดส่วนหนึ่งค้นไม่พบ"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        pairs = [
            (reference, dated)
            for reference in case.of_kind("reference")
            if reference.notes.get("year")
            and (dated := date_of(cast("Analysis", case), reference)) is not None
            and dated.notes.get("valid") is not False
            and _belongs(case, reference, dated)
        ]
        if not pairs:
            raise NotCheckable("no number with a year stands beside its date")
        for reference, dated in pairs:
            number = int(reference.notes["year"])
            year, month = (int(part) for part in (dated.value or "").split("-")[:2])
            if number == year + 543:
                continue
            yield self._draft(reference, dated, number, year + 543, month)

    def _draft(
        self, reference: ReadClaim, dated: ReadClaim, number: int, year: int, month: int
    ) -> Draft:
        by_fiscal_year = month >= 10 and number == year + 1
        note = note_th = ""
        if by_fiscal_year:
            note = " They agree only where the office numbers by fiscal year."
            note_th = " ทั้งสองจะตรงกันเฉพาะกรณีที่หน่วยงานออกเลขตามปีงบประมาณ"
        return Draft(
            f"Number {reference.value} names the year {number}, but it is dated “{dated.text}”, in "
            f"{year}.{note} The number or the date may be the wrong one.",
            f"เลขที่ {reference.value} ระบุปี {number} แต่ลงวันที่ในปี {year} (“{dated.text}”)"
            f"{note_th} เลขที่หรือวันที่อาจคลาดเคลื่อน",
            claims=[reference.id, dated.id],
            quarter=reference.quarter,
            expected=str(year),
            actual=str(number),
            severity="notice" if by_fiscal_year else None,
        )


def _belongs(case: Case, reference: ReadClaim, dated: ReadClaim) -> bool:
    """Tell whether a date is the document's own: `ลงวันที่`, or nothing stands between."""
    between = case.extraction.text.clean[reference.span[1] : dated.span[0]]
    if "\n" in between.strip() or len(between) > 12:
        return False
    if _DATED.search(dated.text):
        return True
    return not dated.text.startswith("เมื่อ") and _JOINED.fullmatch(between) is not None
