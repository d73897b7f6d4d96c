"""Marks of the families that have layouts of their own: their tables are no score tables."""

from __future__ import annotations

import re

from extractors.layouts.base import Source
from extractors.layouts.labels import flex

_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        flex("ผลงานเทียบกับเป้าหมายรายไตรมาส"),
        flex("ตรวจประเมินตัวชี้วัด"),
        rf"{flex('รายงานผล')}ฯ\s*{flex('ไตรมาส')}",
        flex("ฐานข้อมูลประกอบตัวชี้วัด"),
        rf"^[\s*:|]{{0,20}}{flex('ผลงานที่ทำได้')}[^\n]{{0,200}}[:：]",
        flex("ความคืบหน้าโครงการ/กิจกรรม"),
        flex("สรุปบทเรียนที่ได้รับ"),
        flex("ผู้สรุปบทเรียน"),
        flex("งานนำเสนอเรื่อง"),
    )
)
_HEAD = 4_000_000
"""Characters that are searched for marks."""


def is_foreign(source: Source) -> bool:
    """Tell whether a document carries the marks of a KPI page, list, project, lesson or deck."""
    return any(mark.search(source.clean, 0, _HEAD) for mark in _MARKS)
