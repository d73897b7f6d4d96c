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
_EVALUATION_WORDS = lenient("(?:ผล|คะแนน)?(?:การ)?ประเมิน(?:ตัวชี้วัด)?")
_EVALUATION = rf"{_EVALUATION_WORDS}[\s:：=]{{0,5}}(?P<evaluation>{NUMBER})"
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


_LABEL = re.compile(
    rf"[\s*|•-]*(?:{_RESULT_WORDS}(?:\s*\({_UNIT}\))?|{_EVALUATION_WORDS})[\s*:：=|]*"
)
"""A label in a cell of its own, its figure in the next."""
_TELLS = re.compile(
    rf"[\s*|•-]*{lenient('(?:รายละเอียด|รายงานผล|คำชี้แจง|ความก้าวหน้า|ความคืบหน้า|สรุปผล)')}[ก-๙ฯ/ ]{{0,40}}[\s*:：=|]*"
)
"""What heads the quarter's text below its figures."""


def read_quarter_lead(source: Source, quarter: int, body: Span) -> tuple[QuarterRow, Span | None]:
    """Return the figures that open a quarter's text, and the rest of it (None for nothing).

    A line counts as long as it holds labelled figures and nothing else.
    """
    row = QuarterRow(quarter)
    at = body[0]
    label: tuple[int, str] | None = None
    for line in source.lines:
        if line.end <= body[0] or line.end > body[1]:
            continue
        start, text = max(line.start, body[0]), source.clean[max(line.start, body[0]) : line.end]
        if label is None and _LABEL.fullmatch(text):
            label = (start, text)
            continue
        if label is not None:
            start, text = label[0], source.clean[label[0] : line.end].replace("\n", " ")
        matches = [pattern.fullmatch(text) for pattern in _LINES]
        if start == body[0]:
            matches.append(_BARE.fullmatch(text))
        match = next((match for match in matches if match is not None), None)
        if match is None or not _put(row, match, start):
            at = line.end if row.spans and label is None and _TELLS.fullmatch(text) else at
            break
        at, label = line.end, None
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
