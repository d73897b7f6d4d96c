"""The databases that benchmarks measure: a SQLite file and a PostgreSQL server of their own."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import conftest, postgres

__all__ = ["conftest", "memory", "stores"]


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


def memory() -> int:
    """Return the most memory that this process has taken so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(f"{memory()} MB")
