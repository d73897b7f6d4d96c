"""The crawl's own state in SQLite: nights, frontier, observations, what the archive holds.

An answer is one transaction: its observation, its WARC offsets, the links found on it, its place in
the frontier. So a night that is killed at any moment goes on exactly where it stood.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

from pipeline.clock import now
from pipeline.crawl.model import COLUMNS, SCHEMA, Night, Observation, Record, Task, observation
from schemas.errors import KpiAuditError

BUSY_SECONDS = 60


class State:
    """The file `state.sqlite` of an archive. KpiAuditError KA406 where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "state.sqlite"
        with self._coded():
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _coded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            what = f"the archive's state {self.path} cannot be written: {error}"
            raise KpiAuditError("KA406", what) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction: all of it is kept, or nothing."""
        with self._coded():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows of a query."""
        with self._coded():
            return self._db.execute(query, values).fetchall()

    # Nights

    def nights(self) -> list[Night]:
        """Return all nights, first to last."""
        return [Night(*row) for row in self.rows("SELECT * FROM nights ORDER BY night")]

    def started_at(self, night: int) -> str:
        """Return when a night began."""
        return str(self.rows("SELECT started_at FROM nights WHERE night = ?", night)[0][0])

    @property
    def is_fetched(self) -> bool:
        """Is there an unfinished night whose fetching is over?"""
        query = "SELECT 1 FROM nights WHERE finished_at IS NULL AND fetched_at IS NOT NULL"
        return bool(self.rows(query))

    def begin(self, config: str) -> Night:
        """Return the night that was not finished, or a new one."""
        unfinished = self.rows("SELECT * FROM nights WHERE finished_at IS NULL")
        if unfinished:
            return Night(*unfinished[-1])
        with self.writing() as db:
            number = db.execute(
                "INSERT INTO nights (started_at, config) VALUES (?, ?)", (now(), config)
            ).lastrowid
        return next(night for night in self.nights() if night.number == number)

    def note(self, night: int, **values: Any) -> None:
        """Set columns of a night."""
        names = ", ".join(f"{name} = ?" for name in values)
        with self.writing() as db:
            db.execute(f"UPDATE nights SET {names} WHERE night = ?", (*values.values(), night))

    # Frontier

    def seed(
        self, night: int, starts: Iterable[str], follows: Callable[[str], bool], limit: int
    ) -> None:
        """Put the start addresses and every address known from earlier nights on the frontier."""
        known = self.rows(
            "SELECT DISTINCT address FROM observations WHERE night < ? AND kind != 'robots' AND"
            " outcome IN ('new', 'changed', 'same_bytes', 'not_modified')",
            night,
        )
        rows: list[tuple[str, str | None]] = [(address, None) for address in starts]
        rows += [(row[0], "earlier nights") for row in known if follows(row[0])]
        with self.writing() as db:
            self._discover(db, night, rows, 0, limit)

    def _discover(
        self,
        db: sqlite3.Connection,
        night: int,
        links: Iterable[tuple[str, str | None]],
        hops: int,
        limit: int,
    ) -> None:
        """Put addresses on the frontier that are not there yet, up to the night's limit."""
        room = limit - db.execute(
            "SELECT count(*) FROM frontier WHERE night = ?", (night,)
        ).fetchone()[0]  # fmt: skip
        over = 0
        for address, source in links:
            if room <= 0:
                over += not db.execute(
                    "SELECT 1 FROM frontier WHERE night = ? AND address = ?", (night, address)
                ).fetchone()
                continue
            room -= db.execute(
                "INSERT OR IGNORE INTO frontier (night, address, discovered_from, hops)"
                " VALUES (?, ?, ?, ?)",
                (night, address, source, hops),
            ).rowcount
        if over:
            db.execute(
                "UPDATE nights SET over_limit = over_limit + ? WHERE night = ?", (over, night)
            )

    def tasks(self, night: int, count: int, besides: Iterable[str] = ()) -> list[Task]:
        """Return up to `count` addresses that are due, without those that are asked right now."""
        busy = set(besides)
        rows = self.rows(
            "SELECT address, discovered_from, hops, attempts FROM frontier WHERE night = ?"
            " AND done = 0 AND not_before <= ? ORDER BY attempts, number LIMIT ?",
            night,
            time.time(),
            count + len(busy),
        )
        return [Task(*row) for row in rows if row["address"] not in busy][:count]

    def next_due(self, night: int) -> float | None:
        """Return when the next open address is due (Unix time), None where none is open."""
        row = self.rows(
            "SELECT min(not_before) FROM frontier WHERE night = ? AND done = 0", night
        )[0]  # fmt: skip
        return None if row[0] is None else float(row[0])

    def postpone(self, night: int, address: str, seconds: float, records: list[Record]) -> None:
        """Ask for an address again later; the answer that asked for it is kept."""
        with self.writing() as db:
            _keep_records(db, records)
            db.execute(
                "UPDATE frontier SET attempts = attempts + 1, not_before = ?"
                " WHERE night = ? AND address = ?",
                (time.time() + seconds, night, address),
            )

    # Answers

    def last_good(self, address: str, before: int) -> Observation | None:
        """Return the last observation with a body in the nights before one."""
        return self._last(address, before, "IN ('new', 'changed', 'same_bytes', 'not_modified')")

    def last(self, address: str, before: int) -> Observation | None:
        """Return the last observation that tells something: no error, nothing refused."""
        return self._last(address, before, "NOT IN ('error', 'refused')")

    def _last(self, address: str, before: int, outcomes: str) -> Observation | None:
        rows = self.rows(
            f"SELECT * FROM observations WHERE address = ? AND night < ? AND outcome {outcomes}"
            " ORDER BY night DESC LIMIT 1",
            address,
            before,
        )
        return observation(rows[0]) if rows else None

    def keep(
        self,
        seen: Observation,
        links: Iterable[str],
        hops: int,
        limit: int,
        records: list[Record],
        body_bytes: int | None = None,
    ) -> None:
        """Keep an answer whole: observation, body, WARC records, links, the address as done."""
        marks = ", ".join("?" * len(COLUMNS))
        with self.writing() as db:
            db.execute(
                f"INSERT OR REPLACE INTO observations ({', '.join(COLUMNS)}) VALUES ({marks})",
                tuple(getattr(seen, name) for name in COLUMNS),
            )
            if body_bytes is not None:
                db.execute(
                    "INSERT OR IGNORE INTO bodies VALUES (?, ?, ?)",
                    (seen.body, body_bytes, seen.night),
                )
            _keep_records(db, records)
            self._discover(db, seen.night, [(link, seen.address) for link in links], hops, limit)
            db.execute(
                "UPDATE frontier SET done = 1 WHERE night = ? AND address = ?",
                (seen.night, seen.address),
            )

    def observations(self, night: int, after: int = 0) -> Iterator[tuple[int, Observation]]:
        """Yield a night's observations with their numbers, in the order in which they were made."""
        rows = self.rows(
            "SELECT * FROM observations WHERE night = ? AND id > ? ORDER BY id", night, after
        )
        for row in rows:
            yield row["id"], observation(row)


def _keep_records(db: sqlite3.Connection, records: list[Record]) -> None:
    for record in records:
        db.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(record))
        db.execute(
            "INSERT INTO warcs VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
            (record.warc, record.night, record.start + record.length),
        )
