"""Clean text with its map back to the raw pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from schemas.document import Grade, TextLayer
from schemas.place import Box, Place

Span = tuple[int, int]
"""Start and end (exclusive) in clean text, in code points."""


class Segment(NamedTuple):
    """An aligned pair of ranges: clean text and the raw text of one page.

    Ranges of equal length map character by character; otherwise a clean range stands for the whole
    raw range. Segments are monotone in both and cover every clean character; white space that
    flow put in (a join) has an empty raw range.
    """

    start: int
    end: int
    page: int
    raw_start: int
    raw_end: int


class PageText(BaseModel):
    """A page's raw text and what is known of its reading."""

    page: int
    text: str
    text_layer: TextLayer = "native"
    grade: Grade = "good"
    words: list[tuple[int, int, float, float, float, float]] = Field(
        default_factory=list, description="start, end, x0, top, x1, bottom of each printed word"
    )

    def box(self, start: int, end: int) -> Box | None:
        """Return the box around the words that a raw range touches, None without any."""
        touched = [word for word in self.words if word[0] < end and start < word[1]]
        if not touched:
            return None
        return (
            min(word[2] for word in touched),
            min(word[3] for word in touched),
            max(word[4] for word in touched),
            max(word[5] for word in touched),
        )


class Text(BaseModel):
    """The clean text of a whole document: repaired, furniture removed, lines and pages joined.

    A logical line ends with "\\n"; a printed line that only wraps is joined to the next one.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    clean: str
    segments: list[Segment]
    pages: list[PageText]
    furniture: list[tuple[int, int, int]] = Field(
        default_factory=list, description="page, raw start, raw end of what flow took off"
    )
    repairs: dict[str, int] = Field(default_factory=dict)
    outside: list[tuple[int, int, int]] = Field(
        default_factory=list,
        description="page, raw start, raw end of other reports on pages that this one shares",
    )

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def _pages(self) -> dict[int, PageText]:
        return {page.page: page for page in self.pages}

    def part(self, start: int, end: int) -> Text:
        """Return a stretch of the text as a text of its own, with the pages that it stands on."""
        segments = [
            one._replace(start=one.start - start, end=one.end - start)
            for one in self._clipped(start, end)
        ]
        pages = {segment.page for segment in segments}
        text = Text(
            clean=self.clean[start:end],
            segments=segments,
            pages=[page for page in self.pages if page.page in pages],
        )
        inside = {page: (first, last) for page, first, last in text.extents()}
        for page in text.pages:
            first, last = inside[page.page]
            text.outside += [(page.page, 0, first), (page.page, last, len(page.text))]
        text.furniture = [
            (page, first, last)
            for page, first, last in self.furniture
            if page in inside and inside[page][0] <= first and last <= inside[page][1]
        ]
        return text

    def extents(self) -> list[tuple[int, int, int]]:
        """Return page, first and last (exclusive) raw position of what the text covers."""
        found: dict[int, tuple[int, int]] = {}
        for segment in self.segments:
            first, last = found.get(segment.page, (segment.raw_start, segment.raw_end))
            found[segment.page] = (min(first, segment.raw_start), max(last, segment.raw_end))
        return [(page, first, last) for page, (first, last) in found.items()]

    def _clipped(self, start: int, end: int) -> Iterator[Segment]:
        """Yield the segments that a clean range touches, each cut to it where it maps by character."""
        index = max(0, bisect_right(self._starts, start) - 1)
        for one in islice(self.segments, index, None):
            if one.start >= end:
                break
            lo, hi = max(start, one.start), min(end, one.end)
            if lo >= hi:
                continue
            raw_start, raw_end = one.raw_start, one.raw_end
            if one.end - one.start == raw_end - raw_start:
                shift = raw_start - one.start
                raw_start, raw_end = lo + shift, hi + shift
            yield Segment(lo, hi, one.page, raw_start, raw_end)

    def raw_ranges(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return (page, raw start, raw end) of the ink under a clean range, in reading order.

        Ranges are merged where only white space lies between them on the page.
        """
        ranges: list[tuple[int, int, int]] = []
        for _, _, page, raw_start, raw_end in self._clipped(start, end):
            if raw_start == raw_end:
                continue
            if ranges:
                before, before_start, before_end = ranges[-1]
                gap = self._pages[page].text[before_end:raw_start]
                if before == page and not gap.strip() and before_end <= raw_start:
                    ranges[-1] = (page, before_start, raw_end)
                    continue
            ranges.append((page, raw_start, raw_end))
        return ranges

    def places(self, start: int, end: int) -> list[Place]:
        """Return the places of a clean range, white space at their ends left out."""
        places = []
        for page, raw_start, raw_end in self.raw_ranges(start, end):
            text = self._pages[page].text
            while raw_start < raw_end and text[raw_start].isspace():
                raw_start += 1
            while raw_end > raw_start and text[raw_end - 1].isspace():
                raw_end -= 1
            if raw_start < raw_end:
                places.append(
                    Place(
                        page=page,
                        start=raw_start,
                        end=raw_end,
                        bbox=self._pages[page].box(raw_start, raw_end),
                        quote=text[raw_start:raw_end],
                    )
                )
        return places

    def page(self, number: int) -> PageText:
        """Return a page by its number; KeyError where there is none."""
        return self._pages[number]
