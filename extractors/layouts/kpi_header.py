"""The head of a KPI page: target, result, type and the inspection's line, whatever parts them."""

from __future__ import annotations

import re
from typing import Literal

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.headings import is_nothing
from extractors.layouts.kpi_header_parts import VALUE_LINE, Part, find_parts
from extractors.layouts.kpi_labels import (
    BEFORE_TYPE,
    INSPECTION,
    LABEL,
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
    (
        "routine",
        rf"{flex('งานประจำ')}|{flex('ตัวชี้วัดประจำ')}|{flex('ภารกิจประจำ')}|{flex('ภารกิจหลัก')}",
    ),
)
_RESULT_LEVELS: tuple[tuple[Literal["output", "outcome"], str], ...] = (
    ("outcome", rf"outcome|{flex('ผลลัพธ์')}"),
    ("output", rf"output|{flex('ผลผลิต')}"),
)
_NUMBER = re.compile(NUMBER)
_GLOSS = re.compile(r"\s*[(/]\s*[A-Za-z ]{3,24}\)?")
_UNIT_LABEL = re.compile(
    rf"^[\s*|•-]{{0,20}}(?:{flex('หน่วยนับ')}|{flex('หน่วยวัด')})[^\S\n]*(?:[:：=|]|\n|(?=[^\S\n]))\s*(?P<unit>[^\n:：0-9๐-๙]{{1,40}}?)[^\S\n]*$",
    re.MULTILINE,
)
_LEVEL_LABEL = re.compile(
    rf"^[\s*|•-]{{0,20}}{flex('ระดับ')}(?:{flex('ของ')})?{flex('ตัวชี้วัด')}[^\S\n]*[:：=|]?\s*(?P<level>[^\n]{{1,80}})$",
    re.MULTILINE,
)
_TICKED = re.compile(r"[☑☒●◉✓✔]\s*(?P<chosen>[^☐☑☒○◯●◉✓✔\n]+)")
_BOX = re.compile("[☐☑☒○◯●◉✓✔]")
_EDGES = " \t\n:：=*|"


def read_header(source: Source, reading: Reading, record: KpiReport, end: int) -> int:
    """Read the header up to `end`; return where the quarter table may begin."""
    parts = find_parts(source, end)
    at = 0
    for name in ("target", "achieved"):
        part = parts.get(name)
        if part is not None:
            amount = _amount(source, reading, name, part)
            setattr(record, name, amount)
            at = max(at, part.label[1], part.body[1])
    _unit_label(source, reading, record, end)
    record.unit = record.target.unit or record.achieved.unit
    record.unit_text = record.target.unit_text or record.achieved.unit_text
    if "type" in parts:
        at = max(at, _type(source, reading, record, parts["type"]))
    if record.result_level is None:
        at = max(at, _level_label(source, reading, record, end))
    inspection = INSPECTION.search(source.clean, 0, end)
    if inspection is not None:
        fill_inspection(source, reading, record, inspection)
        before = source.strip(at, inspection.start())
        if before is not None:
            reading.labels.append(before)
        at = max(at, inspection.end())
    return at


def _unit_label(source: Source, reading: Reading, record: KpiReport, end: int) -> None:
    """Take a unit that has a label of its own, where neither target nor result prints one."""
    amounts = [amount for amount in (record.target, record.achieved) if amount.value is not None]
    match = _UNIT_LABEL.search(source.clean, 0, end)
    if match is None or any(amount.unit_text is not None for amount in amounts):
        return
    span = match.span("unit")
    for name, amount in (("target", record.target), ("achieved", record.achieved)):
        if amount.value is not None:
            _unit(source, reading, name, amount, span)
    for claim in reading.claims:
        if claim.field in ("target.value", "achieved.value"):
            claim.unit = unit_kind(source.slice(span))


def _amount(source: Source, reading: Reading, name: str, part: Part) -> Amount:
    """Read `label unit : number`; the unit is free text, number and unit may be missing."""
    clean, (start, end) = source.clean, part.body
    if part.label[1] < start or end < part.label[0]:
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
    if unit is None and value is not None and colon >= 0:
        unit = _trimmed(source, colon + 1, value[0])
    if unit is None and value is not None:
        unit = _trimmed(source, value[1], min(end, line_end(clean, value[1])))
    _unit(source, reading, name, amount, unit)
    if whole is not None:
        amount.text = source.slice(whole)
        reading.labels.append(whole)
        reading.sections.append(Section(name="header", heading=whole, body=whole))
        _claim(reading, name, amount, whole)
    return amount


def _amount_below(source: Source, reading: Reading, name: str, part: Part) -> Amount:
    """Read a number from the row below its label; the unit stands in the label's cell."""
    amount = Amount(text=source.slice(part.body))
    match = VALUE_LINE.match(source.clean, *part.body)
    parsed = parse_number(match["value"]) if match else None
    reading.labels.extend((part.label, part.body))
    section = Section(name="header", heading=part.label, body=part.body)
    reading.sections.append(section)
    words = LABEL.match(source.clean, *part.label)
    at = words.end() if words else part.label[0]
    gloss = _GLOSS.match(source.clean, at, part.label[1])
    unit = _trimmed(source, gloss.end() if gloss else at, part.label[1])
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


def _type(source: Source, reading: Reading, record: KpiReport, part: Part) -> int:
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


def _level_label(source: Source, reading: Reading, record: KpiReport, end: int) -> int:
    """Take output or outcome from a label of its own, the ticked one of boxes; return its end."""
    match = _LEVEL_LABEL.search(source.clean, 0, end)
    if match is None:
        return 0
    start, stop = match.span("level")
    if _BOX.search(source.clean, start, stop):
        ticked = list(_TICKED.finditer(source.clean, start, stop))
        if len(ticked) != 1:
            return 0
        start, stop = ticked[0].span("chosen")
    found = [
        (name, said)
        for name, pattern in _RESULT_LEVELS
        if (said := re.compile(pattern, re.IGNORECASE).search(source.clean, start, stop))
    ]
    if len(found) != 1:
        return 0
    record.result_level = found[0][0]
    reading.fields["result_level"] = found[0][1].span()
    reading.labels.append(match.span())
    return match.end()


def fill_inspection(
    source: Source, reading: Reading, record: KpiReport, match: re.Match[str]
) -> None:
    """Put the inspection's quarter and value into the record, with their places and claim."""
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


def _without_parentheses(clean: str, span: Span) -> Span:
    text = clean[span[0] : span[1]]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return (span[0] + 1, span[1] - 1)
    return span
