"""How much of a document's ink is accounted for, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.layouts.base import Source
from schemas.kpi_report import Leftover
from schemas.place import Place
from schemas.section import Section
from schemas.text import Text


class Ink:
    """Marks the non-space characters of all raw pages that something accounts for."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._marks = {page.page: bytearray(len(page.text)) for page in text.pages}
        for page, start, end in text.outside:
            self.add_raw(page, start, end)

    def add_raw(self, page: int, start: int, end: int) -> None:
        """Account for a raw range of one page."""
        self._marks[page][start:end] = b"\x01" * (end - start)

    def add(self, spans: Iterable[tuple[int, int]]) -> None:
        """Account for clean ranges."""
        for start, end in spans:
            for page, raw_start, raw_end in self._text.raw_ranges(start, end):
                self.add_raw(page, raw_start, raw_end)

    def total(self) -> int:
        """Count the non-space characters of all pages."""
        pages = {page.page: page.text for page in self._text.pages}
        outside = [pages[page][start:end] for page, start, end in self._text.outside]
        texts = list(pages.values())
        return sum(map(_ink, texts)) - sum(map(_ink, outside))

    def gaps(self) -> list[tuple[int, int, int]]:
        """Return page, start, end of runs of ink that nothing accounts for."""
        found = []
        for page in self._text.pages:
            marks = self._marks[page.page]
            for match in re.finditer(rb"\x00+", bytes(marks)):
                start, end = match.span()
                part = page.text[start:end]
                start += len(part) - len(part.lstrip())
                end -= len(part) - len(part.rstrip())
                if start < end:
                    found.append((page.page, start, end))
        return found


def _ink(text: str) -> int:
    return len(text) - _spaces(text)


def _spaces(text: str) -> int:
    return sum(map(len, re.findall(r"\s+", text)))


def leftover_of(source: Source, ink: Ink, sections: list[Section]) -> tuple[list[Leftover], float]:
    """Return what is left over, each under the section's heading, and its share of all ink.

    An empty document has nothing left over.
    """
    total = ink.total()
    left = 0
    found = []
    headings = _headings(source, sections)
    for page, start, end in ink.gaps():
        text = source.text.page(page).text[start:end]
        left += _ink(text)
        place = Place(
            page=page,
            start=start,
            end=end,
            bbox=source.text.page(page).box(start, end),
            quote=text,
        )
        found.append(
            Leftover(heading=_heading_before(headings, page, start), text=text, location=place)
        )
    return found, (left / total if total else 0.0)


def _headings(source: Source, sections: list[Section]) -> list[tuple[int, int, str]]:
    found = []
    for section in sections:
        if section.heading is not None:
            for page, start, _ in source.text.raw_ranges(*section.heading)[:1]:
                found.append((page, start, source.slice(section.heading) or ""))
    return sorted(found)


def _heading_before(headings: list[tuple[int, int, str]], page: int, start: int) -> str | None:
    before = [text for at_page, at, text in headings if (at_page, at) <= (page, start)]
    return before[-1] if before else None
