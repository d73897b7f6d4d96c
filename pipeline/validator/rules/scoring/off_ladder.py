from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.scoring.ladder import Between
from pipeline.validator.scoring.numbers import NotComputable
from pipeline.validator.wording import shown

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView


class OffLadder(Rule):
    """A quarter's value lies between two steps of the document's own ladder.

    Why it matters: a ladder without partial credit knows no value between its steps.

    **Flagged**
        เกณฑ์: ระดับ 2 = ร้อยละ 40, ระดับ 3 = ร้อยละ 60 · ไตรมาสที่ 2: 50.00
    **Fine**
        เกณฑ์: ระดับ 2 = ร้อยละ 40, ระดับ 3 = ร้อยละ 60 · ไตรมาสที่ 2: 60.00
    """

    code = "SCO204"
    name = "off-ladder"
    severity = "warning"
    changes_score: ClassVar[bool | None] = None
    title_th = "ค่าที่รายงานไม่ตรงกับขั้นใดของเกณฑ์"
    why_th = "เกณฑ์แบบขั้นที่ไม่ให้คะแนนบางส่วนไม่มีค่าระหว่างขั้น"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            if not kpi.fields.levels:
                continue
            checked = True
            last = kpi.results[-1][0].quarter if kpi.results else None
            for quarter, value in kpi.results:
                position = kpi.level_of(value)
                if isinstance(position, Between) and position.lower > 0:
                    yield self._draft(
                        kpi, quarter.quarter, value.text, position, quarter.quarter == last
                    )
        if not checked:
            raise NotCheckable("the document has no ladder")

    def _draft(
        self, kpi: KpiView, quarter: int, value: str, position: Between, is_last: bool
    ) -> Draft:
        claim = kpi.claim(f"quarters.{quarter - 1}.result")
        steps = []
        for level in (position.lower, position.upper):
            given = kpi.ladder.percent_of_level(level)
            steps.append(
                f"{level}" if isinstance(given, NotComputable) else f"{level} ({shown(given)})"
            )
        return Draft(
            f"{value} of quarter {quarter} lies between the steps {steps[0]} and {steps[1]} of the document's "
            "own ladder, which gives no credit in between. The value or the ladder may be the wrong one.",
            f"ค่า {value} ของไตรมาสที่ {quarter} อยู่ระหว่างระดับ {steps[0]} กับระดับ {steps[1]} ของเกณฑ์ในเอกสาร "
            "ซึ่งไม่ให้คะแนนระหว่างขั้น ค่าหรือเกณฑ์อาจคลาดเคลื่อน",
            claims=[claim.id] if claim else [],
            quarter=quarter,
            level=position.lower,
            expected=f"{steps[0]} / {steps[1]}",
            actual=value,
            changes_score=is_last,
        )
