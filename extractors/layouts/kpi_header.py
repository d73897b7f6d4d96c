"""The head of a KPI page: target, result, type and the inspection's line, whatever parts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.headings import is_nothing
from extractors.layouts.kpi_labels import (
    BEFORE_TYPE,
    INSPECTION,
    LABEL,
    TABLE_TITLE,
    TARGET,
    TYPE,
    find_achieved,
    labels_of,
    line_end,
)
from extractors.layouts.kpi_parts import unit_kind
from extractors.layouts.labels import NUMBER, flex
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.kpi_report import Amount, KpiReport
from schemas.section import Section
from schemas.text import Span

_TYPES = (
    ("negotiated", flex("เจรจา")),
    ("strategic", flex("ยุทธศาสตร์")),
    ("routine", rf"{flex('งานประจำ')}|{flex('ภารกิจประจำ')}|{flex('ภารกิจหลัก')}"),
)
_RESULT_LEVELS = (
    ("outcome", rf"outcome|{flex('ผลลัพธ์')}"),
    ("output", rf"output|{flex('ผลผลิต')}"),
)
_NUMBER_LINE = re.compile(rf"[:：=][^\n]*?{NUMBER}[^\n]*$|^\s*{NUMBER}\s*$", re.MULTILINE)
_NUMBER = re.compile(NUMBER)
_VALUE_LINE = re.compile(rf"[\s*:：=|]{{0,9}}(?P<value>{NUMBER})\s*(?P<unit>[^\n]{{0,60}})")
_EDGES = " \t\n:：=*|"


@dataclass(frozen=True, slots=True)
class _Part:
    """A label, and the range of its value: behind it, or in a row of its own below all labels."""

    label: Span
    body: Span


def read_header(source: Source, reading: Reading, record: KpiReport, end: int) -> int:
    """Read the header up to `end`; return where the quarter table may begin."""
    parts = _row_of_labels(source, end) or _in_reading_order(source, end)
    at = 0
    for name in ("target", "achieved"):
        part = parts.get(name)
        if part is not None:
            amount = _amount(source, reading, name, part)
            setattr(record, name, amount)
            at = max(at, part.label[1], part.body[1])
    record.unit = record.target.unit or record.achieved.unit
    record.unit_text = record.target.unit_text or record.achieved.unit_text
    if "type" in parts:
        at = max(at, _type(source, reading, record, parts["type"]))
    inspection = INSPECTION.search(source.clean, 0, end)
    if inspection is not None:
        _inspection(source, reading, record, inspection)
        before = source.strip(at, inspection.start())
        if before is not None:
            reading.labels.append(before)
        at = max(at, inspection.end())
    return at


def _in_reading_order(source: Source, end: int) -> dict[str, _Part]:
    """Return labels whose value follows them: each reaches up to the next one."""
    clean = source.clean
    target = TARGET.search(clean, 0, end)
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
        parts[name] = _Part(match.span(), (match.end(), stop))
    return parts


def _row_of_labels(source: Source, end: int) -> dict[str, _Part]:
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
            _VALUE_LINE.fullmatch(source.clean, *span) is not None
            for (name, _), span in zip(found, spans, strict=True)
            if name != "type"
        ]
        if all(numbers):
            if found[-1][0] == "type" and values[-1].start < end:
                spans[-1] = (spans[-1][0], end)
            return {
                name: _Part(label, span) for (name, label), span in zip(found, spans, strict=True)
            }
    return {}


def _amount(source: Source, reading: Reading, name: str, part: _Part) -> Amount:
    """Read `label unit : number`; the unit is free text, number and unit may be missing."""
    clean, (start, end) = source.clean, part.body
    if part.label[1] < start:
        return _amount_below(source, reading, name, part)
    colon = max(clean.rfind(sign, start, end) for sign in ":：")
    numbers = list(_NUMBER.finditer(clean, max(colon, start), end))
    amount = Amount()
    whole = source.strip(part.label[0], end)
    value: Span | None = None
    unit_end = colon if colon >= 0 else end
    if numbers:
        # Without a colon a unit's own number (`ร้อยละ 30`) comes first.
        number = numbers[0] if colon >= 0 else numbers[-1]
        value = number.span()
        parsed = parse_number(number.group())
        if isinstance(parsed, ParsedNumber):
            amount.value = parsed.text
            reading.fields[f"{name}.value"] = value
        unit_end = colon if colon >= 0 else value[0]
    unit = _trimmed(source, start, unit_end)
    if unit is None and value is not None:
        unit = _trimmed(source, value[1], min(end, line_end(clean, value[1])))
    _unit(source, reading, name, amount, unit)
    if whole is not None:
        amount.text = source.slice(whole)
        reading.labels.append(whole)
        reading.sections.append(Section(name="header", heading=whole, body=whole))
        _claim(reading, name, amount, whole)
    return amount


def _amount_below(source: Source, reading: Reading, name: str, part: _Part) -> Amount:
    """Read a number from the row below its label; the unit stands in the label's cell."""
    amount = Amount(text=source.slice(part.body))
    match = _VALUE_LINE.match(source.clean, *part.body)
    parsed = parse_number(match["value"]) if match else None
    reading.labels.extend((part.label, part.body))
    section = Section(name="header", heading=part.label, body=part.body)
    reading.sections.append(section)
    words = LABEL.match(source.clean, *part.label)
    unit = _trimmed(source, words.end() if words else part.label[0], part.label[1])
    if match is not None and isinstance(parsed, ParsedNumber):
        amount.value = parsed.text
        reading.fields[f"{name}.value"] = match.span("value")
        unit = unit or _trimmed(source, *match.span("unit"))
    _unit(source, reading, name, amount, unit)
    _claim(reading, name, amount, part.body)
    return amount


def _claim(reading: Reading, name: str, amount: Amount, span: Span) -> None:
    if amount.value is None:
        return
    kind = "target" if name == "target" else "achieved"
    reading.claims.append(
        FieldClaim(kind, amount.value, span, "header", f"{name}.value", unit=amount.unit)  # type: ignore[arg-type]
    )


def _unit(source: Source, reading: Reading, name: str, amount: Amount, unit: Span | None) -> None:
    if unit is None or is_nothing(re.sub(r"[()]", "", source.clean[unit[0] : unit[1]])):
        return
    bare = _without_parentheses(source.clean, unit)
    amount.unit_text = source.slice(bare)
    amount.unit = unit_kind(amount.unit_text)
    reading.fields[f"{name}.unit_text"] = bare


def _trimmed(source: Source, start: int, end: int) -> Span | None:
    """Return a range without spaces, colons and signs of equality at its ends."""
    while start < end and source.clean[start] in _EDGES:
        start += 1
    while end > start and source.clean[end - 1] in _EDGES:
        end -= 1
    return source.strip(start, end)


def _type(source: Source, reading: Reading, record: KpiReport, part: _Part) -> int:
    """Read the KPI's type and its second line, output or outcome; return where they end."""
    clean, (start, end) = source.clean, part.body
    first_end = min(end, line_end(clean, start))
    stop = first_end
    if source.strip(start, first_end) is None or BEFORE_TYPE.match(clean, first_end + 1):
        stop = min(end, line_end(clean, first_end + 1))
        extra = BEFORE_TYPE.match(clean, stop + 1)
        if extra is not None and extra.end() <= end and "(" in extra.group()[:3]:
            stop = extra.end()
    for field, table in (("kpi_type", _TYPES), ("result_level", _RESULT_LEVELS)):
        for name, pattern in table:
            match = re.compile(pattern, re.IGNORECASE).search(clean, start, stop)
            if match:
                setattr(record, field, name)
                reading.fields[field] = match.span()
                break
    for span in (part.label, source.strip(start, stop)):
        if span is not None:
            reading.labels.append(span)
    return stop


def _inspection(source: Source, reading: Reading, record: KpiReport, match: re.Match[str]) -> None:
    line = source.strip(*match.span()) or match.span()
    record.inspection.quarter = int(ascii_digits(match["quarter"]))
    reading.fields["inspection.quarter"] = match.span("quarter")
    reading.labels.append(line)
    reading.sections.append(Section(name="inspection", heading=line, body=line))
    name = "value" if match["value"] else "below"
    parsed = parse_number(match[name]) if match[name] else None
    if not isinstance(parsed, ParsedNumber):
        return
    record.inspection.value = parsed.text
    reading.fields["inspection.value"] = match.span(name)
    quarter = record.inspection.quarter
    reading.claims.append(
        FieldClaim("evaluation", parsed.text, line, "inspection", "inspection.value", quarter)
    )


def _first_line_after(source: Source, start: int, end: int) -> int:
    """Return the end of the first line after a label that holds a number, or `end`."""
    match = _NUMBER_LINE.search(source.clean, start, end)
    return match.end() if match else end


def _without_parentheses(clean: str, span: Span) -> Span:
    text = clean[span[0] : span[1]]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return (span[0] + 1, span[1] - 1)
    return span
