"""What a participant sums up of a course: numbered sections, no KPI of anybody's."""

from __future__ import annotations

import re

from extractors.layouts.base import Reading, Source
from extractors.layouts.kpi_parts import read_items
from extractors.layouts.labels import flex
from extractors.layouts.parts.outline import OutlinePart, read_outline
from extractors.thai.dates import find_dates
from extractors.thai.numerals import ascii_digits
from schemas.lesson_summary import Lesson, LessonSummary
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
_TITLE = re.compile(
    rf"(?:{flex('สรุป')})\s*(?:{flex('บทเรียน')}|{flex('องค์ความรู้')}|{flex('ความรู้ที่ได้')}|{flex('สาระสำคัญ')}|{flex('ผลการเรียนรู้')}"
    rf"|{flex('เนื้อหา')}|{flex('การเรียนรู้')}|{flex('ผลการอบรม')}|{flex('ผลการฝึกอบรม')})|{flex('บทเรียนที่ได้รับ')}|{flex('ถอดบทเรียน')}"
)
_COURSE = re.compile(
    rf"{flex('หลักสูตร')}\s*(?:(?:{flex('ที่')}|(?={_D}{{1,3}}\s+(?:{flex('การ')}|{flex('ความ')}|{flex('หลัก')}|{flex('เทคนิค')}|{flex('ทักษะ')}|{flex('กฎหมาย')}|{flex('ระเบียบ')})))\s*(?P<number>{_D}{{1,3}})|(?:{flex('เรื่อง')})?\s*[:\"“]?)\s*[:.]?\s*(?P<name>[^\n]*?)"
    rf"(?=\s*[\"”]?\s*(?:{flex('รุ่น')}\s*(?:{flex('ที่')})?\s*{_D}|(?:{flex('ประจำ')})?{flex('ปี')}\s*(?:{flex('งบประมาณ')})?\s*(?:พ\.?\s*ศ\.?)?\s*{_D}{{4}}|\n|$))"
)
_CLASS = re.compile(rf"{flex('รุ่น')}\s*(?:{flex('ที่')})?\s*[:/]?\s*(?P<class>{_D}{{1,3}})")
_YEAR = re.compile(
    rf"{flex('ปี')}\s*(?:{flex('งบประมาณ')})?\s*(?:พ\.?\s*ศ\.?)?\s*(?P<year>{_D}{{4}})"
)
_AUTHOR = re.compile(
    rf"^[^\S\n(]*\(?\s*{flex('ผู้')}(?:{flex('สรุป')}(?:{flex('บทเรียน')}|{flex('ความรู้')}|{flex('องค์ความรู้')}|{flex('สาระ')}|{flex('รายงาน')})?"
    rf"|{flex('จัดทำ')}|{flex('รายงาน')}|{flex('เข้าอบรม')}|{flex('เข้ารับการอบรม')})\s*\)?\s*[:：]?",
    re.MULTILINE,
)
_LEARNT = re.compile(rf"{flex('เรียน')}|{flex('อบรม')}|{flex('แบบทดสอบ')}|{flex('จบหลักสูตร')}")
_POSITION = re.compile(rf"{flex('ตำแหน่ง')}\s*[:：]?\s*")
_MEANS = re.compile(r"\s+(?:คือ|หมายถึง|ได้แก่)\s+|\s*[:：]\s+")
LONG_HEADING = 90
"""Characters; a longer numbered line is a paragraph whose first words are the heading."""


class LessonSummaryLayout:
    """A summary of lessons: title, course line, numbered sections, author and position."""

    name = "lesson_summary"

    def recognise(self, source: Source) -> float:
        """Return how much of title, course line, sections and author is there."""
        head = source.lines[:6]
        title = any(_TITLE.search(line.text) for line in head)
        course = any(_COURSE.search(line.text) for line in source.lines[:10])
        if not title or not course:
            return 0.15 if title else 0.0
        sections = len(read_outline(source, 0, len(source.clean)))
        author = _author(source) is not None
        return min(1.0, 0.45 + 0.25 * author + 0.15 * (sections >= 2) + 0.15 * (sections >= 4))

    def extract(self, source: Source) -> Reading:
        """Read the course's line, the sections with their items, author and position."""
        record = LessonSummary()
        reading = Reading(record)
        author = _author(source)
        end = author.start() if author else len(source.clean)
        outline = read_outline(source, 0, end)
        self._head(source, reading, record, outline[0].mark[0] if outline else end)
        for part in outline:
            self._section(source, reading, record, part)
        if author is not None:
            self._signature(source, reading, record, author)
        return reading

    def _head(self, source: Source, reading: Reading, record: LessonSummary, end: int) -> None:
        lines = [line for line in source.lines if line.start < end]
        for index, line in enumerate(lines):
            span = (line.start, min(line.end, end))
            dates = [d for d in find_dates(line.text) if d.precision == "day" and d.valid]
            if record.title is None and (_TITLE.search(line.text) or index == 0):
                record.title = source.slice(span)
                reading.fields["title"] = span
                reading.sections.append(Section(name="title", heading=span))
                # A title in one line with its course says both.
            course = _COURSE.search(source.clean, *span) if record.course is None else None
            if course is not None and (course["name"].strip() or course["number"]):
                self._course(source, reading, record, course, span)
            if dates and record.completed_on is None and _LEARNT.search(line.text):
                record.completed_on = dates[0].iso
                place = (span[0] + dates[0].start, span[0] + dates[0].end)
                reading.fields["completed_on"] = place
                reading.sections.append(Section(name="completed", body=span))
            reading.labels.append(span)
        if record.completed_on is None:
            self._any_date(source, reading, record, end)

    def _any_date(self, source: Source, reading: Reading, record: LessonSummary, end: int) -> None:
        """Take the head's only date where no word says that the course was completed."""
        dates = [d for d in find_dates(source.clean[:end]) if d.precision == "day" and d.valid]
        if len(dates) == 1:
            span = (dates[0].start, dates[0].end)
            record.completed_on = dates[0].iso
            reading.fields["completed_on"] = span
            reading.sections.append(Section(name="completed", body=(dates[0].lead_start, span[1])))

    def _course(
        self,
        source: Source,
        reading: Reading,
        record: LessonSummary,
        course: re.Match[str],
        span: Span,
    ) -> None:
        name = source.strip(*course.span("name"))
        while name and source.clean[name[0]] in "\"“'(:":
            name = source.strip(name[0] + 1, name[1])
        while name and source.clean[name[1] - 1] in "\"”':":
            name = source.strip(name[0], name[1] - 1)
        record.course = source.slice(name)
        reading.quiet.append(course.span())
        if name:
            reading.fields["course"] = name
        if course["number"]:
            record.course_number = ascii_digits(course["number"])
            reading.fields["course_number"] = course.span("number")
        rest = (course.end(), min(len(source.clean), span[1] + 60))
        for field, pattern, group in (
            ("class_number", _CLASS, "class"),
            ("year", _YEAR, "year"),
        ):
            match = pattern.search(source.clean, *rest)
            if match:
                setattr(record, field, ascii_digits(match[group]))
                reading.fields[field] = match.span(group)
                reading.quiet.append(match.span())

    def _section(
        self, source: Source, reading: Reading, record: LessonSummary, part: OutlinePart
    ) -> None:
        index = len(record.sections)
        heading, extra = part.heading, None
        if part.body is None or heading[1] - heading[0] > LONG_HEADING:
            means = _MEANS.search(source.clean, *heading)
            if means and means.start() - heading[0] < LONG_HEADING:
                extra = source.strip(means.end(), heading[1])
                heading = (heading[0], means.start())
        items = [] if extra is None else [extra]
        if part.body is not None:
            items.extend(item.span for item in read_items(source, part.body))
        record.sections.append(
            Lesson(
                number=part.number,
                heading=source.slice(heading),
                items=[source.slice(item) or "" for item in items],
            )
        )
        reading.fields[f"sections.{index}.heading"] = heading
        for number, item in enumerate(items):
            reading.fields[f"sections.{index}.items.{number}"] = item
        whole = (part.mark[0], part.body[1] if part.body else part.heading[1])
        reading.labels.append(whole)
        reading.quiet.append(part.mark)
        body = part.body or extra
        reading.sections.append(
            Section(name=f"section.{part.number}", heading=(part.mark[0], heading[1]), body=body)
        )

    def _signature(
        self, source: Source, reading: Reading, record: LessonSummary, author: re.Match[str]
    ) -> None:
        lines = [
            span
            for line in source.lines
            if line.end > author.end()
            and (span := source.strip(max(line.start, author.end()), line.end))
            and re.search(r"\w{2}", source.clean[span[0] : span[1]])
        ]
        if lines:
            name = lines[0]
            while source.clean[name[0]] in "(" or source.clean[name[1] - 1] in ")":
                clean = source.clean
                name = (name[0] + (clean[name[0]] == "("), name[1] - (clean[name[1] - 1] == ")"))
            position = _POSITION.search(source.clean, *name)
            if position:
                lines.insert(1, (position.start(), name[1]))
                name = source.strip(name[0], position.start()) or name
            record.author, reading.fields["author"] = source.slice(name), name
        if len(lines) > 1:
            lead = _POSITION.match(source.clean, *lines[1])
            place = source.strip(lead.end() if lead else lines[1][0], lines[1][1]) or lines[1]
            record.position, reading.fields["position"] = source.slice(place), place
        end = lines[1][1] if len(lines) > 1 else lines[0][1] if lines else author.end()
        reading.labels.append((author.start(), end))
        reading.sections.append(
            Section(name="signature", heading=author.span(), body=(author.end(), end))
        )


def _author(source: Source) -> re.Match[str] | None:
    """Return the last line that names the author, in the second half of the text."""
    found = list(_AUTHOR.finditer(source.clean, len(source.clean) // 2))
    return found[-1] if found else None


LAYOUT = LessonSummaryLayout()
