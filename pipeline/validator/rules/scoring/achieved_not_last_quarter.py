from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.scoring.ladder import OnStep, same_figure
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView


class AchievedNotLastQuarter(Rule):
    """The result in the header differs from the last reported quarter.

    Why it matters: the header's result is the one that is scored.

    **Flagged**
        ผลงานที่ทำได้ ร้อยละ : 95 · ไตรมาสที่ 4: 88.20
    **Fine**
        ผลงานที่ทำได้ ร้อยละ : 16.76 · ไตรมาสที่ 3: 16.76 · ไตรมาสที่ 4: 0.00 (ไม่ได้รายงาน)
    """

    code = "SCO202"
    name = "achieved-not-last-quarter"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "ผลงานที่ทำได้ไม่ตรงกับไตรมาสสุดท้ายที่รายงาน"
    why_th = "ผลในส่วนหัวเป็นค่าที่ใช้ให้คะแนน"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            achieved = kpi.value("achieved.value")
            claim = kpi.claim("achieved.value")
            if achieved is None or claim is None:
                continue
            if not kpi.results:
                yield from self._against_words(case, kpi)
                continue
            checked = True
            quarter, value = kpi.results[-1]
            if same_figure(achieved, value):
                continue
            row = kpi.claim(f"quarters.{quarter.quarter - 1}.result")
            whole = " It is the sum of the quarters." if kpi.adds_quarters else ""
            whole_th = " ทั้งนี้ตรงกับผลรวมของทุกไตรมาส" if kpi.adds_quarters else ""
            yield Draft(
                f"The header reports {achieved.text}, the last reported quarter (quarter {quarter.quarter}) "
                f"{value.text}.{whole} {MAY_BE_WRONG}",
                f"ส่วนหัวรายงานผล {achieved.text} แต่ไตรมาสสุดท้ายที่รายงาน (ไตรมาสที่ {quarter.quarter}) "
                f"คือ {value.text}{whole_th} {MAY_BE_WRONG_TH}",
                severity="notice" if kpi.adds_quarters else None,
                changes_score=not kpi.adds_quarters,
                claims=[claim.id, *([row.id] if row else [])],
                expected=value.text,
                actual=achieved.text,
            )
        if not checked:
            raise NotCheckable("no header result beside quarterly results")

    def _against_words(self, case: Case, kpi: KpiView) -> Iterator[Draft]:
        """Without a table the last quarter's own words say which level was reached."""
        achieved, claim = kpi.value("achieved.value"), kpi.claim("achieved.value")
        levels = [
            c
            for c in case.of_kind("level", "result")
            if c.quarter == 4 and not c.threshold and c.value and c.unit == "level"
        ]
        if achieved is None or claim is None or not levels or kpi.is_off_scale(achieved):
            return
        last = levels[-1]
        told = int(Decimal(last.value or "0"))
        position = kpi.level_of(achieved)
        reached = position.level if isinstance(position, OnStep) else None
        if reached is None or reached == told:
            return
        yield Draft(
            f"The header reports {achieved.text}, which is level {reached}; the text of quarter 4 claims level "
            f"{told}. {MAY_BE_WRONG}",
            f"ส่วนหัวรายงาน {achieved.text} ซึ่งเท่ากับระดับ {reached} แต่ข้อความไตรมาสที่ 4 ระบุระดับ {told} "
            f"{MAY_BE_WRONG_TH}",
            claims=[claim.id, last.id],
            expected=str(told),
            actual=achieved.text,
        )
