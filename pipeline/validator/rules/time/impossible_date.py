from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class ImpossibleDate(Rule):
    """A date does not exist.

    Why it matters: evidence of a day that no calendar has cannot be found again.

    **Flagged**
        ประชุมคณะทำงานเมื่อวันที่ 31 เมษายน 2564
    **Fine**
        ประชุมคณะทำงานเมื่อวันที่ 30 เมษายน 2564
    """

    code = "TIM303"
    name = "impossible-date"
    severity = "error"
    changes_score: ClassVar[bool | None] = False
    title_th = "วันที่ไม่มีอยู่จริงในปฏิทิน"
    why_th = "หลักฐานที่ลงวันที่ซึ่งไม่มีในปฏิทินย่อมตรวจสอบย้อนหลังไม่ได้"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        dates = case.of_kind("date")
        if not dates:
            raise NotCheckable("no date is printed")
        for claim in dates:
            if claim.notes.get("valid") is not False:
                continue
            why, why_th = _reason(claim.value or "")
            yield Draft(
                f"“{claim.text}” does not exist{why}; day, month or year may be the wrong one.",
                f"“{claim.text}” ไม่มีอยู่จริงในปฏิทิน{why_th} วัน เดือน หรือปีอาจคลาดเคลื่อน",
                claims=[claim.id],
                quarter=claim.quarter,
                actual=claim.value,
            )


def _reason(iso: str) -> tuple[str, str]:
    """Return why a date cannot be, in words; empty where only the year is beyond all calendars."""
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    if len(parts) < 2 or not 1950 <= parts[0] <= 2100:
        return ": no such year can be meant", " เพราะปีที่ระบุเป็นไปไม่ได้"
    year, month = parts[0], parts[1]
    if not 1 <= month <= 12:
        return f": there is no month {month}", f" เพราะไม่มีเดือนที่ {month}"
    longest = calendar.monthrange(year, month)[1]
    return f": that month has {longest} days", f" เพราะเดือนนั้นมี {longest} วัน"
