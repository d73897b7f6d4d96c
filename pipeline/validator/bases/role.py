"""What the words around a count make it: a whole, a part, what is left over, an earlier count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from extractors.layouts.labels import flex
from pipeline.validator.bases.words import any_of, has, pattern
from pipeline.validator.case import Case
from schemas.claim import ReadClaim

REACH = 80
"""How far before a count, in characters, its words may begin."""
SAYS = 45
"""How far before a count, in characters, a word says what it is; prepositions reach further."""
BEHIND = 24
"""How far behind a count, in characters, words still say what it is."""
_DIGITS = re.compile(r"[0-9๐-๙]")
_PER = re.compile(rf"(?:{flex('ละ')}|{flex('ต่อ')}|/)\s*$")
_SIGNS = r"[\s()\[\],.:=–-]*"
_DIRECT = re.compile(
    rf"{_SIGNS}(?:/|÷|{flex('ต่อ')}|{flex('ใน')}|{flex('ของ')}){_SIGNS}(?:{flex('จำนวน')})?{_SIGNS}"
)
_AMONG = re.compile(
    rf"(?:^|[\s(]){flex('ใน')}(?:{flex('จำนวน')}|{flex('บรรดา')})(?!{flex('นี้')}|{flex('ดังกล่าว')}|{flex('นั้น')})"
)
_TAKEN = re.compile(rf"(?:{flex('จาก')}|^{_SIGNS}{flex('ของ')})(?P<name>[^\n]*)$")
_NO_LETTERS = re.compile(r"[^ก-๎A-Za-z]")
_HAVING = re.compile(rf"(?:^|[\s(]){flex('จาก')}(?:{flex('การ')}|{flex('ผล')})")
_THERE_ARE = re.compile(rf"{flex('มี')}\s*(?:{flex('จำนวน')})?\s*$")
_BASE = re.compile(rf"(?<![ก-๎]){flex('ฐาน')}{_SIGNS}$")
_DONE = re.compile(
    rf"(?:{flex('แล้ว')}|{flex('เรียบร้อย')}|{flex('เสร็จสิ้น')}|{flex('ครบถ้วน')}|{flex('ต่อเนื่อง')})[ \u00a0]+"
    rf"(?=[ก-๎])(?!{flex('จำนวน')}|{flex('รวม')}|{flex('ทั้ง')}|{flex('สะสม')}|{flex('จาก')}|{flex('ได้')})"
)
_BECOMES = re.compile(rf"{_SIGNS}(?:{flex('เป็น')}|{flex('เหลือ')})")

WHOLE, GOAL, TOTAL, DONE, PLAIN, PART = 4, 3, 2, 1, 0, -1
"""Ranks: of two counts of a clause the one of the higher rank is what the other is divided by."""


class Roles:
    """The roles of a document's counts, each by the words between the figure before it and it."""

    def __init__(self, case: Case) -> None:
        self._clean = case.extraction.text.clean
        self._ends: dict[str, list[int]] = defaultdict(list)
        for claim in case.of_kind("percent", "count", "total", "date", "reference", "points"):
            self._ends[claim.section].append(claim.span[1])
        for ends in self._ends.values():
            ends.sort()
        self._gaps: dict[str, str] = {}

    def gap(self, claim: ReadClaim) -> str:
        """Return the words before a count: from the figure before it, its own lead included."""
        if claim.id not in self._gaps:
            number = claim.notes.get("number") or claim.span
            ends = self._ends[claim.section]
            index = bisect_right(ends, claim.span[0])
            start = max(claim.sentence, ends[index - 1] if index else 0, claim.span[0] - REACH)
            before = _DIGITS.split(self._clean[start : claim.span[0]])[-1]
            self._gaps[claim.id] = before + self._clean[claim.span[0] : number[0]]
        return self._gaps[claim.id]

    def near(self, claim: ReadClaim) -> str:
        """Return the last of the words before a count, those that say what it is."""
        return _clause(self.gap(claim))[-SAYS:]

    def behind(self, claim: ReadClaim) -> str:
        """Return the words directly behind a count, up to the next figure."""
        words = self._clean[claim.span[1] : claim.span[1] + BEHIND]
        return _DIGITS.split(words.split("\n", 1)[0])[0]

    def rank(self, claim: ReadClaim, since: int = 0) -> int:
        """Return how strongly the words make a count the whole of its clause, from a place on."""
        number = claim.notes.get("number") or claim.span
        words = self.gap(claim)[-max(0, number[0] - since) :] if number[0] > since else ""
        gap = _clause(words)[-SAYS:]
        if claim.notes.get("base") or is_whole(words):
            return WHOLE
        if has("goal", pattern("group").sub("", gap)):
            return GOAL
        is_part = has("part", gap)
        if claim.kind == "total" or has("total", gap) or _HAVING.search(gap):
            return DONE if is_part else TOTAL
        if _THERE_ARE.search(gap):
            return DONE
        return PART if is_part else PLAIN

    def name(self, claim: ReadClaim) -> str:
        """Return whose number a whole is (`จากผู้เข้าอบรม 36 คน`), empty where no word names a group."""
        match = _TAKEN.search(self.gap(claim))
        if match is None:
            return ""
        return _NO_LETTERS.sub("", pattern("base_name").sub("", match["name"]))

    def is_goal(self, claim: ReadClaim) -> bool:
        """Tell whether a count is what was planned; more than that may well be done."""
        return has("goal", pattern("group").sub("", self.near(claim)))

    def is_bound(self, claim: ReadClaim) -> bool:
        """Tell whether a goal is told as a bound (`ไม่น้อยกว่า 30 คน`)."""
        return has("bound", self.near(claim)) or not has("goal", self.near(claim))

    def is_rest(self, claim: ReadClaim) -> bool:
        """Tell whether a count is what is left over, neither part nor whole."""
        return has("rest", self.near(claim))

    def is_earlier(self, claim: ReadClaim) -> bool:
        """Tell whether a count is an earlier one that another is compared with."""
        return has("earlier", self.near(claim)) or has("earlier", self.behind(claim))

    def is_rate(self, claim: ReadClaim) -> bool:
        """Tell whether a count is one per something (`รุ่นละ 40 คน`, `ตันต่อ 1 วัน`).

        `33 คน ต่อ 36 คน` is a part of a whole.
        """
        number = claim.notes.get("number") or claim.span
        start = max(0, number[0] - 8)
        ends = self._ends[claim.section]
        index = bisect_right(ends, number[0]) - 1
        if index >= 0 and ends[index] >= start:
            return False
        return bool(_PER.search(self._clean[start : number[0]]))

    def changes(self, claim: ReadClaim) -> bool:
        """Tell whether a count is where a change starts from (`เพิ่มขึ้นจาก 278 คน เป็น 377 คน`)."""
        if has("growth", self.near(claim)) or self.is_earlier(claim):
            return True
        return bool(_BECOMES.match(self.behind(claim)))


def is_whole(gap: str) -> bool:
    """Tell whether words before a count make it what another is divided by.

    `33 คน จากผู้เข้าอบรม 36 คน`; in `ค่าธรรมเนียมจากผู้ค้า 186 ราย` the word belongs to the one before it.
    """
    gap = _clause(gap)
    if _free_from().search(gap) or _AMONG.search(gap) or _DIRECT.fullmatch(gap):
        return True
    said = pattern("earlier").split(gap[-SAYS:])[-1]
    return bool(_BASE.search(gap)) or has("whole", said)


def _clause(gap: str) -> str:
    """Return the last clause of the words before a count (`… ของทั้งหมด และตอบแบบติดตาม 86 ราย`)."""
    return _DONE.split(_joint().split(gap)[-1])[-1]


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of('joint')}")


@lru_cache(maxsize=1)
def _free_from() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s(\[,:–-]|{any_of('reckoned')})จาก(?!\s*{any_of('not_taken')})[^\n]{{0,60}}$|^{_SIGNS}ของ(?!{any_of('goods')})"
    )
