from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from extractors.layouts.labels import flex
from extractors.statements.cues import later_time
from extractors.thai.dates import without_dates
from pipeline.validator.dating import dating_of, span_of
from pipeline.validator.evidence import meaning, word_class
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.statuses import missing_batches
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.analysis import Analysis
    from pipeline.validator.case import Case
    from schemas.evidence import ReadStatement

_EXPLAINED = re.compile(
    "|".join(
        flex(word)
        for word in (
            "ยกเลิก", "เลื่อน", "งดจัด", "งดการ", "ของดการ", "ชะลอ", "ปรับลด", "ระงับ", "ไม่สามารถ",
            "ไม่ได้ดำเนินการ", "ไม่ได้จัด", "ปรับแผน", "ปรับเปลี่ยนแผน", "เปลี่ยนรูปแบบ", "ปรับรูปแบบ",
            "ลดจำนวน", "รวมเป็น", "รวมรุ่น",
        )
    )
)  # fmt: skip
_LATER_YEAR = re.compile(
    rf"(?:{flex('ปี')}(?:{flex('งบประมาณ')})?\s*(?:{flex('ต่อไป')}|{flex('ถัดไป')}|{flex('หน้า')}))|{flex('ในอนาคต')}|{flex('ระยะต่อไป')}"
)
_EACH = re.compile("|".join(flex(w) for w in ("ต่อเนื่อง", "ทุกเดือน", "ทุกไตรมาส", "เป็นประจำ")))
_OUTLOOK = re.compile(
    rf"{flex('คาดว่า')}(?:{flex('จะ')})?\s*(?:{flex('แล้วเสร็จ')}|{flex('เป็น')}|{flex('มี')}|{flex('ได้รับ')}|{flex('สามารถ')}|{flex('ไม่')}|{flex('เพียงพอ')})"
)
"""What is expected of a work under way announces nothing new."""
_ALL_DONE = re.compile(
    rf"(?:{flex('ครบ')}(?:{flex('ถ้วน')})?\s*(?:{flex('ตามแผน')}|{flex('ตามที่กำหนด')}|{flex('ตามขั้นตอน')}|(?:{flex('ทุก')}|{flex('ทั้ง')})"
    rf"\s*[0-9๐-๙]*\s*(?:{flex('กิจกรรม')}|{flex('ขั้นตอน')}|{flex('ระดับ')}|{flex('แผน')}|{flex('โครงการ')}|{flex('รุ่น')}))"
    rf"|{flex('ตามแผน')}(?:{flex('งาน')})?(?:{flex('ที่กำหนด')})?\s*{flex('ครบ')})(?!(?:{flex('แล้ว')})?\s*(?:{flex('ดังนี้')}|{flex('ดังต่อไปนี้')}|{flex('ได้แก่')}))"
)
"""All is told done; a list behind it tells what all is."""
_BATCH_DONE = re.compile(r"รุ่น(?:ที่)?[^\n]{1,30}(?:เสร็จ|เรียบร้อย)")
_INTENT = frozenset(
    (
        "จะ",
        "กำหนด",
        "แผน",
        "คาด",
        "เริ่ม",
        "ต่อไป",
        "ถัดไป",
        "ไตรมาส",
        "ดำเนินการ",
        "ดำเนิน",
        "เดือน",
        "กิจกรรม",
        "โครงการ",
    )
)
FORGOTTEN = 0.34
"""Share of a plan's words up to which all later texts together do not speak of it."""
OWN_WORDS = 1
"""A statement of more words of its own speaks of something particular."""
FEWEST_WORDS = 2


class PlanDropped(Rule):
    """Something planned in one quarter that later quarters neither do nor explain.

    Why it matters: what was announced and then left out was perhaps never done.

    **Flagged**
        ไตรมาสที่ 2: เตรียมอบรมรุ่นที่ 2 และ 3 · ไตรมาสที่ 4: อบรมรุ่นที่ 2 แล้วเสร็จ (ไม่กล่าวถึงรุ่นที่ 3)
    **Fine**
        ไตรมาสที่ 2: เตรียมอบรมรุ่นที่ 2 และ 3 · ไตรมาสที่ 4: อบรมรุ่นที่ 2 แล้วเสร็จ และยกเลิกรุ่นที่เหลือ
    """

    code = "EVI406"
    name = "plan-dropped"
    severity = "warning"
    changes_score: ClassVar[bool | None] = False
    title_th = "แผนที่แจ้งไว้หายไปโดยไม่มีคำอธิบาย"
    why_th = "สิ่งที่แจ้งว่าจะทำแล้วไม่กล่าวถึงอีก อาจไม่ได้ดำเนินการ"
    kinds = frozenset(("kpi_report",))

    def check(self, case: Case) -> Iterator[Draft]:
        analysis = cast("Analysis", case)
        plans = [
            s
            for s in case.statements
            if s.quarter in (1, 2, 3) and s.status in ("planned", "in_progress")
        ]
        if not plans:
            raise NotCheckable("no quarter announces anything to come")
        for plan in plans:
            later = _later_text(analysis, plan)
            if not later or _EXPLAINED.search(later + plan.text) or _LATER_YEAR.search(plan.text):
                continue
            missing = missing_batches(analysis, plan)
            if missing and not _BATCH_DONE.search(plan.text):
                yield _draft(
                    plan,
                    f"of which batch {missing} is not reported later",
                    f"แต่ไม่มีการรายงานรุ่นที่ {missing} ในภายหลัง",
                    missing,
                )
            elif not missing and _is_announced(plan) and _is_forgotten(analysis, plan, later):
                yield _draft(
                    plan,
                    "which no later text takes up or calls off",
                    "แต่ไม่มีข้อความใดในภายหลังกล่าวถึงหรือแจ้งเหตุที่ไม่ดำเนินการ",
                    "0",
                )


def _draft(plan: ReadStatement, what: str, what_th: str, actual: str) -> Draft:
    words = shorten(plan.text, 120)
    return Draft(
        f"Quarter {plan.quarter} announces “{words}”, {what}; the later reports may be incomplete.",
        f"ไตรมาสที่ {plan.quarter} แจ้งไว้ว่า “{words}” {what_th} รายงานในภายหลังอาจไม่ครบถ้วน",
        places=[plan.location] if plan.location else [],
        quarter=plan.quarter,
        actual=None if actual == "0" else actual,
        subject=f"{plan.quarter} {shorten(plan.text, 40)}",
    )


def _later_text(case: Analysis, plan: ReadStatement) -> str:
    """Return what later quarters, the summary and the obstacles say; empty where the year's end
    is not told yet."""
    assert plan.quarter is not None
    clean = case.extraction.text.clean
    texts, is_year_told = [], False
    for section in case.extraction.sections:
        if section.body is None:
            continue
        is_later = section.quarter is not None and section.quarter > plan.quarter
        if is_later or section.name in ("summary", "obstacles"):
            texts.append(clean[section.body[0] : section.body[1]])
        is_year_told = is_year_told or section.quarter == 4
    return "\n".join(texts) if is_year_told else ""


def _is_announced(plan: ReadStatement) -> bool:
    """Tell whether a statement announces something, be it in preparation (`เตรียมการ … ในเดือนถัดไป`)."""
    return plan.status == "planned" or bool("เตรียม" in plan.text and later_time().search(plan.text))


def _is_forgotten(case: Analysis, plan: ReadStatement, later: str) -> bool:
    """Tell whether no later text speaks of a plan, though it was due within the year."""
    if _EACH.search(plan.text) or _OUTLOOK.search(plan.text) or _is_all_told_done(case, plan):
        return False
    for claim in case.of_kind("date"):
        if not plan.span[0] <= claim.span[0] < plan.span[1] or case.fiscal_year is None:
            continue
        days = span_of(claim.value or "")
        if days is None or days[1].isoformat() > _year_end(case):
            return False
        if dating_of(case, claim).verdict == "contradicted":
            return False  # a stale plan: TIM304 says so
    title = case.kpi.fields.title if case.kpi else None
    common = _INTENT | word_class("weak") | word_class("idle") | set(meaning(title or ""))
    words = [word for word in meaning(plan.text) if word not in common]
    if len(words) < FEWEST_WORDS:
        return False
    squeezed, carried = "".join(later.split()), set(meaning(later))
    held = sum(word in carried or (len(word) > 3 and word in squeezed) for word in words)
    return held / len(words) <= FORGOTTEN


def _is_all_told_done(case: Analysis, plan: ReadStatement) -> bool:
    """Tell whether a later statement, of nothing particular, says that all was done as planned."""
    common = _INTENT | word_class("weak") | word_class("idle")
    return any(
        s.span[0] > plan.span[1]
        and _ALL_DONE.search(s.text)
        and sum(word not in common for word in meaning(without_dates(s.text))) <= OWN_WORDS
        for s in case.statements
    )


def _year_end(case: Analysis) -> str:
    assert case.fiscal_year is not None
    return f"{case.fiscal_year - 543}-09-30"
