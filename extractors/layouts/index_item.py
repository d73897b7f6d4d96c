"""The head of a list's item: dimension, numbered title, bracketed type, a cut strategy line."""

from __future__ import annotations

import re
from typing import Literal

from extractors.layouts.base import Reading, Source
from extractors.layouts.kpi_parts import read_strategies, read_title
from extractors.layouts.labels import flex
from extractors.thai.numerals import ascii_digits
from schemas.kpi_report import KpiFields, Strategy
from schemas.text import Span

_D = "[0-9๐-๙]"
DIMENSION = re.compile(
    rf"^[\s*|•-]{{0,20}}{flex('มิติ')}\s*(?:{flex('ที่')})?\s*(?P<number>{_D}{{1,2}})(?!{_D})[\s:.]*",
    re.MULTILINE,
)
"""A dimension that opens a line."""
_BRACKET = re.compile(
    rf"[\[(]\s*{flex('มิติ')}\s*(?:{flex('ที่')})?\s*(?P<number>{_D}{{1,2}})\s*(?P<type>[^\])\n]*)(?:[\])]|$)",
    re.MULTILINE,
)
_NUMBERED = re.compile(rf"\(?{_D}{{1,2}}(?:\.{_D}{{1,2}})*[.)]")
_STRATEGY = re.compile(
    rf"(?:^|(?<=[\s\]]))[-–•*]?\s?[:：]{{1,2}}\s*(?:{flex('ด้านที่')}\s*)?{_D}{{1,2}}(?:\.{_D}{{1,2}})*\s*[-–.]"
    rf"|^\s{{0,20}}(?:{flex('สนับสนุน')})?{flex('ยุทธศาสตร์')}.*$|^\s{{0,20}}{_D}{{1,2}}(?:\.{_D}{{1,2}}){{2,}}\s+[-–]?\s*(?=[ก-๙])"
    rf"|^\s{{0,20}}[:：]\s*(?=[ก-๙])",
    re.MULTILINE,
)
_KPI_CODE = re.compile(rf"\s*[:：(\[]\s*(?P<code>{_D}{{4}}\s*[-–]\s*{_D}{{3,4}})\s*[)\]]?\s*$")
_TYPES: tuple[tuple[Literal["negotiated", "strategic", "routine"], str], ...] = (
    ("negotiated", flex("เจรจา")),
    ("strategic", flex("ยุทธศาสตร์")),
    (
        "routine",
        rf"{flex('งานประจำ')}|{flex('ตัวชี้วัดประจำ')}|{flex('ภารกิจประจำ')}|{flex('ภารกิจหลัก')}",
    ),
)


def read_item_head(
    source: Source, reading: Reading, item: KpiFields, path: str, head: Span
) -> Span | None:
    """Read the lines between the table before and the item's labels; return the title's range.

    Text before the item's dimension belongs to nobody and stays left over.
    """
    clean = source.clean
    start, end = head
    dimensions = list(DIMENSION.finditer(clean, start, end))
    if dimensions:
        dimension = dimensions[-1]
        start = _after_dimension(source, dimension, end)
        item.dimension = ascii_digits(dimension["number"])
        reading.fields[f"{path}.dimension"] = dimension.span("number")
        label = source.strip(dimension.start(), start)
        if label is not None:
            reading.labels.append(label)
    bracket = _BRACKET.search(clean, start, end)
    strategy = _STRATEGY.search(clean, start + 1, end)
    stop = min([end, *(m.start() for m in (bracket, strategy) if m is not None)])
    if bracket is not None:
        item.dimension = item.dimension or ascii_digits(bracket["number"])
        _type(reading, item, path, bracket)
        reading.labels.append(bracket.span())
    if strategy is not None:
        _strategies(source, reading, item, path, (strategy.start(), end))
    elif bracket is not None and (rest := source.strip(bracket.end(), end)):
        _strategies(source, reading, item, path, rest)
    return _title(source, reading, item, path, (start, stop))


def _after_dimension(source: Source, dimension: re.Match[str], end: int) -> int:
    """Return where the title begins: on the dimension's line only if it is numbered there."""
    line_end = source.clean.find("\n", dimension.end("number"), end)
    line_end = end if line_end < 0 else line_end
    if dimension.end() >= line_end:
        return min(dimension.end(), end)
    if _NUMBERED.match(source.clean, dimension.end(), line_end) or line_end == end:
        return dimension.end()
    return line_end


def _type(reading: Reading, item: KpiFields, path: str, bracket: re.Match[str]) -> None:
    for name, pattern in _TYPES:
        match = re.search(pattern, bracket["type"])
        if match:
            item.kpi_type = name
            at = bracket.start("type")
            reading.fields[f"{path}.kpi_type"] = (at + match.start(), at + match.end())
            return


def _strategies(source: Source, reading: Reading, item: KpiFields, path: str, span: Span) -> None:
    found = read_strategies(source, span)
    for number, strategy in enumerate(found):
        item.strategies.append(Strategy(code=strategy.code, text=strategy.text))
        reading.fields[f"{path}.strategies.{number}.text"] = strategy.span
    if not found and (text := source.strip(*span)):
        item.strategies.append(Strategy(text=source.slice(text)))
        reading.fields[f"{path}.strategies.0.text"] = text
    reading.quiet.append(span)


def _title(source: Source, reading: Reading, item: KpiFields, path: str, span: Span) -> Span | None:
    if code := _KPI_CODE.search(source.clean[span[0] : span[1]]):
        item.kpi_code = re.sub(r"\s*[-–]\s*", "-", ascii_digits(code["code"]))
        at = span[0]
        reading.fields[f"{path}.kpi_code"] = (at + code.start("code"), at + code.end("code"))
        reading.labels.append((at + code.start(), at + code.end()))
        span = (at, at + code.start())
    whole = source.strip(*span)
    if whole is None:
        return None
    title = read_title(source, whole)
    item.title, item.sequence = source.slice(title.span), title.sequence
    item.fiscal_year = title.fiscal_year
    for name in ("sequence", "fiscal_year"):
        place = getattr(title, f"{name}_span")
        if place is not None:
            reading.fields[f"{path}.{name}"] = place
    if title.span is not None:
        reading.fields[f"{path}.title"] = title.span
    reading.labels.append(whole)
    reading.quiet.append(whole)
    return whole


__all__ = ["DIMENSION", "read_item_head"]
