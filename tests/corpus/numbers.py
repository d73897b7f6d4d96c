"""Shares whose printed percent follows from their counts."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from tests.corpus.model import Fact


def percent(part: int, whole: int, places: int = 2) -> str:
    """Return 100 part / whole, rounded half up and printed with its decimals."""
    step = Decimal(1).scaleb(-places)
    return str((Decimal(100 * part) / Decimal(whole)).quantize(step, ROUND_HALF_UP))


def grouped(number: int) -> str:
    """Print a count as reports do, with a thousands comma."""
    return f"{number:,}"


def share(rng: random.Random, noun: str, part: int, whole: int) -> tuple[str, tuple[Fact, ...]]:
    """Return a share as a phrase with its base, and the claims that it prints."""
    value = percent(part, whole, rng.choice((2, 2, 2, 1)))
    first, second = f"จำนวน {grouped(part)} {noun}", f"{grouped(whole)} {noun}"
    link = rng.choice(("จากทั้งหมด ", "จากเป้าหมาย ", "จากจำนวนทั้งสิ้น "))
    last = f"ร้อยละ {value}"
    text = f"{first} {link}{second} คิดเป็น{last}"
    facts = (
        Fact("count", first, str(part)),
        Fact("count total", second, str(whole), ("verified", "not_checkable")),
        Fact("percent", last, value),
    )
    return text, facts
