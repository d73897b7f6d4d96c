"""Words with places written to a page: lines, their wraps, and tables cell by cell."""

from __future__ import annotations

from itertools import groupby

from extractors.readers.ocr_text.ruling import RuledCell
from extractors.readers.ocr_text.tesseract import Word
from schemas.document import Cell, Page, Table

_SPACE = 0.2
"""Gap in line heights that stands for a space where the running text does not tell."""
_MARGIN = 2.5
"""Line heights that a wrapped line may leave free at its right."""
_NAN = (float("nan"),) * 4
_STRAY = "|[]{}!_—-–'‘’`.,:;"
"""What is left of a line that was taken off."""


class PageWriter:
    """A page's text under construction, with a box for each of its characters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.boxes: list[tuple[float, float, float, float]] = []

    def line(self, words: list[Word], *, wraps: bool) -> None:
        """Write a line; `wraps`: its paragraph goes on in the next one."""
        page = self.page
        height = max(word.bottom - word.top for word in words)
        for at, word in enumerate(words):
            gapes = word.x0 - words[at - 1].x1 > _SPACE * height if at else False
            if at and (gapes if word.is_apart is None else word.is_apart):
                page.text += " "
                self.boxes.append(_NAN)
            step = (word.x1 - word.x0) / len(word.text)
            page.text += word.text
            for letter in range(len(word.text)):
                left = word.x0 + letter * step
                self.boxes.append((left, word.top, left + step, word.bottom))
        if wraps:
            page.soft_breaks.append(len(page.text))
        page.text += "\n"
        self.boxes.append(_NAN)


def write_page(writer: PageWriter, words: list[Word], ruled: list[list[RuledCell]]) -> list[Table]:
    """Write words in reading order; a table where its first word stands, row by row.

    Boxes of tables and cells are in pixels, as those of the words.
    """
    tables: list[Table] = []
    owners = [_owner(word, ruled) for word in words]
    written: set[int] = set()
    free = []
    for word, owner in zip(words, owners, strict=True):
        if owner is None:
            free.append(word)
        elif owner not in written:
            written.add(owner)
            _lines(writer, free)
            free = []
            inside = [each for each, of in zip(words, owners, strict=True) if of == owner]
            tables.append(_table(writer, inside, ruled[owner]))
    _lines(writer, free)
    return tables


def _lines(writer: PageWriter, words: list[Word]) -> None:
    for _, paragraph in groupby(words, key=lambda word: word.line[:2]):
        lines = [list(line) for _, line in groupby(paragraph, key=lambda word: word.line)]
        right = max(word.x1 for line in lines for word in line)
        for at, line in enumerate(lines):
            height = max(word.bottom - word.top for word in line)
            wraps = at + 1 < len(lines) and right - line[-1].x1 < _MARGIN * height
            writer.line(line, wraps=wraps)


def _owner(word: Word, ruled: list[list[RuledCell]]) -> int | None:
    """Return the table that a word stands in."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for number, cells in enumerate(ruled):
        left, top = cells[0].box[:2]
        right, bottom = max(cell.box[2] for cell in cells), max(cell.box[3] for cell in cells)
        if left <= x <= right and top <= y <= bottom:
            return number
    return None


def _table(writer: PageWriter, words: list[Word], cells: list[RuledCell]) -> Table:
    x0, top = cells[0].box[:2]
    x1, bottom = max(cell.box[2] for cell in cells), max(cell.box[3] for cell in cells)
    table = Table(bbox=(x0, top, x1, bottom))
    left = [word for word in words if word.text.strip(_STRAY)]
    for cell in cells:
        inside = [word for word in left if _stands_in(word, cell)]
        left = [word for word in left if not _stands_in(word, cell)]
        start = len(writer.page.text)
        lines = [
            sorted(line, key=lambda word: word.x0)
            for _, line in groupby(inside, key=lambda word: word.line)
        ]
        lines.sort(key=lambda line: sum(word.top + word.bottom for word in line) / len(line))
        for at, line in enumerate(lines):
            writer.line(line, wraps=at + 1 < len(lines))
        end = max(start, len(writer.page.text) - 1)
        table.cells.append(
            Cell(
                cell.row, cell.column, writer.page.number, start, end, cell.row_span,
                cell.column_span, bbox=cell.box,
            )
        )  # fmt: skip
    return table


def _stands_in(word: Word, cell: RuledCell) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    left, top, right, bottom = cell.box
    return left <= x <= right and top <= y <= bottom
