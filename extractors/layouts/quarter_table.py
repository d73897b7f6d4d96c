"""The quarter table of KPI pages and lists, read from lines: quarter, result, evaluation, pair.

Clean text has lost the cells: an empty evaluation is no line at all, a row stands on four lines or
on one, `95 / 100` is one cell or three. So all ways to cut the numbers into rows are compared, and
the best is taken: quarters in order, at the beginning of lines, results with decimals.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER, flex
from extractors.layouts.quarter_grid import read_quarter_grid
from extractors.layouts.quarter_row import QuarterRow
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.text import Span

_D = "[0-9๐-๙]"
HEAD = re.compile(
    rf"\(?\s*\*?\s*[2๒]\s*\.\s*[1๑]\s*/\s*[2๒]\s*\.\s*[2๒]\s*\*?\s*\)?"
    rf"|{flex('ผลประเมินตัวชี้วัด')}[\s*]*|\(\s*[1๑]\s*[-–]\s*[4๔]\s*\)|\*\s*{flex('ผลงาน')}\s*\*"
)
_WORDS = re.compile(
    rf"{flex('ไตรมาสที่')}|{flex('ไตรมาส')}|{flex('ร้อยละ')}|{flex('ระดับ')}|{flex('คะแนน')}"
    rf"|\bQ(?={_D})|\([^()\n]{0, 200}?[^\W\d_][^()\n]{0, 200}\)",
    re.IGNORECASE,
)
"""Words that may stand in a row."""
_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(
    rf"(?P<number>{NUMBER})|(?P<slash>/)|(?P<empty>(?<![-–—])[-–—](?![-–—]))|(?P<text>[^\W\d_]+)"
)
_FEWEST_UNHEADED = 3


class _Item(NamedTuple):
    """A number, a pair `a / b` or the dash of an empty cell; `opens`: first of its line."""

    kind: str
    values: tuple[str | None, str | None]
    spans: tuple[Span, Span]
    opens: bool


def read_quarter_table(source: Source, start: int, end: int) -> list[QuarterRow]:
    """Return the rows of the first quarter table in a range, in order; empty where there is none.

    Without the table's head at least three rows must be there, results with decimals.
    """
    told = read_quarter_grid(source, start, end)
    if told:
        return told
    headed = False
    at = start
    for match in HEAD.finditer(source.clean, start, end):
        if headed and _complete(_best(_items(source, at, match.start())[0])):
            end = match.start()
            break
        headed, at = True, match.end()
    while at < end:
        items, at = _items(source, at, end)
        rows = _best(items)
        if headed and rows:
            return rows
        if len(rows) >= _FEWEST_UNHEADED and all("." in (row.result or "") for row in rows):
            return rows
    return []


def _complete(rows: list[QuarterRow]) -> bool:
    return len(rows) > 1


def _items(source: Source, start: int, end: int) -> tuple[list[_Item], int]:
    """Return the first run of numbers without foreign words, and where to go on reading."""
    found: list[tuple[str, str | None, Span, bool]] = []
    at = end
    for line in _LINE.finditer(source.clean, start, end):
        blank = _WORDS.sub(lambda match: " " * len(match.group()), line.group())
        tokens = list(_TOKEN.finditer(blank))
        word = next((n for n, token in enumerate(tokens) if token.lastgroup == "text"), None)
        foreign = tokens[word] if word is not None else None
        tokens = tokens[:word]
        offset = line.start()
        for number, token in enumerate(tokens):
            span = (offset + token.start(), offset + token.end())
            value = None
            if token.lastgroup == "number":
                parsed = parse_number(token.group().rstrip(","))
                if not isinstance(parsed, ParsedNumber):
                    continue
                value = parsed.text
            found.append((token.lastgroup or "", value, span, number == 0))
        if foreign is None:
            continue
        if any(kind == "number" for kind, *_ in found):
            at = line.start() + foreign.end()
            break
        found.clear()
    return _paired(found), at


def _paired(found: list[tuple[str, str | None, Span, bool]]) -> list[_Item]:
    """Join a number, a slash and a number to a pair, whatever lines they stand on."""
    items: list[_Item] = []
    position = 0
    while position < len(found):
        kind, value, span, opens = found[position]
        if kind != "slash":
            items.append(_Item(kind, (value, None), (span, span), opens))
            position += 1
            continue
        left = items.pop() if items and items[-1].kind == "number" else None
        follows = position + 1 < len(found) and found[position + 1][0] == "number"
        if follows and found[position + 1][3] and _begins_row(found, position + 1):
            follows = False
        right = found[position + 1] if follows else None
        items.append(
            _Item(
                "pair",
                (left.values[0] if left else None, right[1] if right else None),
                (left.spans[0] if left else span, right[2] if right else span),
                left.opens if left else opens,
            )
        )
        position += 2 if follows else 1
    return items


def _begins_row(found: list[tuple[str, str | None, Span, bool]], position: int) -> bool:
    """Tell whether a number at a line's beginning is a quarter: a result with decimals follows."""
    if found[position][1] not in ("1", "2", "3", "4") or position + 1 >= len(found):
        return False
    return "." in (found[position + 1][1] or "")


def _best(items: list[_Item]) -> list[QuarterRow]:
    """Return the rows of the best way to cut items into rows, in order of their quarters."""
    count = min(len(items), 64)
    #: (place, last quarter) -> score and rows of what follows, filled from the end.
    table: dict[tuple[int, int], tuple[float, list[QuarterRow]]] = {}
    for place in range(count, -1, -1):
        for last in range(5):
            options: list[tuple[float, list[QuarterRow]]] = [(0.0, [])]
            if place < count:
                score, rows = table[place + 1, last]
                options.append((score - 1.5, rows))
                quarter = _quarter(items[place])
                if quarter > last:
                    for taken, gain, row in _rows_at(items, place, count, quarter):
                        score, rows = table[place + taken, quarter]
                        skipped = quarter - last - 1
                        options.append((gain + score - 2.0 * skipped, [row, *rows]))
            table[place, last] = max(options, key=lambda option: option[0])
    best = max((table[place, 0] for place in range(count + 1)), key=lambda option: option[0])
    return best[1]


def _quarter(item: _Item) -> int:
    value = item.values[0]
    return int(value) if item.kind == "number" and value in ("1", "2", "3", "4") else 0


def _rows_at(
    items: list[_Item], place: int, count: int, quarter: int
) -> list[tuple[int, float, QuarterRow]]:
    """Return the rows that may begin here: how many items each takes, its worth, the row."""
    head = items[place]
    found = []
    singles: list[_Item] = []
    worth = 3.0 + (1.0 if head.opens else -1.0)
    for size in range(3):
        after = place + 1 + size
        if size:
            if after - 1 >= count or items[after - 1].kind == "pair":
                break
            singles.append(items[after - 1])
        pair = items[after] if after < count and items[after].kind == "pair" else None
        for with_pair in (False, True) if pair else (False,):
            row = QuarterRow(quarter, spans={"quarter": head.spans[0]})
            gain = worth + _fill(row, singles, pair if with_pair else None)
            found.append((1 + size + with_pair, gain, row))
    return found


def _fill(row: QuarterRow, singles: list[_Item], pair: _Item | None) -> float:
    """Put cells into a row and return how well they fit."""
    names = ["result", "evaluation"]
    gain = 0.0
    first = singles[0] if singles else None
    if first is None:
        gain -= 3.0
    elif len(singles) == 1 and first.kind == "number" and "." not in (first.values[0] or ""):
        # One whole number beside a pair is the evaluation: results are printed with decimals.
        names = ["evaluation"] if pair and first.values[0] == pair.values[0] else names
        gain -= 1.0
    elif "." in (first.values[0] or ""):
        gain += 2.0
    gain += 1.0 if pair else 0.0
    gain += 0.1 * len(singles)
    for name, item in zip(names, singles, strict=False):
        if item.kind == "number":
            setattr(row, name, item.values[0])
            row.spans[name] = item.spans[0]
    if pair:
        for name, value, span in zip(
            ("evaluation_2_1", "evaluation_2_2"), pair.values, pair.spans, strict=True
        ):
            if value is not None:
                setattr(row, name, value)
                row.spans[name] = span
    return gain
