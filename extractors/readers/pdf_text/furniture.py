"""Running heads, running feet and page numbers: lines at the edges that pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.readers.pdf_text.layout import PageLayout, Span
from extractors.signed import SIGNED

_DIGITS = re.compile("[0-9๐-๙]+")
_NUMBER = re.compile(
    r"[\W_]*(?:หน้า(?:ที่)?|page|แผ่นที่)?[\W_]*([0-9๐-๙]{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,5})?[\W_]*",
    re.IGNORECASE,
)
_EDGE = 0.12
"""Share of the page's height, above and below, where heads and feet stand."""
_BAND = 4.0
"""Points by which the same head may move from page to page."""
_CLEAR = 1.2
"""Ems between a lone page number and the text."""

Key = tuple[str, int, int | None]


@dataclass(slots=True)
class EdgeLine:
    """A line at the upper or lower edge of its page; `span` is its range of the raw text."""

    span: Span
    text: str
    top: float
    is_lone_number: bool
    """Is it a number, the outermost line of its page and clear of the text?"""


def find_furniture(pages: list[list[EdgeLine]]) -> list[tuple[list[Span], str | None]]:
    """Return for each page its furniture as ranges of the raw text, and its printed number."""
    seen: Counter[Key] = Counter()
    for page, lines in enumerate(pages):
        seen.update({key for line in lines for key in _keys(line.text, line.top, page)})
    # One page with a number at its edge proves nothing where the others have none.
    alone = sum(any(line.is_lone_number for line in lines) for lines in pages)
    numbered = 2 * alone >= len(pages)
    # Left and right pages may carry different heads: a third of the pages is enough.
    needed = max(2, len(pages) // 3)
    found = []
    for page, lines in enumerate(pages):
        spans: list[Span] = []
        printed = None
        for line in lines:
            repeated = any(seen[key] >= needed for key in _keys(line.text, line.top, page))
            repeated = repeated and not SIGNED.match(line.text)
            number = _NUMBER.fullmatch(line.text)
            if number and (repeated or (numbered and line.is_lone_number)):
                printed = printed or number[1]
            elif not repeated:
                continue
            start, end = line.span
            spans.append((start, end + 1))
        found.append((spans, printed))
    return found


def _keys(text: str, top: float, page: int) -> Iterator[Key]:
    """Yield what a line has in common with its like on other pages.

    Its words, and a number that grows by one from page to page; neighbouring heights share a band.
    """
    words = " ".join(_DIGITS.sub("#", text).split())
    numbers = _DIGITS.findall(text)
    band = round(top / _BAND)
    for step in (0, 1):
        yield text, band + step, None
        if numbers and len(numbers[-1]) <= 5:
            yield words, band + step, int(numbers[-1]) - page


def edge_lines(layout: PageLayout, height: float) -> list[EdgeLine]:
    """Return the lines of a page among which furniture may be."""
    boxes = layout.line_boxes
    near = (boxes[:, 3] < _EDGE * height) | (boxes[:, 1] > (1 - _EDGE) * height)
    lines = []
    for at in near.nonzero()[0].tolist():
        if layout.line_cells[at] < 0:
            start, end = layout.lines[at]
            text = layout.text[start:end].strip()
            alone = bool(_NUMBER.fullmatch(text)) and _stands_alone(layout, at, height)
            lines.append(EdgeLine((start, end), text, float(boxes[at, 1]), alone))
    return lines


def _stands_alone(layout: PageLayout, at: int, height: float) -> bool:
    """Is the line the outermost of its page, clear of the text?"""
    boxes = layout.line_boxes
    _, top, _, bottom = boxes[at].tolist()
    clear = _CLEAR * float(layout.line_em[at])
    is_clear = (
        boxes[:, 1] > bottom + clear if bottom < _EDGE * height else boxes[:, 3] < top - clear
    )
    is_clear[at] = True
    return len(boxes) > 1 and bool(is_clear.all())
