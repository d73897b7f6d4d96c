from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.dating import dating_of
from pipeline.validator.rule import Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case


class DateOutsideQuarter(Rule):
    """Evidence is dated outside the quarter that reports it.

    Why it matters: work of another quarter is no progress of this one.

    **Flagged**
        รายงานผลฯ ไตรมาสที่ 3: ประชุมคณะทำงาน เมื่อวันที่ 11 มกราคม 2564
    **Fine**
        รายงานผลฯ ไตรมาสที่ 2: ประชุมคณะทำงาน เมื่อวันที่ 11 มกราคม 2564
    """

    code = "TIM301"
    name = "date-outside-quarter"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "วันที่ของหลักฐานอยู่นอกไตรมาสที่รายงาน"
    why_th = "งานของไตรมาสอื่นไม่ใช่ความก้าวหน้าของไตรมาสนี้"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        analysis = cast("Analysis", case)
        dates = [claim for claim in case.of_kind("date") if claim.quarter is not None]
        if not dates or analysis.fiscal_year is None:
            raise NotCheckable("no quarter names a date, or the fiscal year is unknown")
        for claim in dates:
            if not dating_of(analysis, claim).is_outside:
                continue
            bounds = analysis.quarter_of(claim)
            assert bounds is not None
            span = f"{bounds[0].isoformat()} – {bounds[1].isoformat()}"
            yield Draft(
                f"“{claim.text}” ({claim.value}) stands in the report on quarter {claim.quarter} of "
                f"{analysis.fiscal_year}, which runs {span}. The date, the quarter or the year may be the "
                "wrong one.",
                f"“{claim.text}” ({claim.value}) อยู่ในรายงานไตรมาสที่ {claim.quarter} ปีงบประมาณ "
                f"{analysis.fiscal_year} ซึ่งตรงกับ {span} วันที่ ไตรมาส หรือปีอาจคลาดเคลื่อน",
                claims=[claim.id],
                quarter=claim.quarter,
                expected=span,
                actual=claim.value,
            )
