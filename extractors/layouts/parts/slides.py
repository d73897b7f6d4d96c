"""Slides of a deck: pages of a slide format, or numbered blocks of converted text."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Line, Source
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_NUMBERED = re.compile(
    r"[^\S\n]*(?:(?:slide|สไลด์|ภาพนิ่ง|แผ่น)\s*(?:ที่)?\s*)?(?P<n>[0-9๐-๙]{1,3})(?:[^\S\n]*[:|/][^\S\n]*|[^\S\n]+|$)(?![0-9๐-๙]+\s*$)",
    re.IGNORECASE,
)
SHELL = re.compile(
    r"[^\S\n]*(?:งานนำเสนอ(?:กำลัง|ที่คล้าย|เรื่อง)|ดาวน์โหลด\s*(?:ppt|งานนำเสนอ|สไลด์)|ใบสำเนางานนำเสนอ"
    r"|Ads by|Similar presentations|Presentation on theme|Download (?:ppt|presentation)|SlidePlayer"
    r"|เกี่ยวกับโครงการ|About project|Feedback|©)",
    re.IGNORECASE,
)
"""What sites that show decks print around them."""
SHAPES = (4 / 3, 16 / 9, 16 / 10)
"""Width by height of slides; a landscape sheet of A4 (1.41) is none of them."""
FEWEST = 3
_SHELLS = 2
"""Lines of a site's own words that show where a text was copied from."""


class SlidePart(NamedTuple):
    """A slide's number, the place where that is printed, and its content."""

    number: str
    mark: Span | None
    body: Span | None


def is_slide_format(source: Source) -> bool:
    """Tell whether the medium itself is one of slides, by its type or by its pages' shape."""
    document = source.document
    if re.search(r"presentation|powerpoint", document.media_type):
        return True
    sizes = [(page.width, page.height) for page in document.pages]
    shaped = sum(
        bool(w and h) and any(abs(w / h - shape) < 0.015 for shape in SHAPES)  # type: ignore[operator]
        for w, h in sizes
    )
    return len(sizes) >= FEWEST and shaped >= 0.8 * len(sizes)


def read_slides(source: Source) -> list[SlidePart]:
    """Return the slides in order; without pages or numbers of slides there are none."""
    pages = len(source.document.pages)
    chain = _chain(source)
    if pages > 1 and is_slide_format(source) and not _is_pasted(source, len(chain), pages):
        return _by_page(source)
    end = _content_end(source, chain[-1][1].start if chain else 0)
    slides = []
    for index, (number, line, at) in enumerate(chain):
        stop = chain[index + 1][1].start if index + 1 < len(chain) else end
        mark = source.strip(line.start, at)
        slides.append(SlidePart(str(number), mark, source.strip(at, stop)))
    return slides


def _is_pasted(source: Source, numbered: int, pages: int) -> bool:
    """Tell whether pages hold a deck that was copied from a site, its slides not one a page."""
    if numbered <= pages:
        return False
    return sum(bool(SHELL.match(line.text)) for line in source.lines) >= _SHELLS


def _by_page(source: Source) -> list[SlidePart]:
    bounds: dict[int, list[int]] = {}
    for segment in source.text.segments:
        if source.clean[segment.start : segment.end].strip():
            bounds.setdefault(segment.page, [segment.start, segment.end])[1] = segment.end
    slides = []
    for page in source.document.pages:
        span = bounds.get(page.number)
        body = source.strip(span[0], span[1]) if span else None
        slides.append(SlidePart(str(page.number), None, body))
    return slides


def _chain(source: Source) -> list[tuple[int, Line, int]]:
    """Return the lines that number slides 1, 2, 3 … with where their content begins.

    Lines after an empty line are believed first: a slide's own text may begin with a number too.
    """
    found = []
    for line in source.lines:
        match = _NUMBERED.match(line.text)
        if match:
            number = int(ascii_digits(match["n"]))
            found.append((number, line, line.start + match.end()))
    apart = _run([item for item in found if _after_gap(source, item[1].start)])
    whole = _run(found)
    best = apart if len(apart) >= max(FEWEST, 0.8 * len(whole)) else whole
    return best if len(best) >= FEWEST else []


def _run(found: list[tuple[int, Line, int]]) -> list[tuple[int, Line, int]]:
    run: list[tuple[int, Line, int]] = []
    for item in found:
        if item[0] == len(run) + 1:
            run.append(item)
    return run


def _after_gap(source: Source, at: int) -> bool:
    """Tell whether the raw text has an empty line before a clean offset."""
    ranges = source.text.raw_ranges(at, at + 1)
    if not ranges:
        return False
    page, start, _ = ranges[0]
    before = source.text.page(page).text[max(0, start - 40) : start]
    return not before.strip() or re.search(r"\n[^\S\n]*\n\s*$", before) is not None


def _content_end(source: Source, start: int) -> int:
    """Return where the site's own words follow the last slide."""
    for line in source.lines:
        if line.start >= start and SHELL.match(line.text):
            return line.start
    return len(source.clean)
