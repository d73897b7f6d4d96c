"""The pages of a PDF as they were printed: glyphs, ruled tables, and whether they are pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from extractors.readers.pdf_text.drawn import drawn_on
from extractors.readers.pdf_text.frame import Frame
from extractors.readers.pdf_text.grids import Grid, find_grids
from extractors.readers.pdf_text.paths import rulings
from extractors.readers.pdf_text.pdfium import page_parts
from extractors.readers.pdf_text.repair import repair
from extractors.readers.pdf_text.scans import has_ink, is_picture_with_hidden_text
from extractors.readers.pdf_text.turns import Part, levelled
from schemas.document import Document
from schemas.errors import KpiAuditError

MAX_PAGES = 10_000
_MISSING_IN_A_ROW = 20
"""Pages that cannot be loaded after which the file's page count is not believed."""


@dataclass(slots=True)
class Sheet:
    """A page as it was printed; size in points as it is shown."""

    width: float = 0.0
    height: float = 0.0
    parts: list[Part] = field(default_factory=lambda: [Part()])
    """None once the page is laid out."""
    has_ink: bool = False
    """Does a page without text draw what may be text?"""
    hidden_text: bool = False

    @property
    def grids(self) -> list[Grid]:
        """The ruled tables of the page, ruled the way most of its text runs."""
        return self.parts[0].grids

    def in_order(self) -> Sheet:
        """Return the sheet, its marks taken for those of the letter before them."""
        for part in self.parts:
            part.trusts_order = True
        return self

    def repair(self, repairs: Counter[str]) -> None:
        """Put the meaning of the glyphs right; repairs are counted."""
        for part in self.parts:
            part.glyphs, used = repair(part.glyphs)
            repairs.update(used)

    @property
    def right_edge(self) -> float:
        """How far to the right the level text reaches."""
        main = self.parts[0]
        return main.glyphs.right_edge if main.turn == 0 else 0.0


def read_sheets(
    file: pdfium.PdfDocument, document: Document, *, with_text: bool = True
) -> Iterator[Sheet]:
    """Yield the pages of a file; repairs are counted and failures noted in `document`.

    KpiAuditError KA105 where not one page can be loaded.
    """
    missing: list[int] = []
    held = loaded = 0
    count = len(file)
    for number in range(min(count, MAX_PAGES)):
        try:
            sheet = sheet_at(file, number, document.repairs, with_text=with_text)
        except pdfium.PdfiumError:
            # Empty sheets wait for a page that can be loaded: else the file has no such pages.
            missing.append(number + 1)
            held += 1
            if held < _MISSING_IN_A_ROW:
                continue
            del missing[-held:]
            document.notes.append(f"KA105: of {count} pages only {loaded} can be loaded")
            held = 0
            break
        yield from (Sheet() for _ in range(held))
        loaded += held + 1
        held = 0
        yield sheet
    else:
        if missing:
            document.notes.append(f"KA105: pages {missing} cannot be loaded")
        if count > MAX_PAGES:
            document.notes.append(f"KA108: of {count} pages the first {MAX_PAGES} are read")
    if loaded == 0:
        raise KpiAuditError("KA105")
    yield from (Sheet() for _ in range(held))


def sheet_at(
    file: pdfium.PdfDocument, index: int, repairs: Counter[str], *, with_text: bool = True
) -> Sheet:
    """Return a page of a file; PdfiumError where it cannot be loaded. Repairs are counted."""
    page = file[index]
    try:
        width, height = page.get_size()
        sheet, drawn, frame = Sheet(width, height), drawn_on(page), Frame.of(page)
        sheet.hidden_text = is_picture_with_hidden_text(page, drawn)
        if with_text:
            sheet.parts = page_parts(page, frame)
            sheet.repair(repairs)
        if not any(len(part.glyphs) for part in sheet.parts):
            sheet.has_ink = has_ink(drawn)
        main = sheet.parts[0]
        main.grids = find_grids(levelled(rulings(drawn, frame), main.turn))
        return sheet
    finally:
        page.close()
