from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.scoring.ladder import OnStep

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView
    from schemas.claim import ReadClaim
    from schemas.printed import Printed


class UnitConfusion(Rule):
    """A value lies above the top of its unit's scale.

    Why it matters: a percent typed where a level belongs makes the printed result meaningless.

    **Flagged**
        ค่าเป้าหมาย ระดับ : 5 · ผลงานที่ทำได้ ระดับ : 100
    **Fine**
        ค่าเป้าหมาย ร้อยละ : 100 · ผลงานที่ทำได้ ร้อยละ : 104.15
    """

    code = "SCO201"
    name = "unit-confusion"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "ค่าที่รายงานเกินช่วงของหน่วยวัด"
    why_th = "การกรอกร้อยละในช่องที่ควรเป็นระดับทำให้ผลที่แสดงไม่มีความหมาย"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            if kpi.fields.unit != "level" or kpi.top_level is None:
                continue
            checked = True
            found = [
                (claim, value)
                for path in ("achieved.value", "target.value", *_RESULTS)
                if (claim := kpi.claim(path))
                and (value := kpi.value(path))
                and kpi.is_off_scale(value)
            ]
            if found:
                yield self._draft(kpi, found)
        if not checked:
            raise NotCheckable("the unit has no scale with a top")

    def _draft(self, kpi: KpiView, found: list[tuple[ReadClaim, Printed]]) -> Draft:
        claim, value = found[0]
        position = kpi.ladder.level_of_percent(value)
        read_as, read_as_th = "", ""
        convertible = isinstance(position, OnStep)
        if isinstance(position, OnStep):
            read_as = (
                f" By the document's own ladder {value.text} percent is level {position.level}."
            )
            read_as_th = f" ตามเกณฑ์ของเอกสาร ร้อยละ {value.text} คือระดับ {position.level}"
        quarter = claim.quarter if claim.kind == "result" else None
        return Draft(
            f"{value.text} is reported in levels (ระดับ), whose scale ends at {kpi.top_level}; a percent may "
            f"have been typed where a level belongs.{read_as} The value, the unit or the target may be the "
            "wrong one.",
            f"รายงานผล {value.text} ในหน่วยระดับ ซึ่งสูงสุดเพียง {kpi.top_level} อาจกรอกร้อยละแทนระดับ"
            f"{read_as_th} ค่า หน่วย หรือเป้าหมายอาจคลาดเคลื่อน",
            claims=[claim.id for claim, _ in found],
            quarter=quarter,
            expected=f"<= {kpi.top_level}",
            actual=value.text,
            severity="warning" if convertible else None,
            changes_score=not convertible,
        )


_RESULTS = tuple(f"quarters.{number}.result" for number in range(4))
