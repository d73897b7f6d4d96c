"""ActualText: what a marked span says, whatever glyphs draw it (Chromium, LibreOffice, Word).

pdfium hands such a text out once for each piece of the span and places its characters side by
side beyond the ink; here it stands once, over the ink of its span.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.glyphs import (
    SARA_AM,
    Boxes,
    Codes,
    Index,
    Mask,
    is_mark,
    lengths_of,
)
from extractors.readers.pdf_text.said import Said, codes_of, text_of
from extractors.readers.pdf_text.spans import Spans


@dataclass(slots=True)
class Marked:
    """Glyphs with what pdfium knows of them; boxes and origins on the page, y axis upwards."""

    codes: Codes
    boxes: Boxes
    """left, top, right, bottom of each glyph."""
    origins: Boxes
    """x and y of the text object of each glyph."""
    em: NDArray[np.float32]
    font: Index
    marks: Index
    """The mark with an ActualText that holds the glyph, 0 without one."""


@dataclass(slots=True)
class _Pieces:
    """The glyphs of all spans, span by span in the order in which spans begin on the page."""

    at: Index
    starts: Index
    """Where each span begins in `at`."""
    texts: list[str]
    """What each span says, a character a glyph at most."""


def apply_spans(page: Marked, spans: Spans) -> Mask | None:
    """Write each span's text over its glyphs, with places; return which glyphs to keep.

    None where the page has no such span.
    """
    if not page.marks.any():
        return None
    one_box = list(_one_box_groups(page))
    pieces = _pieces(page.marks, spans)
    keep = np.ones(len(page.codes), np.bool_)
    lengths = lengths_of(pieces.starts, len(pieces.at))
    sizes = np.array(list(map(len, pieces.texts)), np.intp)
    number = np.arange(len(pieces.at)) - np.repeat(pieces.starts, lengths)
    used = number < np.repeat(sizes, lengths)
    keep[pieces.at[~used]] = False
    starts = (np.cumsum(sizes) - sizes)[sizes > 0]
    written = _Pieces(pieces.at[used], starts, [text for text in pieces.texts if text])
    ink = page.boxes.copy()
    if len(starts):
        page.codes[written.at] = codes_of("".join(written.texts))
        _spread(page, written)
    said = Said(page.codes, page.boxes, ink, page.origins[:, 1], page.em, keep)
    said.drop(written.at, starts.tolist(), written.texts)
    for group in one_box:
        codes = page.codes[group]
        if (codes == SARA_AM).any() or is_mark(codes).any():
            said.drop(group, [0], [text_of(codes)])
    return keep


def _pieces(marks: Index, spans: Spans) -> _Pieces:
    at = marks.nonzero()[0]
    found, first, which = np.unique(marks[at], return_index=True, return_inverse=True)
    order = np.argsort(first[which], kind="stable")
    at = at[order]
    by_place = np.argsort(first)
    lengths = np.bincount(which)[by_place]
    texts = [
        spans.texts[mark][:length]
        for mark, length in zip(found[by_place].tolist(), lengths.tolist(), strict=True)
    ]
    return _Pieces(at, np.cumsum(lengths) - lengths, texts)


def _spread(page: Marked, pieces: _Pieces) -> None:
    """Give the letters of a span equal shares of its width, marks their letter's place."""
    at, starts = pieces.at, pieces.starts
    first, lengths = at[starts], lengths_of(starts, len(at))
    level = page.origins[first, 1]
    top = np.maximum.reduceat(page.boxes[at, 1], starts)
    bottom = np.minimum.reduceat(page.boxes[at, 3], starts)
    above, below = _reach(page, page.font[first], top - level, bottom - level)
    stands = ~is_mark(page.codes[at])
    has_letter = np.logical_or.reduceat(stands, starts)
    stands[starts] |= has_letter
    count = np.add.reduceat(stands, starts, dtype=np.intp)
    x0 = page.origins[first, 0]
    is_low = top - bottom < 0.5 * page.em[first]
    x1 = _ends(page, pieces, at[starts + lengths - 1] + 1, count, is_low)
    share = np.repeat((x1 - x0) / np.maximum(count, 1), lengths)
    number = np.cumsum(stands) - 1
    number -= np.repeat(number[starts], lengths)
    left = np.repeat(x0, lengths) + number * share
    wide = np.repeat(has_letter, lengths)
    boxes = page.boxes
    boxes[at, 0] = np.where(wide, left, boxes[at, 0])
    boxes[at, 2] = np.where(wide, left + share, boxes[at, 2])
    boxes[at, 1] = np.repeat(level + above, lengths)
    boxes[at, 3] = np.repeat(level + below, lengths)


def _ends(page: Marked, pieces: _Pieces, after: Index, letters: Index, is_low: Mask) -> Boxes:
    """Return where spans end: at the glyph after one if that follows closely, or its ink.

    The ink that pdfium tells is that of the span's first piece, which may be its first letter
    or (`is_low`) only a mark: one letter may then be as wide as they get.
    """
    first = pieces.at[pieces.starts]
    em, x0, level = page.em[first], page.origins[first, 0], page.origins[first, 1]
    ink = np.maximum(np.maximum.reduceat(page.boxes[pieces.at, 2], pieces.starts), x0 + 0.1)
    there = after < len(page.codes)
    after = np.where(there, after, 0)
    x = np.where(page.marks[after] == 0, page.boxes[after, 0], page.origins[after, 0])
    reach = ink + (0.15 + 0.7 * (letters - 1)) * em
    reach = np.where(is_low, np.maximum(reach, x0 + 0.85 * em), reach)
    close = there & (np.abs(page.origins[after, 1] - level) < 0.45 * em)
    ends: Boxes = np.where(close & (x0 + 0.15 * em < x) & (x < reach), x, ink)
    return ends


def _reach(page: Marked, fonts: Index, above: Boxes, below: Boxes) -> tuple[Boxes, Boxes]:
    """Return how far the boxes of fonts reach above and below the baseline, else what is given."""
    plain = (page.marks == 0).nonzero()[0]
    known, first = np.unique(page.font[plain], return_index=True)
    if not len(known):
        return above, below
    at = plain[first]
    which = np.minimum(np.searchsorted(known, fonts), len(known) - 1)
    is_known = known[which] == fonts
    level = page.origins[at, 1]
    return (
        np.where(is_known, (page.boxes[at, 1] - level)[which], above),
        np.where(is_known, (page.boxes[at, 3] - level)[which], below),
    )


def _one_box_groups(page: Marked) -> Iterator[Index]:
    """Yield the glyphs outside of spans that share one box: one drawn glyph, several letters."""
    same = (page.boxes[1:] == page.boxes[:-1]).all(axis=1)
    same &= (page.marks[1:] == 0) & (page.marks[:-1] == 0)
    if same.any():
        at = (np.r_[False, same] | np.r_[same, False]).nonzero()[0]
        apart = (np.diff(at) > 1) | (page.boxes[at[1:]] != page.boxes[at[:-1]]).any(axis=1)
        yield from np.split(at, apart.nonzero()[0] + 1)
