from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.wording import MAY_BE_WRONG, MAY_BE_WRONG_TH

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case


class SumMismatch(Rule):
    """Parts do not add up to the printed total.

    Why it matters: the total is the base of the percents that follow.

    **Flagged**
        รุ่นที่ 1 จำนวน 36 คน รุ่นที่ 2 จำนวน 42 คน รวมทั้งสิ้น 79 คน
    **Fine**
        รุ่นที่ 1 จำนวน 36 คน รุ่นที่ 2 จำนวน 42 คน รวมทั้งสิ้น 78 คน
    """

    code = "ARI102"
    name = "sum-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = None
    title_th = "ผลรวมไม่ตรงกับส่วนย่อย"
    why_th = "ยอดรวมเป็นฐานของร้อยละที่รายงานต่อมา"

    kinds = KPI_KINDS | {"table"}

    def check(self, case: Case) -> Iterator[Draft]:
        if case.record.kind == "table":
            yield from self._in_table(cast("Analysis", case))
            return
        bases = cast("Analysis", case).bases
        if not bases.sums:
            raise NotCheckable("no total with its parts is printed")
        used = {
            claim.id
            for share in bases.shares
            if share.outcome == "fits" and share.denominator is not None
            for claim in share.denominator.claims
        }
        for found in bases.sums:
            if found.outcome != "misfit":
                continue
            total = sum((Decimal(part.value or "0") for part in found.parts), Decimal(0))
            formula = " + ".join(part.value or "" for part in found.parts) + f" = {total}"
            unit = found.total.unit or ""
            yield Draft(
                f"The parts give {formula} {unit}, the printed total is {found.total.value}. {MAY_BE_WRONG}",
                f"ส่วนย่อยรวมกันได้ {formula} {unit} แต่ยอดรวมที่ระบุคือ {found.total.value} {MAY_BE_WRONG_TH}",
                claims=[found.total.id, *(part.id for part in found.parts)],
                quarter=found.total.quarter,
                level=found.total.level,
                expected=str(total),
                actual=found.total.value,
                changes_score=found.total.id in used,
            )

    def _in_table(self, case: Analysis) -> Iterator[Draft]:
        """Hold total rows and sum columns of a table against the cells that they add up."""
        if not any(found.kind == "sum" for found in case.tables.found):
            raise NotCheckable("no total of the table follows from its rows or columns")
        for found in case.tables.misfits("sum"):
            yield found.draft(
                f"The table's figures give {found.formula}, the printed one is "
                f"{found.claim.value}. {MAY_BE_WRONG}",
                f"ตัวเลขในตารางคำนวณได้ {found.formula} แต่ที่ระบุคือ {found.claim.value} "
                f"{MAY_BE_WRONG_TH}",
            )
