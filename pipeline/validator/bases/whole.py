"""Counts that a document takes from a larger group: part and whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.validator.bases.counts import Counts
from pipeline.validator.bases.role import DONE, PLAIN, TOTAL, WHOLE, Roles
from pipeline.validator.bases.sum import Sum
from pipeline.validator.bases.term import kind_counted
from pipeline.validator.case import Case
from schemas.claim import ReadClaim

FURTHEST = 120
"""How far apart, in characters, a part and its whole stand."""
ACROSS = 16
"""How far before a percent a part stands whose whole follows it (`28 บ่อ (ร้อยละ 32.56 ของ 86 บ่อ)`)."""
NEXT = 50
"""The same where no word but `ทั้งหมด` tells the whole."""


def parts_of_wholes(
    case: Case, counts: Counts, roles: Roles, sums: Sequence[Sum]
) -> list[tuple[ReadClaim, ReadClaim]]:
    """Return part and whole of every count taken from another.

    `A … จาก B` in one sentence, and a batch's count against the same batch's in the sentence that
    adds the batches up. A target is no group: more than planned may well take part.
    """
    pairs = [
        pair
        for beside in counts.by_sentence.values()
        for pair in _in_sentence(beside, roles)
        if not _is_parted(case, *pair)
    ]
    whole = {
        (part.batch, part.unit): part
        for found in sums
        if found.outcome == "fits"
        for part in found.parts
        if part.batch is not None
    }
    for claim in case.of_kind("count"):
        base_of = whole.get((claim.batch, claim.unit)) if claim.batch is not None else None
        if base_of is None or base_of is claim or claim.threshold:
            continue
        if claim.level is not None and claim.section == base_of.section:
            pairs.append((claim, base_of))
    return pairs


def _in_sentence(
    beside: Sequence[ReadClaim], roles: Roles
) -> Iterator[tuple[ReadClaim, ReadClaim]]:
    for index, base in enumerate(beside):
        rank = roles.rank(base)
        if rank < TOTAL or roles.is_goal(base) or roles.changes(base):
            continue
        near = [
            count
            for count in beside[max(0, index - 1) : index + 2]
            if count is not base and kind_counted(count) == kind_counted(base)
            and roles.rank(count) <= DONE
            and count.kind == "count"
            and abs(count.span[0] - base.span[0]) <= FURTHEST
        ]  # fmt: skip
        if rank == WHOLE and len(near) == 1:
            yield near[0], base
        elif rank == TOTAL and near and _is_told_next(near[-1], base, roles):
            yield near[-1], base


def _is_parted(case: Case, part: ReadClaim, base: ReadClaim) -> bool:
    """Tell whether a date or another percent between a part and a whole behind it parts them."""
    between = [
        other
        for other in case.of_kind("percent", "date")
        if other.section == part.section and part.span[1] <= other.span[0] < base.span[0]
    ]
    if len(between) == 1 and between[0].kind == "percent":
        return between[0].span[0] - part.span[1] > ACROSS
    return bool(between)


def _is_told_next(part: ReadClaim, base: ReadClaim, roles: Roles) -> bool:
    """Tell whether a part is told right behind its whole (`ทั้งหมด 78 คน ผ่าน 33 คน`)."""
    return 0 <= part.span[0] - base.span[1] <= NEXT and roles.rank(part) < PLAIN
