from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pipeline.validator.crossing.corpus import Corpus, is_zero
from pipeline.validator.crossing.rule import CrossDraft, CrossRule
from schemas.printed import Printed

FEWEST_KPIS = 6
FEWEST_SCORES = 20


class ScoresNeverVary(CrossRule):
    """All evaluations of a unit's KPIs are the same in all quarters.

    Why it matters: evaluations that never differ tell good work from bad no better than none.

    **Flagged**
        หน่วยงานมี 8 ตัวชี้วัด คะแนนประเมิน 32 ค่าเท่ากับ 100 ทั้งหมด
    **Fine**
        หน่วยงานมี 8 ตัวชี้วัด คะแนนประเมิน 31 ค่าเท่ากับ 100 และหนึ่งค่าเท่ากับ 85
    """

    code = "XDC607"
    name = "scores-never-vary"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "คะแนนประเมินของหน่วยงานเท่ากันทั้งหมด"
    why_th = "คะแนนที่ไม่เคยต่างกันไม่ช่วยแยกงานที่ดีออกจากงานที่ไม่ดี"
    kinds = frozenset(("kpi_report", "kpi_index"))

    def check(self, corpus: Corpus) -> Iterator[CrossDraft]:
        for scores in corpus.scores():
            given = [v for values in scores.evaluations.values() for v in values if not is_zero(v)]
            kpis = sum(any(not is_zero(v) for v in vs) for vs in scores.evaluations.values())
            different = {printed.value for v in given if (printed := Printed.parse(v))}
            if kpis < FEWEST_KPIS or len(given) < FEWEST_SCORES or len(different) != 1:
                continue
            name = scores.agency or scores.agency_code
            yield CrossDraft(
                scores.source,
                None,
                f"All {len(given)} evaluations of the {kpis} KPIs of {name} in "
                f"{scores.fiscal_year} are {given[0]}. They may be right; look at how they came "
                "about.",
                f"คะแนนประเมินทั้ง {len(given)} ค่าของ {kpis} ตัวชี้วัดของ {name} ปี {scores.fiscal_year} "
                f"เท่ากับ {given[0]} ทั้งหมด อาจถูกต้อง แต่ควรดูที่มา",
                [scores.spot] if scores.spot else [],
                actual=given[0],
                subject=f"{scores.agency_code} {scores.fiscal_year}",
            )
