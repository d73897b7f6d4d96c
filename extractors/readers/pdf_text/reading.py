"""A document's pages as they are laid out one by one, until what they share is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from extractors.readers.pdf_text.doubts.grading import doubts, grade, severity
from extractors.readers.pdf_text.furniture import EdgeLine, edge_lines, find_furniture
from extractors.readers.pdf_text.joins import join_over_pages
from extractors.readers.pdf_text.layout import PageLayout, lay_out_parts
from extractors.readers.pdf_text.repair import AmCount, swap_am
from extractors.readers.pdf_text.sheets import Sheet
from extractors.readers.pdf_text.tables import page_tables
from schemas.document import Document, Page, Table

_BATCH = 64
"""Pages whose glyphs are held at once."""
_KEPT = 0.8
"""Share of a page's characters that another reading of it has at least."""
_RANK = {"good": 0, "fair": 1, "poor": 2}


@dataclass(slots=True)
class Reading:
    """Fills a document; `poor` pages may be offered again before `finish` ends it."""

    document: Document
    has_ink: list[bool] = field(default_factory=list)
    """Does a page without text draw what may be text?"""
    _margin: float = 0.0
    """How far to the right the text of the pages reaches."""
    _edges: list[list[EdgeLine]] = field(default_factory=list)
    _tables: list[list[Table]] = field(default_factory=list)

    def fill(self, sheets: Iterable[Sheet]) -> None:
        """Lay out the sheets as the document's pages; they lose their glyphs.

        What pages tell of one another is taken from the pages up to the batch's end, so that the
        glyphs of a batch, which take several times the room of its record, go before the next one
        is read.
        """
        letters, pages = AmCount(), iter(sheets)
        while batch := list(islice(pages, _BATCH)):
            _swap_am(batch, letters, self.document.repairs)
            self._margin = max(self._margin, *(sheet.right_edge for sheet in batch))
            for sheet in batch:
                number = len(self.document.pages) + 1
                layout = lay_out_parts(sheet.parts, self._margin)
                self.document.pages.append(_page(number, sheet, layout))
                self._edges.append(edge_lines(layout, sheet.height))
                self._tables.append(_tables(number, sheet, layout))
                self.has_ink.append(sheet.has_ink)
                sheet.parts = []

    def poor(self) -> list[int]:
        """Return the indexes of pages whose text is not to be trusted."""
        return [
            page.number - 1 for page in self.document.pages if page.grade == "poor" and page.text
        ]

    def offer(self, index: int, sheet: Sheet, used: Counter[str], *, restored: bool) -> None:
        """Take another reading of a page if it is the better one.

        `used` are the repairs made in it; `restored` tells whether fonts got their maps back: the
        letters gained are counted, and the page is graded fair at best.
        """
        _swap_am([sheet], AmCount(), used)
        layout, before = lay_out_parts(sheet.parts, self._margin), self.document.pages[index]
        page = _page(index + 1, sheet, layout)
        if restored and (gained := _letters_gained(before.text, page.text)):
            used["font_map"] += gained
            page.grade = "fair" if page.grade == "good" else page.grade
        if badness(page) < badness(before) and len(page.text) > _KEPT * len(before.text):
            self.document.pages[index] = page
            self.document.repairs.update(used)
            self._edges[index] = edge_lines(layout, sheet.height)
            self._tables[index] = _tables(index + 1, sheet, layout)

    def tell_furniture(self) -> None:
        """Tell running heads and printed numbers of the pages as they were laid out."""
        found = find_furniture(self._edges)
        for page, (spans, printed) in zip(self.document.pages, found, strict=True):
            page.furniture, page.printed_number = spans, printed

    def replace(self, page: Page, tables: list[Table]) -> None:
        """Put a page that was read as a picture, with its tables, in the place of another."""
        index = page.number - 1
        before = self.document.pages[index]
        page.printed_number = page.printed_number or before.printed_number
        self.document.pages[index], self._tables[index] = page, tables

    def finish(self) -> None:
        """Join the tables of the pages that run over them."""
        self.document.tables = join_over_pages(self._tables, self.document.pages)


def badness(page: Page) -> tuple[bool, int, float]:
    """Return what orders readings of a page, the best one first."""
    return (not page.text.strip(), _RANK[page.grade], severity(page.doubts))


def _swap_am(sheets: list[Sheet], letters: AmCount, repairs: Counter[str]) -> None:
    parts = [part for sheet in sheets for part in sheet.parts]
    for part in parts:
        letters.count(part.glyphs)
    if fonts := letters.swapped():
        for part in parts:
            swap_am(part.glyphs, fonts, repairs)


def _page(number: int, sheet: Sheet, layout: PageLayout) -> Page:
    page = Page(number, layout.text, sheet.width, sheet.height, layout.char_boxes)
    page.soft_breaks = layout.soft_breaks
    page.doubts = doubts(page.text)
    page.grade = grade(page.doubts)
    if sheet.hidden_text:
        page.text_layer = "ocr"
        page.grade = "fair" if page.grade == "good" else page.grade
    elif not page.text.strip() and sheet.has_ink:
        page.text_layer, page.grade = "none", "poor"
    return page


def _tables(number: int, sheet: Sheet, layout: PageLayout) -> list[Table]:
    return page_tables(number, layout, sheet.grids, sheet.parts[0].turn)


def _letters_gained(before: str, after: str) -> int:
    """Return how many letters a page shows that it did not show before."""
    more = Counter(after) - Counter(before)
    return sum(count for letter, count in more.items() if letter.isalpha() or letter > "\u0e30")
