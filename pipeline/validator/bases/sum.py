"""Totals with their parts, which stand before them or, where the words say so, behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.layouts.labels import flex
from pipeline.validator.bases.role import Roles, is_whole
from pipeline.validator.bases.term import Outcome, adds_up, kind_counted, number_of
from pipeline.validator.bases.words import has
from schemas.claim import ReadClaim
from schemas.printed import Printed

MOST_PARTS = 8
"""Parts beyond which no selection of them is tried for a total."""
FURTHEST = 50
"""How far apart, in characters, parts of one list stand."""
_TOGETHER = re.compile(
    rf"(?:^|[\s(,=])(?:{flex('ยอด')})?{flex('รวม')}"
    rf"(?!{flex('ถึง')}|{flex('ทั้ง')}(?!{flex('สิ้น')}|{flex('หมด')}|{flex('สอง')}|{flex('สาม')}))[^\n]{{0,25}}$"
)
_EQUALS = re.compile(r"\s*=\s*")
_PLUS = re.compile(r"\s*\+\s*[^0-9๐-๙]{0,25}")
_ALTOGETHER = re.compile(
    rf"(?:{flex('เป็น')})(?:{flex('จำนวน')})?(?:{flex('ทั้งสิ้น')}|{flex('ทั้งหมด')})\s*(?:{flex('จำนวน')})?\s*$"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the parts that it adds up, or does not."""

    total: ReadClaim
    parts: tuple[ReadClaim, ...]
    outcome: Outcome


def sum_before(total: ReadClaim, beside: Sequence[ReadClaim], roles: Roles) -> Sum | None:
    """Hold a total against the counts of its sentence that stand before it."""
    value = number_of(total)
    gap = roles.gap(total)
    if value is None or not _is_total(total, gap) or is_whole(gap):
        return None
    parts: list[ReadClaim] = []
    for claim in beside[: beside.index(total)]:
        if claim.kind == "total":
            parts = []
        elif kind_counted(claim) == kind_counted(total) and not is_whole(roles.gap(claim)):
            parts.append(claim)
    if found := _fitting(parts, value):
        return Sum(total, found, "fits")
    parts = _run(parts, total)
    if len(parts) < 2 or not _are_parts(parts, total, roles):
        return None
    batched = tuple(part for part in parts if part.batch is not None)
    return Sum(total, batched if len(batched) >= 2 else tuple(parts), "misfit")


def sum_behind(total: ReadClaim, beside: Sequence[ReadClaim], roles: Roles) -> Sum | None:
    """Hold a total against the counts that its sentence divides it into behind it.

    `รวม 78 คน แบ่งเป็นชาย 30 คน และหญิง 48 คน`. Without a word that names all parts, or brackets
    around them, nobody is accused.
    """
    value = number_of(total)
    if value is None or is_whole(roles.gap(total)):
        return None
    parts = list(_listed_behind(total, beside, roles))
    if len(parts) < 2:
        return None
    words = roles.gap(parts[0])
    names_all = has("divides", words) or any(has("remaining", roles.gap(p)) for p in parts[1:])
    if not names_all and not has("names", words):
        return None
    for last in range(len(parts), 1, -1):
        if adds_up(parts[:last], value):
            return Sum(total, tuple(parts[:last]), "fits")
    bracketed = total.kind == "total" and words.lstrip().startswith("(")
    if not (names_all or bracketed) or any(_is_other(part, roles) for part in parts):
        return None
    return Sum(total, tuple(parts), "misfit")


def _listed_behind(
    total: ReadClaim, beside: Sequence[ReadClaim], roles: Roles
) -> Iterator[ReadClaim]:
    """Yield the counts that follow a total one after another, of the same kind."""
    end = total.span[1]
    for claim in beside[beside.index(total) + 1 :]:
        gap = roles.gap(claim)
        far = claim.span[0] - end > FURTHEST or is_whole(gap) or claim.kind == "total"
        if far or kind_counted(claim) != kind_counted(total):
            return
        yield claim
        end = claim.span[1]


def _fitting(parts: list[ReadClaim], value: Printed) -> tuple[ReadClaim, ...]:
    """Return the parts that give a total: the last ones, otherwise a selection of them."""
    for first in range(len(parts) - 1):
        if adds_up(parts[first:], value):
            return tuple(parts[first:])
    if 2 < len(parts) <= MOST_PARTS:
        for size in range(len(parts) - 1, 1, -1):
            for chosen in combinations(parts, size):
                if adds_up(chosen, value):
                    return chosen
    return ()


def _is_total(claim: ReadClaim, gap: str) -> bool:
    """Tell whether a count is told as a total; one that takes in more than is listed is none."""
    if has("beyond", gap):
        return False
    return (
        claim.kind == "total" or bool(_TOGETHER.search(gap)) or _EQUALS.fullmatch(gap) is not None
    )


def _are_parts(parts: list[ReadClaim], total: ReadClaim, roles: Roles) -> bool:
    """Tell whether counts are listed as the parts of a total: batches, or one after another."""
    batched = [part.batch for part in parts if part.batch is not None]
    if len(batched) >= 2 and len(set(batched)) == len(batched):
        return True
    gap = roles.gap(total)
    added = _EQUALS.fullmatch(gap) and all(_PLUS.fullmatch(roles.gap(part)) for part in parts[1:])
    if not (added or _TOGETHER.search(gap) or _ALTOGETHER.search(gap)):
        return False
    return not any(_is_other(part, roles) for part in parts)


def _run(parts: list[ReadClaim], total: ReadClaim) -> list[ReadClaim]:
    """Return the last of the counts before a total that follow one another, and all batches."""
    if len([part for part in parts if part.batch is not None]) >= 2:
        return parts
    end = total.span[0]
    for index in range(len(parts) - 1, -1, -1):
        if end - parts[index].span[1] > FURTHEST:
            return parts[index + 1 :]
        end = parts[index].span[0]
    return parts


def _is_other(part: ReadClaim, roles: Roles) -> bool:
    """Tell whether a count is no plain addend: taken off, only some, or a mark by the way."""
    gap = roles.near(part)
    return has("leaving", gap) or has("some", gap) or roles.is_rest(part) or roles.is_rate(part)
