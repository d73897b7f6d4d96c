"""Numbered headings that run 1, 2, 3 …, and what stands under each."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_NUMBERED = re.compile(
    r"(?P<mark>[^\S\n]*(?:ข้อ(?:ที่)?\s*|หัวข้อที่\s*)?\(?(?P<n>[0-9๐-๙]{1,2})(?:\s?[.)]|(?=\s))(?![0-9๐-๙]))[^\S\n]*(?=\S)"
)


class OutlinePart(NamedTuple):
    """A heading with its number (ASCII digits) and the range until the next heading."""

    number: str
    mark: Span
    heading: Span
    body: Span | None


def read_outline(source: Source, start: int, end: int) -> list[OutlinePart]:
    """Return the numbered sections of a range, in reading order.

    The longest run of rising numbers makes them; a list inside a section that begins again at 1
    stays in its section. A number may be missing or printed twice.
    """
    found: list[tuple[int, re.Match[str], int]] = []
    for line in source.lines:
        if line.end <= start or line.start >= end:
            continue
        match = _NUMBERED.match(source.clean, line.start, line.end)
        if match and ("." in match["mark"] or ")" in match["mark"] or "ข้อ" in match["mark"]):
            found.append((int(ascii_digits(match["n"])), match, line.end))
    run = _longest_run(found)
    parts = []
    for index, (number, match, line_end) in enumerate(run):
        stop = run[index + 1][1].start() if index + 1 < len(run) else end
        heading = source.strip(match.end(), line_end)
        if heading is None:
            continue
        mark = source.strip(*match.span("mark")) or match.span("mark")
        parts.append(OutlinePart(str(number), mark, heading, source.strip(line_end, stop)))
    return parts


def _longest_run(
    found: list[tuple[int, re.Match[str], int]],
) -> list[tuple[int, re.Match[str], int]]:
    """Return the longest run whose numbers rise by one (two where one is missing) from 1."""
    best: list[tuple[int, re.Match[str], int]] = []
    for index, first in enumerate(found[:40]):
        if first[0] > 2:
            continue
        run = [first]
        for item in found[index + 1 :]:
            step = item[0] - run[-1][0]
            if step == 1 or (step == 2 and not _comes(found, item, run[-1][0] + 1)):
                run.append(item)
        if len(run) > len(best):
            best = run
    return best


def _comes(
    found: list[tuple[int, re.Match[str], int]], item: tuple[int, re.Match[str], int], number: int
) -> bool:
    """Tell whether the number still comes behind the item."""
    return any(other[0] == number and other[1].start() > item[1].start() for other in found)
