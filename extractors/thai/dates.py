"""Dates in Thai text, in every form that reports use; each with its place and what was wrong."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from extractors.thai.months import Month, is_full_name, names_pattern, read_month
from extractors.thai.numerals import DIGIT, ascii_digits
from extractors.thai.years import (
    ERA,
    Era,
    YearMatch,
    find_fiscal_years,
    fiscal_quarter,
    quarter_bounds,
    read_year,
)

__all__ = [
    "DateMatch", "YearMatch", "find_dates", "find_fiscal_years", "fiscal_quarter", "quarter_bounds",
    "without_dates",
]  # fmt: skip

_WEEKDAY: Final = r"(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์)"
_LEAD: Final = re.compile(
    rf"(?:(?:(?:ลง|เมื่อ)\ ?)?วัน(?:ที่|{_WEEKDAY}(?:\ ?ที่)?)|เมื่อ|เดือน|ลว\.)[\s:]*\Z"
)
_NO_DAY: Final = re.compile(
    r"(?:(?:ไตรมาส|ครั้ง|รุ่น|ระดับ|ข้อ|ขั้นตอน|งวด|ลำดับ|ระยะ|กลุ่ม|ชุด|ฉบับ|หมวด|ด้าน|มิติ)(?:ที่)?"
    r"|ร้อยละ|จำนวน|โควิด|covid|โคโรนา)[\s-]*\Z",
    re.IGNORECASE,
)
"""What a number after these words counts or names is not a day of a month."""

_NOT_FEBRUARY: Final = re.compile(r"(?:สำนักงาน|สนง\.|เลขาธิการ|คณะกรรมการ|หนังสือ|มติ)\s*\Z")
"""`สำนักงาน ก.พ.` is the Civil Service Commission."""

_COUNTED: Final = re.compile(
    r"\ *(?:คน|ราย(?!งาน)|ครั้ง|แห่ง|เรื่อง|โครงการ|บาท|%|เปอร์เซ็นต์|หน่วย(?!งาน)|รุ่น|ฉบับ|วัน(?!ที่)|ชั่วโมง)"
)
_NUMERIC: Final = re.compile(
    rf"(?<![A-Za-z0-9๐-๙/.,:\-])(?:(?P<d>{DIGIT}{{1,2}})(?P<sep>[/.\-])(?P<m>{DIGIT}{{1,2}})(?P=sep)"
    rf"(?P<y>{DIGIT}{{4}}|{DIGIT}{{2}})|(?P<iy>{DIGIT}{{4}})-(?P<im>{DIGIT}{{2}})-(?P<id>{DIGIT}{{2}}))"
    rf"(?![0-9๐-๙A-Za-z])(?![/.,:\-]{DIGIT})"
)
_BETWEEN: Final = re.compile(r"\s*(?:[-–—]|จนถึง|ถึง|(?P<list>และ|,))\s*(?:(?:ถึง)?\s*วันที่|เดือน)?\s*")
_MONTH_LEAD: Final = re.compile(r"เดือน\s*\Z")
_LOOK_BACK: Final = 40
_SLIP_OF_DAY: Final = 39
"""A day up to this before a full month and year is a slip of the pen; more is a count."""


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date as printed at text[start:end], without the words before it.

    `iso` is of the Christian era and as written, so an impossible date keeps its day
    ("2021-02-31", `valid` false); a month is "2021-04"; without any year "--02-05" or "--04"
    (`precision` "year-free"). `year_given` is false where the year stands only at the end of the
    range. `range_end` is the ISO date that "1 - 3 มีนาคม 2564" or "25 ธ.ค. 62 - 5 ม.ค. 63" ends
    with; days that share a month are one match, two full dates are two. `misspelt` holds the
    printed and the meant month. `lead_start` is where วันที่, ลงวันที่, เมื่อวันที่ or เดือน begins, if any.
    """

    start: int
    end: int
    iso: str
    precision: Literal["day", "month", "year-free"]
    valid: bool
    era: Era | None
    year_given: bool
    lead_start: int
    range_end: str | None = None
    misspelt: tuple[str, str] | None = None


def find_dates(text: str) -> list[DateMatch]:
    """Find all dates of a (repaired) text, in order and without overlaps."""
    found: list[DateMatch] = []
    taken: set[int] = set()
    for find in (_numeric, _with_day, _months):
        fresh = [match for match in find(text) if match.start not in taken]
        taken.update(index for match in fresh for index in range(match.start, match.end))
        found += fresh
    found.sort(key=lambda match: match.start)
    return _linked(text, found)


def without_dates(text: str) -> str:
    """Return a text with a space for every date, the words before it (`เมื่อวันที่`) included.

    >>> without_dates("ครบถ้วน เมื่อวันที่ 2 กันยายน 2564 แล้ว")
    'ครบถ้วน   แล้ว'
    """
    for match in reversed(find_dates(text)):
        text = f"{text[: match.lead_start]} {text[match.end :]}"
    return text


def _numeric(text: str) -> Iterator[DateMatch]:
    for match in _NUMERIC.finditer(text):
        day, month, digits = (
            ascii_digits(match[short] or match["i" + short]) for short in ("d", "m", "y")
        )
        year = read_year(digits)
        lead = _lead_start(text, match.start())
        if year is None or not _is_numeric_date(match, year[0], has_lead=lead < match.start()):
            continue
        yield _dated(match.span(), year, (Month(int(month)), ""), [int(day)], lead)


def _is_numeric_date(match: re.Match[str], year: int, *, has_lead: bool) -> bool:
    """Section numbers (1.2.64), codes and lists must not read as dates."""
    if match["iy"]:
        return 1 <= int(match["im"]) <= 12 and int(match["id"]) <= 31
    if has_lead:
        return int(match["m"]) > 0
    if not (1 <= int(match["m"]) <= 12 and 1 <= int(match["d"]) <= 31):
        return False
    if len(match["y"]) == 4:
        return True
    padded = len(match["d"]) == len(match["m"]) == 2
    return {"/": year >= 2000, ".": padded, "-": False}[match["sep"]]


@cache
def _day_pattern() -> re.Pattern[str]:
    day = f"{DIGIT}{{1,2}}(?!{DIGIT})"
    join = r"\ *(?:[-–—,]|ถึง|และ)\ *(?:(?:ถึง\ *)?วันที่\ *)?"
    return re.compile(
        rf"(?<![A-Za-z0-9๐-๙])(?<!{DIGIT}[/.,:])(?P<days>{day}(?:{join}{day}){{0,5}})"
        rf"(?P<gap>\ *\n?\ *)(?:เดือน\s*)?"
        rf"(?P<month>{names_pattern()}|[ก-๎]{{5,12}}(?=[\s,]*{ERA}?\s*{DIGIT}{{4}}))"
        rf"(?:[\s,]*(?P<era>{ERA})?\s*(?P<year>{DIGIT}{{4}}|['’]?{DIGIT}{{2}})"
        rf"(?!{DIGIT}|[/.,:]{DIGIT}))?",
        re.IGNORECASE,
    )


def _with_day(text: str) -> Iterator[DateMatch]:
    for match in _day_pattern().finditer(text):
        printed = match["month"]
        digits = ascii_digits(match["year"] or "").lstrip("'’")
        month = read_month(printed, guess=len(digits) == 4)
        if month is None:
            continue
        lead = _lead_start(text, match.start())
        has_lead = lead < match.start()
        days = [int(day) for day in re.findall(f"{DIGIT}+", match["days"])]
        named = _NO_DAY.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        is_day = all(1 <= day <= 31 for day in days) or (
            len(digits) == 4 and is_full_name(printed) and max(days) <= _SLIP_OF_DAY
        )
        is_cut = "\n" in match["gap"] and not text.endswith("(", 0, match.start())
        if not has_lead and (named or is_cut or not is_day):
            continue  # a number beside a month; the month itself is found on its own
        year = read_year(digits, match["era"]) if digits else None
        counted = _COUNTED.match(text, match.end()) if len(digits) == 2 else None
        if counted and not (has_lead and counted.group().endswith("เรื่อง")):
            year = None  # `ลงวันที่ 9 ม.ค. 63 เรื่อง` names what a letter is about
        if year is not None:
            yield _dated(match.span(), year, (month, printed), days, lead)
        elif len(digits) == 4 and has_lead:  # a year that cannot be, such as 5264
            wrong = _dated(match.span(), (int(digits) - 543, "BE"), (month, printed), days, lead)
            yield replace(wrong, valid=False)
        elif has_lead or is_full_name(printed):
            span = match.start(), match.end("month")
            yield _dated(span, None, (month, printed), days, lead)


def _dated(
    span: tuple[int, int],
    year: tuple[int, Era] | None,
    month: tuple[Month, str],
    days: list[int],
    lead: int,
) -> DateMatch:
    (number, meant), printed = month
    head = f"{year[0]:04}-{number:02}" if year else f"--{number:02}"
    longest = (
        monthrange(year[0] if year and 0 < year[0] < 10000 else 2000, number)[1]
        if 1 <= number <= 12
        else 0
    )
    isos = [f"{head}-{day:02}" for day in days] or [head]
    return DateMatch(
        *span,
        iso=isos[0],
        precision=("day" if days else "month") if year else "year-free",
        valid=longest > 0 and all(1 <= day <= longest for day in days),
        era=year[1] if year else None,
        year_given=year is not None,
        lead_start=lead,
        range_end=isos[-1] if len(isos) > 1 else None,
        misspelt=(printed, meant) if meant else None,
    )


@cache
def _month_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<month>{names_pattern()})"
        rf"(?:[\s,]*(?P<era>{ERA})?\s*(?P<year>{DIGIT}{{4}}|['’]?{DIGIT}{{2}})"
        rf"(?!{DIGIT}|[/.,:]{DIGIT}))?"
    )


def _months(text: str) -> Iterator[DateMatch]:
    """Months without a day; abbreviations only where nothing else can be meant."""
    for match in _month_pattern().finditer(text):
        printed, start = match["month"], match.start("month")
        before = text[max(0, start - _LOOK_BACK) : start]
        full, lead = is_full_name(printed), _MONTH_LEAD.search(before)
        if not full and not lead:
            dotless = "." not in printed.rstrip(".")  # `สค.2565` is a code as often as a month
            if dotless or before[-1:] == "." or _NOT_FEBRUARY.search(before):
                continue
        month = read_month(printed, guess=False)
        digits = ascii_digits(match["year"] or "").lstrip("'’")
        year = read_year(digits, match["era"]) if digits else None
        if len(digits) == 2 and ((full and not lead) or _COUNTED.match(text, match.end())):
            year = None
        if month is None:
            continue
        if year is None:
            following = _BETWEEN.match(text, match.end("month"))
            opens_range = following and _month_pattern().match(text, following.end())
            if not lead and not (opens_range and opens_range["year"]):
                continue
        end = match.end() if year else match.end("month")
        yield _dated(
            (start, end), year, (month, printed), [], start - len(lead[0]) if lead else start
        )


def _lead_start(text: str, start: int) -> int:
    offset = max(0, start - _LOOK_BACK)
    lead = _LEAD.search(text[offset:start])
    return offset + lead.start() if lead else start


def _linked(text: str, found: list[DateMatch]) -> list[DateMatch]:
    """Tie the two ends of a range together; a date without a year takes it from the next one."""
    linked = found[:]
    for index in range(len(linked) - 2, -1, -1):
        first, second = linked[index], linked[index + 1]
        joined = _BETWEEN.fullmatch(text, first.end, second.start)
        if not joined or second.era is None or not second.valid:
            continue
        if first.era is None:
            if len(first.iso) + len("2021-") - len("--") != len(second.iso):
                continue  # a day beside a month
            first = _with_year_of(second, first)
        if joined["list"] is None and len(first.iso) == len(second.iso):
            first = replace(first, range_end=second.iso)
        linked[index] = first
    return linked


def _with_year_of(second: DateMatch, first: DateMatch) -> DateMatch:
    month, *day = map(int, first.iso.removeprefix("--").split("-"))
    year = int(second.iso[:4]) - (month > int(second.iso[5:7]))
    span = first.start, first.end
    dated = _dated(span, (year, second.era or "BE"), (Month(month), ""), day, first.lead_start)
    return replace(dated, misspelt=first.misspelt, year_given=False)
