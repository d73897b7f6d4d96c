"""A report's fiscal year (Buddhist era, named by the year in which it ends on 30 September)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extractors.layouts.base import Source
from extractors.thai.dates import find_dates
from extractors.thai.numerals import ascii_digits
from extractors.thai.years import fiscal_quarter, quarter_bounds
from schemas.section import Section
from schemas.text import Span

_PRINTED = re.compile(
    r"(?:ประจำ)?ปี\s*งบ\s*ประ\s*มาณ\s*[:=)]?[\s.…_]*(?:พ\s*\.?\s*ศ\s*\.?)?\s*[:=]?[\s.…_]*"
    r"(?P<year>[2๒][5๕][0-9๐-๙]{2})(?![0-9๐-๙])"
)


def printed_fiscal_year(source: Source, spans: Iterable[Span]) -> tuple[str, Span] | None:
    """Return the first `ปีงบประมาณ พ.ศ. 2564` of the given ranges with its place.

    Give the ranges of a header, never the title's: a year in a KPI's name is part of the name.
    """
    for start, end in spans:
        match = _PRINTED.search(source.clean, start, end)
        if match:
            return ascii_digits(match["year"]), match.span("year")
    return None


def running_fiscal_year(source: Source) -> str | None:
    """Return the fiscal year that a running head prints; it has no place in the clean text."""
    for page, start, end in source.text.furniture:
        match = _PRINTED.search(source.text.page(page).text, start, end)
        if match:
            return ascii_digits(match["year"])
    return None


def dated_narratives(
    source: Source, sections: Iterable[Section]
) -> Iterator[tuple[date, int | None]]:
    """Yield the valid dates with a year in quarters' narratives and summaries, with the quarter."""
    for section in sections:
        told = section.quarter is not None or section.name.startswith(("summary", "narrative."))
        if section.body is None or not told:
            continue
        for found in find_dates(source.clean[section.body[0] : section.body[1]]):
            if not found.valid or not found.year_given or found.precision == "year-free":
                continue
            iso = found.iso if found.precision == "day" else f"{found.iso}-01"
            yield date.fromisoformat(iso), section.quarter


def infer_fiscal_year(dated: Iterable[tuple[date, int | None]]) -> str | None:
    """Return the fiscal year that dates in quarters' narratives point at, None without any.

    `dated`: each date with the quarter whose narrative names it (None: anywhere, as quarter 4).
    It is the year in which most dates fall in or before their own quarter; where every date lies
    before the year begins (plans, orders), the earliest year that none of them exceeds.
    """
    pairs = [(day, quarter or 4) for day, quarter in dated]
    years = {fiscal_quarter(day.isoformat())[0] + shift for day, _ in pairs for shift in (0, 1)}

    def fit(year: int) -> tuple[int, int, int, int]:
        begins = quarter_bounds(year, 1)[0]
        bounds = [(day, *quarter_bounds(year, quarter)) for day, quarter in pairs]
        inside = sum(begins <= day <= last for day, _, last in bounds)
        own = sum(first <= day <= last for day, first, last in bounds)
        before = sum(day <= last for day, _, last in bounds)
        return (inside, own, before, -year)

    return str(max(years, key=fit)) if years else None
