"""What a worker process does before and around its jobs: bounds, signals, errors."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import TypeVar

from schemas.errors import KpiAuditError

ROOT = Path(__file__).parent.parent.parent

J = TypeVar("J")
R = TypeVar("R")


def prepare(max_memory: int) -> None:
    """Make this process a worker that may take `max_memory` megabytes beyond what it has now.

    It leaves Ctrl-C to the main process, and ends when the main process is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory(max_memory * 2**20)


def _bound_memory(extra: int) -> None:
    """Let this process take `extra` bytes of address space beyond what it has now."""
    if sys.platform == "win32":
        return  # there is no such bound
    import resource

    statm = Path("/proc/self/statm")
    taken = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = taken + extra if hard == resource.RLIM_INFINITY else min(taken + extra, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def guarded(function: Callable[[J], R], job: J) -> R | KpiAuditError:
    """Return the function's result, or the coded error for whatever it raised."""
    try:
        return function(job)
    except KpiAuditError as error:
        return error
    except MemoryError:
        return KpiAuditError("KA110")
    except RecursionError:
        return KpiAuditError("KA118", "the document is nested too deeply")
    except Exception as error:  # noqa: BLE001 - whatever one document does, the run goes on
        what = f"reading failed: {type(error).__name__}: {str(error)[:300]} ({_place(error)})"
        return KpiAuditError("KA118", what)


def _place(error: Exception) -> str:
    """Return the last line of our own that an error passed, as `file.py:12`."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT)]
    frame = (own or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
