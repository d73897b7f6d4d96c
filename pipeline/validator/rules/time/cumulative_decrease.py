from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class CumulativeDecrease(Rule):
    """A quarter's result lies below an earlier one.

    Why it matters: results accumulate over the year on most pages, so a fall wants a reason.

    **Flagged**
        ไตรมาสที่ 1-4: 25.00, 84.12, 70.00, 100.00
    **Fine**
        ไตรมาสที่ 1-4: 45.00, 0.00 (ไม่ได้รายงาน), 70.00, 100.00
    """

    code = "TIM302"
    name = "cumulative-decrease"
    severity = "warning"
    changes_score: ClassVar[bool | None] = None
    title_th = "ผลสะสมลดลงจากไตรมาสก่อน"
    why_th = "ผลงานส่วนใหญ่เป็นค่าสะสม เมื่อลดลงจึงควรมีคำอธิบาย"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            if len(kpi.results) < 2:
                continue
            checked = True
            if kpi.adds_quarters:
                continue
            highest, top = kpi.results[0]
            for quarter, value in kpi.results[1:]:
                if value.value >= top.value:
                    highest, top = quarter, value
                    continue
                claims = [kpi.claim(f"quarters.{q.quarter - 1}.result") for q in (quarter, highest)]
                yield Draft(
                    f"Quarter {quarter.quarter} reports {value.text} after {top.text} in quarter "
                    f"{highest.quarter}; where results accumulate they cannot fall. Either figure may be the "
                    "wrong one, or the KPI is measured per quarter.",
                    f"ไตรมาสที่ {quarter.quarter} รายงาน {value.text} หลังจากไตรมาสที่ {highest.quarter} รายงาน "
                    f"{top.text} หากเป็นค่าสะสมย่อมไม่ลดลง ค่าใดค่าหนึ่งอาจคลาดเคลื่อน หรือเป็นค่ารายไตรมาส",
                    claims=[claim.id for claim in claims if claim is not None],
                    quarter=quarter.quarter,
                    expected=f">= {top.text}",
                    actual=value.text,
                    changes_score=quarter is kpi.results[-1][0],
                )
        if not checked:
            raise NotCheckable("fewer than two quarters report a result")
