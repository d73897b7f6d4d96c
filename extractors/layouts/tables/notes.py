"""What stands around a card's tables: its band, its totals in words, captions and remarks."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.scorecard import Scorecard
from schemas.section import Section
from schemas.text import Span

_NAMES = "ดีเด่น|ดีมาก|ดี|พอใช้|ต้องปรับปรุง|ปรับปรุง"
_BAND = re.compile(
    lenient(
        rf"(?:(?:ระดับ)?ผลการประเมิน(?:รวม|การปฏิบัติราชการ|สรุป)?|ระดับผลงาน|สรุปผลการประเมิน|(?:จัด)?อยู่ใน(?:ระดับ|เกณฑ์)|ระดับคุณภาพ)"
        rf"[^\S\n]*(?:[:=]|อยู่ใน)?[^\S\n]*(?:เกณฑ์|ระดับ)?[^\S\n]*[\"“']?(?P<name>{_NAMES})(?![ก-๙])"
    )
)
_BOUNDED = re.compile(
    lenient(rf"(?P<name>{_NAMES})(?![ก-๙])\s*[(:=]?\s*(?:ร้อยละ\s*)?(?:[0-9๐-๙]|≥|ตั้งแต่)")
)
"""A band with its limits, as a list of all bands prints them."""
_TICKED = re.compile(
    lenient(rf"(?:[☑☒✓✔●◉■\uf052\uf0fe\uf0fc]|\[[xX/✓]\]|\([xX/✓]\))\s*(?P<name>{_NAMES})(?![ก-๙])")
)
_TOTAL = re.compile(
    lenient(
        r"(?:คะแนนรวม(?:ทั้งสิ้น|ทั้งหมด|สุทธิ)?|รวมคะแนน(?:ทั้งสิ้น|ทั้งหมด)?|ผลคะแนนรวม|ค่าคะแนนรวม|คะแนนประเมินรวม|ผลรวมคะแนน)"
        rf"[^\n0-9๐-๙]{{0,60}}?(?P<value>{NUMBER})(?![/0-9๐-๙])"
    )
)
_WEIGHT = re.compile(
    lenient(rf"(?:น้ำหนักรวม|รวมน้ำหนัก)[^\n0-9๐-๙]{{0,30}}?(?P<value>{NUMBER})(?![/0-9๐-๙])")
)
_LONGEST_NOTE = 300
_PERSON = re.compile(
    rf"(?:{flex('ชื่อ')}\s*[-–/]?\s*(?:{flex('สกุล')}|{flex('นามสกุล')})?\s*(?:{flex('ของ')})?(?:{flex('ผู้รับการประเมิน')})?|{flex('ผู้รับการประเมิน')})"
    r"\s*(?:\([^()\n]{0,40}\))?\s*[:=]?[\s.…_]*"
    r"(?P<name>(?:นางสาว|นาง|นาย|น\.ส\.|ดร\.|ว่าที่\s*[^\s]+)\s*[^\n:|()0-9๐-๙]{3,60}?)"
    r"(?=\s{2,}|[.…_]{3,}|\s*(?:ตำแหน่ง|สังกัด|ระดับ|เลขที่)|\s*$|\n)",
    re.MULTILINE,
)


def read_band(source: Source, reading: Reading, card: Scorecard) -> None:
    """Fill the band where one is named or ticked; a list of all bands names none."""
    ticked = _TICKED.findall(source.clean)
    match = _TICKED.search(source.clean) if len(ticked) == 1 else None
    bounded = [(found["name"], found.start()) for found in _BOUNDED.finditer(source.clean)]
    # One band with its limits is the result's; several are the list of all.
    several = len({name for name, _ in bounded}) > 1
    listed = {start for _, start in bounded} if several else set()
    named = (found for found in _BAND.finditer(source.clean) if found.start("name") not in listed)
    match = match or next(named, None)
    if match is not None:
        card.band = source.slice(match.span("name"))
        reading.fields["band"] = match.span("name")
        reading.labels.append(match.span())


def read_totals(source: Source, reading: Reading, card: Scorecard, section: str) -> None:
    """Fill totals that stand in words below the tables, where no total row prints them."""
    for path, pattern in (("total_weight", _WEIGHT), ("total_score", _TOTAL)):
        if getattr(card, path) is not None:
            continue
        match = max(pattern.finditer(source.clean), key=lambda found: found.start(), default=None)
        parsed = parse_number(match["value"].rstrip(",")) if match else None
        if match is None or not isinstance(parsed, ParsedNumber):
            continue
        setattr(card, path, parsed.text)
        reading.fields[path] = match.span("value")
        kind = "weight" if path == "total_weight" else "score"
        reading.claims.append(FieldClaim(kind, parsed.text, match.span(), section, path))  # type: ignore[arg-type]


def read_person(source: Source, reading: Reading, card: Scorecard) -> None:
    """Fill the name of the person who is evaluated."""
    match = _PERSON.search(source.clean)
    if match is not None:
        span = source.strip(*match.span("name"))
        card.person = source.slice(span)
        if span is not None:
            reading.fields["person"] = span


def around(source: Source, reading: Reading, taken: list[Span]) -> None:
    """Account for lines outside some ranges: short ones are captions, long ones are prose."""
    for line in source.lines:
        if any(start < line.end and line.start < end for start, end in taken):
            continue
        span = source.strip(line.start, line.end)
        if span is None:
            continue
        if len(line.text) <= _LONGEST_NOTE:
            reading.labels.append(span)
        else:
            reading.sections.append(Section(name="body", body=span))
