"""What a table's columns hold, by their headings."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import cast

import yaml

from extractors.layouts.tables.cells import Grid, GridCell
from extractors.thai.numerals import ascii_digits

_MARKS = "[\u0e31\u0e34-\u0e37\u0e3a\u0e47-\u0e4e]"
"""What conversion loses: the marks above letters."""
_DROPPED = re.compile(rf"{_MARKS}|[\s()\[\].:/*ๆฯ,\"'_=|%]")
_NUMBERED = re.compile(r"^[(\[][0-9๐-๙ก-ฮA-Za-z]{1,2}[)\]](?:\s*=.*)?$|^[0-9ก-ฮ]\s*=.*$")
_MOST_HEAD_ROWS = 5
_SCORED = {"weight", "score", "weighted_score", "expected"}


def bare(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for squashed text: the marks that `squash` drops fall from it too."""
    return re.compile(re.sub(_MARKS, "", pattern))


_STEP = bare(r"^(?:ระดับ|เกณฑ์|คะแนน|ค่า|เป้าหมาย|การให้|เท่ากับ|ที่)*([0-5])(?:คะแนน)?$")
_CRITERIA = bare("^(?:เกณฑ์|ระดับคะแนน$|ค่าคะแนน$|คะแนน$)")
_OVER_STEPS = bare("เกณฑ์|คะแนน|ระดับ|เป้าหมาย")


def squash(text: str) -> str:
    """Return a heading for comparison: consonants and spacing vowels, ASCII digits, lower case.

    Marks above letters fall, because conversion loses them; sara am is one letter.

    >>> squash("น้ำหนัก (ร้อยละ)")
    'นำหนกรอยละ'
    """
    joined = re.sub("\u0e4d[\u0e48-\u0e4b]?\\s*า", "ำ", text)
    joined = re.sub("([\u0e48-\u0e4b])", "", joined).replace("าํ", "ำ").replace(" ำ", "ำ")
    return ascii_digits(_DROPPED.sub("", joined)).casefold()


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    text = resources.files(__package__).joinpath("columns.yaml").read_text(encoding="utf-8")
    table = cast(dict[str, list[str]], yaml.safe_load(text))
    return [(role, bare("|".join(patterns))) for role, patterns in table.items()]


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str | None:
    """Return what a column of this heading holds, None where no wording is known.

    >>> role_of("ค่าคะแนนถ่วงน้ำหนัก"), role_of("น้ำหนัก (ร้อยละ)"), role_of("ชื่อตัวชี้วัด")
    ('weighted_score', 'weight', 'title')
    """
    text = squash(heading)
    if not text or len(text) > 60:
        return None
    for role, pattern in _patterns():
        if pattern.search(text):
            return role
    return None


def step_of(heading: str) -> str | None:
    """Return the score that a heading names: `3`, `ระดับ 3`, `คะแนน ๓`."""
    match = _STEP.match(squash(heading))
    return match[1] if match else None


def parted(grid: Grid) -> list[Grid]:
    """Cut a grid where a row heads another table: tables that touch are ruled as one."""
    starts = [0]
    for row in range(2, len(grid.rows)):
        roles = {role_of(cell.text) for cell in grid.own(row)} - {None}
        if (len(roles) >= 3 and roles & _SCORED) or _names_steps(grid, row):
            starts.append(row)
    if len(starts) == 1:
        return [grid]
    ends = [*starts[1:], len(grid.rows)]
    return [_part(grid, start, end) for start, end in zip(starts, ends, strict=True)]


def _names_steps(grid: Grid, row: int) -> bool:
    """Tell whether a row is a label of criteria with the scores beside it: a table of its own."""
    cells = grid.own(row)
    if not cells or _CRITERIA.match(squash(cells[0].text)) is None or step_of(cells[0].text):
        return False
    return sum(step_of(cell.text) is not None for cell in cells[1:]) >= 3


def _part(grid: Grid, start: int, end: int) -> Grid:
    """Return some rows as a grid of their own, without columns in which no cell of theirs begins."""
    rows = grid.rows[start:end]
    kept = sorted({cell.column for row in rows for cell in row if cell})
    made: dict[int, GridCell] = {}
    part = Grid()
    for row in rows:
        line: list[GridCell | None] = []
        for column in kept:
            cell = row[column] if column < len(row) else None
            if cell is not None and id(cell) not in made:
                reach = cell.column + cell.column_span
                made[id(cell)] = replace(
                    cell,
                    row=cell.row - start,
                    column=kept.index(cell.column),
                    column_span=sum(cell.column <= other < reach for other in kept),
                )
            line.append(made[id(cell)] if cell is not None else None)
        part.rows.append(line)
    return part


def head_rows(grid: Grid) -> tuple[int, list[str | None]]:
    """Return how many rows head a table, and what each of its columns holds.

    Roles are named as in columns.yaml, `criteria.3` for the column of score 3. A role stands at
    one column; rows that only number the columns belong to the head.
    """
    best: tuple[int, list[str | None]] = (0, [None] * grid.width)
    most = 0
    for count in range(1, min(_MOST_HEAD_ROWS, len(grid.rows) - 1) + 1):
        roles = _roles(grid, count)
        known = len([role for role in roles if role])
        if known > most:
            most, best = known, (count, roles)
    count, roles = best
    while count and count < len(grid.rows) and _numbers_columns(grid, count):
        count += 1
    return count, roles


def _roles(grid: Grid, count: int) -> list[str | None]:
    roles: list[str | None] = []
    steps = _steps(grid, count)
    for column in range(grid.width):
        path = _path(grid, count, column)
        role = f"criteria.{steps[column]}" if column in steps else None
        if role is None:
            named = [role_of(text) for text in reversed(path)]
            role = next((name for name in named if name), None) or role_of(" ".join(path))
        roles.append(role if role not in roles else None)
    return roles


def _path(grid: Grid, count: int, column: int) -> list[str]:
    """Return the headings over a column from top to bottom, each once."""
    texts: list[str] = []
    for row in range(count):
        cell = grid.at(row, column)
        if cell is None or not cell.text or cell.column_span >= grid.width:
            continue
        if texts[-1:] != [cell.text]:
            texts.append(cell.text)
    return texts


def _steps(grid: Grid, count: int) -> dict[int, str]:
    """Return the columns of single scores: a run of at least three, rising or falling by one."""
    found: dict[int, str] = {}
    for column in range(grid.width):
        path = _path(grid, count, column)
        step = step_of(path[-1]) if path else None
        if step is None:
            continue
        bare = squash(path[-1]).isdigit()
        if bare and len(path) > 1 and not _OVER_STEPS.search(squash(" ".join(path[:-1]))):
            continue
        found[column] = step
    columns = sorted(found)
    if len(columns) < 3 or columns != list(range(columns[0], columns[-1] + 1)):
        return {}
    values = [int(found[column]) for column in columns]
    gaps = {second - first for first, second in pairwise(values)}
    return found if gaps in ({1}, {-1}, {2}) else {}


def _numbers_columns(grid: Grid, row: int) -> bool:
    texts = [cell.text for cell in grid.own(row)]
    return bool(texts) and all(_NUMBERED.match(text) for text in texts)
