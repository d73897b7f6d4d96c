"""Headings on lines of their own, found by their words, and the sections that they open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors.layouts.base import Line, Source
from extractors.layouts.labels import flex
from schemas.section import Section
from schemas.text import Span

_LEAD = r"[\s*:•▪►»>#\-–—_|\[【「]{0,40}(?:[(\[]?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,3}[)\].]{0,3}\s*)?[\s*:\[]{0,20}"
_TAIL = r"[\s*:：|_\-–—.\]】」#]*"
_GLOSS = r"(?:\s*\(\s*[A-Za-z][A-Za-z /&.\-]{2,40}\))?"
"""The heading in English behind it."""
_DECORATED = re.compile(r"[\s:]*[*►»>#\[【(0-9๐-๙]")
_NUMBERS = re.compile(r"[\s0-9๐-๙.,/%|:()\-–—*]*")
_LONG = 20
"""Characters; a heading's long wording is the printed one, a word alone may be anybody's."""


@dataclass(frozen=True, slots=True)
class HeadingSpec:
    """A section's name and the wordings of its heading.

    `inline`: content may follow on the heading's own line after a colon. `patterns` are wordings
    as regular expressions; `weak` ones count less where another line claims the section, and open
    none before a line of mere numbers: a table's row begins so.
    """

    name: str
    wordings: tuple[str, ...] = ()
    inline: bool = True
    patterns: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: its section's name, its range, and where its content begins."""

    name: str
    span: Span
    content_start: int


class _Candidate(NamedTuple):
    rank: int
    weight: int
    heading: Heading


class _Patterns(NamedTuple):
    whole: re.Pattern[str]
    inline: re.Pattern[str]
    weak: bool


@lru_cache(maxsize=256)
def _patterns(spec: HeadingSpec) -> tuple[_Patterns, ...]:
    flexed = [
        flex(wording, across_lines=False)
        for wording in sorted(spec.wordings, key=len, reverse=True)
    ]
    found = []
    for words, weak in (([*flexed, *spec.patterns], False), (spec.weak, True)):
        if words:
            any_of = "|".join(words)
            whole = re.compile(rf"{_LEAD}(?:{any_of}){_GLOSS}{_TAIL}$", re.IGNORECASE)
            colon = re.compile(
                rf"{_LEAD}(?:{any_of}){_GLOSS}[\s*\]]*[:：][\s*:]*",
                re.IGNORECASE,
            )
            found.append(_Patterns(whole, colon, weak))
    return tuple(found)


@lru_cache(maxsize=32)
def _any_pattern(specs: tuple[HeadingSpec, ...]) -> re.Pattern[str]:
    words = [flex(w, across_lines=False) for spec in specs for w in spec.wordings]
    words += [pattern for spec in specs for pattern in (*spec.patterns, *spec.weak)]
    return re.compile(rf"{_LEAD}(?:{'|'.join(words)})", re.IGNORECASE)


def find_headings(
    source: Source, specs: Iterable[HeadingSpec], start: int, end: int, *, ordered: bool = False
) -> list[Heading]:
    """Return one heading for each section that has one in a range, in reading order.

    Of several lines the first of the best wording opens a section. `ordered`: sections come in the
    order of `specs`, so a line inside a section that only repeats another one's words opens none.
    """
    wanted = tuple(specs)
    candidates = _candidates(source, wanted, start, end)
    if ordered:
        return _in_order(candidates)
    found: dict[int, _Candidate] = {}
    for candidate in candidates:
        known = found.get(candidate.rank)
        if known is None or (known.weight <= _WEAK < candidate.weight):
            found[candidate.rank] = candidate
    return sorted((c.heading for c in found.values()), key=lambda heading: heading.span)


_STRONG, _WEAK, _INLINE = 6, 4, -2


def _candidates(
    source: Source, specs: tuple[HeadingSpec, ...], start: int, end: int
) -> list[_Candidate]:
    likely = _any_pattern(specs)
    found = []
    lines = source.lines
    for number, line in enumerate(lines):
        if line.end <= start or line.start >= end or not likely.match(line.text):
            continue
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        for rank, spec in enumerate(specs):
            candidate = _candidate(spec, rank, line, following)
            if candidate is not None:
                found.append(candidate)
                break
    return found


def _candidate(spec: HeadingSpec, rank: int, line: Line, following: str) -> _Candidate | None:
    for whole, inline, weak in _patterns(spec):
        base = _WEAK if weak else _STRONG
        if whole.match(line.text):
            if weak and _NUMBERS.fullmatch(following):
                return None
            weight = base + (len(line.text) >= _LONG) + bool(_DECORATED.match(line.text))
            heading = Heading(spec.name, (line.start, line.end), line.end)
            return _Candidate(rank, weight, heading)
        match = inline.match(line.text) if spec.inline else None
        if match:
            if weak and _NUMBERS.fullmatch(line.text, match.end()):
                return None
            at = line.start + match.end()
            weight = base + _INLINE + bool(_DECORATED.match(line.text))
            return _Candidate(rank, weight, Heading(spec.name, (line.start, at), at))
    return None


def _in_order(candidates: list[_Candidate]) -> list[Heading]:
    """Return the weightiest run of headings whose sections come in their order.

    A section that the run lacks may stand before or behind all others, never inside one.
    """
    tops: dict[int, tuple[int, int]] = {}
    chains: list[tuple[int, int]] = []
    for index, (rank, weight, _) in enumerate(candidates):
        before = max(
            (tops[lower] for lower in tops if lower < rank), key=lambda top: top[0], default=(0, -1)
        )
        chains.append((before[0] + weight, before[1]))
        if rank not in tops or chains[-1][0] > tops[rank][0]:
            tops[rank] = (chains[-1][0], index)
    if not tops:
        return []
    at = max(tops.values(), key=lambda top: top[0])[1]
    run: list[_Candidate] = []
    while at >= 0:
        run.append(candidates[at])
        at = chains[at][1]
    first, last = run[-1].heading.span, run[0].heading.span
    known = {candidate.rank for candidate in run}
    for candidate in candidates:
        outside = candidate.heading.span < first or candidate.heading.span > last
        if outside and candidate.rank not in known and candidate.weight >= _STRONG:
            known.add(candidate.rank)
            run.append(candidate)
    return sorted((c.heading for c in run), key=lambda heading: heading.span)


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
