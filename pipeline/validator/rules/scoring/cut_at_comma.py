from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case
    from schemas.printed import Printed


class CutAtComma(Rule):
    """A value equals another one cut at its thousands comma.

    Why it matters: 1,407.52 shown as 1 loses nearly the whole result.

    **Flagged**
        ผลงานที่ทำได้ : 1 · ไตรมาสที่ 4: 1,407.52
    **Fine**
        ผลงานที่ทำได้ : 1,407.52 · ไตรมาสที่ 4: 1,407.52
    """

    code = "SCO215"
    name = "cut-at-comma"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "ค่าถูกตัดที่เครื่องหมายจุลภาค"
    why_th = "1,407.52 ที่แสดงเป็น 1 ทำให้ผลงานหายไปเกือบทั้งหมด"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            achieved = kpi.value("achieved.value")
            claim = kpi.claim("achieved.value")
            if achieved is None or claim is None or not kpi.results:
                continue
            checked = True
            quarter, value = kpi.results[-1]
            row = kpi.claim(f"quarters.{quarter.quarter - 1}.result")
            if row is None:
                continue
            for cut, whole in ((achieved, value), (value, achieved)):
                if not is_cut(cut, whole):
                    continue
                yield Draft(
                    f"{cut.text} equals {grouped(whole)} cut at its thousands comma; the header and quarter "
                    f"{quarter.quarter} should agree, and either may be the wrong one.",
                    f"{cut.text} เท่ากับ {grouped(whole)} ที่ถูกตัดที่เครื่องหมายจุลภาค "
                    f"ส่วนหัวกับไตรมาสที่ {quarter.quarter} ควรตรงกัน ค่าใดค่าหนึ่งอาจคลาดเคลื่อน",
                    claims=[claim.id, row.id],
                    expected=whole.text,
                    actual=cut.text,
                )
        if not checked:
            raise NotCheckable("no header result beside quarterly results")


def grouped(value: Printed) -> str:
    """Write a number with its thousands commas."""
    whole, _, decimals = value.text.partition(".")
    return f"{int(whole):,}" + (f".{decimals}" if decimals else "")


def is_cut(cut: Printed, whole: Printed) -> bool:
    """Tell whether one number is what stands before the first comma of the other."""
    if whole.value < 1000:
        return False
    return cut.value == int(grouped(whole).split(",")[0])
