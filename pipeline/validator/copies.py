"""Copied passages between two texts, white space aside."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import Match, SequenceMatcher

MIN_BLOCK = 25
"""Shortest passage, in characters without white space, that counts as copied."""
MIN_COPY = 40
"""Shortest text that can be a copy: formulas such as `อยู่ระหว่างดำเนินการ` are shorter."""
MIN_SHARE = 0.8
"""Share of the shorter text that must stand in both."""
UPDATED_SHARE = 0.95
"""The same where the rest differs in figures: a report that counts on is no copy."""
MAX_LENGTH = 20_000
"""Longest text compared, in characters; a copy shows in the beginning too."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copied text: the share of the shorter one, and the longest passage in both."""

    share: float
    earlier: tuple[int, int]
    later: tuple[int, int]


def copied(clean: str, earlier: tuple[int, int], later: tuple[int, int]) -> Copy | None:
    """Return how much of two ranges is the same text, None where it is no copy."""
    first, first_at = _squeezed(clean, *earlier)
    second, second_at = _squeezed(clean, *later)
    shorter = min(len(first), len(second))
    if shorter < MIN_COPY:
        return None
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= MIN_BLOCK]
    share = sum(block.size for block in blocks) / shorter
    if share < (UPDATED_SHARE if _figures_differ(first, second, blocks) else MIN_SHARE):
        return None
    longest = max(blocks, key=lambda block: block.size)
    return Copy(
        min(1.0, share),
        (first_at[longest.a], first_at[longest.a + longest.size - 1] + 1),
        (second_at[longest.b], second_at[longest.b + longest.size - 1] + 1),
    )


def _figures_differ(first: str, second: str, blocks: list[Match]) -> bool:
    """Tell whether figures stand in what two texts do not share, on both sides."""
    rest_of_first = _without(first, [(block.a, block.a + block.size) for block in blocks])
    rest_of_second = _without(second, [(block.b, block.b + block.size) for block in blocks])
    return all(any(c.isdigit() for c in rest) for rest in (rest_of_first, rest_of_second))


def _without(text: str, ranges: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in ranges:
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


def _squeezed(clean: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return the text without white space and where each character stands."""
    places = [at for at in range(start, min(end, start + MAX_LENGTH)) if not clean[at].isspace()]
    return "".join(clean[at] for at in places), places
