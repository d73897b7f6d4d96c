"""Repaired glyphs to a page's raw text with a place for every character."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from extractors.readers.pdf_text.glyphs import Boxes, Codes, Glyphs, Index
from extractors.readers.pdf_text.lines import MADE_SPACE, Lines, find_lines
from extractors.readers.pdf_text.order import reading_order
from extractors.readers.pdf_text.wraps import right_edges, soft

_MADE_BREAK = -2


@dataclass(slots=True)
class PageLayout:
    """A page's raw text: `char_boxes` has four floats a character, `lines` each line's range."""

    text: str
    char_boxes: array[float]
    soft_breaks: list[int]
    line_spans: list[tuple[int, int]] = field(default_factory=list)


def lay_out(glyphs: Glyphs, cells: Index | None = None) -> PageLayout:
    """Return the text of a page in reading order, lines ending with a line feed."""
    if not len(glyphs):
        return PageLayout("", array("f"), [])
    lines = find_lines(glyphs, cells)
    order = reading_order(lines)
    if not order:
        return PageLayout("", array("f"), [])
    sequence = _sequence(lines, order)
    codes, boxes = _with_made(glyphs, sequence)
    text = codes.tobytes().decode("utf-32-le", "replace")
    spans = _spans(text)
    return PageLayout(text, array("f", boxes.tobytes()), _soft_breaks(lines, order, text), spans)


def _sequence(lines: Lines, order: list[int]) -> Index:
    """Return the glyph numbers of the page as read, with made-up spaces and line ends."""
    parts: list[Index] = []
    mark = np.array([_MADE_BREAK], np.intp)
    for number in order:
        parts.append(lines.sequence[lines.starts[number] : lines.starts[number + 1]])
        parts.append(mark)
    return np.concatenate(parts)


def _with_made(glyphs: Glyphs, sequence: Index) -> tuple[Codes, Boxes]:
    made = sequence < 0
    codes = glyphs.codes[sequence]
    boxes = glyphs.boxes[sequence]
    codes[sequence == MADE_SPACE] = 0x20
    codes[sequence == _MADE_BREAK] = 0x0A
    blank = made | (codes == 0x20)
    boxes[blank] = np.nan
    return codes, boxes


def _spans(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n")[:-1]:
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _soft_breaks(lines: Lines, order: list[int], text: str) -> list[int]:
    index = np.array(order, np.intp)
    boxes, base, em = lines.boxes[index], lines.base[index], lines.em[index]
    texts = text.split("\n")[:-1]
    flags = soft(texts, boxes, base, em, right_edges(boxes, em))
    ends = np.cumsum([len(line) + 1 for line in texts]) - 1
    return [int(end) for end, flag in zip(ends.tolist(), flags, strict=True) if flag]
