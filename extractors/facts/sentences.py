"""Sentences of clean text, as far as Thai shows them: lines, list items, steps, levels.

A line that only goes on (`และ…`, `โดย…`, `(…`) belongs to the line before.
"""

from __future__ import annotations

import re

from extractors.layouts.labels import flex

_ITEM = (
    r"[-–•▪*:]\s*(?=[^\s\d])|\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*\s*[.)]\s*(?=[^\s0-9๐-๙])|"
    rf"{flex('ขั้นตอน')}\s*(?:{flex('ที่')})?\s*[0-9๐-๙]|"
    rf"(?:{flex('ความสำเร็จ')}\s*)?{flex('ระดับ')}\s*(?:{flex('ความสำเร็จ')})?\s*(?:{flex('ที่')})?\s*[0-9๐-๙]"
)
_STARTS = re.compile(
    rf"\s*(?:{_ITEM}|{flex('อยู่ระหว่าง')}|{flex('อยู่ในระหว่าง')}|{flex('ผลสำเร็จ')}|{flex('ได้ดำเนินการ')})"
)
_INLINE = re.compile(
    rf"(?<=\s)(?:[-–•▪]\s+(?=[ก-ฮเแโใไ])|{flex('ขั้นตอน')}\s*{flex('ที่')}\s*[0-9๐-๙]|"
    rf"(?:{flex('ความสำเร็จ')})?{flex('ระดับ')}(?:{flex('ความสำเร็จ')})?{flex('ที่')}\s*[0-9๐-๙]|"
    rf"{flex('ความสำเร็จ')}{flex('ระดับ')}\s*{flex('ที่')}?\s*[0-9๐-๙])"
)


def sentence_starts(clean: str, start: int, end: int) -> list[int]:
    """Return where sentences begin in a range, `start` first, in order."""
    starts = {start}
    at = clean.find("\n", start, end)
    while at >= 0:
        if _STARTS.match(clean, at + 1, end):
            starts.add(at + 1)
        at = clean.find("\n", at + 1, end)
    for match in _INLINE.finditer(clean, start, end):
        starts.add(match.start())
    return sorted(starts)
