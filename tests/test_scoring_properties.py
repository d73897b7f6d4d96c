"""Laws of the scoring engine, for any numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.validator.intervals import as_interval, round_printed
from pipeline.validator.scoring import numbers, person, rollup
from pipeline.validator.scoring.bands import band_of
from pipeline.validator.scoring.thresholds import (
    Criteria,
    interpolate,
    score_range,
    step_criteria,
    whole_level,
)
from pipeline.validator.scoring.weights import (
    infer_missing_weight,
    normalise,
    weighted_mean,
    weighted_score,
    weights_add_up,
)
from schemas.printed import Printed

amounts = st.decimals(-1000, 1000, places=2)
gaps = st.lists(st.decimals("0.01", 100, places=2), min_size=4, max_size=4)
scores = st.decimals(0, 5, places=4)
weights = st.lists(st.decimals("0.01", 200, places=2), min_size=1, max_size=12)
NEAR = Decimal("1E-20")


@st.composite
def rising(draw: st.DrawFn) -> list[Decimal]:
    """Five rising thresholds with unequal steps."""
    return list(accumulate(draw(gaps), initial=draw(amounts)))


def score(result: Decimal, thresholds: list[Decimal]) -> Decimal:
    found = interpolate(result, Criteria.of(thresholds))
    assert isinstance(found, Decimal)
    return found


@given(rising(), amounts, amounts)
def test_a_better_result_never_scores_less(
    thresholds: list[Decimal], a: Decimal, b: Decimal
) -> None:
    low, high = sorted((a, b))
    assert score(low, thresholds) <= score(high, thresholds)
    falling = thresholds[::-1]
    assert score(low, falling) >= score(high, falling)


@given(rising(), amounts)
def test_a_score_stays_on_the_scale_and_above_its_whole_level(
    thresholds: list[Decimal], result: Decimal
) -> None:
    found = score(result, thresholds)
    level = whole_level(result, Criteria.of(thresholds))
    assert isinstance(level, Decimal)
    assert 1 <= found <= 5
    assert level <= found < level + 1


@given(rising(), st.integers(0, 4))
def test_the_score_is_continuous_at_every_threshold(thresholds: list[Decimal], at: int) -> None:
    tiny = Decimal("1E-12")
    assert score(thresholds[at], thresholds) == at + 1
    for side in (-tiny, tiny):
        assert abs(score(thresholds[at] + side, thresholds) - (at + 1)) <= Decimal("1E-9")


@given(rising(), amounts)
def test_a_falling_criterion_mirrors_a_rising_one(
    thresholds: list[Decimal], result: Decimal
) -> None:
    mirrored = [-threshold for threshold in thresholds]
    assert score(result, thresholds) == score(-result, mirrored)


@given(rising(), amounts, amounts)
def test_shifting_results_and_criteria_together_changes_nothing(
    thresholds: list[Decimal], result: Decimal, shift: Decimal
) -> None:
    moved = [threshold + shift for threshold in thresholds]
    assert score(result, thresholds) == score(result + shift, moved)


@given(rising(), amounts)
def test_the_range_of_a_printed_result_holds_its_score(
    thresholds: list[Decimal], result: Decimal
) -> None:
    span = score_range(Printed(f"{result:f}"), Criteria.of(thresholds))
    assert not isinstance(span, numbers.NotComputable)
    assert span.contains(score(result, thresholds))


@given(amounts, st.decimals("0.01", 100, places=2))
def test_step_wording_gives_three_at_its_base_and_five_two_steps_on(
    base: Decimal, step: Decimal
) -> None:
    worded = step_criteria(base, step)
    assert isinstance(worded, Criteria)
    assert interpolate(base, worded) == 3
    assert interpolate(base + 2 * step, worded) == 5
    falling = step_criteria(base, step, "falling")
    assert isinstance(falling, Criteria)
    assert interpolate(base - step, falling) == 4


@given(weights)
def test_normalised_weights_add_to_a_hundred_and_keep_their_order(values: list[Decimal]) -> None:
    found = normalise(values)
    assert isinstance(found, list)
    assert abs(sum(map(Fraction, found)) - 100) < Fraction(NEAR)
    assert sorted(range(len(values)), key=lambda i: values[i]) == sorted(
        range(len(found)), key=lambda i: found[i]
    )


@given(st.lists(st.tuples(scores, st.decimals("0.01", 200, places=2)), min_size=1, max_size=12))
def test_weighted_scores_add_up_to_the_weighted_mean(pairs: list[tuple[Decimal, Decimal]]) -> None:
    whole = numbers.total(weight for _, weight in pairs)
    parts = [weighted_score(each, weight, whole) for each, weight in pairs]
    mean = weighted_mean(pairs)
    assert isinstance(mean, Decimal)
    assert (
        abs(sum(Fraction(part) for part in parts if isinstance(part, Decimal)) - Fraction(mean))
        < NEAR
    )
    assert min(each for each, _ in pairs) - NEAR <= mean <= max(each for each, _ in pairs) + NEAR


@given(st.lists(scores, min_size=1, max_size=8), st.decimals("0.01", 100, places=2))
def test_equal_weights_make_a_plain_mean(values: list[Decimal], weight: Decimal) -> None:
    mean = weighted_mean([(value, weight) for value in values])
    assert mean == numbers.settle(sum(map(Fraction, values), Fraction(0)) / len(values))


@given(weights, st.integers(0, 11))
def test_a_weight_taken_away_is_inferred_again(values: list[Decimal], at: int) -> None:
    whole = numbers.total(values)
    at %= len(values)
    holed: list[Decimal | None] = list(values)
    holed[at] = None
    assert infer_missing_weight(holed, total_weight=whole) == numbers.settle(values[at])


@given(weights)
def test_printed_weights_add_up_to_their_own_sum(values: list[Decimal]) -> None:
    printed = [Printed(f"{value:f}") for value in values]
    assert weights_add_up(printed, numbers.total(values)) is True


@given(st.lists(st.lists(st.integers(0, 10**6), min_size=1, max_size=4), min_size=1, max_size=4))
def test_targets_roll_up_the_same_in_one_step_or_two(units: list[list[int]]) -> None:
    by_unit = [rollup.rolled_targets([Decimal(t) for t in unit]) for unit in units]
    flat = rollup.rolled_targets([Decimal(t) for unit in units for t in unit])
    assert rollup.rolled_targets([t for t in by_unit if isinstance(t, Decimal)]) == flat


@given(st.lists(st.tuples(scores, st.decimals("0.01", 100, places=2)), min_size=1, max_size=8))
def test_a_rolled_up_tree_has_no_gap(pairs: list[tuple[Decimal, Decimal]]) -> None:
    children = tuple(
        rollup.Node(str(i), None, Printed(f"{w:f}"), Printed(f"{s:f}"))
        for i, (s, w) in enumerate(pairs)
    )
    mean = rollup.rolled_score(pairs)
    assert isinstance(mean, Decimal)
    weight = round_printed(numbers.total(w for _, w in pairs), 2, "half_up")
    parent = rollup.Node("p", None, weight, round_printed(mean, 4, "half_up"), children)
    assert rollup.gaps(parent) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=10))
def test_competencies_stay_between_zero_and_a_hundred(pairs: list[tuple[int, int]]) -> None:
    found = person.competency_percent([(Decimal(a), Decimal(b)) for a, b in pairs])
    assert isinstance(found, Decimal)
    assert 0 <= found <= 100
    better = person.competency_percent([(Decimal(a + 1), Decimal(b)) for a, b in pairs])
    assert isinstance(better, Decimal)
    assert better >= found


@given(st.decimals(0, 200, places=4), st.decimals(0, 200, places=4))
def test_a_higher_total_is_never_in_a_lower_band(a: Decimal, b: Decimal) -> None:
    assume(a != b)
    low, high = band_of(min(a, b)), band_of(max(a, b))
    assert not isinstance(low, numbers.NotComputable)
    assert not isinstance(high, numbers.NotComputable)
    assert low.lower <= high.lower


@given(st.fractions(-1000, 1000), st.integers(0, 6), st.sampled_from(["half_up", "half_even"]))
def test_what_rounds_so_agrees(value: Fraction, places: int, rounding: str) -> None:
    printed = round_printed(value, places, rounding)  # type: ignore[arg-type]
    assert numbers.agrees(printed, numbers.settle(value))
    assert not numbers.agrees(printed, numbers.settle(value + 2 * Fraction(printed.unit)))
    assert as_interval(value).contains(value)
