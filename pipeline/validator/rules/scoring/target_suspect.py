from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.case import printed
from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from schemas.scorecard import Scorecard

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView


class TargetSuspect(Rule):
    """The target is missing, zero, or equal to the KPI's weight.

    Why it matters: without a target nothing can be called achieved.

    **Flagged**
        ค่าเป้าหมาย () : 0 · ผลงานที่ทำได้ () : 100
    **Fine**
        ค่าเป้าหมาย ร้อยละ : 65 · ผลงานที่ทำได้ ร้อยละ : 82.90
    """

    code = "SCO212"
    name = "target-suspect"
    severity = "warning"
    changes_score: ClassVar[bool | None] = True
    title_th = "ค่าเป้าหมายว่าง เป็นศูนย์ หรือเท่ากับน้ำหนัก"
    why_th = "หากไม่มีเป้าหมาย ย่อมบอกไม่ได้ว่าสำเร็จ"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            if not _reports(kpi):
                continue
            checked = True
            target, weight = printed(kpi.fields.target.value), printed(kpi.fields.weight)
            if target is None:
                reason, reason_th = "is missing", "ไม่ได้ระบุ"
            elif target.value == 0:
                reason, reason_th = f"is {target.text}", f"เป็น {target.text}"
            elif weight is not None and weight.value == target.value and kpi.fields.unit != "level":
                reason = f"is {target.text}, the same as the KPI's weight"
                reason_th = f"เป็น {target.text} ซึ่งเท่ากับน้ำหนักของตัวชี้วัด"
            else:
                continue
            claim = kpi.claim("target.value")
            place = claim.location if claim else kpi.place
            yield Draft(
                f"The target {reason}; target or unit may have been left out or typed in the wrong box.",
                f"ค่าเป้าหมาย{reason_th} อาจไม่ได้กรอกหรือกรอกผิดช่อง",
                claims=[claim.id] if claim else [],
                places=[place] if place else [],
                expected="> 0",
                actual=target.text if target else None,
                subject=kpi.prefix or "kpi",
            )
        if not checked:
            raise NotCheckable("no KPI reports a result")


def _reports(kpi: KpiView) -> bool:
    """A definition page without any result owes no target here, nor a card scored on criteria."""
    if kpi.fields.criteria and kpi.fields.target.value is None:
        return False
    card = kpi.case.record
    if isinstance(card, Scorecard) and kpi.fields.target.value is None:
        has_column = any(item.target.value for item in card.items)
        if not has_column:
            return False
    return kpi.fields.achieved.value is not None or bool(kpi.results)
