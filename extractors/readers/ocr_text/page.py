"""Words read from an image to a page: lines, wraps, places, and how far to trust it."""

from __future__ import annotations

from array import array
from itertools import groupby
from typing import TYPE_CHECKING

from extractors.readers.ocr_text import skew, tesseract
from extractors.readers.ocr_text.tesseract import Word
from extractors.readers.pdf_text.doubt import doubts
from schemas.document import Grade, Page

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACE = 0.2
"""Gap in line heights between words that stands for a space: Thai words touch."""
_MARGIN = 2.5
"""Line heights that a wrapped line may leave free at its right."""
_TURNED = 75.0
"""Mean confidence below which the page may lie on its side."""
_SURE = 75.0
_GHOST = 0.3
"""Share of its height by which a line of doubtful words lies over its neighbour."""
_NAN = (float("nan"),) * 4


def read_image(image: Image, number: int, dpi: float = tesseract.DPI) -> Page:
    """Read the image of page `number`; places are in points on the image as it was given."""
    angle = skew.skew_of(image)
    words = tesseract.words(skew.straightened(image, angle), round(dpi))
    turn = 0
    if _confidence(words) < _TURNED:
        for quarter in (90, 270):
            other = tesseract.words(image.rotate(quarter, expand=True), round(dpi))
            if _confidence(other) > _confidence(words) + 10:
                words, turn, angle = other, quarter, 0.0
    words = _without_ghosts(words)
    scale = 72 / dpi
    page = Page(number, "", image.width * scale, image.height * scale, array("f"), text_layer="ocr")
    writer = _Writer(page)
    for _, paragraph in groupby(words, key=lambda word: word.line[:2]):
        lines = [list(line) for _, line in groupby(paragraph, key=lambda word: word.line)]
        right = max(word.x1 for line in lines for word in line)
        for at, line in enumerate(lines):
            height = max(word.bottom - word.top for word in line)
            wraps = at + 1 < len(lines) and right - line[-1].x1 < _MARGIN * height
            writer.line(line, height, wraps)
    boxes = writer.boxes
    for at, box in enumerate(boxes):
        if box[0] == box[0]:
            place = skew.turned_back(box, angle, image.size)
            place = _unturned(place, turn, image.size)
            boxes[at] = (place[0] * scale, place[1] * scale, place[2] * scale, place[3] * scale)
    page.char_boxes = array("f", [value for box in boxes for value in box])
    page.doubts = {**doubts(page.text), "ocr_confidence": round(_confidence(words) / 100, 4)}
    page.grade = _grade(page.doubts)
    if not page.text.strip():
        page.text_layer = "none"
    return page


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


class _Writer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.boxes: list[tuple[float, float, float, float]] = []

    def line(self, words: list[Word], height: float, wraps: bool) -> None:
        page = self.page
        for at, word in enumerate(words):
            if at and word.x0 - words[at - 1].x1 > _SPACE * height:
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


def _unturned(
    box: tuple[float, float, float, float], turn: int, size: tuple[int, int]
) -> tuple[float, float, float, float]:
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
    sure = shares["ocr_confidence"] >= 0.75 and shares.get("oov", 0.0) <= 0.1
    return "fair" if sure else "poor"
