"""The quarter table read by its columns' heads, where the medium or the text has cells.

Needed where lines alone mislead: quarters as columns, a target's or remark's column beside the
result's, the pair in two columns.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.layouts.base import Source
from extractors.layouts.labels import NUMBER
from extractors.layouts.parts.wording import lenient
from extractors.layouts.quarter_row import QuarterRow
from extractors.layouts.tables.cells import Grid, GridCell
from extractors.thai.numerals import ParsedNumber, ascii_digits, parse_number
from schemas.text import Span

_D = "[0-9๐-๙]"
_QUARTER = re.compile(
    lenient(
        rf"\W*(?:ไตรมาส\s*(?:ที่)?\s*|Q\s?)?(?P<n>[1-4๑-๔])(?!{_D}|[.,]{_D})(?:\s*/\s*(?:[2๒][5๕])?{_D}{{2}})?\s*(?:[(\[][^()\[\]]*[)\]])?\s*"
    ),
    re.IGNORECASE,
)
_FIRST, _SECOND = r"[2๒]\s*\.\s*[1๑]", r"[2๒]\s*\.\s*[2๒]"
#: Of several that fit a head the first one names its column.
_ROLES = tuple(
    (name, re.compile(lenient(pattern)))
    for name, pattern in (
        ("pair", rf"{_FIRST}\D*{_SECOND}"),
        ("evaluation_2_1", _FIRST),
        ("evaluation_2_2", _SECOND),
        ("evaluation", "ประเมิน"),
        ("target", r"(?<!กับ)(?:ค่า)?เป้าหมาย|แผน"),
        ("result", "ผลงาน|ผลการดำเนิน|ผลที่(?:ได้|ทำได้)|ทำได้|ผลลัพธ์|^ผล$"),
        ("quarter", "ไตรมาส"),
    )
)
_NUMBER = re.compile(NUMBER)
_PAIR = re.compile(rf"(?P<a>{NUMBER})?\s*/\s*(?P<b>{NUMBER})?")
_WITH_PAIR = re.compile(rf"\s*{NUMBER}\s*[\s(]\s*{NUMBER}\s*/\s*{NUMBER}\s*\)?\s*")
"""An evaluation with its pair behind or below it, under a head that names the evaluation alone."""
_LAST_PAIR = re.compile(rf"(?P<a>{NUMBER})\s*/\s*(?P<b>{NUMBER})")
_MOST_ROWS = 40
_MOST_HEADS = 3
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = 12
"""Letters; a cell of fewer is a figure with its unit, or a mark."""


class QuarterGrid(NamedTuple):
    """The quarters of a table, and the clean range of its heads and rows."""

    rows: list[QuarterRow]
    span: Span


def read_quarter_grid(source: Source, start: int, end: int) -> list[QuarterRow]:
    """Return the rows of the first table in a range whose heads name quarters and results."""
    found = find_quarter_grid(source, start, end)
    return found.rows if found else []


def find_quarter_grid(source: Source, start: int, end: int) -> QuarterGrid | None:
    """Return the first quarter table in a range, with where it stands: a form may be one table."""
    for grid in source.grids:
        if grid.span[0] >= end:
            break
        if grid.span[1] <= start or len(grid.rows) > _MOST_ROWS:
            continue
        found = _rows(source, grid) or _columns(source, grid)
        if found is not None and start <= found.span[0] and found.span[1] <= end:
            return found
    return None


def _found(grid: Grid, first: int, last: int, rows: list[QuarterRow]) -> QuarterGrid:
    spans = [cell.span for row in range(first, last) for cell in grid.own(row) if cell.span]
    return QuarterGrid(rows, (min(a for a, _ in spans), max(b for _, b in spans)))


def _quarter(cell: GridCell | None) -> int | None:
    match = _QUARTER.fullmatch(cell.text) if cell is not None else None
    return int(ascii_digits(match["n"])) if match else None


def _role(text: str) -> str | None:
    return next((name for name, pattern in _ROLES if pattern.search(text)), None)


def _rows(source: Source, grid: Grid) -> QuarterGrid | None:
    """Read quarters as rows: heads above, one row for each quarter."""
    first = next((n for n in range(len(grid.rows)) if _quarter(grid.at(n, 0)) is not None), None)
    if not first:
        return None
    top = _top(grid, first)
    heads = [_head(grid, top, first, column) for column in range(grid.width)]
    roles = [_role(head) for head in heads]
    for column in range(1, grid.width):
        if roles[column] in (None, "result") and _tells(grid, first, column):
            roles[column] = "narrative"
    if "result" not in roles[1:]:
        return None
    if any(not head and _holds_number(grid, first, column) for column, head in enumerate(heads)):
        # Fewer heads than columns: which of them the heads stand above is not known.
        return None
    found: dict[int, QuarterRow] = {}
    last = first
    for number in range(first, len(grid.rows)):
        cell = grid.at(number, 0)
        quarter = _quarter(cell)
        if quarter is None or quarter in found or cell is None or cell.span is None:
            break
        row = QuarterRow(quarter, spans={"quarter": cell.span})
        for column in range(1, grid.width):
            _put(source, row, roles[column], heads[column], grid.at(number, column))
        found[quarter] = row
        last = number + 1
    rows = [found[quarter] for quarter in sorted(found)]
    return _found(grid, top, last, rows) if rows else None


def _top(grid: Grid, first: int) -> int:
    """Return the row on which the heads begin: that of the quarters', else the table's first.

    Where a whole form is one table, rows of labels and values stand above the quarters.
    """
    for row in range(first - 1, max(-1, first - _MOST_HEADS - 1), -1):
        cell = grid.at(row, 0)
        if cell is not None and _role(cell.text) == "quarter":
            return cell.row
    return 0


def _columns(source: Source, grid: Grid) -> QuarterGrid | None:
    """Read quarters as columns: a row of quarters, and a row for each kind of figure below."""
    for number in range(len(grid.rows) - 1):
        quarters = {
            column: quarter
            for column in range(1, grid.width)
            if (quarter := _quarter(grid.at(number, column))) is not None
        }
        if len(quarters) >= 2 and len(set(quarters.values())) == len(quarters):
            break
    else:
        return None
    found: dict[int, QuarterRow] = {}
    for column, quarter in quarters.items():
        cell = grid.at(number, column)
        if cell is not None and cell.span is not None:
            found[column] = QuarterRow(quarter, spans={"quarter": cell.span})
    for below in range(number + 1, len(grid.rows)):
        label = grid.at(below, 0)
        head = label.text if label is not None else ""
        for column, row in found.items():
            _put(source, row, _role(head), head, grid.at(below, column))
    if not any("result" in row.spans for row in found.values()):
        return None
    rows = sorted(found.values(), key=lambda row: row.quarter)
    return _found(grid, number, len(grid.rows), rows)


def _tells(grid: Grid, first: int, column: int) -> bool:
    """Tell whether a column holds sentences: what was done in each quarter."""
    texts = [cell.text for row in range(first, len(grid.rows)) if (cell := grid.at(row, column))]
    told = [text for text in texts if len(_LETTER.findall(text)) >= _SENTENCE]
    return len(told) >= 1 and all(text in told or len(text) <= 3 for text in texts)


def _holds_number(grid: Grid, first: int, column: int) -> bool:
    cells = [grid.at(number, column) for number in range(first, len(grid.rows))]
    return any(cell is not None and _NUMBER.fullmatch(cell.text) for cell in cells)


def _head(grid: Grid, top: int, first: int, column: int) -> str:
    cells = [grid.at(number, column) for number in range(top, first)]
    return " ".join(dict.fromkeys(cell.text for cell in cells if cell is not None))


def _put(
    source: Source, row: QuarterRow, role: str | None, head: str, cell: GridCell | None
) -> None:
    """Put a cell's numbers into a row; a cell of evaluation and pair holds both."""
    if cell is None or cell.span is None:
        return
    if role is None and _PAIR.fullmatch(cell.text):
        role = "pair"
    if role in (None, "target", "quarter"):
        return
    if role == "narrative":
        row.spans.setdefault("narrative", cell.span)
        return
    start, end = cell.span
    clean = source.clean
    if role == "pair":
        pair = _PAIR.search(clean, start, end)
        if pair is not None:
            _put_pair(row, pair)
            end = pair.start()
        if _role(head.split("(")[0]) != "evaluation":
            return
        role = "evaluation"
    if role == "evaluation" and _WITH_PAIR.fullmatch(clean, start, end) is not None:
        _put_pair(row, _LAST_PAIR.search(clean, start, end))
    number = _NUMBER.search(clean, start, end)
    if number is not None and role is not None:
        _set(row, role, number.group(), number.span())


def _put_pair(row: QuarterRow, pair: re.Match[str] | None) -> None:
    if pair is not None:
        for name, group in (("evaluation_2_1", "a"), ("evaluation_2_2", "b")):
            _set(row, name, pair[group], pair.span(group))


def _set(row: QuarterRow, name: str, printed: str | None, span: tuple[int, int]) -> None:
    parsed = parse_number(printed.rstrip(",")) if printed else None
    if isinstance(parsed, ParsedNumber) and name not in row.spans:
        setattr(row, name, parsed.text)
        row.spans[name] = span
