"""Dates and where statements begin: none begins inside a date, a date alone begins none, and an
announcement begins at the time that opens it (`ภายในเดือนมีนาคม 2564 จะเร่ง…`)."""

from __future__ import annotations

import re
from bisect import bisect_right

from extractors.layouts.labels import flex
from extractors.statements.cues import plan_opening
from extractors.thai.dates import find_dates

_LOOK_BACK = 30
"""Characters read before a date for the words that open a time."""
_CLOSES = re.compile(r"[\s.,)]*")
_WHEN = "|".join(
    flex(word) for word in ("ภายใน", "ใน", "ช่วง", "ประมาณ", "ต้น", "กลาง", "ปลาย", "สิ้น")
)
_TIME_LEAD = re.compile(rf"[\s\-–•.():0-9๐-๙]*(?:(?:{_WHEN})\s*)*")
_TIME_OPENS = re.compile(rf"(?<=\s)(?:{_WHEN})+\s*$")
_OF_A_DEED = re.compile(rf"{flex('เมื่อ')}|{flex('ลง')}|{flex('ณ')}")
_SPACES = re.compile(r"[ \t]+")
_ANNOUNCES = re.compile(plan_opening())
_ONLY_TIME = re.compile(r"[\s.,)]*")


def outside_dates(clean: str, starts: list[int], end: int) -> list[int]:
    """Leave out starts inside a date (`20 | มิถุนายน 2561`) and those of a date alone: it dates what
    stands before it (`…เรียบร้อยแล้ว | วันที่ 15 มีนาคม 2564`)."""
    kept = starts[:1]
    if len(starts) < 2:
        return kept
    dates = find_dates(clean[starts[0] : end])
    inside = {at for date in dates for at in range(date.lead_start + 1, date.end)}
    alone = {date.lead_start: date.end for date in dates}
    dates_before = {
        gap.end() - starts[0]: starts[0] + date.lead_start
        for date in dates
        if (gap := _SPACES.match(clean, starts[0] + date.end))
    }
    heads: dict[int, int] = {}
    for date in dates:
        first = starts[0] + date.lead_start
        opened = starts[bisect_right(starts, first) - 1]
        if _TIME_LEAD.fullmatch(clean, opened, first):
            heads[opened] = starts[0] + date.end
    outside = [start for start in starts[1:] if start - starts[0] not in inside]
    for start, stop in zip(outside, [*outside[1:], end], strict=False):
        at = start - starts[0]
        if kept[-1] in heads and _ONLY_TIME.fullmatch(clean, heads[kept[-1]], start):
            continue
        opening = dates_before.get(at)
        is_dated = opening is not None and any(
            kept[-1] <= starts[0] + date.lead_start and starts[0] + date.end <= opening
            for date in dates
        )
        start = _with_time(clean, kept[-1], start, opening, is_dated)
        dated = alone.get(at)
        if dated is not None and _CLOSES.fullmatch(clean, starts[0] + dated, stop):
            continue
        kept.append(start)
    return kept


def _with_time(clean: str, since: int, start: int, date: int | None, is_dated: bool) -> int:
    """Return where an announcement begins: at the time that opens it (`ภายในเดือนมีนาคม 2564 จะเร่ง…`).

    A bare date opens it too where what stands before it has a date of its own (`is_dated`).
    """
    if date is None or not _ANNOUNCES.match(clean, start):
        return start
    if is_dated and not _OF_A_DEED.match(clean, date):
        return date
    opened = _TIME_OPENS.search(clean, max(since, date - _LOOK_BACK), date)
    return opened.start() if opened and opened.start() > since else start
