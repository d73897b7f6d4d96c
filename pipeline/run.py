"""A whole run: inputs through the ledger and an engine, and the files written from the ledger."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.engines import Engine, Limits
from pipeline.inputs import Input, Inputs
from pipeline.outputs import PageEntry, RunFacts, StoredDocument, write_all
from pipeline.outputs.totals import Totals
from pipeline.packing import unpacked
from pipeline.process import Job, Result, document_id, failed_line, work
from pipeline.settings import RunSettings
from pipeline.store.ledger import Given, Held, Key, Ledger
from pipeline.validator import load_settings
from pipeline.version import distribution_version, library_versions, parser_version, rules_version
from schemas.errors import KpiAuditError
from schemas.line import Line

#: What workers have loaded when they start, so that one that is replaced costs no time.
PRELOAD = ("pipeline.process", "extractors.reading", "pipeline.validator.engine")

Progress = Callable[[int, str], None]
"""Called with the number of documents done so far and the source of the last one."""


@dataclass(slots=True)
class Seen:
    """A distinct content of the run: where it was seen, and where the ledger keeps it."""

    sources: list[str] = field(default_factory=list)
    fetched_at: str | None = None
    reading_id: int | None = None
    error: KpiAuditError | None = None
    """Why it could not be read, where there is no reading."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: documents read anew, judged again and taken as they were."""

    totals: Totals
    read: int
    judged: int
    reused: int
    skipped: int
    missing: int
    """How many of the given paths do not exist."""


class Run:
    """One run. `execute` does it; what is done stays done when it is stopped at any moment."""

    def __init__(self, settings: RunSettings, progress: Progress | None = None) -> None:
        self.settings = settings
        self.read = self.judged = self.reused = self.done = 0
        self._progress = progress
        self._seen: dict[str, Seen] = {}
        self._given: list[Given] = []
        self._pending: list[tuple[str, str]] = []
        self._settings_of_rules = load_settings(settings.rules)
        self._rules = rules_version(self._settings_of_rules.hash())
        self._ledger: Ledger

    def execute(self, paths: Iterable[str]) -> Outcome:
        """Read and judge everything under the paths and write all outputs.

        KpiAuditError KA2xx and KA3xx where the run itself cannot go on.
        """
        start = time.monotonic()
        inputs = Inputs(paths, output=self.settings.out)
        self._ledger = Ledger(self.settings.database)
        try:
            run_id = self._ledger.begin_run(parser_version(), self._rules)
            self._work_through(inputs)
            self._ledger.end_run(run_id, self._given_rows(), self.read, self.reused)
            totals = self._write(time.monotonic() - start)
        finally:
            self._ledger.close()
        missing = sum(
            1 for seen in self._seen.values() if seen.error and seen.error.code == "KA101"
        )
        return Outcome(totals, self.read, self.judged, self.reused, inputs.skipped.total(), missing)

    def _work_through(self, inputs: Inputs) -> None:
        engine = LazyEngine(self.settings)
        is_whole = False
        try:
            for job, result, error in engine.map(self._jobs(inputs)):
                self._keep(job, result, error)
            is_whole = True
        finally:
            engine.close(at_once=not is_whole)

    def _jobs(self, inputs: Iterable[Input]) -> Iterator[Job]:
        """Yield what must be read or judged; note the rest."""
        for position, item in enumerate(inputs):
            try:
                data = item.load()
            except KpiAuditError as error:
                self._note(position, item, f"none {position}", Seen(error=error))
                continue
            name = document_id(data)
            is_new = self._note(position, item, name, Seen(fetched_at=item.fetched_at))
            if is_new and (job := self._job(name, item, data)):
                yield job

    def _note(self, position: int, item: Input, name: str, new: Seen) -> bool:
        is_new = name not in self._seen
        seen = self._seen.setdefault(name, new)
        seen.sources.append(item.source)
        self._given.append(
            Given(
                position,
                item.source,
                item.fetched_at,
                None if name.startswith("none ") else name,
                None,
                new.error.code if new.error else None,
                new.error.message if new.error else None,
            )
        )
        return is_new

    def _job(self, name: str, item: Input, data: bytes) -> Job | None:
        """Return what is to be done for a document; None where the ledger has all of it."""
        settings = self.settings
        held: Held | None = None
        if not settings.fresh:
            held = self._ledger.held(self._key(name, item.declared_charset), self._rules)
        if held is not None and held.is_judged:
            self._seen[name].reading_id = held.reading_id
            self.reused += 1
            self._step(item.source)
            return None
        extraction = None
        if held is not None:
            self._seen[name].reading_id = held.reading_id
            extraction = self._ledger.extraction(held.reading_id)
        return Job(
            document_id=name,
            source=item.source,
            data=b"" if extraction else data,
            rules=self._settings_of_rules,
            extraction=extraction,
            declared_charset=item.declared_charset,
            ocr=settings.ocr,
        )

    def _keep(self, job: Job, result: Result | None, error: KpiAuditError | None) -> None:
        """Write a document that is done, whole."""
        seen = self._seen[job.document_id]
        key = self._key(job.document_id, job.declared_charset)
        if result is None:
            assert error is not None
            seen.error = error
            line = failed_line(job.document_id, seen.sources, error).model_dump_json()
            self._ledger.save(key, self._rules, line, job.extraction, job.source)
            seen.reading_id = None
            self.read += job.extraction is None
        elif job.extraction is None:
            seen.reading_id = self._ledger.save(
                key, self._rules, result.line, result.extraction, job.source
            )
            self.read += 1
        else:
            assert seen.reading_id is not None
            self._ledger.save_judgement(seen.reading_id, self._rules, result.line, job.source)
            self.judged += 1
        self._step(job.source)

    def _step(self, source: str) -> None:
        self.done += 1
        if self._progress:
            self._progress(self.done, source)

    def _key(self, name: str, charset: str | None) -> Key:
        has_ocr = self.settings.ocr == "never" or shutil.which("tesseract") is not None
        mode = self.settings.ocr if has_ocr else f"{self.settings.ocr}, not installed"
        return Key(name, (charset or "").lower()[:64], parser_version(), mode)

    def _given_rows(self) -> list[Given]:
        readings = {name: seen.reading_id for name, seen in self._seen.items()}
        return [
            Given(
                given.position,
                given.source,
                given.fetched_at,
                given.document_id,
                readings.get(given.document_id or ""),
                given.error_code,
                given.error_message,
            )
            for given in self._given
        ]

    def _write(self, seconds: float) -> Totals:
        facts = RunFacts(
            seconds=seconds,
            versions=versions(self._rules),
            read=self.read,
            reused=self.reused + self.judged,
        )
        try:
            return write_all(self._documents(), self.settings.out, facts, self.settings.lang)
        except OSError as error:
            what = f"the output folder {self.settings.out} cannot be written: {error.strerror}"
            raise KpiAuditError("KA305", what) from error

    def _documents(self) -> Iterator[StoredDocument]:
        """Yield the run's documents, sorted by their first source."""
        ordered = sorted(self._seen.items(), key=lambda item: (item[1].sources[0], item[0]))
        readings = [(seen.reading_id, seen) for _, seen in ordered if seen.reading_id is not None]
        lines = self._ledger.lines(readings, self._rules)
        for name, seen in ordered:
            if seen.reading_id is None:
                assert seen.error is not None
                own = None if name.startswith("none ") else name
                yield StoredDocument(failed_line(own, seen.sources, seen.error))
                continue
            _, text, extraction = next(lines)
            yield StoredDocument(_with_sources(text, seen), _pages(extraction))


class LazyEngine:
    """The engine of the settings, started only when there is something to do."""

    def __init__(self, settings: RunSettings) -> None:
        self._settings = settings
        self._engine: Engine | None = None

    def map(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Result | None, KpiAuditError | None]]:
        """Yield every job with its result or its error."""
        first = next(jobs, None)
        if first is None:
            return
        self._engine = make_engine(self._settings)
        self._engine.open()

        def all_jobs() -> Iterator[Job]:
            yield first
            yield from jobs

        for done in self._engine.map(work, all_jobs()):
            yield done.job, done.result, done.error

    def close(self, *, at_once: bool) -> None:
        """Stop the workers, where there are any."""
        if self._engine is not None:
            self._engine.close(at_once=at_once)


def make_engine(settings: RunSettings) -> Engine:
    """Return the engine that the settings name, not opened."""
    limits = Limits(settings.timeout, settings.max_memory)
    if settings.engine == "dask":
        from pipeline.engines.dask import DaskEngine

        return DaskEngine(settings.jobs, limits, settings.scheduler)
    from pipeline.engines.local import LocalEngine

    return LocalEngine(settings.jobs, limits, preload=PRELOAD)


def versions(rules: str) -> dict[str, str]:
    """Return what run.json says of versions."""
    return {
        "kpi-audit": distribution_version(),
        "parser": parser_version(),
        "rules": rules,
        "python": ".".join(map(str, sys.version_info[:3])),
        **library_versions(),
    }


def _with_sources(text: str, seen: Seen) -> Line:
    line = Line.model_validate_json(text)
    line.document.sources = list(seen.sources)
    line.document.source = seen.sources[0]
    line.document.fetched_at = seen.fetched_at
    return line


def _pages(extraction: bytes | None) -> list[PageEntry]:
    if extraction is None:
        return []
    pages: list[dict[str, Any]] = json.loads(unpacked(extraction))["text"]["pages"]
    return [{"page": page["page"], "text": page["text"]} for page in pages]
