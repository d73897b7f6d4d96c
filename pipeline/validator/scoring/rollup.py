"""Roll-up: individual to unit to profile to roadmap, indicator to project to dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipeline.validator.intervals import as_interval
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.scoring.numbers import (
    NO_ITEMS,
    NO_RESULT,
    NotComputable,
    agrees,
    total,
)
from pipeline.validator.scoring.weights import weighted_mean
from schemas.printed import Interval, Printed, Rounding

Quantity = Literal["target", "weight", "score"]


@dataclass(frozen=True)
class Node:
    """A unit of the tree with what is printed for it; children are one level below."""

    name: str
    target: Printed | None = None
    weight: Printed | None = None
    score: Printed | None = None
    children: tuple[Node, ...] = field(default=())

    def walk(self) -> Iterator[Node]:
        """This node and all below, parents first; deep trees need no deep stack."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class Gap:
    """A parent whose printed figure is not what its children give."""

    name: str
    quantity: Quantity
    printed: Printed
    rolled: Interval


def rolled_targets(targets: Sequence[Decimal]) -> Decimal | NotComputable:
    """The parent's target, in the children's unit.

    Source: DOMAIN, scoring 7: targets add up from individual to unit, profile and roadmap.
    """
    return total(targets) if targets else NO_ITEMS


def rolled_weights(weights: Sequence[Decimal]) -> Decimal | NotComputable:
    """The parent's weight. Source: DOMAIN, scoring 7: indicator weights make the project's,
    project weights the dimension's.
    """
    return total(weights) if weights else NO_ITEMS


def rolled_score(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | NotComputable:
    """The parent's score of its children's (score, weight). Source: DOMAIN, scoring 5 and 7."""
    return weighted_mean(pairs)


def _printed(nodes: Sequence[Node], quantity: Quantity) -> list[Printed] | None:
    """The children's figures, None where one of them is missing."""
    figures = [getattr(node, quantity) for node in nodes]
    return None if None in figures else figures


def _rolled(node: Node, quantity: Quantity, rounding: Rounding) -> Interval | NotComputable:
    """The range of what the children give for the parent's figure."""
    figures = _printed(node.children, quantity)
    if not node.children:
        return NO_ITEMS
    if figures is None:
        return NO_RESULT
    if quantity != "score":
        return interval_total(as_interval(figure, rounding) for figure in figures)
    weights = _printed(node.children, "weight")
    if weights is None:
        return NO_RESULT
    ends: list[Decimal] = []
    for side in ("lo", "hi"):
        scores = [getattr(as_interval(figure, rounding), side) for figure in figures]
        mean = weighted_mean(
            [(score, weight.value) for score, weight in zip(scores, weights, strict=True)]
        )
        if isinstance(mean, NotComputable):
            return mean
        ends.append(mean)
    return Interval(ends[0], ends[1])


def gaps(root: Node, rounding: Rounding = "half_up") -> list[Gap]:
    """Every parent whose printed target, weight or score its children cannot give.

    A figure that is missing at the parent or at a child is compared with nothing.
    """
    found: list[Gap] = []
    quantities: tuple[Quantity, ...] = ("target", "weight", "score")
    for node in root.walk():
        for quantity in quantities:
            printed: Printed | None = getattr(node, quantity)
            rolled = _rolled(node, quantity, rounding)
            if printed is None or isinstance(rolled, NotComputable):
                continue
            if not agrees(as_interval(printed, rounding), rolled):
                found.append(Gap(node.name, quantity, printed, rolled))
    return found
