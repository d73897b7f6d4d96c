"""Repaired glyphs to a page's raw text with a place for every character."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from extractors.readers.pdf_text.arrange import arrange, cell_of_glyphs, right_limits
from extractors.readers.pdf_text.glyphs import Boxes, Codes, Glyphs, Index
from extractors.readers.pdf_text.lines import MADE_SPACE, Lines, find_lines
from extractors.readers.pdf_text.turns import Part, shown, shown_flat
from extractors.readers.pdf_text.wraps import soft_ends

_MADE_BREAK = -2
Span = tuple[int, int]


@dataclass(slots=True)
class PageLayout:
    """A page's raw text, its lines ending with a line feed; spans are ranges of the text."""

    text: str = ""
    char_boxes: array[float] = field(default_factory=lambda: array("f"))
    """x0, top, x1, bottom of each character; NaN without ink."""
    soft_breaks: list[int] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    line_boxes: Boxes = field(default_factory=lambda: np.empty((0, 4), np.float32))
    line_cells: list[int] = field(default_factory=list)
    """The table cell of each line, numbered through the grids of the page; -1 outside."""
    line_em: Boxes = field(default_factory=lambda: np.empty(0, np.float32))

    def append(self, other: PageLayout) -> None:
        """Add the text of another part of the page, which has no tables."""
        shift = len(self.text)
        self.text += other.text
        self.char_boxes.extend(other.char_boxes)
        self.soft_breaks += [at + shift for at in other.soft_breaks]
        self.lines += [(start + shift, end + shift) for start, end in other.lines]
        self.line_boxes = np.concatenate((self.line_boxes, other.line_boxes))
        self.line_cells += [-1] * len(other.lines)
        self.line_em = np.concatenate((self.line_em, other.line_em))


def lay_out(part: Part, margin: float = 0.0) -> PageLayout:
    """Return the text of a page in reading order, tables cell by cell.

    `margin` is how far to the right the text of the document reaches, in points.
    """
    glyphs, grids = part.glyphs, part.grids
    if not len(glyphs):
        return PageLayout()
    lines = find_lines(glyphs, cell_of_glyphs(glyphs, grids), trusts_order=part.trusts_order)
    order = arrange(lines, grids)
    if not order:
        return PageLayout()
    index = np.array(order, np.intp)
    codes, boxes = _with_made(glyphs, _sequence(lines, order))
    text = codes.tobytes().decode("utf-32-le", "replace")
    texts = text.split("\n")[:-1]
    ends = list(accumulate(len(line) + 1 for line in texts))
    spans = [(end - len(line) - 1, end - 1) for line, end in zip(texts, ends, strict=True)]
    soft = soft_ends(texts, lines, index, right_limits(lines, grids, margin)[index])
    return PageLayout(
        text,
        array("f", boxes.tobytes()),
        [spans[at][1] for at in soft],
        spans,
        lines.boxes[index],
        lines.cell[index].tolist(),
        lines.em[index],
    )


def lay_out_parts(parts: list[Part], margin: float = 0.0) -> PageLayout:
    """Return the text of a page whose text runs several ways, the largest part first.

    `margin` is how far to the right the level text of the document reaches, in points.
    """
    page = PageLayout()
    for at, part in enumerate(parts):
        layout = lay_out(part, part.glyphs.right_edge if part.turn else margin)
        if part.turn:
            layout.char_boxes = shown_flat(layout.char_boxes, part.turn)
            layout.line_boxes = shown(layout.line_boxes, part.turn)
        if at == 0:
            page = layout
        elif layout.text:
            page.append(layout)
    return page


def _sequence(lines: Lines, order: list[int]) -> Index:
    """Return the glyph numbers of the page as read, with made-up spaces and line ends."""
    index = np.array(order, np.intp)
    firsts = lines.starts[index]
    lengths = lines.starts[index + 1] - firsts
    ends = np.cumsum(lengths + 1)
    found = np.arange(ends[-1]) - np.repeat(ends - lengths - 1 - firsts, lengths + 1)
    # One place more than a line has: its end, whatever glyph comes after it in content order.
    sequence: Index = lines.sequence.take(found, mode="clip")
    sequence[ends - 1] = _MADE_BREAK
    return sequence


def _with_made(glyphs: Glyphs, sequence: Index) -> tuple[Codes, Boxes]:
    inked = np.maximum(sequence, 0)
    codes, boxes = glyphs.codes[inked], glyphs.boxes.take(inked, axis=0)
    # A glyph that stands for a line end or separator would cut its line in two.
    codes[((codes >= 0x0A) & (codes <= 0x0D)) | (codes == 0x85) | (codes >> 1 == 0x1014)] = 0x20
    codes[sequence == MADE_SPACE] = 0x20
    codes[sequence == _MADE_BREAK] = 0x0A
    boxes[(sequence < 0) | (codes == 0x20)] = np.nan
    return codes, boxes
