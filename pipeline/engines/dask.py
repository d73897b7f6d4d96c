"""Workers of a dask scheduler: the same interface, the bounds held inside each task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.engines.base import Done, J, Limits, R
from pipeline.engines.bounded import run_bounded
from schemas.errors import KpiAuditError

#: Tasks at the scheduler for every thread of its workers.
AHEAD = 2


class DaskEngine:
    """Jobs on the workers of `scheduler`, or of a cluster on this machine where it is None.

    Each task runs its job in a process of its own on the worker, so that time and memory are
    bounded there as they are locally and a dying job leaves the worker alive.
    """

    def __init__(self, jobs: int, limits: Limits, scheduler: str | None = None) -> None:
        self.jobs = jobs
        self.limits = limits
        self.scheduler = scheduler
        self._client: Any = None
        self._cluster: Any = None

    def open(self) -> None:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise KpiAuditError("KA205", "the engine dask is not installed") from error
        try:
            if self.scheduler is None:
                self._cluster = LocalCluster(
                    n_workers=1,
                    threads_per_worker=self.jobs,
                    processes=False,
                    dashboard_address=None,
                )
            self._client = Client(self.scheduler or self._cluster, timeout=20)
        except (OSError, TimeoutError) as error:
            self.close()
            raise KpiAuditError(
                "KA201", f"no dask scheduler answers at {self.scheduler}", "check --scheduler"
            ) from error

    def map(self, function: Callable[[J], R], jobs: Iterable[J]) -> Iterator[Done[J, R]]:
        assert self._client is not None, "open the engine first"
        from distributed import as_completed

        capacity = max(1, sum(self._client.nthreads().values())) * AHEAD
        running: dict[str, J] = {}
        completed = as_completed()
        for job in jobs:
            future = self._client.submit(run_bounded, function, job, self.limits, pure=False)
            running[future.key] = job
            completed.add(future)
            while len(running) >= capacity:
                yield self._outcome(next(completed), running)
        while running:
            yield self._outcome(next(completed), running)

    def _outcome(self, future: Any, running: dict[str, J]) -> Done[J, R]:
        job = running.pop(future.key)
        try:
            result = future.result()
        except Exception as error:  # noqa: BLE001 - a lost worker may raise anything
            detail = f"the worker that read the document was lost: {type(error).__name__}"
            return Done(job, None, KpiAuditError("KA111", detail))
        if isinstance(result, KpiAuditError):
            return Done(job, None, result)
        return Done(job, result)

    def close(self, *, at_once: bool = False) -> None:
        for part in (self._client, self._cluster):
            if part is not None:
                part.close()
        self._client = self._cluster = None
