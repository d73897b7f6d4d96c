"""Slides that report KPIs of an office and a year, told from those that explain a method."""

from __future__ import annotations

import re

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from extractors.layouts.parts.years import printed_fiscal_year
from extractors.layouts.quarter_grid import find_quarter_grid
from extractors.layouts.tables.find import card_tables
from extractors.layouts.tables.rows import scored

_EXAMPLE = re.compile(lenient("ตัวอย่าง|สมมติ|สมมุติ|วิธีการคำนวณคะแนน|แบบฝึกหัด"))
"""Words of a deck whose figures teach: no KPI of it is reported."""
_AMOUNTS = tuple(
    re.compile(lenient(rf"^[\s*•-]{{0,9}}{label}[^\n0-9๐-๙]{{0,40}}[0-9๐-๙]"), re.MULTILINE)
    for label in ("(?:ค่า)?เป้าหมาย", "(?:ผลงาน|ผลการดำเนินงาน|ผลที่ทำได้)")
)
_FEWEST = 3
"""KPIs in a table, or quarters with a result."""


def reports_kpis(source: Source) -> bool:
    """Tell whether slides print a fiscal year with results against targets, and no example."""
    if printed_fiscal_year(source, [(0, len(source.clean))]) is None:
        return False
    if _EXAMPLE.search(source.clean):
        return False
    items = [row for table in scored(card_tables(source)) for row in table.rows]
    if sum(row.kind == "item" for row in items) >= _FEWEST:
        return True
    quarters = find_quarter_grid(source, 0, len(source.clean))
    told = sum(row.result is not None for row in quarters.rows) if quarters else 0
    return told >= _FEWEST and all(label.search(source.clean) for label in _AMOUNTS)
