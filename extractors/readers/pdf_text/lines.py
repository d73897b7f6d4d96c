"""Glyphs to printed lines: runs of clusters that follow one another on a baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf_text.clusters import clusters
from extractors.readers.pdf_text.glyphs import (
    Boxes,
    Codes,
    Glyphs,
    Index,
    Mask,
    is_space,
    is_thai,
    lengths_of,
    starts_of,
)
from extractors.readers.pdf_text.interleaved import interleaved

GAP = 2.0
"""White space in ems that ends a piece of a line: what follows is another column or cell."""
_THAI_SPACE, _MIXED_SPACE, _DIGIT_SPACE, _OTHER_SPACE = 0.22, 0.24, 0.4, 0.17
"""Gaps in ems that stand for a space where none is printed, beyond the page's letter spacing."""
_AMOUNT = 24
"""Characters of an amount with its unit, at most."""

MADE_SPACE = -1


@dataclass(slots=True)
class Lines:
    """Pieces of printed lines, in content order.

    `sequence` holds glyph numbers, `MADE_SPACE` where the page has only a gap; line `i` is
    `sequence[starts[i]:starts[i + 1]]`. `boxes`, `base` and `em` are per line.
    """

    sequence: Index
    starts: Index
    boxes: Boxes
    base: Boxes
    em: Boxes
    cell: Index
    """The table cell that holds the line, -1 outside of tables."""
    amount: Mask
    """Is the line short and mostly a number?"""

    def __len__(self) -> int:
        return len(self.base)


def find_lines(glyphs: Glyphs, cells: Index | None = None) -> Lines:
    """Return the pieces of lines; `cells` (a number per glyph) keeps table cells apart."""
    order, heads = clusters(glyphs)
    breaks = _breaks(glyphs, order[heads], cells)
    moved = interleaved(glyphs, order[heads], breaks, cells)
    if moved is not None:
        order, heads = _moved(order, heads, moved)
        breaks = _breaks(glyphs, order[heads], cells)
    head_at = np.flatnonzero(heads)
    first = order[head_at]
    boxes, base = glyphs.boxes.take(first, axis=0), glyphs.base[first]
    codes, em = glyphs.codes[first], glyphs.em[first]
    cell = np.full(len(first), -1, np.intp) if cells is None else cells[first]
    small = np.minimum(em[:-1], em[1:])
    ahead = boxes[1:, 0] - boxes[:-1, 2]
    made = _made_spaces(codes, ahead, small) & ~breaks
    sequence = order
    shift = np.zeros(len(first), np.intp)
    if made.any():
        sequence = np.insert(order, head_at[1:][made], MADE_SPACE)
        shift[1:] = np.cumsum(made)
    line_heads = starts_of(breaks)
    starts = np.append((head_at + shift)[line_heads], len(sequence))
    extent = np.column_stack(
        (
            np.minimum.reduceat(boxes[:, 0], line_heads),
            np.minimum.reduceat(boxes[:, 1], line_heads),
            np.maximum.reduceat(boxes[:, 2], line_heads),
            np.maximum.reduceat(boxes[:, 3], line_heads),
        )
    )
    tallest = np.maximum.reduceat(em, line_heads)
    amount = _amounts(codes, line_heads)
    lines = Lines(sequence, starts, extent, base[line_heads], tallest, cell[line_heads], amount)
    return _without_blank(lines, np.logical_or.reduceat(~is_space(codes), line_heads))


def _breaks(glyphs: Glyphs, first: Index, cells: Index | None) -> Mask:
    """Tell between which clusters a piece of a line ends."""
    x0, x1 = glyphs.boxes[first, 0], glyphs.boxes[first, 2]
    base, em = glyphs.base[first], glyphs.em[first]
    small = np.minimum(em[:-1], em[1:])
    apart = np.abs(base[1:] - base[:-1]) > 0.45 * np.maximum(em[:-1], em[1:])
    breaks: Mask = apart | (x0[1:] - x1[:-1] > GAP * small)
    breaks |= x0[1:] < x0[:-1] - 0.5 * small
    if cells is not None:
        breaks |= cells[first][1:] != cells[first][:-1]
    return breaks


def _moved(order: Index, heads: Mask, moved: Index) -> tuple[Index, Mask]:
    """Put whole clusters into another order."""
    starts = np.flatnonzero(heads)
    lengths = lengths_of(starts, len(order))[moved]
    ends = np.cumsum(lengths)
    at = np.arange(len(order)) - np.repeat(ends - lengths, lengths)
    places = np.repeat(starts[moved], lengths) + at
    return order[places], heads[places]


def _without_blank(lines: Lines, inked: Mask) -> Lines:
    """Drop the lines that hold nothing but spaces."""
    if inked.all():
        return lines
    lengths = np.diff(lines.starts)
    sequence = lines.sequence[np.repeat(inked, lengths)]
    starts = np.concatenate(([0], np.cumsum(lengths[inked])))
    boxes, base, em = lines.boxes[inked], lines.base[inked], lines.em[inked]
    return Lines(sequence, starts, boxes, base, em, lines.cell[inked], lines.amount[inked])


def _amounts(codes: Codes, line_heads: Index) -> Mask:
    inked = ~is_space(codes)
    letters = np.add.reduceat(inked, line_heads)
    figures = np.add.reduceat(_numeric(codes), line_heads)
    found: Mask = (letters <= _AMOUNT) & (figures * 2 >= letters) & (letters > 0)
    return found


def _made_spaces(codes: Codes, ahead: Boxes, em: Boxes) -> Mask:
    """Tell between which glyphs a gap stands for a space that was not printed."""
    is_letter, is_figure, is_gap = is_thai(codes), _numeric(codes), is_space(codes)
    thai = is_letter[:-1] & is_letter[1:]
    digits = is_figure[:-1] & is_figure[1:]
    gaps = ahead / em
    close = gaps[thai & (np.abs(gaps) < 1)]
    quarter = len(close) * 3 // 4
    stretched = max(0.0, float(np.partition(close, quarter)[quarter])) if len(close) else 0.0
    mixed = is_letter[:-1] ^ is_letter[1:]
    needed = np.where(thai, _THAI_SPACE + stretched, np.where(mixed, _MIXED_SPACE, _OTHER_SPACE))
    needed = np.where(digits, _DIGIT_SPACE, needed)
    made: Mask = (gaps > needed) & ~(is_gap[:-1] | is_gap[1:])
    return made


def _numeric(codes: Codes) -> Mask:
    """Digits and what stands inside numbers."""
    found: Mask = ((codes >= 0x2C) & (codes <= 0x39)) | ((codes >= 0x0E50) & (codes <= 0x0E59))
    return found
