"""Many rows at once: COPY and arrays on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from pipeline.store.connect import quoted
from pipeline.store.rows import Row

_KINDS = {str: "text", int: "integer", float: "float8", bool: "boolean", bytes: "bytea"}
"""PostgreSQL's names of the columns' types."""


class Bulk:
    """Writes rows on an open connection, in its transaction. Raises the driver's errors."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_postgres = connection.dialect.name == "postgresql"
        self._driver: Any = connection.connection.driver_connection

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows; each has every column."""
        if rows:
            names = table.columns.keys()
            self.insert_values(table, names, map(itemgetter(*names), rows))

    def insert_values(
        self, table: Table, names: Sequence[str], values: Iterable[Sequence[Any]]
    ) -> None:
        """Insert tuples of values, one for each name."""
        if self._is_postgres:
            with (
                self._driver.cursor() as cursor,
                cursor.copy(f"COPY {quoted(table.name)} ({_listed(names)}) FROM STDIN") as copy,
            ):
                for row in values:
                    copy.write_row(row)
        else:
            self._driver.executemany(_insert(table, names), values)

    def upsert(
        self, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]], then: str
    ) -> None:
        """Insert tuples in their order; `then` is what follows ON CONFLICT.

        No two rows may conflict with each other.
        """
        if rows and self._is_postgres:
            into = f"INSERT INTO {quoted(table.name)} ({_listed(names)})"
            query = f"{into} SELECT * FROM {_arrays(table, names)} ON CONFLICT {then}"
            self._driver.execute(query, _turned(rows))
        elif rows:
            self._driver.executemany(f"{_insert(table, names)} ON CONFLICT {then}", rows)

    def delete(self, table: Table, signs: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Delete, for each tuple, the rows whose columns compare so with its values."""
        own, names = quoted(table.name), list(signs)
        if rows and self._is_postgres:
            where = " AND ".join(
                f"{own}.{quoted(name)} {sign} given.{quoted(name)}" for name, sign in signs.items()
            )
            given = f"{_arrays(table, names)} AS given({_listed(names)})"
            self._driver.execute(f"DELETE FROM {own} USING {given} WHERE {where}", _turned(rows))
        elif rows:
            where = " AND ".join(f"{quoted(name)} {sign} ?" for name, sign in signs.items())
            self._driver.executemany(f"DELETE FROM {own} WHERE {where}", rows)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))


def _insert(table: Table, names: Sequence[str]) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {quoted(table.name)} ({_listed(names)}) VALUES ({marks})"


def _arrays(table: Table, names: Sequence[str]) -> str:
    """Return PostgreSQL's rows made of one array for each column: one statement for any number."""
    kinds = (_KINDS[table.columns[name].type.python_type] for name in names)
    return f"unnest({', '.join(f'%s::{kind}[]' for kind in kinds)})"


def _turned(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
