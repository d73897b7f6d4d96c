"""The edits that undo a page's wrapped lines, and what stands where two lines are joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractors.hard_wraps import HEADING, hard_wraps
from extractors.lost_lines import lost_line_ends
from extractors.running_lines import Span
from extractors.segments import Edit
from extractors.thai.words import words
from schemas.document import Document, Page

_LONE_COLON = re.compile(r"(?<=\S)[^\S\n]*\n[^\S\n]*(?P<colon>[:：])[^\S\n]*\n[^\S\n]*(?=\S)")
"""A colon in a cell of its own between label and value."""
_CUT_AMOUNT = re.compile(
    r"\([^()\n]{0,30}(?:ร้อยละ|จำนวน|ระดับที่|ระดับ|ไตรมาสที่|ประมาณ|คะแนน)(?P<gap>[^\S\n]*\n[^\S\n]*)[0-9๐-๙][^()\n]{0,30}\)"
)
"""Brackets whose number a line's end parts from its word: only a wrapped line ends so."""
_LABELLED = re.compile(
    r"[^\S\n]*(?:[*_=-]{3,}|(?:\d+(?:\.\d+)*[.)]?[^\S\n]+)?[^\s:：]{2,40}(?:[^\S\n][^\s:：]{1,25}){0,3}[^\S\n]*[:：]"
    r"(?![^\S\n]*[0-9๐-๙]{4,8}-[0-9๐-๙]))"
)
"""A line that begins with a label and its colon: no wrapped line goes on so."""
_NUMBERED = re.compile(r"[^\S\n]*(\d{1,3})[^\S\n]+(?=[ก-ฮเแโใไA-Z(\[\ue000-\uf8ff])")
_NUMBERED_LINE = re.compile(r"(?m)^" + _NUMBERED.pattern)
_SLACK = 6.0
"""Points that a word may need beside its own width: a space, a mark that leans over."""
_THAI = re.compile(r"[\u0e01-\u0e5b]")


@dataclass(frozen=True, slots=True)
class LineJoins:
    """What the pages of a document tell together of where their lines go on."""

    counted: set[int]
    """Numbers of lines that count a long list through."""
    edges: dict[float | None, float]
    """How far right the lines reach on pages of a width, in points."""
    cells: dict[int, set[int]]
    """By page, line ends in cells, which reach less far."""

    @classmethod
    def of(cls, document: Document) -> LineJoins:
        """Look at all pages of a document."""
        pages = document.pages
        return cls(_counted_lines(pages), _right_edges(pages), _breaks_in_cells(document))

    def edits(self, page: Page, furniture: list[Span]) -> list[Edit]:
        """Return the edits that take furniture off a page and undo its wrapped lines."""
        edge, in_cells = self.edges.get(page.width), self.cells.get(page.number, set())
        edits: list[Edit] = [(start, end, "") for start, end in furniture]
        edits += lost_line_ends(page.text)
        for match in _LONE_COLON.finditer(page.text):
            if not any(start < match.end() and match.start() < end for start, end in furniture):
                edits += [
                    (match.start(), match.start("colon"), " "),
                    (match.end("colon"), match.end(), " "),
                ]
        for at in page.soft_breaks or hard_wraps(page):
            is_off = any(start <= at < end for start, end in furniture)
            if is_off or _opens(page.text, at + 1):
                continue
            if at not in in_cells and _had_room(page, at, edge):
                continue
            number = _NUMBERED.match(page.text, at + 1)
            if number and int(number.group(1)) in self.counted:
                continue
            edits.append(_wrap_edit(page, furniture, at))
        taken = sorted(edits)
        for match in _CUT_AMOUNT.finditer(page.text):
            start, end = match.span("gap")
            if not any(a < end and start < b for a, b, _ in taken):
                edits.append((start, end, " "))
        return sorted(edits)


def _wrap_edit(page: Page, furniture: list[Span], at: int) -> Edit:
    """Return the edit that joins a wrapped line: plain text's indent goes with the line end."""
    text = page.text
    end = at + 1
    while page.char_boxes is None and end < len(text) and text[end] in " \t":
        end += 1
    if end == at + 1 or end == len(text) or any(a < end and at < b for a, b in furniture):
        return (at, at + 1, _wrap_join(text, at))
    return (at, end, _join(text[at - 1 : at], text[end]))


def _opens(text: str, at: int) -> bool:
    """Tell whether a line begins with a label and its colon, or is a heading as reports have it."""
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)]
    return _LABELLED.match(line) is not None or HEADING.match(line) is not None


def _counted_lines(pages: list[Page]) -> set[int]:
    """Return the numbers of lines that count a long list through (slides, sections): 5 or more."""
    found = {int(match.group(1)) for page in pages for match in _NUMBERED_LINE.finditer(page.text)}
    counted = {number for number in found if number - 1 in found or number + 1 in found}
    return counted if len(counted) >= 5 else set()


def _right_edges(pages: list[Page]) -> dict[float | None, float]:
    """Return how far right the lines of all pages of a width reach, in points.

    A page of few short lines alone would take its longest line for a full one.
    """
    edges: dict[float | None, float] = {}
    for page in pages:
        if page.char_boxes is None:
            continue
        boxes = (page.box(*match.span()) for match in re.finditer(r"[^\n]+", page.text))
        edge = max((box[2] for box in boxes if box is not None), default=0.0)
        edges[page.width] = max(edge, edges.get(page.width, 0.0))
    return edges


def _breaks_in_cells(document: Document) -> dict[int, set[int]]:
    """Return by page the wrapped line ends that lie inside one cell of a table."""
    breaks = {page.number: sorted(page.soft_breaks) for page in document.pages if page.soft_breaks}
    found: dict[int, set[int]] = {}
    for table in document.tables:
        for cell in table.cells:
            ends = breaks.get(cell.page, [])
            inside = ends[bisect_left(ends, cell.start) : bisect_left(ends, cell.end)]
            found.setdefault(cell.page, set()).update(inside)
    return found


def _had_room(page: Page, at: int, edge: float | None) -> bool:
    """Tell whether a line would have had room for the next line's first word: it was ended there."""
    if edge is None:
        return False
    end = page.text.find("\n", at + 1)
    following = page.text[at + 1 : end if end >= 0 else len(page.text)]
    first = next(iter(words(following.split(maxsplit=1)[0])), None) if following.strip() else None
    before = page.box(page.text.rfind("\n", 0, at) + 1, at)
    if first is None or before is None:
        return False
    start = at + 1 + len(following) - len(following.lstrip())
    word = page.box(start + first[0], start + first[1])
    return word is not None and edge - before[2] > (word[2] - word[0]) + _SLACK


def _wrap_join(text: str, at: int) -> str:
    """Return what stood at a wrapped line's end: a space, or nothing inside a Thai phrase."""
    if at == 0 or at + 1 >= len(text):
        return ""
    return _join(text[at - 1], text[at + 1])


def _join(before: str, after: str) -> str:
    if not before or before.isspace() or after.isspace():
        return ""
    if _THAI.match(before) and _THAI.match(after):
        return " " if before in "ฯๆ" else ""
    if before in "-/+" or after in "/)+":
        return ""
    return " "
