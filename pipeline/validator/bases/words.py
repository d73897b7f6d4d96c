"""Words that tell the role of a count, from data/roles.yaml, as patterns."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.layouts.labels import flex
from extractors.word_lists import word_lists

SHORT = 5
"""Most characters of a word that must stand with all of its marks."""


def _words() -> dict[str, list[str]]:
    return word_lists("pipeline.validator", "data/roles.yaml")


@lru_cache(maxsize=64)
def any_of(name: str) -> str:
    """Return the source of a pattern for any word of a list, the longest first."""
    words = sorted(_words()[name], key=len, reverse=True)
    return "(?:" + "|".join(map(_source, words)) + ")"


def _source(word: str) -> str:
    """Short words match as written: without its tone mark ย้าย stands in กันยายน, ร่วม would be รวม."""
    return flex(word) if len(word) > SHORT or "ำ" in word else re.escape(word)


@lru_cache(maxsize=64)
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern for any word of a list."""
    return re.compile(any_of(name))


def has(name: str, text: str) -> bool:
    """Tell whether a text holds a word of a list."""
    return pattern(name).search(text) is not None
