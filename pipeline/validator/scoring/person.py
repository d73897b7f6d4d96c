"""A person's evaluation: results, competencies, and the total by the form's weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.validator.scoring.bands import USUAL_BANDS, Band, band_of
from pipeline.validator.scoring.numbers import (
    NO_ITEMS,
    NO_WEIGHT,
    OUT_OF_SCALE,
    NotComputable,
    computed,
    settle,
)
from pipeline.validator.scoring.weights import weighted_mean

TOP_SCORE = Decimal(5)
TOP_POINTS = 3


def results_percent(
    items: Sequence[tuple[Decimal, Decimal]], rescale: bool = False
) -> Decimal | NotComputable:
    """Part 1 in percent, of (score 0..5, weight) pairs whose weights add up to 100.

    Source: DOMAIN, scoring 9: sum(score x weight / 100) / 5 x 100. With `rescale` the weights
    are first stretched to 100, as for a person who carries only some of a unit's indicators.
    """
    if not items:
        return NO_ITEMS
    if any(not 0 <= score <= TOP_SCORE for score, _ in items):
        return OUT_OF_SCALE
    if rescale:
        mean = weighted_mean(items)
        return settle(Fraction(mean) * 100 / Fraction(TOP_SCORE)) if computed(mean) else mean
    if any(weight < 0 for _, weight in items):
        return OUT_OF_SCALE
    points = sum((Fraction(score) * Fraction(weight) for score, weight in items), Fraction(0))
    return settle(points / Fraction(TOP_SCORE))


def competency_points(shown: Decimal, expected: Decimal) -> int:
    """Points for one competency, shown and expected in levels.

    Source: DOMAIN, scoring 9: 3 where shown reaches expected, else 2, 1, 0 for a gap of up to
    1, up to 2, and more levels.
    """
    gap = expected - shown
    if gap <= 0:
        return TOP_POINTS
    return 2 if gap <= 1 else 1 if gap <= 2 else 0


def competency_percent(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | NotComputable:
    """Part 2 in percent, of (shown, expected) levels: points over three per competency."""
    if not pairs:
        return NO_ITEMS
    if any(shown < 0 or expected < 0 for shown, expected in pairs):
        return OUT_OF_SCALE
    points = sum(competency_points(shown, expected) for shown, expected in pairs)
    return settle(Fraction(100 * points, TOP_POINTS * len(pairs)))


def person_total(
    results: Decimal, competencies: Decimal, weights: tuple[Decimal, Decimal]
) -> Decimal | NotComputable:
    """The total in percent: both parts (percent) by the form's weights, such as 70 and 30.

    Source: DOMAIN, scoring 9. The form's weights are shares of their own sum.
    """
    if sum(weights) == 0:
        return NO_WEIGHT
    return weighted_mean([(results, weights[0]), (competencies, weights[1])])


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A person's parts and total in percent, and the band; each may be not computable."""

    code: str
    results: Decimal | NotComputable
    competencies: Decimal | NotComputable
    total: Decimal | NotComputable
    band: Band | NotComputable


def evaluate_person(
    code: str,
    items: Sequence[tuple[Decimal, Decimal]],
    competencies: Sequence[tuple[Decimal, Decimal]] = (),
    form_weights: tuple[Decimal, Decimal] = (Decimal(70), Decimal(30)),
    rescale: bool = True,
    bands: tuple[Band, ...] = USUAL_BANDS,
) -> Evaluation:
    """One person's evaluation; a form without competencies is part 1 alone."""
    results = results_percent(items, rescale)
    shown = competency_percent(competencies)
    total: Decimal | NotComputable
    if not competencies or not computed(results):
        total = results
    elif computed(shown):
        total = person_total(results, shown, form_weights)
    else:
        total = shown
    band = total if isinstance(total, NotComputable) else band_of(total, bands)
    return Evaluation(code, results, shown, total, band)


def evaluate_people(
    items: Sequence[tuple[str, Decimal, Decimal]],
    form_weights: tuple[Decimal, Decimal] = (Decimal(70), Decimal(30)),
) -> dict[str, Evaluation]:
    """Totals by person code, of (code, score, weight) over all indicators, sorted by code."""
    by_code: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for code, score, weight in items:
        by_code.setdefault(code, []).append((score, weight))
    return {
        code: evaluate_person(code, pairs, form_weights=form_weights)
        for code, pairs in sorted(by_code.items())
    }
