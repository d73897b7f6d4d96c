from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.thai.dates import find_dates, find_fiscal_years
from pipeline.validator.rule import REPORT_KINDS, Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView


class UndatedReport(Rule):
    """No date and no fiscal year stand anywhere in the report.

    Why it matters: nobody can tell which year the results belong to.

    **Flagged**
        ผลงานที่ทำได้ = 5.00 (ระดับ) · ดำเนินการฝึกอบรมรุ่นที่ 1 เสร็จสิ้นแล้ว
    **Fine**
        ดำเนินการฝึกอบรมรุ่นที่ 1 เมื่อวันที่ 3 มีนาคม 2564
    """

    code = "TIM306"
    name = "undated-report"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ไม่มีวันที่และปีงบประมาณในรายงาน"
    why_th = "ไม่อาจบอกได้ว่าผลงานเป็นของปีใด"
    kinds = REPORT_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        if case.kpi is not None and not _reports(case.kpi):
            raise NotCheckable("the page defines a KPI and reports nothing")
        if getattr(case.record, "fiscal_year", None) is not None:
            return
        clean = case.extraction.text.clean
        if case.of_kind("date") or any(m.year_given for m in find_dates(clean)):
            return
        if any(m.kind in ("fiscal", "annual") for m in find_fiscal_years(clean)):
            return
        place = case.kpi.place if case.kpi else case.first_place
        yield Draft(
            "The report prints no date and no fiscal year anywhere.",
            "รายงานไม่ระบุวันที่และปีงบประมาณไว้ที่ใดเลย",
            places=[place] if place else [],
            subject="report",
        )


def _reports(kpi: KpiView) -> bool:
    fields = kpi.fields
    told = any(quarter.narrative or quarter.result for quarter in fields.quarters)
    return bool(fields.achieved.value or fields.summary or told)
