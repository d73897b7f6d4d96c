"""The signature block at a form's end: who signed, in which position, or that nobody did."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.labels import flex
from extractors.layouts.parts.wording import lenient
from schemas.kpi_report import Signature
from schemas.text import Span

_SIGNED = re.compile(
    rf"\(?\s*(?:{flex('ลงชื่อ')}|{flex('ลงนาม')}|{flex('ผู้รายงาน')}|{flex('ผู้จัดทำ')}(?:{flex('รายงาน')})?)\s*\)?\s*[:.…_\s]*"
)
_POSITION = re.compile(rf"{flex('ตำแหน่ง')}\s*[:.…_\s]*")
_DOTS = re.compile(r"[.…_\s:\-–]+")
_ROLE = re.compile(
    lenient(
        r"\(?\s*(?:ผู้(?:รับผิดชอบ|รายงาน|จัดทำ|ตรวจ|อนุมัติ|รับรอง|บังคับบัญชา|กำกับ|ประเมิน|ให้ข้อมูล|เสนอ)[^()\n]*|หัวหน้า[^()\n]*)\s*\)?"
    )
)
_NAME = re.compile(
    lenient(
        r"(?:นางสาว|นาง|นาย|น\.ส\.|ดร\.|ว่าที่|พล|พ\.ต|ร\.ต|ม\.ล|ม\.ร\.ว|[A-Z])?(?:(?!\s(?:ผู้|ตำแหน่ง|หัวหน้า|วันที่))[^()\n.…_:]){3,60}"
    )
)
_DATE = re.compile(r"\n\s*(?:วันที่|โทร)")


class SignaturePart(NamedTuple):
    """What the block says, with the places of name and position."""

    signature: Signature
    name_span: Span | None
    position_span: Span | None


def read_signature(source: Source, span: Span) -> SignaturePart:
    """Read `ลงชื่อ … (ผู้รับผิดชอบโครงการ)` and `ตำแหน่ง …`; dots stand for nothing filled in."""
    clean = source.clean
    start, end = span
    position = _POSITION.search(clean, start, end)
    signed = _SIGNED.match(clean, start, end)
    name_start = signed.end() if signed else start
    name = _first_name(source, name_start, position.start() if position else end)
    place: Span | None = None
    if position is not None:
        stop = _DATE.search(clean, position.end(), end)
        line_end = clean.find("\n", position.end(), end)
        limit = min(x for x in (stop.start() if stop else end, line_end, end) if x >= 0)
        place = _filled(source, position.end(), limit)
    return SignaturePart(
        Signature(
            signed=name is not None and place is not None,
            name=source.slice(name),
            position=source.slice(place),
        ),
        name,
        place,
    )


def _filled(source: Source, start: int, end: int) -> Span | None:
    dots = _DOTS.match(source.clean, start, end)
    span = source.strip(dots.end() if dots else start, end)
    if span is None or not re.search(r"\w{2}", source.clean[span[0] : span[1]]):
        return None
    stop = span[1]
    while stop > span[0] and source.clean[stop - 1] in " .…_":
        stop -= 1
    return (span[0], stop)


def _first_name(source: Source, start: int, end: int) -> Span | None:
    """Return the first words that are neither dots nor the signer's role."""
    at = start
    while at < end:
        skip = _DOTS.match(source.clean, at, end) or _ROLE.match(source.clean, at, end)
        if skip is not None and skip.end() > at:
            at = skip.end()
            continue
        if source.clean[at] in "()\n":
            at += 1
            continue
        match = _NAME.match(source.clean, at, end)
        if match is None:
            return None
        text = source.strip(*match.span())
        if text is None or _DATE.match("\n" + source.clean[text[0] : text[1]]):
            return None
        return text
    return None
