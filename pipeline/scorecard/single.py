"""The score of one row by its own result, in one of the five ways."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.scorecard.columns import FAILED, PASSED, squeezed
from pipeline.scorecard.sheet import EMPTY, Row, Settings, number
from pipeline.validator.scoring.methods import pass_fail, quality
from pipeline.validator.scoring.numbers import NO_RESULT, OUT_OF_SCALE, NotComputable
from pipeline.validator.scoring.thresholds import (
    Criteria,
    disagreeing_steps,
    interpolate,
    score_range,
    step_criteria,
    whole_level,
)
from schemas.printed import Interval

UNREADABLE = NotComputable("the result is no number", "ผลงานไม่ใช่ตัวเลข")
NOT_PASS_FAIL = NotComputable(
    "the result is neither a pass nor a fail", "ผลงานไม่ได้ระบุว่าผ่านหรือไม่ผ่าน"
)
NO_STEP_WORDING = NotComputable(
    "a base value and a step are needed together", "ต้องระบุค่าฐานและช่วงปรับทั้งคู่"
)

Outcome = tuple[Decimal | NotComputable, Interval | None]


def criteria_of(row: Row) -> Criteria | NotComputable:
    """The row's criteria as printed, or as its "+/- x per point" wording gives them.

    Where both are there and differ, none can be chosen.
    """
    printed = Criteria.of([each.value if each else None for each in row.thresholds])
    base, step = row["base"], row["step"]
    if base is None and step is None:
        return printed
    if base is None or step is None:
        return printed if printed.points else NO_STEP_WORDING
    falls = step.value < 0 or printed.direction() == "falling"
    worded = step_criteria(base.value, step.value, "falling" if falls else "rising")
    if isinstance(worded, NotComputable) or not printed.points:
        return worded
    wrong = ", ".join(map(str, disagreeing_steps(printed, worded)))
    if wrong:
        return NotComputable(
            f"the printed criteria and the +/- wording differ at score {wrong}",
            f"เกณฑ์ที่พิมพ์กับช่วงปรับเกณฑ์ต่างกันที่คะแนน {wrong}",
        )
    return printed


def passed(text: str) -> bool | None:
    """Pass or fail as written, 1 or 0; None for anything else."""
    word = squeezed(text)
    printed = number(text)
    if word in map(squeezed, PASSED) or (printed is not None and printed.value == 1):
        return True
    if word in map(squeezed, FAILED) or (printed is not None and printed.value == 0):
        return False
    return None


def ratings(text: str) -> list[Decimal] | None:
    """The ratings of a committee, separated by ";" or "/"; None where one is no number."""
    found = [number(part) for part in re.split(r"[;/]", text)]
    values = [each.value for each in found if each is not None]
    return values if len(values) == len(found) else None


def score_alone(row: Row, settings: Settings) -> Outcome:
    """The row's score, and the range that its printed result allows where that is wider."""
    if squeezed(row.result) in EMPTY:
        return NO_RESULT, None
    if row.method == "pass_fail":
        outcome = passed(row.result)
        return (NOT_PASS_FAIL if outcome is None else pass_fail(outcome)), None
    if row.method == "quality":
        values = ratings(row.result)
        return (UNREADABLE if values is None else quality(values)), None
    printed = number(row.result)
    if printed is None:
        return UNREADABLE, None
    criteria = criteria_of(row)
    if row.method == "milestones":
        return _milestone(printed.value, criteria, settings), None
    if isinstance(criteria, NotComputable):
        return criteria, None
    score = interpolate(printed.value, criteria, settings.below)
    span = score_range(printed, criteria, settings.below, settings.rounding)
    return score, span if isinstance(span, Interval) else None


def _milestone(
    value: Decimal, criteria: Criteria | NotComputable, settings: Settings
) -> Decimal | NotComputable:
    """A whole level: by criteria where there are any, else the result is the level itself."""
    if isinstance(criteria, NotComputable):
        return criteria
    if criteria.points:
        return whole_level(value, criteria, settings.below)
    if value != int(value) or not 0 <= value <= 5:
        return OUT_OF_SCALE
    return max(value, Decimal(settings.below))
