"""Rows of ruled tables in PDFs that are read exactly as they were printed.

    python -m benchmarks.pdf_tables [-v]       -v shows the rows that are not

Budget tables of our own making, with merged cells, cells over several lines and tables over pages,
by every producer that this machine has. A row is right where its cells are those that were printed,
in their order, white space left out. Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import sys
from collections import Counter

from benchmarks._budget_tables import BudgetTable, budget_tables
from benchmarks._table_printers import PRINTERS
from benchmarks.pdf_producers import is_available
from benchmarks.pdf_text import squeezed
from extractors.readers import pdf

PROMISED = {"chromium": 100.0, "typst": 100.0, "libreoffice": 98.0}
"""Percent of the rows by producer; the others are measured without a promise."""
FONTS = ("Loma", "Garuda")

Row = tuple[str, ...]


def printed_rows(table: BudgetTable) -> list[Row]:
    """Return the rows below the head as printed, cells that go on from above left out."""
    return [tuple(squeezed(cell.text) for cell in row) for row in table.rows]


def read_rows(data: bytes) -> list[Row]:
    """Return the rows of all tables in a PDF as read, cell by cell."""
    document = pdf.read(data, source="table.pdf", ocr="never")
    rows: list[Row] = []
    for table in document.tables:
        by_row: dict[int, dict[int, str]] = {}
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column, cell.page)):
            text = squeezed(document.pages[cell.page - 1].text[cell.start : cell.end])
            row = by_row.setdefault(cell.row, {})
            # A page break may cut a row: two cells stand in one place.
            row[cell.column] = row.get(cell.column, "") + text
        rows += [tuple(by_row[row].values()) for row in sorted(by_row)]
    return rows


def missed_rows(table: BudgetTable, data: bytes) -> list[Row]:
    """Return the printed rows that are not among those read."""
    return list((Counter(printed_rows(table)) - Counter(read_rows(data))).elements())


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a promise is not kept."""
    kept = True
    for producer, make in PRINTERS.items():
        if not is_available(producer):
            print(f"{producer:16} not measured: it is not installed")
            continue
        tables = [table for table in budget_tables(1) if table.is_ruled]
        right = count = 0
        for font in FONTS:
            for table, data in zip(tables, make(tables, font), strict=True):
                missed = missed_rows(table, data)
                count += len(table.rows)
                right += len(table.rows) - len(missed)
                if "-v" in arguments:
                    for row in missed:
                        print(f"    {font}, {table.name}: {' | '.join(row)}")
        share, promised = 100 * right / count, PROMISED.get(producer)
        told = f"promised {promised:.0f} %" if promised else "no promise"
        kept &= promised is None or share >= promised
        print(f"{producer:16} {right:5} of {count:5} rows  {share:6.2f} %  ({told})")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
