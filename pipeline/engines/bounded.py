"""One job in a process of its own, bounded; for engines whose workers cannot bound a task."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, local
from typing import Any

from pipeline.engines.base import Limits
from pipeline.engines.local import LocalEngine
from schemas.errors import KpiAuditError

_OWN = local()
_OPENING = Lock()


def run_bounded(function: Callable[[Any], Any], job: Any, limits: Limits) -> Any | KpiAuditError:
    """Return the function's result, or the coded error that the job ended in.

    Each calling thread keeps one worker process for all its jobs.
    """
    engine: LocalEngine | None = getattr(_OWN, "engine", None)
    if engine is None or engine.limits != limits:
        with _OPENING:
            engine = LocalEngine(1, limits)
            engine.open()
        _OWN.engine = engine
    done = next(engine.map(function, [job]))
    return done.error or done.result
