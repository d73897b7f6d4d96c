"""Score tables of which only lines are left: one cell a line, or a row's figures on one line.

The head's labels tell the columns; words and figures of a row are then told apart, each in the
order of its columns. Figures that are missing between others cannot be told: that group of
figures stays unread rather than shifted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER
from extractors.layouts.parts.units import unit_kind
from extractors.layouts.tables.columns import bare, role_of, squash, step_of
from extractors.layouts.tables.rows import TOTAL, CardRow, CardTable, Value, kind_of
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_FIGURE = rf"(?:{NUMBER}(?:\s?%)?|[-–—])"
_FIGURES = re.compile(rf"{_FIGURE}(?:[\s|]+{_FIGURE})*")
_ROW = re.compile(
    rf"(?:(?P<no>[0-9๐-๙]{{1,2}}(?:\.[0-9๐-๙]{{1,2}})*)[.)]?\s+)?(?P<words>[^\W\d_].*?)"
    rf"\s+(?P<figures>{_FIGURE}(?:[\s|]+{_FIGURE})+)"
)
_TRAILING = re.compile(rf"(?P<words>[^\n]*[^\s\d])[^\S\n]+(?P<figure>{_FIGURE})")
_UNIT = re.compile(rf"(?P<words>[^\W\d_]\S{{0,11}})[^\S\n]+(?P<figure>{_FIGURE})")
"""A unit and the weight beside it, on one line."""
_CRITERIA = bare(
    "(?:ระดับ|ค่า)?เกณฑ์(?:การ)?(?:ให้|ประเมิน|วัด)?(?:ระดับ)?(?:คะแนน)?(?:ตามระดับ)?(?:ค่าเป้าหมาย)?(?:1-5)?"
    "|(?:ระดับ)?ค่าเป้าหมาย(?:ตามระดับคะแนน|ระดับ|แต่ละระดับ)|ระดับ(?:ค่า)?(?:คะแนน|เป้าหมาย)(?:ที่|1-5)?"
)
"""Headings over the columns of single scores."""
_STOP = bare(
    "^(?:หมายเหตุ|ลงชื่อ|ผู้รับรอง|ผู้รายงาน|คำชี้แจง|เกณฑ์การประเมิน|ระดับผลการประเมิน|สรุปผล|ส่วนที่|ตอนที่)"
)
_WORDS = frozenset(("title", "job", "agency", "unit", "dimension", "note"))
_LONGEST_FRAGMENT = 14
_MOST_HEAD = 40
_LONGEST_ROW = 60
"""Pieces; what goes on for longer is no row of a table."""


class Token(NamedTuple):
    """A piece of the body: figure or words, and where it stands."""

    is_figure: bool
    text: str
    span: Span


@dataclass
class _Head:
    roles: list[str]
    spans: list[Span]
    end: int


def stream_table(source: Source, start: int, end: int) -> CardTable | None:
    """Return the first score table in a range of lines, None where no head of one is found."""
    head = _find_head(source, start, end)
    if head is None:
        return None
    rows, stop = _rows(source, head, end)
    if not rows:
        return None
    return CardTable(head.roles, rows, head.spans, (head.spans[0][0], stop))


def _find_head(source: Source, start: int, end: int) -> _Head | None:
    pieces = _pieces(source, start, end)
    for first in range(len(pieces)):
        if role_of(pieces[first].text) is None:
            continue
        head = _head_at(pieces, first)
        figures = {"weight", "score", "weighted_score"} & set(head.roles)
        competency = {"expected", "shown"} <= set(head.roles)
        named = {"title", "job", "dimension"} & set(head.roles)
        if named and (len(figures) >= 2 or competency) and len(head.roles) >= 3:
            return head
    return None


def _pieces(source: Source, start: int, end: int) -> list[Token]:
    """Return the lines; those that are no heading as a whole are cut at spaces and bars."""
    found: list[Token] = []
    for line in source.lines:
        if line.end <= start or line.start >= end:
            continue
        span = source.strip(line.start, line.end) or (line.start, line.end)
        if _is_whole(line.text):
            found.append(Token(False, source.slice(span) or "", span))
            continue
        for match in re.finditer(r"[^\s|]+", line.text):
            piece = (line.start + match.start(), line.start + match.end())
            found.append(Token(False, match.group(), piece))
    return found


def _is_whole(text: str) -> bool:
    """Tell whether a line is one heading (or prose), not several headings beside each other."""
    if len(text) > 400:
        return True
    if role_of(text) is None and not _CRITERIA.fullmatch(squash(text)):
        return False
    return len({role for word in text.split() if (role := role_of(word))}) < 2


def _head_at(pieces: list[Token], first: int) -> _Head:
    """Read headings from a piece on: each one, two or three pieces long, fragments allowed."""
    roles: list[str] = []
    steps: list[str] = []
    spans: list[Span] = []
    over: int | None = None
    at, last = first, first
    while at < min(len(pieces), first + _MOST_HEAD):
        taken, role = _heading(pieces, at, roles)
        if role == "criteria":
            over = len(roles) if over is None else over
        elif role == "fragment":
            at += 1
            continue
        elif role is not None and role.startswith("criteria."):
            if role in steps:
                break
            over = len(roles) if over is None else over
            steps.append(role)
        elif role is not None and role not in roles:
            roles.append(role)
        else:
            break
        at += taken
        last = at
    if len(steps) >= 3:
        place = len(roles) if over is None else over
        roles[place:place] = steps
    spans = [piece.span for piece in pieces[first:last]]
    return _Head(roles, spans, pieces[last - 1].span[1] if last > first else pieces[first].span[1])


def _heading(pieces: list[Token], at: int, known: list[str]) -> tuple[int, str | None]:
    """Return how many pieces make the next heading, and what its column holds."""
    for taken in (3, 2, 1):
        if _CRITERIA.fullmatch(squash("".join(piece.text for piece in pieces[at : at + taken]))):
            return taken, "criteria"
    for taken in (1, 2, 3):
        text = " ".join(piece.text for piece in pieces[at : at + taken])
        role = role_of(text)
        if role is not None and role not in known:
            return taken, role
        if taken == 1:
            step = step_of(text)
            if step is not None and _follows(pieces, at, step):
                return 1, f"criteria.{step}"
    text = pieces[at].text
    is_fragment = len(text) <= _LONGEST_FRAGMENT and not re.search("[0-9๐-๙]", text) and bool(known)
    return 1, "fragment" if is_fragment else None


def _follows(pieces: list[Token], at: int, step: str) -> bool:
    """Tell whether a lone digit is one of a run 1, 2, 3 … of scores, not a row's number."""
    around = [step_of(piece.text) for piece in pieces[max(0, at - 4) : at + 5]]
    text = ",".join(value or "x" for value in around)
    return any(run in text for run in ("1,2,3", "2,3,4", "3,4,5", "5,4,3", "3,2,1", "1,3,5"))


def _rows(source: Source, head: _Head, end: int) -> tuple[list[CardRow], int]:
    """Cut what follows the head into rows; the table ends behind its total, or at other words."""
    groups: list[list[Token]] = []
    numbered = "sequence" in head.roles
    figures = _figure_roles(head.roles)
    last = "0"
    stop = head.end
    tokens = _tokens(source, head.end, end)
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        row = groups[-1] if groups else None
        if row is not None and len(row) > _LONGEST_ROW:
            break
        if not token.is_figure and _STOP.match(squash(token.text)):
            break
        is_total = not token.is_figure and TOTAL.match(squash(token.text)) is not None
        if (
            row is not None
            and _is_total(row)
            and not is_total
            and (not token.is_figure or len(row) > len(figures) + 1)
        ):
            break
        if is_total or (row is not None and _is_total(row)):
            if is_total:
                groups.append([])
        elif numbered:
            number = ascii_digits(token.text).rstrip(".)")
            opens = token.is_figure and number in _following(last)
            done = row is None or _count(row) - 1 >= len(figures)
            if opens and (done or (following is not None and not following.is_figure)):
                groups.append([])
                last = number
        elif row is None or (not token.is_figure and _is_full(row, head.roles)):
            groups.append([])
        if not groups:
            if token.is_figure or len(token.text) > 200:
                break
            continue
        groups[-1].append(token)
        stop = token.span[1]
    rows = [_row(group, head.roles, numbered) for group in groups]
    return [row for row in rows if row.cells], stop


def _tokens(source: Source, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for line in source.lines:
        if line.end <= start or line.start >= end:
            continue
        at = max(line.start, start)
        span = source.strip(at, line.end)
        if span is None:
            continue
        text = source.clean[span[0] : span[1]]
        if _FIGURES.fullmatch(text):
            found.extend(_split(span[0], text))
        elif (unit := _UNIT.fullmatch(text)) and unit_kind(unit["words"]) not in (None, "other"):
            found.append(Token(False, unit["words"], _shift(unit.span("words"), span[0])))
            found.extend(_split(span[0] + unit.start("figure"), unit["figure"]))
        elif row := _ROW.fullmatch(text):
            if row["no"]:
                found.append(Token(True, row["no"], _shift(row.span("no"), span[0])))
            found.append(Token(False, row["words"], _shift(row.span("words"), span[0])))
            found.extend(_split(span[0] + row.start("figures"), row["figures"]))
        else:
            found.append(Token(False, text, span))
    return found


def _split(start: int, text: str) -> list[Token]:
    return [
        Token(True, match.group(), _shift(match.span(), start))
        for match in re.finditer(_FIGURE, text)
    ]


def _shift(span: Span, by: int) -> Span:
    return (span[0] + by, span[1] + by)


def _following(number: str) -> set[str]:
    """Return the list numbers that may come next: behind `2` those are `3` and `2.1`."""
    parts = number.split(".")
    found = {f"{number}.1"}
    for size in range(len(parts)):
        found.add(".".join([*parts[:size], str(int(parts[size]) + 1)]))
    return found


def _count(row: list[Token]) -> int:
    return sum(token.is_figure for token in row)


def _is_total(row: list[Token]) -> bool:
    return bool(row) and not row[0].is_figure and bool(TOTAL.match(squash(row[0].text)))


def _is_full(row: list[Token], roles: list[str]) -> bool:
    """Tell whether no more words can come in a row: its last figures have begun."""
    words = [role for role in roles if role in _WORDS and role != "note"]
    after_last = roles[max((roles.index(role) for role in words), default=-1) + 1 :]
    before = len(_figure_roles(roles)) - len(_figure_roles(after_last))
    return _count(row) > before


def _figure_roles(roles: list[str]) -> list[str]:
    return [role for role in roles if role not in _WORDS and role != "sequence"]


def _row(tokens: list[Token], roles: list[str], numbered: bool) -> CardRow:
    row = CardRow(first=tokens[0].text if tokens else "")
    if _is_total(tokens):
        return _total(row, tokens, roles)
    if numbered and tokens and tokens[0].is_figure:
        row.cells["sequence"] = Value(tokens[0].span, tokens[0].text)
        tokens = tokens[1:]
    wanted = _figure_roles(roles)
    if _count(tokens) == len(wanted) - 1:
        tokens = _with_trailing(tokens)
    _words(row, tokens, roles)
    figures = [token for token in tokens if token.is_figure]
    if len(figures) == len(wanted):
        _put(row, wanted, figures)
    else:
        _by_groups(row, tokens, roles)
    row.kind = kind_of(row, list(roles))
    if row.kind == "group" and figures:
        # Its figures could not be told apart; a row all the same, whose weight others must miss.
        row.kind = "item"
    return row


def _with_trailing(tokens: list[Token]) -> list[Token]:
    """Take the one figure that a row lacks off the end of its words."""
    found: list[Token] = []
    for number, token in enumerate(tokens):
        match = None if token.is_figure else _TRAILING.fullmatch(token.text)
        follows = number + 1 < len(tokens) and tokens[number + 1].is_figure
        if match is None or not follows:
            found.append(token)
            continue
        start = token.span[0]
        found.append(Token(False, match["words"], _shift(match.span("words"), start)))
        found.append(Token(True, match["figure"], _shift(match.span("figure"), start)))
    return found if _count(found) == _count(tokens) + 1 else tokens


def _words(row: CardRow, tokens: list[Token], roles: list[str]) -> None:
    """Give words to their columns in order; the name takes what is more than columns."""
    words = [token for token in tokens if not token.is_figure]
    columns = [role for role in roles if role in _WORDS and role != "note"]
    if not words or not columns:
        row.extra.extend(token.span for token in words)
        return
    name = "title" if "title" in columns else columns[0]
    spare = len(words) - len(columns)
    at = 0
    for role in columns:
        size = 1 + (max(spare, 0) if role == name else 0)
        part = words[at : at + size]
        if not part or (spare < 0 and role != name and len(words) - at < _left(columns, role)):
            continue
        row.cells[role] = Value(
            (part[0].span[0], part[-1].span[1]), " ".join(token.text for token in part)
        )
        at += size
    row.extra.extend(token.span for token in words[at:])


def _left(columns: list[str], role: str) -> int:
    """Count the columns from this one on."""
    return len(columns) - columns.index(role)


def _by_groups(row: CardRow, tokens: list[Token], roles: list[str]) -> None:
    """Give figures to their columns where the words between them tell which are missing."""
    wanted: list[list[str]] = [[]]
    for role in roles:
        if role == "sequence":
            continue
        if role in _WORDS:
            wanted.append([])
        else:
            wanted[-1].append(role)
    printed: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_figure:
            printed[-1].append(token)
        elif printed[-1] or len(printed) == 1:
            printed.append([])
    wanted = [group for group in wanted if group]
    printed = [group for group in printed if group]
    for group, found in zip(wanted, printed, strict=False):
        if len(group) == len(found) and len(wanted) == len(printed):
            _put(row, group, found)
        else:
            row.extra.extend(token.span for token in found)
    row.extra.extend(token.span for group in printed[len(wanted) :] for token in group)


def _put(row: CardRow, roles: Sequence[str], figures: list[Token]) -> None:
    for role, token in zip(roles, figures, strict=True):
        row.cells[role] = Value(token.span, token.text)


def _total(row: CardRow, tokens: list[Token], roles: list[str]) -> CardRow:
    """Read a total: all figures, or the weights' total and the weighted scores'."""
    row.kind = "total"
    row.cells["title"] = Value(tokens[0].span, tokens[0].text)
    figures = [token for token in tokens[1:] if token.is_figure]
    row.extra.extend(token.span for token in tokens[1:] if not token.is_figure)
    wanted = _figure_roles(roles)
    summed = [role for role in ("weight", "weighted_score") if role in roles]
    if len(figures) == len(wanted):
        _put(row, wanted, figures)
    elif len(figures) == len(summed):
        _put(row, summed, figures)
    elif len(figures) == 1 and summed:
        is_weight = ascii_digits(figures[0].text).rstrip("% ") in ("100", "100.00", "1", "1.00")
        role = "weight" if is_weight and "weight" in summed else summed[-1]
        _put(row, [role], figures)
    else:
        row.extra.extend(token.span for token in figures)
    return row
