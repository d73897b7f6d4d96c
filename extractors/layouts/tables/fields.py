"""Fields of one KPI that cards and templates print behind labels."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.kpi_parts import fill_items, find_amount, unit_kind
from extractors.layouts.parts.signature import read_signature
from extractors.layouts.tables.items import figure
from extractors.layouts.tables.labelled import Part, first_line
from extractors.thai.numerals import ascii_digits
from schemas.claim import ClaimKind
from schemas.kpi_report import KpiFields
from schemas.section import Section

_TEXTS = ("definition", "calculation", "data_sources", "supporting_factors", "obstacles")
_PRINTED = {
    "fiscal_year": re.compile(r"(?<![0-9๐-๙])[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])"),
    "kpi_code": re.compile(r"[0-9๐-๙A-Za-z][0-9๐-๙A-Za-z.\-]{1,20}"),
}
_KINDS: dict[str, ClaimKind] = {"weight": "weight", "score": "score", "weighted_score": "score"}


def fill_part(
    source: Source, reading: Reading, item: KpiFields, part: Part, prefix: str = ""
) -> bool:
    """Fill the field that a label names; False where it names none that stands here."""
    name, body = part.name, part.body
    if name in (*_TEXTS, "suggestions", "report"):
        _text(source, reading, item, part, prefix)
    elif body is None:
        return False
    elif name == "evidence":
        item.evidence = fill_items(source, reading, f"{prefix}evidence", body)
        reading.sections.append(Section(name="evidence", heading=part.label, body=body))
    elif name == "unit":
        line = first_line(source, body)
        item.unit_text, item.unit = source.slice(line), unit_kind(source.slice(line))
        reading.fields[f"{prefix}unit_text"] = line
    elif name in _KINDS:
        _number(source, reading, item, part, prefix)
    elif name in ("target", "achieved"):
        _amount(source, reading, item, part, prefix)
    elif name in ("supervisor", "collector", "telephone", "agency"):
        line = first_line(source, body)
        if name in ("supervisor", "agency"):
            setattr(item, "responsible" if name == "supervisor" else name, source.slice(line))
            reading.fields[prefix + ("responsible" if name == "supervisor" else name)] = line
        reading.labels.append(body)
        reading.quiet.append(body)
    elif name in ("fiscal_year", "kpi_code"):
        _printed(source, reading, item, part, prefix)
    elif name == "signature":
        found = read_signature(source, (part.label[0], body[1]))
        item.signature = found.signature
        for field, span in (("name", found.name_span), ("position", found.position_span)):
            if span is not None:
                reading.fields[f"{prefix}signature.{field}"] = span
        reading.sections.append(Section(name="signature", heading=part.label, body=body))
        reading.labels.append(body)
    else:
        return False
    return True


def _printed(source: Source, reading: Reading, item: KpiFields, part: Part, prefix: str) -> None:
    """Fill the year or the code that a label prints."""
    assert part.body is not None
    reading.labels.append(part.body)
    reading.quiet.append(part.body)
    match = _PRINTED[part.name].search(source.clean, *first_line(source, part.body))
    if match is None or getattr(item, part.name) is not None:
        return
    setattr(item, part.name, ascii_digits(match.group()))
    reading.fields[prefix + part.name] = match.span()
    if part.name == "fiscal_year":
        item.fiscal_year_basis = "printed"


def _text(source: Source, reading: Reading, item: KpiFields, part: Part, prefix: str) -> None:
    section = {"suggestions": "body"}.get(part.name, part.name)
    reading.sections.append(Section(name=section, heading=part.label, body=part.body))
    field = {"report": "summary", "suggestions": None}.get(part.name, part.name)
    if part.body is None:
        return
    if field is None:
        reading.labels.append(part.body)
        return
    setattr(item, field, source.slice(part.body))
    reading.fields[prefix + field] = part.body


def _number(source: Source, reading: Reading, item: KpiFields, part: Part, prefix: str) -> None:
    assert part.body is not None
    found = figure(source, first_line(source, part.body))
    reading.labels.append(part.body)
    if found is None or getattr(item, part.name) is not None:
        return
    setattr(item, part.name, found.value)
    path = prefix + part.name
    reading.fields[path] = found.span
    span = (part.label[0], found.span[1])
    reading.claims.append(FieldClaim(_KINDS[part.name], found.value, span, "header", path))


def _amount(source: Source, reading: Reading, item: KpiFields, part: Part, prefix: str) -> None:
    assert part.body is not None
    line = first_line(source, part.body)
    found = find_amount(source, line)
    amount = item.target if part.name == "target" else item.achieved
    reading.labels.append(part.body)
    if found is None or amount.value is not None:
        return
    amount.value, amount.unit, amount.unit_text = found.value, found.unit, found.unit_text
    amount.text = source.slice(line)
    path = f"{prefix}{part.name}.value"
    reading.fields[path] = found.value_span
    kind: ClaimKind = "target" if part.name == "target" else "achieved"
    span = (part.label[0], found.span[1])
    reading.claims.append(FieldClaim(kind, found.value, span, "header", path, unit=found.unit))
