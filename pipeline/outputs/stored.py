"""What the outputs are written from: judged documents and the facts of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from schemas.line import Line


class PageEntry(TypedDict):
    """A page's raw text, as `text/<document id>.json` holds it."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A line of `records.jsonl` and the raw page texts that its places index into."""

    line: Line
    pages: Sequence[PageEntry] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: where it is, the error's code and message."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What is known of a run beside its documents.

    `failures` are inputs that gave no line at all (a missing path); documents that failed are
    counted from their lines. `read` and `reused`: documents read anew and taken from the store.
    `finished_at` is an ISO time that only `report.html` and the workbook show.
    """

    seconds: float
    versions: Mapping[str, str] = field(default_factory=dict)
    failures: Sequence[Failure] = ()
    read: int | None = None
    reused: int | None = None
    finished_at: str | None = None
