"""What scanners find in clean text: typed facts with their ranges, nothing interpreted yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from extractors.thai.numerals import ParsedNumber, parse_number

FactKind = Literal[
    "percent", "count", "list_count", "level", "points", "ratio", "date", "reference"
]  # fmt: skip


@dataclass(slots=True)
class Fact:
    """A number, date or reference with the words that make it one.

    `start`, `end`: clean range of the words; `number`: range of the figures alone.
    """

    kind: FactKind
    start: int
    end: int
    number: tuple[int, int]
    value: str
    unit: str | None = None
    noun: str | None = None
    batch: int | None = None
    level: int | None = None
    threshold: bool = False
    total: bool = False
    notes: dict[str, Any] = field(default_factory=dict)

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the fact touches a clean range."""
        return self.start < end and start < self.end


class Taken:
    """Ranges that a scanner has already understood; later scanners leave them alone."""

    def __init__(self, length: int) -> None:
        self._flags = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Take a range."""
        self._flags[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Tell whether nothing of a range is taken."""
        return not any(self._flags[start:end])

    def number(self, clean: str, span: tuple[int, int]) -> ParsedNumber | None:
        """Take a number and return it; None where it is taken already or cannot be read."""
        parsed = parse_number(clean[span[0] : span[1]]) if self.free(*span) else None
        if not isinstance(parsed, ParsedNumber):
            return None
        self.add(*span)
        return parsed
