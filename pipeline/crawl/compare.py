"""Two readings of one address, claim by claim: what was said before, what is said now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

Line = Mapping[str, Any]
"""A line of records.jsonl, parsed."""

#: Claims that a KPI's level, score or result rests on.
SCORING = frozenset(
    ("result", "achieved", "target", "level", "score", "points", "weight", "evaluation")
)
_ITEM = re.compile(r"^items\.(\d+)\b")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim whose value changed; `before` is None for one that was added, `after` for one gone."""

    key: str
    field: str
    kind: str
    quarter: int | None
    level: int | None
    before: str | None
    after: str | None


def changed_claims(before: Line, after: Line) -> list[ClaimChange]:
    """Return the claims that differ, in the order in which the pages make them.

    Claims are matched by what their keys mean: kind, quarter, level and field, not by the document
    or an inferred year; an item of a list goes by its title. Among claims of one meaning those
    values that stand in the same order on both sides are taken as unchanged. 5 and 5.00 are the
    same value.
    """
    old, new = _by_meaning(before), _by_meaning(after)
    found: list[ClaimChange] = []
    for meaning in [*new, *(meaning for meaning in old if meaning not in new)]:
        found += _differences(old.get(meaning, []), new.get(meaning, []))
    return found


def same_value(first: str | None, second: str | None) -> bool:
    """Tell whether two printed values mean the same."""
    return _plain(first) == _plain(second)


def identity(line: Line) -> tuple[str | None, str | None]:
    """Return the KPI's, project's or department's code and the fiscal year (BE) of a line."""
    record = line.get("record") or {}
    names = ("kpi_code", "project_code", "department_code")
    code = next((record[name] for name in names if record.get(name)), None)
    return code, record.get("fiscal_year")


def is_shell(before: Line, after: Line) -> bool:
    """Tell whether a page lost what it was: its layout, or every single value that it claimed."""
    if after.get("error") or before.get("error"):
        return False
    was, now = (line["document"].get("layout") for line in (before, after))
    if was not in (None, "unknown") and now in (None, "unknown") and len(after["claims"]) < 3:
        return True
    return len(before["claims"]) >= 3 and not after["claims"]


def _plain(value: str | None) -> str | Decimal | None:
    if value is None or not _NUMBER.fullmatch(value):
        return value
    try:
        return Decimal(value).normalize()
    except InvalidOperation:
        return value


def _by_meaning(line: Line) -> dict[tuple[str, ...], list[Mapping[str, Any]]]:
    items = (line.get("record") or {}).get("items") or []
    grouped: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for claim in line["claims"]:
        _, _, kind, quarter, level, rest = claim["key"].split("|", 5)
        where = rest.rpartition("|")[0]
        if match := _ITEM.match(where):
            number = int(match[1])
            item = items[number] if number < len(items) else {}
            name = item.get("kpi_code") or item.get("title") or match[1]
            where = f"items[{name}]{where[match.end() :]}"
        grouped[(kind, quarter, level, where)].append(claim)
    return grouped


def _differences(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[ClaimChange]:
    """Yield the differences between claims of one meaning, as few as there can be."""
    before = [(_plain(claim["value"]), claim["unit"]) for claim in old]
    after = [(_plain(claim["value"]), claim["unit"]) for claim in new]
    if before == after:
        return
    aligned = list(_aligned(before, after))
    if len(before) == len(after):
        in_place: list[tuple[int | None, int | None]] = [
            (n, n) for n in range(len(before)) if before[n] != after[n]
        ]
        aligned = min(in_place, aligned, key=len)
    for first, second in aligned:
        one = None if first is None else old[first]
        other = None if second is None else new[second]
        claim = other or one
        assert claim is not None
        yield ClaimChange(
            claim["key"],
            claim["key"].split("|", 5)[5].rpartition("|")[0],
            claim["kind"],
            claim["quarter"],
            claim["level"],
            one["value"] if one else None,
            other["value"] if other else None,
        )


def _aligned(
    before: Sequence[Any], after: Sequence[Any]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield pairs of positions whose values differ; None where one side has nothing."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            yield (
                i1 + step if i1 + step < i2 else None,
                j1 + step if j1 + step < j2 else None,
            )
