"""An engine that starts only when there is something to do, and which one the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.engines import Engine, Limits
from pipeline.process import Job, Result, work
from pipeline.settings import RunSettings
from schemas.errors import KpiAuditError

#: What workers have loaded when they start, so that one that is replaced costs no time.
PRELOAD = ("pipeline.process", "extractors.reading", "pipeline.validator.engine")


class LazyEngine:
    """An engine that `make` makes, started only when there is something to do."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._make = make
        self._engine: Engine | None = None

    def map(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Result | None, KpiAuditError | None]]:
        """Yield every job with its result or its error."""
        first = next(jobs, None)
        if first is None:
            return
        self._engine = self._make()
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
