"""What the engine computes with: exact in between, settled once as Decimal, never a float."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import TypeGuard, TypeVar

from schemas.printed import EXACT, Interval, Printed, Rounding

#: Results carry this many decimals; two of them that differ by less than SLACK are the same.
PLACES = 30
SLACK = Decimal("1E-20")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotComputable:
    """A result that the inputs do not allow, with the reason in both languages."""

    reason: str
    reason_th: str

    def text(self, lang: str) -> str:
        """The reason in Thai ("th") or English (anything else)."""
        return self.reason_th if lang == "th" else self.reason


NO_WEIGHT = NotComputable("the weights add up to zero", "น้ำหนักรวมเป็นศูนย์")
NEGATIVE_WEIGHT = NotComputable("a weight is negative", "มีน้ำหนักติดลบ")
NO_ITEMS = NotComputable("there is nothing to add up", "ไม่มีรายการให้รวม")
NO_WHOLE = NotComputable("the base is zero or missing", "ฐานเป็นศูนย์หรือไม่ระบุ")
NO_RESULT = NotComputable("no result is given", "ไม่ได้ระบุผลการดำเนินงาน")
NO_CRITERIA = NotComputable(
    "fewer than two scoring criteria are given", "มีเกณฑ์การให้คะแนนไม่ถึงสองระดับ"
)
EQUAL_CRITERIA = NotComputable("two scoring criteria are equal", "เกณฑ์การให้คะแนนสองระดับเท่ากัน")
CONTRADICTORY_CRITERIA = NotComputable(
    "the scoring criteria neither rise nor fall throughout",
    "เกณฑ์การให้คะแนนไม่เพิ่มขึ้นหรือลดลงไปทางเดียวกัน",
)
REPEATED_SCORE = NotComputable("a score has two criteria", "คะแนนระดับเดียวกันมีเกณฑ์มากกว่าหนึ่งค่า")
BELOW_CRITERIA = NotComputable(
    "the result lies short of the lowest printed criterion, which is not that of score 1",
    "ผลงานต่ำกว่าเกณฑ์ต่ำสุดที่ระบุ และเกณฑ์นั้นไม่ใช่ของคะแนน 1",
)
CONTRADICTORY_LADDER = NotComputable(
    "the ladder contradicts itself", "ขั้นของระดับความสำเร็จขัดแย้งกันเอง"
)
NO_STEP = NotComputable("the document's ladder gives no figure for it", "เอกสารไม่ได้ระบุค่าของขั้นนี้")
OUT_OF_SCALE = NotComputable("a value lies outside its scale", "มีค่าอยู่นอกช่วงของมาตรวัด")


def computed(value: T | NotComputable) -> TypeGuard[T]:
    """Is it a result rather than a reason why there is none?"""
    return not isinstance(value, NotComputable)


def settle(value: Fraction | Decimal | int) -> Decimal:
    """An exact value as Decimal with 30 decimals, trailing zeros off; rounded this once."""
    exact = Fraction(value)
    whole = EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    rounded = whole.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_EVEN, EXACT)
    # Adding an integer zero writes 50 where normalising alone would write 5E+1.
    return EXACT.add(EXACT.normalize(rounded), Decimal(0)) if rounded else Decimal(0)


def agrees(
    printed: Printed | Interval,
    value: Decimal | Interval,
    rounding: Rounding = "half_up",
) -> bool:
    """Can the computed value, or one in its range, print so?

    SLACK is allowed at both ends, because a third taken three times must still make a whole.
    """
    span = printed.interval(rounding) if isinstance(printed, Printed) else printed
    low, high = (value.lo, value.hi) if isinstance(value, Interval) else (value, value)
    return (
        EXACT.subtract(span.lo, SLACK) <= high
        and low <= EXACT.add(span.hi, SLACK)
        # A cut number's far end is a different print: there the slack must not reach.
        and not (low == span.hi and not span.hi_closed)
        and not (high == span.lo and not span.lo_closed)
    )


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    return settle(sum((Fraction(value) for value in values), Fraction(0)))


def show(value: Decimal, places: int = 4) -> str:
    """The value for a message: at most so many decimals, rounded half up, no idle zeros."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), 'ROUND_HALF_UP', EXACT):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text
