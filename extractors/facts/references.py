"""Letters and orders with their numbers: `ที่ กท 0404/1143`, `คำสั่ง … ที่ 489/2563`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.facts.model import Fact, Taken
from extractors.facts.vocabulary import one_of
from extractors.layouts.labels import flex
from extractors.thai.numerals import ascii_digits

_D = "[0-9๐-๙]"
_NUMBER = re.compile(
    rf"(?P<lead>(?:{flex('เลขที่')}|(?<!ครั้ง)(?<!ฉบับ)(?<!รุ่น)(?<!วัน)(?<!ชุด){flex('ที่')})\s*[:.]?\s*)"
    rf"(?P<value>(?P<office>[ก-ฮ]{{1,4}}\.?\s*)?{_D}{{1,5}}(?:\.{_D}+)*(?:\s*/\s*(?:ว\s*\.?\s*)?{_D}{{1,6}}"
    rf"(?:\.{_D}+)?)+)(?!{_D})"
)
_BARE = re.compile(
    rf"(?P<lead>(?:{flex('คำสั่ง')}|{flex('หนังสือ')}|{flex('ประกาศ')}|{flex('บันทึก')}|{flex('เลขรับ')})"
    rf"[^\n0-9๐-๙]{{0,60}}?)(?P<value>(?P<office>(?<![ก-๙])[ก-ฮ]{{1,4}}\.?\s*)?{_D}{{1,5}}\s*/\s*"
    rf"(?:ว\s*\.?\s*)?{_D}{{1,6}})(?![0-9๐-๙/]|\s*{one_of('classifiers')})"
)
_CITED = re.compile(
    "|".join(
        flex(word) for word in ("อ้างถึง", "ตามคำสั่ง", "ตามหนังสือ", "ตามประกาศ", "ตามระเบียบ", "ตามมติ")
    )
)


def references(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield letters and orders named by number; meetings (`ครั้งที่ 2/2564`) are none."""
    for pattern in (_NUMBER, _BARE):
        for match in pattern.finditer(clean):
            start, end = match.span("value")
            if not taken.free(start, end):
                continue
            value = ascii_digits(" ".join(match.group("value").split()))
            value = re.sub(r"\s*/\s*", "/", value)
            office = (match.group("office") or "").strip()
            year = _year(value) if not office else None
            taken.add(start, end)
            begin = match.start("lead") if pattern is _NUMBER else start
            yield Fact(
                "reference",
                begin,
                end,
                (start, end),
                value,
                notes={"office": office or None, "year": year},
            )


def _year(value: str) -> int | None:
    """Return the Buddhist year that an order's number ends with, None where it has none."""
    tail = value.rsplit("/", 1)[-1]
    if tail.isdigit() and len(tail) == 4 and 2400 <= int(tail) <= 2700:
        return int(tail)
    return None
