"""Rows as a tree: children by parent, weights with the inferred one, scores from below."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from pipeline.scorecard.sheet import Row, Sheet
from pipeline.scorecard.single import score_alone
from pipeline.validator.scoring.numbers import NO_WEIGHT, NotComputable, total
from pipeline.validator.scoring.weights import (
    expected_total,
    infer_missing_weight,
    share_weights,
    weighted_mean,
    weighted_score,
)
from schemas.printed import Interval

CIRCLE = NotComputable("the rows are each other's parents", "แถวอ้างถึงกันเป็นวง หาแถวบนสุดไม่ได้")
#: Rows that carry a weight and a score of their own.
WEIGHED = ("indicator", "group")


@dataclass(eq=False)
class Scored:
    """A row with what is computed for it."""

    row: Row
    children: list[Scored] = field(default_factory=list)
    weight: Decimal | None = None
    weight_inferred: bool = False
    score: Decimal | NotComputable = NO_WEIGHT
    #: All scores that the printed result can mean; None where the score is one value.
    range: Interval | None = None
    weighted: Decimal | NotComputable = NO_WEIGHT

    @property
    def score_used(self) -> Decimal | None:
        """The computed score, else the printed one: what parents build on."""
        if isinstance(self.score, Decimal):
            return self.score
        printed = self.row["score"]
        return printed.value if printed is not None else None


@dataclass(eq=False)
class Siblings:
    """The rows under one parent (None: the top) and what their weights should add up to."""

    parent: Scored | None
    members: list[Scored]
    expected: Decimal
    inferred: Decimal | NotComputable | None = None

    @cached_property
    def known_sum(self) -> Decimal:
        """The sum of the weights printed and inferred; asked for once they are inferred."""
        return total(member.weight for member in self.members if member.weight is not None)


@dataclass
class Tree:
    """The sheet's weighed rows, computed; other rows keep their printed figures."""

    sheet: Sheet
    scored: dict[int, Scored]
    tops: list[Scored]
    groups: list[Siblings]
    orphans: list[Row]
    repeated: list[Row]

    group_by_line: dict[int, Siblings] = field(default_factory=dict)
    _under: dict[str, Siblings] = field(default_factory=dict)

    def group_under(self, parent_no: str) -> Siblings | None:
        """The siblings under the row of that No., on top for an empty one."""
        return self._under.get(parent_no)

    def index(self) -> None:
        """Make the groups findable by their members' lines and their parent's No."""
        for group in self.groups:
            no = group.parent.row.no if group.parent else ""
            self._under.setdefault(no, group)
            self.group_by_line.update((member.row.line, group) for member in group.members)


def build(sheet: Sheet) -> Tree:
    """Compute every weighed row, from the leaves up; circles and orphans are listed."""
    scored = {row.line: Scored(row) for row in sheet.rows if row.kind in WEIGHED}
    by_no: dict[str, Scored] = {}
    repeated: list[Row] = []
    for each in scored.values():
        if each.row.no and each.row.no in by_no:
            repeated.append(each.row)
        by_no.setdefault(each.row.no, each)
    by_no.pop("", None)
    orphans: list[Row] = []
    tops: list[Scored] = []
    for each in scored.values():
        parent = by_no.get(each.row.parent) if each.row.parent else None
        if each.row.parent and parent is None:
            orphans.append(each.row)
        if parent is None:
            tops.append(each)
        else:
            parent.children.append(each)
    tree = Tree(sheet, scored, tops, [], orphans, repeated)
    order = _top_down(tops)
    reached = {each.row.line for each in order}
    tree.groups = [_weigh(None, tops, sheet)] if tops else []
    tree.groups += [_weigh(each, each.children, sheet) for each in order if each.children]
    tree.index()
    for each in reversed(order):
        _score(each, sheet)
    for group in tree.groups:
        for member in group.members:
            member.weighted = _weighted(member, tree)
    for each in scored.values():
        if each.row.line not in reached:
            each.score = each.weighted = CIRCLE
    return tree


def _top_down(tops: list[Scored]) -> list[Scored]:
    """All rows reached from the top, parents before children, without recursion."""
    order: list[Scored] = []
    waiting = list(reversed(tops))
    while waiting:
        each = waiting.pop()
        order.append(each)
        waiting.extend(reversed(each.children))
    return order


def _weigh(parent: Scored | None, members: list[Scored], sheet: Sheet) -> Siblings:
    """Take the printed weights; infer one that is missing, or all from numbers of indicators."""
    printed = [member.row["weight"] for member in members]
    known = [weight for weight in printed if weight is not None]
    if parent is None:
        expected = sheet.settings.total_weight or expected_total(known)
    else:
        own, values = parent.weight, total(weight.value for weight in known)
        candidates = [own] if own else []
        candidates += [Decimal(100), Decimal(1)]
        # Children share their parent's weight, or 100 or 1 of their own: the nearest is meant.
        expected = min(candidates, key=lambda each: abs(each - values))
        if len(known) < len(members):
            expected = own or expected_total(known)
    group = Siblings(parent, members, expected)
    for member, weight in zip(members, printed, strict=True):
        member.weight = weight.value if weight is not None else None
    if len(known) == len(members):
        return group
    counts = [member.row["indicators"] for member in members]
    whole = [int(n.value) for n in counts if n is not None and n.decimals == 0 and n.value >= 0]
    complete = whole if len(whole) == len(members) else None
    if not known and complete:
        shares = share_weights(complete, expected)
        if isinstance(shares, list):
            for member, share in zip(members, shares, strict=True):
                member.weight, member.weight_inferred = share, True
        group.inferred = None if isinstance(shares, list) else shares
    else:
        group.inferred = infer_missing_weight(
            [weight.value if weight is not None else None for weight in printed], complete, expected
        )
        for member in members:
            if member.weight is None and isinstance(group.inferred, Decimal):
                member.weight, member.weight_inferred = group.inferred, True
    return group


def _score(each: Scored, sheet: Sheet) -> None:
    if not each.children:
        each.score, each.range = score_alone(each.row, sheet.settings)
        return
    pairs = []
    for child in each.children:
        used = child.score_used
        if used is None:
            each.score = child.score
            return
        if child.weight is None:
            each.score = NotComputable(
                f"row {child.row.line} has no weight", f"แถว {child.row.line} ไม่มีน้ำหนัก"
            )
            return
        pairs.append((used, child.weight))
    each.score = weighted_mean(pairs)


def _weighted(each: Scored, tree: Tree) -> Decimal | NotComputable:
    """Score x weight over the total of the whole sheet."""
    used = each.score_used
    if used is None:
        return each.score
    if each.weight is None:
        return NotComputable("the weight is missing", "ไม่ได้ระบุน้ำหนัก")
    top = tree.groups[0]
    whole = top.known_sum if tree.sheet.settings.normalise else top.expected
    return weighted_score(used, each.weight, whole)
