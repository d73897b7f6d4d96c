"""Bare COPY and executemany for `db_load`: rows made first, then written; only that is clocked.

The rows are those that loading leaves: every table that it fills, every column, the same indexes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Engine

from benchmarks._db_load_side import Clock
from benchmarks.db_stores import PART
from pipeline.store import tables as t
from pipeline.store.bulk import Bulk
from pipeline.store.connect import connect, writing
from pipeline.store.folders import FolderInputs, FolderReader
from pipeline.store.load import noted
from pipeline.store.prepared import Prepared
from pipeline.store.rows import COLUMNS

AT = "2026-01-01T00:00:00+00:00"

Rows = dict[Table, list[tuple[Any, ...]]]


def rows_of(documents: Iterable[Prepared], first: int) -> Rows:
    """Return documents' rows by table; `first` numbers the first reading."""
    rows: Rows = {table: [] for table in (t.documents, t.readings, t.judgements,
                  t.document_history, t.observations, *t.DERIVED)}  # fmt: skip
    for number, line in enumerate(documents, start=first):
        name = line.document_id
        own = line.row | {"reading_id": number, "rules_version": "r", "judged_at": AT}
        own |= {"source": line.sources[0]}
        rows[t.documents].append(_values(t.documents, own))
        rows[t.readings].append((number, name, "", "1+x", "from files", AT, None, None))
        rows[t.judgements].append((number, "r", AT, line.line))
        rows[t.document_history].append(_values(t.document_history, own | {"document_id": name}))
        rows[t.observations].append((line.hash, name, line.sources[0], None, AT, AT))
        for table, more in line.derived.items():
            rows[t.metadata.tables[table]] += more
    return rows


def _values(table: Table, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.columns.keys())  # noqa: SIM118 - no mapping


def write(engine: Engine, rows: Rows) -> None:
    """Write rows in one transaction."""
    with writing(engine) as connection:
        bulk = Bulk(connection)
        for table, values in rows.items():
            if values:
                names = COLUMNS.get(table.name) or list(table.columns.keys())
                bulk.insert_values(table, names, values)


def main(address: str, folder: Path) -> None:
    """Write a folder's rows by turns."""
    engine, clock = connect(address), Clock()
    inputs = FolderInputs()
    documents = noted(FolderReader(folder), inputs)
    first = 1
    while part := list(islice(documents, PART)):
        rows = rows_of(part, first)
        first += len(part)
        clock.start()
        write(engine, rows)
        clock.stop()
    run = dict.fromkeys(t.runs.columns.keys(), "r") | {"id": 1, "read": 0, "reused": 0}
    given = [(1, *row) for row in inputs]
    names = ("run_id", *FolderInputs.columns)
    clock.start()
    with writing(engine) as connection:
        Bulk(connection).insert(t.runs, [run])
        Bulk(connection).insert_values(t.run_inputs, names, given)
    clock.stop(is_last=True)
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
