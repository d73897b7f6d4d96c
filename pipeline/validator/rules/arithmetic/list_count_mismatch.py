from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.announced import announced_lists
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class ListCountMismatch(Rule):
    """A list holds another number of items than it announces.

    Why it matters: an item was dropped or added, and only the number still tells.

    **Flagged**
        จัดทำสื่อ จำนวน 4 ชุด ได้แก่ 1. แผ่นพับ 2. คลิปวิดีโอ 3. ป้ายประกาศ
    **Fine**
        จัดทำสื่อ จำนวน 3 ชุด ได้แก่ 1. แผ่นพับ 2. คลิปวิดีโอ 3. ป้ายประกาศ
    """

    code = "ARI105"
    name = "list-count-mismatch"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "จำนวนข้อที่แจ้งไม่ตรงกับรายการที่ระบุ"
    why_th = "รายการอาจตกหล่นหรือเกินมา โดยเหลือเพียงตัวเลขที่บอกจำนวนไว้"

    def check(self, case: Case) -> Iterator[Draft]:
        lists = list(announced_lists(case))
        if not lists:
            raise NotCheckable("no list is announced with its number of items")
        for found in lists:
            claim = found.claim
            if found.fits:
                continue
            yield Draft(
                f"“{shorten(claim.text, 50)}” announces {claim.value} items, {found.items} are "
                f"listed, the last one “{shorten(found.last, 50)}”. The number or the list may be "
                "the wrong one.",
                f"“{shorten(claim.text, 50)}” แจ้งไว้ {claim.value} รายการ "
                f"แต่ระบุไว้ {found.items} รายการ รายการสุดท้ายคือ “{shorten(found.last, 50)}” "
                "จำนวนหรือรายการอาจคลาดเคลื่อน",
                claims=[claim.id],
                places=[
                    *claim.locations,
                    *case.places(found.span),
                ],
                quarter=claim.quarter,
                expected=str(found.items),
                actual=claim.value,
            )
