"""Scoring criteria printed as columns of their own: 1 to 5 above, a threshold below each."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Reading, Source
from extractors.layouts.parts.thresholds import read_criteria
from extractors.layouts.tables.cells import Grid
from extractors.layouts.tables.columns import step_of
from extractors.layouts.tables.items import figure
from schemas.kpi_report import Criterion, KpiFields
from schemas.text import Span

_FEWEST = 3
_NAMED = re.compile(r"(?:ระดับ|คะแนน)\s?(?:คะแนน|ที่)?\s?[1-5๑-๕](?!\S)")


class Step(NamedTuple):
    """A score with the cell that tells what it asks for."""

    score: str
    span: Span


def fill_steps(
    source: Source,
    reading: Reading,
    item: KpiFields,
    tables: list[Grid],
    body: Span | None,
    prefix: str = "",
) -> None:
    """Fill a KPI's criteria from a table, from lines of cells, or from worded lines of a range."""
    if item.criteria:
        return
    printed = [row for grid in tables if (row := _in_grid(grid))]
    found = printed[0] if printed else (_in_lines(source, body) if body else [])
    for step in found:
        number = figure(source, step.span)
        path = f"{prefix}criteria.{len(item.criteria)}.threshold"
        reading.fields[path] = number.span if number else step.span
        reading.labels.append(step.span)
        reading.quiet.append(step.span)
        item.criteria.append(
            Criterion(
                score=step.score,
                threshold=number.value if number else None,
                text=source.slice(step.span),
            )
        )
    if not found and body is not None:
        for part in read_criteria(source, body, headed=True):
            reading.fields[f"{prefix}criteria.{len(item.criteria)}.threshold"] = part.span
            reading.labels.append(part.span)
            item.criteria.append(part.fields(source))


def _in_grid(grid: Grid) -> list[Step]:
    """Return the row under a run of scores, or the column beside one."""
    for number in range(len(grid.rows) - 1):
        columns = {cell.column: score for cell in grid.own(number) if (score := step_of(cell.text))}
        if len(columns) < _FEWEST or not _runs(list(columns.values())):
            continue
        below = [cell for cell in grid.own(number + 1) if cell.column in columns]
        steps = [Step(columns[cell.column], cell.span) for cell in below if cell.span]
        if len(steps) >= _FEWEST:
            return steps
    return _down(grid)


def _down(grid: Grid) -> list[Step]:
    for column in range(grid.width - 1):
        found: list[Step] = []
        for row in range(len(grid.rows)):
            cell, beside = grid.at(row, column), grid.at(row, column + 1)
            score = step_of(cell.text) if cell else None
            if score and beside is not None and beside.span:
                found.append(Step(score, beside.span))
        if len(found) >= _FEWEST and _runs([step.score for step in found]):
            return found
    return []


def _runs(scores: list[str]) -> bool:
    values = [int(score) for score in scores]
    return values in (sorted(values), sorted(values, reverse=True)) and len(set(values)) == len(
        values
    )


def _in_lines(source: Source, body: Span) -> list[Step]:
    """Return as many lines as there are scores, behind lines (or one line) of scores alone."""
    lines = [line for line in source.lines if body[0] <= line.start and line.end <= body[1] + 1]
    pieces: list[Span] = []
    for line in lines:
        named = list(_NAMED.finditer(source.clean, line.start, line.end))
        if len(named) >= _FEWEST and not _NAMED.sub("", line.text).strip():
            pieces.extend(match.span() for match in named)
            continue
        words = line.text.split()
        if len(words) >= _FEWEST and (all(step_of(word) for word in words) or _is_row(words)):
            at = line.start
            for word in words:
                at = source.clean.index(word, at)
                pieces.append((at, at + len(word)))
                at += len(word)
        else:
            span = source.strip(line.start, line.end)
            if span is not None:
                pieces.append(span)
    scores = [step_of(source.slice(piece) or "") for piece in pieces]
    for first in range(len(pieces)):
        last = first
        while last < len(scores) and scores[last] == str(int(scores[first] or "0") + last - first):
            last += 1
        count = last - first
        values = pieces[last : last + count]
        if (
            count >= _FEWEST
            and len(values) == count
            and all(
                figure(source, value) or len(source.slice(value) or "") < 200 for value in values
            )
            and scores[first] in ("0", "1")
        ):
            return [Step(scores[first + n] or "", value) for n, value in enumerate(values)]
    return []


def _is_row(words: list[str]) -> bool:
    return len(words) == 5 and all(
        word.replace(".", "").replace(",", "").isdigit() for word in words
    )
