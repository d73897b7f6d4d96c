"""Scoring criteria: the threshold that each score from 1 to 5 asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.kpi_report import Criterion
from schemas.text import Span

_D = "[0-9๐-๙]"
_N = rf"{_D}{{1,3}}(?:,{_D}{{3}})+(?:\.{_D}+)?|{_D}+(?:\.{_D}+)?"
_SCORE = (
    rf"(?:(?:ระดับ|ค่า)?คะแนน\s*(?:ที่|ระดับ)?\s*[:=]?\s*(?P<score>{_D})(?!{_D}|\.{_D})"
    rf"|(?P<points>{_D})\s*คะแนน)"
)
_LEVEL = r"ระดับ(?:ที่)?\s*(?P<score>[0-9๐-๙])(?P<points>)(?=\s*[:=])"
_LINES = tuple(
    re.compile(
        lenient(
            rf"{score}[^\S\n]*(?:(?:[:=–-]|หมายถึง|คือ|เท่ากับ|ได้|เมื่อ)+|(?=ร้อยละ))[^\S\n]*"
            rf"(?P<text>(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|ตั้งแต่|น้อยกว่า|ต่ำกว่า|มากกว่า|[≥≤<>])?\s*"
            rf"(?:ร้อยละ\s*)?(?P<threshold>{_N})(?:\s*%)?(?:\s*(?:ขึ้นไป|คน|ราย|แห่ง|ครั้ง|วัน|เรื่อง))?)"
            rf"(?=\s*(?:$|\n|[,;|)]|(?:ระดับ|ค่า)?คะแนน|{_D}\s*คะแนน|[-–•*]\s))"
        ),
        re.MULTILINE,
    )
    for score in (_SCORE, _LEVEL)
)
_ROW = re.compile(
    lenient(
        rf"(?:ระดับ|ค่า)?คะแนน[^\d๐-๙\n]{{0,20}}\s+(?P<scores>{_D}(?:[\s|]+{_D}){{2,9}})(?!\s*[\d๐-๙.])"
        rf"[\s|]+(?P<words>[^\d๐-๙]{{0,60}}?)[\s|]*(?P<values>(?:{_N})(?:\s*%)?(?:[\s|]+(?:{_N})(?:\s*%)?){{2,9}})"
    )
)


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """A score with the threshold that earns it, and their place."""

    score: str
    threshold: str
    span: Span

    def fields(self, source: Source) -> Criterion:
        """Return the record's field."""
        return Criterion(score=self.score, threshold=self.threshold, text=source.slice(self.span))


def read_criteria(source: Source, span: Span, *, headed: bool = False) -> list[CriterionPart]:
    """Return the criteria of a range, `ระดับคะแนน 1 = ร้อยละ 60` each, or a row of scores over one
    of thresholds; nothing where a score is printed without a number to reach.

    `headed`: the range stands under a heading of criteria, so `ระดับ 1 = 60` is one too; elsewhere
    that is a level of the ladder.
    """
    for pattern in _LINES[: 1 + headed]:
        parts = []
        for match in pattern.finditer(source.clean, *span):
            score = parse_number(match["score"] or match["points"])
            threshold = parse_number(match["threshold"])
            if isinstance(score, ParsedNumber) and isinstance(threshold, ParsedNumber):
                parts.append(CriterionPart(score.text, threshold.text, match.span()))
        if len({part.score for part in parts}) >= 3:
            return parts
    return _row(source, span)


def _row(source: Source, span: Span) -> list[CriterionPart]:
    match = _ROW.search(source.clean, *span)
    if match is None:
        return []
    scores = list(re.finditer(_D, match["scores"]))
    values = list(re.finditer(_N, match["values"]))
    if len(scores) != len(values):
        return []
    parts = []
    for score, value in zip(scores, values, strict=True):
        first, second = parse_number(score.group()), parse_number(value.group())
        if isinstance(first, ParsedNumber) and isinstance(second, ParsedNumber):
            at = match.start("values")
            place = (at + value.start(), at + value.end())
            parts.append(CriterionPart(first.text, second.text, place))
    return parts
