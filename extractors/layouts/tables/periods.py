"""Periods of a year with their target and their actual figure."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.tables.cells import Grid, GridCell
from extractors.layouts.tables.columns import role_of
from extractors.layouts.tables.items import Figure, figure
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_QUARTER = re.compile(rf"{flex('ไตรมาส')}\s*(?:{flex('ที่')})?\s*(?P<n>[1-4๑-๔])(?![0-9๐-๙])")
_PAIR = re.compile(
    rf"{_QUARTER.pattern}[^\n]*?{flex('เป้าหมาย')}[^\n0-9๐-๙]*(?P<target>[0-9๐-๙][0-9๐-๙,.]*)"
    rf"[^\n]*?(?:{flex('ผล')}|actual)[^\n0-9๐-๙]*(?P<actual>[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?)"
)

_LINES = re.compile(
    rf"{_QUARTER.pattern}[^\S\n]*\n\s*(?P<target>{NUMBER})[^\S\n]*\n\s*(?P<actual>{NUMBER})[^\S\n]*(?=\n|$)"
)
_HEADS = re.compile(rf"{flex('เป้าหมาย')}[^\n]{{0,20}}\n\s*{flex('ผล')}[^\n]{{0,30}}\n")
"""Headings of target and actual figure, in this order, a cell a line."""


_MOST_ROWS = 60
"""Rows among which the quarters are looked for: a sheet may hold a whole template."""


class Period(NamedTuple):
    """A quarter with its target and its actual figure, None where none is printed."""

    quarter: int
    target: Figure | None
    actual: Figure | None


def read_periods(source: Source, tables: list[Grid], bodies: list[Span]) -> list[Period]:
    """Return quarters with figures from a table, or from lines that name both."""
    for grid in tables:
        found = _by_rows(source, grid) or _by_columns(source, grid)
        if found:
            return found
    for body in bodies:
        found = []
        pattern = _LINES if _HEADS.search(source.clean, *body) else _PAIR
        for match in pattern.finditer(source.clean, *body):
            found.append(
                Period(
                    int(ascii_digits(match["n"])),
                    figure(source, match.span("target")),
                    figure(source, match.span("actual")),
                )
            )
        if len(found) >= 2:
            return found
    return []


def quarter_of(text: str) -> int | None:
    """Return the quarter that a cell names, None where it names none or says more than that."""
    match = _QUARTER.search(text)
    return int(ascii_digits(match["n"])) if match and len(text) < 40 else None


def _by_rows(source: Source, grid: Grid) -> list[Period]:
    """Read a table with a row for each quarter, and columns for target and actual."""
    columns = {
        _kind(cell): cell.column for row in grid.rows[:2] for cell in row if cell and _kind(cell)
    }
    if "actual" not in columns:
        return []
    found = []
    for number, row in enumerate(grid.rows):
        first = next((cell for cell in row if cell and quarter_of(cell.text)), None)
        if first is None:
            continue
        found.append(
            Period(
                quarter_of(first.text) or 0,
                _figure(source, grid.at(number, columns.get("target", -1))),
                _figure(source, grid.at(number, columns["actual"])),
            )
        )
    return found if len(found) >= 2 else []


def _by_columns(source: Source, grid: Grid) -> list[Period]:
    """Read a table with a column for each quarter, and rows for target and actual."""
    for number, row in enumerate(grid.rows[:_MOST_ROWS]):
        columns = {
            quarter: cell.column
            for cell in row
            if cell and cell.row == number and (quarter := quarter_of(cell.text))
        }
        if len(columns) < 2:
            continue
        rows: dict[str, int] = {}
        for below in range(number + 1, len(grid.rows)):
            for cell in grid.own(below)[:2]:
                kind = _kind(cell)
                if kind:
                    rows.setdefault(kind, below)
        if "actual" not in rows:
            continue
        return [
            Period(
                quarter,
                _figure(source, grid.at(rows["target"], column)) if "target" in rows else None,
                _figure(source, grid.at(rows["actual"], column)),
            )
            for quarter, column in sorted(columns.items())
        ]
    return []


def _kind(cell: GridCell | None) -> str:
    role = role_of(cell.text) if cell else None
    return {"target": "target", "result": "actual"}.get(role or "", "")


def _figure(source: Source, cell: GridCell | None) -> Figure | None:
    return figure(source, cell.span) if cell else None
