"""Shares whose printed percent follows from their counts."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from tests.corpus.model import Fact
from tests.corpus.thai_dates import THAI_DIGITS


def percent(part: int, whole: int, places: int = 2) -> str:
    """Return 100 part / whole, rounded half up and printed with its decimals."""
    step = Decimal(1).scaleb(-places)
    return str((Decimal(100 * part) / Decimal(whole)).quantize(step, ROUND_HALF_UP))


def grouped(number: int) -> str:
    """Print a count as reports do, with a thousands comma."""
    return f"{number:,}"


TEMPLATES = (
    # text, and the words of count, base and percent in it
    ("จำนวน {a} {n} จากทั้งหมด {b} {n} คิดเป็นร้อยละ {p}", "จำนวน {a} {n}", "{b} {n}", "ร้อยละ {p}"),
    ("จำนวน {a} {n} จากเป้าหมาย {b} {n} คิดเป็นร้อยละ {p}", "จำนวน {a} {n}", "{b} {n}", "ร้อยละ {p}"),
    ("จำนวน {a} {n} จากจำนวนทั้งสิ้น {b} {n} คิดเป็นร้อยละ {p}", "จำนวน {a} {n}", "{b} {n}", "ร้อยละ {p}"),
    ("{a} {n} จากทั้งหมด {b} {n} หรือร้อยละ {p}", "{a} {n}", "{b} {n}", "ร้อยละ {p}"),
    ("ร้อยละ {p} ({a} {n} จาก {b} {n})", "{a} {n}", "{b} {n}", "ร้อยละ {p}"),
    ("จำนวน {a} จาก {b} {n} (ร้อยละ {p})", "{a} จาก {b} {n}", "{b} {n}", "ร้อยละ {p}"),
    ("จำนวน {a} {n} จาก {b} {n} คิดเป็น {p}%", "จำนวน {a} {n}", "{b} {n}", "{p}%"),
)  # fmt: skip
WEIGHTS = (5, 4, 4, 2, 2, 1, 2)


def share(
    rng: random.Random, noun: str, part: int, whole: int, places: int | None = None
) -> tuple[str, tuple[Fact, Fact, Fact]]:
    """Return a share as a phrase, and the claims that it prints: count, base and percent.

    `places` are the percent's decimals, by chance one or two without it; now and then all is
    printed in Thai digits.
    """
    value = percent(part, whole, places if places is not None else rng.choice((2, 2, 2, 1)))
    texts = rng.choices(TEMPLATES, WEIGHTS)[0]
    digits = THAI_DIGITS if rng.random() < 0.08 else {}
    told = [
        text.format(a=grouped(part), b=grouped(whole), p=value, n=noun).translate(digits)
        for text in texts
    ]
    facts = (
        Fact("count", told[1], str(part)),
        Fact("count total", told[2], str(whole), ("verified", "not_checkable")),
        Fact("percent", told[3], value),
    )
    return told[0], facts


def retold(fact: Fact, value: str) -> str:
    """Return a claim's text with another value, in the digits that it was printed in."""
    if fact.value in fact.text:
        return fact.text.replace(fact.value, value)
    return fact.text.replace(fact.value.translate(THAI_DIGITS), value.translate(THAI_DIGITS))
