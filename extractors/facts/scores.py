"""Points and scores (`15 คะแนน`, `คะแนน 4.25`) and ratios (`70 : 20 : 10`)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from re import Pattern

from extractors.facts.model import Fact, Taken
from extractors.facts.percents import is_bound
from extractors.facts.vocabulary import compiled
from extractors.layouts.labels import flex
from extractors.thai.numerals import BARE_NUMBER, NUMBER, ascii_digits


@lru_cache(maxsize=1)
def _points() -> Pattern[str]:
    word = flex("คะแนน")
    links = "|".join(flex(link) for link in ("รวม", "เฉลี่ย", "เต็ม", "ที่ได้", "เป็น", "เท่ากับ"))
    joint = rf"\s*(?:{links})?\s*[:=]?\s*"
    return compiled(
        rf"(?:{word}{joint}(?P<a>{NUMBER})(?:\s*{word})?)|(?:(?P<b>{NUMBER})\s*{word}(?!{flex('เต็ม')}))"
    )


@lru_cache(maxsize=1)
def _ratio() -> Pattern[str]:
    return compiled(
        rf"(?P<lead>{flex('สัดส่วน')}|{flex('อัตราส่วน')})?[^\d\n]{{0,12}}?"
        rf"(?<![0-9๐-๙.,:/])(?P<r>{BARE_NUMBER}(?:\s*:\s*{BARE_NUMBER})+)(?![0-9๐-๙:/])"
    )


def points(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield points and scores."""
    for match in _points().finditer(clean):
        number = match.span("a") if match.group("a") is not None else match.span("b")
        if (parsed := taken.number(clean, number)) is None:
            continue
        yield Fact(
            "points",
            match.start(),
            match.end(),
            number,
            parsed.text,
            unit="points",
            threshold=is_bound(clean, match.start(), match.end()) or _is_scale(match.group()),
        )


def _is_scale(words: str) -> bool:
    return "เต็ม" in words


def ratios(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield ratios of three parts or more, of two where they are called so or make 100 or 1.

    `09:30` and `12:00 น.` are times, `95 / 100` are two scores: no ratios.
    """
    for match in _ratio().finditer(clean):
        start, end = match.span("r")
        if not taken.free(start, end):
            continue
        parts = [
            part.strip().replace(",", "") for part in ascii_digits(match.group("r")).split(":")
        ]
        whole = sum((Decimal(part) for part in parts), Decimal(0))
        if len(parts) == 2 and not match.group("lead") and whole not in (1, 100):
            continue
        taken.add(start, end)
        yield Fact("ratio", start, end, (start, end), ":".join(parts), notes={"parts": parts})
