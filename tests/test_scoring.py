"""The scoring engine against cases that were worked by hand (tests/cases/scoring_*.yaml)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.validator.scoring import bands, ladder, methods, numbers, person, rollup
from pipeline.validator.scoring import thresholds as th
from pipeline.validator.scoring import weights as wt
from schemas.printed import Interval, Printed

D = Decimal


def rows(name: str) -> list[Any]:
    """The cases of one file as pytest parameters."""
    path = Path(__file__).parent / "cases" / f"scoring_{name}.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [pytest.param(case, id=key) for key, case in table.items()]


def criteria(case: dict[str, Any]) -> th.Criteria:
    return th.Criteria.of([None if t is None else D(str(t)) for t in case["criteria"]])


def decimals(values: list[Any]) -> list[Any]:
    return [decimals(v) if isinstance(v, list) else D(str(v)) for v in values]


def worded(case: dict[str, Any]) -> Any:
    return th.step_criteria(D(case["base"]), D(case["step"]), case.get("direction", "rising"))


def thresholds_of(result: Any) -> Any:
    return [t for _, t in result.points] if isinstance(result, th.Criteria) else result


def optional(values: list[Any]) -> list[Decimal | None]:
    return [None if value is None else D(value) for value in values]


def total_of(case: dict[str, Any], key: str = "total") -> Decimal:
    return D(case.get(key, "100"))


CALLS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "interpolate": lambda c: th.interpolate(D(c["result"]), criteria(c), c.get("below", 1)),
    "whole_level": lambda c: th.whole_level(D(c["result"]), criteria(c), c.get("below", 1)),
    "step_criteria": lambda c: thresholds_of(worded(c)),
    "disagreeing_steps": lambda c: th.disagreeing_steps(criteria(c), worded(c)),
    "weighted_mean": lambda c: wt.weighted_mean([(a, b) for a, b in decimals(c["pairs"])]),
    "weighted_score": lambda c: wt.weighted_score(D(c["score"]), D(c["weight"]), total_of(c)),
    "normalise": lambda c: wt.normalise(decimals(c["weights"])),
    "share_weights": lambda c: wt.share_weights(c["counts"], total_of(c)),
    "infer_missing_weight": lambda c: wt.infer_missing_weight(
        optional(c["weights"]), c.get("counts")
    ),
    "weights_add_up": lambda c: wt.weights_add_up(
        [Printed(w) for w in c["weights"]],
        D(c["expected"]) if "expected" in c else None,
        c.get("rounding", "half_up"),
    ),
    "share": lambda c: methods.share(D(c["part"]), D(c["whole"])),
    "pass_fail": lambda c: methods.pass_fail(c["passed"]),
    "milestones": lambda c: methods.milestones(c["done"], c.get("below", 1)),
    "quality": lambda c: methods.quality(decimals(c["ratings"])),
    "results_percent": lambda c: person.results_percent(
        [(a, b) for a, b in decimals(c["pairs"])], c.get("rescale", False)
    ),
    "competency_percent": lambda c: person.competency_percent(
        [(a, b) for a, b in decimals(c["pairs"])]
    ),
    "person_total": lambda c: person.person_total(
        D(c["parts"][0]), D(c["parts"][1]), (D(c["weights"][0]), D(c["weights"][1]))
    ),
    "band_of": lambda c: bands.band_of(D(c["percent"])),
    "rolled_targets": lambda c: rollup.rolled_targets(decimals(c["values"])),
}


def check(result: Any, expect: Any) -> None:
    """Hold a result against the case's expectation, exactly."""
    if isinstance(expect, dict) and "not_computable" in expect:
        assert isinstance(result, numbers.NotComputable), result
        assert expect["not_computable"] in result.reason
        assert result.reason_th
        return
    assert not isinstance(result, numbers.NotComputable), result
    if isinstance(result, bands.Band):
        assert result.name == expect
    elif isinstance(expect, list):
        assert [str(v) for v in result] == [str(v) for v in expect]
    elif isinstance(expect, bool):
        assert result is expect
    else:
        assert result == numbers.settle(Fraction(expect)), (result, expect)


@pytest.mark.parametrize("case", rows("criteria") + rows("weights"))
def test_hand_worked_case(case: dict[str, Any]) -> None:
    check(CALLS[case["call"]](case), case["expect"])


@pytest.mark.parametrize("case", rows("ladder"))
def test_hand_worked_ladder(case: dict[str, Any]) -> None:
    def printed(text: str | None) -> Printed | None:
        return None if text is None else Printed(text)

    steps = ladder.Ladder(
        tuple(ladder.LadderStep(n, printed(a), printed(b)) for n, a, b in case["steps"])
    )
    function = getattr(steps, case["call"])
    value = case.get("value")
    given = [] if value is None else [Printed(value) if isinstance(value, str) else value]
    result, expect = function(*given), case["expect"]
    if isinstance(expect, dict) and "not_computable" not in expect:
        seen = {
            ladder.OnStep: lambda r: {"step": r.level},
            ladder.Between: lambda r: {"between": [r.lower, r.upper]},
            ladder.Beyond: lambda r: {"beyond": r.top},
        }[type(result)](result)
        assert seen == expect
    else:
        check(result, expect)


def test_every_case_says_how_it_was_worked() -> None:
    cases = [row.values[0] for name in ("criteria", "weights", "ladder") for row in rows(name)]
    assert len(cases) >= 60
    assert all(len(case["derivation"]) > 2 for case in cases)


def test_ladder_of_a_wording_per_level() -> None:
    even = ladder.Ladder.even(5, D("20"), D("2"))
    assert even.percent_of_level(5) == 100
    assert even.points_of_percent(60) == 6
    assert even.is_complete() and even.faults() == []
    assert even.top() == 5
    assert isinstance(ladder.Ladder(()).top(), numbers.NotComputable)
    assert not ladder.Ladder(even.steps[1:]).is_complete()


def test_a_range_of_results_gives_a_range_of_scores() -> None:
    span = th.score_range(Printed("72.5"), th.Criteria.of([D(60), D(65), D(70), D(75), D(80)]))
    assert span == Interval(D("3.49"), D("3.51"))


def test_a_total_may_lie_in_two_bands() -> None:
    span = Printed("89.9").interval()
    assert [band.name for band in bands.bands_within(span)] == ["very good"]
    wide = Interval(D("89.95"), D("90.05"))
    assert [band.name for band in bands.bands_within(wide)] == ["outstanding", "very good"]
    assert bands.named_band("ดี มาก") == bands.USUAL_BANDS[1]
    assert bands.named_band("เยี่ยม") is None


def test_people_are_totalled_by_code() -> None:
    people = person.evaluate_people([("B2", D(5), D(10)), ("A1", D(4), D(60)), ("A1", D(3), D(40))])
    assert list(people) == ["A1", "B2"]
    assert people["A1"].total == 72
    assert people["B2"].total == 100
    both = person.evaluate_person("A1", [(D(4), D(100))], [(D(2), D(3))])
    assert both.total == numbers.settle(Fraction(80 * 70, 100) + Fraction(200, 3) * 30 / 100)
    empty = person.evaluate_person("C3", [])
    assert isinstance(empty.band, numbers.NotComputable)


def test_a_parent_that_its_children_do_not_give_is_a_gap() -> None:
    def leaf(name: str, target: str, score: str) -> rollup.Node:
        return rollup.Node(name, Printed(target), Printed("30"), Printed(score))

    children = (leaf("a", "10", "4"), leaf("b", "15", "3"))
    fine = rollup.Node("unit", Printed("25"), Printed("60"), Printed("3.50"), children)
    assert rollup.gaps(fine) == []
    wrong = rollup.Node("unit", Printed("30"), Printed("60"), Printed("3.60"), children)
    roadmap = rollup.Node("roadmap", Printed("30"), None, None, (wrong,))
    found = rollup.gaps(roadmap)
    assert [(gap.name, gap.quantity) for gap in found] == [("unit", "target"), ("unit", "score")]
    assert found[0].rolled == Interval.point(25)


def test_quantities_and_milestones_are_averaged_by_weight() -> None:
    five = th.Criteria.of([D(60), D(65), D(70), D(75), D(80)])
    parts = [(D(70), five, D(50)), (D(80), five, D(50))]
    assert methods.several_quantities(parts) == 4
    assert methods.milestones_with_quantities(D(3), D(40), [(D(5), D(60))]) == D("4.2")
    broken = [(D(70), th.Criteria.of([D(1)]), D(50))]
    assert isinstance(methods.several_quantities(broken), numbers.NotComputable)
