"""Migrations: what state a database is in, and bringing it up to this version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select

from pipeline.store.connect import (
    coded,
    create_views,
    drop_views,
    lock_schema,
    open_engine,
    revision,
    writing,
)
from pipeline.store.tables import REVISION, documents, metadata, runs
from schemas.errors import KpiAuditError

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class State:
    """Where a database stands: its revision, the program's, rows by table."""

    revision: str | None
    head: str
    counts: dict[str, int]
    failed: int = 0
    """Documents that could not be read."""
    running: int = 0
    """Runs that did not finish."""
    is_stale: bool = False
    """Did documents come in since they were held against each other?"""

    @property
    def is_older(self) -> bool:
        """Is there something for `upgrade` to do?"""
        return self.revision is None or self.revision < self.head


def state(address: str) -> State:
    """Look at a database without changing it. KpiAuditError KA301, KA306."""
    from pipeline.store.crossing.check import is_current

    engine = open_engine(address)
    try:
        with coded(address), engine.connect() as connection:
            present = set(inspect(connection).get_table_names())
            counts = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
                if table.name in present
            }
            found = revision(connection)
            if found != REVISION:
                return State(found, REVISION, counts)
            failed = select(func.count()).where(documents.c.error_code.is_not(None))
            running = select(func.count()).where(runs.c.finished_at.is_(None))
            return State(
                found,
                REVISION,
                counts,
                failed=connection.execute(failed).scalar_one(),
                running=connection.execute(running).scalar_one(),
                is_stale=bool(counts["documents"]) and not is_current(connection),
            )
    finally:
        engine.dispose()


def upgrade(address: str) -> tuple[str | None, str]:
    """Bring a database to this version in one transaction; return both revisions.

    Rows that follow from the ledger are derived anew, so that older documents have all that newer
    ones have. KpiAuditError KA303 where a newer version wrote it.
    """
    from alembic import command

    from pipeline.store.rebuild import rebuild

    engine = open_engine(address)
    try:
        with coded(address), writing(engine) as connection:
            lock_schema(connection)
            before = revision(connection)
            if before is not None and before > REVISION:
                raise KpiAuditError("KA303")
            drop_views(connection)
            command.upgrade(config(connection), "head")
            create_views(connection)
            if before not in (None, REVISION):
                rebuild(connection)
            return before, REVISION
    finally:
        engine.dispose()


def config(connection: Connection) -> Config:
    """Return alembic's configuration for an open connection."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings
