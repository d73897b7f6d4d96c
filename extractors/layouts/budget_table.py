"""Tables that are no score cards: budgets, counts, shares, with their totals."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.tables.bare_lines import line_grids
from extractors.layouts.tables.columns import bare, squash
from extractors.layouts.tables.find import grids
from extractors.layouts.tables.foreign import is_foreign
from extractors.layouts.tables.heads import fill_head
from extractors.layouts.tables.notes import around
from extractors.layouts.tables.plain import (
    FIGURE,
    PlainTable,
    cells_of,
    is_figure,
    plain_table,
)
from extractors.thai.numerals import ParsedNumber, parse_number
from schemas.claim import ClaimKind
from schemas.scorecard import TableRecord
from schemas.section import Section

_LEAST_SHARE = 0.45
"""Of the document's characters, how many must stand in tables."""
_PERCENT = bare("ร้อยละ|เปอร์เซนต์|percent|^สัดส่วน")
_INK = re.compile(r"\S")


class BudgetTable:
    """The layout `budget_table`."""

    name = "budget_table"

    def recognise(self, source: Source) -> float:
        """Return how much of the document stands in tables of figures."""
        if is_foreign(source):
            return 0.0
        tables = read_tables(source)
        if not tables:
            return 0.0
        inside = sum(len(_INK.findall(source.clean, *table.span)) for table in tables)
        share = inside / max(1, len(_INK.findall(source.clean)))
        if share < _LEAST_SHARE:
            return 0.0
        has_total = any(table.totals for table in tables)
        return min(0.7, 0.3 + 0.2 * share + 0.15 * has_total)

    def extract(self, source: Source) -> Reading:
        """Read all tables; a table with other columns brings its headings along as a row."""
        record = TableRecord()
        reading = Reading(record)
        tables = read_tables(source)
        fill_head(source, reading, record, tables[0].span[0] if tables else len(source.clean))
        heads: list[str] = []
        for table in tables:
            if not record.columns:
                record.columns = heads = table.heads
            elif table.heads != heads:
                heads = table.heads
                record.rows.append(list(heads))
            _fill(source, reading, record, table)
            reading.sections.append(Section(name="table", body=table.span))
            reading.labels.append(table.span)
        around(source, reading, [table.span for table in tables])
        return reading


def read_tables(source: Source) -> list[PlainTable]:
    """Return the document's tables of figures, from cells, separators or lines."""
    found = [table for grid in grids(source) if (table := plain_table(grid)) is not None]
    if found:
        return found
    return [table for grid in line_grids(source) if (table := plain_table(grid)) is not None]


def _fill(source: Source, reading: Reading, record: TableRecord, table: PlainTable) -> None:
    offsets = {"rows": len(record.rows), "totals": len(record.totals)}
    for name, rows in (("rows", table.rows), ("totals", table.totals)):
        target: list[list[str | None]] = getattr(record, name)
        target.extend([cell.text if cell else None for cell in row] for row in rows)
    group = len(record.rows) + len(record.totals)
    order = {
        f"{'totals' if is_total else 'rows'}.{number}": position
        for position, (is_total, number) in enumerate(table.places)
    }
    for path, column, cell in cells_of(table):
        match = FIGURE.fullmatch(cell.text.strip())
        parsed = parse_number(match["number"].replace(" ", "")) if match else None
        if not isinstance(parsed, ParsedNumber) or cell.span is None:
            continue
        name, row, _ = path.split(".")
        place = f"{name}.{int(row) + offsets[name]}.{column}"
        reading.fields[place] = cell.span
        reading.claims.append(
            FieldClaim(
                _kind(table, column, name, cell.text),
                f"-{parsed.text}" if _is_minus(table, column, cell.text) else parsed.text,
                cell.span,
                "table",
                place,
                notes={
                    "table": group,
                    "order": order[f"{name}.{row}"],
                    "head": table.heads[column],
                },
            )
        )


def _is_minus(table: PlainTable, column: int, text: str) -> bool:
    """Does a cell print a negative amount in brackets, as bookkeepers do?

    Where every figure of the column stands in brackets, or is a share, they mean something else.
    """
    if not text.strip().startswith("(") or "%" in text or re.search("[-−–+]", text):
        return False
    if _PERCENT.search(squash(table.heads[column])):
        return False
    cells = (row[column] for row in (*table.rows, *table.totals))
    plain = [c for c in cells if c and is_figure(c.text) and not c.text.strip().startswith("(")]
    return bool(plain)


def _kind(table: PlainTable, column: int, name: str, text: str) -> ClaimKind:
    if "%" in text or _PERCENT.search(squash(table.heads[column])):
        return "percent"
    return "total" if name == "totals" else "count"


LAYOUT = BudgetTable()
__all__ = ["LAYOUT", "BudgetTable", "is_figure", "read_tables"]
