"""Cell values as Excel prints them: decimals, thousands, percent, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from extractors.thai.numerals import thai_digits

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DATE_SIGNS = re.compile(r"[ymdhs]", re.IGNORECASE)
_BUDDHIST = re.compile(r"\[\$-[0-9A-F]{0,2}07[0-9A-F]{4}\]|b{2,4}", re.IGNORECASE)
"""A format's calendar: the two digits before the four of its language."""
_MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม",
           "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip


def printed(value: object, pattern: str) -> str:
    """Return a cell's value as its number format shows it; text as it stands."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _date(value, pattern)
    if isinstance(value, int | float | Decimal):
        return _number(value, pattern)
    return str(value)


def _number(value: int | float | Decimal, pattern: str) -> str:
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    thai = "[$-D" in pattern or pattern.lower().startswith("t0") or "t#" in pattern.lower()
    text = _plain(number) if pattern in ("General", "@", "") else _patterned(number, pattern)
    return thai_digits(text) if thai else text


def _plain(number: Decimal) -> str:
    """As General shows it: at most eleven digits."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    digits = max(0, 10 - max(number.adjusted(), 0))
    return f"{round(number, min(digits, 10)):f}".rstrip("0").rstrip(".")


def _patterned(number: Decimal, pattern: str) -> str:
    sections = pattern.split(";")
    section = sections[0]
    if number < 0 and len(sections) > 1 and sections[1].strip():
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2 and sections[2].strip():
        section = sections[2]
    literal = [match[1] or match[2] or "" for match in _QUOTED.finditer(section)]
    bare = _QUOTED.sub("\0", section)
    digits = re.search(r"(?:[#0?,]*[#0?](?:\.[#0?]+)?|\.[#0?]+)(,*)", bare)
    if digits is None:
        return _filled(bare, literal)
    if "%" in bare:
        number *= 100
    number = number.scaleb(-3 * len(digits[1]))
    whole, _, decimals = digits[0].rstrip(",").partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    grouped = "," in whole
    text = f"{rounded:,f}" if grouped else f"{rounded:f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    least = whole.count("0")
    if least > 1 and not grouped:
        head, dot, tail = text.partition(".")
        text = head.zfill(least) + dot + tail
    return _filled(bare[: digits.start()] + text.rstrip(".") + bare[digits.end() :], literal)


def _filled(text: str, literal: list[str]) -> str:
    for words in literal:
        text = text.replace("\0", words, 1)
    return text.strip()


def _date(value: datetime | date | time, pattern: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if not _DATE_SIGNS.search(pattern):
        return value.isoformat()
    year = value.year + 543 if _BUDDHIST.search(pattern) else value.year
    bare = re.sub(r"\[[^\]]*\]", "", pattern).lower()
    if "mmmm" in bare:
        return f"{value.day} {_MONTHS[value.month - 1]} {year}"
    clock = ""
    if isinstance(value, datetime) and "h" in bare:
        clock = value.strftime(" %H:%M")
    return f"{value.day:02d}/{value.month:02d}/{year}{clock}"
