from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import REPORT_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_OWED = (
    "summary", "definition", "calculation", "data_sources", "strategies", "supporting_factors",
    "obstacles", "evidence", "rationale",
)  # fmt: skip


class EmptySection(Rule):
    """Nothing stands under a heading.

    Why it matters: the form asks for it, and nobody can tell forgotten from nothing to say.

    **Flagged**
        ** สรุปผลการดำเนินงาน ** (ไม่มีข้อความ)
    **Fine**
        ** สรุปผลการดำเนินงาน ** จัดอบรมครบทุกรุ่นตามแผน
    """

    code = "TXT505"
    name = "empty-section"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "หัวข้อที่ไม่มีเนื้อหา"
    why_th = "แบบฟอร์มกำหนดให้กรอก จึงไม่รู้ว่าลืมหรือไม่มีสิ่งใดจะรายงาน"
    kinds = REPORT_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        owed = [s for s in case.extraction.sections if s.name in _OWED and s.heading is not None]
        if not owed:
            raise NotCheckable("no section with a heading is known here")
        for section in owed:
            if section.body is not None or section.heading is None:
                continue
            heading = case.text(section.heading)
            yield Draft(
                f"Nothing stands under the heading “{shorten(heading)}”.",
                f"ไม่มีข้อความใต้หัวข้อ “{shorten(heading)}”",
                places=case.places(section.heading),
                subject=section.name,
            )
