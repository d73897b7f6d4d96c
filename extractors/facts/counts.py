"""Counts with what they count, their batch, and whether they are totals or bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from re import Pattern

from extractors.facts.model import Fact, Taken
from extractors.facts.percents import is_bound
from extractors.facts.vocabulary import compiled, one_of, words_of
from extractors.layouts.labels import flex
from extractors.thai.numerals import BARE_NUMBER, NUMBER, ParsedNumber, parse_number
from extractors.thai.words import words

_NO_BATCH = "(?!ระดับ|ขั้น|ไตรมาส|วัน|ลำดับ|ข้อ|มาตรา|หน้า|คำสั่ง|หนังสือ|เลข|ปี)"
_BATCH = re.compile(
    rf"(?:(?:{flex('รุ่น')}|{flex('ชุด')}|{flex('กลุ่ม')}|{flex('รอบ')}|{flex('ครั้ง')})\s*(?:ที่)?|(?:(?<=\s)|(?<=^)){_NO_BATCH}[ก-ฮเแโใไ][ก-๎]{{1,14}}?ที่)\s*"
    r"([0-9๐-๙]{1,3})(?![0-9๐-๙/])"
)
_NO_PERSONS = "ราย(?:งาน|ได้|ชื่อ|ละเอียด|จ่าย|รับ)"
_BASE = re.compile(rf"{flex('จาก')}(?:{flex('ค่า')})?{flex('เป้าหมาย')}[^\n0-9๐-๙]*$")
_TAKEN_FROM = re.compile(
    rf"{flex('จาก')}\s*(?:{flex('ค่า')})?(?:{flex('เป้าหมาย')}|{flex('ทั้งหมด')}|{flex('ทั้งสิ้น')}|{flex('จำนวน')}|{flex('แผน')}"
    rf"|{flex('กลุ่ม')}|\s)*$|(?<=[0-9๐-๙])\s*(?:{flex('ใน')}|{flex('ต่อ')})\s*(?:{flex('จำนวน')}\s*)?$"
)
_REPEATED = re.compile(
    rf"\s*(?P<word>[ก-ฮเแโใไ][ก-๎.]{{1,14}}?)\s*{flex('จาก')}[^\n0-9๐-๙]{{0,30}}[0-9๐-๙][0-9๐-๙,.]*\s*(?P=word)"
)
"""A word after the part and again after its whole is what both count, known or not."""
SHORTEST_UNIT = 2
"""Fewest characters of a word that counts by standing behind two numbers."""
SAME_CLAUSE = 60
"""How far around a number, in characters, the same word may count another."""
_GROUP_WORD = re.compile(r"[\u0e01-\u0e4eA-Za-z./&()ฯ]+")


@lru_cache(maxsize=1)
def _pattern() -> Pattern[str]:
    total = one_of("total_before")
    return compiled(
        rf"(?:(?P<total>{total})\s*)?(?:(?P<lead>{flex('จำนวน')})\s*(?P<total2>{total})?\s*[:=]?\s*)?"
        rf"(?P<n>{NUMBER})\s*(?:(?!{_NO_PERSONS})(?P<unit>{one_of('classifiers')})|(?P<word>[ก-ฮเแโใไ][ก-๎.]*))?"
    )


@lru_cache(maxsize=1)
def _duration() -> Pattern[str]:
    return compiled(rf"\s*{one_of('durations')}")


@lru_cache(maxsize=1)
def _shared_unit() -> Pattern[str]:
    """The whole that a part without a unit is taken from, with the unit of both."""
    return compiled(
        rf"\s*(?:{flex('จาก')}\s*[^\n0-9๐-๙]{{0,30}}|{flex('ใน')}\s*(?:{flex('จำนวน')}\s*)?|{flex('ต่อ')}\s*){NUMBER}\s*"
        rf"(?:(?P<unit>{one_of('classifiers')})|(?P<word>[ก-ฮเแโใไ][ก-๎.]*))"
    )


@lru_cache(maxsize=1)
def _total_after() -> Pattern[str]:
    return compiled(rf"\s*{one_of('total_after')}")


def counts(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield counts: `จำนวน 36 คน`, `รวมทั้งสิ้น 78 คน`, `12 แห่ง`; lengths of time are none."""
    yield from _fractions(clean, taken)
    for match in _matches(clean, taken):
        number = match.span("n")
        if _duration().match(clean, number[1]):
            continue
        is_led = bool(match.group("lead") or match.group("total")) or _is_taken_from(
            clean, match.start()
        )
        counted = _counted(clean, match, is_led)
        parsed = parse_number(match.group("n"))
        if counted is None or not isinstance(parsed, ParsedNumber):
            continue
        unit, end = counted
        total = match.group("total") or match.group("total2") or _total_after().match(clean, end)
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        batch, start = _batch_before(clean, start)
        taken.add(number[0], end)
        yield Fact(
            "count",
            start,
            end,
            number,
            parsed.text,
            unit=unit,
            noun=_group_before(clean, start),
            batch=batch,
            total=bool(total),
            threshold=is_bound(clean, match.start(), end) and not _is_base(clean, match.start()),
            notes={"lead": is_led},
        )


def _fractions(clean: str, taken: Taken) -> Iterator[Fact]:
    """Yield part and whole of `35/40 คน`: two counts, the second the base of the first."""
    for match in _fraction().finditer(clean):
        if not taken.free(match.start("part"), match.end("whole")):
            continue
        numbers = [parse_number(match.group(name)) for name in ("part", "whole")]
        taken.add(match.start("part"), match.end("unit"))
        for name, number in zip(("part", "whole"), numbers, strict=True):
            if isinstance(number, ParsedNumber):
                end = match.end("unit") if name == "whole" else match.end("part")
                yield Fact(
                    "count",
                    match.start(name),
                    end,
                    match.span(name),
                    number.text,
                    unit=_plain(match.group("unit")),
                    noun=_group_before(clean, match.start()),
                    notes={"lead": True, "base": name == "whole"},
                )


@lru_cache(maxsize=1)
def _fraction() -> Pattern[str]:
    # What an unknown word counts shows where a percent follows (`40/55 ฝา คิดเป็นร้อยละ 72.73`).
    words = ("คิดเป็น", "หรือ", "เท่ากับ", "ร้อยละ")
    gives = f"(?:{'|'.join(flex(word) for word in words)})"
    return compiled(
        rf"(?<![0-9๐-๙/.,-])(?P<part>{BARE_NUMBER})\s*/\s*(?P<whole>{BARE_NUMBER})\s*"
        rf"(?P<unit>{one_of('classifiers')}|[ก-ฮเแโใไ][ก-๎]{{1,11}}?(?=\s*\(?\s*{gives}))"
    )


def _counted(clean: str, match: re.Match[str], is_led: bool) -> tuple[str, int] | None:
    """Return what a number counts and where its words end, None where it counts nothing.

    `จำนวน 364 จาก 1,520 ดวง`: the part counts what its whole does.
    """
    if match.group("unit"):
        return _plain(match.group("unit")), match.end("unit")
    shared = _shared_unit().match(clean, match.end("n"))
    if shared:
        return _plain(shared.group("unit") or _first_word(shared.group("word"))), match.end("n")
    repeated = _REPEATED.match(clean, match.end("n"))
    if repeated:
        return repeated.group("word"), repeated.end("word")
    if not match.group("word"):
        return None
    unit = _first_word(match.group("word"))
    if is_led or _counts_again(clean, unit, match.span("n")):
        return unit, match.start("word") + len(unit)
    return None


def _counts_again(clean: str, word: str, number: tuple[int, int]) -> bool:
    """Tell whether another number of the clause has the same word behind it, which then counts.

    `บานทั้งหมด 40 บาน เปลี่ยนแล้ว 32 บาน`; words of grammar count nothing.
    """
    if len(word) < SHORTEST_UNIT or word in words_of("no_units"):
        return False
    near = clean[max(0, number[0] - SAME_CLAUSE) : number[1] + SAME_CLAUSE]
    pattern = rf"[0-9๐-๙]\s*{re.escape(word)}"
    return len(re.findall(pattern, near)) >= 2  # the number's own, and another's


def _plain(unit: str) -> str:
    return "".join(unit.split())


def _is_taken_from(clean: str, start: int) -> bool:
    return bool(_TAKEN_FROM.search(clean[max(0, start - 40) : start]))


def _is_base(clean: str, start: int) -> bool:
    """Tell whether a count is the base that others are taken from (`จากเป้าหมาย 231 ครัวเรือน`)."""
    return bool(_BASE.search(clean[max(0, start - 40) : start]))


def _matches(clean: str, taken: Taken) -> Iterator[re.Match[str]]:
    """Yield numbers with what follows; after one that is taken the search goes on behind it.

    `รุ่นที่ 1 จำนวน 36 คน`: the taken 1 must not swallow the words of the count.
    """
    at = 0
    while match := _pattern().search(clean, at):
        if taken.free(*match.span("n")):
            yield match
            at = match.end()
        else:
            at = match.end("n")


def _first_word(text: str) -> str:
    found = words(text)
    return found[0][2] if found else text


def _batch_before(clean: str, start: int) -> tuple[int | None, int]:
    """Return the batch named directly before a count, and where its words begin."""
    before = clean[max(0, start - 24) : start]
    match = next(reversed(list(_BATCH.finditer(before))), None)
    if match is None or before[match.end() :].strip(" \n\u00a0:=-–("):
        return None, start
    return int(match.group(1)), start - len(before) + match.start()


def _group_before(clean: str, start: int) -> str | None:
    """Return the phrase before a count that names the group, without white space inside it."""
    before = clean[max(0, start - 80) : start].rsplit("\n", 1)[-1].rstrip()
    found = _GROUP_WORD.findall(before)
    return found[-1] if found else None
