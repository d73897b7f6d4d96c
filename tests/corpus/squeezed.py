"""Texts compared without white space, and places in them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import Any

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
Span = tuple[int, int]


@lru_cache(maxsize=4096)
def _character(character: str) -> str:
    if character.isspace() or character in INVISIBLE:
        return ""
    return unicodedata.normalize("NFKC", character)


def squeeze(text: str) -> str:
    """Drop white space and invisible characters; compare sara am in one form."""
    return "".join(map(_character, text))


def collapse(value: Any) -> str:
    """Return a field's value as one text with single spaces; parts of lists and objects joined."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return " ".join(filter(None, map(collapse, value)))
    return "" if value is None else " ".join(str(value).split())


class Squeezed:
    """The pages of a document, squeezed into one text, with the way back to their offsets."""

    def __init__(self, pages: dict[int, str]) -> None:
        self.pages = pages
        self.text = ""
        self._offsets: dict[int, list[int]] = {}
        for number, text in pages.items():
            parts = [_character(character) for character in text]
            self._offsets[number] = list(accumulate(map(len, parts), initial=len(self.text)))
            self.text += "".join(parts)

    def slice(self, place: dict[str, Any]) -> str | None:
        """Return the raw text at a location, or None where it points nowhere."""
        text = self.pages.get(place["page"])
        start, end = place["start"], place["end"]
        return None if text is None or not 0 <= start <= end <= len(text) else text[start:end]

    def span(self, place: dict[str, Any] | None) -> Span | None:
        """Return a location's place in the squeezed text."""
        if place is None or self.slice(place) is None:
            return None
        offsets = self._offsets[place["page"]]
        return offsets[place["start"]], offsets[place["end"]]

    def find(self, text: str) -> list[Span]:
        """Return every place where a text stands."""
        wanted, spans, start = squeeze(text), [], -1
        while wanted and (start := self.text.find(wanted, start + 1)) >= 0:
            spans.append((start, start + len(wanted)))
        return spans


def overlap(span: Span | None, others: list[Span]) -> bool:
    """Tell whether a span shares a character with one of the others."""
    return span is not None and any(span[0] < end and start < span[1] for start, end in others)
