from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class MisspeltDate(Rule):
    """A month is misspelt but was still understood.

    Why it matters: a search for the right spelling does not find the date.

    **Flagged**
        วันที่ 16 กรกฏาคม 2564
    **Fine**
        วันที่ 16 กรกฎาคม 2564
    """

    code = "TXT504"
    name = "misspelt-date"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ชื่อเดือนสะกดผิด"
    why_th = "ค้นหาด้วยคำที่สะกดถูกจะไม่พบวันที่นี้"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        dates = case.of_kind("date")
        if not dates:
            raise NotCheckable("no date is printed")
        for claim in dates:
            misspelt = claim.notes.get("misspelt")
            if not misspelt:
                continue
            wrong, right = misspelt
            yield Draft(
                f"“{wrong}” is read as {right} ({claim.value}).",
                f"อ่าน “{wrong}” เป็น {right} ({claim.value})",
                claims=[claim.id],
                quarter=claim.quarter,
                expected=right,
                actual=wrong,
            )
