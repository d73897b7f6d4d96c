"""Exact arithmetic on the intervals that printed numbers stand for.

Sums, differences and products of ends are exact; a quotient's ends are rounded outward at 60
digits, so an interval never loses a value that could be right. Whole counts are compared as
fractions, without any rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from math import ceil, floor

from schemas.printed import EXACT, ROUNDINGS, Interval, Printed, Rounding

#: An exact number, a printed one (whole ones are exact counts), or a known range.
Quantity = int | Decimal | Fraction | Printed | Interval

_DOWN = Context(prec=60, rounding=ROUND_FLOOR, Emax=999999, Emin=-999999)
_UP = Context(prec=60, rounding=ROUND_CEILING, Emax=999999, Emin=-999999)


def add(a: Interval, b: Interval) -> Interval:
    """Every sum of a value of `a` and a value of `b`."""
    return Interval(
        EXACT.add(a.lo, b.lo),
        EXACT.add(a.hi, b.hi),
        a.lo_closed and b.lo_closed,
        a.hi_closed and b.hi_closed,
    )


def negate(a: Interval) -> Interval:
    """The interval mirrored at zero."""
    return Interval(-a.hi, -a.lo, a.hi_closed, a.lo_closed)


def subtract(a: Interval, b: Interval) -> Interval:
    """Every difference of a value of `a` and a value of `b`."""
    return add(a, negate(b))


def total(parts: Iterable[Interval]) -> Interval:
    """Every sum of one value of each part; zero for no parts."""
    result = Interval.point(0)
    for part in parts:
        result = add(result, part)
    return result


def multiply(a: Interval, b: Interval) -> Interval:
    """Every product of a value of `a` and a value of `b`."""
    corners: dict[Decimal, bool] = {}
    for x, x_closed in ((a.lo, a.lo_closed), (a.hi, a.hi_closed)):
        for y, y_closed in ((b.lo, b.lo_closed), (b.hi, b.hi_closed)):
            product = EXACT.multiply(x, y)
            # A zero end that belongs to one side makes the product zero whatever the other is.
            reached = (x_closed and y_closed) or (x == 0 and x_closed) or (y == 0 and y_closed)
            corners[product] = corners.get(product, False) or reached
    lo, hi = min(corners), max(corners)
    return Interval(lo, hi, corners[lo] or lo == hi, corners[hi] or lo == hi)


def scale(a: Interval, factor: Decimal | int) -> Interval:
    """The interval times an exact factor (100 turns a share into percent)."""
    return multiply(a, Interval.point(factor))


def divide(a: Interval, b: Interval) -> Interval | None:
    """Every quotient, ends rounded outward; None where the divisor may be zero."""
    if b.lo <= 0 <= b.hi:
        return None
    corners = [(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    lo = min(_DOWN.divide(x, y) for x, y in corners)
    hi = max(_UP.divide(x, y) for x, y in corners)
    return Interval(lo, hi)


def contains(a: Interval, value: Decimal | Fraction | int) -> bool:
    """Does the value lie in the interval?"""
    return a.contains(value)


def intersect(a: Interval, b: Interval) -> Interval | None:
    """The values that both hold, or None."""
    lo, lo_open = max((a.lo, not a.lo_closed), (b.lo, not b.lo_closed))
    hi, hi_closed = min((a.hi, a.hi_closed), (b.hi, b.hi_closed))
    if lo > hi or (lo == hi and (lo_open or not hi_closed)):
        return None
    return Interval(lo, hi, not lo_open, hi_closed)


def disjoint(a: Interval, b: Interval) -> bool:
    """Is there no value that both hold?"""
    return intersect(a, b) is None


def as_interval(quantity: Quantity, rounding: Rounding = "half_up") -> Interval:
    """The values a quantity stands for: one for exact and whole numbers, else its interval."""
    if isinstance(quantity, Interval):
        return quantity
    if isinstance(quantity, Printed):
        if quantity.decimals == 0:
            return Interval.point(quantity.value)
        return quantity.interval(rounding)
    if isinstance(quantity, Fraction):
        numerator, denominator = Decimal(quantity.numerator), Decimal(quantity.denominator)
        return Interval(_DOWN.divide(numerator, denominator), _UP.divide(numerator, denominator))
    return Interval.point(quantity)


def exact(quantity: Quantity) -> Fraction | None:
    """The one value of an exact quantity, None for a range."""
    if isinstance(quantity, Printed):
        return Fraction(quantity.value) if quantity.decimals == 0 else None
    if isinstance(quantity, Interval):
        return Fraction(quantity.lo) if quantity.lo == quantity.hi else None
    return Fraction(quantity)


def share_interval(
    part: Quantity, whole: Quantity, rounding: Rounding = "half_up"
) -> Interval | None:
    """100 part / whole in percent (DOMAIN, scoring 1); None where the whole may be zero."""
    quotient = divide(as_interval(part, rounding), as_interval(whole, rounding))
    return None if quotient is None else scale(quotient, 100)


def round_printed(value: Decimal | Fraction | int, decimals: int, rounding: Rounding) -> Printed:
    """The value as a document of that convention prints it, ties decided strictly."""
    scaled = Fraction(value) * 10**decimals
    whole = abs(scaled.numerator) // scaled.denominator
    rest = abs(scaled) - whole
    half = Fraction(1, 2)
    if rounding == "half_up":
        whole += rest >= half
    elif rounding == "half_even":
        whole += rest > half or (rest == half and whole % 2 == 1)
    digits = str(whole).rjust(decimals + 1, "0")
    sign = "-" if scaled < 0 and whole else ""
    if decimals == 0:
        return Printed(sign + digits)
    return Printed(f"{sign}{digits[:-decimals]}.{digits[-decimals:]}")


def percent_fits(
    printed: Printed, numerator: Quantity, denominator: Quantity, rounding: Rounding = "half_up"
) -> bool | None:
    """Can 100 numerator / denominator print so? None where the denominator may be zero.

    None is no verdict: a caller that accuses must ask `is False`.
    """
    part, whole = exact(numerator), exact(denominator)
    if part is not None and whole is not None:
        return None if whole == 0 else printed.interval(rounding).contains(100 * part / whole)
    share = share_interval(numerator, denominator, rounding)
    return None if share is None else not disjoint(printed.interval(rounding), share)


def fits_under(printed: Printed, numerator: Quantity, denominator: Quantity) -> list[Rounding]:
    """The rounding conventions under which the percent is right; empty where none is."""
    return [r for r in ROUNDINGS if percent_fits(printed, numerator, denominator, r)]


def _whole_counts(printed: Printed, base: int, rounding: Rounding) -> tuple[int, int]:
    """Least and greatest whole count whose share of `base` prints so (least > greatest: none)."""
    span = printed.interval(rounding)
    low, high = Fraction(span.lo) * base / 100, Fraction(span.hi) * base / 100
    least, greatest = ceil(low), floor(high)
    if least == low and not span.lo_closed:
        least += 1
    if greatest == high and not span.hi_closed:
        greatest -= 1
    return max(least, 0), greatest


def grim_possible(printed: Printed, base: int, rounding: Rounding = "half_up") -> bool | None:
    """Is there a whole count n >= 0, above the base too, with 100 n / base printing so?

    None where the base is no positive count. Source: the GRIM test (Brown and Heathers, 2017)
    carried over from means to percents.
    """
    if base <= 0:
        return None
    least, greatest = _whole_counts(printed, base, rounding)
    return least <= greatest


def grim_neighbours(
    printed: Printed, base: int, rounding: Rounding = "half_up"
) -> list[tuple[int, Printed]]:
    """The nearest whole counts at or below and above, each with the percent it would print."""
    if base <= 0:
        return []
    below = floor(Fraction(printed.value) * base / 100)
    return [
        (n, round_printed(Fraction(100 * n, base), printed.decimals, rounding))
        for n in (below, below + 1)
        if n >= 0
    ]


def infer_rounding(figures: Iterable[tuple[Printed, Quantity, Quantity]]) -> Rounding:
    """The convention that explains the most (percent, numerator, denominator); ties half_up.

    Ties inside a figure are decided strictly here (12.5 prints as 13 or as 12), because only
    they tell half_up from half_even.
    """
    score: dict[Rounding, int] = dict.fromkeys(ROUNDINGS, 0)
    for printed, numerator, denominator in figures:
        part, whole = exact(numerator), exact(denominator)
        for rounding in ROUNDINGS:
            if part is None or whole is None:
                score[rounding] += bool(percent_fits(printed, numerator, denominator, rounding))
            elif whole != 0:
                again = round_printed(100 * part / whole, printed.decimals, rounding)
                score[rounding] += again.value == printed.value
    return max(ROUNDINGS, key=lambda rounding: score[rounding])
