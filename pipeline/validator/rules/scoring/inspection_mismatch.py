from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class InspectionMismatch(Rule):
    """The strategy office's value differs from the evaluation of the quarter that it names.

    Why it matters: both lines report the same inspection.

    **Flagged**
        สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ 2: 80 · ไตรมาสที่ 2: ผลประเมิน 95
    **Fine**
        สยป. ตรวจประเมินตัวชี้วัด : ไตรมาสที่ 2: 95 · ไตรมาสที่ 2: ผลประเมิน 95
    """

    code = "SCO207"
    name = "inspection-mismatch"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "ค่าตรวจประเมินของ สยป. ไม่ตรงกับผลประเมินของไตรมาสนั้น"
    why_th = "ทั้งสองแห่งรายงานการตรวจประเมินครั้งเดียวกัน"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            quarter = kpi.fields.inspection.quarter
            value = kpi.value("inspection.value")
            if quarter is None or value is None:
                continue
            path = f"quarters.{quarter - 1}.evaluation"
            evaluation = kpi.value(path)
            if evaluation is None:
                continue
            checked = True
            if evaluation.value == value.value or 0 in (evaluation.value, value.value):
                continue
            claims = [kpi.claim("inspection.value"), kpi.claim(path)]
            yield Draft(
                f"The inspection line gives quarter {quarter} the value {value.text}, the table evaluates it "
                f"{evaluation.text}. {MAY_BE_WRONG}",
                f"บรรทัดตรวจประเมินของ สยป. ระบุไตรมาสที่ {quarter} เป็น {value.text} แต่ตารางระบุ "
                f"{evaluation.text} {MAY_BE_WRONG_TH}",
                claims=[claim.id for claim in claims if claim is not None],
                quarter=quarter,
                expected=evaluation.text,
                actual=value.text,
            )
        if not checked:
            raise NotCheckable("no inspection value beside an evaluation of its quarter")
