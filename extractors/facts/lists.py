"""Announced lists: `จำนวน 4 เรื่อง ได้แก่ 1. … 2. … 3. … 4. …`, and how many items follow."""

from __future__ import annotations

import re
from functools import lru_cache
from re import Pattern

from extractors.facts.vocabulary import compiled, one_of
from extractors.thai.numerals import ascii_digits

_ITEM = re.compile(
    r"(?:(?<=^)|(?<=[\s:;,]))\(?([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,2})\s*[.)]?\s*(?=[^\s0-9๐-๙.,%/])",
    re.M,
)


@lru_cache(maxsize=1)
def announcing() -> Pattern[str]:
    """Return the pattern of the words that open a list, directly after its count."""
    link = rf"(?:(?!{one_of('not_all')})[^\n0-9๐-๙]){{0,40}}?"
    bracket = r"[^\S\n]*(?:\((?=[1๑]\.)|(?=\([1๑]\)))"
    return compiled(rf"{link}{one_of('announcing')}(?:[^\S\n]*[:：])?|[^\S\n]*[:：]|{bracket}")


def listed_items(clean: str, start: int, end: int) -> tuple[int, int] | None:
    """Return how many numbered items follow from `start`, and where the last one begins.

    The first item must stand close to `start`; numbers must rise by one, at one depth (`1. 2. 3.`
    or `2.1 2.2 2.3`). None where no list follows.
    """
    first: tuple[str, int] | None = None
    count, last = 0, start
    for match in _ITEM.finditer(clean, start, end):
        number = ascii_digits(match.group(1))
        prefix, _, tail = number.rpartition(".")
        if first is None:
            if match.start() - start > 60:
                return None
            if int(tail) != 1:
                continue
            first = (prefix, 1)
            count, last = 1, match.start()
        elif prefix == first[0] and int(tail) == count + 1:
            count, last = count + 1, match.start()
        elif prefix == first[0] and int(tail) <= 1 and count > 1:
            break
    return (count, last) if first is not None else None
