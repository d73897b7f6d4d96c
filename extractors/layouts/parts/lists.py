"""Items of a list and lines of the strategy tree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_D = "[0-9๐-๙]"
BULLET = "[-–—•●○◦▪■□*\u2022\uf000-\uf8ff]"
"""Source of a pattern for one bullet, private-use glyphs included."""
_MARK = re.compile(
    rf"[^\S\n]*(?::{{1,2}}[^\S\n]*)?(?:(?P<bullet>{BULLET}+|o(?=\s))[^\S\n]*(?=\S)"
    rf"|(?P<number>\(?{_D}{{1,2}}(?:\.{_D}{{1,2}})*(?:[.)](?!{_D})|(?<=\.{_D})(?=\s)))[^\S\n]*(?=\S))"
)
_INLINE_BULLET = re.compile(
    r"(?:(?<=\s)|(?<=^))(?P<bullet>[-–—•●▪\uf000-\uf8ff])[^\S\n]+(?=\S)", re.M
)
_INLINE_NUMBER = re.compile(
    rf"(?:(?<=\s)|(?<=^))(?P<number>\(?(?P<n>{_D}{{1,2}})[.)])(?!{_D})\s*", re.M
)
_LETTER = re.compile(r"\w")
_COLONS = re.compile(r"[\s:]*")
_CODE = rf"{_D}{{1,2}}(?:\s?\.\s?{_D}{{1,2}})*"
_BRANCH = lenient(
    r"ประเด็นยุทธศาสตร์(?:ที่|ย่อย)?|ยุทธศาสตร์(?:ย่อย)?(?:ที่)?|ด้านที่|ด้าน|ย่อย|เป้าประสงค์(?:เชิงยุทธศาสตร์)?(?:ที่)?|เป้าหมาย(?:ที่)?|มิติที่"
    r"|กลยุทธ์(?:ที่|หลัก)?(?:ที่)?|ตัวชี้วัด(?:ที่)?|มาตรการ(?:ที่)?|แผนงาน(?:ที่)?|ประเด็น(?:การพัฒนา)?(?:ที่)?"
)
_STRATEGY = re.compile(
    rf"(?:(?P<line>^[^\S\n]*)(?P<lead>[-–—=•*\s]{{0,40}}(?::\s*)?(?:(?:{_BRANCH})\s*:?\s*)*)"
    rf"|(?<=\s)(?P<inline>:\s*(?:ด้านที่\s*)?|-*\s?(?:{_BRANCH})\s*:\s*(?:ด้านที่\s*)?))"
    rf"(?P<code>{_CODE})(?!{_D})(?P<separator>[\s.:)?–—-]*)(?=\S)",
    re.MULTILINE,
)
_FIRST = re.compile(
    rf"(?P<line>)(?P<lead>)(?P<inline>)(?P<code>{_CODE})(?!{_D})(?P<separator>[\s.:)?–—-]*)(?=\S)"
)
"""The first line where it stands behind its heading and so begins no line."""
_BARE = re.compile(rf"^[-–—=•*\s]{{0,40}}(?::\s*|(?:{_BRANCH})\s*:\s*)(?=\S)", re.MULTILINE)


class ListItem(NamedTuple):
    """One item: its text, its bullet or number, the number in ASCII digits where it has one."""

    span: Span
    mark: Span | None
    number: str | None


class StrategyPart(NamedTuple):
    """A line of the strategy tree with its places; `lead` is what stands before the code."""

    span: Span
    code: str | None
    text: str | None
    lead: Span | None
    code_span: Span | None
    text_span: Span | None


def read_list(source: Source, span: Span) -> list[Span]:
    """Return the ranges of a list's items (see `read_items`)."""
    return [item.span for item in read_items(source, span)]


def read_items(source: Source, span: Span) -> list[ListItem]:
    """Return the items of a bulleted, numbered or plain list; wrapped lines join their item.

    Inline lists (` - a - b`, `1. a 2. b` in one line) are cut where their marks run on. Words that
    stand before the first mark introduce the list and are no item. Without any mark every line is
    an item.
    """
    lines = [source.strip(a, b) for a, b in _lines(source, span)]
    inside = [line for line in lines if line and _COLONS.fullmatch(source.clean, *line) is None]
    cuts: list[ListItem] = []
    # Where lines carry the marks, a dash or number inside a line belongs to its sentence.
    by_line = sum(_MARK.match(source.clean, *line) is not None for line in inside) >= 2
    for start, end in inside:
        cuts.extend(_cut_line(source, start, end, by_line=by_line))
    cuts = [item for item in cuts if _LETTER.search(source.clean, *item.span)]
    if not any(item.mark for item in cuts):
        return cuts
    items: list[ListItem] = []
    for item in cuts:
        if item.mark is None and items:
            items[-1] = items[-1]._replace(span=(items[-1].span[0], item.span[1]))
        elif item.mark is not None:
            items.append(item)
    return items


def _lines(source: Source, span: Span) -> list[Span]:
    return [m.span() for m in re.compile(r"[^\n]+").finditer(source.clean, *span)]


def _cut_line(source: Source, start: int, end: int, *, by_line: bool) -> list[ListItem]:
    """Cut one line at its marks; text before them comes first, without a mark."""
    clean = source.clean
    first = _MARK.match(clean, start, end)
    start = first.start(first.lastgroup or 0) if first else _skip(source, start, end)
    marks = _outside_brackets(clean, start, end)
    if first and first["bullet"] and (not marks or marks[0][0][0] != start):
        marks.insert(0, (first.span("bullet"), first.end(), None))
    numbered = _sequence(source, start, end)
    if by_line:
        marks, numbered = marks[:1] if first and first["bullet"] else [], numbered[:1]
    # One dash inside a line is punctuation; a list shows its mark first, or more than once.
    if len(marks) < 2 and not (first and first["bullet"]):
        marks = []
    found: list[tuple[Span, int, str | None]] = list(marks)
    if not found and len(numbered) >= 2:
        found = numbered
    elif not found and first and first["number"]:
        found = [(first.span("number"), first.end(), _number(first["number"]))]
    if not found:
        text = source.strip(start, end)
        return [ListItem(text, None, None)] if text else []
    head = source.strip(start, found[0][0][0])
    items = [ListItem(head, None, None)] if head else []
    for index, (mark, at, number) in enumerate(found):
        stop = found[index + 1][0][0] if index + 1 < len(found) else end
        text = source.strip(at, stop)
        if text:
            items.append(ListItem(text, mark, number))
    return items


def _outside_brackets(clean: str, start: int, end: int) -> list[tuple[Span, int, None]]:
    """Return the bullets inside a line that no bracket encloses."""
    marks: list[tuple[Span, int, None]] = []
    at, depth = start, 0
    for match in _INLINE_BULLET.finditer(clean, start, end):
        depth += clean.count("(", at, match.start()) - clean.count(")", at, match.start())
        at = match.start()
        if depth <= 0:
            marks.append((match.span("bullet"), match.end(), None))
    return marks


def _skip(source: Source, start: int, end: int) -> int:
    match = _COLONS.match(source.clean, start, end)
    return match.end() if match else start


def _sequence(source: Source, start: int, end: int) -> list[tuple[Span, int, str | None]]:
    """Return the marks of an inline numbered list: 1, 2, 3 in order, from the first that begins."""
    found: list[tuple[Span, int, str | None]] = []
    for match in _INLINE_NUMBER.finditer(source.clean, start, end):
        number = int(ascii_digits(match["n"]))
        follows = bool(found) and number == int(found[-1][2] or 0) + 1
        if follows or (not found and (number == 1 or match.start() == start)):
            found.append((match.span("number"), match.end(), str(number)))
    return found


def _number(mark: str) -> str:
    return ascii_digits(mark).strip("(). ")


def read_strategies(source: Source, span: Span) -> list[StrategyPart]:
    """Return the lines of the strategy tree: `:๗.๓ - …`, `ด้านที่ ๗ – …`, `เป้าประสงค์ที่ : ๗.๓.๑ …`.

    A line without a code goes on from the line before; with a label of its own it is one.
    """
    clean = source.clean
    starts = [m for m in _STRATEGY.finditer(clean, *span) if _is_code(m)]
    first = _FIRST.match(clean, *span)
    if first is not None and _is_code(first) and all(m.start() > first.start() for m in starts):
        starts.insert(0, first)
    taken = [m.start("code") for m in starts]
    bare = [
        m
        for m in _BARE.finditer(clean, *span)
        if bisect_right(taken, m.end() + 8) == bisect_left(taken, m.end())
    ]
    edges = sorted([*(m.start() for m in starts), *(m.start() for m in bare), span[1]])
    parts: list[StrategyPart] = []
    for match in sorted([*starts, *bare], key=lambda m: m.start()):
        stop = edges[bisect_right(edges, match.start())]
        whole = source.strip(match.start(), stop)
        text = source.strip(match.end(), stop)
        if whole is None or text is None:
            continue
        if match.re is not _BARE:
            code = re.sub(r"\s", "", ascii_digits(match["code"]))
            lead = source.strip(match.start(), match.start("code"))
            code_span = match.span("code")
            parts.append(StrategyPart(whole, code, source.slice(text), lead, code_span, text))
        else:
            lead = source.strip(match.start(), match.end())
            parts.append(StrategyPart(whole, None, source.slice(text), lead, None, text))
    return parts


def _is_code(match: re.Match[str]) -> bool:
    """A bare number without any lead is a code only where it has dots, or a separator follows."""
    lead = (match["lead"] or "") + (match["inline"] or "")
    return bool(lead.strip()) or "." in match["code"]
