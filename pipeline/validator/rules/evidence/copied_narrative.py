from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.copies import Copy, copied
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class CopiedNarrative(Rule):
    """A quarter repeats the text of an earlier quarter.

    Why it matters: a copied report says nothing of what was done in its own quarter.

    **Flagged**
        ไตรมาสที่ 3 มีข้อความของไตรมาสที่ 2 ทั้งหมดซ้ำอีกครั้ง
    **Fine**
        ทุกไตรมาสขึ้นต้นว่า “อยู่ระหว่างดำเนินการ โดยได้ดำเนินงานดังต่อไปนี้” แต่เนื้อหาต่างกัน
    """

    code = "EVI404"
    name = "copied-narrative"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "คำรายงานซ้ำกับไตรมาสก่อน"
    why_th = "คำรายงานที่คัดลอกมาไม่บอกว่าไตรมาสนี้ทำอะไร"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        narratives = [
            (section.quarter, section.body)
            for section in case.extraction.sections
            if section.quarter is not None and section.body is not None
        ]
        if len(narratives) < 2:
            raise NotCheckable("fewer than two quarters have a narrative")
        clean = case.extraction.text.clean
        for index, (quarter, body) in enumerate(narratives):
            found: Copy | None = None
            source = 0
            for earlier, other in narratives[:index]:
                copy = copied(clean, other, body)
                if copy is not None and (found is None or copy.share >= found.share):
                    found, source = copy, earlier
            if found is None:
                continue
            places = case.places(found.later) + case.places(found.earlier)
            yield Draft(
                f"The narrative of quarter {quarter} repeats that of quarter {source}: "
                f"{found.share:.0%} of the shorter text stands in both, “{shorten(case.text(found.later))}”.",
                f"คำรายงานไตรมาสที่ {quarter} ซ้ำกับไตรมาสที่ {source} ข้อความที่สั้นกว่าร้อยละ "
                f"{found.share * 100:.0f} ปรากฏในทั้งสองไตรมาส: “{shorten(case.text(found.later))}”",
                places=places,
                quarter=quarter,
                expected=None,
                actual=f"{found.share:.0%}",
                subject=f"quarter {quarter}",
            )
