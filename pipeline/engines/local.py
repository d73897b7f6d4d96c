"""Workers on this machine, by pebble: each job bounded, each death costing one job."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline.engines.base import Done, J, Limits, R
from pipeline.engines.worker import guarded, prepare
from schemas.errors import KpiAuditError

#: Jobs in the queue for every worker: enough that none waits, few enough that memory stays flat.
AHEAD = 2


class LocalEngine:
    """A pool of worker processes.

    They are forked from a server process that has the program loaded but no threads, so that a
    worker that was killed is replaced in milliseconds.
    """

    def __init__(self, jobs: int, limits: Limits, preload: Iterable[str] = ()) -> None:
        self.jobs = jobs
        self.limits = limits
        self.preload = list(preload)
        self._pool: ProcessPool | None = None

    def open(self) -> None:
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
            os.environ.setdefault(name, "1")  # documents run side by side, not their arithmetic
        method = (
            "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        )
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(["pipeline.engines.worker", *self.preload])
        self._pool = ProcessPool(
            max_workers=self.jobs,
            initializer=prepare,
            initargs=(self.limits.max_memory,),
            context=context,
        )

    def map(self, function: Callable[[J], R], jobs: Iterable[J]) -> Iterator[Done[J, R]]:
        assert self._pool is not None, "open the engine first"
        running: dict[Future[Any], J] = {}
        for job in jobs:
            future = self._pool.schedule(guarded, args=(function, job), timeout=self.limits.timeout)
            running[future] = job
            while len(running) >= self.jobs * AHEAD:
                yield from self._finished(running)
        while running:
            yield from self._finished(running)

    def _finished(self, running: dict[Future[Any], J]) -> Iterator[Done[J, R]]:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            result, error = self._outcome(future)
            yield Done(running.pop(future), result, error)

    def _outcome(self, future: Future[Any]) -> tuple[Any, KpiAuditError | None]:
        try:
            result = future.result()
        except TimeoutError:
            return None, KpiAuditError(
                "KA109", f"reading took longer than {self.limits.timeout:g} seconds"
            )
        except BrokenProcessPool as error:
            raise KpiAuditError("KA111", "the workers could not be started") from error
        except (ProcessExpired, CancelledError) as error:
            code = getattr(error, "exitcode", None)
            return None, KpiAuditError(
                "KA111", f"the process that read the document died (exit code {code})"
            )
        except MemoryError:
            return None, KpiAuditError("KA110")
        if isinstance(result, KpiAuditError):
            return None, result
        return result, None

    def close(self, *, at_once: bool = False) -> None:
        if self._pool is None:
            return
        if at_once:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()
        self._pool = None
