"""Databases for tests: empty ones of both kinds, and all their rows, clocks aside."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import create_engine, inspect, text

from pipeline.store import tables as t
from pipeline.store.connect import open_engine, writing
from pipeline.store.load import Loader
from pipeline.store.migrate import config

RELEASES = Path(__file__).parent / "databases"

#: What two ways to the same content may differ in: clocks, and numbers that the database gives.
CLOCKS = ("_at", "reading_id", "run_id")


def emptied(address: str) -> str:
    """Take everything out of a PostgreSQL database."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


def load(address: str, *folders: Path) -> Loader:
    """Load folders of outputs; return the loader, which counts."""
    loader = Loader(address)
    for folder in folders:
        loader.load(folder)
    loader.close()
    return loader


def rows(address: str, table: str, order: str = "") -> list[dict[str, Any]]:
    """Return a table's or view's rows."""
    engine = create_engine(address)
    with engine.connect() as connection:
        query = f"SELECT * FROM {table}" + (f" ORDER BY {order}" if order else "")
        found = [dict(row) for row in connection.execute(text(query)).mappings()]
    engine.dispose()
    return found


def content(address: str, *without: str) -> dict[str, list[str]]:
    """Return all rows of all tables as sorted texts, without clocks and given numbers."""
    return {
        table.name: sorted(
            repr(
                {
                    key: int(value) if isinstance(value, bool) else value
                    for key, value in row.items()
                    if not key.endswith(CLOCKS) and not (key == "id" and isinstance(value, int))
                }
            )
            for row in rows(address, table.name)
        )
        for table in t.metadata.sorted_tables
        if table.name not in without
    }


def released(address: str, revision: str) -> None:
    """Make a database as a release left it, with that release's data."""
    old = sqlite3.connect(":memory:")
    old.executescript((RELEASES / f"{revision}.sql").read_text(encoding="utf-8"))
    engine = open_engine(address)
    with writing(engine) as connection:
        command.upgrade(config(connection), revision)
        booleans = {
            (name, column["name"])
            for name in inspect(connection).get_table_names()
            for column in inspect(connection).get_columns(name)
            if str(column["type"]) == "BOOLEAN"
        }
        for name in _in_order(old):
            cursor = old.execute(f'SELECT * FROM "{name}"')
            names = [column[0] for column in cursor.description]
            columns = ", ".join(f'"{column}"' for column in names)
            values = ", ".join(f":{column}" for column in names)
            for row in cursor.fetchall():
                filled = {
                    column: bool(value) if (name, column) in booleans else value
                    for column, value in zip(names, row, strict=True)
                }
                query = f'INSERT INTO "{name}" ({columns}) VALUES ({values})'
                connection.execute(text(query), filled)
        if connection.dialect.name == "postgresql":
            for name in ("readings", "runs"):
                query = f"SELECT setval('{name}_id_seq', (SELECT MAX(id) FROM {name}))"
                connection.execute(text(query))
    engine.dispose()
    old.close()


def _in_order(old: sqlite3.Connection) -> list[str]:
    """Return the tables, those that others refer to first."""
    found = {
        row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    } - {"alembic_version"}
    first = [name for name in ("documents", "readings", "judgements", "runs") if name in found]
    return first + sorted(found - set(first))
