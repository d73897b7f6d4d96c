"""A numerator, a denominator or a part: counts at face value, and how they add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.validator.intervals import as_interval, disjoint, total
from schemas.claim import ReadClaim
from schemas.printed import Printed

Outcome = Literal["fits", "misfit", "unknown"]
Where = Literal["sentence", "level", "batch", "section", "document"]
_PERSONS = frozenset(("ราย", "ท่าน", "นาย"))


@dataclass(frozen=True, slots=True)
class Term:
    """A numerator or a denominator: its value, the claims that give it, how it was found."""

    value: Printed
    claims: tuple[ReadClaim, ...]
    where: Where

    @property
    def text(self) -> str:
        """The term as an auditor writes it: `33 + 40`, or `78`."""
        return " + ".join(claim.value or "" for claim in self.claims)


def term(claims: tuple[ReadClaim, ...], where: Where) -> Term:
    """Return counts as one term, their sum printed with the most decimals among them."""
    if len(claims) == 1:
        number = number_of(claims[0])
        assert number is not None
        return Term(number, claims, where)
    decimals = max(len((claim.value or "").partition(".")[2]) for claim in claims)
    numbers = [number for claim in claims if (number := number_of(claim)) is not None]
    assert len(numbers) == len(claims)
    scaled = sum((Fraction(number.value) for number in numbers), Fraction(0)) * 10**decimals
    digits = str(int(scaled)).rjust(decimals + 1, "0")
    text = digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}"
    return Term(Printed(text), claims, where)


def number_of(claim: ReadClaim) -> Printed | None:
    """Return a claim's number as printed, None where it has none."""
    return Printed.parse(claim.value or "")


def kind_counted(claim: ReadClaim) -> str | None:
    """Return what a claim counts; all words for persons are one (`33 ราย จาก 36 คน`)."""
    return "คน" if claim.unit in _PERSONS else claim.unit


def sentence_of(claim: ReadClaim) -> tuple[str, int]:
    """Return the sentence that a claim stands in: its section, where it begins."""
    return claim.section, claim.sentence


def adds_up(parts: Sequence[ReadClaim], whole: Printed) -> bool:
    """Tell whether parts can add up to a total; whole numbers are exact, decimals were rounded."""
    spans = [as_interval(number) for part in parts if (number := number_of(part)) is not None]
    return len(spans) == len(parts) and not disjoint(total(spans), as_interval(whole))
