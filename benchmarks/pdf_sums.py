"""Printed totals of budget tables against the sums of their columns as they are read.

    python -m benchmarks.pdf_sums [-v]         -v names the tables that do not add up

Tables of our own making by every producer that this machine has, then the files beside the repo.
A table adds up where in every column of amounts the rows make its grand total; a row may itself be
the sum of the rows that follow it. Exit code 1 where the promised share is not reached.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from benchmarks._budget_tables import BudgetTable, budget_tables
from benchmarks._table_printers import PRINTERS
from benchmarks.pdf_producers import is_available
from extractors.flow import to_text
from extractors.layouts.base import Source
from extractors.layouts.budget_table import read_tables
from extractors.layouts.tables.cells import GridCell
from extractors.layouts.tables.plain import FIGURE, PlainTable
from extractors.readers import pdf
from extractors.thai.numerals import ParsedNumber, parse_number

PROMISED = 95.0
"""Percent of the tables that print a total."""
FONT = "Loma"
SEEDS = (1, 2)
REAL_FILES = Path(__file__).parent.parent.parent / "shared" / "pdfs"
_MOST_STATES = 20_000


@dataclass
class Tally:
    """How many tables add up, and the names of those that do not."""

    fine: int = 0
    all: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, name: str, is_fine: bool) -> None:
        """Count one table."""
        self.all += 1
        self.fine += is_fine
        if not is_fine:
            self.missed.append(name)

    @property
    def share(self) -> float:
        return 100 * self.fine / self.all if self.all else 0.0


def read(data: bytes) -> list[PlainTable]:
    """Return the tables of figures that the reader finds in a PDF."""
    document = pdf.read(data, source="budget.pdf", ocr="never")
    return read_tables(Source(document, to_text(document)))


def amount(cell: GridCell | None) -> Decimal | None:
    """Return the amount that a cell prints, negative in brackets; None for a dash or words."""
    match = FIGURE.fullmatch(cell.text.strip()) if cell else None
    parsed = parse_number(match["number"].replace(" ", "")) if match else None
    if cell is None or not isinstance(parsed, ParsedNumber):
        return None
    is_bracketed = cell.text.strip().startswith("(")
    return -parsed.value if is_bracketed else parsed.value


def grand_total(table: PlainTable) -> list[GridCell | None] | None:
    """Return the row of the grand total: that above its parts, otherwise the last total."""
    if not table.totals:
        return None
    return table.totals[0] if table.places[0][0] or not table.places[-1][0] else table.totals[-1]


def parts_of(table: PlainTable) -> list[list[GridCell | None]]:
    """Return the rows that the grand total sums: those below it, otherwise those above."""
    kinds = [is_total for is_total, _ in table.places]
    at = kinds.index(True) if kinds[0] or not kinds[-1] else len(kinds)
    below = [table.rows[number] for is_total, number in table.places[at:] if not is_total]
    return below or table.rows


def adds_up(table: PlainTable) -> tuple[int, int]:
    """Return how many columns with a grand total add up, and how many such columns there are."""
    total = grand_total(table)
    if total is None:
        return 0, 0
    parts = parts_of(table)
    sums = columns = 0
    for column in table.figures:
        whole = amount(total[column])
        if whole is None:
            continue
        columns += 1
        values = tuple(v for row in parts if (v := amount(row[column])) is not None)
        sums += is_sum(whole, values)
    return sums, columns


def is_sum(whole: Decimal, values: tuple[Decimal, ...]) -> bool:
    """Tell whether values make a whole; one of them may be the sum of some that follow it."""
    states = 0

    @cache
    def ends(at: int) -> frozenset[int]:
        return frozenset({at + 1}) | reach(at + 1, values[at], nested=True)

    @cache
    def reach(at: int, rest: Decimal, nested: bool) -> frozenset[int]:
        nonlocal states
        states += 1
        found = {at} if rest == 0 and at else set()
        if at == len(values) or states > _MOST_STATES or (nested and rest == 0):
            return frozenset(found)
        for end in ends(at):
            found |= reach(end, rest - values[at], nested)
        return frozenset(found)

    return len(values) in reach(0, whole, nested=False)


def own_tables(producer: str) -> Iterator[tuple[BudgetTable, bytes]]:
    """Yield the tables of our own making with their PDFs."""
    tables = [table for seed in SEEDS for table in budget_tables(seed)]
    yield from zip(tables, PRINTERS[producer](tables, FONT), strict=True)


def is_read_right(made: BudgetTable, data: bytes) -> bool:
    """Is a printed table read as one table whose columns of amounts all add up?"""
    found = [table for table in read(data) if table.totals]
    return len(found) == 1 and adds_up(found[0]) == (made.amounts, made.amounts)


def real_tables(tally: Tally) -> None:
    """Count the tables with a grand total in the files beside the repo."""
    for file in sorted(REAL_FILES.glob("*.pdf")):
        for number, table in enumerate(read(file.read_bytes()), start=1):
            sums, columns = adds_up(table)
            if columns:
                tally.add(
                    f"{file.name}: table {number}, {sums} of {columns} columns", sums == columns
                )


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where the promise is not kept."""
    print(f"Promised: of the tables that print a total, {PROMISED:.0f} % add up as they are read.")
    total = Tally()
    for producer in PRINTERS:
        if not is_available(producer):
            print(f"{producer:16} not measured: it is not installed")
            continue
        tally = Tally()
        for made, data in own_tables(producer):
            tally.add(f"{producer}: {made.name}", is_read_right(made, data))
        _show(producer, tally, arguments)
        for name in ("fine", "all"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    if REAL_FILES.is_dir():
        tally = Tally()
        real_tables(tally)
        _show("real files", tally, arguments)
        total.fine, total.all = total.fine + tally.fine, total.all + tally.all
    _show("all", total, [])
    return 0 if total.share >= PROMISED else 1


def _show(name: str, tally: Tally, arguments: list[str]) -> None:
    print(f"{name:16} {tally.fine:4} of {tally.all:4}  {tally.share:6.1f} %")
    if "-v" in arguments:
        for missed in tally.missed:
            print(f"    {missed}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
