"""Whether a date stands in the quarter that reports it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from extractors.layouts.labels import flex
from pipeline.validator.analysis import Analysis
from schemas.claim import ReadClaim, Verdict

_INTENT = re.compile(
    "|".join(
        flex(word)
        for word in (
            "กำหนดการ",
            "ภายในวันที่",
            "ภายในเดือน",
            "ภายใน",
            "ครบกำหนด",
            "สิ้นสุด",
            "ถึงวันที่",
            "จนถึง",
        )
    )
)
_TOWARDS = re.compile(
    "|".join(
        flex(word)
        for word in (
            *("เตรียม", "คาดว่า", "ให้แล้วเสร็จ", "กำหนดจัด", "กำหนดจะ", "ภายใน"),
            *(
                "เพื่อจัด",
                "เพื่อเปิด",
                "เพื่อใช้",
                "ที่จะจัด",
                "ซึ่งจะ",
                "โดยจะ",
                "ก่อนเปิด",
                "ก่อนวันที่",
                "รอจัด",
                "รอเปิด",
                "รอส่งมอบ",
            ),
        )
    )
)
"""Words between work under way and a date that it is to be ready for."""
_PAST_LEAD = re.compile(rf"\s*(?:{flex('เมื่อ')}|{flex('ลง')})")
_CITED = re.compile(rf"{flex('อ้างถึง')}|{flex('อ้างอิง')}")
_SPANNING = re.compile(
    "|".join(flex(word) for word in ("ตั้งแต่", "ระหว่าง", "นับแต่", "เริ่มตั้งแต่", "สัญญาเริ่ม"))
)
_COMPARED = re.compile(
    "|".join(flex(word) for word in ("เมื่อเทียบกับ", "เทียบกับ", "ช่วงเดียวกัน", "ปีที่แล้ว", "ปีก่อน", "เดิม"))
)


@dataclass(frozen=True, slots=True)
class Dating:
    """A date's verdict, and whether it accuses (`is_outside`)."""

    verdict: Verdict
    computation: str | None = None
    assumption: str | None = None
    is_outside: bool = False
    is_planned: bool = False


def span_of(iso: str) -> tuple[date, date] | None:
    """Return first and last day of an ISO day or month, None where it does not exist.

    >>> span_of("2021-02")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    """
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    try:
        if len(parts) == 2:
            last = calendar.monthrange(parts[0], parts[1])[1]
            return date(parts[0], parts[1], 1), date(parts[0], parts[1], last)
        day = date(*parts)
    except (ValueError, TypeError, calendar.IllegalMonthError):
        return None
    return day, day


def dating_of(case: Analysis, claim: ReadClaim) -> Dating:
    """Hold a date against the quarter whose narrative it stands in."""
    if claim.notes.get("valid") is False:
        return Dating("contradicted", f"{claim.value} does not exist")
    days = span_of(claim.value or "")
    if days is None:
        return Dating("not_checkable", assumption="no day of a calendar")
    bounds = case.quarter_of(claim)
    if bounds is None:
        return Dating("not_checkable", assumption="no quarter reports it")
    end = span_of(str(claim.notes.get("range_end") or "")) or days
    quarter = f"{bounds[0].isoformat()} to {bounds[1].isoformat()}"
    planned = _is_planned(case, claim)
    if planned:
        if days[1] > bounds[1]:
            return Dating(
                "not_checkable", assumption="planned for after the quarter", is_planned=True
            )
        if not planned_here(case, claim):
            return Dating(
                "contradicted", f"announced as future in the quarter {quarter}", is_planned=True
            )
        return Dating("not_checkable", assumption="a plan", is_planned=True)
    if days[0] <= bounds[1] and end[1] >= bounds[0]:
        return Dating("verified", f"inside the quarter, {quarter}")
    before = _before(case, claim)
    if _CITED.search(str(claim.notes.get("basis") or "")):
        return Dating("not_checkable", assumption="the date of a cited basis")
    if claim.notes.get("basis") and days[1] < case_year_start(case):
        return Dating("not_checkable", assumption="a basis of an earlier fiscal year")
    if _COMPARED.search(before):
        return Dating("not_checkable", assumption="a date that is compared with")
    if days[0] > bounds[1] and _INTENT.search(before):
        return Dating("not_checkable", assumption="a date to come")
    if days[1] < bounds[0] and _SPANNING.search(before[-30:]):
        return Dating("not_checkable", assumption="the beginning of a period")
    if claim.notes.get("as_of") and abs((days[0] - bounds[1]).days) <= 31:
        return Dating("not_checkable", assumption="the day up to which data were counted")
    return Dating("contradicted", f"outside the quarter, {quarter}", is_outside=True)


def case_year_start(case: Analysis) -> date:
    """Return the first day of the fiscal year that the document reports."""
    assert case.fiscal_year is not None
    return date(case.fiscal_year - 544, 10, 1)


def planned_here(case: Analysis, claim: ReadClaim) -> bool:
    """Tell whether a plan's date still lay ahead at the beginning of the quarter that reports it.

    A month that the quarter begins with was no future to those who report on the whole quarter.
    """
    days, bounds = span_of(claim.value or ""), case.quarter_of(claim)
    if days is None or bounds is None:
        return True
    return days[0] > bounds[0]


def _is_planned(case: Analysis, claim: ReadClaim) -> bool:
    statement = case.statement_at(claim.span[0])
    if statement is None or statement.status_span is None or statement.status != "in_progress":
        return statement is not None and statement.status == "planned"
    between = case.extraction.text.clean[statement.status_span[0] : claim.span[0]]
    return bool(_TOWARDS.search(between)) and not _PAST_LEAD.match(claim.text)


def _before(case: Analysis, claim: ReadClaim) -> str:
    clean = case.extraction.text.clean
    return clean[max(0, claim.span[0] - 60) : claim.span[0]].rsplit("\n", 1)[-1]
