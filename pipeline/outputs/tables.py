"""`claims.csv` and `findings.csv`: flat tables that open in Excel."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from pipeline.outputs.cells import escape, unescape
from pipeline.outputs.kpis import kpis_of
from schemas.line import Line
from schemas.place import Place

Cell = str | int | bool | None

DOCUMENT_COLUMNS = ("document_id", "source", "layout", "kpi_code", "fiscal_year", "title")
PLACE_COLUMNS = ("page", "start", "end", "quote")
CLAIM_COLUMNS = (
    *DOCUMENT_COLUMNS,
    *("id", "key", "kind", "text", "value", "unit", "quarter", "level"),
    *("verdict", "computation", "assumption", "inputs"),
    *PLACE_COLUMNS,
)
FINDING_COLUMNS = (
    *DOCUMENT_COLUMNS,
    *("code", "key", "name", "severity", "changes_score", "message", "message_th"),
    *("quarter", "level", "expected", "actual", "claims", "related", "locations"),
    *PLACE_COLUMNS,
)


_ITEM = re.compile(r"\|items\.(\d+)\.")


def document_cells(line: Line, keys: Sequence[str] = ()) -> list[Cell]:
    """Return the cells that every row of a document begins with.

    In a list of KPIs code and title are those of the one that all `keys` of claims name.
    """
    kpis = kpis_of(line.record)
    items = {found[1] if (found := _ITEM.search(key)) else "" for key in keys}
    item = items.pop() if len(items) == 1 else ""
    kpi = kpis[int(item)] if item and int(item) < len(kpis) else None
    only = kpis[0] if len(kpis) == 1 else kpi
    return [
        line.document.id,
        line.document.source,
        line.document.layout,
        only.kpi_code if only else None,
        getattr(line.record, "fiscal_year", None) or (kpi.fiscal_year if kpi else None),
        kpi.title if kpi else getattr(line.record, "title", None),
    ]


def place_cells(place: Place | None) -> list[Cell]:
    """Return page, start, end and quote of a place."""
    return [place.page, place.start, place.end, place.quote] if place else [None] * 4


def claim_rows(line: Line) -> Iterator[list[Cell]]:
    """Yield a row for every claim, in CLAIM_COLUMNS."""
    for claim in line.claims:
        yield [
            *document_cells(line, [claim.key]),
            *(claim.id, claim.key, claim.kind, claim.text, claim.value, claim.unit),
            *(claim.quarter, claim.level, claim.verdict, claim.computation, claim.assumption),
            " ".join(claim.inputs) or None,
            *place_cells(claim.location),
        ]


def finding_rows(line: Line) -> Iterator[list[Cell]]:
    """Yield a row for every finding, in FINDING_COLUMNS; its first place is the one shown."""
    key_of = {claim.id: claim.key for claim in line.claims}
    for finding in line.findings:
        places = finding.locations
        yield [
            *document_cells(
                line, [key_of.get(name, "") for name in finding.claims] or [finding.key]
            ),
            *(finding.code, finding.key, finding.name, finding.severity, finding.changes_score),
            *(finding.message, finding.message_th, finding.quarter, finding.level),
            *(finding.expected, finding.actual),
            " ".join(finding.claims) or None,
            " ; ".join(finding.related) or None,
            " ; ".join(f"{place.page}:{place.start}-{place.end}" for place in places) or None,
            *place_cells(places[0] if places else None),
        ]


def cell_text(cell: Cell) -> str:
    """Return a cell as it is written: unknown is empty, truth values are `true` and `false`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escape(str(cell))


class Table:
    """A CSV file being written (the stream's encoding is `utf-8-sig`, its line ends CRLF)."""

    def __init__(self, stream: TextIO, columns: Sequence[str]) -> None:
        self._writer = csv.writer(stream)
        self._writer.writerow(columns)

    def add(self, rows: Iterator[list[Cell]]) -> None:
        """Write rows."""
        self._writer.writerows([cell_text(cell) for cell in row] for row in rows)


def read_table(path: Path) -> Iterator[dict[str, str | None]]:
    """Read a table back: escaping undone, empty cells None."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {column: unescape(cell) if cell else None for column, cell in row.items()}
