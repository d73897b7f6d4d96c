"""Units as typed into reports, and amounts with their units."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple, cast

import yaml

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER, flex
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.kpi_report import Amount, Unit
from schemas.text import Span

_EMPTY = re.compile(r"[\s()\-–—.:*]*")
_BOUND = r"(?:ไม่(?:น้อย|ต่ำ|มาก|เกิน)(?:กว่า)?|ตั้งแต่|อย่างน้อย|มากกว่า|น้อยกว่า|เพิ่มขึ้น|ลดลง|[≥≤><])"
_LEVEL = r"ระดับ(?:ความสำเร็จ|คะแนน)?(?:ระดับ)?(?:ที่)?"
_BEFORE = rf"(?:{flex('ร้อยละ')}|{flex('เปอร์เซ็นไทล์')}ที่|{flex('ค่าเปอร์เซ็นไทล์')}(?:ที่)?|{_LEVEL})"
_NO_UNIT = r"(?:ของ|ใน|ต่อ|จาก|ภาย|ขึ้นไป|และ|หรือ|ที่|โดย|เมื่อ|กว่า|ตาม|เพื่อ|ซึ่ง|(?=ร้?อยละ\s*[0-9๐-๙]))"
_BOXED_FIRST = re.compile(r"[\s=:]*\(\s*(?P<unit>[^()\n\d๐-๙]{1,40})\)")
_AMOUNT = re.compile(
    rf"(?P<lead>[\s=:]*)(?P<bound>{_BOUND}?\s*(?:จำนวน\s*)?)"
    rf"(?P<before>{_BEFORE})?\s*(?:\(\s*(?P<boxed>[^()\n\d]{{1,40}})\)\s*)?[=:\s]*"
    rf"(?P<value>{NUMBER})(?![/\d])"
    rf"[^\S\n]*(?:\(\s*(?P<after_boxed>[^()\n\d]{{1,60}}?)\s*\)|(?P<after>%|(?!{_NO_UNIT})[ก-๙a-zA-Z][^\s()\d]*))?"
)


class AmountPart(NamedTuple):
    """A number with its unit; `value` in ASCII digits as printed, spans clean."""

    value: str
    unit: Unit | None
    unit_text: str | None
    value_span: Span
    unit_span: Span | None
    span: Span

    def amount(self, source: Source) -> Amount:
        """Return the record's field."""
        return Amount(
            value=self.value,
            unit=self.unit,
            unit_text=self.unit_text,
            text=source.slice(self.span),
        )


@lru_cache(maxsize=1)
def _units() -> list[tuple[Unit, re.Pattern[str]]]:
    text = resources.files(__package__).joinpath("units.yaml").read_text(encoding="utf-8")
    table = cast(dict[Unit, list[str]], yaml.safe_load(text))
    return [
        (
            unit,
            re.compile("|".join(flex(word) for word in sorted(words, key=len, reverse=True)), re.I),
        )
        for unit, words in table.items()
    ]


@lru_cache(maxsize=1024)
def unit_kind(unit_text: str | None) -> Unit | None:
    """Return what a printed unit measures; None where nothing, `()` or a dash is printed.

    >>> unit_kind("ร้อยละ 30"), unit_kind("ระดับความสำเร็จ"), unit_kind("ตร.ม."), unit_kind("()")
    ('percent', 'level', 'other', None)
    """
    if unit_text is None or _EMPTY.fullmatch(unit_text):
        return None
    found: list[tuple[int, int, Unit]] = []
    for unit, pattern in _units():
        match = pattern.search(unit_text)
        # A counter noun decides only at the start: "บาทต่อคน" counts no people.
        if match and (unit != "count" or not unit_text[: match.start()].strip("( /")):
            found.append((match.start(), -match.end(), unit))
    return min(found)[2] if found else "other"


def read_amount(source: Source, span: Span) -> AmountPart | None:
    """Read the number at the start of a range with the unit before, behind or in brackets.

    `5 (ระดับ)`, `= 5.00 (ระดับ)`, `ร้อยละ 80`, `80 %`, `ระดับ ๕`, `120 คน`; None for anything else.
    """
    match = _AMOUNT.match(source.clean, *span)
    return None if match is None else _amount(source, match)


def find_amount(source: Source, span: Span) -> AmountPart | None:
    """Read the amount at the start of a range, or else the first one in it that has a unit."""
    first = read_amount(source, span)
    if first is not None:
        return first
    found = [_amount(source, match) for match in _AMOUNT.finditer(source.clean, *span)]
    parts = [part for part in found if part is not None]
    best = next((part for part in parts if part.unit not in (None, "other")), None)
    boxed = _BOXED_FIRST.match(source.clean, *span)
    if best is not None or boxed is None or not parts:
        return best
    unit_text = boxed["unit"].strip()
    return parts[0]._replace(
        unit=unit_kind(unit_text), unit_text=unit_text, unit_span=source.strip(*boxed.span("unit"))
    )


def _amount(source: Source, match: re.Match[str]) -> AmountPart | None:
    number = parse_number(match["value"])
    if not isinstance(number, ParsedNumber):
        return None
    name = next((n for n in ("boxed", "after_boxed", "before", "after") if match[n]), None)
    if name == "after_boxed" and unit_kind(match["after_boxed"]) == "other" and match["before"]:
        name = "before"
    end = match.end()
    if name in ("before", "boxed") and match["after"]:
        end = match.end("after" if match["after"] == "%" else "value")
    unit_span = source.strip(*match.span(name)) if name else None
    unit_text = _unit_text(source, name, unit_span)
    start = match.start() + len(match["lead"])
    return AmountPart(
        value=number.text,
        unit=unit_kind(unit_text),
        unit_text=unit_text,
        value_span=match.span("value"),
        unit_span=unit_span,
        span=source.strip(start, end) or match.span("value"),
    )


def _unit_text(source: Source, name: str | None, span: Span | None) -> str | None:
    text = source.slice(span)
    if text is not None and name == "before" and re.match(_LEVEL, text):
        return "ระดับ"
    return text
