"""Headings on lines of their own, found by their words, and the sections that they open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.layouts.base import Source
from extractors.layouts.labels import flex
from schemas.section import Section
from schemas.text import Span

_LEAD = r"[\s*:•▪►»>#\-–—_|]{0,40}(?:[(\[]?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[)\].]*\s*)?[\s*:]{0,20}"
_TAIL = r"[\s*:：|_\-–—.]*"


@dataclass(frozen=True, slots=True)
class HeadingSpec:
    """A section's name and the wordings of its heading.

    `inline`: content may follow on the heading's own line after a colon.
    """

    name: str
    wordings: tuple[str, ...]
    inline: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: its section's name, its range, and where its content begins."""

    name: str
    span: Span
    content_start: int


@lru_cache(maxsize=256)
def _patterns(spec: HeadingSpec) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(
        flex(wording, across_lines=False)
        for wording in sorted(spec.wordings, key=len, reverse=True)
    )
    whole = re.compile(rf"{_LEAD}(?:{words}){_TAIL}$", re.IGNORECASE)
    inline = re.compile(rf"{_LEAD}(?:{words})[\s*]*[:：][\s*:]*", re.IGNORECASE)
    return whole, inline


def find_headings(
    source: Source, specs: Iterable[HeadingSpec], start: int, end: int
) -> list[Heading]:
    """Return the first heading of each section in a range, in reading order."""
    found: dict[str, Heading] = {}
    wanted = list(specs)
    for line in source.lines:
        if line.end <= start or line.start >= end:
            continue
        for spec in wanted:
            if spec.name in found:
                continue
            whole, inline = _patterns(spec)
            if whole.match(line.text):
                found[spec.name] = Heading(spec.name, (line.start, line.end), line.end)
                break
            match = inline.match(line.text) if spec.inline else None
            if match:
                at = line.start + match.end()
                found[spec.name] = Heading(spec.name, (line.start, at), at)
                break
    return sorted(found.values(), key=lambda heading: heading.span)


def sections_of(source: Source, headings: list[Heading], end: int) -> list[Section]:
    """Return the sections that headings open; each ends where the next heading begins."""
    sections = []
    for heading, following in zip(headings, [*headings[1:], None], strict=False):
        stop = end if following is None else following.span[0]
        body = source.strip(heading.content_start, stop)
        if body is not None and is_nothing(source.clean[body[0] : body[1]]):
            body = None
        sections.append(Section(name=heading.name, heading=heading.span, body=body))
    return sections


def is_nothing(text: str) -> bool:
    """Tell whether a text only says that there is none: dashes, dots, colons."""
    return not re.search(r"[^\s\-–—_.:*…]", text)
