from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule

if TYPE_CHECKING:
    from pipeline.validator.case import Case


class Unsigned(Rule):
    """The form's signature or position is left blank.

    Why it matters: nobody answers for the figures of an unsigned form.

    **Flagged**
        ลงชื่อ ..................... (ผู้รับผิดชอบโครงการ) ตำแหน่ง .....................
    **Fine**
        ลงชื่อ นางสาวอรุณี แสงทอง (ผู้รับผิดชอบโครงการ) ตำแหน่ง นักวิชาการสุขาภิบาลชำนาญการ
    """

    code = "EVI409"
    name = "unsigned"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ไม่ได้ลงชื่อหรือตำแหน่งในแบบรายงาน"
    why_th = "แบบรายงานที่ไม่ลงชื่อย่อมไม่มีผู้รับรองข้อมูล"
    kinds = KPI_KINDS

    def check(self, case: Case) -> Iterator[Draft]:
        if case.kpi is None or case.kpi.fields.signature.signed is None:
            raise NotCheckable("the document has no place for a signature")
        signature = case.kpi.fields.signature
        if signature.signed:
            return
        blank = [
            names
            for value, names in (
                (signature.name, ("signature", "ลายมือชื่อ")),
                (signature.position, ("position", "ตำแหน่ง")),
            )
            if not value
        ]
        section = case.section("signature")
        places = case.places(section.heading) if section else []
        places += case.places(section.body) if section else []
        if not places and case.kpi.place:
            places = [case.kpi.place]
        yield Draft(
            f"The form's {' and '.join(en for en, _ in blank)} "
            f"{'are' if len(blank) > 1 else 'is'} left blank.",
            f"แบบรายงานไม่ได้ระบุ{'และ'.join(th for _, th in blank)}",
            places=places,
            subject="signature",
        )
