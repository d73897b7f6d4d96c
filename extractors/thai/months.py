"""The months as documents print them: names, abbreviations with or without dots, misspellings."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from extractors.thai.distance import edit_distance

_DATA: Final = Path(__file__).parent / "data" / "months.yaml"
_SEPARATORS: Final = re.compile(r"[\s.]+")


class Month(NamedTuple):
    """A month, and for a misspelt one the spelling that is meant."""

    number: int
    meant: str | None = None


@lru_cache(maxsize=4096)
def read_month(printed: str, *, guess: bool) -> Month | None:
    """Read a month's name; with `guess`, also by up to two slips when no other month is as near.

    >>> read_month("กรกฏาคม", guess=False)
    Month(number=7, meant='กรกฎาคม')
    """
    word = _SEPARATORS.sub("", printed).lower()
    if (known := _known().get(word)) is not None or not guess:
        return known
    if len(word) < 5 or word in _table()["not_months"]:
        return None
    limit = 1 if len(word) < 7 else 2
    near = sorted(
        (edit_distance(word, month["name"], limit), month["number"], month["name"])
        for month in _table()["months"]
    )
    if near[0][0] > limit or near[0][0] == near[1][0]:
        return None
    return Month(near[0][1], near[0][2])


def is_full_name(printed: str) -> bool:
    """Tell whether a month is written out (and not an abbreviation, which means other things)."""
    return len(_SEPARATORS.sub("", printed)) > 4


@cache
def names_pattern() -> str:
    """Source of a pattern for all listed spellings, longest first, without groups."""
    sources = []
    for month in _table()["months"]:
        sources += [month["name"], *month["english"]]
        # A listed misspelling may be the beginning of a longer one (พฤศจิกายา in พฤศจิกายาน).
        sources += [rf"{wrong}(?![ก-๎])" for wrong in month["misspelt"]]
    sources.sort(key=len, reverse=True)
    # Dots may be missing or stand apart: พ.ย. พย. พ.ย พ. ย.
    shorts = (month["short"].strip(".").split(".") for month in _table()["months"])
    sources += [r"(?:\ ?\.\ ?)?".join(parts) + r"(?![ก-๎])\.?" for parts in shorts]
    return "(?:" + "|".join(sources) + ")"


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return table


@cache
def _known() -> dict[str, Month]:
    known: dict[str, Month] = {}
    for month in _table()["months"]:
        number, name = month["number"], month["name"]
        known[name] = known[month["short"].replace(".", "")] = Month(number)
        known.update((english, Month(number)) for english in month["english"])
        known.update((wrong, Month(number, name)) for wrong in month["misspelt"])
    return known
