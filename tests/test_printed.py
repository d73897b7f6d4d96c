"""A number as printed: what is read, what it stands for, how it travels in records."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from schemas.printed import MAX_DIGITS, ROUNDINGS, Interval, Printed, Rounding


class Row(BaseModel):
    """A record with a printed number."""

    value: Printed | None = None


texts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("93.59", "93.59"),
        ("1,407.52", "1407.52"),
        ("๑,๔๐๗.๕๒", "1407.52"),
        (" 5.00 ", "5.00"),
        ("+3", "3"),
        ("−2.5", "-2.5"),
        (".5", "0.5"),
        ("0012", "0012"),
        ("12,345,678", "12345678"),
        ("1,40", None),
        ("1234,567", None),
        ("5.", None),
        ("", None),
        (".", None),
        ("-", None),
        ("1.2.3", None),
        ("95 / 100", None),
        ("1e5", None),
        ("9" * (MAX_DIGITS + 1), None),
        ("9" * 1_000_000, None),
    ],
)
def test_parse_reads_what_people_type(typed: str, text: str | None) -> None:
    found = Printed.parse(typed)
    assert (found and found.text) == text


@pytest.mark.parametrize("text", ["1,000", "๕", "5.", ".5", "+5", " 5", "5\n", "NaN", "1e5", ""])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a printed number"):
        Printed(text)


@pytest.mark.parametrize(
    ("text", "rounding", "span"),
    [
        ("93.59", "half_up", "[93.585, 93.595]"),
        ("93.59", "half_even", "[93.585, 93.595]"),
        ("93.59", "truncate", "[93.59, 93.60)"),
        ("93.590", "half_up", "[93.5895, 93.5905]"),
        ("5", "half_up", "[4.5, 5.5]"),
        ("-93.59", "half_up", "[-93.595, -93.585]"),
        ("-93.59", "truncate", "(-93.60, -93.59]"),
        ("0.00", "truncate", "(-0.01, 0.01)"),
        ("-0.0", "truncate", "(-0.1, 0.0]"),
        ("0", "half_up", "[-0.5, 0.5]"),
    ],
)
def test_interval_of_what_prints_so(text: str, rounding: Rounding, span: str) -> None:
    assert str(Printed(text).interval(rounding)).replace("-0.0]", "0.0]") == span


def test_decimals_and_unit_follow_the_print() -> None:
    assert Printed("93.50").decimals == 2
    assert Printed("93.50").unit == Decimal("0.01")
    assert Printed("93").unit == 1
    assert Printed("93.50") != Printed("93.5")
    assert Printed("93.50").value == Printed("93.5").value


def test_forty_digits_lose_none() -> None:
    text = "1" * 30 + "." + "9" * 10
    span = Printed(text).interval()
    assert span.hi - span.lo < Decimal("1e-9")
    assert Fraction(span.hi) - Fraction(Decimal(text)) == Fraction(1, 2 * 10**10)


def test_records_carry_the_text() -> None:
    row = Row.model_validate({"value": "5.00"})
    assert row.value == Printed("5.00")
    assert row.model_dump() == {"value": "5.00"}
    assert Row.model_validate_json(row.model_dump_json()) == row
    assert Row(value=Printed("1")).model_dump_json() == '{"value":"1"}'
    for wrong in ("1,000", "๕", 5, 5.0, "5.00\n"):
        with pytest.raises(ValidationError):
            Row.model_validate({"value": wrong})


@pytest.mark.parametrize(("lo", "hi"), [("2", "1"), ("NaN", "1"), ("0", "Infinity")])
def test_an_interval_needs_two_ends_in_order(lo: str, hi: str) -> None:
    with pytest.raises(ValueError, match=r"interval|no value"):
        Interval(Decimal(lo), Decimal(hi))
    with pytest.raises(ValueError, match="no value"):
        Interval(Decimal(1), Decimal(1), lo_closed=False)


@given(texts)
def test_a_printed_number_lies_in_its_own_interval(value: Decimal) -> None:
    printed = Printed.parse(f"{value:f}")
    if printed is None:  # more digits than any quantity has
        return
    for rounding in ROUNDINGS:
        assert printed.value in printed.interval(rounding)


@given(st.decimals(-(10**6), 10**6, places=8), st.integers(0, 6))
def test_whatever_prints_so_lies_in_the_interval(value: Decimal, places: int) -> None:
    rules = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncate": ROUND_DOWN}
    for rounding in ROUNDINGS:
        printed = Printed(f"{value.quantize(Decimal(1).scaleb(-places), rules[rounding]):f}")
        assert printed.interval(rounding).contains(value)


@given(texts)
def test_parsing_twice_changes_nothing(value: Decimal) -> None:
    printed = Printed.parse(f"{value:,f}")
    assert printed is None or Printed.parse(printed.text) == printed
