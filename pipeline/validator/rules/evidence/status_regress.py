from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from extractors.statements.cues import finished
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.statuses import ordinals
from pipeline.validator.wording import shorten
from pipeline.validator.works import same_work

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.evidence import ReadStatement

_TOLD = re.compile(
    r"เห็นชอบ|อนุมัติ|ลงนาม|ครบถ้วน|แล้ว\s*(?:\(|$|เมื่อ|ใน|ตาม|ณ|วันที่|โดย|และ|พร้อม|[0-9๐-๙]|จำนวน)"
)
"""Decisions, and other ends, than the words of completion tell."""
_AGAIN = re.compile(
    "|".join(
        flex(word)
        for word in (
            "ครั้งที่", "รอบ", "รุ่น", "ระยะที่", "เพิ่มเติม", "ฉบับใหม่", "อีกครั้ง", "ใหม่", "ต่อเนื่อง", "ทบทวน",
            "ประจำเดือน", "ไตรมาส", "รายเดือน", "ส่วนที่เหลือ", "ที่เหลือ", "ชุดที่", "งวด", "แก้ไข", "ปรับปรุง",
        )
    )
)  # fmt: skip
_NOT_ALL = re.compile(rf"{flex('ยัง')}[^\n]{{0,30}}{flex('ไม่')}")
"""`ยังไม่ครบถ้วน` denies the very end that was told, even where more is announced."""


class StatusRegress(Rule):
    """Something reported done is later reported in progress.

    Why it matters: one of the two quarters reports what was not so.

    **Flagged**
        ไตรมาสที่ 2: จัดทำคู่มือการขออนุญาตแล้วเสร็จ · ไตรมาสที่ 3: อยู่ระหว่างจัดทำคู่มือการขออนุญาต
    **Fine**
        ไตรมาสที่ 2: จัดทำคู่มือการขออนุญาตแล้วเสร็จ · ไตรมาสที่ 3: อยู่ระหว่างเผยแพร่คู่มือการขออนุญาต
    """

    code = "EVI407"
    name = "status-regress"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "รายงานว่าแล้วเสร็จ แต่ต่อมารายงานว่าอยู่ระหว่างดำเนินการ"
    why_th = "หนึ่งในสองไตรมาสรายงานไม่ตรงกับที่เป็นจริง"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        told = [s for s in case.statements if s.quarter is not None and not s.blanket]
        done = [s for s in told if s.status == "done" and _is_told_finished(s)]
        pending = [s for s in told if s.status == "in_progress"]
        if not done or not pending:
            raise NotCheckable("nothing is reported done and something in progress")
        for earlier, later in _regressions(cast("Analysis", case), done, pending):
            yield Draft(
                f"Quarter {earlier.quarter} reports “{shorten(earlier.text, 90)}” done, quarter "
                f"{later.quarter} reports it in progress: “{shorten(later.text, 90)}”. Either may "
                "be the wrong one.",
                f"ไตรมาสที่ {earlier.quarter} รายงานว่า “{shorten(earlier.text, 90)}” แล้ว แต่ไตรมาสที่ "
                f"{later.quarter} รายงานว่ายังดำเนินการอยู่: “{shorten(later.text, 90)}” "
                "ส่วนใดส่วนหนึ่งอาจคลาดเคลื่อน",
                places=[s.location for s in (later, earlier) if s.location],
                quarter=later.quarter,
                expected="done",
                actual="in_progress",
                subject=f"{later.quarter} {shorten(later.text, 40)}",
            )


def _regressions(
    case: Analysis, done: list[ReadStatement], pending: list[ReadStatement]
) -> Iterator[tuple[ReadStatement, ReadStatement]]:
    """Yield what was done and is later in progress: the same words, or the same level's criterion."""
    by_level = {} if case.evidence is None else {b.id: a for _, a, b in case.evidence.reopened()}
    for later in pending:
        earlier = next((s for s in done if _is_reopened(s, later)), None) or by_level.get(later.id)
        again = _is_again(later) and (earlier is None or not _AGAIN.search(earlier.text))
        if earlier is not None and not again:
            yield earlier, later


def _is_reopened(done: ReadStatement, later: ReadStatement) -> bool:
    """Tell whether a later quarter has the same work, not a next step or round, in progress."""
    assert done.quarter is not None and later.quarter is not None
    if later.quarter <= done.quarter or ordinals(later.text) != ordinals(done.text):
        return False
    return same_work(done.text, later.text)


def _is_again(later: ReadStatement) -> bool:
    """Tell whether a statement speaks of another round, or of what is new in a work."""
    return bool(_AGAIN.search(later.text)) and not _NOT_ALL.search(later.text)


def _is_told_finished(statement: ReadStatement) -> bool:
    return bool(finished().search(statement.text) or _TOLD.search(statement.text))
