"""All that can be computed again in a document's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pipeline.validator.case import Case
from pipeline.validator.tables.formulas import (
    Formula,
    adding,
    growth,
    ratio,
    share,
    share_of_sum,
    taking,
)
from pipeline.validator.tables.lines import Line, printed_tables
from pipeline.validator.tables.recomputed import Recomputed, adds_up, prints, sum_of
from pipeline.validator.wording import shown
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


class Tables:
    """All that can be computed again in a table record."""

    def __init__(self, case: Case) -> None:
        self.found: list[Recomputed] = []
        record = case.record
        if isinstance(record, TableRecord):
            for lines in printed_tables(case, record):
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


class _Table:
    def __init__(self, lines: list[Line]) -> None:
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
        missed: list[tuple[int, Line]] = []
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
                found.append(sum_of(line.cells[column], parts, False))
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
            if len(parts) >= 2 and adds_up(claim, parts):
                return sum_of(claim, parts, True)
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
                found += self._best(column, [adding(run) for run in runs[:200]], "sum")
            elif _DIFFERENCE.search(head):
                pairs = [(a, b) for a in others for b in others if a != b][:200]
                found += self._best(column, [taking(a, b) for a, b in pairs], "sum")
        return found

    def _percents(self) -> list[Recomputed]:
        found: list[Recomputed] = []
        for column in self.columns:
            if not self.is_percent(column):
                continue
            others = [c for c in self.columns if c != column and not self.is_percent(c)]
            formulas: list[Formula] = []
            for other in others:
                formulas += [share(other, line) for line in self.lines if line.is_total][:6]
                formulas.append(share_of_sum(self.lines, other))
            pairs = [(a, b) for a in others for b in others if a != b][:400]
            formulas += [ratio(a, b) for a, b in pairs]
            formulas += [growth(a, b) for a, b in pairs]
            found += self._best(column, formulas, "percent")
        return found

    def _best(
        self, column: int, formulas: list[Formula], kind: Literal["sum", "percent"]
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
                fits = prints(claim, value)
                tried.append(
                    Recomputed(claim, kind, fits, f"{words} = {shown(value)}", shown(value), inputs)
                )
            fitting = sum(each.fits for each in tried)
            if fitting > most and fitting * 3 >= len(tried) * 2 and len(tried) >= _FEWEST:
                best, most = tried, fitting
        return best if most >= 2 else []
