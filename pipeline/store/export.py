"""Tables out of a database and back again without loss: CSV, JSONL, Parquet, XLSX.

An export is a folder with a file a table and `manifest.json`: revision, rows by table. Rows are
streamed, so a million claims take no more memory than a thousand. Views go out too, for reading;
they are not put back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import Connection, LargeBinary, Table, func, inspect, select, text

from pipeline.outputs.files import replacing_text
from pipeline.store import tables as t
from pipeline.store.connect import coded, connect, quoted, writing
from pipeline.store.formats import reader_of, writer_of
from pipeline.store.writer import Writer
from schemas.errors import KpiAuditError

Format = Literal["csv", "jsonl", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
MANIFEST = "manifest.json"
BATCH = 2_000


def export(address: str, folder: Path, form: Format) -> dict[str, int]:
    """Write all tables and views of a database into a folder; return rows by table.

    KpiAuditError KA305 where the folder cannot be written, KA3xx where the database fails.
    """
    engine = connect(address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with coded(address), engine.connect() as connection:
            _read_one_state(connection)
            with writer_of(form, folder) as writer:
                counts = {}
                for table in t.metadata.sorted_tables:
                    rows = _rows(connection, _ordered(table))
                    counts[table.name] = writer.write(table.name, _kinds(table), rows)
                for view in t.VIEWS:
                    names = [column["name"] for column in inspect(connection).get_columns(view)]
                    columns = dict.fromkeys(names, "any")
                    query = text(f"SELECT * FROM {quoted(view)}")
                    writer.write(view, columns, _rows(connection, query))
        manifest = {"revision": t.REVISION, "format": form, "tables": counts}
        with replacing_text(folder / MANIFEST) as stream:
            json.dump(manifest, stream, indent=2)
        return counts
    except OSError as error:
        reason = error.strerror or str(error)
        raise KpiAuditError("KA305", f"{folder} cannot be written: {reason}") from error
    finally:
        engine.dispose()


def is_export(folder: Path) -> bool:
    """Tell whether a folder is an export."""
    return (folder / MANIFEST).is_file()


def put_back(address: str, folder: Path) -> dict[str, int]:
    """Put an export into an empty database, all or nothing; return rows by table.

    KpiAuditError KA310 where a file is damaged or lacks rows, KA311 where the database holds
    documents, KA303 and KA307 where another version wrote the export.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        revision, form, counts = (manifest[name] for name in ("revision", "format", "tables"))
    except (OSError, ValueError, KeyError) as error:
        raise KpiAuditError("KA310", f"{folder / MANIFEST} is damaged: {error}") from error
    if revision != t.REVISION:
        raise KpiAuditError("KA307" if revision < t.REVISION else "KA303")
    engine = connect(address)
    try:
        with coded(address), writing(engine) as connection, reader_of(form, folder) as reader:
            if connection.execute(select(func.count()).select_from(t.documents)).scalar_one():
                raise KpiAuditError("KA311")
            writer = Writer(connection)
            for table in t.metadata.sorted_tables:
                names, found = list(table.columns.keys()), 0
                for batch in _batches(reader.read(table.name, _kinds(table))):
                    writer.insert_values(table, names, batch)
                    found += len(batch)
                if found != counts.get(table.name, 0):
                    what = (
                        f"{table.name} has {found} rows, the export says {counts.get(table.name)}"
                    )
                    raise KpiAuditError("KA310", what)
            _go_on_counting(connection)
        return dict(counts)
    except (OSError, ValueError, KeyError) as error:
        raise KpiAuditError("KA310", f"{folder}: {error}") from error
    finally:
        engine.dispose()


def _read_one_state(connection: Connection) -> None:
    """Let all tables be read as they stand at one moment."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def _kinds(table: Table) -> dict[str, str]:
    """Return the columns with the Python type of their values."""
    return {
        column.name: "bytes"
        if isinstance(column.type, LargeBinary)
        else column.type.python_type.__name__
        for column in table.columns
    }


def _ordered(table: Table) -> Any:
    return select(table).order_by(*table.primary_key.columns)


def _rows(connection: Connection, query: Any) -> Iterator[tuple[Any, ...]]:
    result = connection.execution_options(yield_per=BATCH).execute(query)
    for row in result:
        yield tuple(row)


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number readings and runs after those that were put back."""
    if connection.dialect.name != "postgresql":
        return
    for name in ("readings", "runs"):
        query = f"SELECT setval('{name}_id_seq', GREATEST((SELECT MAX(id) FROM {name}), 1))"
        connection.execute(text(query))
