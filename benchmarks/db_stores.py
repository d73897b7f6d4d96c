"""The databases that benchmarks measure: a SQLite file and a PostgreSQL server of their own."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import text

from pipeline.store import tables as t
from pipeline.store.connect import open_engine
from tests import postgres

PART = 2_000
"""Documents after which the sides of `db_load` change turns."""


@contextmanager
def stores() -> Iterator[dict[str, str]]:
    """Yield addresses of empty databases by kind; PostgreSQL only where it is installed."""
    folder = Path(tempfile.mkdtemp(prefix="kpi-bench-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        found = {"sqlite": f"sqlite:///{folder / 'kpi.sqlite'}"}
        if shutil.which("initdb"):
            found["postgresql"] = stack.enter_context(postgres.server())
        else:
            print("PostgreSQL is not installed and not measured")
        yield found


def second(address: str) -> str:
    """Return the address of another empty database beside one."""
    if address.startswith("sqlite"):
        return f"{address}.second"
    engine = open_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE second"))
    engine.dispose()
    return address.replace("/postgres?", "/second?")


def counts(address: str) -> dict[str, int]:
    """Return the rows of every table."""
    engine = open_engine(address)
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"SELECT COUNT(*) FROM {name}")).scalar_one()
            for name in t.metadata.tables
        }
    engine.dispose()
    return found


def memory() -> int:
    """Return the most memory that this process has taken so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(f"{memory()} MB")
