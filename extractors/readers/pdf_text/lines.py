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
_FEWEST_DIGITS = 8
"""Pairs of digits from which their gaps tell how closely the page sets them."""
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


@dataclass(slots=True)
class _Heads:
    """The first glyphs of clusters, in the order in which the clusters follow one another."""

    at: Index
    codes: Codes
    boxes: Boxes
    base: Boxes
    em: Boxes
    cell: Index | None

    @classmethod
    def of(cls, glyphs: Glyphs, at: Index, cells: Index | None) -> _Heads:
        boxes, cell = glyphs.boxes.take(at, axis=0), None if cells is None else cells.take(at)
        return cls(at, glyphs.codes.take(at), boxes, glyphs.base.take(at), glyphs.em.take(at), cell)

    def breaks(self) -> Mask:
        """Tell between which clusters a piece of a line ends."""
        x0, x1, base, em = self.boxes[:, 0], self.boxes[:, 2], self.base, self.em
        small = np.minimum(em[:-1], em[1:])
        breaks: Mask = np.abs(base[1:] - base[:-1]) > 0.45 * np.maximum(em[:-1], em[1:])
        breaks |= x0[1:] - x1[:-1] > GAP * small
        breaks |= x0[1:] < x0[:-1] - 0.5 * small
        if self.cell is not None:
            breaks |= self.cell[1:] != self.cell[:-1]
        return breaks


def find_lines(glyphs: Glyphs, cells: Index | None = None, *, trusts_order: bool = False) -> Lines:
    """Return the pieces of lines; `cells` (a number per glyph) keeps table cells apart.

    `trusts_order`: marks belong to the letter before them, wherever they are drawn.
    """
    order, heads = clusters(glyphs, trusts_order=trusts_order)
    first = _Heads.of(glyphs, order[heads], cells)
    breaks = first.breaks()
    moved = interleaved(glyphs, first.at, breaks, cells)
    if moved is not None:
        order, heads = _moved(order, heads, moved)
        first = _Heads.of(glyphs, order[heads], cells)
        breaks = first.breaks()
    head_at = heads.nonzero()[0]
    inked, figures = ~is_space(first.codes), _numeric(first.codes)
    made = _made_spaces(first, inked, figures) & ~breaks
    line_heads = starts_of(breaks)
    sequence, starts = order, head_at.take(line_heads)
    if made.any():
        sequence = _with_made_spaces(order, head_at[1:][made])
        starts += np.append(0, np.cumsum(made)).take(line_heads)
    sides = [
        extreme.reduceat(first.boxes[:, side], line_heads)
        for side, extreme in enumerate((np.minimum, np.minimum, np.maximum, np.maximum))
    ]
    lines = Lines(
        sequence,
        np.append(starts, len(sequence)),
        np.stack(sides, axis=1),
        first.base.take(line_heads),
        np.maximum.reduceat(first.em, line_heads),
        np.full(len(starts), -1) if first.cell is None else first.cell.take(line_heads),
        _amounts(inked, figures, line_heads),
    )
    return _without_blank(lines, np.logical_or.reduceat(inked, line_heads))


def _with_made_spaces(order: Index, before: Index) -> Index:
    """Put a space that the page has only as a gap before some places of the order."""
    sequence = np.full(len(order) + len(before), MADE_SPACE)
    kept = np.ones(len(sequence), np.bool_)
    kept[before + np.arange(len(before))] = False
    sequence[kept] = order
    return sequence


def _moved(order: Index, heads: Mask, moved: Index) -> tuple[Index, Mask]:
    """Put whole clusters into another order."""
    starts = heads.nonzero()[0]
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


def _amounts(inked: Mask, figures: Mask, line_heads: Index) -> Mask:
    letters = np.add.reduceat(inked, line_heads, dtype=np.intp)
    numeric = np.add.reduceat(figures, line_heads, dtype=np.intp)
    found: Mask = (letters <= _AMOUNT) & (numeric * 2 >= letters) & (letters > 0)
    return found


def _made_spaces(first: _Heads, inked: Mask, figures: Mask) -> Mask:
    """Tell between which clusters a gap stands for a space that was not printed."""
    letters = is_thai(first.codes)
    thai, mixed = letters[:-1] & letters[1:], letters[:-1] ^ letters[1:]
    gaps = first.boxes[1:, 0] - first.boxes[:-1, 2]
    gaps /= np.minimum(first.em[:-1], first.em[1:])
    digits = figures[:-1] & figures[1:]
    needed = np.where(mixed, _MIXED_SPACE, _OTHER_SPACE)
    needed[thai] = _THAI_SPACE + _spacing(gaps[thai], 3)
    needed[digits] = _digit_space(gaps[digits])
    made: Mask = (gaps > needed) & inked[:-1] & inked[1:]
    return made


def _spacing(gaps: Boxes, quarters: int) -> float:
    """Return how far apart letters are set, in ems: a quartile of their gaps."""
    close = gaps[np.abs(gaps) < 1]
    at = len(close) * quarters // 4
    return max(0.0, float(np.partition(close, at)[at])) if len(close) else 0.0


def _digit_space(gaps: Boxes) -> float:
    """Return from which gap on digits are two numbers: a number cut in two is worse than two as one.

    Where enough of them show how closely the page sets its digits, a space is one in numbers too.
    """
    if len(gaps) < _FEWEST_DIGITS:
        return _DIGIT_SPACE
    return min(_DIGIT_SPACE, _THAI_SPACE + 2 * _spacing(gaps, 2))


def _numeric(codes: Codes) -> Mask:
    """Digits and what stands inside numbers."""
    found: Mask = ((codes >= 0x2C) & (codes <= 0x39)) | ((codes >= 0x0E50) & (codes <= 0x0E59))
    return found
