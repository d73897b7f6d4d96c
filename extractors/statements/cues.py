"""Words that tell a statement's status: classes of words in data/cues.yaml, and how they are joined.

A status is told by an auxiliary before the work (`อยู่ระหว่าง`, `กำลัง`, `จะ`, `เตรียม`), by a negated end
(`ยัง … ไม่แล้วเสร็จ`), by a time to come (`ในไตรมาสถัดไป`), or by a word of completion. Any verb may stand
behind an auxiliary: only the few that describe a state are listed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.layouts.labels import flex
from extractors.word_lists import word_lists
from schemas.claim import StatusValue

_VERB = r"(?=[ก-ฮเแโใไ])"
_MARK = r"[\s\-–•▪*:.()0-9๐-๙]*"


def _cues() -> dict[str, list[str]]:
    return word_lists("extractors.statements", "data/cues.yaml")


def _any(name: str) -> str:
    """Return a pattern of any word of a class, the longest first."""
    return "|".join(flex(word) for word in sorted(_cues()[name], key=len, reverse=True))


def _own() -> str:
    """Return what must not stand before a word of status: `ข้าราชการที่อยู่ระหว่างทดลองงาน`, `จุดที่จะติดตั้ง`
    describe, nothing is in progress there; `เจ้าหน้าที่`, `พื้นที่` end in that syllable and do not."""
    ends = "|".join(f"(?<={word})" for word in _cues()["ends_in_thi"])
    others = "".join(f"(?<!{word})" for word in _cues()["of_others"])
    return f"(?:(?<!ที่){others}|{ends})"


@lru_cache(maxsize=8)
def cue_pattern(name: str) -> str:
    """Return a pattern of any cue of a list."""
    if name == "done":
        return f"(?:{_any(name)})"
    return f"{_own()}(?:{_progress()}|{_any(name)})" if name == "in_progress" else _any(name)


def _progress() -> str:
    """Return the auxiliaries of work under way, and ends that are denied."""
    return "|".join(
        (
            rf"{flex('กำลัง')}(?!{_any('not_under_way')}){_VERB}",
            rf"{flex('ยังคง')}(?!{_any('states')}|{_any('denials')}){_VERB}",
            rf"{flex('ระหว่าง')}(?:{flex('การ')})?(?:{_any('worked_on')})",
            rf"{flex('ยัง')}(?:{flex('คง')})?(?:{_any('denials')})(?![่-๋]?(?:{_any('good_absences')}))",
        )
    )


@lru_cache(maxsize=1)
def _in_progress() -> re.Pattern[str]:
    return re.compile(cue_pattern("in_progress"))


def unfinished() -> str:
    """Return the pattern of an end denied with words between (`ยังติดตั้งไม่ครบ`)."""
    return rf"{flex('ยัง')}[^\n]{{0,40}}?(?:{_any('denials')})(?:{_any('ends')})"


def part_way() -> str:
    """Return the pattern of progress told as a share below the whole (`คืบหน้าร้อยละ 60`, `คืบหน้า 45.5 %`)."""
    share = r"[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]+)?(?![0-9๐-๙.])"
    percent = rf"(?:{flex('ร้อยละ')}\s*{share}|{share}\s*(?:%|{flex('เปอร์เซ็นต์')}))"
    between = rf"\s*(?:{flex('แล้ว')}|{flex('คิดเป็น')}|{flex('ประมาณ')}|{flex('อยู่ที่')}|\s)*"
    return rf"(?:{flex('คืบหน้า')}|{flex('ก้าวหน้า')}){between}{percent}"


@lru_cache(maxsize=1)
def _pending() -> re.Pattern[str]:
    """Other words for what is not finished; these open no statement of their own."""
    return re.compile(
        rf"{unfinished()}|{part_way()}"
        rf"|{_own()}(?:{_any('left_over')})|{flex('บางส่วน')}(?!{flex('ของ')})"
        rf"|(?:^|(?<=[\s(\-•])){flex('รอ')}(?!บ|ง|ย|ด(?!้)){_VERB}"
        rf"|{flex('รอ')}(?:{flex('การ')})?(?:{_any('awaited')})"
    )


@lru_cache(maxsize=1)
def _planned() -> re.Pattern[str]:
    """Announcements of the report itself: `จะ`, what is expected, a time that is set for an end."""
    will = flex("จะ")
    mine = f"{''.join(f'(?<!{word})' for word in ('ที่', *_cues()['of_others']))}|(?<=เจ้าหน้าที่)"
    return re.compile(
        rf"{_own()}(?:{_any('expected')})"
        rf"|{flex('มีแผน')}(?:{flex('ที่')})?\s*{will}"
        rf"|{flex('มี')}(?:{flex('กำหนดจะ')}|{flex('เป้าหมายที่จะ')}|{flex('เป้าหมายจะ')})"
        rf"|{flex('ให้แล้วเสร็จ')}(?:{flex('ภายใน')}|\s*{flex('ในเดือน')}|\s*{flex('ในวันที่')})"
        rf"|{flex('กำหนดแล้วเสร็จ')}(?=\s*(?:{flex('ใน')}|{flex('ภายใน')}|{flex('วันที่')}|{flex('เดือน')}))"
        rf"|(?:{mine}){_not_of_others()}{will}(?!เข้(?!า)|{flex('มี')}(?!{flex('การ')}|{flex('ขึ้น')}|{flex('พิธี')}|{flex('งาน')}|{flex('กิจกรรม')})|{_any('effects')}){_VERB}"
        rf"|{flex('ที่จะถึง')}|{flex('ที่จะมาถึง')}"
    )


@lru_cache(maxsize=1)
def _appointed() -> re.Pattern[str]:
    """Plans and appointments named as such; they may also be what was drawn up or prepared."""
    links = "|".join(flex(word) for word in ("ขณะนี้", "ปัจจุบัน", "โดย", "และ", "ทั้งนี้", "ได้"))
    begins = rf"(?:^|(?<=[\s\-–•.)]))(?:{links})*"
    return re.compile(
        rf"{begins}{flex('มีแผน')}(?:{flex('การจัด')}|(?!{flex('ที่')}|{flex('งาน')}|{flex('การ')}){_VERB})"
        rf"|{begins}{flex('วางแผน')}(?!{flex('งาน')}|{flex('การ')}){_VERB}"
        rf"|(?<!ไม่){flex('มี')}(?:{flex('กำหนด')}|{flex('นัด')})"
        rf"|{_own()}(?<!ตาม)(?:{flex('กำหนด')}|(?<!จัด){flex('เตรียม')})(?:{_any('events')})"
        rf"|{begins}(?:{flex('กำหนด')}|{flex('นัด')}|{flex('เตรียม')}|{flex('ขั้นตอนต่อไป')}|{flex('ขั้นต่อไป')}|{flex('แผนต่อไป')}|{flex('ตั้งเป้า')})[^\n]{{2,60}}?(?:{_any('dates')})"
        rf"|{begins}(?:{flex('มี')})?(?:{flex('หมาย')})?{flex('กำหนดการ')}[^\n]{{2,60}}?(?<!เมื่อ)(?<!ลง)(?:{flex('วันที่')}|{flex('เดือน')})"
        rf"|{begins}{flex('นัด')}[^\n]{{2,40}}?(?<!เมื่อ)(?<!ลง){flex('วันที่')}"
    )


@lru_cache(maxsize=1)
def later_time() -> re.Pattern[str]:
    """Times to come (`ในไตรมาสถัดไป`); behind words of completion they tell what a finished thing is for."""
    return re.compile(rf"(?:{flex('ใน')})?(?:{_any('times')})(?:{_any('to_come')})")


def plan_opening() -> str:
    """Return the pattern of words that open an announcement in the middle of a line."""
    return (
        rf"{flex('จะ')}|{_any('expected')}|{flex('มีแผน')}(?!{flex('ที่')})|{flex('มีแผนที่จะ')}|{flex('วางแผน')}|{flex('มีกำหนด')}"
        rf"|(?:{flex('กำหนด')}|{flex('เตรียม')})(?:{_any('events')})|(?:{flex('ใน')})?(?:{_any('times')})(?:{_any('to_come')})"
    )


def _not_of_others() -> str:
    return "".join(f"(?<!{word})(?<!{word} )" for word in _cues()["conditions"])


@lru_cache(maxsize=1)
def _preparing() -> re.Pattern[str]:
    return re.compile(
        rf"{_MARK}(?:(?:{flex('และ')}|{flex('โดย')}|{flex('ขณะนี้')}|{flex('ปัจจุบัน')})\s*)*"
        rf"{flex('เตรียม')}(?!{_any('readiness')}){_VERB}"
    )


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Return the words that say nothing of what is done."""
    return frozenset(_cues()["generic"])


@lru_cache(maxsize=1)
def work_verbs() -> frozenset[str]:
    """Return the verbs that reports begin a statement of work done with."""
    return frozenset(_cues()["done"])


@lru_cache(maxsize=1)
def _done() -> re.Pattern[str]:
    return re.compile(cue_pattern("done"))


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    return re.compile(
        rf"{_MARK}(?:(?:{_any('steps')})\s*[0-9๐-๙]+[\s.:)]*)?"
        rf"(?:{flex('โดย')}|{flex('และ')}|{flex('ได้')}|{flex('มีการ')}|{flex('ที่ประชุม')}|\s)*"
    )


_TOLD_DONE = re.compile(
    rf"{flex('แล้ว')}(?=\s*(?:$|[(,]|{flex('เมื่อ')}|{flex('ใน')}|{flex('ณ')}|{flex('ตาม')}))"
)
_ALREADY = re.compile(rf"{flex('แล้ว')}(?=\s|$|[,.(])|{flex('ครบถ้วน')}|{flex('พร้อม')}(?=\s|$)")


@lru_cache(maxsize=1)
def finished() -> re.Pattern[str]:
    """Return the words of completion, however a sentence is built."""
    return re.compile(_any("finished"))


@lru_cache(maxsize=1)
def told_open() -> re.Pattern[str]:
    """Return the words that tell work under way or to come, wherever they stand."""
    return re.compile(
        rf"{cue_pattern('in_progress')}|{_pending().pattern}|{_planned().pattern}|{_appointed().pattern}"
    )


def is_told_done(text: str) -> bool:
    """Tell whether a text ends in words of completion, `แล้ว` among them."""
    return bool(finished().search(text) or _ALREADY.search(text))


def status_of(text: str) -> tuple[StatusValue, tuple[int, int] | None]:
    """Return a statement's status and the range of the words that tell it.

    Words of progress win over words of intent, these over words of completion: `อยู่ระหว่างขออนุมัติ` is
    in progress. A statement that begins with a verb of work reports it done, as reports do.
    """
    progress = _in_progress().search(text) or _pending().search(text)
    if progress and not _overruled(text, progress):
        return "in_progress", progress.span()
    planned = _intent(text) or _preparation(text)
    if planned:
        return "planned", planned.span()
    ended = finished().search(text) or _ALREADY.search(text)
    if ended:
        return "done", ended.span()
    lead = _lead().match(text)
    at = lead.end() if lead else 0
    window = _done().search(text, at, at + 60)
    if window:
        return "done", window.span()
    return "unknown", None


def _intent(text: str) -> re.Match[str] | None:
    """Return the words of intent, unless the very work is told finished behind them."""
    match = _planned().search(text)
    if match is not None:
        return None if _TOLD_DONE.search(text, match.end()) else match
    match = _appointed().search(text) or later_time().search(text)
    if match is None or finished().search(text) or _ALREADY.search(text):
        return None
    return match


def _preparation(text: str) -> re.Match[str] | None:
    """Return the words of preparation that open a statement, where nothing is reported finished."""
    match = _preparing().match(text)
    return None if match is None or finished().search(text) or _ALREADY.search(text) else match


def _overruled(text: str, progress: re.Match[str]) -> bool:
    """Tell whether a word of preparation is itself reported finished (`จัดเตรียม … เรียบร้อยแล้ว`)."""
    if "เตรียม" not in progress.group():
        return False
    return bool(finished().search(text, progress.end()) or _ALREADY.search(text, progress.end()))
