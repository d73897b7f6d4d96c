from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.rules.evidence.claim_exceeds_evidence import claimed_levels
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.claim import ReadClaim
    from schemas.kpi_report import Level


SPREAD = 0.7
"""Share of a criterion's words from which on all narratives together may tell it piece by piece."""


class LevelUnsupported(Rule):
    """A claimed level that no narrative and no evidence item mentions, though a higher one is.

    Why it matters: a ladder counts a level only when every lower one is done too.

    **Flagged**
        ระดับ 5 ทุกขั้นมีคำรายงาน เว้นแต่ระดับ 3 (ทดลองใช้คู่มือในสำนักงานเขตนำร่อง) ที่ไม่มีข้อความใดกล่าวถึง
    **Fine**
        ระดับ 5 และทุกขั้นมีคำรายงานว่าทำแล้ว
    """

    code = "EVI402"
    name = "level-unsupported"
    severity = "warning"
    changes_score: ClassVar[bool | None] = True
    title_th = "ระดับที่อ้างไม่มีคำรายงานหรือหลักฐานรองรับ"
    why_th = "เกณฑ์ระดับความสำเร็จนับระดับหนึ่งได้เมื่อทำครบทุกระดับที่ต่ำกว่า"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        analysis = cast("Analysis", case)
        kpi, evidence = case.kpi, analysis.evidence
        if kpi is None or evidence is None or not evidence.support:
            raise NotCheckable("no level criteria beside narratives")
        claims = list(claimed_levels(analysis, kpi))
        if not claims:
            raise NotCheckable("no quarter with a narrative claims a level")
        quarter, claimed, claim = claims[-1]
        if evidence.first_gap(quarter, claimed) is not None:
            return  # the value already exceeds what the narratives support: EVI403 says so
        levels = {level.level: level for level in kpi.fields.levels if level.criterion}
        states = [s for s in evidence.support if s.quarter == quarter and s.level <= claimed]
        for support in states:
            level = levels.get(support.level)
            if support.state != "not_mentioned" or level is None:
                continue
            if not self._is_told_elsewhere(analysis, level):
                yield self._draft(case, quarter, claimed, claim, level)

    def _is_told_elsewhere(self, case: Analysis, level: Level) -> bool:
        """Tell whether evidence items, all texts together, or a summary speak of a criterion."""
        assert case.evidence is not None and case.kpi is not None
        fields = case.kpi.fields
        told = " ".join(text for _, text in case.narrative_quarters())
        share, criterion = case.evidence.share, level.criterion or ""
        bounds = case.settings.tolerances
        named = [*fields.projects, fields.data_sources]
        if share(criterion, told) >= SPREAD:
            return True
        if any(share(criterion, text) >= bounds.supported for text in named if text):
            return True
        proofs = [*fields.evidence, case.evidence.without_title(fields.summary or "")]
        return any(share(criterion, text) > bounds.absent for text in proofs if text)

    def _draft(
        self, case: Case, quarter: int, claimed: int, claim: ReadClaim, level: Level
    ) -> Draft:
        criterion = shorten(level.criterion or "", 100)
        index = next(
            number
            for number, other in enumerate(case.kpi.fields.levels if case.kpi else [])
            if other is level
        )
        place = case.record.fields.get(f"levels.{index}.criterion")
        supported = level.level - 1
        return Draft(
            f"Quarter {quarter} reports {claim.value}, which is level {claimed}, but no narrative "
            f"and no evidence item mentions what level {level.level} asks for: “{criterion}”. "
            f"Without it level {supported} is supported; the narrative may be incomplete.",
            f"ไตรมาสที่ {quarter} รายงาน {claim.value} ซึ่งเท่ากับระดับ {claimed} แต่ไม่มีคำรายงานหรือหลักฐานใด"
            f"กล่าวถึงสิ่งที่ระดับ {level.level} กำหนด: “{criterion}” หากไม่มีส่วนนี้จะรองรับได้ถึงระดับ "
            f"{supported} คำรายงานอาจไม่ครบถ้วน",
            claims=[claim.id],
            places=[
                *([place] if place else []),
                *([claim.location] if claim.location else []),
            ],
            quarter=quarter,
            level=level.level,
            expected=str(supported),
            actual=str(claimed),
        )
