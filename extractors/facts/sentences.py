"""Sentences of clean text, as far as Thai shows them: lines, list items, steps, levels.

A line that only goes on (`และ…`, `โดย…`, `(…`), or that a long line before it wraps into, belongs to
the line before.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from extractors.facts.vocabulary import one_of
from extractors.layouts.labels import flex
from extractors.thai.numerals import ascii_digits

_ITEM = (
    r"[-–•▪*:]\s*(?=[^\s\d])|\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*\s*[.)]\s*(?=[^\s0-9๐-๙])|"
    rf"{flex('ขั้นตอน')}\s*(?:{flex('ที่')})?\s*[0-9๐-๙]|"
    rf"(?:{flex('ความสำเร็จ')}\s*)?{flex('ระดับ')}\s*(?:{flex('ความสำเร็จ')})?\s*(?:{flex('ที่')})?\s*[0-9๐-๙]"
)
_STARTS = re.compile(
    rf"\s*(?:{_ITEM}|{flex('อยู่ระหว่าง')}|{flex('อยู่ในระหว่าง')}|{flex('ผลสำเร็จ')}|{flex('ได้ดำเนินการ')})"
)
_GOES_ON = re.compile(
    r"\s*(?:[()/,+&]|"
    + "|".join(
        flex(word)
        for word in (
            "โดย", "และ", "หรือ", "ซึ่ง", "ที่", "เพื่อ", "จาก", "ของ", "ใน", "ตาม", "ให้", "กับ", "แก่",
            "พร้อม", "รวมทั้ง", "รวมถึง", "คิดเป็น", "เป็น", "ได้แก่", "ประกอบด้วย", "แล้ว", "ดังนี้",
        )
    )
    + r"|(?!ไตรมาส|ขั้น|ระดับ|วัน|ข้อ|มาตรา)[ก-ฮเแโใไ][ก-๎]{1,12}?ที่\s*[2-9๒-๙]\s"
    + r"|จำนวน\s*[0-9๐-๙]|รวม(?:ทั้งสิ้น|ทั้งหมด|จำนวน|เป็น)|ร้อยละ\s*[0-9๐-๙])"
)  # fmt: skip
_ENDS = re.compile(
    r"(?:[0-9๐-๙%)\]]|[0-9๐-๙]\s*[ก-๙.]{1,12}|แล้ว|เสร็จ|เสร็จสิ้น|เรียบร้อย|ครบถ้วน|ทราบ|[.!?;])\s*$"
)
_OPEN = re.compile(
    r"(?:[-/,(:]|"
    + "|".join(
        flex(word)
        for word in ("และ", "หรือ", "โดย", "ซึ่ง", "เพื่อ", "จาก", "ของ", "ใน", "ตาม", "ให้", "กับ", "แก่", "จำนวน")
    )
    + r")\s*$"
)  # fmt: skip
_INLINE = re.compile(
    rf"(?<=\s)(?:[-–•▪]\s+(?=[ก-ฮเแโใไ])|{flex('ขั้นตอน')}\s*{flex('ที่')}\s*[0-9๐-๙]|"
    rf"(?:{flex('ความสำเร็จ')})?{flex('ระดับ')}(?:{flex('ความสำเร็จ')})?{flex('ที่')}\s*[0-9๐-๙]|"
    rf"{flex('ความสำเร็จ')}{flex('ระดับ')}\s*{flex('ที่')}?\s*[0-9๐-๙]|{flex('ระดับ')}\s*[0-9๐-๙]\s*[:\-–]?\s+(?=[ก-ฮเแโใไA-Z]))"
)
_LISTED = re.compile(r"(?:(?<=\s)|(?<=^))\(?(?P<n>[0-9๐-๙]{1,2})\s*[.)]\s*(?=[ก-ฮเแโใไA-Z(])")
_BARE_FIGURE = re.compile(r"[^0-9๐-๙./:-][0-9๐-๙][0-9๐-๙,]*\s*$")
_ORDINAL = re.compile(r"ที่\s*[0-9๐-๙]{1,2}\s*$")
_FIGURE = re.compile(r"\s*[0-9๐-๙][0-9๐-๙,]*\s*[ก-๎]")
"""`ครั้งที่ 2` at the end of a line goes on with its count."""
_WRAP = 0.75
"""A line of at least this share of the longest line may have wrapped into the next."""
_SHORTEST_WRAP = 60
"""Printed lines that wrap are longer than this, in characters."""


def sentence_starts(clean: str, start: int, end: int) -> list[int]:
    """Return where sentences begin in a range, `start` first, in order."""
    starts = {start}
    lines = clean[start:end].split("\n")
    longest = max(map(len, lines))
    at = start
    for before, line in itertools.pairwise(lines):
        at += len(before) + 1
        goes_on = (
            _GOES_ON.match(line)
            or _OPEN.search(before)
            or _wraps(before, longest)
            or (_BARE_FIGURE.search(before) and counted().match(line))
            or (_ORDINAL.search(before) and _FIGURE.match(line))
        )
        if _STARTS.match(line) or not goes_on:
            starts.add(at)
    for match in _INLINE.finditer(clean, start, end):
        starts.add(match.start())
    starts.update(listed_starts(clean, start, end))
    return sorted(starts)


def listed_starts(clean: str, start: int, end: int) -> list[int]:
    """Return where the items of inline lists `1) … 2) …` begin; their numbers rise by one."""
    runs: list[list[int]] = []
    expected = 0
    for match in _LISTED.finditer(clean, start, end):
        number = int(ascii_digits(match.group("n")))
        if number == 1:
            runs.append([match.start()])
            expected = 2
        elif runs and number == expected:
            runs[-1].append(match.start())
            expected += 1
    return [at for run in runs if len(run) > 1 for at in run]


@lru_cache(maxsize=1)
def counted() -> re.Pattern[str]:
    """Return the pattern of a line that begins with what the figure before it counts."""
    return re.compile(rf"\s*{one_of('classifiers')}(?=[\s,;)]|$)")


def _wraps(line: str, longest: int) -> bool:
    """Tell whether a line is as long as printed lines get, and does not end as sentences do."""
    return len(line) >= max(_SHORTEST_WRAP, _WRAP * longest) and not _ENDS.search(line)
