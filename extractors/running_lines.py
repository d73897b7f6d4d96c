"""Running heads, running feet and page numbers of a document: what its flow leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from extractors.browser_print import printed_by_browser
from extractors.signed import SIGNED
from schemas.document import Document, Page

Span = tuple[int, int]

_STARRED = re.compile(r"^[^\S\n]*\*{3,}[^*\n]+\*{3,}[^\S\n]*$", re.MULTILINE)
"""A line between rows of stars: the head that the printed form repeats on every page."""
_PAGE_NUMBER = re.compile(
    r"^\W*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{1,4}(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,4})?\W*$", re.IGNORECASE
)
_DIGITS = re.compile(r"[0-9๐-๙]+")
_COUNTS_PAGES = re.compile(
    r"หน้า|page|[0-9๐-๙]\s*(?:/|จาก|of)\s*[0-9๐-๙]|^\W*[-–—]\s*[0-9๐-๙]+\s*[-–—]", re.IGNORECASE
)
"""Words of a running line whose number goes up from page to page; a heading's does so too."""
_FEWEST_ROWS = 4
"""Rows of a table whose head is no running head."""


def running_lines(document: Document) -> dict[int, list[Span]]:
    """Return by page the raw ranges of running lines, in order and apart from one another."""
    furniture = {page.number: _furniture(page) for page in document.pages}
    _keep_figures(document.pages, furniture)
    for number, spans in printed_by_browser(document.pages).items():
        furniture[number].extend(spans)
    headed = _cells_of_tables(document)
    for number, spans in _repeated_lines(document.pages).items():
        furniture[number].extend(span for span in spans if not _stands_in(span, headed.get(number)))
    return {number: _merge(spans) for number, spans in furniture.items()}


def _furniture(page: Page) -> list[Span]:
    spans = list(page.furniture)
    spans.extend(match.span() for match in _STARRED.finditer(page.text))
    return spans


def _keep_figures(pages: list[Page], furniture: dict[int, list[Span]]) -> None:
    """Put back what a reader took for page numbers where the figures do not count the pages."""
    shifts = Counter(
        shift
        for page in pages
        for shift in {_shift(page.text[a:b], page.number) for a, b in furniture[page.number]}
    )
    needed = max(2, 0.6 * len(pages))
    for page in pages:
        furniture[page.number] = [
            (a, b)
            for a, b in furniture[page.number]
            if (shift := _shift(page.text[a:b], page.number)) is None or shifts[shift] >= needed
        ]


def _repeated_lines(pages: list[Page]) -> dict[int, list[Span]]:
    """Return the first and last lines that most pages repeat, and page numbers there.

    Figures alone are furniture only where they count the pages: a table cut by a page break ends with
    figures too.
    """
    found: dict[int, list[Span]] = {page.number: [] for page in pages}
    if len(pages) < 2:
        return found
    edges = {page.number: _edge_lines(page.text) for page in pages}
    counts = Counter(
        key for lines in edges.values() for key in {_line_key(text) for _, _, text in lines}
    )
    shifts = Counter(
        shift
        for number, lines in edges.items()
        for shift in {_shift(text, number) for _, _, text in lines}
    )
    needed = max(3, 0.6 * len(pages))
    for number, lines in edges.items():
        for start, end, text in lines:
            shift = _shift(text, number)
            if shift is not None:
                # Two pages are too few for bare figures: these say themselves that they count pages.
                is_told = shift == 0 and _COUNTS_PAGES.search(text) is not None
                is_furniture = shifts[shift] >= (2 if is_told and len(pages) == 2 else needed)
            else:
                key = _line_key(text)
                is_furniture = counts[key] >= needed and any(c.isalpha() for c in key)
                is_furniture = is_furniture and not SIGNED.match(text)
            if is_furniture:
                found[number].append((start, end))
    return found


def _shift(text: str, number: int) -> int | None:
    """Return how far a line that may be a page number is from the page's index, None for others."""
    if not _PAGE_NUMBER.match(text):
        return None
    return int(_DIGITS.search(text).group()) - number  # type: ignore[union-attr]


def _edge_lines(text: str) -> list[tuple[int, int, str]]:
    lines = [
        (match.start(), match.end(), match.group())
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip()
    ]
    return lines if len(lines) <= 4 else [*lines[:2], *lines[-2:]]


def _line_key(text: str) -> str:
    line = " ".join(text.split())
    return _DIGITS.sub("0", line) if _COUNTS_PAGES.search(line) else line


def _cells_of_tables(document: Document) -> dict[int, list[Span]]:
    """Return by page the cells of tables with a body: their heads come again on every page.

    A letterhead's box has hardly so many rows; what stands in it is a running head.
    """
    found: dict[int, list[Span]] = {}
    for table in document.tables:
        if table.row_count >= _FEWEST_ROWS:
            for cell in table.cells:
                found.setdefault(cell.page, []).append((cell.start, cell.end))
    return {page: sorted(cells) for page, cells in found.items()}


def _stands_in(span: Span, cells: list[Span] | None) -> bool:
    if not cells:
        return False
    at = bisect_right(cells, span[0], key=lambda cell: cell[0]) - 1
    return at >= 0 and span[1] <= cells[at][1]


def _merge(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
