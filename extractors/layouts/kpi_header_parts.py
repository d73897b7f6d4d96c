"""Where a KPI page's head prints its labels, and where the value of each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layouts.base import Source
from extractors.layouts.kpi_labels import (
    INSPECTION,
    TABLE_TITLE,
    TARGET,
    TYPE,
    find_achieved,
    find_target,
    labels_of,
)
from extractors.layouts.labels import NUMBER
from schemas.text import Span

VALUE_LINE = re.compile(rf"[\s*:：=|]{{0,9}}(?P<value>{NUMBER})\s*(?P<unit>[^\n]{{0,60}})")
"""A line of a number and, behind it, its unit."""
_NUMBER_LINE = re.compile(rf"[:：=][^\n]*?{NUMBER}[^\n]*$|^\s*{NUMBER}\s*$", re.MULTILINE)
_NUMBER = re.compile(NUMBER)
_YEAR = re.compile(r"[2๒][5๕][0-9๐-๙]{2}")
_NEAR_LINES = 3
"""Lines behind the last label in which its value may stand: a unit or a colon comes between."""


@dataclass(frozen=True, slots=True)
class Part:
    """A label, and the range of its value: behind it, in a row below all labels, or above it."""

    label: Span
    body: Span


def find_parts(source: Source, end: int) -> dict[str, Part]:
    """Return the labels target, achieved and type up to a place, each with its value's range."""
    return (
        _row_of_labels(source, end) or _below_values(source, end) or _in_reading_order(source, end)
    )


def _in_reading_order(source: Source, end: int) -> dict[str, Part]:
    """Return labels whose value follows them: each reaches up to the next one."""
    clean = source.clean
    target = find_target(clean, end)
    achieved = find_achieved(clean, target, end)
    kind = TYPE.search(clean, achieved.end() if achieved else 0, end)
    others = (INSPECTION.search(clean, 0, end), TABLE_TITLE.search(clean, 0, end))
    stops = [match.start() for match in (achieved, kind, *others) if match is not None]
    parts = {}
    for name, match in (("target", target), ("achieved", achieved), ("type", kind)):
        if match is None:
            continue
        stop = min((at for at in stops if at > match.end()), default=end)
        if name == "achieved":
            stop = _first_line_after(source, match.end(), stop)
        parts[name] = Part(match.span(), (match.end(), stop))
    return parts


def _row_of_labels(source: Source, end: int) -> dict[str, Part]:
    """Return labels that stand in a row above the row of their values, None of them with one."""
    lines = [line for line in source.lines if line.start < end]
    for first, line in enumerate(lines):
        if TARGET.match(line.text) is None:
            continue
        found: list[tuple[str, Span]] = []
        rows = 0
        for row in lines[first : first + 4]:
            labels = labels_of(row)
            if not labels:
                break
            found += labels
            rows += 1
        values = lines[first + rows : first + rows + len(found)]
        if len(found) < 2 or len(values) < len(found):
            continue
        spans = [(line.start, line.end) for line in values]
        numbers = [
            VALUE_LINE.fullmatch(source.clean, *span) is not None
            for (name, _), span in zip(found, spans, strict=True)
            if name != "type"
        ]
        if all(numbers):
            if found[-1][0] == "type" and values[-1].start < end:
                spans[-1] = (spans[-1][0], end)
            return {
                name: Part(label, span) for (name, label), span in zip(found, spans, strict=True)
            }
    return {}


def _below_values(source: Source, end: int) -> dict[str, Part]:
    """Return labels that stand below their values, as the tiles of a dashboard print them."""
    target = find_target(source.clean, end)
    achieved = find_achieved(source.clean, target, end)
    lines = [line for line in source.lines if line.start < end]
    parts = {}
    for name, match in (("target", target), ("achieved", achieved)):
        if match is None:
            return {}
        number = next((n for n, line in enumerate(lines) if line.end >= match.end()), 0)
        if number == 0 or _NUMBER.search(source.clean, match.end(), lines[number].end):
            return {}
        value, label = lines[number - 1], lines[number]
        if VALUE_LINE.fullmatch(value.text) is None or _YEAR.fullmatch(value.text.strip()):
            return {}
        below = [line.text for line in lines[number + 1 : number + 1 + _NEAR_LINES]]
        if name == "achieved" and any(VALUE_LINE.fullmatch(text) for text in below):
            return {}
        parts[name] = Part((label.start, label.end), (value.start, value.end))
    return parts


def _first_line_after(source: Source, start: int, end: int) -> int:
    """Return the end of the first line after a label that holds a number, or `end`."""
    match = _NUMBER_LINE.search(source.clean, start, end)
    return match.end() if match else end
