from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.layouts.labels import flex
from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_LEAD = r"^[\s\-–—(\d๐-๙.)]*"
_PERCENT = re.compile(rf"{_LEAD}(?:{flex('อัตรา')})?{flex('ร้อยละ')}")
_LEVEL = re.compile(rf"{_LEAD}{flex('ระดับความสำเร็จ')}|{_LEAD}{flex('ระดับขั้นความสำเร็จ')}")
_NUMBER = re.compile(rf"{_LEAD}{flex('จำนวน')}")


class TitleUnitMismatch(Rule):
    """The KPI's name and its unit differ.

    Why it matters: the name promises another measure than the one that is scored.

    **Flagged**
        ร้อยละความสำเร็จของการพัฒนาบุคลากร · เป้าหมาย : 5 (ระดับ)
    **Fine**
        ระดับความพึงพอใจของประชาชน · เป้าหมาย : ร้อยละ 90
    """

    code = "SCO216"
    name = "title-unit-mismatch"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ชื่อตัวชี้วัดกับหน่วยวัดไม่ตรงกัน"
    why_th = "ชื่อตัวชี้วัดบอกการวัดคนละแบบกับที่ใช้ให้คะแนน"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        checked = False
        for kpi in case.kpis:
            title, unit = kpi.fields.title, kpi.fields.unit
            if not title or unit is None:
                continue
            checked = True
            if _PERCENT.search(title) and unit in ("level", "count", "score"):
                promised = "ร้อยละ"
            elif _LEVEL.search(title) and unit in ("percent", "count"):
                promised = "ระดับ"
            elif _NUMBER.search(title) and unit == "level":
                promised = "จำนวน"
            else:
                continue
            claim = kpi.claim("target.value") or kpi.claim("achieved.value")
            places = [kpi.place] if kpi.place else []
            places += [claim.location] if claim and claim.location else []
            yield Draft(
                f"The KPI's name speaks of {promised}, its unit is {kpi.fields.unit_text}. Name or unit may be "
                "the wrong one.",
                f"ชื่อตัวชี้วัดเป็น{promised} แต่หน่วยวัดคือ{kpi.fields.unit_text} ชื่อหรือหน่วยอาจคลาดเคลื่อน",
                claims=[claim.id] if claim else [],
                places=places,
                expected=promised,
                actual=kpi.fields.unit_text,
                subject=kpi.prefix or "kpi",
            )
        if not checked:
            raise NotCheckable("no KPI prints a name and a unit")
