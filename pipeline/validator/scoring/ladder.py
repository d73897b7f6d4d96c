"""The ladder of levels (ระดับความสำเร็จ) as the document prints it.

Percent, level and points turn into each other by the document's own table only (DOMAIN,
scoring 2): nothing here assumes 20 percent a level.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pipeline.validator.intervals import round_printed
from pipeline.validator.scoring.numbers import (
    CONTRADICTORY_LADDER,
    NO_ITEMS,
    NO_STEP,
    OUT_OF_SCALE,
    NotComputable,
    agrees,
    settle,
)
from schemas.printed import ROUNDINGS, Printed

Measure = Literal["percent", "points"]
Fault = Literal[
    "level_missing",
    "level_repeated",
    "out_of_order",
    "percent_missing",
    "points_missing",
    "not_rising",
    "not_proportional",
]


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A level with the percent and the points that the document gives it."""

    level: int
    percent: Printed | None = None
    points: Printed | None = None


@dataclass(frozen=True, slots=True)
class OnStep:
    """The value is exactly that level's; level 0 is a value of zero, nothing done."""

    level: int


@dataclass(frozen=True, slots=True)
class Between:
    """The value lies between two neighbouring levels; `lower` is 0 below the first."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Beyond:
    """The value lies above the top level."""

    top: int


Position = OnStep | Between | Beyond | NotComputable


def same_figure(step: Printed, value: Printed) -> bool:
    """Is the value the step's, allowing for decimals that one of the two cut or rounded?

    A whole step is exact: 19.6 is not 20. A step of 33.33 is met by 33.3 and by 33.
    """
    if step.value == value.value:
        return True
    finer, coarser = (step, value) if step.decimals > value.decimals else (value, step)
    if finer.decimals == coarser.decimals or step.decimals == 0:
        return False
    return any(
        round_printed(finer.value, coarser.decimals, rounding).value == coarser.value
        for rounding in ROUNDINGS
    )


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps in printed order."""

    steps: tuple[LadderStep, ...]

    @classmethod
    def even(
        cls, levels: int, percent_each: Decimal | None = None, points_each: Decimal | None = None
    ) -> Ladder:
        """The ladder of a document that says "n percent (or points) a level"."""

        def figure(each: Decimal | None, level: int) -> Printed | None:
            return None if each is None else Printed(f"{each * level:f}")

        return cls(
            tuple(
                LadderStep(level, figure(percent_each, level), figure(points_each, level))
                for level in range(1, levels + 1)
            )
        )

    def _table(self, measure: Measure) -> list[tuple[int, Printed]] | NotComputable:
        """Levels with their figure, rising; a reason where there are none or they clash."""
        by_level: dict[int, Printed] = {}
        for step in self.steps:
            figure: Printed | None = getattr(step, measure)
            if figure is None:
                continue
            if step.level in by_level and by_level[step.level].value != figure.value:
                return CONTRADICTORY_LADDER
            by_level[step.level] = figure
        table = sorted(by_level.items())
        if not table:
            return NO_STEP if self.steps else NO_ITEMS
        values = [figure.value for _, figure in table]
        if any(low >= high for low, high in pairwise(values)):
            return CONTRADICTORY_LADDER
        return table

    def _position(self, value: Printed | Decimal | int, measure: Measure) -> Position:
        printed = value if isinstance(value, Printed) else Printed(f"{Decimal(value):f}")
        table = self._table(measure)
        if isinstance(table, NotComputable):
            return table
        for level, figure in table:
            if same_figure(figure, printed):
                return OnStep(level)
        if printed.value == 0:
            return OnStep(0)
        lower = 0
        for level, figure in table:
            if printed.value < figure.value:
                return Between(lower, level) if printed.value > 0 else OUT_OF_SCALE
            lower = level
        return Beyond(lower)

    def level_of_percent(self, value: Printed | Decimal | int) -> Position:
        """Where a percent stands on the ladder."""
        return self._position(value, "percent")

    def level_of_points(self, value: Printed | Decimal | int) -> Position:
        """Where a number of points stands on the ladder."""
        return self._position(value, "points")

    def _of_level(self, level: int, measure: Measure) -> Decimal | NotComputable:
        table = self._table(measure)
        if isinstance(table, NotComputable):
            return table
        if level == 0:
            return Decimal(0)
        return {known: figure.value for known, figure in table}.get(level, NO_STEP)

    def percent_of_level(self, level: int) -> Decimal | NotComputable:
        """The percent that the document gives the level; level 0 is 0."""
        return self._of_level(level, "percent")

    def points_of_level(self, level: int) -> Decimal | NotComputable:
        """The points that the document gives the level; level 0 is 0."""
        return self._of_level(level, "points")

    def points_of_percent(self, value: Printed | Decimal | int) -> Decimal | NotComputable:
        """The points of the level that the percent is exactly at."""
        position = self.level_of_percent(value)
        if isinstance(position, NotComputable):
            return position
        return self.points_of_level(position.level) if isinstance(position, OnStep) else NO_STEP

    def percent_of_points(self, value: Printed | Decimal | int) -> Decimal | NotComputable:
        """The percent of the level that the points are exactly at."""
        position = self.level_of_points(value)
        if isinstance(position, NotComputable):
            return position
        return self.percent_of_level(position.level) if isinstance(position, OnStep) else NO_STEP

    def top(self) -> int | NotComputable:
        """The highest level."""
        return max((step.level for step in self.steps), default=0) or NO_ITEMS

    def is_proportional(self, measure: Measure = "percent") -> bool | NotComputable:
        """Is every level's figure its share of the top level's, within its printed decimals?"""
        table = self._table(measure)
        if isinstance(table, NotComputable):
            return table
        top_level, top_figure = table[-1]
        if top_level <= 0:
            return CONTRADICTORY_LADDER
        return all(
            same_share(figure, settle(Fraction(top_figure.value) * level / top_level))
            for level, figure in table
        )

    def is_complete(self) -> bool:
        """Are all levels from 1 on there, once each, with every figure that any of them has?"""
        return not set(self.faults()) & {
            "level_missing", "level_repeated", "out_of_order", "percent_missing", "points_missing"
        }  # fmt: skip

    def faults(self) -> list[Fault]:
        """Everything that is wrong with the ladder itself; empty for no steps at all."""
        levels = [step.level for step in self.steps]
        found: list[Fault] = []
        if levels and set(levels) != set(range(1, len(set(levels)) + 1)):
            found.append("level_missing")
        if len(set(levels)) < len(levels):
            found.append("level_repeated")
        if levels not in (sorted(levels), sorted(levels, reverse=True)):
            found.append("out_of_order")
        missing: tuple[tuple[Measure, Fault], ...] = (
            ("percent", "percent_missing"),
            ("points", "points_missing"),
        )
        for measure, fault in missing:
            figures = [getattr(step, measure) for step in self.steps]
            if any(figures) and not all(figures):
                found.append(fault)
            if self._table(measure) is CONTRADICTORY_LADDER:
                found.append("not_rising")
            elif self.is_proportional(measure) is False:
                found.append("not_proportional")
        return unique(found)


def same_share(figure: Printed, share: Decimal) -> bool:
    """Does the figure print the share? Whole figures may be cut or rounded shares too."""
    return any(agrees(figure, share, rounding) for rounding in ROUNDINGS)


def unique(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, first come first."""
    return list(dict.fromkeys(faults))
