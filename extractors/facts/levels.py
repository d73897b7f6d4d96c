"""Levels that a text claims, and levels that it only speaks about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from re import Pattern

from extractors.facts.model import Fact, Taken
from extractors.facts.percents import is_bound
from extractors.facts.vocabulary import compiled
from extractors.layouts.labels import flex

_N = r"[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,4})?(?![0-9๐-๙/]|\.[0-9๐-๙])"
_CLAIMING = "|".join(
    ("(?<!ความ)" if word == "สำเร็จ" else "") + flex(word)
    for word in (
        "คิดเป็นความสำเร็จ", "เป็นความสำเร็จ", "ผลสำเร็จ", "บรรลุความสำเร็จ", "บรรลุผล", "บรรลุ", "ประสบความสำเร็จ", "ความสำเร็จอยู่",
        "ผลงานอยู่", "ผลการดำเนินงานอยู่", "ผลการดำเนินการอยู่", "ผลการดำเนินงาน", "ผลการดำเนินการ",
        "ผลงาน", "มีความสำเร็จ", "ดำเนินการได้", "ดำเนินงานได้", "ดำเนินการถึง", "ดำเนินการแล้วถึง",
        "ดำเนินการแล้วเสร็จ", "ดำเนินการสำเร็จ", "ทำได้", "ได้ผล", "ได้", "ถึง", "อยู่", "คิดเป็น",
        "เท่ากับ", "สำเร็จ", "ผ่าน",
    )
)  # fmt: skip


@lru_cache(maxsize=1)
def _claimed() -> Pattern[str]:
    # A line that ends with ได้ is not continued by the next level's own line.
    space = r"[^\S\n]*"
    joint = rf"{space}(?:{flex('ใน')}|{flex('ที่')}|{flex('ได้')}|{flex('ถึง')}|{flex('ครบ')})?{space}"
    name = rf"{flex('ระดับ')}\s*(?:{flex('ความสำเร็จ')}|{flex('คะแนน')})?\s*(?:{flex('ที่')})?"
    return compiled(rf"(?:{_CLAIMING}){joint}{name}\s*[:=]?\s*(?P<n>{_N})(?!\s*[.)+]\s*\S)")


@lru_cache(maxsize=1)
def _all_levels() -> Pattern[str]:
    both = rf"(?:{flex('ครบ')}\s*{flex('ถ้วน')}?\s*{flex('ทั้ง')}?|{flex('ทั้ง')})"
    return compiled(rf"{both}\s*(?P<n>{_N})\s*{flex('ระดับ')}")


@lru_cache(maxsize=1)
def _marker() -> Pattern[str]:
    step = rf"{flex('ระดับ')}\s*(?:{flex('ความสำเร็จ')}|{flex('ขั้นความสำเร็จ')})?\s*(?:{flex('ที่')}|{flex('คะแนน')})?"
    return compiled(
        rf"(?:{flex('ความสำเร็จ')}\s*)?{step}\s*(?P<n>[0-9๐-๙](?:\s*\+\s*[0-9๐-๙])*)(?![0-9๐-๙.]*[0-9๐-๙])"
        r"\s*[.:)]?"
    )


def levels(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield levels that the text claims to have reached (`ผลสำเร็จระดับ 5`, `ครบทั้ง 5 ระดับ`)."""
    for pattern, is_whole in ((_claimed(), False), (_all_levels(), True)):
        for match in pattern.finditer(clean):
            number = match.span("n")
            if (parsed := taken.number(clean, number)) is None:
                continue
            yield Fact(
                "level",
                match.start(),
                match.end(),
                number,
                parsed.text,
                unit="level",
                threshold=is_bound(clean, match.start(), match.end()),
                notes={"all": is_whole},
            )


def level_markers(clean: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return (range start, range end, level) of words that say which level is spoken of.

    A set such as `1+2+3` speaks of its highest member.
    """
    found = []
    for match in _marker().finditer(clean, start, end):
        members = [int(part) for part in match.group("n").split("+")]
        found.append((match.start(), match.end(), max(members)))
    return found
