"""Words of the fact scanners, from data/words.yaml, as patterns."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.layouts.labels import flex
from extractors.word_lists import word_lists


def _words() -> dict[str, list[str]]:
    return word_lists("extractors.facts", "data/words.yaml")


@lru_cache(maxsize=32)
def one_of(name: str) -> str:
    """Return a pattern that matches any word of a list, the longest first."""
    words = sorted(_words()[name], key=len, reverse=True)
    return "(?:" + "|".join(flex(word, across_lines=False) for word in words) + ")"


def words_of(name: str) -> list[str]:
    """Return the words of a list, as written in the data."""
    return _words()[name]


def compiled(source: str) -> re.Pattern[str]:
    """Compile a scanner's pattern; case does not count in Latin words."""
    return re.compile(source, re.IGNORECASE)
