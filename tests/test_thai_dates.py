"""Dates and years, row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractors.thai.dates import (
    find_dates,
    find_fiscal_years,
    fiscal_quarter,
    quarter_bounds,
)
from extractors.thai.months import read_month

FOLDER = Path(__file__).parent / "cases"
DATES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "thai_dates.yaml").read_text("utf-8"))
YEARS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "thai_years.yaml").read_text("utf-8"))
NAMES = [
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
]  # fmt: skip
SHORTS = [
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
]  # fmt: skip


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["text"][:30])
def test_dates_are_found_as_printed(case: dict[str, Any]) -> None:
    text, expected = case["text"], case["dates"]
    found = find_dates(text)
    assert [(text[m.start : m.end], m.iso) for m in found] == [(r[0], r[1]) for r in expected]
    for match, (_, _, *extra) in zip(found, expected, strict=True):
        for name, value in (extra[0] if extra else {}).items():
            if name == "lead":
                assert text[match.lead_start : match.start] == value
            elif name == "misspelt":
                assert match.misspelt == (value and tuple(value))
            else:
                assert getattr(match, name) == value
        if not extra or "valid" not in extra[0]:
            assert match.valid


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case["text"][:30])
def test_years_are_found_with_their_word(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[text[m.start : m.end], m.value, m.kind, m.until] for m in find_fiscal_years(text)]
    assert found == case["years"]


@given(st.dates(date(1957, 1, 1), date(2080, 12, 31)), st.sampled_from([NAMES, SHORTS]))
def test_every_day_reads_back(day: date, names: list[str]) -> None:
    text = f"เมื่อวันที่ {day.day} {names[day.month - 1]} {day.year + 543} ได้ประชุม"
    assert [match.iso for match in find_dates(text)] == [day.isoformat()]


@given(st.lists(st.sampled_from(
    ["1", "31", "๕", " ", "\n", "-", "ถึง", "และ", "/", ".", "วันที่", "เดือน", "มีนาคม", "ก.พ.", "2564",
     "64", "พ.ศ.", "02", "ไตรมาสที่", "ก", "2021"]), max_size=25).map("".join))  # fmt: skip
def test_dates_stand_in_order_without_overlap(text: str) -> None:
    at = 0
    for match in find_dates(text):
        assert at <= match.start < match.end <= len(text)
        assert match.lead_start <= match.start
        at = match.end


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)))
def test_a_day_lies_within_its_quarter(day: date) -> None:
    first, last = quarter_bounds(*fiscal_quarter(day.isoformat()))
    assert first <= day <= last


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2020-10-01", (2564, 1)), ("2020-12-31", (2564, 1)), ("2021-01-01", (2564, 2)),
        ("2021-03-31", (2564, 2)), ("2021-04", (2564, 3)), ("2021-09-30", (2564, 4)),
        ("2021-10-01", (2565, 1)),
    ],
)  # fmt: skip
def test_fiscal_year_begins_in_october(iso: str, expected: tuple[int, int]) -> None:
    assert fiscal_quarter(iso) == expected


def test_a_month_that_does_not_exist_has_no_quarter() -> None:
    with pytest.raises(ValueError, match="2021-13-12"):
        fiscal_quarter("2021-13-12")


@pytest.mark.parametrize("number", range(1, 13))
def test_one_dropped_letter_of_a_long_name_is_understood(number: int) -> None:
    name = NAMES[number - 1]
    for index in range(1, len(name)):
        month = read_month(name[:index] + name[index + 1 :], guess=True)
        assert month is None or month.number == number
    assert read_month(name, guess=True) == (number, None)


def test_no_spelling_stands_for_two_months() -> None:
    seen: dict[str, int] = {}
    for number, (name, short) in enumerate(zip(NAMES, SHORTS, strict=True), 1):
        for spelling in (name, short, short.replace(".", "")):
            month = read_month(spelling, guess=False)
            assert month is not None and month.number == number
            assert seen.setdefault(spelling, number) == number
