"""The ladder of a KPI (ระดับความสำเร็จ): criteria of its levels, and what each level earns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from extractors.layouts.base import Source
from extractors.layouts.labels import flex
from extractors.layouts.parts.criteria import Marker, criterion_end, read_markers
from extractors.layouts.parts.ladder_table import LadderRow, read_ladder_table
from extractors.layouts.parts.lists import read_items
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.kpi_report import Level
from schemas.text import Span

_D = "[0-9๐-๙]"
_N = rf"{_D}{{1,3}}(?:,{_D}{{3}})*(?:\.{_D}+)?"
_PERCENT_WORD = rf"(?:{flex('ร้อยละ')}|{flex('เปอร์เซ็นต์')})"
_EARNS = r"(?:คิด(?:ผล|เป็น|คะแนน)|เท่ากับ|=|ได้(?:รับ)?(?:คะแนน|ผล)?|ถือว่า|มีผล|ผลการดำเนินงาน|ผลงาน)"
_LINE = re.compile(
    lenient(
        rf"(?P<head>(?:[-–—•*]\s*)?(?:(?:ดำเนินการ|ทำ)?(?:ได้|แล้วเสร็จ|สำเร็จ)*(?:ตาม)?\s*)?(?:ความสำเร็จ|ผลสำเร็จ)?\s*"
        rf"(?:(?:ใน)?ระดับ(?:ความสำเร็จ)?\s*(?:ที่)?\s*(?P<set>{_D}{{1,2}}(?:\s*(?:\+|,|และ|ถึง|[-–])\s*{_D}{{1,2}})*)"
        rf"|(?P<upto>{_D}{{1,2}})\s*ระดับ))"
        rf"(?P<link>[^0-9๐-๙\n%+]{{0,60}}?)"
        rf"(?:{_PERCENT_WORD}\s*(?P<p>{_N})|(?P<q>{_N})\s*%|(?P<only>{_N})\s*คะแนน)"
        rf"(?:\s*%)?(?P<points>[\s(=]*(?:(?:ได้|คิดเป็น|หรือ|คะแนน)\s*)*(?P<n>{_N})\s*คะแนน\s*\)?)?",
    )
)
_FILLER = re.compile(lenient(r"(?:แล้วเสร็จ|ขึ้นไป|ครบ(?:ถ้วน)?|สำเร็จ|จะ|ให้|ผล|คะแนน|\s)+"))
_ENDS = re.compile(
    lenient(
        r"\s*(?:$|\n|[-–—•*;,.)]|(?:ความสำเร็จ|ผลสำเร็จ)?ระดับ|ดำเนินการได้|ของ(?:น้ำหนัก|คะแนน|เป้าหมาย|ค่าเป้าหมาย))"
    )
)
_TAIL = re.compile(
    lenient(
        rf"\s*[(\[]?\s*(?:คิด(?:ผลการดำเนินงาน)?เป็น|เท่ากับ|=|ได้)?\s*"
        rf"(?:{_PERCENT_WORD}\s*(?P<p>{_N})\s*%?|(?P<q>{_N})\s*%)?\s*[)\]]?\s*"
        rf"(?:[(\[=]?\s*(?:ได้\s*)?(?P<n>{_N})\s*คะแนน\s*[)\]]?)?[\s.]*$"
    )
)
_ONLY_NUMBER = re.compile(lenient(rf"[≥≤<>\s]*(?:ร้อยละ)?\s*{_N}\s*%?(?:\s*ขึ้นไป)?"))
_COUNT = re.compile(
    lenient(
        rf"(?P<n>{_D}{{1,2}})\s*ระดับ\s*(?:ดังนี้|ดังต่อไปนี้|คือ|ได้แก่|ประกอบด้วย)?\s*[:：]?(?=\s*\(?[1๑][.)])"
    )
)
_HEADER = re.compile(
    r"(?:^|\n)\s*(?:ระดับ[^\n\d]{0,30}?)[\s|]+(?P<a>ร้อยละ|คะแนน|%)[^\n\d]{0,30}?(?:[\s|]+(?P<b>ร้อยละ|คะแนน)[^\n\d]{0,30})?(?=[\s|]+[1๑])"
)


MOST_COUNTS = 5
"""Announcements of so many levels that are followed up in one range."""


@dataclass(slots=True)
class LevelPart:
    """A step of the ladder with its places."""

    level: int
    criterion: Span | None = None
    percent: str | None = None
    points: str | None = None
    percent_span: Span | None = None
    points_span: Span | None = None
    spans: list[Span] = field(default_factory=list)
    """Every range that speaks of this step: its criterion with its number, its ladder line."""

    def fields(self, source: Source) -> Level:
        """Return the record's field."""
        return Level(
            level=self.level,
            criterion=source.slice(self.criterion),
            percent=self.percent,
            points=self.points,
        )


def read_levels(source: Source, spans: Iterable[Span | None]) -> list[LevelPart]:
    """Return the steps of the ladder in printed order, read from several ranges (definition first).

    A range that gives a step's criterion, percent or points first keeps them; later ranges only add
    what is still unknown. `1+2+3` is the set of levels whose top it stands for.
    """
    steps: dict[int, LevelPart] = {}
    order: list[LevelPart] = []
    for span in spans:
        if span is None:
            continue
        for found in _found(source, span):
            step = steps.get(found.level)
            if step is None:
                steps[found.level] = found
                order.append(found)
                continue
            _add(step, found)
    is_ladder = len(order) >= 2
    return sorted(order, key=_place) if is_ladder else []


def _found(source: Source, span: Span) -> list[LevelPart]:
    """Return what a range says of steps: as a table with heads, else in words and lines."""
    rows = read_ladder_table(source, span)
    if rows:
        return [_of_row(row) for row in rows]
    told = [*_criteria(source, span), *_lines(source, span), *_table(source, span)]
    return told if any(step.criterion for step in told) else [*_counted(source, span), *told]


def _counted(source: Source, span: Span) -> list[LevelPart]:
    """Read `5 ระดับ ดังนี้ 1) … 2) …`: a numbered list of exactly so many items."""
    for match in islice(_COUNT.finditer(source.clean, *span), MOST_COUNTS):
        items = read_items(source, (match.end(), span[1]))
        numbers = [item.number for item in items]
        count = int(ascii_digits(match["n"]))
        if count >= 2 and numbers == [str(n) for n in range(1, count + 1)]:
            return [
                LevelPart(number, criterion=item.span, spans=[item.span])
                for number, item in enumerate(items, start=1)
            ]
    return []


def _of_row(row: LadderRow) -> LevelPart:
    step = LevelPart(row.level, criterion=row.criterion, spans=[row.span])
    if row.percent is not None:
        step.percent, step.percent_span = row.percent
    if row.points is not None:
        step.points, step.points_span = row.points
    return step


def _place(step: LevelPart) -> tuple[int, int]:
    """Printed order; steps known from ladder lines alone go by their number."""
    return (0, step.criterion[0]) if step.criterion else (1, step.level)


def _add(step: LevelPart, found: LevelPart) -> None:
    step.spans.extend(found.spans)
    if step.criterion is None:
        step.criterion = found.criterion
    if step.percent is None and found.percent is not None:
        step.percent, step.percent_span = found.percent, found.percent_span
    if step.points is None and found.points is not None:
        step.points, step.points_span = found.points, found.points_span


def _number(match: re.Match[str], *names: str) -> tuple[str, Span] | tuple[None, None]:
    for name in names:
        number = parse_number(match[name]) if match[name] else None
        if isinstance(number, ParsedNumber):
            return number.text, match.span(name)
    return None, None


def _ladder_lines(source: Source, span: Span) -> list[re.Match[str]]:
    """Return the matches that state what a level earns, not what it asks for."""
    found = []
    for match in _LINE.finditer(source.clean, *span):
        earns = re.search(_EARNS, match["link"])
        asked = (match["link"][: earns.start()] if earns else match["link"]).strip(" :=.-–(")
        if asked and not _FILLER.fullmatch(asked):
            continue
        is_end = _ENDS.match(source.clean, match.end(), span[1]) or match.end() >= span[1]
        if is_end or (earns and re.match("คิดผล|คิดคะแนน", earns.group())):
            found.append(match)
    return found


def _lines(source: Source, span: Span) -> list[LevelPart]:
    steps = []
    for match in _ladder_lines(source, span):
        top = re.findall(rf"{_D}+", match["set"] or match["upto"])[-1]
        step = LevelPart(int(top), spans=[source.strip(*match.span()) or match.span()])
        step.percent, step.percent_span = _number(match, "p", "q")
        step.points, step.points_span = _number(match, "n", "only")
        steps.append(step)
    return steps


def _criteria(source: Source, span: Span) -> list[LevelPart]:
    lines = [match.span() for match in _ladder_lines(source, span)]
    markers = [
        m for m in read_markers(source, span) if not any(a <= m.number_at < b for a, b in lines)
    ]
    edges = sorted([m.start for m in markers] + [start for start, _ in lines] + [span[1]])
    steps = [_criterion(source, marker, edges) for marker in markers]
    known = [step for step in steps if step is not None]
    if all(_ONLY_NUMBER.fullmatch(source.slice(step.criterion) or "") for step in known):
        return []
    return _with_tails(source, known)


def _criterion(source: Source, marker: Marker, edges: list[int]) -> LevelPart | None:
    stop = next(edge for edge in edges if edge >= marker.end)
    body = source.strip(marker.end, criterion_end(source, marker.end, stop))
    if body is None:
        return None
    return LevelPart(marker.level, criterion=body, spans=[(marker.start, body[1])])


def _with_tails(source: Source, steps: list[LevelPart]) -> list[LevelPart]:
    """Read `… (ร้อยละ 20)` or `… 3 คะแนน` at the criteria's ends where most of the steps end so."""
    tails: list[tuple[LevelPart, re.Match[str]]] = []
    for step in steps:
        match = _find_tail(source, step)
        if match:
            tails.append((step, match))
    if len(tails) < max(2, 0.6 * len(steps)):
        return steps
    for step, match in tails:
        step.percent, step.percent_span = _number(match, "p", "q")
        step.points, step.points_span = _number(match, "n")
        if step.criterion:
            step.criterion = source.strip(step.criterion[0], match.start())
    return steps


def _find_tail(source: Source, step: LevelPart) -> re.Match[str] | None:
    start, end = step.criterion or (0, 0)
    for at in range(max(start, end - 60), end):
        before = source.clean[at]
        if before not in " \n([=คเไ0123456789๐๑๒๓๔๕๖๗๘๙ร":
            continue
        match = _TAIL.match(source.clean, at, end)
        if match is None or not (match["p"] or match["q"] or match["n"]):
            continue
        boxed = "(" in match.group() or "[" in match.group()
        if (boxed or re.search(r"คิด|เท่ากับ|=", match.group())) and at > start:
            return match
    return None


def _table(source: Source, span: Span) -> list[LevelPart]:
    """Read rows `level percent points` under a head of these words, on lines or cell by cell."""
    header = _HEADER.search(source.clean, *span)
    if header is None:
        return []
    names = [
        {"ร้อยละ": "percent", "%": "percent", "คะแนน": "points"}[w]
        for w in header.group("a", "b")
        if w
    ]
    cells = list(
        re.finditer(rf"[\s|]*(?P<n>{_N})\s*%?(?=[\s|]|$)", source.clean[: span[1]][header.end() :])
    )
    steps: list[LevelPart] = []
    width, at = len(names) + 1, 0
    for row in range(0, len(cells) - width + 1, width):
        group = cells[row : row + width]
        level, _ = _number(group[0], "n")
        if level != str(row // width + 1) or group[0].start() != at:
            break
        at = group[-1].end()
        step = LevelPart(int(level))
        for name, cell in zip(names, group[1:], strict=True):
            number, place = _number(cell, "n")
            shifted = None if place is None else (place[0] + header.end(), place[1] + header.end())
            setattr(step, name, number)
            setattr(step, f"{name}_span", shifted)
        step.spans.append((group[0].start("n") + header.end(), group[-1].end() + header.end()))
        steps.append(step)
    return steps
