"""What a crawl tells the database: nights, the state of every address, changes.

These tables stand beside the ledger's and are made when a crawl first writes to a database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import Connection

from pipeline.crawl.changes import Change, folded
from pipeline.crawl.compare import ClaimChange
from pipeline.crawl.hours import thai_date
from pipeline.crawl.model import GOOD, Night, Observation
from pipeline.store.connect import coded, connect, open_engine, writing
from schemas.errors import KpiAuditError

metadata = MetaData()

nights = Table(
    "crawl_nights",
    metadata,
    Column("site", String(200), primary_key=True),
    Column("night", Integer, primary_key=True, autoincrement=False),
    Column("started_at", String(32), nullable=False),
    Column("fetched_at", String(32), nullable=False),
    Column("manifest", String(64), nullable=False, comment="SHA-256 of the night's manifest."),
)
pages = Table(
    "crawl_pages",
    metadata,
    Column("site", String(200), primary_key=True),
    Column("address", String(2000), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("outcome", String(20), nullable=False, comment="What it answered in its last night."),
    Column("reason", Text),
    Column("document_id", String(64), comment="SHA-256 of its last good answer."),
    Column("night", Integer, nullable=False, comment="Its last night."),
    Column("seen_at", String(32), nullable=False),
)
changes = Table(
    "crawl_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", String(200), nullable=False),
    Column("to_run", Integer, nullable=False),
    Column("from_run", Integer),
    Column("address", String(2000), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("kpi_code", String(100)),
    Column("fiscal_year", String(10)),
    Column("from_at", String(32)),
    Column("to_at", String(32), nullable=False),
    Column("from_snapshot", String(64)),
    Column("to_snapshot", String(64)),
    Column("after_close", Boolean),
    Column("reason", Text),
    Column("code", String(6), comment="XDC602, XDC603 or XDC604, where the change is a finding."),
    Column("claims", Text, nullable=False, comment="JSON: key, field, before, after of each."),
    Index("crawl_changes_run", "site", "to_run"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """Changes, folded to one an address, with the nights that they lie between."""

    changes: list[Change]
    first: int | None
    last: int | None


def publish(
    address: str,
    site: str,
    night: Night,
    manifest: str,
    seen: Iterable[Observation],
    found: Iterable[Change],
) -> None:
    """Write a complete night; one that was written before is replaced. KpiAuditError KA3xx."""
    engine = connect(address)
    try:
        with coded(address), writing(engine) as connection:
            metadata.create_all(connection)
            _replace_night(connection, site, night, manifest)
            _update_pages(connection, site, night.number, seen)
            rows = [_row(change) for change in found]
            if rows:
                connection.execute(insert(changes), rows)
    finally:
        engine.dispose()


def _replace_night(connection: Connection, site: str, night: Night, manifest: str) -> None:
    connection.execute(
        delete(changes).where(changes.c.site == site, changes.c.to_run == night.number)
    )
    connection.execute(delete(nights).where(nights.c.site == site, nights.c.night == night.number))
    row = {"site": site, "night": night.number, "started_at": night.started_at,
           "fetched_at": night.fetched_at, "manifest": manifest}  # fmt: skip
    connection.execute(insert(nights).values(row))


def _update_pages(
    connection: Connection, site: str, night: int, seen: Iterable[Observation]
) -> None:
    query = select(pages.c.address, pages.c.document_id).where(pages.c.site == site)
    known = {row[0]: row[1] for row in connection.execute(query)}
    rows = []
    for each in seen:
        is_good = each.outcome in GOOD
        rows.append(
            {
                "site": site,
                "address": each.address,
                "kind": each.kind,
                "outcome": each.outcome,
                "reason": each.reason,
                "document_id": each.body if is_good else known.get(each.address),
                "night": night,
                "seen_at": each.fetched_at,
            }
        )
    for row in rows:
        connection.execute(
            delete(pages).where(pages.c.site == site, pages.c.address == row["address"])
        )
    if rows:
        connection.execute(insert(pages), rows)


def _row(change: Change) -> dict[str, Any]:
    row = asdict(change)
    row["claims"] = json.dumps(row["claims"], ensure_ascii=False)
    return {**row, "code": change.code}


def told(address: str, since: str | None) -> Told:
    """Return what changed since a night or a date (Thai), by default in the last night of a site.

    `since` 3 is: from the state of night 3 on; since a date: in nights that began on it or later.
    KpiAuditError KA413 for anything else, KA414 where the database holds no crawl.
    """
    engine = open_engine(address)
    try:
        with coded(address), engine.connect() as connection:
            if not inspect(connection).has_table(nights.name):
                raise KpiAuditError("KA414")
            return _told(connection, since)
    finally:
        engine.dispose()


def _told(connection: Connection, since: str | None) -> Told:
    rows = connection.execute(select(nights).order_by(nights.c.site, nights.c.night)).all()
    wanted = {(row.site, row.night) for row in rows if _is_wanted(row, rows, since)}
    query = select(changes).order_by(changes.c.site, changes.c.to_run, changes.c.id)
    found = [
        _change(row._asdict())
        for row in connection.execute(query)
        if (row.site, row.to_run) in wanted
    ]
    ended = set(map(id, _ended_soft_failures(connection, found)))
    ordered = sorted(
        folded(each for each in found if id(each) not in ended),
        key=lambda change: (change.site, change.address),
    )
    numbers = [number for _, number in wanted]
    return Told(ordered, min(numbers, default=None), max(numbers, default=None))


def _ended_soft_failures(connection: Connection, found: list[Change]) -> list[Change]:
    """Return the soft failures that are over: no page is told of when it is there again unchanged."""
    query = select(pages.c.site, pages.c.address).where(pages.c.outcome.in_(GOOD))
    well = {(row.site, row.address) for row in connection.execute(query)}
    last = {(change.site, change.address): change for change in found}
    return [
        change
        for change in found
        if change.kind == "soft_failure"
        and (
            (change.site, change.address) in well
            or last[(change.site, change.address)] is not change
        )
    ]


def _is_wanted(row: Any, rows: Any, since: str | None) -> bool:
    if since is None:
        return bool(row.night == max(each.night for each in rows if each.site == row.site))
    if since.isdecimal():
        if int(since) not in {each.night for each in rows} | {0}:
            raise KpiAuditError("KA413", f"there is no night {since}")
        return bool(row.night > int(since))
    try:
        day = date.fromisoformat(since)
    except ValueError as error:
        raise KpiAuditError("KA413", f"{since!r} is neither a night nor a date") from error
    return thai_date(row.started_at) >= day


def _change(row: dict[str, Any]) -> Change:
    row.pop("id")
    row.pop("code")
    claims = tuple(ClaimChange(**claim) for claim in json.loads(row.pop("claims")))
    return Change(**row, claims=claims)
