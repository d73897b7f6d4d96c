from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.layouts.labels import flex
from pipeline.validator.rule import Draft, NotCheckable, Rule
from schemas.place import Place

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView

_PROMISE = re.compile(
    rf"(?:{flex('เกณฑ์')}\s*(?:{flex('การ')})?\s*(?:{flex('คิด')}|{flex('ให้')})\s*{flex('คะแนน')}|{flex('เกณฑ์คะแนน')}|{flex('คิดคะแนนดังนี้')})"
)
_FAULTS = {
    "level_missing": ("a level is missing", "ขาดบางระดับ"),
    "level_repeated": ("a level is given twice", "มีระดับซ้ำ"),
    "out_of_order": ("the levels are out of order", "ลำดับระดับไม่เรียงกัน"),
    "percent_missing": ("some levels have no percent", "บางระดับไม่ระบุร้อยละ"),
    "points_missing": ("some levels have no points", "บางระดับไม่ระบุคะแนน"),
    "not_rising": ("percents or points do not rise with the levels", "ร้อยละหรือคะแนนไม่เพิ่มขึ้นตามระดับ"),
    "not_proportional": ("the steps are not proportional", "สัดส่วนของแต่ละขั้นไม่เท่ากัน"),
}


class LadderIncomplete(Rule):
    """The ladder lacks levels, is out of order or proportion, or misses what the text promises.

    Why it matters: without its steps nobody can recompute the score.

    **Flagged**
        เกณฑ์การคิดคะแนน ระดับ 1 ทบทวนข้อมูล ระดับ 2 จัดทำร่าง (ไม่มีร้อยละหรือคะแนนของระดับ)
    **Fine**
        ระดับที่ 1 = ร้อยละ 20, ระดับที่ 1+2 = ร้อยละ 40, ระดับที่ 1+2+3 = ร้อยละ 60
    """

    code = "SCO205"
    name = "ladder-incomplete"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "เกณฑ์ระดับความสำเร็จไม่ครบถ้วน"
    why_th = "หากเกณฑ์ไม่ครบ จะคำนวณคะแนนซ้ำไม่ได้"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        kpi = case.kpi
        if kpi is None or not kpi.ladder.steps:
            raise NotCheckable("the document has no ladder")
        faults = [_FAULTS[fault] for fault in kpi.ladder.faults()]
        promise = self._promise(case, kpi)
        if promise is not None:
            faults.append(
                (
                    "a scoring rule is announced, but no percent and no points per level follow",
                    "แจ้งว่ามีเกณฑ์การให้คะแนน แต่ไม่ระบุร้อยละหรือคะแนนของแต่ละระดับ",
                )
            )
        if not faults:
            return
        places = [promise] if promise is not None else self._places(case, kpi)
        yield Draft(
            f"The ladder cannot be used as printed: {'; '.join(en for en, _ in faults)}.",
            f"เกณฑ์ระดับความสำเร็จตามที่พิมพ์ไว้ใช้คำนวณไม่ได้: {' '.join(th for _, th in faults)}",
            places=places,
            subject=",".join(kpi.ladder.faults()) or "promise",
        )

    def _promise(self, case: Case, kpi: KpiView) -> Place | None:
        """Return the words that promise a scoring rule, None where it is given or not promised."""
        if any(step.percent or step.points for step in kpi.ladder.steps):
            return None
        for name in ("calculation", "definition"):
            section = case.section(name)
            if section is None or section.body is None:
                continue
            match = _PROMISE.search(case.extraction.text.clean, *section.body)
            if match:
                return next(iter(case.places(match.span())), None)
        return None

    def _places(self, case: Case, kpi: KpiView) -> list[Place]:
        fields = case.extraction.record.fields
        found = [
            fields[path]
            for number in range(len(kpi.fields.levels))
            if (path := f"{kpi.prefix}levels.{number}.criterion") in fields
        ]
        if not found:
            section = case.section("calculation") or case.section("definition")
            found = case.places(section.heading or section.body) if section else []
        return found or ([kpi.place] if kpi.place else [])
