"""Dimensions of an evaluation on slides: names, weights, projects with counts of indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.labels import flex
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.text import Span

_D = "[0-9๐-๙]"
_N = rf"{_D}{{1,3}}(?:\.{_D}+)?"
_DIMENSION = re.compile(
    rf"{flex('มิติ')}\s*(?:{flex('ที่')})?\s*(?P<n>{_D}{{1,2}})(?!{_D}|\s*{flex('มิติ')}\s|\.{_D})[\s:.=–-]*"
    rf"(?P<name>(?!{flex('ร้อยละ')}|{flex('น้ำหนัก')}|{flex('มิติ')}|{_D})[^\n\d๐-๙]{{2,70}}?)?"
    rf"(?=\s*(?:{flex('มิติ')}\s*(?:{flex('ที่')})?\s*{_D}|{flex('โครงการ')}\s*(?:{flex('ที่')})?|\(?\s*{flex('น้ำหนัก')}|\(?\s*{flex('ร้อยละ')}"
    rf"|{flex('สรุป')}|{flex('รวม')}|\(?{_D}|\n|$))"
)
_WEIGHT = re.compile(
    rf"[\s:=(–-]*(?:{flex('น้ำหนัก')}(?:{flex('ความสำคัญ')})?[\s:=]*)?"
    rf"(?:{flex('ร้อยละ')}\s*(?P<a>{_N})|(?P<b>{_N})\s*%)"
)
_PLAIN_WEIGHT = re.compile(
    rf"[\s:=(–-]*{flex('น้ำหนัก')}(?:{flex('ความสำคัญ')})?[\s:=]*(?P<c>{_N})(?!\s*{flex('ตัวชี้วัด')})"
)
_HEAD = re.compile(rf"^[^\S\n]*(?:ค่า)?{flex('น้ำหนัก')}[^\n]{{0,20}}$", re.MULTILINE)
"""The head of a table's column of weights."""
_WEIGHT_CELL = re.compile(rf"[^\S\n]*\n[^\S\n]*(?P<d>{_N})[^\S\n]*%?(?=\n|$)")
_PROJECT = re.compile(
    rf"{flex('โครงการ')}\s*(?:{flex('ที่')})?\s*(?P<n>{_D}{{1,3}})\s*[:=–-]?\s*{flex('จำนวน')}\s*(?P<count>{_D}{{1,4}})\s*(?:{flex('ตัวชี้วัด')}|{flex('ตัว')}|KPIs?)"
)
_LOOSE = re.compile(rf"\s+(?P<n>{_N})(?=\s+(?:{flex('โครงการ')}|{flex('มิติ')}|{flex('สรุป')})|\s*$)")
_TOTAL = re.compile(
    rf"{flex('รวมน้ำหนัก')}(?:{flex('ความสำคัญ')})?\s*(?:{flex('เท่ากับ')}|{flex('ร้อยละ')}|[=:])?\s*(?P<n>{_N})(?!\s*{flex('หรือ')}{flex('มาก')})"
)


class Figure(NamedTuple):
    """A number on a slide with its words."""

    value: str
    span: Span
    place: Span
    slide: str
    number: int


@dataclass(slots=True)
class DimensionPart:
    """A dimension: `weights` are the places that print its weight, the record's first."""

    number: int
    name: str | None = None
    name_span: Span | None = None
    weights: list[Figure] = field(default_factory=list)
    projects: list[Figure] = field(default_factory=list)

    @property
    def indicators(self) -> int:
        return sum(int(project.value) for project in self.projects)


@dataclass(slots=True)
class DimensionsPart:
    """All dimensions, the counts on every slide, and the numbers that arithmetic proves weights."""

    dimensions: list[DimensionPart] = field(default_factory=list)
    counts: list[Figure] = field(default_factory=list)
    loose: list[Figure] = field(default_factory=list)
    """Numbers between projects that are a dimension's weight; `number` is the dimension's."""
    totals: list[Figure] = field(default_factory=list)
    """Printed sums of weights; `number` is the only dimension of their slide, 0 without one."""


def read_dimensions(source: Source, slides: list[tuple[str, Span]]) -> DimensionsPart:
    """Read the dimensions of a deck from the slide that tells most of their projects.

    Weights may stand there or on any other slide. A bare number behind a project's count is a
    weight only where it equals the count of a dimension's indicators or its printed weight.
    """
    found = DimensionsPart()
    by_slide = {number: _projects(source, number, span) for number, span in slides}
    found.counts = [figure for figures in by_slide.values() for figure in figures]
    main = max(slides, key=lambda slide: _richness(source, by_slide, slide), default=None)
    if main is None or _richness(source, by_slide, main) == (0, 0):
        return found
    found.dimensions = _dimensions(source, main[1])
    _weights(source, [main, *(slide for slide in slides if slide != main)], found.dimensions)
    _assign(source, main, by_slide[main[0]], found.dimensions)
    _loose(source, main, by_slide[main[0]], found)
    for number, span in slides:
        named = {_int(m["n"]) for m in _DIMENSION.finditer(source.clean, *span)}
        owner = named.pop() if len(named) == 1 else 0
        totals = _TOTAL.finditer(source.clean, *span)
        found.totals.extend(_figure(match, "n", number, owner) for match in totals)
    return found


def _richness(
    source: Source, by_slide: dict[str, list[Figure]], slide: tuple[str, Span]
) -> tuple[int, int]:
    """Return how many projects and weighted dimensions a slide tells (0, 0 without dimensions)."""
    marks = list(_DIMENSION.finditer(source.clean, *slide[1]))
    if len({_int(m["n"]) for m in marks}) < 2:
        return (0, 0)
    weights = sum(_weight_at(source, m, slide[1]) is not None for m in marks)
    return (len(by_slide[slide[0]]), weights)


def _int(text: str) -> int:
    return int(text)  # int() reads Thai digits as they stand


def _figure(match: re.Match[str], name: str, slide: str, number: int) -> Figure:
    parsed = parse_number(match[name])
    value = parsed.text if isinstance(parsed, ParsedNumber) else match[name]
    span = match.span()
    lead = len(match.group()) - len(match.group().lstrip())
    return Figure(value, (span[0] + lead, span[1]), match.span(name), slide, number)


def _projects(source: Source, slide: str, span: Span) -> list[Figure]:
    return [
        _figure(match, "count", slide, _int(match["n"]))
        for match in _PROJECT.finditer(source.clean, *span)
    ]


def _dimensions(source: Source, span: Span) -> list[DimensionPart]:
    found: dict[int, DimensionPart] = {}
    for match in _DIMENSION.finditer(source.clean, *span):
        part = found.setdefault(_int(match["n"]), DimensionPart(_int(match["n"])))
        name = source.strip(*match.span("name")) if match["name"] else None
        if part.name is None and name is not None:
            part.name, part.name_span = source.slice(name), name
    return sorted(found.values(), key=lambda part: part.number)


def _weight_at(source: Source, match: re.Match[str], span: Span) -> re.Match[str] | None:
    """Return the weight behind a dimension on a slide of this range."""
    start, end = span
    weight = _WEIGHT.match(source.clean, match.end(), end)
    weight = weight or _PLAIN_WEIGHT.match(source.clean, match.end(), end)
    if weight is None and match["name"] and _HEAD.search(source.clean, start, match.start()):
        weight = _WEIGHT_CELL.match(source.clean, match.end(), end)
    return weight


def _weights(
    source: Source, slides: list[tuple[str, Span]], dimensions: list[DimensionPart]
) -> None:
    by_number = {part.number: part for part in dimensions}
    for slide, span in slides:
        for match in _DIMENSION.finditer(source.clean, *span):
            part, weight = by_number.get(_int(match["n"])), _weight_at(source, match, span)
            if part is None or weight is None:
                continue
            name = next(key for key, text in weight.groupdict().items() if text)
            figure = _figure(weight, name, slide, part.number)
            if not part.weights or part.weights[0].value == figure.value:
                part.weights.append(figure._replace(span=(match.start(), weight.end())))


def _assign(
    source: Source,
    slide: tuple[str, Span],
    projects: list[Figure],
    dimensions: list[DimensionPart],
) -> None:
    """Give each dimension its projects; columns read across are told apart by running numbers."""
    by_number = {part.number: part for part in dimensions}
    marks = [(m.start(), _int(m["n"])) for m in _DIMENSION.finditer(source.clean, *slide[1])]
    block: list[DimensionPart] = []
    members: list[Figure] = []
    seen: set[int] = set()
    tokens = sorted([*((at, n, None) for at, n in marks), *((p.span[0], 0, p) for p in projects)])
    for _, number, project in tokens:
        if project is not None:
            members.append(project)
        elif number not in seen:
            if members:
                _share(block, members)
                block, members = [], []
            seen.add(number)
            block.append(by_number[number])
    _share(block, members)


def _share(block: list[DimensionPart], members: list[Figure]) -> None:
    columns: list[list[Figure]] = []
    for project in members:
        column = next((c for c in columns if c[-1].number == project.number - 1), None)
        if column is None:
            columns.append([project])
        else:
            column.append(project)
    if len(block) == 1:
        columns = [members]
    elif len(columns) != len(block):
        columns = _split_by_weight(block, sorted(members, key=lambda p: p.number))
    for part, column in zip(block, columns, strict=False):
        part.projects = column


def _split_by_weight(block: list[DimensionPart], members: list[Figure]) -> list[list[Figure]]:
    """Return the only cut of running projects whose counts give the printed weights, else none."""
    fits = []
    if len(members) <= 40 and 2 <= len(block) <= 6:
        for cuts in combinations(range(1, len(members)), len(block) - 1):
            groups = [members[a:b] for a, b in zip((0, *cuts), (*cuts, len(members)), strict=True)]
            sums = [sum(int(p.value) for p in group) for group in groups]
            known = [
                part.weights[0].value == str(total)
                for part, total in zip(block, sums, strict=True)
                if part.weights
            ]
            if known and all(known):
                fits.append(groups)
    return fits[0] if len(fits) == 1 else []


def _loose(
    source: Source, slide: tuple[str, Span], projects: list[Figure], found: DimensionsPart
) -> None:
    """Find bare numbers behind projects' counts that are a dimension's weight, and prove it."""
    open_parts = list(found.dimensions)
    for project in projects:
        match = _LOOSE.match(source.clean, project.span[1], slide[1][1])
        if match is None:
            continue
        figure = _figure(match, "n", slide[0], 0)
        fits = [p for p in open_parts if p.weights and p.weights[0].value == figure.value]
        fits = fits or [p for p in open_parts if p.projects and str(p.indicators) == figure.value]
        if fits:
            open_parts.remove(fits[0])
            found.loose.append(figure._replace(number=fits[0].number))
