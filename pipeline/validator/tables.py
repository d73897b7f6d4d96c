"""Tables recomputed: total rows from their parts, shares and sums from the columns beside them.

How a column follows from others is inferred from the table itself: a formula that most rows
follow is the column's rule, and the rows that do not follow it are the exceptions. A column that
no formula explains is not checkable.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pipeline.validator.case import Case, printed
from pipeline.validator.cells import listed
from pipeline.validator.intervals import as_interval, fits_under
from pipeline.validator.intervals import total as interval_total
from pipeline.validator.scoring.numbers import agrees
from pipeline.validator.wording import shown
from schemas.claim import ReadClaim, Verdict
from schemas.printed import Interval, Printed
from schemas.scorecard import TableRecord

_SUMS = re.compile("รวม|ทั้งหมด|ทั้งสิ้น|total", re.IGNORECASE)
_DIFFERENCE = re.compile("เหลือ|เพิ่ม|ลด|ต่าง|เปลี่ยนแปลง|balance|change", re.IGNORECASE)
_NO_SUM = re.compile(
    "ร้อยละ|เฉลี่ย|อัตรา|คะแนน|ระดับ|ราคาต่อ|ต่อหน่วย|ดัชนี|เปอร์เซ|สัดส่วน|ค่าเป้าหมาย|เป้าหมาย|หน่วยละ|%|percent|rate|mean",
    re.IGNORECASE,
)
_NESTED = re.compile(r"^\s*(?:[-–•*]|[0-9๐-๙]+\.[0-9๐-๙]+|(?:โครงการ|กิจกรรม|แผนงาน|ผลผลิต)\s*:)")
_FEWEST = 3
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A figure computed again: whether it fits, by which formula, from which claims."""

    claim: ReadClaim
    kind: Literal["sum", "percent"]
    fits: bool
    formula: str
    expected: str
    inputs: tuple[ReadClaim, ...]

    @property
    def verdict(self) -> Verdict:
        return "verified" if self.fits else "contradicted"


@dataclass
class _Line:
    """A row with its figures by column."""

    is_total: bool
    label: str
    cells: dict[int, ReadClaim] = field(default_factory=dict)
    blanks: set[int] = field(default_factory=set)
    """Columns that say nothing here: no cell, a dash."""

    def value(self, column: int) -> Printed | None:
        claim = self.cells.get(column)
        return printed(claim.value) if claim else None


_Formula = Callable[[_Line], tuple[Fraction, tuple[ReadClaim, ...], str] | None]


class Tables:
    """All that can be computed again in a table record."""

    def __init__(self, case: Case) -> None:
        self.found: list[Recomputed] = []
        record = case.record
        if isinstance(record, TableRecord):
            for lines in _lines(case, record):
                self.found.extend(_Table(lines).recomputed())
        self.by_claim = {found.claim.id: found for found in self.found if not found.fits}
        for found in self.found:
            self.by_claim.setdefault(found.claim.id, found)
        self.serving: dict[str, Recomputed] = {}
        for found in self.found:
            if found.fits:
                for claim in found.inputs:
                    self.serving.setdefault(claim.id, found)

    def misfits(self, kind: str) -> list[Recomputed]:
        """Return the figures of a kind that do not fit, in reading order."""
        return [found for found in self.found if found.kind == kind and not found.fits]


def _lines(case: Case, record: TableRecord) -> Iterator[list[_Line]]:
    """Yield the rows of each printed table in their order."""
    tables: dict[int, dict[tuple[int, str], _Line]] = defaultdict(dict)
    for claim in case.claims:
        path = (claim.field or "").split(".")
        if len(path) != 3 or path[0] not in ("rows", "totals"):
            continue
        is_total, row, column = path[0] == "totals", int(path[1]), int(path[2])
        cells = (record.totals if is_total else record.rows)[row]
        place = (int(claim.notes.get("order", 0)), path[0])
        lines = tables[int(claim.notes.get("table", 0))]
        line = lines.setdefault(place, _Line(is_total, _label(cells)))
        line.cells[column] = claim
        line.blanks = {at for at, text in enumerate(cells) if not re.search(r"\w", text or "")}
    for _, lines in sorted(tables.items()):
        yield [line for _, line in sorted(lines.items())]


def _label(cells: list[str | None]) -> str:
    words = [text for text in cells if text and re.search(r"[^\W\d_]", text)]
    return words[0] if words else ""


class _Table:
    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.heads = {
            column: str(claim.notes.get("head", ""))
            for line in lines
            for column, claim in line.cells.items()
        }
        self.columns = sorted({column for line in lines for column in line.cells})[:_MOST_COLUMNS]

    def recomputed(self) -> Iterator[Recomputed]:
        """Yield every figure that a formula gives or contradicts, once."""
        known: set[str] = set()
        for found in (*self._totals(), *self._sum_columns(), *self._percents()):
            if found.claim.id not in known or not found.fits:
                known.add(found.claim.id)
                yield found

    def head(self, column: int) -> str:
        """Return the heading of a column, empty where it has none."""
        return self.heads.get(column, "")

    def is_percent(self, column: int) -> bool:
        return any(
            line.cells[column].kind == "percent" for line in self.lines if column in line.cells
        )

    # --- total rows -----------------------------------------------------------------------------

    def _totals(self) -> list[Recomputed]:
        found: list[Recomputed] = []
        missed: list[tuple[int, _Line]] = []
        fitting: set[int] = set()
        for place, line in enumerate(self.lines):
            if not line.is_total:
                continue
            for column in self.columns:
                if column not in line.cells:
                    continue
                sums = self._sum_of(place, column)
                if sums is not None:
                    fitting.add(place)
                    found.append(sums)
                elif not self.is_percent(column):
                    missed.append((column, line))
        flat = self._is_flat()
        for column, line in missed:
            place = self.lines.index(line)
            alone = sum(1 for other, row in missed if row is line) == 1
            if not flat or not self._adds(column) or not (place in fitting or alone):
                continue
            parts = [
                row.cells[column] for row in self.lines if not row.is_total and column in row.cells
            ]
            if len(parts) >= 2:
                found.append(_sum(line.cells[column], parts, False))
        return found

    def _sum_of(self, place: int, column: int) -> Recomputed | None:
        """Return the total as the sum of some of its table's rows, None where none adds up."""
        claim = self.lines[place].cells[column]
        before = self.lines[:place]
        since = next((n for n in range(place - 1, -1, -1) if self.lines[n].is_total), -1)
        until = next(
            (n for n in range(place + 1, len(self.lines)) if self.lines[n].is_total),
            len(self.lines),
        )
        choices = (
            list(self.lines[since + 1 : place]),
            [line for line in before if not line.is_total],
            [line for line in before if line.is_total],
            list(self.lines[place + 1 : until]),
            [line for line in self.lines if not line.is_total],
            [line for line in self.lines[place + 1 :] if line.is_total],
        )
        for lines in choices:
            parts = [line.cells[column] for line in lines if column in line.cells]
            if len(parts) >= 2 and _adds_up(claim, parts):
                return _sum(claim, parts, True)
        return None

    def _is_flat(self) -> bool:
        """Tell whether a table is a plain list over one total: nothing in it holds other rows."""
        totals = [place for place, line in enumerate(self.lines) if line.is_total]
        rows = [line for line in self.lines if not line.is_total]
        return totals == [len(self.lines) - 1] and not any(_NESTED.match(r.label) for r in rows)

    def _adds(self, column: int) -> bool:
        """Tell whether every row says something in a column of plain quantities."""
        rows = [line for line in self.lines if not line.is_total]
        return not _NO_SUM.search(self.head(column)) and all(
            column in line.cells or column in line.blanks for line in rows
        )

    # --- columns that follow from columns ---------------------------------------------------------

    def _sum_columns(self) -> list[Recomputed]:
        found: list[Recomputed] = []
        for column in self.columns:
            head = self.head(column)
            if self.is_percent(column):
                continue
            others = [c for c in self.columns if c != column and not self.is_percent(c)]
            if _SUMS.search(head):
                runs = [
                    others[a:b] for a in range(len(others)) for b in range(a + 2, len(others) + 1)
                ]
                runs = [run for run in runs if run[-1] < column or run[0] > column]
                found += self._best(column, [_adding(run) for run in runs[:200]], "sum")
            elif _DIFFERENCE.search(head):
                pairs = [(a, b) for a in others for b in others if a != b][:200]
                found += self._best(column, [_taking(a, b) for a, b in pairs], "sum")
        return found

    def _percents(self) -> list[Recomputed]:
        found: list[Recomputed] = []
        for column in self.columns:
            if not self.is_percent(column):
                continue
            others = [c for c in self.columns if c != column and not self.is_percent(c)]
            formulas: list[_Formula] = []
            for other in others:
                formulas += [self._share(other, line) for line in self.lines if line.is_total][:6]
                formulas.append(self._share_of_sum(other))
            pairs = [(a, b) for a in others for b in others if a != b][:400]
            formulas += [_ratio(a, b) for a, b in pairs]
            formulas += [_growth(a, b) for a, b in pairs]
            found += self._best(column, formulas, "percent")
        return found

    def _share(self, column: int, whole: _Line) -> _Formula:
        def formula(line: _Line) -> tuple[Fraction, tuple[ReadClaim, ...], str] | None:
            part, base = line.value(column), whole.value(column)
            if (
                part is None
                or base is None
                or base.value == 0
                or (line.is_total and line is not whole)
            ):
                return None
            return (
                100 * Fraction(part.value) / Fraction(base.value),
                (line.cells[column], whole.cells[column]),
                f"100 × {part.text} / {base.text}",
            )

        return formula

    def _share_of_sum(self, column: int) -> _Formula:
        rows = [line for line in self.lines if not line.is_total and column in line.cells]
        values = [Fraction(v.value) for line in rows if (v := line.value(column)) is not None]
        whole = sum(values, Fraction(0))

        def formula(line: _Line) -> tuple[Fraction, tuple[ReadClaim, ...], str] | None:
            part = line.value(column)
            if part is None or whole <= 0 or line.is_total:
                return None
            return (
                100 * Fraction(part.value) / whole,
                (line.cells[column],),
                f"100 × {part.text} / {shown(whole)}, the sum of the rows",
            )

        return formula

    def _best(
        self, column: int, formulas: list[_Formula], kind: Literal["sum", "percent"]
    ) -> list[Recomputed]:
        """Return the figures of a column under the formula that most rows follow."""
        best: list[Recomputed] = []
        most = 0
        for formula in formulas:
            tried: list[Recomputed] = []
            for line in self.lines:
                given = formula(line) if column in line.cells else None
                if given is None:
                    continue
                value, inputs, words = given
                claim = line.cells[column]
                fits = _prints(claim, value)
                tried.append(
                    Recomputed(claim, kind, fits, f"{words} = {shown(value)}", shown(value), inputs)
                )
            fitting = sum(each.fits for each in tried)
            if fitting > most and fitting * 3 >= len(tried) * 2 and len(tried) >= _FEWEST:
                best, most = tried, fitting
        return best if most >= 2 else []


def _adding(columns: list[int]) -> _Formula:
    def formula(line: _Line) -> tuple[Fraction, tuple[ReadClaim, ...], str] | None:
        cells = [line.cells[column] for column in columns if column in line.cells]
        if len(cells) < 1 or any(c not in line.cells and c not in line.blanks for c in columns):
            return None
        values = [Decimal(cell.value or "0") for cell in cells]
        whole = sum((Fraction(value) for value in values), Fraction(0))
        return whole, tuple(cells), listed([cell.value or "" for cell in cells])

    return formula


def _taking(first: int, second: int) -> _Formula:
    def formula(line: _Line) -> tuple[Fraction, tuple[ReadClaim, ...], str] | None:
        a, b = line.value(first), line.value(second)
        if a is None or b is None:
            return None
        difference = Fraction(a.value) - Fraction(b.value)
        return difference, (line.cells[first], line.cells[second]), f"{a.text} − {b.text}"

    return formula


def _ratio(first: int, second: int) -> _Formula:
    def formula(line: _Line) -> tuple[Fraction, tuple[ReadClaim, ...], str] | None:
        a, b = line.value(first), line.value(second)
        if a is None or b is None or b.value == 0:
            return None
        share = 100 * Fraction(a.value) / Fraction(b.value)
        return share, (line.cells[first], line.cells[second]), f"100 × {a.text} / {b.text}"

    return formula


def _growth(first: int, second: int) -> _Formula:
    def formula(line: _Line) -> tuple[Fraction, tuple[ReadClaim, ...], str] | None:
        a, b = line.value(first), line.value(second)
        if a is None or b is None or b.value == 0:
            return None
        change = 100 * (Fraction(a.value) - Fraction(b.value)) / Fraction(b.value)
        words = f"100 × ({a.text} − {b.text}) / {b.text}"
        return change, (line.cells[first], line.cells[second]), words

    return formula


def _prints(claim: ReadClaim, value: Fraction) -> bool:
    """Tell whether a value prints as a cell does, rounded or cut, its sign left to the heading."""
    given = printed(claim.value)
    if given is None:
        return False
    for candidate in (value, abs(value)):
        if given.decimals == 0 and claim.kind != "percent":
            if candidate == given.value:
                return True
        elif fits_under(given, Fraction(candidate), Fraction(100)):
            return True
    return False


def _adds_up(claim: ReadClaim, parts: list[ReadClaim]) -> bool:
    whole = printed(claim.value)
    values = [value for part in parts if (value := printed(part.value)) is not None]
    if whole is None or len(values) != len(parts):
        return False
    span = interval_total(as_interval(value) for value in values)
    given = Interval.point(whole.value) if whole.decimals == 0 else whole.interval()
    return agrees(given, span)


def _sum(claim: ReadClaim, parts: list[ReadClaim], fits: bool) -> Recomputed:
    whole = sum((Decimal(part.value or "0") for part in parts), Decimal(0))
    formula = f"{listed([part.value or '' for part in parts])} = {shown(whole)}"
    return Recomputed(claim, "sum", fits, formula, shown(whole), tuple(parts))
