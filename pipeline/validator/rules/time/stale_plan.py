from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from pipeline.validator.dating import dating_of, span_of
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.claim import ReadClaim
    from schemas.evidence import ReadStatement

#: The date of a document or of a deed, which a plan may well cite.
_OF_A_DEED = re.compile(rf"\s*(?:{flex('ลง')}|{flex('เมื่อ')}|ลว)")
_AS_OF = re.compile(rf"(?:{flex('ข้อมูล')}|(?<![ก-๙])ณ|{flex('ลง')}|{flex('เมื่อ')}|ลว\.?)\s*$")
_AHEAD = re.compile(r"[ก-๙\s]{0,40}")
"""Words between a date and the words of intent behind it (`วันที่ 5 มีนาคม 2564 คณะทำงานจะลงพื้นที่`)."""
_GOES_ON = re.compile(
    r"\s*(?:"
    + "|".join(
        flex(w) for w in ("แต่", "เนื่องจาก", "เพราะ", "ซึ่ง", "ทั้งนี้", "จึง", "เลื่อน", "ขอเลื่อน", "ได้เลื่อน")
    )
    + ")"
)
_EXPLAINED = re.compile(
    "|".join(
        flex(word)
        for word in ("เลื่อน", "เดิม", "ยกเลิก", "ชะลอ", "แต่เนื่องจาก", "แต่ไม่สามารถ", "ล่าช้า", "ขยายเวลา")
    )
)


class StalePlan(Rule):
    """A text announces as future what lies in the past of its own quarter.

    Why it matters: such a text was written earlier and says nothing of the quarter it stands in.

    **Flagged**
        รายงานผลฯ ไตรมาสที่ 3: จะเริ่มเปิดรับสมัครในเดือนกุมภาพันธ์ 2564
    **Fine**
        รายงานผลฯ ไตรมาสที่ 1: จะเริ่มเปิดรับสมัครในเดือนกุมภาพันธ์ 2564
    """

    code = "TIM304"
    name = "stale-plan"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "แผนที่ล่วงเลยไปแล้วในไตรมาสที่รายงาน"
    why_th = "ข้อความเช่นนี้เขียนไว้ก่อนหน้า จึงไม่ได้บอกผลของไตรมาสที่รายงาน"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        analysis = cast("Analysis", case)
        dates = [claim for claim in case.of_kind("date") if claim.quarter is not None]
        if not dates or analysis.fiscal_year is None:
            raise NotCheckable("no quarter names a date, or the fiscal year is unknown")
        for claim in dates:
            dating = dating_of(analysis, claim)
            statement = analysis.statement_at(claim.span[0])
            if not dating.is_planned or dating.verdict != "contradicted" or statement is None:
                continue
            if _is_plan_date(case, claim, statement) and _is_past(analysis, claim):
                yield _draft(analysis, claim, statement)


def _draft(case: Analysis, claim: ReadClaim, statement: ReadStatement) -> Draft:
    bounds = case.quarter_of(claim)
    assert bounds is not None
    span = f"{bounds[0].isoformat()} – {bounds[1].isoformat()}"
    words = shorten(statement.text, 100)
    return Draft(
        f"The report on quarter {claim.quarter} ({span}) still announces “{claim.text}” "
        f"({claim.value}) as future: “{words}”. The text may be an earlier quarter's, or the date "
        "may be the wrong one.",
        f"รายงานไตรมาสที่ {claim.quarter} ({span}) ยังกล่าวถึง “{claim.text}” ({claim.value}) "
        f"เป็นเรื่องในอนาคต: “{words}” ข้อความอาจเป็นของไตรมาสก่อน หรือวันที่อาจคลาดเคลื่อน",
        claims=[claim.id],
        quarter=claim.quarter,
        expected=f"> {bounds[0].isoformat()}",
        actual=claim.value,
    )


def _is_plan_date(case: Case, claim: ReadClaim, statement: ReadStatement) -> bool:
    """Tell whether a date is the planned one: after the words of intent, no cited document's."""
    clean = case.extraction.text.clean
    if statement.status_span is None:
        return False
    if claim.span[0] < statement.status_span[0] and not _AHEAD.fullmatch(
        clean, claim.span[1], statement.status_span[0]
    ):
        return False
    before = clean[max(statement.span[0], claim.span[0] - 12) : claim.span[0]]
    if _OF_A_DEED.match(claim.text) or _AS_OF.search(before) or claim.notes.get("basis"):
        return False
    end = clean.find("\n", statement.span[1])
    behind = clean[statement.span[1] : min(end if end >= 0 else len(clean), claim.span[1] + 80)]
    around = clean[statement.span[0] : statement.span[1]] + (
        behind if _GOES_ON.match(behind) else ""
    )
    return not _EXPLAINED.search(around)


def _is_past(case: Analysis, claim: ReadClaim) -> bool:
    """Tell whether a planned time was over, or had come, when its quarter began."""
    days, bounds = span_of(claim.value or ""), case.quarter_of(claim)
    if days is None or bounds is None:
        return False
    end = span_of(str(claim.notes.get("range_end") or "")) or days
    return end[1] < bounds[0] or (days[0] <= bounds[0] and claim.notes.get("precision") == "month")
