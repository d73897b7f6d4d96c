from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.case import printed
from pipeline.validator.rule import Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView
    from schemas.place import Place


class QuarterGap(Rule):
    """A quarter has a result without a narrative, or a narrative without a result.

    Why it matters: a figure that nothing explains, or work that no figure counts.

    **Flagged**
        ไตรมาสที่ 3: ผลงาน 70.00 · รายงานผลฯ ไตรมาสที่ 3: (ว่าง)
    **Fine**
        ไตรมาสที่ 3: ผลงาน 70.00 · รายงานผลฯ ไตรมาสที่ 3: ตรวจรับงานงวดสุดท้ายแล้ว
    """

    code = "TIM307"
    name = "quarter-gap"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "ไตรมาสมีผลงานแต่ไม่มีคำรายงาน หรือมีคำรายงานแต่ไม่มีผลงาน"
    why_th = "ตัวเลขที่ไม่มีคำอธิบาย หรืองานที่ไม่มีตัวเลขรองรับ ไม่อาจตรวจสอบได้"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        kpi = case.kpi
        headed = {s.quarter: s for s in case.extraction.sections if s.quarter is not None}
        if kpi is None or case.section("table") is None or not headed or not kpi.results:
            raise NotCheckable("no table of results beside quarterly narratives")
        narrated = {number for number, text in case.narrative_quarters() if text.strip()}
        reported = {quarter.quarter: value for quarter, value in kpi.results}
        for number in range(1, 5):
            heading = headed[number].heading if number in headed else None
            places = case.places(heading)
            if number in reported and number in headed and number not in narrated:
                if reported[number].value:
                    yield self._untold(kpi, number, reported[number].text, places)
            elif number in narrated and number not in reported and _is_owed(kpi, number):
                yield self._uncounted(kpi, number, places)

    def _untold(self, kpi: KpiView, number: int, value: str, places: list[Place]) -> Draft:
        claim = kpi.claim(f"quarters.{number - 1}.result")
        return Draft(
            f"Quarter {number} reports {value}, but nothing stands under its narrative's heading; "
            "the narrative may have been left out, or the result may be the wrong one.",
            f"ไตรมาสที่ {number} รายงานผลงาน {value} แต่ไม่มีข้อความใต้หัวข้อรายงานผลของไตรมาสนี้ "
            "อาจไม่ได้กรอกคำรายงาน หรือผลงานอาจคลาดเคลื่อน",
            claims=[claim.id] if claim else [],
            places=[*([claim.location] if claim and claim.location else []), *places],
            quarter=number,
            actual=value,
            subject=f"narrative {number}",
        )

    def _uncounted(self, kpi: KpiView, number: int, places: list[Place]) -> Draft:
        claim = kpi.claim(f"quarters.{number - 1}.result")
        shown = f"the table shows {claim.value}" if claim else "the table shows no result"
        shown_th = f"ตารางแสดง {claim.value}" if claim else "ตารางไม่มีผลงาน"
        return Draft(
            f"Quarter {number} has a narrative, but {shown} after an earlier quarter had reported; "
            "the result may have been left out.",
            f"ไตรมาสที่ {number} มีคำรายงาน แต่{shown_th} ทั้งที่ไตรมาสก่อนหน้ามีผลงานแล้ว อาจไม่ได้กรอกผลงาน",
            claims=[claim.id] if claim else [],
            places=[*([claim.location] if claim and claim.location else []), *places],
            quarter=number,
            actual=claim.value if claim else None,
            subject=f"result {number}",
        )


def _is_owed(kpi: KpiView, number: int) -> bool:
    """Tell whether a result is due: an earlier quarter had one, and the row is not left at zero
    by a KPI that is measured once a year."""
    first = kpi.results[0][0].quarter
    row = printed(kpi.fields.quarters[number - 1].result)
    return number > first or (row is None and number > 1)
