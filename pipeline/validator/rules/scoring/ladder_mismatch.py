from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.scoring.numbers import NotComputable
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH, shown

if TYPE_CHECKING:
    from pipeline.validator.case import Case, KpiView
    from schemas.claim import ReadClaim

_JOINED = re.compile(
    r"^[\s(=,]*(?:คิดเป็น|เท่ากับ|หรือ|ได้|คะแนน|รวม|และ|เป็น|ผลงาน|ผลการดำเนินงาน|[\s(=,])*$"
)


class LadderMismatch(Rule):
    """A claimed level does not earn the percent or points claimed with it.

    Why it matters: the document's own ladder says what each level is worth.

    **Flagged**
        ผลสำเร็จระดับ 5 คะแนนรวม 12 คะแนน (เกณฑ์: ระดับ 5 = 15 คะแนน)
    **Fine**
        ผลสำเร็จระดับ 5 คะแนนรวม 15 คะแนน (เกณฑ์: ระดับ 5 = 15 คะแนน)
    """

    code = "SCO203"
    name = "ladder-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "ระดับ ร้อยละ หรือคะแนนไม่ตรงกับเกณฑ์ของเอกสาร"
    why_th = "เกณฑ์ของเอกสารเองกำหนดว่าแต่ละระดับได้ร้อยละและคะแนนเท่าใด"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        kpi = case.kpi
        if kpi is None or not kpi.ladder.steps:
            raise NotCheckable("the document has no ladder")
        levels = [
            c
            for c in case.of_kind("level", "result")
            if not c.threshold
            and c.value
            and c.unit == "level"
            and c.section not in ("header", "table")
        ]
        for level in levels:
            yield from self._beside(case, kpi, level)

    def _beside(self, case: Case, kpi: KpiView, level: ReadClaim) -> Iterator[Draft]:
        number = int(Decimal(level.value or "0"))
        for other in case.of_kind("score", "points", "percent"):
            if other.section != level.section or other.threshold or other.span[0] < level.span[1]:
                continue
            between = case.extraction.text.clean[level.span[1] : other.span[0]]
            if len(between) > 40 or not _JOINED.match(between):
                continue
            if other.kind == "percent":
                given = kpi.ladder.percent_of_level(number)
                what, what_th = "percent", "ร้อยละ"
            else:
                given = kpi.ladder.points_of_level(number)
                what, what_th = "points", "คะแนน"
            if isinstance(given, NotComputable) or given == Decimal(other.value or "0"):
                continue
            yield Draft(
                f"Level {number} is claimed with {other.value} {what}; by the document's own ladder it earns "
                f"{shown(given)}. {MAY_BE_WRONG}",
                f"ระบุระดับ {number} พร้อม{what_th} {other.value} แต่ตามเกณฑ์ของเอกสารระดับนี้ได้{what_th} "
                f"{shown(given)} {MAY_BE_WRONG_TH}",
                claims=[level.id, other.id],
                quarter=level.quarter,
                level=number,
                expected=shown(given),
                actual=other.value,
            )
