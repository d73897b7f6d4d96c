"""Edits on text that keep the map to where each character came from.

A map is a list of (start, end, source start, source end), monotone and covering; ranges of equal
length are identical character by character, others stand for each other as a whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Mapping = list[tuple[int, int, int, int]]
Edit = tuple[int, int, str]
"""Source start, source end, what to put there instead."""


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, Mapping]:
    """Replace the given ranges (sorted, not overlapping) and return the text with its map.

    A replacement by nothing is merged into the map so that no source character is lost from it only
    when it touches kept text; the map covers every character of the result.
    """
    parts: list[str] = []
    mapping: Mapping = []
    at = position = 0
    for start, end, replacement in edits:
        if at < start:
            parts.append(text[at:start])
            mapping.append((position, position + start - at, at, start))
            position += start - at
        if replacement:
            parts.append(replacement)
            mapping.append((position, position + len(replacement), start, end))
            position += len(replacement)
        at = end
    if at < len(text):
        parts.append(text[at:])
        mapping.append((position, position + len(text) - at, at, len(text)))
    return "".join(parts), mapping


def compose(outer: Mapping, inner: Mapping) -> Mapping:
    """Return the map of `outer` (new text to middle text) carried on by `inner` (middle to source).

    Parts that are identical through both maps stay identical; others stand for whole ranges.
    """
    if len(inner) == 1 and inner[0][1] - inner[0][0] == inner[0][3] - inner[0][2]:
        shift = inner[0][2] - inner[0][0]
        return [(a, b, c + shift, d + shift) for a, b, c, d in outer]
    starts = [segment[0] for segment in inner]
    ends = [segment[1] for segment in inner]
    result: Mapping = []
    for start, end, middle_start, middle_end in outer:
        first = bisect_right(ends, middle_start)
        last = bisect_left(starts, middle_end)
        touched = inner[first:last]
        if not touched:
            at = inner[first - 1][3] if first else 0
            result.append((start, end, at, at))
        elif end - start != middle_end - middle_start:
            source_start = _carry(touched[0], middle_start)
            source_end = _carry(touched[-1], middle_end, is_end=True)
            result.append((start, end, source_start, source_end))
        else:
            shift = start - middle_start
            for segment in touched:
                lo, hi = max(segment[0], middle_start), min(segment[1], middle_end)
                source = _carry(segment, lo), _carry(segment, hi, is_end=True)
                result.append((lo + shift, hi + shift, *source))
    return result


def _carry(segment: tuple[int, int, int, int], at: int, *, is_end: bool = False) -> int:
    start, end, source_start, source_end = segment
    if end - start == source_end - source_start:
        return at - start + source_start
    return source_end if is_end else source_start
