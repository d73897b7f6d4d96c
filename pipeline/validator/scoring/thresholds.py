"""Scoring criteria: the result that earns each score, and the score in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pipeline.validator.scoring.numbers import (
    BELOW_CRITERIA,
    CONTRADICTORY_CRITERIA,
    EQUAL_CRITERIA,
    NO_CRITERIA,
    REPEATED_SCORE,
    NotComputable,
    settle,
)
from schemas.printed import Interval, Printed, Rounding

Direction = Literal["rising", "falling"]
#: The score of a result short of the first criterion: 1, or 0 in some schemes.
Below = Literal[0, 1]


@dataclass(frozen=True, slots=True)
class Criteria:
    """Thresholds by score, in the result's unit: points (score, threshold), at least two.

    Usually five, for the scores 1 to 5 (`Criteria.of`); a form that prints only some of them
    (1, 3, 5) is interpolated between those.
    """

    points: tuple[tuple[Decimal, Decimal], ...]

    @classmethod
    def of(cls, thresholds: Iterable[Decimal | int | None]) -> Criteria:
        """Criteria of the scores 1, 2, 3 ... in this order; None where a column is empty."""
        return cls(
            tuple(
                (Decimal(score), Decimal(threshold))
                for score, threshold in enumerate(thresholds, start=1)
                if threshold is not None
            )
        )

    @property
    def ordered(self) -> list[tuple[Decimal, Decimal]]:
        """The points by rising score."""
        return sorted(self.points)

    def direction(self) -> Direction | NotComputable:
        """Do the thresholds rise or fall with the score? Equal or mixed ones cannot say."""
        points = self.ordered
        if len(points) < 2:
            return NO_CRITERIA
        if len({score for score, _ in points}) < len(points):
            return REPEATED_SCORE
        pairs = [(low, high) for (_, low), (_, high) in pairwise(points)]
        if any(low == high for low, high in pairs):
            return EQUAL_CRITERIA
        if all(low < high for low, high in pairs):
            return "rising"
        return "falling" if all(low > high for low, high in pairs) else CONTRADICTORY_CRITERIA


def _short(lowest: Decimal, below: Below) -> Decimal | NotComputable:
    """The score of a result short of the lowest printed criterion."""
    if lowest > 1:
        return BELOW_CRITERIA
    return min(lowest, Decimal(below))


def _reached(points: Sequence[tuple[Decimal, Decimal]], result: Decimal, sign: int) -> int:
    """How many thresholds the result has reached, counted from the lowest score."""
    return sum(1 for _, threshold in points if sign * result >= sign * threshold)


def interpolate(result: Decimal, criteria: Criteria, below: Below = 1) -> Decimal | NotComputable:
    """The score of a result (same unit as the criteria), clamped to the printed scores.

    Source: DOMAIN, scoring 3: within its interval i + (x - t_i) / (t_i+1 - t_i), mirrored where
    a smaller result is better; unequal steps need nothing else.
    """
    direction = criteria.direction()
    if isinstance(direction, NotComputable):
        return direction
    points = criteria.ordered
    count = _reached(points, result, 1 if direction == "rising" else -1)
    if count == 0:
        return _short(points[0][0], below)
    score, threshold = points[count - 1]
    if count == len(points):
        return score
    next_score, next_threshold = points[count]
    gap = Fraction(next_threshold) - Fraction(threshold)
    share = (Fraction(result) - Fraction(threshold)) / gap
    return settle(Fraction(score) + share * Fraction(next_score - score))


def whole_level(result: Decimal, criteria: Criteria, below: Below = 1) -> Decimal | NotComputable:
    """The highest score whose threshold the result reaches, nothing in between.

    Source: DOMAIN, scoring 3: milestone KPIs take whole levels.
    """
    direction = criteria.direction()
    if isinstance(direction, NotComputable):
        return direction
    points = criteria.ordered
    count = _reached(points, result, 1 if direction == "rising" else -1)
    return points[count - 1][0] if count else _short(points[0][0], below)


def score_range(
    result: Printed, criteria: Criteria, below: Below = 1, rounding: Rounding = "half_up"
) -> Interval | NotComputable:
    """The scores of all results that print so: the score moves one way with the result."""
    span = result.interval(rounding)
    # Whole counts are exact; the sheet's own value always belongs to the range.
    ends = (result.value,) if result.decimals == 0 else (span.lo, result.value, span.hi)
    scores: list[Decimal] = []
    for end in ends:
        score = interpolate(end, criteria, below)
        if isinstance(score, NotComputable):
            if end == result.value:
                return score
            continue
        scores.append(score)
    return Interval(min(scores), max(scores))


def step_criteria(
    base: Decimal, step: Decimal, direction: Direction = "rising", scores: int = 5
) -> Criteria | NotComputable:
    """Criteria worded as "+/- x per point" around the value that earns the middle score.

    Source: DOMAIN, scoring 4: t_i = T + (i - 3) x. The step is a distance: its sign is not
    read, `direction` says which way is better. A step of zero makes all criteria equal.
    """
    if step == 0:
        return EQUAL_CRITERIA
    if scores < 2:
        return NO_CRITERIA
    signed = abs(step) if direction == "rising" else -abs(step)
    middle = Fraction(scores + 1, 2)
    return Criteria.of(
        [settle(Fraction(base) + (i - middle) * Fraction(signed)) for i in range(1, scores + 1)]
    )


def disagreeing_steps(printed: Criteria, worded: Criteria) -> list[int]:
    """The scores whose printed threshold differs from the one that the wording gives."""
    worded_by_score = dict(worded.points)
    return [
        int(score)
        for score, threshold in printed.ordered
        if score in worded_by_score and worded_by_score[score] != threshold
    ]
