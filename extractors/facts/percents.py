"""Percents: `ร้อยละ 93.59`, `93.59 %`, `93.59 เปอร์เซ็นต์`; bounds told apart from results."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from re import Pattern

from extractors.facts.model import Fact, Taken
from extractors.facts.vocabulary import compiled, one_of
from extractors.layouts.labels import flex
from extractors.thai.numerals import NUMBER

_LEAD = f"(?:{flex('คิดเป็น')}|{flex('เท่ากับ')}|{flex('หรือ')}|{flex('ได้')}|{flex('เป็น')})?\\s*"
_WORD = f"(?:{flex('ร้อยละ')}|(?<![ก-๙]){flex('เปอร์เซ็นต์')})"
_SIGN = f"(?:%|％|{flex('เปอร์เซ็นต์')}|{flex('เปอร์เซนต์')})"
_BEFORE = 30
"""How far before a percent, in characters, a word of bound may stand."""


@lru_cache(maxsize=1)
def _pattern() -> Pattern[str]:
    joint = rf"\s*(?:{flex('ที่')}|{flex('ของ')})?\s*[:=]?\s*"
    # `ร้อยละความสำเร็จ 94.34`; in `ร้อยละความสำเร็จ 5 ด้าน` the number counts something.
    named = rf"\s*{one_of('percent_nouns')}{joint}(?![0-9๐-๙,]+[^\S\n]*{one_of('classifiers')})"
    return compiled(
        rf"(?:{_LEAD}{_WORD}(?:{joint}|{named})(?P<a>[-−]?{NUMBER})(?:\s*{_SIGN})?)|(?:(?P<b>{NUMBER})\s*{_SIGN})"
    )


@lru_cache(maxsize=1)
def _bound_before() -> Pattern[str]:
    # `ผ่านเกณฑ์ร้อยละ 80` names the bound; `ผ่านเกณฑ์ ร้อยละ 96.3` counts those who passed.
    words = rf"(?<!กลุ่ม)(?<!กลุม){one_of('threshold_before')}|(?<!ผ่าน)(?<!ผาน){flex('เกณฑ์')}"
    link = rf"(?:\s*(?:{flex('จำนวน')}|{flex('กว่า')}|{flex('ที่')}|[:=]))*"
    return compiled(rf"(?:(?:{words}){link}\s*|{flex('ผ่านเกณฑ์')})$")


@lru_cache(maxsize=1)
def _bound_after() -> Pattern[str]:
    return compiled(rf"\s*{one_of('threshold_after')}")


@lru_cache(maxsize=1)
def _passed() -> Pattern[str]:
    return compiled(rf"{flex('ผ่าน')}(?:{flex('ตาม')})?{flex('เกณฑ์')}(?:{flex('ที่กำหนด')})?\s*$")


def is_bound(clean: str, start: int, end: int) -> bool:
    """Tell whether the words around a figure make it a bound to reach, not a result."""
    before = clean[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1]
    return bool(_bound_before().search(before) or _bound_after().match(clean, end))


def _is_passed(clean: str, start: int, words: str) -> bool:
    """Tell whether a percent is that of those who pass a criterion (`ผ่านเกณฑ์คิดเป็นร้อยละ 63.28`)."""
    if "คิดเป็น" not in words:
        return False
    return bool(_passed().search(clean[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1]))


def percents(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield percents; the sign alone, without a number before it, is none."""
    for match in _pattern().finditer(clean):
        number = match.span("a") if match.group("a") is not None else match.span("b")
        if (parsed := taken.number(clean, number)) is None:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield Fact(
            "percent",
            start,
            match.end(),
            number,
            parsed.text,
            unit="percent",
            threshold=is_bound(clean, start, match.end())
            and not _is_passed(clean, start, match.group()),
        )
