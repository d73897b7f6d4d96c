"""Nights over a replica, as tests call them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.crawl.changes import Change
from pipeline.crawl.config import CrawlConfig, load_config
from pipeline.crawl.night import NightReport, crawl
from pipeline.crawl.published import told
from tests.crawl.replica import Page, Replica
from tests.crawl.site import Site

KINDS = {
    "index": r"index10[1-3]\.php",
    "kpi": r"mykpi\.php\?pid=\d{4}-",
    "project": r"myproject\.php",
    "indicator": r"mykpi2563\.php",
    "file": r"\.pdf$",
}


@dataclass
class Bench:
    """A replica with a crawl's file and an archive of its own."""

    folder: Path
    replica: Replica
    starts: list[str]
    options: dict[str, dict[str, Any]]

    @property
    def path(self) -> Path:
        return self.folder / "crawl.toml"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def db(self) -> str:
        return f"sqlite:///{self.archive / 'kpi.sqlite'}"

    def write(self) -> Path:
        """Write the crawl's file."""
        tables: dict[str, dict[str, Any]] = {
            "site": {
                "name": "replica",
                "start": [self.replica.base + start for start in self.starts],
                "hosts": [self.replica.host],
                "follow": ["/mobile/"],
            },
            "site.kinds": dict(KINDS),
            "politeness": {"delay": 0.0, "concurrency": 4, "contact": "test@example.org"},
            "limits": {"seconds": 5.0, "retries": 2, "longest_wait": 3.0},
            "archive": {"folder": "archive"},
        }
        for table, values in self.options.items():
            tables.setdefault(table, {}).update(values)
        lines: list[str] = []
        for table, values in tables.items():
            lines.append(f"[{table}]")
            # JSON strings, numbers, truth values and lists are TOML too.
            lines += [f"{key} = {json.dumps(value)}" for key, value in values.items()]
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.path

    def config(self) -> CrawlConfig:
        return load_config(self.write())

    def night(self) -> NightReport:
        return crawl(self.config(), jobs=2)

    def changes(self, since: str | None = None) -> list[Change]:
        return told(self.db, since).changes

    def observations(self, night: int) -> dict[str, dict[str, Any]]:
        """Return a night's observations by path."""
        with sqlite3.connect(self.archive / "state.sqlite") as db:
            db.row_factory = sqlite3.Row
            rows = db.execute("SELECT * FROM observations WHERE night = ?", (night,)).fetchall()
        return {row["address"].replace(self.replica.base, ""): dict(row) for row in rows}

    def documents(self) -> dict[str, dict[str, Any]]:
        """Return the database's documents with title, code and claims, by document id."""
        with sqlite3.connect(self.archive / "kpi.sqlite") as db:
            db.row_factory = sqlite3.Row
            found = {row["id"]: dict(row) for row in db.execute("SELECT * FROM documents")}
            for row in db.execute("SELECT document_id, key, value, verdict FROM claims"):
                found[row[0]].setdefault("all_claims", []).append(tuple(row)[1:])
        return found


def bench(folder: Path, site: Site, **options: dict[str, Any]) -> Bench:
    """Return a bench over a site's pages. Options are tables of the crawl's file."""
    return Bench(folder, Replica(site.pages), site.starts(), options)


def small(folder: Path, pages: dict[str, Page], start: str = "/mobile/", **options: Any) -> Bench:
    """Return a bench over a few pages."""
    return Bench(folder, Replica(pages), [start], options)
