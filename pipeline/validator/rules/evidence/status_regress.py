from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from pipeline.validator.evidence import meaning
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.statuses import likeness, ordinals
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.evidence import ReadStatement

_FINISHED = re.compile(
    "|".join(
        flex(word)
        for word in (
            "แล้วเสร็จ",
            "เสร็จสิ้น",
            "เสร็จเรียบร้อย",
            "เรียบร้อย",
            "เสร็จแล้ว",
            "ครบถ้วน",
            "เห็นชอบ",
            "อนุมัติ",
            "ลงนาม",
        )
    )
    + r"|แล้ว\s*(?:\(|$|เมื่อ|ใน)"
)
_AGAIN = re.compile(
    "|".join(
        flex(word)
        for word in (
            "ครั้งที่", "รอบ", "รุ่น", "ระยะที่", "เพิ่มเติม", "ฉบับใหม่", "อีกครั้ง", "ใหม่", "ต่อเนื่อง", "ทบทวน",
            "ประจำเดือน", "ไตรมาส", "รายเดือน", "ส่วนที่เหลือ", "ที่เหลือ", "ชุดที่", "งวด", "แก้ไข", "ปรับปรุง",
        )
    )
)  # fmt: skip
_PROGRESS = re.compile(
    rf"^.*?(?:{flex('อยู่')}(?:{flex('ใน')})?(?:{flex('ระหว่าง')})?|{flex('กำลัง')}|{flex('ยังไม่')}|{flex('รอ')})"
    rf"\s*(?:{flex('การ')})?\s*(?:{flex('ดำเนินการ')}|{flex('ดำเนินงาน')})?\s*(?:{flex('การ')})?"
)
SAME = 0.75
SHORTEST = 15
"""Shortest name of a work, in characters, that tells it from others word by word."""


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
        done = [s for s in told if s.status == "done" and _FINISHED.search(s.text)]
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
        again = _AGAIN.search(later.text) and (earlier is None or not _AGAIN.search(earlier.text))
        if earlier is not None and not again:
            yield earlier, later


def _is_reopened(done: ReadStatement, later: ReadStatement) -> bool:
    """Tell whether a later quarter has the same work, not a next step or round, in progress."""
    assert done.quarter is not None and later.quarter is not None
    if later.quarter <= done.quarter:
        return False
    if _AGAIN.search(later.text) and not _AGAIN.search(done.text):
        return False
    if ordinals(later.text) != ordinals(done.text):
        return False
    work = _PROGRESS.sub("", later.text, count=1)
    if _is_told_finished(work, done.text):
        return True
    words = meaning(work)
    if len(words) < 3 or words[0] not in _verbs(done.text):
        return False
    return likeness(work, done.text) >= SAME and likeness(_bare(done.text), work) >= SAME - 0.15


def _verbs(text: str) -> tuple[str, ...]:
    """Return the words that may name what was done: the first ones, and those of a passive."""
    passive = meaning(text.partition("ได้รับการ")[2])
    return (*meaning(text)[:3], *passive[:2])


def _is_told_finished(work: str, text: str) -> bool:
    """Tell whether a text names the very work, and directly behind it that it is finished."""
    wanted, told = (re.sub(r"[\s\-–•]+", "", part) for part in (work, text))
    at = told.find(wanted) if len(wanted) >= SHORTEST else -1
    return at >= 0 and bool(_FINISHED.search(told[at + len(wanted) :][:18]))


def _bare(text: str) -> str:
    """Return a statement without what proves or ends it: parentheses, dates, words of completion."""
    text = re.sub(r"\([^)]*\)", " ", text)
    text = re.sub(r"(?:เมื่อ|ใน|ลง)?วันที่.*$", " ", text)
    return _FINISHED.sub(" ", text)
