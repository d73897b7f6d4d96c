"""Years and fiscal years: Buddhist era (CE + 543), October to September, four quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from extractors.thai.months import names_pattern
from extractors.thai.numerals import DIGIT, ascii_digits

ERA_OFFSET: Final = 543
ERA: Final = r"(?:พ\.?\ ?ศ\.?|ค\.?\ ?ศ\.?)"
"""Source of a pattern for the word of an era: พ.ศ. (BE) or ค.ศ. (CE)."""

YearKind = Literal["fiscal", "academic", "annual", "year", "era"]
Era = Literal["BE", "CE"]

_YEAR: Final = re.compile(
    rf"(?:(?P<word>ปี\s?งบประมาณ|ปี\s?การศึกษา|ประจำปี(?!\s?งบ)|ปี)\s*(?P<era1>{ERA})?|(?P<era2>{ERA}))"
    rf"\s*(?P<year>{DIGIT}{{4}}|{DIGIT}{{2}})(?!{DIGIT})(?![.,]{DIGIT})"
    rf"(?:\s*(?:[-–]|ถึง)\s*(?:{ERA}\s*)?(?P<until>{DIGIT}{{4}})(?![{DIGIT[1:-1]}/.,]{DIGIT}))?"
)
_KINDS: Final[dict[str, YearKind]] = {
    "ปีงบประมาณ": "fiscal", "ปีการศึกษา": "academic", "ประจำปี": "annual", "ปี": "year"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearMatch:
    """A year with its word; `value` and `until` (the end of a span of years) are of the BE."""

    start: int
    end: int
    value: int
    kind: YearKind
    until: int | None = None


def read_year(digits: str, era_word: str | None = None) -> tuple[int, Era] | None:
    """Return the year of the Christian era and the era it was printed in; None when it is none.

    Four digits are BE from 2400, CE from 1950 to 2050; two digits are BE 25.. from 40 on (62 is
    2562): smaller ones are more often a count than a year.
    """
    year = int(digits)
    if len(digits) == 2:
        return (2500 + year - ERA_OFFSET, "BE") if year >= 40 else None
    if 2400 <= year <= 2699 and not (era_word or "").startswith("ค"):
        return year - ERA_OFFSET, "BE"
    if 1950 <= year <= 2050 and not (era_word or "").startswith("พ"):
        return year, "CE"
    return None


def find_fiscal_years(text: str) -> list[YearMatch]:
    """Find years that stand with a word for year or era; years of dates are not among them."""
    return list(_years(text))


def _years(text: str) -> Iterator[YearMatch]:
    month_before = _month_before()
    for match in _YEAR.finditer(text):
        digits = ascii_digits(match["year"])
        read = read_year(digits, match["era1"] or match["era2"])
        if read is None:
            continue
        if match["word"] is None:
            lead = text[max(0, match.start() - 16) : match.start()]
            if len(digits) == 2 or month_before.search(lead):
                continue
        kind = _KINDS["".join(match["word"].split())] if match["word"] else "era"
        until = read_year(ascii_digits(match["until"])) if match["until"] else None
        end = match.end() if until else match.end("year")
        yield YearMatch(
            match.start(),
            end,
            read[0] + ERA_OFFSET,
            kind,
            until[0] + ERA_OFFSET if until else None,
        )


def _month_before() -> re.Pattern[str]:
    return re.compile(names_pattern() + r"[\s,]*\Z")


def fiscal_quarter(iso_date: str) -> tuple[int, int]:
    """Return fiscal year (BE) and quarter of an ISO date or month of the Christian era.

    >>> fiscal_quarter("2020-11-02")
    (2564, 1)
    """
    year, month = map(int, iso_date.split("-")[:2])
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {iso_date}")
    return year + ERA_OFFSET + (month >= 10), (month + 2) // 3 % 4 + 1


def quarter_bounds(fiscal_year: int, quarter: int) -> tuple[date, date]:
    """Return the first and last day of a quarter of a fiscal year (BE)."""
    year = fiscal_year - ERA_OFFSET - (quarter == 1)
    first, last = {
        1: ((10, 1), (12, 31)),
        2: ((1, 1), (3, 31)),
        3: ((4, 1), (6, 30)),
        4: ((7, 1), (9, 30)),
    }[quarter]
    return date(year, *first), date(year, *last)
