"""The work that a statement names, apart from how far it has got, when, and by whom.

`การทาสีทางม้าลายยังไม่แล้วเสร็จ` and `ผู้รับจ้างทาสีทางม้าลายแล้วเสร็จและส่งมอบงานแล้ว` name one work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.statements.cues import cue_pattern, finished, is_told_done, part_way, work_verbs
from extractors.thai.dates import without_dates
from extractors.thai.numerals import ascii_digits
from pipeline.validator.evidence import is_held, meaning, word_class

SAME = 0.85
"""Share of a work's words that the other statement must carry."""
BACK = 0.6
"""Share of the other statement's words that the work must carry."""
FEWEST = 2
"""A work of fewer words says too little to be known again."""

_PROOF = re.compile(r"\([^()\n]*\)|(?:ปรากฏ)?ตาม(?:คำสั่ง|หนังสือ|บันทึก|ประกาศ)[^\n]*$")
_AS_PLANNED = re.compile(
    r"ตาม(?:แผน|เป้าหมาย|ระยะเวลา|กำหนด)(?:งาน|การ)?(?:ที่(?:กำหนด|วาง|ตั้ง)(?:ไว้)?)?(?=\s|$)"
)
_STILL = re.compile(r"ยัง(?!คง|ไม่|มิ|อยู่|กำลัง|ดำเนินการ)(?=[ก-ฮเแโใไ])")
_STILL_UNDER_WAY = re.compile(r"ยัง(?=อยู่|กำลัง|ดำเนินการ)")
_JOINED = re.compile(r"ได้รับการ|ได้รับ|ผ่านการ|และ|พร้อมทั้ง|พร้อม|รวมทั้ง")
_EXPECTED = re.compile(r"(?:โดย)?(?:คาดว่า|ทั้งนี้|ซึ่งจะ|เนื่องจาก|เพราะ|ให้ทัน|เพื่อให้ทัน|ให้แล้วเสร็จ)[^\n]*$")
_MARKED = re.compile(
    r"^[\s\-–•*0-9๐-๙.)(]*(?:(?:ระดับ(?:ความสำเร็จ)?|ขั้นตอน|ขั้น|กิจกรรม)\s*(?:ที่)?\s*[0-9๐-๙][\s.:)]*)?"
)
_NOUN = re.compile(r"^(?:การ|งาน)(?=[ก-ฮเแโใไ][ก-๎])")
_COUNT = re.compile(r"([0-9][0-9,]*)\s*([ก-๙.]{1,12})")


@dataclass(frozen=True, slots=True)
class Work:
    """The words of a work, those that may name the deed, and the whole without spaces."""

    words: tuple[str, ...]
    deeds: tuple[str, ...]
    text: str
    counts: frozenset[tuple[str, str]]


@lru_cache(maxsize=4096)
def work_of(text: str, *, is_done: bool) -> Work:
    """Read the work of a statement; of one that is done, what stands up to the word of its end."""
    bare = _MARKED.sub("", _EXPECTED.sub("", _PROOF.sub(" ", text)), count=1)
    bare = _part_way().sub(" ", _AS_PLANNED.sub(" ", bare))
    bare = _STILL_UNDER_WAY.sub(" ", without_dates(bare))
    counts = frozenset(_COUNT.findall(ascii_digits(bare)))
    if is_done:
        end = finished().search(bare)
        if end and len(_words(bare[: end.end()])) >= FEWEST:
            bare = bare[: end.end()]
    words = _words(bare)
    deeds = _deeds_done(bare, words) if is_done else _deed_under_way(bare, words)
    return Work(words, deeds, "".join(bare.split()), counts)


def _deeds_done(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that may name what was done: the first ones, those joined to them, those of a
    passive, and the last where the statement begins with a thing (`บัญชีรายชื่อที่ต้องตรวจสอบจัดทำแล้ว`)."""
    joined = [word for part in _JOINED.split(text)[1:] for word in _words(part)[:1]]
    last = () if words[:1] and words[0] in work_verbs() else words[-1:]
    return (*words[:2], *joined, *last)


def _deed_under_way(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the word that names what is under way: the first behind the word of progress."""
    cue = _STILL.search(text) or _progress().search(text)
    behind = _words(text[cue.end() :])[:1] if cue else ()
    return behind or words[:1]


def same_work(done: str, later: str) -> bool:
    """Tell whether a statement in progress is about the very work that another reports done.

    What it does must be told there, and all that it does it to; other counts are other parts of it.
    """
    return any(_same(part, later) for part in _parts(done))


def _parts(text: str) -> list[str]:
    """Return a statement, and each clause of it that tells an end of its own."""
    return [text, *(clause for clause in text.split() if is_told_done(clause))]


def _same(done: str, later: str) -> bool:
    first, second = work_of(done, is_done=True), work_of(later, is_done=False)
    if len(second.words) < FEWEST or not _is_deed(second.deeds, first.deeds):
        return False
    if first.counts and second.counts and not first.counts & second.counts:
        return False
    return _share(second, first) >= SAME and _share(first, second) >= BACK


def _is_deed(deeds: tuple[str, ...], done: tuple[str, ...]) -> bool:
    """Tell whether a deed is one of those done; the segmenter may part `ปูพื้น` or not."""
    return any(
        is_held(deed, set(done), "") or any(a.startswith(deed) or deed.startswith(a) for a in done)
        for deed in deeds
    )


def _share(wanted: Work, other: Work) -> float:
    return sum(_held(word, other) for word in wanted.words) / max(1, len(wanted.words))


def _held(word: str, other: Work) -> bool:
    return word in other.text or is_held(word, set(other.words), other.text)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a work, nouns made of a verb as the verb (`การทาสี`, `งานแปล`)."""
    idle = word_class("idle")
    words = (meaning(_NOUN.sub("", word))[:1] or (word,) for word in meaning(text))
    return tuple(word for (word,) in words if word not in idle)


@lru_cache(maxsize=1)
def _part_way() -> re.Pattern[str]:
    return re.compile(rf"(?:มี)?(?:ความ)?{part_way()}")


@lru_cache(maxsize=1)
def _progress() -> re.Pattern[str]:
    return re.compile(cue_pattern("in_progress"))
