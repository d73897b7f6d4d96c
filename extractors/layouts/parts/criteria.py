"""Where the criteria of a ladder's levels begin and end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

MOST_MARKERS = 300
"""Openings that are compared with each other; no ladder has so many."""
_D = "[0-9๐-๙]"
_MARKER = re.compile(
    lenient(
        rf"(?P<lead>[-–—•*]\s*|^[^\S\n]*\(?{_D}{{1,2}}[.)]\s*)?(?P<word>(?:ความสำเร็จ|คะแนน)?(?:ระด(?:ับ|บั)|ขั้น(?:ตอน)?|\blevel)\s*(?:ความสำเร็จ|คะแนน)?)\s*(?P<th>ที่)?\s*"
        rf"(?P<box>\()?(?P<n>{_D}{{1,2}})(?(box)\))(?!\s*{_D}|\s*[+/]|\.{_D}|\s*(?:และ|ถึง|หรือ)\s*{_D})\s*(?P<colon>[.:)=]+|[-–—](?=\s))?\s*"
        rf"(?:(?:หมายถึง|คือ|ได้แก่)\s*)?"
    ),
    re.MULTILINE | re.IGNORECASE,
)
_STOP = re.compile(
    lenient(
        r"(?:(?<=\s)|(?<=^))(?:วิธี(?:การ)?คำ?นวณ|สูตร(?:การ)?คำ?นวณ|เกณฑ์การ(?:ให้คะแนน|ประเมิน|คิดคะแนน)|หมายเหตุ|การคิดคะแนน"
        r"|แหล่งข้อมูล|หลักฐาน(?:การประเมิน|อ้างอิง)\s*:|ค่าเป้าหมาย)"
        r"|^\s*(?:ทั้งนี้|โดยคิดคะแนน|\*\*)"
    ),
    re.MULTILINE,
)
#: Words before a number of a level that only refer to it: `ผ่านเกณฑ์ระดับ 3 ขึ้นไป`.
_REFERS = re.compile(lenient(r"(?:เกณฑ์|ตั้งแต่|ถึง|ใน|กว่า|ชำนาญการ|ตำแหน่ง|เป้าหมาย|แบ่งเป็น|ครบ|ทั้ง)\s*$"))


class Marker(NamedTuple):
    """The words that open a level's criterion: `ระดับที่ 1.`, `ขั้นที่ ๒ :`."""

    level: int
    start: int
    end: int
    number_at: int
    style: str


def read_markers(source: Source, span: Span) -> list[Marker]:
    """Return the openings of a ladder's criteria in printed order.

    Of several ways of writing the most frequent one counts. Openings at a line's start, or with a
    point or colon behind the number, are taken as they come; without either only a run 1, 2, 3, …
    is believed, since a sentence may speak of a level too.
    """
    clean = source.clean
    found: dict[str, list[tuple[Marker, bool]]] = {}
    for match in _MARKER.finditer(clean, *span):
        at_line = match.start() == span[0] or _opens_line(clean, match.start())
        if _REFERS.search(clean, max(span[0], match.start() - 14), match.start()) and not at_line:
            continue
        is_strong = at_line or match["colon"] is not None
        style = re.sub(r"\s|ความสำเร็จ(?=ระดับ)", "", match["word"])
        level = int(ascii_digits(match["n"]))
        marker = Marker(level, match.start(), match.end(), match.start("n"), style)
        found.setdefault(style, []).append((marker, is_strong))
    best: list[Marker] = []
    for candidates in found.values():
        chain = _chain(candidates)
        if len(chain) > len(best):
            best = chain
    return best if len(best) >= 2 else []


def _opens_line(clean: str, at: int) -> bool:
    return clean[max(0, at - 8) : at].rstrip(" :")[-1:] in ("", "\n")


def _chain(candidates: list[tuple[Marker, bool]]) -> list[Marker]:
    """Return the markers that make one ladder: strong ones as printed, else the run from 1."""
    strong = [marker for marker, is_strong in candidates if is_strong]
    run = _run(candidates)
    if len({marker.level for marker in strong}) >= 2 and len(strong) >= len(run):
        return _once(strong)
    every = [marker for marker, _ in candidates]
    return every if len(every) > max(2, len(run)) and _is_monotone(every) else run


def _is_monotone(markers: list[Marker]) -> bool:
    """Tell whether levels only rise, or only fall: a ladder that skips a number does so too."""
    steps = [after.level - before.level for before, after in pairwise(markers)]
    few = all(marker.level <= 10 for marker in markers)
    return few and (all(step > 0 for step in steps) or all(step < 0 for step in steps))


def _once(markers: list[Marker]) -> list[Marker]:
    """Stop where the list begins again; a number that is printed twice counts once."""
    kept: list[Marker] = []
    for marker in markers:
        if kept and marker.level == kept[0].level:
            break
        if marker.level not in {other.level for other in kept}:
            kept.append(marker)
    return kept


def _run(candidates: list[tuple[Marker, bool]]) -> list[Marker]:
    markers = [marker for marker, _ in candidates[:MOST_MARKERS]]
    best: list[Marker] = []
    for index, first in enumerate(markers):
        for step in (1, -1):
            run = [first]
            for marker in markers[index + 1 :]:
                if marker.level == run[-1].level + step:
                    run.append(marker)
            edge = run[0].level if step == 1 else run[-1].level
            if edge == 1 and len(run) > len(best):
                best = run
    return best


def criterion_end(source: Source, start: int, stop: int) -> int:
    """Return where a criterion ends: at the next opening, or at words that open something else."""
    match = _STOP.search(source.clean, start, stop)
    return match.start() if match else stop
