from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from extractors.thai.numerals import ascii_digits, thai_digits
from pipeline.validator.announced import Mark, list_marks
from pipeline.validator.rule import Draft, NotCheckable, Rule
from pipeline.validator.wording import shorten
from schemas.lesson_summary import LessonSummary

if TYPE_CHECKING:
    from pipeline.validator.case import Case
    from schemas.place import Place

_HEADED = re.compile(r"[\s*:(]*(?P<n>[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?)\s*[.):]?\s*(?=[^\s\d])")
_NAMED = re.compile(
    r"(?:(?:ครั้ง|รุ่น|ระดับ|ไตรมาส|ขั้น|ตอน|ชุด|กลุ่ม|มิติ|ลำดับ|ด้าน|วัน|ฉบับ|หลักสูตร|กิจกรรม|\s)ที่"
    r"|ข้อ|มาตรา|หมวด|พ\.ศ\.|เวลา|ร้อยละ|จำนวน|อันดับ|=)\s*\(?$"
)
_PARENTHESIS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Fault:
    what: str
    what_th: str
    places: list[Place]
    subject: str


class NumberingFault(Rule):
    """List numbers or headings are missing, repeated or misplaced.

    Why it matters: an item may have been lost, or stand under the wrong heading.

    **Flagged**
        1. รับเรื่อง 2. ตรวจสอบพื้นที่ 4. แจ้งผล 5. ปิดเรื่อง
    **Fine**
        1. รับเรื่อง 2. ตรวจสอบพื้นที่ 3. แจ้งผล 4. ปิดเรื่อง
    """

    code = "TXT506"
    name = "numbering-fault"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ลำดับเลขข้อหรือหัวข้อขาด ซ้ำ หรือสลับที่"
    why_th = "อาจมีรายการตกหล่น หรืออยู่ผิดหัวข้อ"
    kinds = frozenset(("kpi_report", "lesson_summary", "project_report"))

    def check(self, case: Case) -> Iterator[Draft]:
        if not case.extraction.sections:
            raise NotCheckable("no sections are known here")
        faults = [*_headings(case), *_lists(case)]
        if isinstance(case.record, LessonSummary):
            faults += _lessons(case, case.record)
        for fault in faults:
            yield Draft(
                f"The numbering does not hold: {fault.what}.",
                f"ลำดับข้อไม่ต่อเนื่อง: {fault.what_th}",
                places=fault.places,
                subject=fault.subject,
            )


def _headings(case: Case) -> Iterator[_Fault]:
    """Hold the numbers of the sections' headings, each depth by itself, against counting."""
    clean = case.extraction.text.clean
    rows: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    for section in sorted(case.extraction.sections, key=lambda s: s.heading or (0, 0)):
        if section.heading is None or section.name in ("title", "table", "inspection"):
            continue
        line = clean.rfind("\n", 0, section.heading[0]) + 1
        match = _HEADED.match(clean, line, section.heading[1])
        if match is None:
            continue
        prefix, _, tail = ascii_digits(match["n"]).rpartition(".")
        row = rows.setdefault(prefix, [])
        if not row or row[-1][1] != (line, section.heading[1]):
            row.append((int(tail), (line, section.heading[1])))
    for prefix, row in rows.items():
        for (before, _), (now, span) in pairwise(row):
            name, expected = (f"{prefix}.{n}" if prefix else str(n) for n in (now, before + 1))
            if now == before + 1 or (now > before and _stands(clean, expected)):
                continue
            yield _Fault(
                f"heading {name} “{shorten(case.text(span), 50)}” stands where {expected} is due",
                f"หัวข้อ {name} “{shorten(case.text(span), 50)}” อยู่ในตำแหน่งที่ควรเป็นข้อ {expected}",
                case.places(span),
                f"heading {name}",
            )


def _stands(clean: str, number: str) -> bool:
    """Tell whether a line begins with a number, under a heading that the layout does not know."""
    thai = thai_digits(number)
    return bool(
        re.search(rf"^[\s*:(]*(?:{re.escape(number)}|{thai})(?![0-9๐-๙])", clean, re.MULTILINE)
    )


def _lists(case: Case) -> Iterator[_Fault]:
    """Hold each section's one list of a style against counting; nested lists are left alone."""
    clean = case.extraction.text.clean
    for section in case.extraction.sections:
        if section.body is None or section.name in ("title", "header", "table", "strategies"):
            continue
        marks: dict[tuple[str, str, str], list[Mark]] = {}
        for mark in list_marks(clean, *section.body):
            if not _NAMED.search(clean[max(section.body[0], mark.start - 12) : mark.start]):
                marks.setdefault(mark.style, []).append(mark)
        for row in marks.values():
            numbers = [mark.number for mark in row]
            if len(row) < 3 or numbers[0] != 1 or numbers.count(1) != 1:
                continue
            index = _break(numbers)
            if index is None:
                continue
            before, odd = row[index - 1], row[index]
            if odd.number > before.number and _is_elsewhere(clean, before, odd):
                continue
            span = (odd.start, min(section.body[1], odd.end + 40))
            due = before.number + 1
            words = shorten(case.text(span), 50)
            yield _Fault(
                f"item {odd.number} “{words}” follows item {before.number}, where {due} is due",
                f"ข้อ {odd.number} “{words}” ต่อจากข้อ {before.number} ทั้งที่ควรเป็นข้อ {due}",
                case.places(span),
                f"{section.name} {odd.number}",
            )


def _break(numbers: list[int]) -> int | None:
    """Return where the one break of a list lies, None where there is none or more than one.

    A gap (1 2 4 5), a repetition (1 2 2 3) or two items that changed places (1 3 2 4).
    """
    steps = [b - a for a, b in pairwise(numbers)]
    odd = [index for index, step in enumerate(steps) if step != 1]
    if len(odd) == 1 and steps[odd[0]] in (0, 2) and len(steps) - 1 >= 1:
        return odd[0] + 1
    if len(odd) == 3 and [steps[i] for i in odd] == [2, -1, 2] and odd[2] - odd[0] == 2:
        return odd[0] + 1
    return None


def _is_elsewhere(clean: str, before: Mark, odd: Mark) -> bool:
    """Tell whether the missing number stands between the two items, printed in another way."""
    missing = before.number + 1
    thai = thai_digits(str(missing))
    between = clean[before.end : odd.start]
    return bool(re.search(rf"(?<![0-9๐-๙])(?:{missing}|{thai})(?![0-9๐-๙])", between))


def _lessons(case: Case, record: LessonSummary) -> Iterator[_Fault]:
    """Headings that two sections share, and headings that stand as items of their own section."""
    fields = record.fields
    names = [_bare(section.heading or "") for section in record.sections]
    for index, section in enumerate(record.sections):
        place = fields.get(f"sections.{index}.heading")
        places = [place] if place else []
        first = names.index(names[index]) if names[index] else index
        if first < index:
            twin = fields.get(f"sections.{first}.heading")
            name = shorten(section.heading or "", 60)
            one, two = record.sections[first].number, section.number
            yield _Fault(
                f"sections {one} and {two} have one heading, “{name}”",
                f"หัวข้อ {one} และ {two} ใช้ชื่อเดียวกัน คือ “{name}”",
                [*places, *([twin] if twin else [])],
                f"heading {index}",
            )
        for number, item in enumerate(section.items):
            if names[index] and _bare(item) == names[index]:
                inked = fields.get(f"sections.{index}.items.{number}")
                yield _Fault(
                    f"the heading of section {section.number} stands again among its items, "
                    f"“{shorten(item, 60)}”",
                    f"ชื่อหัวข้อ {section.number} ปรากฏซ้ำเป็นรายการในหัวข้อเดียวกัน “{shorten(item, 60)}”",
                    [inked] if inked else places,
                    f"item {index}.{number}",
                )


def _bare(text: str) -> str:
    """Return a heading without what stands in parentheses, spaces and list marks."""
    return re.sub(r"[\s\-–•.:]", "", _PARENTHESIS.sub("", text))
