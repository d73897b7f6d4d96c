from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.statuses import same_matter
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.evidence import ReadStatement

_NEXT_YEAR = re.compile(
    "|".join(flex(word) for word in ("ปีต่อไป", "ปีถัดไป", "ปีงบประมาณต่อไป", "ปีงบประมาณถัดไป"))
)


ASKED = 0.45
"""Share of a criterion from which on a statement is about it."""


class UnfinishedClaimedDone(Rule):
    """The narrative says in progress where full achievement is claimed.

    Why it matters: the full score is claimed for work that the report itself calls unfinished.

    **Flagged**
        ไตรมาสที่ 4: 100.00 · อยู่ระหว่างจัดทำแบบทดสอบความรู้
    **Fine**
        ไตรมาสที่ 3: 65.00 · อยู่ระหว่างจัดทำแบบทดสอบความรู้
    """

    code = "EVI401"
    name = "unfinished-claimed-done"
    severity = "error"
    changes_score: ClassVar[bool | None] = True
    title_th = "รายงานว่าอยู่ระหว่างดำเนินการ แต่อ้างผลสำเร็จเต็ม"
    why_th = "อ้างคะแนนเต็มสำหรับงานที่รายงานเองว่ายังไม่เสร็จ"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        kpi = case.kpi
        if kpi is None:
            raise NotCheckable("no KPI is reported")
        full = cast("Analysis", case).full_quarters(kpi)
        if not full:
            raise NotCheckable("no quarter claims full achievement")
        for statement in case.statements:
            if statement.quarter not in full or statement.status != "in_progress":
                continue
            if _is_next_years(cast("Analysis", case), statement) or _finished_later(
                case, statement
            ):
                continue
            result = kpi.claim(f"quarters.{statement.quarter - 1}.result")
            level = next(
                (
                    c
                    for c in case.of_kind("level")
                    if c.quarter == statement.quarter and not c.threshold
                ),
                None,
            )
            claim = result or level or kpi.claim("achieved.value")
            status = next(
                (c for c in case.of_kind("status") if c.notes.get("statement") == statement.id),
                None,
            )
            value = claim.value if claim else "?"
            yield Draft(
                f"Quarter {statement.quarter} claims full achievement ({value}), its narrative says in "
                f"progress: “{shorten(statement.text, 120)}”. Either may be the wrong one.",
                f"ไตรมาสที่ {statement.quarter} อ้างผลสำเร็จเต็ม ({value}) แต่คำรายงานระบุว่ายังอยู่ระหว่างดำเนินการ: "
                f"“{shorten(statement.text, 120)}” ส่วนใดส่วนหนึ่งอาจคลาดเคลื่อน",
                claims=[c.id for c in (status, claim) if c is not None],
                places=[
                    *([statement.location] if statement.location else []),
                    *([claim.location] if claim and claim.location else []),
                ],
                quarter=statement.quarter,
                expected="done",
                actual="in_progress",
            )


def _is_next_years(case: Analysis, statement: ReadStatement) -> bool:
    """Tell whether a statement is about next year's work, which no level of the KPI asks for."""
    if not _NEXT_YEAR.search(statement.text):
        return False
    levels = case.kpi.fields.levels if case.kpi else []
    evidence = case.evidence
    return evidence is None or all(
        evidence.share(level.criterion or "", statement.text) < ASKED for level in levels
    )


def _finished_later(case: Case, statement: ReadStatement) -> bool:
    """Tell whether the same quarter later reports the same thing done."""
    return any(
        other.quarter == statement.quarter
        and other.span[0] > statement.span[0]
        and other.status == "done"
        and not statement.blanket
        and same_matter(statement.text, other.text)
        for other in case.statements
    )
