"""A report's fiscal year (Buddhist era, named by the year in which it ends on 30 September)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractors.layouts.base import Source
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_PRINTED = re.compile(
    r"(?:ประจำ)?ปี\s*งบ\s*ประ\s*มาณ\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*[:=]?\s*(?P<year>[2๒][5๕][0-9๐-๙]{2})(?![0-9๐-๙])"
)
_NAME = re.compile(r"\s*(?:งบการเงิน|งบทรัพย์สิน)")
_LAST_MONTH = {1: 12, 2: 3, 3: 6, 4: 9}


def printed_fiscal_year(source: Source, spans: Iterable[Span]) -> tuple[str, Span] | None:
    """Return the first `ปีงบประมาณ พ.ศ. 2564` of the given ranges with its place.

    Give the ranges of a header, never the title's: a year in a KPI's name is part of the name.
    """
    for start, end in spans:
        match = _PRINTED.search(source.clean, start, end)
        if match:
            return ascii_digits(match["year"]), match.span("year")
    return None


def quarter_end(fiscal_year: int, quarter: int) -> date:
    """Return the last day of a quarter of a fiscal year (Buddhist era)."""
    month = _LAST_MONTH[quarter]
    year = fiscal_year - 543 - (1 if quarter == 1 else 0)
    return date(year, month, 31 if month in (3, 12) else 30)


def infer_fiscal_year(dated: Iterable[tuple[date, int | None]]) -> str | None:
    """Return the fiscal year that dates in quarters' narratives point at, None without any.

    `dated`: each date with the quarter whose narrative names it (None: anywhere, as quarter 4).
    It is the year in which most dates fall in or before their own quarter; where every date lies
    before the year begins (plans, orders), the earliest year that none of them exceeds.
    """
    pairs = [(day, quarter or 4) for day, quarter in dated]
    years = {_fiscal_year(day) + shift for day, _ in pairs for shift in (0, 1)}

    def fit(year: int) -> tuple[int, int, int, int]:
        begins = date(year - 544, 10, 1)
        inside = [day for day, q in pairs if begins <= day <= quarter_end(year, q)]
        own = [day for day, q in pairs if _quarter_begins(year, q) <= day <= quarter_end(year, q)]
        before = [day for day, q in pairs if day <= quarter_end(year, q)]
        return (len(inside), len(own), len(before), -year)

    return str(max(years, key=fit)) if years else None


def _fiscal_year(day: date) -> int:
    return day.year + 543 + (1 if day.month >= 10 else 0)


def _quarter_begins(fiscal_year: int, quarter: int) -> date:
    if quarter == 1:
        return date(fiscal_year - 544, 10, 1)
    return date(fiscal_year - 543, _LAST_MONTH[quarter] - 2, 1)
