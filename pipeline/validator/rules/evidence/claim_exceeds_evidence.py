from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case, KpiView
    from schemas.claim import ReadClaim
    from schemas.evidence import Support


class ClaimExceedsEvidence(Rule):
    """A quarter's value lies above the level that the narratives so far support.

    Why it matters: a level counts only when everything that it asks for is done.

    **Flagged**
        ไตรมาสที่ 2: 50.00 · ระดับ 2 = คณะกรรมการเห็นชอบแผน · อยู่ระหว่างการพิจารณาของคณะกรรมการ
    **Fine**
        ไตรมาสที่ 2: 40.00 · ระดับ 2 = คณะกรรมการเห็นชอบแผน · คณะกรรมการมีมติเห็นชอบแผนแล้ว
    """

    code = "EVI403"
    name = "claim-exceeds-evidence"
    severity = "warning"
    changes_score: ClassVar[bool | None] = True
    title_th = "ค่าที่รายงานสูงกว่าระดับที่คำรายงานรองรับ"
    why_th = "ระดับหนึ่งนับได้เมื่อทำครบทุกอย่างที่ระดับนั้นกำหนด"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        analysis = cast("Analysis", case)
        kpi, evidence = case.kpi, analysis.evidence
        if kpi is None or evidence is None or not evidence.support:
            raise NotCheckable("no level criteria beside narratives")
        for quarter, claimed, claim in claimed_levels(analysis, kpi):
            gap = evidence.first_gap(quarter, claimed)
            if gap is None:
                continue
            yield self._draft(analysis, quarter, claimed, claim, gap)

    def _draft(
        self, case: Analysis, quarter: int, claimed: int, claim: ReadClaim, gap: Support
    ) -> Draft:
        statements = [case.statement_by_id[name] for name in gap.statements]
        shown = "; ".join(f"“{shorten(s.text, 100)}”" for s in statements[:2])
        if gap.state == "in_progress":
            what, what_th = (
                f"level {gap.level} is reported in progress: {shown}",
                (f"ระดับ {gap.level} ยังอยู่ระหว่างดำเนินการ: {shown}"),
            )
        else:
            what = f"nothing up to quarter {quarter} mentions what level {gap.level} asks for"
            what_th = f"ไม่มีคำรายงานถึงไตรมาสที่ {quarter} กล่าวถึงสิ่งที่ระดับ {gap.level} กำหนด"
        assert case.evidence is not None
        supported = gap.level - 1
        criterion = case.record.fields.get(f"levels.{gap.level - 1}.criterion")
        places = [s.location for s in statements if s.location]
        places += [claim.location] if claim.location else []
        places += [criterion] if criterion and gap.state == "not_mentioned" else []
        return Draft(
            f"Quarter {quarter} reports {claim.value}, which is level {claimed}; {what}. The narratives support "
            f"level {supported} at most. The value or the narrative may be incomplete.",
            f"ไตรมาสที่ {quarter} รายงาน {claim.value} ซึ่งเท่ากับระดับ {claimed} แต่{what_th} "
            f"คำรายงานรองรับได้ไม่เกินระดับ {supported} ค่าหรือคำรายงานอาจไม่ครบถ้วน",
            claims=[claim.id],
            places=places,
            quarter=quarter,
            level=gap.level,
            expected=str(supported),
            actual=str(claimed),
        )


def claimed_levels(case: Analysis, kpi: KpiView) -> Iterator[tuple[int, int, ReadClaim]]:
    """Yield quarter, claimed level and claim, by result where there is a table, else by words."""
    narrated = {number for number, _ in case.narrative_quarters()}
    for quarter, value in kpi.results:
        level = kpi.reached(value)
        claim = kpi.claim(f"quarters.{quarter.quarter - 1}.result")
        if level and claim is not None and quarter.quarter in narrated:
            yield quarter.quarter, level, claim
    if kpi.results:
        return
    for claim in case.of_kind("level"):
        if claim.quarter is not None and not claim.threshold and claim.level:
            yield claim.quarter, claim.level, claim
