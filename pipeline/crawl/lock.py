"""A lock that the system lets go of when its holder dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from schemas.errors import KpiAuditError


class Lock:
    """Held from the start until `close`, by SQLite's own file locks (also on Windows).

    KpiAuditError KA403 where another one holds it for longer than `wait` seconds, KA406 where the
    folder cannot be written.
    """

    def __init__(self, path: Path, wait: float = 0.0) -> None:
        self._db: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=wait, isolation_level=None)
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise KpiAuditError("KA403") from error
            raise KpiAuditError("KA406", f"{path} cannot be written: {error}") from error
        except OSError as error:
            raise KpiAuditError("KA406", f"{path} cannot be written: {error}") from error
        self._db = db

    def close(self) -> None:
        """Let go."""
        if self._db is not None:
            self._db.close()
            self._db = None
