"""A row of a quarter table."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.text import Span


@dataclass(slots=True)
class QuarterRow:
    """A row; numbers in ASCII digits as printed, None where the cell is empty or missing.

    `spans` holds the clean range of each value by its name, and of the quarter's number.
    """

    quarter: int
    result: str | None = None
    evaluation: str | None = None
    evaluation_2_1: str | None = None
    evaluation_2_2: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
