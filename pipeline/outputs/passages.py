"""The source text around a finding, with the words that it is about marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from schemas.place import Place

CONTEXT = 160
"""Code points of the page shown on each side of a place."""
MOST_MARKED = 700
"""Code points of one marked text; of a longer one its beginning and end are shown."""
MOST_PASSAGES = 6
MOST_LINES = 10
"""A passage of more lines is set as running text, its line ends marked."""
PartKind = Literal["text", "mark", "omitted", "edge"]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a passage: text, marked text, an omission (of `count` code points) or an edge."""

    kind: PartKind
    text: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one page with marked places."""

    page: int
    start: int
    end: int
    parts: tuple[Part, ...]

    @property
    def is_tall(self) -> bool:
        """Would it take many short lines, as a table read cell by cell does?"""
        return sum(part.text.count("\n") for part in self.parts) > MOST_LINES


def passages(
    places: Sequence[Place], pages: Mapping[int, str], context: int = CONTEXT
) -> list[Passage]:
    """Return the stretches of source text around places, in the order in which they are named.

    Places whose surroundings touch share a passage. A place whose quote is not its slice of the
    page (or whose page is not there) is shown by its quote alone.
    """
    found: list[Passage] = []
    fitting = [place for place in places if fits(place, pages)]
    for group in _groups(fitting, context):
        text = pages[group[0].page]
        start = _steady(text, max(0, group[0].start - context))
        end = _steady(text, min(len(text), max(place.end for place in group) + context))
        found.append(
            Passage(group[0].page, group[0].start, group[-1].end, _parts(text, start, end, group))
        )
    order = {(place.page, place.start): index for index, place in reversed(list(enumerate(places)))}
    found.sort(key=lambda passage: order[passage.page, passage.start])
    for place in places:
        if not fits(place, pages):
            parts = tuple(_marked(place.quote))
            found.append(Passage(place.page, place.start, place.end, parts))
    return found


def fits(place: Place, pages: Mapping[int, str]) -> bool:
    """Is the quote of a place exactly its slice of the page?"""
    text = pages.get(place.page)
    return text is not None and text[place.start : place.end] == place.quote


def _groups(places: Sequence[Place], context: int) -> list[list[Place]]:
    """Places whose surroundings touch, each group in page order."""
    ordered = sorted(set(places), key=lambda place: (place.page, place.start, place.end))
    groups: list[list[Place]] = []
    reach = 0
    for place in ordered:
        near = groups and groups[-1][0].page == place.page and place.start - reach <= 2 * context
        if near:
            groups[-1].append(place)
            reach = max(reach, place.end)
        else:
            groups.append([place])
            reach = place.end
    return groups


def _steady(text: str, index: int) -> int:
    """Move an index forward off combining marks, so that no cluster is cut in two."""
    while 0 < index < len(text) and unicodedata.category(text[index]).startswith("M"):
        index += 1
    return index


def _parts(text: str, start: int, end: int, group: Sequence[Place]) -> tuple[Part, ...]:
    parts = [Part("edge")] if start > 0 else []
    for mark_start, mark_end in _merged(group):
        if start < mark_start:
            parts.append(Part("text", text[start:mark_start]))
        parts += _marked(text[mark_start:mark_end])
        start = mark_end
    if start < end:
        parts.append(Part("text", text[start:end]))
    if end < len(text):
        parts.append(Part("edge"))
    return tuple(parts)


def _merged(group: Sequence[Place]) -> list[tuple[int, int]]:
    """The marked ranges, overlapping ones joined."""
    ranges = [(place.start, place.end) for place in group]
    joined = ranges[:1]
    for (_, _), (start, end) in pairwise(ranges):
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _marked(text: str) -> list[Part]:
    if len(text) <= MOST_MARKED:
        return [Part("mark", text)]
    head, tail = _steady(text, MOST_MARKED // 2), _steady(text, len(text) - MOST_MARKED // 4)
    return [
        Part("mark", text[:head]),
        Part("omitted", count=tail - head),
        Part("mark", text[tail:]),
    ]


def compact(text: str) -> str:
    """Return a text without empty lines."""
    return _EMPTY_LINES.sub("\n", text)


def flowing(text: str) -> str:
    """Return a text on one line, each run of line ends as a sign."""
    return _LINE_ENDS.sub(" ↵ ", text)


def visible(text: object) -> str:
    """Return a text with control and direction characters spelt out: none acts on the page."""
    return "".join(map(_visible_character, str(text)))


def _visible_character(character: str) -> str:
    if character in "\n\t" or character == "\u200b":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cs") or unicodedata.bidirectional(character) in _DIRECTIONS:
        return f"⟨U+{ord(character):04X}⟩"
    if character in "\u200e\u200f\u061c":
        return f"⟨U+{ord(character):04X}⟩"
    return character


_EMPTY_LINES = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+")
_LINE_ENDS = re.compile(r"\s*\n\s*")
_DIRECTIONS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
