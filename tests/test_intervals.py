"""Interval arithmetic: it loses no value, and counts are compared exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.validator import intervals as iv
from schemas.printed import Interval, Printed, Rounding

D = Decimal
numbers = st.decimals(-1000, 1000, places=3)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a value in it."""
    lo, value, hi = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Interval(lo, hi, lo_closed=lo in (value, hi), hi_closed=True), value


@given(spans(), spans())
def test_arithmetic_loses_no_value(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (left, x), (right, y) = a, b
    assert iv.add(left, right).contains(Fraction(x) + Fraction(y))
    assert iv.subtract(left, right).contains(Fraction(x) - Fraction(y))
    assert iv.multiply(left, right).contains(Fraction(x) * Fraction(y))
    assert iv.scale(left, 100).contains(Fraction(x) * 100)
    quotient = iv.divide(left, right)
    if quotient is None:
        assert right.lo <= 0 <= right.hi
    else:
        assert quotient.contains(Fraction(x) / Fraction(y))


@given(spans(), spans(), numbers)
def test_an_intersection_holds_what_both_hold(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal], value: Decimal
) -> None:
    both = iv.intersect(a[0], b[0])
    in_both = value in a[0] and value in b[0]
    assert (both is not None and value in both) == in_both
    assert iv.disjoint(a[0], b[0]) == (both is None)


def test_half_open_neighbours_do_not_touch() -> None:
    cut, next_cut = Printed("93.5").interval("truncate"), Printed("93.6").interval("truncate")
    assert iv.disjoint(cut, next_cut)
    assert not iv.disjoint(Printed("93.5").interval(), Printed("93.6").interval())


def test_zero_times_an_open_end_is_reached() -> None:
    zero = Interval.point(0)
    open_span = Interval(D(1), D(2), lo_closed=False, hi_closed=False)
    assert iv.multiply(zero, open_span) == zero


@pytest.mark.parametrize(
    ("printed", "part", "whole", "expect"),
    [
        ("93.59", 73, 78, ["half_up", "half_even"]),
        ("93.58", 73, 78, ["truncate"]),
        ("93.6", 73, 78, ["half_up", "half_even"]),
        ("94", 73, 78, ["half_up", "half_even"]),
        ("93", 73, 78, ["truncate"]),
        ("66.6", 2, 3, ["truncate"]),
        ("66.67", 2, 3, ["half_up", "half_even"]),
        ("12", 1, 8, ["half_up", "half_even", "truncate"]),
        ("13", 1, 8, ["half_up", "half_even"]),
        ("104.15", 2083, 2000, ["half_up", "half_even", "truncate"]),
        ("100.00", 10**20 - 1, 10**20, ["half_up", "half_even"]),
        ("90", 73, 78, []),
        ("90", 73, 0, []),
        ("0.00", 0, 78, ["half_up", "half_even", "truncate"]),
    ],
)
def test_conventions_that_explain_a_percent(
    printed: str, part: int, whole: int, expect: list[Rounding]
) -> None:
    assert iv.fits_under(Printed(printed), part, whole) == expect


def test_a_percent_of_nothing_has_no_verdict() -> None:
    assert iv.percent_fits(Printed("50"), 0, 0) is None
    assert iv.share_interval(5, 0) is None
    assert iv.share_interval(5, Interval(D(-1), D(1))) is None


def test_amounts_with_decimals_are_taken_as_rounded() -> None:
    # 1.2 of 3.4 million: between 1.15 / 3.45 = 33.33 and 1.25 / 3.35 = 37.31 percent.
    assert iv.percent_fits(Printed("37.00"), Printed("1.2"), Printed("3.4")) is True
    assert iv.percent_fits(Printed("38.00"), Printed("1.2"), Printed("3.4")) is False
    assert iv.percent_fits(Printed("50.00"), Fraction(1, 2), D("1.0")) is True


@pytest.mark.parametrize(
    ("printed", "base", "expect"),
    [("93.59", 78, True), ("93.50", 78, False), ("33", 3, True), ("104.15", 2000, True),
     ("-5.00", 20, False), ("0", 7, True), ("50", 0, None), ("50", -3, None)],
)  # fmt: skip
def test_whole_counts_that_could_print_so(printed: str, base: int, expect: bool | None) -> None:
    assert iv.grim_possible(Printed(printed), base) is expect


@given(st.integers(1, 5000), st.integers(0, 6000), st.integers(0, 3))
def test_the_share_of_a_whole_count_is_always_possible(base: int, n: int, places: int) -> None:
    for rounding in ("half_up", "half_even", "truncate"):
        printed = iv.round_printed(Fraction(100 * n, base), places, rounding)
        assert iv.grim_possible(printed, base, rounding)
        assert iv.percent_fits(printed, n, base, rounding)
        assert rounding in iv.fits_under(printed, n, base)


def test_neighbours_of_an_impossible_percent() -> None:
    near = iv.grim_neighbours(Printed("93.50"), 78)
    assert near == [(72, Printed("92.31")), (73, Printed("93.59"))]
    assert iv.grim_neighbours(Printed("-1.0"), 78) == [(0, Printed("0.0"))]
    assert iv.grim_neighbours(Printed("1"), 0) == []


@pytest.mark.parametrize(
    ("figures", "expect"),
    [
        ([("66.6", 2, 3), ("16.6", 1, 6)], "truncate"),
        ([("66.7", 2, 3), ("16.7", 1, 6)], "half_up"),
        ([("12", 1, 8), ("38", 3, 8)], "half_even"),
        ([("13", 1, 8), ("38", 3, 8)], "half_up"),
        ([("50", 1, 2)], "half_up"),
        ([("50", 1, 0)], "half_up"),
        ([], "half_up"),
    ],
)
def test_the_convention_that_fits_most_figures(
    figures: list[tuple[str, int, int]], expect: Rounding
) -> None:
    assert iv.infer_rounding((Printed(p), a, b) for p, a, b in figures) == expect


@pytest.mark.parametrize(
    ("value", "decimals", "rounding", "text"),
    [
        (Fraction(1, 8), 2, "half_up", "0.13"),
        (Fraction(1, 8), 2, "half_even", "0.12"),
        (Fraction(1, 8), 2, "truncate", "0.12"),
        (Fraction(-1, 8), 2, "half_up", "-0.13"),
        (Fraction(-1, 8), 2, "truncate", "-0.12"),
        (Fraction(-1, 800), 1, "half_up", "0.0"),
        (D("99.995"), 2, "half_up", "100.00"),
        (5, 0, "half_up", "5"),
    ],
)
def test_rounding_as_a_document_prints(
    value: Fraction | Decimal | int, decimals: int, rounding: Rounding, text: str
) -> None:
    assert iv.round_printed(value, decimals, rounding).text == text


def test_an_exact_total_of_parts() -> None:
    assert iv.total([]) == Interval.point(0)
    thirds = [Printed("33.33").interval()] * 3
    assert iv.contains(iv.total(thirds), D(100))
    assert iv.exact(Printed("5.0")) is None
    assert iv.exact(Interval.point(5)) == 5
    assert iv.as_interval(D("5.5")) == Interval.point(D("5.5"))
