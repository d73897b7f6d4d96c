from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case


class PartExceedsWhole(Rule):
    """A count is larger than the group that it is taken from.

    Why it matters: no more people can pass a course than took part in it.

    **Flagged**
        ผู้ผ่านการอบรม 80 คน จากผู้เข้าอบรมทั้งหมด 78 คน
    **Fine**
        ผู้เข้าอบรม 80 คน จากเป้าหมาย 78 คน คิดเป็นร้อยละ 102.56
    """

    code = "ARI104"
    name = "part-exceeds-whole"
    severity = "error"
    changes_score: ClassVar[bool | None] = None
    title_th = "จำนวนย่อยมากกว่าจำนวนทั้งหมด"
    why_th = "ผู้ผ่านย่อมมีไม่เกินผู้เข้าร่วม"

    def check(self, case: Case) -> Iterator[Draft]:
        pairs = cast("Analysis", case).bases.parts_of_wholes()
        if not pairs:
            raise NotCheckable("no count is printed as part of another")
        for part, whole in pairs:
            if Decimal(part.value or "0") <= Decimal(whole.value or "0"):
                continue
            yield Draft(
                f"{part.value} {part.unit} are reported out of {whole.value}: the part is larger than its "
                f"whole. {MAY_BE_WRONG}",
                f"รายงาน {part.value} {part.unit} จากทั้งหมด {whole.value} {whole.unit} "
                f"จำนวนย่อยจึงมากกว่าจำนวนทั้งหมด {MAY_BE_WRONG_TH}",
                claims=[part.id, whole.id],
                quarter=part.quarter,
                level=part.level,
                expected=f"<= {whole.value}",
                actual=part.value,
                changes_score=False,
            )
