"""Weights: what they add up to, what each is worth, and the one that was not printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from pipeline.validator.intervals import as_interval
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.scoring.numbers import (
    NEGATIVE_WEIGHT,
    NO_ITEMS,
    NO_WEIGHT,
    NO_WHOLE,
    SLACK,
    NotComputable,
    agrees,
    settle,
)
from schemas.printed import Interval, Printed, Rounding

HUNDRED = Decimal(100)


def _sum(weights: Sequence[Decimal]) -> Fraction | NotComputable:
    """The sum of usable weights: some, none negative, not all zero."""
    if not weights:
        return NO_ITEMS
    if any(weight < 0 for weight in weights):
        return NEGATIVE_WEIGHT
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    return whole or NO_WEIGHT


def weighted_mean(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | NotComputable:
    """Mean score of (score, weight) pairs; weights in any unit.

    Source: DOMAIN, scoring 5: sum(w s) / sum(w).
    """
    whole = _sum([weight for _, weight in pairs])
    if isinstance(whole, NotComputable):
        return whole
    return settle(sum(Fraction(score) * Fraction(weight) for score, weight in pairs) / whole)


def weighted_score(
    score: Decimal, weight: Decimal, total_weight: Decimal = HUNDRED
) -> Decimal | NotComputable:
    """What one score adds to the whole; both weights in the same unit.

    Source: DOMAIN, scoring 5: score x weight / total weight.
    """
    if weight < 0:
        return NEGATIVE_WEIGHT
    if total_weight <= 0:
        return NO_WEIGHT
    return settle(Fraction(score) * Fraction(weight) / Fraction(total_weight))


def normalise(weights: Sequence[Decimal], to: Decimal = HUNDRED) -> list[Decimal] | NotComputable:
    """The weights stretched so that they add up to `to`, proportions kept.

    Source: DOMAIN, scoring 6: 100 w / sum(w) where a scheme allows more than 100.
    """
    whole = _sum(weights)
    if isinstance(whole, NotComputable):
        return whole
    return [settle(Fraction(weight) * Fraction(to) / whole) for weight in weights]


def expected_total(weights: Sequence[Printed]) -> Decimal:
    """100, or 1 where the weights are printed as shares of one (each at most 1, sum near 1)."""
    values = [weight.value for weight in weights]
    fractions = any(weight.decimals for weight in weights) or len(values) == 1
    near_one = values and all(value <= 1 for value in values) and sum(values) <= 2
    return Decimal(1) if fractions and near_one else HUNDRED


def total_range(weights: Sequence[Printed], rounding: Rounding = "half_up") -> Interval:
    """What the printed weights can add up to; whole ones are exact, decimal ones rounded."""
    return interval_total(as_interval(weight, rounding) for weight in weights)


def weights_add_up(
    weights: Sequence[Printed],
    expected: Decimal | None = None,
    rounding: Rounding = "half_up",
) -> bool | NotComputable:
    """Can the weights add up to the expected total (the parent's weight, 100 or 1)?

    Source: DOMAIN, scoring 6. A scheme that allows another sum is for the caller to know.
    """
    whole = _sum([weight.value for weight in weights])
    if isinstance(whole, NotComputable):
        return whole
    target = expected_total(weights) if expected is None else expected
    return agrees(total_range(weights, rounding), target)


def tables_of_weights(weights: Sequence[Printed], expected: Decimal) -> int:
    """Count the tables that weights in their order make up, each adding up to the total; 0 for none.

    A file may hold the sheets of several persons, or of several rounds.
    """
    count, run = 0, list[Printed]()
    for weight in weights:
        run.append(weight)
        if agrees(total_range(run), expected):
            count, run = count + 1, []
    return 0 if run else count


def share_weights(
    counts: Sequence[int], total_weight: Decimal = HUNDRED
) -> list[Decimal] | NotComputable:
    """Weights in proportion to the number of indicators.

    Source: DOMAIN, scoring 6: 60 of 100 indicators weigh 60.
    """
    return normalise([Decimal(count) for count in counts], total_weight)


def infer_missing_weight(
    weights: Sequence[Decimal | None],
    counts: Sequence[int] | None = None,
    total_weight: Decimal = HUNDRED,
) -> Decimal | NotComputable:
    """The one weight that is not printed, as the rest of the total.

    With the numbers of indicators given it must also be their share (DOMAIN, scoring 6): where
    remainder and share differ, neither is named.
    """
    missing = [index for index, weight in enumerate(weights) if weight is None]
    if len(missing) != 1:
        return NotComputable(
            f"{len(missing)} weights are missing, one could be inferred",
            f"ขาดน้ำหนัก {len(missing)} รายการ อนุมานได้เมื่อขาดเพียงรายการเดียว",
        )
    known = [weight for weight in weights if weight is not None]
    if any(weight < 0 for weight in known):
        return NEGATIVE_WEIGHT
    rest = settle(Fraction(total_weight) - sum(map(Fraction, known), Fraction(0)))
    if rest <= 0:
        return NotComputable(
            "the printed weights leave nothing for the missing one",
            "น้ำหนักที่ระบุรวมกันครบแล้ว ไม่เหลือให้รายการที่ขาด",
        )
    if counts is None:
        return rest
    if len(counts) != len(weights) or sum(counts) <= 0:
        return NO_WHOLE
    share = settle(Fraction(total_weight) * counts[missing[0]] / sum(counts))
    if abs(share - rest) > SLACK:
        return NotComputable(
            "the remainder and the share of indicators give different weights",
            "น้ำหนักที่เหลือกับสัดส่วนตามจำนวนตัวชี้วัดให้ค่าต่างกัน",
        )
    return rest
