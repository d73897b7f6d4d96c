from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from pipeline.validator.bases import Share
from pipeline.validator.rule import KPI_KINDS, Draft, NotCheckable, Rule
from pipeline.validator.wording import (
    MAY_BE_WRONG,
    MAY_BE_WRONG_TH,
    ROUNDING_NAMES,
    WHERE,
    interval,
    shown,
)

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.printed import Printed


class PercentMismatch(Rule):
    """A percent differs from what its own counts give.

    Why it matters: the percent is the result that earns the score; its counts stand beside it.

    **Flagged**
        ผู้ผ่านการอบรม 33 คน จากผู้เข้าอบรม 36 คน คิดเป็นร้อยละ 95.20
    **Fine**
        ผู้ผ่านการอบรม 33 คน จากผู้เข้าอบรม 36 คน คิดเป็นร้อยละ 91.67
    """

    code = "ARI101"
    name = "percent-mismatch"
    severity = "error"
    changes_score: ClassVar[bool | None] = None
    title_th = "ร้อยละไม่ตรงกับจำนวนที่ใช้คำนวณ"
    why_th = "ร้อยละเป็นผลที่ใช้ให้คะแนน และจำนวนที่ใช้คำนวณระบุไว้ในเอกสารเดียวกัน"

    kinds = KPI_KINDS | {"table"}

    def check(self, case: Case) -> Iterator[Draft]:
        if case.record.kind == "table":
            yield from self._in_table(cast("Analysis", case))
            return
        bases = cast("Analysis", case).bases
        if not bases.shares:
            raise NotCheckable("no percent is reported")
        for share in bases.shares:
            if share.outcome == "misfit":
                yield self._misfit(case, share)
            elif share.outcome == "fits" and bases.rounding not in share.roundings:
                yield self._otherwise_rounded(share)

    def _in_table(self, case: Analysis) -> Iterator[Draft]:
        """Hold a column of percents against the formula that most of its rows follow."""
        if not any(found.kind == "percent" for found in case.tables.found):
            raise NotCheckable("no column of percents follows from other columns")
        for found in case.tables.misfits("percent"):
            yield found.draft(
                f"The table prints {found.claim.value} percent; like its other rows this one is "
                f"{found.formula}. {MAY_BE_WRONG}",
                f"ตารางระบุร้อยละ {found.claim.value} แต่คำนวณแบบเดียวกับแถวอื่นได้ {found.formula} "
                f"{MAY_BE_WRONG_TH}",
            )

    def _misfit(self, case: Case, share: Share) -> Draft:
        assert share.numerator is not None and share.denominator is not None
        exact = share.exact_percent()
        result = shown(exact) if exact is not None else "?"
        formula = f"100 × {share.numerator.text} / {share.denominator.text} = {result}"
        if len(share.numerator.claims) > 1:
            formula = f"100 × ({share.numerator.text}) / {share.denominator.text} = {result}"
        base, base_th = WHERE[share.denominator.where]
        span = interval(share.printed)
        inputs = (*share.numerator.claims, *share.denominator.claims)
        return Draft(
            f"The document prints {share.printed.text} percent, which stands for {span}; its counts give "
            f"{formula}. Base used: {share.denominator.text}, {base}. {MAY_BE_WRONG}",
            f"เอกสารระบุร้อยละ {share.printed.text} ซึ่งหมายถึงค่าในช่วง {span} แต่จำนวนที่ระบุคำนวณได้ "
            f"{formula} (ฐานที่ใช้: {share.denominator.text} {base_th}) {MAY_BE_WRONG_TH}",
            claims=[share.claim.id, *(claim.id for claim in inputs)],
            quarter=share.claim.quarter,
            level=share.claim.level,
            expected=shown(exact, max(share.printed.decimals, 2)) if exact is not None else None,
            actual=share.printed.text,
            changes_score=is_result(case, share.printed),
        )

    def _otherwise_rounded(self, share: Share) -> Draft:
        name, name_th = ROUNDING_NAMES[share.roundings[0]]
        assert share.numerator is not None and share.denominator is not None
        formula = f"100 × {share.numerator.text} / {share.denominator.text}"
        return Draft(
            f"{share.printed.text} percent follows from {formula} only when it is {name}, unlike the other "
            "percents of the document.",
            f"ร้อยละ {share.printed.text} ได้จาก {formula} เฉพาะเมื่อ{name_th} ซึ่งต่างจากร้อยละอื่นในเอกสาร",
            claims=[share.claim.id],
            quarter=share.claim.quarter,
            level=share.claim.level,
            actual=share.printed.text,
            severity="notice",
            changes_score=False,
        )


def is_result(case: Case, value: Printed) -> bool:
    """A percent changes the score where the KPI's result, in the header or the last quarter, is it."""
    for kpi in case.kpis:
        if kpi.fields.unit != "percent":
            continue
        values = [value.value for _, value in kpi.results[-1:]]
        achieved = kpi.value("achieved.value")
        if achieved is not None:
            values.append(achieved.value)
        if value.value in values:
            return True
    return False
