"""Words read from an image to a page: turned straight, placed, and how far to trust it."""

from __future__ import annotations

from array import array
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from extractors.readers.ocr_text import skew, tesseract
from extractors.readers.ocr_text.ruling import RuledCell, unruled
from extractors.readers.ocr_text.tesseract import Word
from extractors.readers.ocr_text.writing import PageWriter, write_page
from extractors.readers.pdf_text.doubts.grading import doubts, grade
from schemas.document import Cell, Grade, Page, Table
from schemas.place import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_TURNED = 75.0
"""Mean confidence below which the page may lie on its side."""
_SURE = 75.0
_GHOST = 0.3
"""Share of its height by which a line of doubtful words lies over its neighbour."""


class ReadPage(NamedTuple):
    """A page, and its tables, whose cells are ranges of its text."""

    page: Page
    tables: list[Table]


def read_page(image: Image, number: int, dpi: float = tesseract.DPI) -> ReadPage:
    """Read the image of page `number` with the tables that its lines rule.

    Places are in points on the image as it was given.
    """
    angle = skew.skew_of(image)
    words, ruled = _look(skew.straightened(image, angle), dpi)
    turn = 0
    if _confidence(words) < _TURNED:
        for quarter in (90, 270):
            other, lines = _look(image.rotate(quarter, expand=True), dpi)
            if _confidence(other) > _confidence(words) + 10:
                words, ruled, turn, angle = other, lines, quarter, 0.0
    words = _without_ghosts(words)
    scale = 72 / dpi
    page = Page(number, "", image.width * scale, image.height * scale, array("f"), text_layer="ocr")
    writer = PageWriter(page)
    tables = write_page(writer, words, ruled)

    def placed(box: Box) -> Box:
        given = _unturned(skew.turned_back(box, angle, image.size), turn, image.size)
        return (given[0] * scale, given[1] * scale, given[2] * scale, given[3] * scale)

    boxes = [placed(box) if box[0] == box[0] else box for box in writer.boxes]
    page.char_boxes = array("f", [value for box in boxes for value in box])
    for table in tables:
        parts: list[Table | Cell] = [table, *table.cells]
        for part in parts:
            part.bbox = placed(part.bbox) if part.bbox else None
    page.doubts = {**doubts(page.text), "ocr_confidence": round(_confidence(words) / 100, 4)}
    page.grade = _grade(page.doubts)
    if not page.text.strip():
        page.text_layer = "none"
    return ReadPage(page, tables)


def _look(picture: Image, dpi: float) -> tuple[list[Word], list[list[RuledCell]]]:
    """Read a level image, the lines of its tables taken off."""
    ruled = unruled(picture, dpi)
    return tesseract.words(ruled.image, round(dpi)), ruled.tables


def _without_ghosts(words: list[Word]) -> list[Word]:
    """Drop lines that are the marks of the line below or above, read as letters.

    They lie over another line, and Tesseract is not sure of them.
    """
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    spans = [(min(w.top for w in line), max(w.bottom for w in line)) for line in lines]
    kept: list[Word] = []
    for at, line in enumerate(lines):
        top, bottom = spans[at]
        shared = 0.0
        for other in (at - 1, at + 1):
            if 0 <= other < len(lines) and _confidence(lines[other]) > _confidence(line):
                shared = max(shared, min(bottom, spans[other][1]) - max(top, spans[other][0]))
        if _confidence(line) > _SURE or shared < _GHOST * (bottom - top):
            kept += line
    return kept


def _unturned(box: Box, turn: int, size: tuple[int, int]) -> Box:
    x0, top, x1, bottom = box
    if turn == 90:
        return (size[0] - bottom, x0, size[0] - top, x1)
    if turn == 270:
        return (top, size[1] - x1, bottom, size[1] - x0)
    return box


def _confidence(words: list[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _grade(shares: dict[str, float]) -> Grade:
    """A page read from an image is fair at best: digits may be wrong without a trace."""
    sure = shares["ocr_confidence"] >= 0.75 and grade(shares) != "poor"
    return "fair" if sure else "poor"
