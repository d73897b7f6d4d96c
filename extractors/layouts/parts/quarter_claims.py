"""What a quarter's narrative claims at its very beginning: the level or percent reached."""

from __future__ import annotations

import re

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.parts.units import AmountPart
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.kpi_report import Unit
from schemas.text import Span

_REACHED = re.compile(
    lenient(
        r"[\s:\-–•*]*(?P<said>(?:มี)?(?:ผลสำเร็จ|ผลงาน|ผลการดำเนินงาน|ความสำเร็จ|สำเร็จ|บรรลุ|ดำเนินการ)(?:ของตัวชี้วัด|สะสม)?"
        r"(?:แล้วเสร็จ|สำเร็จ|ได้|ถึง|อยู่|ใน|ผล|ความสำเร็จ|เท่ากับ|คิดเป็น|[\s=:])*"
        rf"(?:(?P<level>ระดับ)\s*(?:ที่)?|(?P<percent>{flex('ร้อยละ')}))\s*[=:]?\s*(?P<value>{NUMBER}))"
        rf"(?!\s*[+,/]\s*[0-9๐-๙]|\s*(?:และ|ถึง|ของผู้|ของจำนวน))"
    )
)


def claimed_result(source: Source, body: Span) -> AmountPart | None:
    """Return the level or percent that a narrative opens with (`ผลสำเร็จระดับ 5 …`), if any.

    A sentence about one step (`ระดับความสำเร็จที่ 1 …`) or a set of steps claims no result.
    """
    match = _REACHED.match(source.clean, *body)
    number = parse_number(match["value"]) if match else None
    if match is None or not isinstance(number, ParsedNumber):
        return None
    name: str = "level" if match["level"] else "percent"
    unit: Unit = "level" if name == "level" else "percent"
    return AmountPart(
        value=number.text,
        unit=unit,
        unit_text=match[name],
        value_span=match.span("value"),
        unit_span=match.span(name),
        span=match.span("said"),
    )
