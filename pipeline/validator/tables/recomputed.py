"""A figure of a table computed again, and whether what is printed fits it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pipeline.validator.case import printed
from pipeline.validator.cells import listed
from pipeline.validator.intervals import as_interval, fits_under
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.rule import Draft
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim, Verdict
from schemas.printed import Interval


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A figure computed again: whether it fits, by which formula, from which claims."""

    claim: ReadClaim
    kind: Literal["sum", "percent"]
    fits: bool
    formula: str
    expected: str
    inputs: tuple[ReadClaim, ...]

    @property
    def verdict(self) -> Verdict:
        return "verified" if self.fits else "contradicted"

    def draft(self, message: str, message_th: str) -> Draft:
        """Return the finding on a figure that does not fit."""
        return Draft(
            message,
            message_th,
            claims=[self.claim.id, *(part.id for part in self.inputs)],
            expected=self.expected,
            actual=self.claim.value,
            changes_score=False,
        )


def prints(claim: ReadClaim, value: Fraction) -> bool:
    """Tell whether a value prints as a cell does, rounded or cut, its sign left to the heading."""
    given = printed(claim.value)
    if given is None:
        return False
    for candidate in (value, abs(value)):
        if given.decimals == 0 and claim.kind != "percent":
            if candidate == given.value:
                return True
        elif fits_under(given, Fraction(candidate), Fraction(100)):
            return True
    return False


def adds_up(claim: ReadClaim, parts: list[ReadClaim]) -> bool:
    """Tell whether parts can add up to a cell, each within what it stands for."""
    whole = printed(claim.value)
    values = [value for part in parts if (value := printed(part.value)) is not None]
    if whole is None or len(values) != len(parts):
        return False
    span = interval_total(as_interval(value) for value in values)
    given = Interval.point(whole.value) if whole.decimals == 0 else whole.interval()
    return agrees(given, span)


def sum_of(claim: ReadClaim, parts: list[ReadClaim], fits: bool) -> Recomputed:
    """Return a cell as the sum of its parts."""
    whole = sum((Decimal(part.value or "0") for part in parts), Decimal(0))
    formula = f"{listed([part.value or '' for part in parts])} = {shown(whole)}"
    return Recomputed(claim, "sum", fits, formula, shown(whole), tuple(parts))
