"""A ladder printed as a table: a row for each level, its criterion, percent and points in columns."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.text import Span

_D = "[0-9๐-๙]"
_LEVEL = re.compile(
    lenient(
        rf"\W*(?:(?:ความสำเร็จ)?(?:ระดับ|ขั้น(?:ตอน)?)(?:คะแนน|ความสำเร็จ)?\s*(?:ที่)?\s*)?\(?(?P<n>{_D}{{1,2}})\)?\W*"
    )
)
_NUMBER = re.compile(rf"\W*(?:ร้?อยละ\s*)?(?P<n>{_D}{{1,3}}(?:\.{_D}+)?)\s*(?:%|คะแนน)?\s*")
#: Of several that fit a head the first one names its column.
_ROLES = tuple(
    (name, re.compile(lenient(pattern)))
    for name, pattern in (
        ("percent", "ร้อยละ|%|เปอร์เซ็น"),
        ("level", r"^\W*(?:ระดับ|ขั้น)(?:ที่|คะแนน|ความสำเร็จ)?\W*$|^\W*(?:ที่|ลำดับ)\W*$"),
        ("points", "คะแนน"),
        (
            "criterion",
            "เกณฑ์|รายละเอียด|ดำเนินงาน|ดำเนินการ|กิจกรรม|ความหมาย|คำอธิบาย|ขั้นตอน|ผลสำเร็จ|ความสำเร็จ|ระดับ",
        ),
    )
)
_LONGEST_HEAD = 40
_LINE = re.compile(r"[^\n]+")
_MOST_LEVELS = 12
_MOST_HEADS = 50


class LadderRow(NamedTuple):
    """A row of the table; numbers in ASCII digits as printed, each with its range."""

    level: int
    span: Span
    criterion: Span | None
    percent: tuple[str, Span] | None
    points: tuple[str, Span] | None


def read_ladder_table(source: Source, span: Span) -> list[LadderRow]:
    """Return the rows of the first table of levels in a range, from cells or from bare lines."""
    for grid in source.grids:
        start, end = grid.span
        if start < span[0] or end > span[1]:
            continue
        for head in range(min(3, len(grid.rows))):
            cells = [grid.at(head, column) for column in range(grid.width)]
            roles = _roles([cell.text if cell is not None else "" for cell in cells])
            if roles is None:
                continue
            rows = [[cell.span if cell else None for cell in row] for row in grid.rows[head + 1 :]]
            found = _read(source, roles, rows)
            if len(found) >= 2:
                return found
    return _from_lines(source, span)


def _roles(heads: list[str]) -> list[str | None] | None:
    """Return what each column holds; None where the heads are not those of a ladder."""
    roles: list[str | None] = []
    for head in heads:
        fits = (n for n, pattern in _ROLES if len(head) <= _LONGEST_HEAD and pattern.search(head))
        role = next((name for name in fits if name not in roles), None)
        roles.append(role)
    is_ladder = "level" in roles and len({*roles} & {"criterion", "percent", "points"}) >= 1
    return roles if is_ladder else None


def _read(
    source: Source, roles: list[str | None], rows: list[list[Span | None]]
) -> list[LadderRow]:
    found: list[LadderRow] = []
    for row in rows:
        cells = dict(zip(roles, row, strict=False))
        place = cells.get("level")
        match = _LEVEL.fullmatch(source.clean, *place) if place else None
        level = int(ascii_digits(match["n"])) if match else 0
        if not level or level in {known.level for known in found}:
            break
        spans = [cell for cell in row if cell is not None]
        whole = (min(a for a, _ in spans), max(b for _, b in spans))
        figures = [_figure(source, cells.get(name)) for name in ("percent", "points")]
        found.append(LadderRow(level, whole, cells.get("criterion"), *figures))
    return found


def _figure(source: Source, span: Span | None) -> tuple[str, Span] | None:
    match = _NUMBER.fullmatch(source.clean, *span) if span else None
    number = parse_number(match["n"]) if match else None
    return (number.text, match.span("n")) if match and isinstance(number, ParsedNumber) else None


def _from_lines(source: Source, span: Span) -> list[LadderRow]:
    """Read a table whose cells stand on lines of their own: its heads, then row after row."""
    lines = [match.span() for match in _LINE.finditer(source.clean, *span)]
    texts = [source.slice(line) or "" for line in lines]
    heads = (n for n, text in enumerate(texts) if _roles([text, "เกณฑ์"]) is not None)
    for first in islice(heads, _MOST_HEADS):
        if _ROLES[1][1].search(texts[first]) is None:
            continue
        for width in (4, 3, 2):
            roles = _roles(texts[first : first + width])
            if roles is None or None in roles:
                continue
            end = first + width * (_MOST_LEVELS + 1)
            cells: list[Span | None] = list(lines[first + width : end])
            rows = [cells[at : at + width] for at in range(0, len(cells) - width + 1, width)]
            found = _read(source, roles, rows)
            if len(found) >= 2:
                return found
    return []
