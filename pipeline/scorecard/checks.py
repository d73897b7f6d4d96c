"""Printed figures of a score sheet against the computed ones: SCO208 to SCO214, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.scorecard.columns import BY_KEY
from pipeline.scorecard.finding import ScoreCheck, ScoreFinding
from pipeline.scorecard.messages import SENTENCES
from pipeline.scorecard.sheet import EMPTY, Row
from pipeline.scorecard.single import criteria_of
from pipeline.scorecard.tree import Scored, Siblings, Tree
from pipeline.validator.intervals import as_interval
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.scoring.numbers import NotComputable, agrees, show, total
from pipeline.validator.scoring.weights import weighted_mean, weighted_score, weights_add_up
from schemas.printed import Interval, Printed, Rounding

SHOWN_PARTS = 12


@dataclass
class Verdicts:
    """Findings and checks as they come up."""

    rounding: Rounding = "half_up"
    findings: list[ScoreFinding] = field(default_factory=list)
    checks: list[ScoreCheck] = field(default_factory=list)

    def fine(self, code: str, row: Row) -> None:
        """The rule holds on the row."""
        self.checks.append(ScoreCheck(code, row.line, row.no, "ok"))

    def unable(self, code: str, row: Row, reason: NotComputable) -> None:
        """The rule cannot be checked on the row, and why."""
        self.checks.append(
            ScoreCheck(code, row.line, row.no, "not_checkable", reason.reason, reason.reason_th)
        )

    def flag(
        self, code: str, row: Row, column: str, sentence: str, expected: str, actual: str,
        **fields: str,
    ) -> None:  # fmt: skip
        """The rule does not hold on the row."""
        texts = SENTENCES[sentence]
        printed = Printed.parse(actual)
        span = printed.interval(self.rounding) if printed and printed.decimals else None
        names = {
            "row": str(row.line), "label": row.label, "expected": expected, "actual": actual,
            "column": BY_KEY[column].english.lower(), "column_th": BY_KEY[column].thai,
            "span": f" (which stands for {span})" if span else "",
            "span_th": f" (หมายถึงช่วง {span})" if span else "", **fields,
        }  # fmt: skip
        message, message_th = texts.en.format_map(names), texts.th.format_map(names)
        self.findings.append(
            ScoreFinding(code, row.line, row.no, column, message, message_th, expected, actual)
        )
        self.checks.append(ScoreCheck(code, row.line, row.no, "flagged", message, message_th))


def listed(parts: Sequence[str], sign: str = " + ") -> str:
    """The parts of a sum for a message, cut after a dozen."""
    more = [f"… {len(parts)}"] if len(parts) > SHOWN_PARTS else []
    return sign.join([*parts[:SHOWN_PARTS], *more])


def check_weights(group: Siblings, tree: Tree, verdicts: Verdicts) -> None:
    """SCO208 and SCO209: weights under one parent add up, or say which one is missing."""
    settings = tree.sheet.settings
    row = group.parent.row if group.parent else group.members[0].row
    printed = [m.row["weight"] for m in group.members]
    known = [weight for weight in printed if weight is not None]
    where = f"the rows under {row.label}" if group.parent else "the top rows"
    where_th = f"แถวย่อยของ {row.label}" if group.parent else "แถวบนสุด"
    fields = {"where": where, "where_th": where_th, "parts": listed([w.text for w in known])}
    for member in group.members:
        if member.weight_inferred and member.weight is not None:
            verdicts.flag("SCO209", member.row, "weight", "missing", show(member.weight), "")
    if len(known) < len(printed):
        if isinstance(group.inferred, NotComputable):
            if known and total(w.value for w in known) > group.expected and not settings.normalise:
                actual = show(total(w.value for w in known))
                expected = show(group.expected)
                verdicts.flag("SCO208", row, "weight", "weights_over", expected, actual, **fields)
            for member in group.members:
                if member.weight is None:
                    verdicts.unable("SCO209", member.row, group.inferred)
        return
    if settings.normalise:
        verdicts.fine("SCO208", row)
        return
    fits = weights_add_up(known, group.expected, settings.rounding)
    if isinstance(fits, NotComputable):
        verdicts.unable("SCO208", row, fits)
    elif fits:
        verdicts.fine("SCO208", row)
    else:
        actual = show(total(weight.value for weight in known))
        verdicts.flag("SCO208", row, "weight", "weights", show(group.expected), actual, **fields)


def check_score(each: Scored, tree: Tree, verdicts: Verdicts) -> None:
    """SCO211: the printed score is the one that result and criteria give."""
    printed = each.row["score"]
    if each.children:
        return
    if isinstance(each.score, NotComputable):
        verdicts.unable("SCO211", each.row, each.score)
    elif printed is None:
        return
    elif agrees(_score_print(printed, tree), each.range or Interval.point(each.score)):
        verdicts.fine("SCO211", each.row)
    else:
        criteria = criteria_of(each.row)
        points = [] if isinstance(criteria, NotComputable) else criteria.ordered
        verdicts.flag(
            "SCO211", each.row, "score", "score", show(each.score), printed.text,
            result=each.row.result,
            criteria=listed([f"{show(s)}: {show(t)}" for s, t in points], "; ")
            or each.row.method or "-",
        )  # fmt: skip


def _score_print(printed: Printed, tree: Tree) -> Interval:
    """What a printed score stands for: within half a unit of its last place."""
    return printed.interval(tree.sheet.settings.rounding)


def check_weighted(each: Scored, group: Siblings, tree: Tree, verdicts: Verdicts) -> None:
    """SCO210: score x weight / total weight, over any total that the sheet may mean."""
    printed = each.row["weighted"]
    if printed is None:
        return
    if isinstance(each.weighted, NotComputable):
        verdicts.unable("SCO210", each.row, each.weighted)
        return
    rounding, top = tree.sheet.settings.rounding, tree.groups[0]
    wholes = {top.expected, top.known_sum, group.expected, group.known_sum}
    scores = [Interval.point(each.score_used)] if each.score_used is not None else []
    if each.range is not None:
        scores.append(each.range)
    own = each.row["score"]
    if own is not None:
        scores.append(as_interval(own, rounding))
    weight = each.row["weight"]
    span = as_interval(weight, rounding) if weight else Interval.point(each.weight or 0)
    target = printed.interval(rounding)
    for whole in wholes:
        for score in scores:
            low = weighted_score(score.lo, max(span.lo, Decimal(0)), whole)
            high = weighted_score(score.hi, span.hi, whole)
            if not isinstance(low, Decimal) or not isinstance(high, Decimal):
                continue
            if agrees(target, Interval(min(low, high), max(low, high))):
                verdicts.fine("SCO210", each.row)
                return
    used = own.value if own is not None else each.score_used
    whole = top.known_sum if tree.sheet.settings.normalise else top.expected
    again = weighted_score(used or Decimal(0), each.weight or Decimal(0), whole)
    verdicts.flag(
        "SCO210", each.row, "weighted", "weighted",
        show(again) if isinstance(again, Decimal) else "-", printed.text,
        score=show(used or Decimal(0)), weight=show(each.weight or Decimal(0)), whole=show(whole),
    )  # fmt: skip


def check_target(each: Scored, verdicts: Verdicts) -> None:
    """SCO212: a target that is missing, zero, or the weight typed twice."""
    row, target, weight = each.row, each.row["target"], each.row["weight"]
    if row.kind != "indicator" or each.children or row.method in ("pass_fail", "quality"):
        return
    criteria = criteria_of(row)
    has_criteria = isinstance(criteria, NotComputable) or bool(criteria.points)
    falling = not isinstance(criteria, NotComputable) and criteria.direction() == "falling"
    if target is None:
        stated = row.result.strip().casefold() not in EMPTY
        if stated and not has_criteria and row.method != "milestones":
            verdicts.flag("SCO212", row, "target", "no_target", "", "", result=row.result)
    elif target.value == 0 and not falling:
        verdicts.flag("SCO212", row, "target", "zero_target", "", target.text)
    elif weight is not None and weight.value == target.value:
        verdicts.flag("SCO212", row, "target", "target_is_weight", "", target.text)
    else:
        verdicts.fine("SCO212", row)


def check_rollup(each: Scored, tree: Tree, verdicts: Verdicts) -> None:
    """SCO214: a parent's target and score are what its children give."""
    if not each.children:
        return
    rounding = tree.sheet.settings.rounding
    target = each.row["target"]
    below = [child.row["target"] for child in each.children]
    parts = [part for part in below if part is not None]
    if target is not None and each.row.kind == "group" and len(parts) == len(below):
        rolled = interval_total(as_interval(part, rounding) for part in parts)
        if agrees(as_interval(target, rounding), rolled):
            verdicts.fine("SCO214", each.row)
        else:
            verdicts.flag(
                "SCO214", each.row, "target", "targets",
                show(total(part.value for part in parts)), target.text,
                parts=listed([part.text for part in parts]),
            )  # fmt: skip
    printed = each.row["score"]
    if printed is None:
        return
    if isinstance(each.score, NotComputable):
        verdicts.unable("SCO214", each.row, each.score)
        return
    if any(agrees(_score_print(printed, tree), span) for span in possible_scores(each, tree)):
        verdicts.fine("SCO214", each.row)
        return
    products = [
        f"{show(child.score_used or Decimal(0))} x {show(child.weight or Decimal(0))}"
        for child in each.children
    ]
    verdicts.flag(
        "SCO214", each.row, "score", "rolled", show(each.score), printed.text,
        parts=listed(products),
    )  # fmt: skip


def possible_scores(each: Scored, tree: Tree) -> list[Interval]:
    """The parent's score from its children's computed scores, or from their printed ones."""
    spans = [Interval.point(each.score)] if isinstance(each.score, Decimal) else []
    ends: list[Decimal] = []
    for side in ("lo", "hi"):
        pairs = []
        for child in each.children:
            own = child.row["score"]
            span = as_interval(own, tree.sheet.settings.rounding) if own else child.range
            value = getattr(span, side) if span is not None else child.score_used
            if value is None or child.weight is None:
                return spans
            pairs.append((value, child.weight))
        mean = weighted_mean(pairs)
        if isinstance(mean, Decimal):
            ends.append(mean)
    return [*spans, Interval(ends[0], ends[1])] if len(ends) == 2 else spans
