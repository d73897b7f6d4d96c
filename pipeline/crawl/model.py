"""What a crawl keeps in its own state: the tables, and their rows as values."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE IF NOT EXISTS nights (
    night INTEGER PRIMARY KEY AUTOINCREMENT, started_at TEXT NOT NULL, fetched_at TEXT,
    finished_at TEXT, config TEXT NOT NULL, over_limit INTEGER NOT NULL DEFAULT 0,
    manifest TEXT, summary TEXT);
CREATE TABLE IF NOT EXISTS frontier (
    number INTEGER PRIMARY KEY, night INTEGER NOT NULL, address TEXT NOT NULL,
    discovered_from TEXT, hops INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0, UNIQUE (night, address));
CREATE INDEX IF NOT EXISTS frontier_open ON frontier (night, done, attempts, number);
CREATE TABLE IF NOT EXISTS observations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, night INTEGER NOT NULL, address TEXT NOT NULL,
    kind TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT, status INTEGER, body TEXT,
    media_type TEXT, charset TEXT, etag TEXT, last_modified TEXT, location TEXT,
    conditional INTEGER NOT NULL DEFAULT 0, fetched_at TEXT NOT NULL, discovered_from TEXT,
    UNIQUE (night, address));
CREATE INDEX IF NOT EXISTS observations_address ON observations (address, night);
CREATE TABLE IF NOT EXISTS bodies (
    sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, night INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS warcs (
    name TEXT PRIMARY KEY, night INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS robots (
    night INTEGER NOT NULL, host TEXT NOT NULL, status INTEGER, text TEXT,
    PRIMARY KEY (night, host)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
    id TEXT PRIMARY KEY, night INTEGER NOT NULL, type TEXT NOT NULL, address TEXT NOT NULL,
    warc TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, sha256 TEXT NOT NULL
    ) WITHOUT ROWID;
"""
#: Outcomes that leave a body which the main line reads.
GOOD = ("new", "changed", "same_bytes", "not_modified")


@dataclass(slots=True)
class Observation:
    """What an address answered in one night.

    `outcome`: new, changed, same_bytes, not_modified, gone, soft_failure, redirect, refused, error.
    `body` is the SHA-256 of the bytes that the address stands for in this night.
    """

    night: int
    address: str
    kind: str
    outcome: str
    fetched_at: str
    reason: str | None = None
    status: int | None = None
    body: str | None = None
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    conditional: int = 0
    discovered_from: str | None = None


COLUMNS = tuple(Observation.__slots__)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a WARC file: where its packed bytes lie, and their SHA-256."""

    id: str
    night: int
    type: str
    address: str
    warc: str
    start: int
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Task:
    """An address to ask for."""

    address: str
    discovered_from: str | None
    hops: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Night:
    """A night: its number, and when it began and was complete (UTC, ISO form)."""

    number: int
    started_at: str
    fetched_at: str | None
    finished_at: str | None
    config: str
    over_limit: int
    manifest: str | None
    summary: str | None


def observation(row: sqlite3.Row) -> Observation:
    """Return a row of the table as an Observation."""
    return Observation(**{name: row[name] for name in COLUMNS})
