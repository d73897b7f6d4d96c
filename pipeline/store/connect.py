"""Opening a database: address, SQLite's settings, the state of its tables, coded errors."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from pipeline.settings import redacted
from pipeline.store.tables import REVISION, VIEWS, metadata
from schemas.errors import KpiAuditError

BUSY_SECONDS = 60
CACHE_KILOBYTES = 32_768
"""SQLite's own cache: with its 2 MB, indexes of large databases go to the disk within a batch."""
LOG_PAGES = 8_000
"""Pages of the write-ahead log that are moved into the file at once: as safe, fewer writes."""
#: Any number that no other program uses for its PostgreSQL locks.
LOCK = 0x6B7069


def connect(address: str) -> Engine:
    """Return an engine on a database whose tables stand at this version; they are made if missing.

    KpiAuditError KA306 for an address that cannot be understood, KA301 where nothing answers,
    KA303 and KA307 where another version of the program wrote the tables.
    """
    engine = open_engine(address)
    with coded(address), writing(engine) as connection:
        prepare(connection)
    return engine


def open_engine(address: str) -> Engine:
    """Return an engine, whatever state the database is in. KpiAuditError KA306."""
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        shown = redacted(address)
        raise KpiAuditError(
            "KA306", f"the database address {shown} cannot be understood"
        ) from error
    except OSError as error:
        raise KpiAuditError("KA305", f"the output folder cannot be written: {error}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"cache_size = -{CACHE_KILOBYTES}",
        f"wal_autocheckpoint = {LOG_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _use_wal(connection)


def _use_wal(connection: Any) -> None:
    """Turn the write-ahead log on; the busy timeout does not hold where two do so at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write says so at once; otherwise two writers can deadlock.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; all of it is kept, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def coded(address: str) -> Iterator[None]:
    """Turn the database's errors into coded ones, passwords redacted."""
    try:
        yield
    except DBAPIError as error:
        raise _coded(error.orig or error, address) from error
    except SQLAlchemyError as error:
        raise KpiAuditError("KA304", redacted(f"{type(error).__name__}: {error}")) from error
    except Exception as error:  # COPY and executemany raise the driver's own errors
        if not isinstance(error, _driver_errors()):
            raise
        raise _coded(error, address) from error


def _driver_errors() -> tuple[type[BaseException], ...]:
    psycopg = sys.modules.get("psycopg")
    return (sqlite3.Error, psycopg.Error) if psycopg else (sqlite3.Error,)


def _coded(error: BaseException, address: str) -> KpiAuditError:
    reason = redacted((str(error).strip() or type(error).__name__).splitlines()[0])
    return KpiAuditError(_code(reason), f"the database says: {reason} ({redacted(address)})")


_REASONS = (
    ("KA308", ("terminating connection", "server closed", "connection is lost", "connection not",
               "connection is closed", "consuming input failed", "connection has been closed")),
    ("KA302", ("database is locked", "database table is locked", "lock timeout", "deadlock")),
    ("KA304", ("readonly", "read-only", "disk is full", "disk i/o", "no space", "disk full")),
    ("KA301", ("unable to open", "not a database", "connect", "connection", "password",
               "authentication", "does not exist", "malformed", "resolve")),
)  # fmt: skip


def _code(reason: str) -> str:
    lower = reason.lower()
    return next((code for code, words in _REASONS if any(w in lower for w in words)), "KA304")


def quoted(name: str) -> str:
    """Return a name of a table or column as both databases take it."""
    return f'"{name}"'


def prepare(connection: Connection) -> None:
    """Make the tables where there are none; KA303 or KA307 where they stand at another version."""
    lock_schema(connection)
    found = revision(connection)
    if found is None:
        create_all(connection)
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": REVISION})
    elif found != REVISION:
        code = "KA307" if found < REVISION else "KA303"
        raise KpiAuditError(code)


def lock_schema(connection: Connection) -> None:
    """Keep other programs from making or changing the tables until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def create_all(connection: Connection) -> None:
    """Make all tables and views."""
    metadata.create_all(connection)
    create_views(connection)


def create_views(connection: Connection) -> None:
    """Make the views; they read the tables as they stand."""
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {quoted(name)} AS {query}")


def drop_views(connection: Connection) -> None:
    """Take the views away, so that nothing hinders a change of the tables."""
    for name in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {quoted(name)}")


def revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
