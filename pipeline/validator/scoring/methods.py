"""The five ways to calculate a score (DOMAIN, scoring 8), each on the scale 1 to 5."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pipeline.validator.scoring.numbers import (
    NO_ITEMS,
    NO_WHOLE,
    OUT_OF_SCALE,
    NotComputable,
    computed,
    settle,
)
from pipeline.validator.scoring.thresholds import Below, Criteria, interpolate
from pipeline.validator.scoring.weights import weighted_mean

Method = Literal["quantity", "quantities", "milestones", "pass_fail", "quality"]


def share(part: Decimal, whole: Decimal) -> Decimal | NotComputable:
    """100 part / whole, in percent. Source: DOMAIN, scoring 1. A whole of zero has no share."""
    return NO_WHOLE if whole == 0 else settle(100 * Fraction(part) / Fraction(whole))


def one_quantity(result: Decimal, criteria: Criteria, below: Below = 1) -> Decimal | NotComputable:
    """Way 1: one measured result, interpolated on its criteria."""
    return interpolate(result, criteria, below)


def several_quantities(
    parts: Sequence[tuple[Decimal, Criteria, Decimal]], below: Below = 1
) -> Decimal | NotComputable:
    """Way 2: (result, criteria, weight) of each quantity, their scores averaged by weight."""
    pairs: list[tuple[Decimal, Decimal]] = []
    for result, criteria, weight in parts:
        score = interpolate(result, criteria, below)
        if not computed(score):
            return score
        pairs.append((score, weight))
    return weighted_mean(pairs)


def milestone_level(done: Sequence[bool]) -> int:
    """The highest level whose step and all lower ones are done; 0 before the first.

    Source: DOMAIN, scoring 2: no partial credit, and a later step does not stand in for an
    earlier one.
    """
    return next((level for level, is_done in enumerate(done) if not is_done), len(done))


def milestones(done: Sequence[bool], below: Below = 1) -> Decimal | NotComputable:
    """Way 3: the score is the whole level reached; none reached scores `below`."""
    if not done:
        return NO_ITEMS
    return Decimal(max(milestone_level(done), below))


def milestones_with_quantities(
    level: Decimal,
    level_weight: Decimal,
    quantities: Sequence[tuple[Decimal, Decimal]],
) -> Decimal | NotComputable:
    """Way 3 with quantities: the level beside (score, weight) of each quantity, by weight."""
    return weighted_mean([(level, level_weight), *quantities])


def pass_fail(passed: bool) -> Decimal:
    """Way 4: 5 for a pass, 1 for a fail."""
    return Decimal(5) if passed else Decimal(1)


def quality(ratings: Sequence[Decimal]) -> Decimal | NotComputable:
    """Way 5: the mean of a committee's ratings, each from 1 to 5.

    The mean is our reading: the forms name the way without a formula, so a document's own
    formula wins.
    """
    if not ratings:
        return NO_ITEMS
    if any(not 1 <= rating <= 5 for rating in ratings):
        return OUT_OF_SCALE
    return settle(sum(map(Fraction, ratings), Fraction(0)) / len(ratings))
