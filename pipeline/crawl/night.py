"""One night: lock, frontier, the process that fetches, the main line, changes, manifest, database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.clock import now
from pipeline.crawl.addresses import Scope
from pipeline.crawl.archive import body_path
from pipeline.crawl.changes import Change
from pipeline.crawl.config import CrawlConfig
from pipeline.crawl.hours import is_within
from pipeline.crawl.judging import changes_of
from pipeline.crawl.lock import Lock
from pipeline.crawl.manifest import write_manifest
from pipeline.crawl.model import GOOD, Night, Observation
from pipeline.crawl.reading import NightRun
from pipeline.crawl.state import State
from pipeline.inputs import Input, read_file
from pipeline.settings import RunSettings
from pipeline.version import settings_hash
from schemas.errors import KpiAuditError

ROOT = Path(__file__).parent.parent.parent
LOOK_SECONDS = 0.05
"""How often new answers are looked for while fetching goes on."""
WITH_FORERUNNER = ("changed", "gone", "soft_failure", "redirect")
"""Outcomes whose last good answer is looked at again, by this version of the reading."""


@dataclass(slots=True)
class NightReport:
    """What a night came to; `as_json` is what the command prints."""

    site: str
    night: int
    started_at: str
    is_resumed: bool
    seconds: float = 0.0
    finished_at: str | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    documents: int = 0
    read: int = 0
    reused: int = 0
    failed: int = 0
    over_limit: int = 0
    manifest: str | None = None

    @property
    def asked(self) -> int:
        """Addresses of the night, robots.txt left out."""
        return self.outcomes.total()

    @property
    def unchanged_share(self) -> float | None:
        """Share of the good answers that were 304 or the same bytes."""
        same = self.outcomes["not_modified"] + self.outcomes["same_bytes"]
        good = sum(self.outcomes[name] for name in GOOD)
        return round(same / good, 4) if good else None

    @property
    def kinds(self) -> Counter[str]:
        """Changes by kind."""
        return Counter(change.kind for change in self.changes)

    def as_json(self) -> dict[str, Any]:
        """Return the night as JSON."""
        return {
            "site": self.site,
            "night": self.night,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "seconds": round(self.seconds, 1),
            "resumed": self.is_resumed,
            "asked": self.asked,
            "outcomes": dict(sorted(self.outcomes.items())),
            "unchanged_share": self.unchanged_share,
            "documents": self.documents,
            "read": self.read,
            "reused": self.reused,
            "failed": self.failed,
            "changes": dict(sorted(self.kinds.items())),
            "over_limit": self.over_limit,
            "manifest": self.manifest,
        }

    def summary(self) -> str:
        """Return the night in one line."""
        told = " · ".join(f"{name} {count}" for name, count in sorted(self.outcomes.items()))
        kinds = " · ".join(f"{name} {count}" for name, count in sorted(self.kinds.items()))
        return (
            f"night {self.night} of {self.site}: asked {self.asked} ({told})"
            f" · documents {self.documents} · failed {self.failed} · changes: {kinds or 'none'}"
            f" · manifest {(self.manifest or '')[:12]}"
        )


def crawl(config: CrawlConfig, jobs: int = 1, say: Callable[[str], None] = print) -> NightReport:
    """Do one night, or go on with the one that was not finished.

    KpiAuditError KA403 where another one is at work, KA404 to KA406 where it stopped before its end
    (the same call goes on with it), KA411 where nothing could be fetched.
    """
    start = time.monotonic()
    lock = Lock(config.archive.folder / "night.lock")
    state = State(config.archive.folder)
    try:
        if not (state.is_fetched or is_within(config.politeness.hours)):
            raise KpiAuditError("KA405", f"it is outside the hours {config.politeness.hours}")
        known = len(state.nights())
        night = state.begin(settings_hash(config))
        report = NightReport(
            config.site.name, night.number, night.started_at, len(state.nights()) == known
        )
        _Night(config, state, night, report, jobs).work()
        report.seconds = time.monotonic() - start
        state.note(night.number, summary=json.dumps(report.as_json()))
        return report
    finally:
        state.close()
        lock.close()


class _Night:
    def __init__(
        self, config: CrawlConfig, state: State, night: Night, report: NightReport, jobs: int
    ) -> None:
        self.config, self.state, self.night, self.report = config, state, night, report
        self.folder = config.archive.folder
        settings = RunSettings(out=self.folder, jobs=jobs, db=config.database)
        self.run = NightRun(settings)
        self._fetching: subprocess.Popen[str] | None = None

    def work(self) -> None:
        """Fetch and read side by side, then tell changes and close the night."""
        scope = Scope.of(self.config)
        if self.night.fetched_at is None:
            limit = self.config.limits.pages
            self.state.seed(self.night.number, self.config.starts(), scope.follows, limit)
            self._fetching = self._start_fetching()
        try:
            self.run.take(self._inputs())
            if self._fetching is not None:
                self._end_fetching()
            self._close_night()
        finally:
            self.run.close()
            if self._fetching is not None:
                self._fetching.kill()
                self._fetching.wait()

    def _start_fetching(self) -> subprocess.Popen[str]:
        """Start the process that fetches. It ends when this one does."""
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.crawl.fetch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        order = {"config": self.config.model_dump(mode="json"), "night": self.night.number}
        assert process.stdin is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        return process

    def _end_fetching(self) -> None:
        """Note that the frontier is empty. KpiAuditError where fetching stopped before that."""
        assert self._fetching is not None and self._fetching.stdout is not None
        said = self._fetching.stdout.read().strip()
        code = self._fetching.wait()
        if code != 0 or not said:
            raise KpiAuditError("KA404", f"the process that fetches ended with exit code {code}")
        stopped = json.loads(said.splitlines()[-1])["stopped"]
        if stopped is not None:
            raise KpiAuditError(stopped["code"], stopped["message"])
        self.state.note(self.night.number, fetched_at=now())

    def _inputs(self) -> Iterator[Input]:
        """Yield the good bodies of the night as they come, those before changed ones too."""
        after = 0
        while True:
            is_over = self._fetching is None or self._fetching.poll() is not None
            for number, seen in self.state.observations(self.night.number, after):
                after = max(after, number)
                if seen.kind == "robots":
                    continue
                if seen.outcome in WITH_FORERUNNER:
                    earlier = self.state.last_good(seen.address, self.night.number)
                    if earlier is not None:
                        yield self._input(earlier)
                if seen.outcome in GOOD:
                    yield self._input(seen)
            if is_over:
                return
            time.sleep(LOOK_SECONDS)

    def _input(self, seen: Observation) -> Input:
        path = str(body_path(self.folder, seen.body or ""))
        return Input(seen.address, lambda: read_file(path), seen.charset, seen.fetched_at)

    def _close_night(self) -> None:
        """Tell changes, write the manifest, tell the database, and close the night."""
        from pipeline.crawl.published import publish

        number, report = self.night.number, self.report
        site = self.config.site.name
        report.changes = list(changes_of(self.state, site, number, self.run.line))
        night = next(each for each in self.state.nights() if each.number == number)
        seen = [each for _, each in self.state.observations(number) if each.kind != "robots"]
        report.outcomes = Counter(each.outcome for each in seen)
        report.documents = len({each.body for each in seen if each.outcome in GOOD})
        report.read, report.reused = self.run.read, self.run.reused
        report.failed, report.over_limit = self.run.failed, night.over_limit
        report.manifest = write_manifest(self.folder, self.state, night, site)
        publish(self.config.database, site, night, report.manifest, seen, report.changes)
        report.finished_at = now()
        self.state.note(number, finished_at=report.finished_at, manifest=report.manifest)
        if report.asked and not any(report.outcomes[name] for name in (*GOOD, "gone", "redirect")):
            raise KpiAuditError("KA411")
