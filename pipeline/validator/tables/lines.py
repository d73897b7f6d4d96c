"""The rows of printed tables, with their figures by column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.validator.case import Case, printed
from schemas.claim import ReadClaim
from schemas.printed import Printed
from schemas.scorecard import TableRecord


@dataclass
class Line:
    """A row with its figures by column."""

    is_total: bool
    label: str
    cells: dict[int, ReadClaim] = field(default_factory=dict)
    blanks: set[int] = field(default_factory=set)
    """Columns that say nothing here: no cell, a dash."""

    def value(self, column: int) -> Printed | None:
        claim = self.cells.get(column)
        return printed(claim.value) if claim else None


def printed_tables(case: Case, record: TableRecord) -> Iterator[list[Line]]:
    """Yield the rows of each printed table in their order."""
    tables: dict[int, dict[tuple[int, str], Line]] = defaultdict(dict)
    for claim in case.claims:
        path = (claim.field or "").split(".")
        if len(path) != 3 or path[0] not in ("rows", "totals"):
            continue
        is_total, row, column = path[0] == "totals", int(path[1]), int(path[2])
        cells = (record.totals if is_total else record.rows)[row]
        place = (int(claim.notes.get("order", 0)), path[0])
        lines = tables[int(claim.notes.get("table", 0))]
        line = lines.setdefault(place, Line(is_total, _label(cells)))
        line.cells[column] = claim
        line.blanks = {at for at, text in enumerate(cells) if not re.search(r"\w", text or "")}
    for _, lines in sorted(tables.items()):
        yield [line for _, line in sorted(lines.items())]


def _label(cells: list[str | None]) -> str:
    words = [text for text in cells if text and re.search(r"[^\W\d_]", text)]
    return words[0] if words else ""
