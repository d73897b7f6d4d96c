"""A quarter's figures where they stand above its text: cards and lists print no table of them."""

from __future__ import annotations

import re

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER
from extractors.layouts.parts.wording import lenient
from extractors.layouts.quarter_row import QuarterRow
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.text import Span

_FIRST, _SECOND = r"[2๒]\s?\.\s?[1๑]", r"[2๒]\s?\.\s?[2๒]"
_RESULT_WORDS = lenient(
    "(?:ผลงาน|ผลการดำเนินงาน|ผลการดำเนินการ|ผลการปฏิบัติงาน|ผลที่ได้|ผลที่ทำได้|ผลลัพธ์|ผลสำเร็จ|ทำได้)"
)
_UNIT = r"[^\n0-9๐-๙:：/.,]{0,24}"
_EVALUATION = (
    rf"{lenient('(?:ผล|คะแนน)?(?:การ)?ประเมิน(?:ตัวชี้วัด)?')}[\s:：=]{{0,5}}(?P<evaluation>{NUMBER})"
)
_PAIR = (
    rf"(?:[(*\s]*{_FIRST}\s*/\s*{_SECOND}[)*\s]*[:：=]?\s*)?(?P<a>{NUMBER})\s*/\s*(?P<b>{NUMBER})"
)
_LINES = tuple(
    re.compile(rf"[\s*|•-]*(?:{pattern})[\s%*|)]*")
    for pattern in (
        rf"{_RESULT_WORDS}(?:\s*\({_UNIT}\))?{_UNIT}[\s:：=]{{0,5}}(?P<result>{NUMBER})(?P<after>{_UNIT})",
        rf"{_EVALUATION}(?:\s*[|,(]?\s*{_PAIR})?",
        _PAIR,
    )
)
_BARE = re.compile(rf"[\s*|•-]*(?P<result>{NUMBER})(?P<after>[^\S\n]*(?:%|[ก-๙.]{{1,20}})?)[\s*|]*")
"""A number alone with its unit; only a quarter's first line may be one."""


def read_quarter_lead(source: Source, quarter: int, body: Span) -> tuple[QuarterRow, Span | None]:
    """Return the figures that open a quarter's text, and the rest of it (None for nothing).

    A line counts as long as it holds labelled figures and nothing else.
    """
    row = QuarterRow(quarter)
    at = body[0]
    for line in source.lines:
        if line.start < body[0] or line.end > body[1]:
            continue
        matches = [pattern.fullmatch(line.text) for pattern in _LINES]
        if line.start == source.clean.rfind("\n", 0, body[0]) + 1 or at == body[0]:
            matches.append(_BARE.fullmatch(line.text))
        match = next((match for match in matches if match is not None), None)
        if match is None or not _put(row, match, line.start):
            break
        at = line.end
    return row, source.strip(at, body[1])


def _put(row: QuarterRow, match: re.Match[str], offset: int) -> bool:
    """Put a line's figures into a row; False where one of them is there already."""
    found: dict[str, tuple[str, Span]] = {}
    groups = {"result": "result", "evaluation": "evaluation", "a": "evaluation_2_1"}
    groups["b"] = "evaluation_2_2"
    for group, name in groups.items():
        printed = match.groupdict().get(group)
        parsed = parse_number(printed.rstrip(",")) if printed else None
        if not isinstance(parsed, ParsedNumber):
            continue
        start, end = match.span(group)
        found[name] = (parsed.text, (offset + start, offset + end))
    if not found or any(name in row.spans for name in found):
        return False
    for name, (value, span) in found.items():
        setattr(row, name, value)
        row.spans[name] = span
    return True
