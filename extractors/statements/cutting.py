"""Where statements begin in a narrative: lines, list items, steps, and words that change the status."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from extractors.facts.sentences import sentence_starts
from extractors.layouts.labels import flex
from extractors.statements.cues import cue_pattern, finished, plan_opening, told_open, unfinished
from extractors.statements.times import outside_dates
from extractors.thai.numerals import ascii_digits
from extractors.thai.words import content_words, words

_DASH = re.compile(r"(?<=\s)[-–•▪]\s*(?=[ก-ฮเแโใไA-Z(])")
_LIST_OPENS = re.compile(
    rf"(?:(?:{flex('ดังนี้')}|{flex('ดังต่อไปนี้')}|{flex('ต่อไปนี้')}|{flex('ประกอบด้วย')})\s*[:：]?|[:：])\s*$"
)
_ITEM = re.compile(r"(?<=\s)\(?(?P<n>[0-9๐-๙]{1,2})\s*[.)]\s*(?=[ก-ฮเแโใไA-Z(])")
_NAMES_FOLLOW = re.compile(
    rf"(?:{flex('ได้แก่')}|{flex('คือ')}|{flex('เรื่อง')}|{flex('ประกอบด้วย')}|{flex('หัวข้อ')})\s*[:：]?\s*$"
)
_END = re.compile(
    rf"(?:{flex('แล้วเสร็จ')}|{flex('เสร็จสิ้น')}|{flex('เรียบร้อย')}|{flex('แล้ว')}|{flex('ครบถ้วน')}|{flex('อยู่ระหว่างดำเนินการ')}"
    rf"|\([^()\n]{{0,120}}[0-9๐-๙]{{1,4}}\s*%?\)|[0-9๐-๙]\s*%|(?:{flex('ร้อยละ')})\s*[0-9๐-๙.]+|[ก-๙.]{{3,}}\s+(?:พ\.ศ\.\s*)?[2๒][5๕][0-9๐-๙]{{2}}|[0-9๐-๙]{{1,2}}/[0-9๐-๙]{{1,2}}/[0-9๐-๙]{{2,4}}|[ก-๎]{{1,3}}\.\s?[ก-ฮ]\.\s?[0-9๐-๙]{{2,4}}|{flex('ที่ผ่านมา')})\s+(?=[ก-ฮเแโใไ])"
)
_GOES_ON = frozenset(
    ("และ", "หรือ", "โดย", "ซึ่ง", "ที่", "เพื่อ", "จาก", "ของ", "ใน", "ตาม", "ให้", "กับ",
     "แก่", "เมื่อ", "พร้อม", "รวม", "คิดเป็น", "เป็น", "ได้แก่", "ประกอบด้วย", "ดังนี้", "ถึง",
     "ทั้งนี้", "ลง", "ณ", "จำนวน", "ดังกล่าว", "ต่อ", "แก", "ไป", "มา", "ขึ้น", "ไว้", "แล้ว",
     "ตั้งแต่", "ปรากฏ", "ภายใน", "หลัง", "ภายหลัง", "แต่", "จึง", "เพราะ", "เนื่องจาก", "ส่วน",
     "คาดว่า", "จะ", "ครบ", "เสร็จ", "เรียบร้อย")
)  # fmt: skip
"""Words with which a sentence goes on."""
_PREFIX = re.compile("|".join(flex(word) for word in _GOES_ON))
_BEGINS = re.compile(
    rf"{flex('รวม')}(?:{flex('ผล')}|{flex('ความ')})|{flex('ให้')}(?:{flex('ความรู้')}|{flex('คำ')}|{flex('บริการ')}|{flex('วัคซีน')}|{flex('การ')})|{flex('ที่ประชุม')}|{flex('พร้อมเปิด')}|{flex('พร้อมให้บริการ')}"
)
"""Phrases of those words that begin one."""
_BARE = re.compile(
    rf"[\s\-–—•▪*:.,()]*(?:(?:{flex('ขั้นตอน')}|{flex('กิจกรรม')}|{flex('ระดับ')}(?:{flex('ความสำเร็จ')})?|{flex('ข้อ')}|{flex('ขั้น')})\s*(?:{flex('ที่')})?\s*)?"
    r"[0-9๐-๙.]*[\s\-–—•▪*:.,()]*(?:และ|โดย|แต่|ซึ่ง|ทั้งนี้)?\s*"
)
_AHEAD = 30
"""Characters read for a sentence's next word."""
_TELLS = re.compile(f"{told_open().pattern}|{finished().pattern}|แล้ว")
_ONLY_PROGRESS = re.compile(
    rf"(?:{flex('ขณะนี้')}|{flex('ปัจจุบัน')})?(?:{flex('ยังไม่')}(?:{flex('ได้')})?(?:{flex('เริ่ม')})?(?:{flex('ดำเนินการ')}|{flex('แล้วเสร็จ')})"
    rf"|{flex('กำลังดำเนินการ')})[\s.)]*|"
    rf"(?:{flex('ขณะนี้')}|{flex('ปัจจุบัน')}|{flex('ยัง')})?(?:{flex('อยู่ใน')}|{flex('อยู่')})(?:{flex('ระหว่าง')}|{flex('ขั้นตอน')})(?:{flex('การ')})?"
    rf"(?:{flex('ดำเนินการ')}|{flex('ดำเนินงาน')})[\s.)]*"
)
_GAP = re.compile(r"(?<=\S)[ \t]+(?=[ก-ฮเแโใไ])")
SHORTEST = 15
"""Shortest clause, in characters, that is a statement of its own."""
_TURNS = "|".join(
    flex(word) for word in ("จากนั้น", "ต่อมา", "อีกทั้ง", "พร้อมกันนี้", "นอกจากนี้", "หลังจากนั้น")
)
_STEP = re.compile(
    rf"(?<=\s)(?:{flex('ขั้นตอนที่')}|{flex('กิจกรรมที่')}|{flex('ขั้นที่')}|{flex('ระดับ')}\s*(?:{flex('ที่')})?)\s*[0-9๐-๙](?![0-9๐-๙.]*[0-9๐-๙])"
    rf"|(?<=\s)(?:{_TURNS})(?=[ก-ฮเแโใไ\s])|(?<=\s)[•▪●]\s*(?=\S)"
)


@lru_cache(maxsize=1)
def _turn() -> re.Pattern[str]:
    """Words that turn to another status in the middle of a line."""
    link = "|".join(
        flex(word)
        for word in (
            "ซึ่งขณะนี้",
            "ขณะนี้",
            "ซึ่งปัจจุบัน",
            "ปัจจุบัน",
            "และยังคง",
            "และยัง",
            "แต่ยัง",
            "ยังคง",
            "และ",
            "แต่",
            "ซึ่ง",
            "โดย",
            "ทั้งนี้",
            "สำหรับ",
        )
    )
    cue = f"(?:{cue_pattern('in_progress')}|{unfinished()})"
    return re.compile(
        rf"(?:(?<=[\s)])(?:(?:{link})\s*)*|(?:{link})\s*)(?={cue})|(?<=\s)(?=(?:{flex('โดย')}|{flex('และ')})?(?:{plan_opening()}))|{flex('โดย')}(?=จะ{flex('เริ่ม')})"
    )


def statement_starts(clean: str, start: int, end: int) -> list[int]:
    """Return where statements begin in a range, in order, `start` first.

    A dash inside a name (`ชำนาญงาน - อาวุโส`) is no list item: dashes count where a list was opened, the
    narrative begins with one, or three or more stand in it.
    """
    starts = set(sentence_starts(clean, start, end)) - _dashes(clean, start, end, is_list=False)
    starts |= _dashes(clean, start, end, is_list=True)
    starts |= _items(clean, start, end)
    starts.update(match.start() for match in _STEP.finditer(clean, start, end))
    starts.update(_after_ends(clean, start, end))
    starts.update(match.start() for match in _turn().finditer(clean, start, end))
    starts |= _told_apart(clean, sorted(starts), end)
    apart = _without_bare(clean, outside_dates(clean, sorted(starts), end), end)
    return _with_topics(clean, apart, end)


def _with_topics(clean: str, starts: list[int], end: int) -> list[int]:
    """Leave out starts of words of progress alone behind a work that tells no status of its own: they
    tell how far that work has got (`ปรับปรุงลานกีฬา อยู่ระหว่างดำเนินการ`)."""
    kept = starts[:1]
    for start, stop in pairwise([*starts[1:], end]):
        topic = clean[kept[-1] : start]
        is_topic = not topic.endswith("\n") and not _TELLS.search(topic)
        if is_topic and _ONLY_PROGRESS.fullmatch(clean, start, stop):
            continue
        kept.append(start)
    return kept


def _told_apart(clean: str, starts: list[int], end: int) -> set[int]:
    """Return where a new statement begins behind a space: both sides tell a status of
    their own, and one of them is not finished."""
    found: set[int] = set()
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        gaps = [gap.end() for gap in _GAP.finditer(clean, start, stop)]
        depth, tells, is_open = 0, False, False
        for at, until in zip([start, *gaps], [*gaps, stop], strict=True):
            chunk = clean[at:until].rstrip()
            is_told = bool(_TELLS.search(chunk))
            goes_on_open = is_told and bool(told_open().search(chunk))
            begins = at > start and len(chunk) >= SHORTEST and depth <= 0 and tells and is_told
            if begins and (is_open or goes_on_open) and not _goes_on(clean, at, stop):
                found.add(at)
                tells = is_open = False
            tells, is_open = tells or is_told, is_open or goes_on_open
            depth += chunk.count("(") - chunk.count(")")
    return found


def _without_bare(clean: str, starts: list[int], end: int) -> list[int]:
    """Join a bare mark (`-`, `2.`, `ระดับที่ 4`) to the statement that it leads."""
    kept: list[int] = []
    lead: int | None = None
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        first = start if lead is None else lead
        if _BARE.fullmatch(clean, start, stop) and stop != end:
            lead = first
            continue
        kept.append(first)
        lead = None
    return kept


def _after_ends(clean: str, start: int, end: int) -> set[int]:
    """Return where a new sentence begins behind words that end one (`…แล้วเสร็จ การสำรวจ…`)."""
    return {
        match.end()
        for match in _END.finditer(clean, start, end)
        if match.end() < end and not _goes_on(clean, match.end(), end)
    }


def _goes_on(clean: str, at: int, end: int) -> bool:
    """Tell whether a sentence goes on at a place: `ลงวันที่` goes on, `ลงนาม` and `ขึ้นทะเบียน` begin one."""
    if not _PREFIX.match(clean, at) or _BEGINS.match(clean, at):
        return False
    following = next((word for _, _, word in words(clean[at : min(end, at + _AHEAD)])), "")
    return following in _GOES_ON or not content_words(following)


def _dashes(clean: str, start: int, end: int, *, is_list: bool) -> set[int]:
    marks = [m.start() for m in _DASH.finditer(clean, start, end) if clean[m.start() - 1] != "\n"]
    opens_list = clean[start:end].lstrip()[:1] in ("-", "–", "•", "▪") or any(
        _LIST_OPENS.search(clean, max(start, mark - 30), mark) for mark in marks
    )
    outside = {mark for mark in marks if _is_outside(clean, start, mark)}
    list_style = opens_list or len(outside) >= 3
    if is_list:
        return outside if list_style else set()
    return set(marks) if not list_style else set(marks) - outside


def _is_outside(clean: str, start: int, mark: int) -> bool:
    """Tell whether a dash stands outside parentheses and not between Latin words or years."""
    before = clean[start:mark]
    if before.count("(") > before.count(")"):
        return False
    return not re.search(r"[A-Za-z0-9๐-๙]\s$", before[-3:]) or not re.match(
        r"[-–]\s*[A-Za-z0-9๐-๙]", clean[mark : mark + 6]
    )


def _items(clean: str, start: int, end: int) -> set[int]:
    """Return inline items `1. … 2. …` that say what is done, not names that a list gives."""
    starts: set[int] = set()
    expected = 1
    naming = False
    for match in _ITEM.finditer(clean, start, end):
        number = int(ascii_digits(match.group("n")))
        if number == 1:
            naming = bool(
                _NAMES_FOLLOW.search(clean, max(start, match.start() - 40), match.start())
            )
            expected = 1
        if number == expected and not naming:
            starts.add(match.start())
        if number == expected:
            expected += 1
    return starts
