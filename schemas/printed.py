"""A number as a document printed it, and the interval of values that it stands for.

"93.59" is not 93.59: rounded half up it stands for everything from 93.585 to 93.595.
A printed number therefore stays text until it is compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Rounding = Literal["half_up", "half_even", "truncate"]
ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)

#: Longer digit strings are account or document numbers, never measured quantities.
MAX_DIGITS = 40
#: Wide enough that sums, differences and products of printed numbers are exact.
EXACT = Context(prec=400, Emax=999999, Emin=-999999)

_PRINTED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TYPED = re.compile(r"(?P<sign>[-+]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?P<rest>\.[0-9]+)?")
_ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙−–", "0123456789--")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `lo` to `hi`; an end belongs to it where its `closed` flag says so.

    Raises ValueError where no value lies in it.
    """

    lo: Decimal
    hi: Decimal
    lo_closed: bool = True
    hi_closed: bool = True

    def __post_init__(self) -> None:
        if not (self.lo.is_finite() and self.hi.is_finite()):
            raise ValueError("an interval needs finite ends")
        if self.lo > self.hi or (self.lo == self.hi and not (self.lo_closed and self.hi_closed)):
            raise ValueError(f"no value lies between {self.lo} and {self.hi}")

    @classmethod
    def point(cls, value: Decimal | int) -> Interval:
        """The interval of one exact value."""
        exact = Decimal(value)
        return cls(exact, exact)

    def contains(self, value: Decimal | Fraction | int) -> bool:
        """Does the value lie in the interval? Exact for fractions too."""
        above = value >= self.lo if self.lo_closed else value > self.lo
        below = value <= self.hi if self.hi_closed else value < self.hi
        return above and below

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Decimal | Fraction | int) and self.contains(value)

    def __str__(self) -> str:
        left, right = "[" if self.lo_closed else "(", "]" if self.hi_closed else ")"
        return f"{left}{self.lo:f}, {self.hi:f}{right}"


@dataclass(frozen=True)
class Printed:
    """A number as printed: ASCII digits, no thousands separators, its decimals kept.

    `Printed("93.590")` and `Printed("93.59")` differ: they stand for different intervals.
    Raises ValueError for any other spelling; `Printed.parse` reads what people type.
    """

    text: str

    def __post_init__(self) -> None:
        if not _PRINTED.fullmatch(self.text) or len(self.text) > MAX_DIGITS + 2:
            raise ValueError(f"not a printed number: {self.text[:60]!r}")

    @classmethod
    def parse(cls, text: str) -> Printed | None:
        """Read Thai or ASCII digits with or without thousands separators; None if no number.

        A comma is a separator only before groups of three digits: "1,407.52" is read,
        "1,40" is not guessed at.
        """
        match = _TYPED.fullmatch(text.strip().translate(_ASCII))
        if match is None or not (match["whole"] or match["rest"]):
            return None
        sign = "-" if match["sign"] == "-" else ""
        digits = (match["whole"].replace(",", "") or "0") + (match["rest"] or "")
        return cls(sign + digits) if len(digits) <= MAX_DIGITS else None

    @cached_property
    def value(self) -> Decimal:
        """The number at its face value."""
        return Decimal(self.text)

    @cached_property
    def decimals(self) -> int:
        """How many decimals are printed: 2 for "93.59", 0 for "93"."""
        return len(self.text.partition(".")[2])

    @property
    def unit(self) -> Decimal:
        """One unit of the last printed place: 0.01 for "93.59"."""
        return Decimal(1).scaleb(-self.decimals)

    def interval(self, rounding: Rounding = "half_up") -> Interval:
        """Every value that prints so.

        Rounded numbers are taken within half a unit of the last place, both ends included
        (a tie may go either way, and a tie accuses nobody). A cut number stands for one
        unit away from zero, its far end excluded.
        """
        if rounding != "truncate":
            half = EXACT.multiply(self.unit, Decimal("0.5"))
            return Interval(EXACT.subtract(self.value, half), EXACT.add(self.value, half))
        below = EXACT.subtract(self.value, self.unit)
        above = EXACT.add(self.value, self.unit)
        if self.value == 0 and not self.text.startswith("-"):
            return Interval(below, above, lo_closed=False, hi_closed=False)
        if self.text.startswith("-"):
            return Interval(below, self.value, lo_closed=False)
        return Interval(self.value, above, hi_closed=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A string in records: validated by this class's spelling, serialised to its text."""
        from pydantic_core import core_schema

        from_text = core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(pattern=f"^{_PRINTED.pattern}$")
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_text]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )
