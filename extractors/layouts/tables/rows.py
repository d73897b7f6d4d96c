"""Rows of a score table: what each is, and its cells by what their columns hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from extractors.layouts.base import Source
from extractors.layouts.tables.cells import Grid
from extractors.layouts.tables.columns import bare, head_rows, role_of, squash
from schemas.text import Span

RowKind = Literal["item", "group", "data", "total", "head"]
TOTAL = bare(
    "^(?:ผล|ยอด|คะแนน|น้ำหนัก)?รวม|^(?:grand)?total|^sum$|^คะแนนเฉลี่ย(?:ถ่วงน้ำหนัก|รวม)"
    "|^คะแนน(?:ผลสัมฤทธิ์|ทั้งหมด)|^สรุปคะแนน|^ผลคะแนนรวม"
)
"""First words of a total row, as `squash` leaves them."""
_GROUP = bare(
    "^(?:มิติ|ด้าน|องค์ประกอบ|ประเด็น|ส่วน|ยุทธศาสตร์|กลุ่ม|ตอน|หมวด|พันธกิจ|เป้าประสงค์)(?:ที่|[0-9]|ยุทธ)"
)
_DIGIT = re.compile("[0-9๐-๙]")
_FIGURES = ("weight", "score", "weighted_score")
ONCE = ("title", "job", "dimension", "agency", "sequence")
"""What a cell that spans several rows says of each of them."""


@dataclass(frozen=True, slots=True)
class Value:
    """A cell: its text, and its clean range (None for an empty cell)."""

    span: Span | None
    text: str


@dataclass
class CardRow:
    """A row with its cells by role; `extra` are ranges of cells whose columns say nothing."""

    cells: dict[str, Value] = field(default_factory=dict)
    kind: RowKind = "item"
    extra: list[Span] = field(default_factory=list)
    first: str = ""

    def span(self, role: str) -> Span | None:
        """Return the range of a cell, None where it is empty or not there."""
        return self.cells[role].span if role in self.cells else None

    def spans(self) -> list[Span]:
        """Return the ranges of all cells."""
        return [value.span for value in self.cells.values() if value.span] + self.extra


@dataclass
class CardTable:
    """A score table: the roles of its columns, its rows, the range of its head and of all."""

    roles: list[str]
    rows: list[CardRow]
    head: list[Span]
    span: Span

    def has(self, *roles: str) -> bool:
        """Tell whether all these columns are there."""
        return all(role in self.roles for role in roles)

    @property
    def steps(self) -> list[str]:
        """The columns of single scores, from left to right."""
        return [role for role in self.roles if role.startswith("criteria.")]


def card_table(source: Source, grid: Grid) -> CardTable | None:
    """Return a grid as a score table, None where its head names no columns of one."""
    count, roles = head_rows(grid)
    if not count or sum(role is not None for role in roles) < 2:
        return None
    rows = [_row(grid, number, roles) for number in range(count, len(grid.rows))]
    for row in rows:
        row.kind = kind_of(row, roles)
    first = captions(grid, count)
    head = [cell.span for row in range(first, count) for cell in grid.own(row) if cell.span]
    span = (min((start for start, _ in head), default=grid.span[0]), grid.span[1])
    return CardTable([role for role in roles if role], rows, head, span)


def captions(grid: Grid, count: int) -> int:
    """Return how many rows of a head hold one cell or none: a sheet's title stands in its cells."""
    first = 0
    while first < count - 1 and len(grid.own(first)) <= 1:
        first += 1
    return first


def _row(grid: Grid, number: int, roles: list[str | None]) -> CardRow:
    row = CardRow()
    seen: set[int] = set()
    for column, cell in enumerate(grid.rows[number]):
        if cell is None or id(cell) in seen:
            continue
        seen.add(id(cell))
        role = roles[column] if column < len(roles) else None
        if cell.row != number:
            if role in ONCE:
                row.cells.setdefault(role, Value(cell.span, cell.text))
            continue
        if cell.span and not row.first:
            row.first = cell.text
        if role is None or role in row.cells or _is_wide(cell.column_span, role):
            if cell.span is not None:
                row.extra.append(cell.span)
            continue
        row.cells[role] = Value(cell.span, cell.text)
    return row


def _is_wide(columns: int, role: str) -> bool:
    """A cell over several columns of figures is no figure of the first of them."""
    return columns > 1 and role not in ("title", "job", "sequence", "dimension")


def kind_of(row: CardRow, roles: list[str | None]) -> RowKind:
    """Tell what a row is: a KPI, a group of them, base data of one, a total, the head again."""
    words = [value.text for role, value in row.cells.items() if value.text]
    words += [row.first] if row.first else []
    known = {role for role in roles if role}
    if sum(role_of(text) in known for text in set(words) if not text[:1].isdigit()) >= 2:
        return "head"
    if any(TOTAL.match(squash(text)) for text in (row.first, _text(row, "title")) if text):
        return "total"
    figures = [role for role in _FIGURES if _DIGIT.search(_text(row, role))]
    name = _text(row, "title") or _text(row, "job") or _text(row, "dimension") or row.first
    if _GROUP.match(squash(name)) and not _text(row, "result"):
        return "group"
    steps = sum(bool(value.text) for role, value in row.cells.items() if role[:8] == "criteria")
    if figures or steps >= 3 or _DIGIT.search(_text(row, "expected")):
        return "item"
    if _text(row, "sequence") and (_text(row, "result") or _text(row, "target")):
        return "item"
    return "data" if _text(row, "result") else "group"


def _text(row: CardRow, role: str) -> str:
    return row.cells[role].text if role in row.cells else ""


def scored(tables: list[CardTable]) -> list[CardTable]:
    """Return the tables that weigh and score KPIs, or hold their results against targets."""
    return [
        table
        for table in tables
        if table.has("weight")
        and (table.has("score") or table.has("weighted_score") or table.has("target", "result"))
        and (table.has("title") or table.has("job"))
        and any(row.kind == "item" for row in table.rows)
    ]
