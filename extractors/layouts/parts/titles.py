"""A KPI's title: its leading year and list number are told apart from the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_D = "[0-9๐-๙]"
_BE_YEAR = "[2๒][5๕][0-9๐-๙]{2}"
_YEAR = re.compile(
    rf"(?:(?:ประจำ)?ปี\s*(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?)?\s*(?P<a>{_BE_YEAR})"
    rf"|[(\[]\s*(?:ปี\s*(?:งบประมาณ)?\s*)?(?:พ\.?\s*ศ\.?)?\s*(?P<b>{_BE_YEAR})\s*[)\]]"
    rf"|(?P<c>{_BE_YEAR})(?=\s*[:\-–]|\s))"
    rf"(?!{_D})[\s:,\-–]*"
)
_COUNTED = lenient(
    "(?:ล้าน|แสน|หมื่น|พัน|บาท|คน|ราย|แห่ง|ครั้ง|เรื่อง|ประเภท|ด้าน|ขั้นตอน|ตัว|ปี|เดือน|วัน|ชั่วโมง|นาที|ไร่|ตัน|กิโล|เมตร"
    "|ตาราง|ตร|กม|หน่วย|โครงการ|กิจกรรม|ชุมชน|หลักสูตร|รุ่น|เขต|มาตรการ|กลุ่ม|ระบบ|องค์ประกอบ|%)"
)
_OPENER = lenient(
    "(?:ร้?อยละ|ระดับความ|ระดับการ|จำนวน|ความสำเร็จ|ความพึงพอใจ|ผลสำเร็จ|อัตรา|สัดส่วน|ดัชนี|เปอร์เซ็น|ค่า(?:เฉลี่ย|คะแนน)"
    "|การ|มีการ)"
)
_ENUMERATOR = re.compile(
    rf"(?:(?:ตัวชี้?วัด|ตชว\.?|ลำดับ|ข้อ|หัวข้อ)\s*(?:ที่\s*)?|KPI\s*(?:No\.?|ที่)?\s*)"
    rf"(?P<named>{_D}{{1,3}}(?:\.{_D}{{1,2}})*(?:\.?\({_D}{{1,2}}\))?)(?!{_D})\s*[.):\-–]?\s*"
    rf"|\((?P<boxed>{_D}{{1,2}}(?:\.{_D}{{1,2}})*)\)\s*[.:]?\s*"
    rf"|(?P<nested>{_D}{{1,2}}(?:\.{_D}{{1,2}})*\.?\({_D}{{1,2}}\))\s*[.:]?\s*"
    rf"|(?P<dotted>{_D}{{1,2}}(?:\.{_D}{{1,2}})+)(?!{_D}|,{_D})[.):]?\s*(?!{_COUNTED})(?=\S)"
    rf"|(?P<plain>{_D}{{1,3}})\s?[.):](?!{_D})\s*"
    rf"|(?P<bare>{_D}{{1,2}})\s*(?={_OPENER})",
    re.IGNORECASE,
)

MEASURED = lenient(
    r"(?:ร้?อยละ|ระดับ|จำนวน|ความ(?:สำเร็จ|พึงพอใจ)|อัตรา|สัดส่วน|ดัชนี|เปอร์เซ็น|ค่า(?:เฉลี่ย|คะแนน)|ผลสำเร็จ)"
)
"""What a KPI's name begins with: the quantity that is measured."""
_FIRST = re.compile(MEASURED)


_DECORATION = re.compile(r"[#*>•▪►_\s]{1,20}(?=\S)")
"""Marks of a heading in a marked-up text."""


class TitlePart(NamedTuple):
    """A title without its year and list number; those with their own clean ranges."""

    span: Span | None
    sequence: str | None
    sequence_span: Span | None
    fiscal_year: str | None
    fiscal_year_span: Span | None


def opens_title(source: Source, span: Span) -> bool:
    """Tell whether a line begins as a KPI's name does: a year, a list number, what is measured."""
    start, end = source.strip(*span) or (span[0], span[0])
    return any(pattern.match(source.clean, start, end) for pattern in (_YEAR, _ENUMERATOR, _FIRST))


def read_title(source: Source, span: Span) -> TitlePart:
    """Take the leading year (`ปี 2564`, `(2566)`) and enumerator (`5.`, `1.(1)`, `๒.`) off a title.

    A title that begins with a quantity (`3 ประเภท…`, `2.5 ล้านคน…`) keeps it.
    """
    clean = source.clean
    start, end = source.strip(*span) or (span[0], span[0])
    if decorated := _DECORATION.match(clean, start, end):
        start = decorated.end()
    sequence: str | None = None
    year: str | None = None
    sequence_span: Span | None = None
    year_span: Span | None = None
    while start < end:
        match = _YEAR.match(clean, start, end) if year is None else None
        if match:
            name = match.lastgroup or "a"
            year, year_span = ascii_digits(match[name]), match.span(name)
        elif sequence is None and (match := _ENUMERATOR.match(clean, start, end)):
            name = match.lastgroup or "plain"
            sequence, sequence_span = ascii_digits(match[name]), match.span(name)
        else:
            break
        if match.end() >= end:
            # Nothing is left for a name: the number is the title's own.
            return TitlePart(source.strip(*span), None, None, None, None)
        start = match.end()
    return TitlePart(source.strip(start, end), sequence, sequence_span, year, year_span)
