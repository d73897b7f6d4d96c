"""Shares whose printed percent follows from their counts."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from tests.corpus.model import Fact
from tests.corpus.thai_dates import THAI_DIGITS
from tests.corpus.vocabulary import table, tell


def percent(part: int, whole: int, places: int = 2) -> str:
    """Return 100 part / whole, rounded half up and printed with its decimals."""
    step = Decimal(1).scaleb(-places)
    return str((Decimal(100 * part) / Decimal(whole)).quantize(step, ROUND_HALF_UP))


def grouped(number: int) -> str:
    """Print a count as reports do, with a thousands comma."""
    return f"{number:,}"


def share(
    rng: random.Random, noun: str, part: int, whole: int, places: int | None = None
) -> tuple[str, tuple[Fact, Fact, Fact]]:
    """Return a share as a phrase, and the claims that it prints: count, base and percent.

    `places` are the percent's decimals, by chance one or two without it; now and then all is
    printed in Thai digits.
    """
    value = percent(part, whole, places if places is not None else rng.choice((2, 2, 2, 1)))
    rest = grouped(whole - part)
    figures = {"a": grouped(part), "b": grouped(whole), "r": rest, "p": value, "n": noun}
    digits = THAI_DIGITS if rng.random() < 0.08 else None
    told = tell(rng.choice(table("phrases")["shares"]), digits, **figures)
    facts = (
        Fact("count total", told.parts["a"], str(part)),
        Fact("count total", told.parts["b"], str(whole), ("verified", "not_checkable")),
        Fact("percent", told.parts["p"], value),
    )
    return told.text, facts


def retold(fact: Fact, value: str) -> str:
    """Return a claim's text with another value, in the digits that it was printed in."""
    if fact.value in fact.text:
        return fact.text.replace(fact.value, value)
    return fact.text.replace(fact.value.translate(THAI_DIGITS), value.translate(THAI_DIGITS))
