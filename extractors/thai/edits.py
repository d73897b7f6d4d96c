"""A text under repair, with its map to the raw text.

The map is a list of segments (clean_start, clean_end, raw_start, raw_end). They are monotone and
together cover every character of both texts. A segment of equal lengths maps character to
character; any other stands as a whole for its whole raw range (empty on the clean side where
characters were dropped).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

Segment = tuple[int, int, int, int]
"""clean_start, clean_end, raw_start, raw_end."""


class Edit(NamedTuple):
    """Replace text[start:end] (never empty); `name` is the repair to count, "" for none."""

    start: int
    end: int
    text: str
    name: str


class Draft:
    """A text, where its characters come from, and what was done to it."""

    def __init__(self, raw: str) -> None:
        self.text = raw
        self.segments: list[Segment] = [(0, len(raw), 0, len(raw))] if raw else []
        self.repairs: Counter[str] = Counter()

    def apply(self, edits: Iterable[Edit]) -> bool:
        """Carry out edits that are in order and do not overlap; tell whether there were any."""
        parts: list[str] = []
        steps: list[Segment] = []
        kept = length = 0
        for edit in edits:
            if edit.start > kept:
                parts.append(self.text[kept : edit.start])
                _add(steps, length, length + edit.start - kept, kept, edit.start)
                length += edit.start - kept
            parts.append(edit.text)
            _add(steps, length, length + len(edit.text), edit.start, edit.end)
            length += len(edit.text)
            kept = edit.end
            if edit.name:
                self.repairs[edit.name] += 1
        if not parts:
            return False
        if kept < len(self.text):
            parts.append(self.text[kept:])
            _add(steps, length, length + len(self.text) - kept, kept, len(self.text))
        self.text = "".join(parts)
        self.segments = compose(steps, self.segments)
        return True


def compose(upper: list[Segment], lower: list[Segment]) -> list[Segment]:
    """Join a map clean-to-middle and a map middle-to-raw into one clean-to-raw."""
    joined: list[Segment] = []
    above, below = upper[::-1], lower[::-1]
    clean = raw = 0
    while above or below:
        if below and below[-1][0] == below[-1][1]:
            clean_end, raw_end = clean, below.pop()[3]
        elif _one_to_one(above[-1]) and _one_to_one(below[-1]):
            count = min(above[-1][3] - above[-1][2], below[-1][1] - below[-1][0])
            clean_end, raw_end = clean + count, raw + count
            middle = above[-1][2] + count
            _cut(above, middle, side=2)
            _cut(below, middle, side=0)
        else:
            clean_end, raw_end = _take_cell(above, below)
        _add(joined, clean, clean_end, raw, raw_end)
        clean, raw = clean_end, raw_end
    return joined


def _take_cell(above: list[Segment], below: list[Segment]) -> tuple[int, int]:
    """Take whole cells off both maps up to their next common cut; return its clean and raw end."""
    clean, raw = above[-1][0], below[-1][2]
    up = down = above[-1][2]
    goal = max(_far_end(above[-1], side=2), _far_end(below[-1], side=0))
    while not up == down == goal:
        while up < goal and above:
            goal = max(goal, _far_end(above[-1], side=2))
            clean, up = _cut(above, goal, side=2)
        while down < goal and below:
            goal = max(goal, _far_end(below[-1], side=0))
            raw, down = _cut(below, goal, side=0)
    return clean, raw


def _far_end(segment: Segment, side: int) -> int:
    """Where a cell must be cut at the earliest, in the middle text: its end when it is merged."""
    return segment[side] if _one_to_one(segment) else segment[side + 1]


def _cut(segments: list[Segment], at: int, side: int) -> tuple[int, int]:
    """Take the last segment off up to `at`; return (end on the other side, end on this side)."""
    segment = segments.pop()
    other = 2 - side
    if segment[side + 1] <= at:
        return segment[other + 1], segment[side + 1]
    shift = segment[other] - segment[side]
    rest = [at, segment[side + 1]], [at + shift, segment[other + 1]]
    first, second = rest if side == 0 else rest[::-1]
    segments.append((first[0], first[1], second[0], second[1]))
    return at + shift, at


def _one_to_one(segment: Segment) -> bool:
    return segment[1] - segment[0] == segment[3] - segment[2]


def _add(segments: list[Segment], *values: int) -> None:
    """Append a segment; two neighbours that are both one to one become one."""
    clean_start, clean_end, raw_start, raw_end = values
    if clean_start == clean_end and raw_start == raw_end:
        return
    segment = (clean_start, clean_end, raw_start, raw_end)
    if segments and _one_to_one(segments[-1]) and _one_to_one(segment):
        segments[-1] = (segments[-1][0], clean_end, segments[-1][2], raw_end)
    else:
        segments.append(segment)
