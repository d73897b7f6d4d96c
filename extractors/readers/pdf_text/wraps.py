"""Which line ends only wrap a paragraph."""

from __future__ import annotations

import re

import numpy as np

from extractors.readers.pdf_text.glyphs import Boxes

STARTS_ITEM = re.compile(
    r"\s*(?:[-–—•▪◦●○■□*→➢✓\uf0a7\uf0b7\uf0d8]|[(\[]?[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3})*[).\]]"
    r"|[(]?[ก-ฮa-zA-Z][.)]\s|(?:ข้อ|มาตรา|ไตรมาส|ระดับ|ครั้ง)(?:ที่)?\s*[0-9๐-๙]"
    r"|[^:\n]{2,40}?\s?:\s)"
)
_HARD_END = re.compile(r"[:：]\s*$")
_FIRST_WORD = re.compile(r"\s*\S+")
_LONGEST_WORD = 6.0
"""Ems that the first word of the next line may have needed at this line's end, at most."""


def soft(texts: list[str], boxes: Boxes, base: Boxes, em: Boxes, right_edges: Boxes) -> list[bool]:
    """Tell for each line whether it only wraps: the next one continues its paragraph.

    `right_edges` holds the right edge of each line's column or cell.
    """
    found = [False] * len(texts)
    for at in range(len(texts) - 1):
        found[at] = _wraps(texts[at], texts[at + 1], boxes[at : at + 2].tolist(),
                           base[at : at + 2].tolist(), em[at : at + 2].tolist(),
                           float(right_edges[at]))  # fmt: skip
    return found


def _wraps(
    text: str, following: str, boxes: list[list[float]], base: list[float], em: list[float],
    right_edge: float,
) -> bool:  # fmt: skip
    (x0, _, x1, _), (next_x0, _, next_x1, _) = boxes
    size = min(em)
    if not size or max(em) > 1.25 * size or not 0.5 * size < base[1] - base[0] < 2.6 * size:
        return False
    if next_x0 > x1 or next_x1 < x0 or _HARD_END.search(text):
        return False
    outdent, hanging = x0 - next_x0, next_x0 - x0
    if outdent > 8 * size or hanging > (6 if STARTS_ITEM.match(text) else 0.6) * size:
        return False
    room = right_edge - x1
    if STARTS_ITEM.match(following) and (room > size or not following.lstrip()[:1].isalpha()):
        return False
    first = _FIRST_WORD.match(following)
    word = first.end() if first else 0
    width = (next_x1 - next_x0) * word / max(len(following), 1)
    return room < min(width + 0.3 * size, _LONGEST_WORD * size)


def right_edges(boxes: Boxes, em: Boxes) -> Boxes:
    """Return for each line how far the lines of its column reach: those that share its range."""
    x0, x1 = boxes[:, 0], boxes[:, 2]
    shared = np.minimum(x1[:, None], x1[None, :]) - np.maximum(x0[:, None], x0[None, :])
    same = (shared > 0) & (x0[None, :] < x0[:, None] + 8 * em[:, None])
    return np.where(same, x1[None, :], 0.0).max(axis=1).astype(np.float32)
