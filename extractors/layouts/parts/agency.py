"""The office that a report names in its head, with or without a label before it."""

from __future__ import annotations

import re

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from schemas.text import Span

_OFFICE = lenient(
    "(?:สำนัก|กรม|กอง|กระทรวง|ศูนย์|เทศบาล|องค์การบริหาร|จังหวัด|โรงพยาบาล|มหาวิทยาลัย|โรงเรียน|สถาบัน)"
)
_LABEL = lenient(
    r"(?:(?:ชื่อ)?หน่วยงาน|ส่วนราชการ|สังกัด)(?:ที่|ผู้)?(?:รับผิดชอบ|เจ้าของ|ดำเนินการ|รายงาน)?(?:ตัวชี้วัด)?(?:หลัก)?"
)
_GLOSS = r"(?:[^\S\n]*\([A-Za-z ]{3,30}\))?"
_NAME = r"[^\n:：|·•(){0-9๐-๙]{3,80}?"
_END = (
    rf"(?=[^\S\n]*(?:[\n|·•({{]|$)|[^\S\n]+(?:{lenient('(?:ประจำ)?ปี|รหัส|พ.ศ.|รอบ|โทร')}|[0-9๐-๙]))"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[\n|·•]))[\s*|·•]{{0,20}}{_LABEL}{_GLOSS}(?:[^\S\n]*[:：=][^\S\n]*|[^\S\n]*\n\s*|[^\S\n]+)(?P<name>{_NAME}){_END}"
)
_BARE = re.compile(rf"(?<=[|·•])[^\S\n]*(?P<name>{_OFFICE}{_NAME}){_END}")


def find_agency(source: Source, start: int, end: int) -> Span | None:
    """Return the office's name: behind its label, else alone between the signs of a line."""
    for pattern in (_LABELLED, _BARE):
        match = pattern.search(source.clean, start, end)
        if match is not None:
            return source.strip(*match.span("name"))
    return None
