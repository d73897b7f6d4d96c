"""A whole run: inputs through the ledger and an engine, and the files written from the ledger."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.collection import Collection, Seen
from pipeline.engines.lazy import LazyEngine, make_engine
from pipeline.inputs import Input, Inputs
from pipeline.outputs import PageEntry, RunFacts, StoredDocument, write_all
from pipeline.outputs.totals import Totals
from pipeline.process import Job, Result, failed_line
from pipeline.settings import RunSettings
from pipeline.store.crossing.findings import add_crossed
from pipeline.store.ledger import Given, Held, Key, Ledger, pages_of
from pipeline.validator import load_settings
from pipeline.version import parser_version, rules_version, run_versions, settings_hash
from schemas.document import content_id
from schemas.errors import KpiAuditError
from schemas.line import Line

Progress = Callable[[int, str], None]
"""Called with the number of documents done so far and the source of the last one."""


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
        self._collection = Collection()
        self._settings_of_rules = load_settings(settings.rules)
        self._rules = rules_version(settings_hash(self._settings_of_rules))
        self._crossed: dict[str, list[dict[str, Any]]] = {}
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
            given = self._collection.given()
            self._ledger.end_run(run_id, given, self.read, self.reused)
            self._cross(given)
            totals = self._write(start)
        finally:
            self._ledger.close()
        missing = self._collection.missing()
        return Outcome(totals, self.read, self.judged, self.reused, inputs.skipped.total(), missing)

    def _work_through(self, inputs: Iterable[Input]) -> None:
        engine = LazyEngine(lambda: make_engine(self.settings))
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
                self._collection.add_failed(position, item, error)
                continue
            name = content_id(data)
            is_new = self._collection.add(position, item, name)
            if is_new and (job := self._job(name, item, data)):
                yield job

    def _job(self, name: str, item: Input, data: bytes) -> Job | None:
        """Return what is to be done for a document; None where the ledger has all of it."""
        settings, seen = self.settings, self._collection[name]
        held: Held | None = None
        if not settings.fresh:
            held = self._ledger.held(self._key(name, item.declared_charset), self._rules)
        if held is not None and held.is_judged:
            if not held.is_current:
                self._ledger.make_current(held.reading_id, self._rules)
            seen.reading_id = held.reading_id
            self.reused += 1
            self._step(item.source)
            return None
        extraction = None
        if held is not None:
            seen.reading_id = held.reading_id
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
        seen = self._collection[job.document_id]
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

    def _write(self, start: float) -> Totals:
        facts = RunFacts(
            seconds=time.monotonic() - start,
            versions=run_versions(self._rules),
            read=self.read,
            reused=self.reused + self.judged,
        )
        try:
            return write_all(self._documents(), self.settings.out, facts, self.settings.lang)
        except OSError as error:
            what = f"the output folder {self.settings.out} cannot be written: {error.strerror}"
            raise KpiAuditError("KA305", what) from error

    def _cross(self, given: list[Given]) -> None:
        """Hold the documents against each other."""
        names = {one.document_id for one in given if one.reading_id is not None}
        self._crossed = self._ledger.cross(
            self._rules, self._settings_of_rules, {name for name in names if name}
        )

    def _documents(self) -> Iterator[StoredDocument]:
        """Yield the run's documents, sorted by their first source."""
        ordered = self._collection.in_order()
        readings = [(seen.reading_id, seen) for _, seen in ordered if seen.reading_id is not None]
        lines = self._ledger.lines(readings, self._rules)
        for name, seen in ordered:
            if seen.reading_id is None:
                assert seen.error is not None
                yield StoredDocument(failed_line(name, seen.sources, seen.error))
                continue
            _, text, extraction = next(lines)
            pages = [PageEntry(page=page, text=text_) for page, text_ in pages_of(extraction)]
            line = _line(text, seen)
            add_crossed(line, self._crossed.get(name or "", []), pages)
            yield StoredDocument(line, pages)


def _line(text: str, seen: Seen) -> Line:
    line = Line.model_validate_json(text)
    line.document.sources = list(seen.sources)
    line.document.source = seen.sources[0]
    line.document.fetched_at = seen.fetched_at
    return line
