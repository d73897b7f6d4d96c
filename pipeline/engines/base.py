"""What an engine is: one function over many jobs, each bounded in time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from schemas.errors import KpiAuditError

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one job: seconds, and megabytes beyond what the idle worker takes."""

    timeout: float
    max_memory: int


@dataclass(frozen=True, slots=True)
class Done(Generic[J, R]):
    """A job with its result, or with the error that it ended in."""

    job: J
    result: R | None
    error: KpiAuditError | None = None


class Engine(Protocol):
    """Runs jobs on workers. `open`, then `map` as often as needed, then `close`."""

    def open(self) -> None:
        """Start the workers. KpiAuditError where that cannot be done."""
        ...

    def map(self, function: Callable[[J], R], jobs: Iterable[J]) -> Iterator[Done[J, R]]:
        """Yield every job once, as it is done; jobs are taken only as workers get free.

        A job that raises, hangs, outgrows its memory or kills its worker costs only itself.
        """
        ...

    def close(self, *, at_once: bool = False) -> None:
        """Stop the workers; `at_once` drops what they are at."""
        ...
