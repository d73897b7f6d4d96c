"""Words that tell a statement's status, from data/cues.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from extractors.layouts.labels import flex
from schemas.claim import StatusValue


@lru_cache(maxsize=1)
def _cues() -> dict[str, list[str]]:
    text = files("extractors.statements").joinpath("data/cues.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: [str(word) for word in words] for name, words in loaded.items()}


@lru_cache(maxsize=8)
def cue_pattern(name: str) -> str:
    """Return a pattern of any cue of a list, the longest first."""
    words = sorted(_cues()[name], key=len, reverse=True)
    # `ข้าราชการที่อยู่ระหว่างทดลองงาน`, `จุดที่จะติดตั้ง` describe; nothing is in progress or planned there.
    lead = "" if name == "done" else "(?<!ที่)(?<!เพื่อ)(?<!ว่า)"
    return f"{lead}(?:" + "|".join(flex(word) for word in words) + ")"


@lru_cache(maxsize=8)
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(cue_pattern(name))


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Return the words that say nothing of what is done."""
    return frozenset(_cues()["generic"])


_LEAD = re.compile(
    rf"[\s\-–•▪*:.()0-9๐-๙]*(?:(?:{flex('ขั้นตอนที่')}|{flex('ระดับความสำเร็จที่')}|{flex('ระดับที่')}|{flex('กิจกรรมที่')})\s*[0-9๐-๙]+[\s.:)]*)?"
    rf"(?:{flex('โดย')}|{flex('และ')}|{flex('ได้')}|{flex('มีการ')}|{flex('ที่ประชุม')}|\s)*"
)


_WILL = re.compile(
    rf"(?:^|(?<=[\s).\-–•]))(?:{flex('โดย')}|{flex('และ')}|{flex('แล้ว')}|{flex('ซึ่ง')}|{flex('ทั้งนี้')})?\s*{flex('จะ')}"
    rf"(?!{flex('ทำให้')}|{flex('ช่วย')}|{flex('ส่งผล')}|{flex('เป็น')}|{flex('ได้รับ')}|{flex('ต้อง')}|{flex('สามารถ')}|{flex('เห็น')}|{flex('มี')}|{flex('ได้')})"
    r"[ก-ฮเแโใไ]"
)
"""`จะ` at the beginning of a clause announces; inside one it often only describes."""
_WAITED_FOR = "|".join(
    flex(word) for word in ("ผู้", "การ", "ส่งมอบ", "ลงนาม", "ผล", "คณะ", "ความเห็น", "อนุมัติ", "เสนอ")
)
_PENDING = re.compile(
    rf"{flex('กำลัง')}(?!ใจ|คน|พล|กาย|การผลิต|ไฟ|วัตต์|ทรัพย์|แรง|ซื้อ)(?=[ก-ฮเแโใไ])"
    rf"|{flex('ยัง')}[^\n]{{0,25}}?(?:{flex('ไม่ครบ')}|{flex('ไม่แล้วเสร็จ')}|{flex('ไม่เสร็จ')})"
    rf"|{flex('ค้างอยู่')}|{flex('ยังค้าง')}|{flex('ยังเปิดรับ')}|{flex('ยังเหลือ')}|{flex('ครึ่งหนึ่ง')}"
    rf"|{flex('บางส่วน')}(?!{flex('ของ')})|(?:^|(?<=[\s(\-•])){flex('รอ')}(?:{_WAITED_FOR})"
)
"""Other words for what is not finished."""
_PREPARE = re.compile(
    rf"[\s\-–•*.)0-9๐-๙]*(?:{flex('และ')}|{flex('โดย')})?\s*"
    rf"(?:{flex('เตรียม')}(?!{flex('ความพร้อม')}|{flex('การ')}|{flex('ตัว')})|{flex('มีแผน')}(?!{flex('งาน')}|{flex('ที่')}\s))"
    r"(?=[ก-ฮเแโใไ])"
)
_ALREADY = re.compile(rf"{flex('แล้ว')}(?=\s|$|[,.(])|{flex('ครบถ้วน')}|{flex('พร้อม')}(?=\s|$)")
_FINISHED = re.compile(
    "|".join(
        flex(w) for w in ("แล้วเสร็จ", "เสร็จสิ้น", "เสร็จเรียบร้อย", "เรียบร้อย", "เสร็จแล้ว", "เสร็จสมบูรณ์")
    )
)


def status_of(text: str) -> tuple[StatusValue, tuple[int, int] | None]:
    """Return a statement's status and the range of the words that tell it.

    Words of progress win over words of intent, these over words of completion: `อยู่ระหว่างขออนุมัติ` is
    in progress. A statement that begins with a verb of work reports it done, as reports do.
    """
    progress = _compiled("in_progress").search(text) or _PENDING.search(text)
    planned = _intent(text) or _WILL.search(text) or _preparation(text)
    if progress and not _overruled(text, progress):
        return "in_progress", progress.span()
    if planned:
        return "planned", planned.span()
    finished = _FINISHED.search(text)
    if finished:
        return "done", finished.span()
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    window = _compiled("done").search(text, at, at + 60)
    if window:
        return "done", window.span()
    return "unknown", None


_OF_OTHERS = re.compile(r"(?:(?<!แผน)(?<!กำหนด)(?<!การ)ที่|ก่อน|เพื่อ|ควร|อาจ|หาก|ถ้า|เมื่อ)\s*$")


def _intent(text: str) -> re.Match[str] | None:
    """Return the words of intent that are the report's own (`จุดที่จะติดตั้งกล้อง` plans nothing)."""
    for match in _compiled("planned").finditer(text):
        if not (match.group().startswith("จะ") and _OF_OTHERS.search(text[: match.start()])):
            return match
    return None


def _preparation(text: str) -> re.Match[str] | None:
    """Return the words of preparation that open a statement, where nothing is reported finished."""
    match = _PREPARE.match(text)
    return None if match is None or _FINISHED.search(text) or _ALREADY.search(text) else match


def _overruled(text: str, progress: re.Match[str]) -> bool:
    """Tell whether a word of preparation is itself reported finished (`จัดเตรียม … เรียบร้อยแล้ว`)."""
    if "เตรียม" not in progress.group():
        return False
    return bool(_FINISHED.search(text, progress.end()) or _ALREADY.search(text, progress.end()))
