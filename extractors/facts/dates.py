"""Dates as facts; what a date looks like is told in `extractors.thai.dates`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.facts.model import Fact, Taken
from extractors.layouts.labels import flex
from extractors.thai.dates import find_dates

_BASIS = re.compile(
    rf"{flex('อ้างถึง')}|{flex('อ้างอิง')}|{flex('ตาม')}(?:{flex('ที่')})?(?:{flex('ได้')})?(?:{flex('มี')})?(?:{flex('แนวทาง')})?\s*(?:{flex('คำสั่ง')}|{flex('หนังสือ')}|{flex('ประกาศ')}|{flex('มติ')}|{flex('ระเบียบ')}|{flex('ข้อบัญญัติ')}|{flex('พระราชบัญญัติ')})"
)
_AS_OF = re.compile(rf"(?:{flex('ข้อมูล')}\s*)?(?<![ก-๙]){flex('ณ')}\s*(?:{flex('วันที่')})?\s*$")
_SHARES = re.compile(
    rf"{flex('คำสั่ง')}|{flex('หนังสือ')}|{flex('ประกาศ')}|{flex('มติ')}|{flex('ระเบียบ')}|{flex('ฉบับ')}|{flex('ลงวันที่')}|{flex('แก้ไข')}"
)
_LOOK_BACK = 90


def dates(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield dates that name a year, impossible ones too (`valid` false in the notes)."""
    previous = 0
    for match in find_dates(clean):
        if not taken.free(match.start, match.end):
            continue
        taken.add(match.start, match.end)
        if match.precision == "year-free":
            continue
        before = clean[max(0, match.lead_start - _LOOK_BACK) : match.lead_start].rsplit("\n", 1)[-1]
        basis = next(reversed(list(_BASIS.finditer(before))), None)
        if basis and match.lead_start - len(before) + basis.end() < previous:
            # The basis has its date already; another document in the list may share the word.
            basis = basis if _SHARES.search(clean, previous, match.lead_start) else None
        previous = match.end
        yield Fact(
            "date",
            match.lead_start,
            match.end,
            (match.start, match.end),
            match.iso,
            notes={
                "valid": match.valid,
                "precision": match.precision,
                "range_end": match.range_end,
                "misspelt": list(match.misspelt) if match.misspelt else None,
                "basis": basis.group() if basis else None,
                "as_of": bool(_AS_OF.search(before)),
            },
        )
