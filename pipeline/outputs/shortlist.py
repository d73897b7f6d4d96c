"""Which documents the report shows: all of a small run, the gravest of a large one."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from schemas.line import Line

Gravity = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A document's place in `records.jsonl` and how much there is to look at."""

    gravity: Gravity
    backwards: int
    """Minus the document's number: of equally grave ones the first is kept."""
    offset: int


class Shortlist:
    """The gravest documents so far, in bounded memory."""

    MOST = 400
    """Documents that `report.html` shows one by one; a browser copes with their some 20 MB."""

    def __init__(self, size: int | None = None) -> None:
        self.size = self.MOST if size is None else size
        self.seen = 0
        self._heap: list[Entry] = []

    def add(self, line: Line, offset: int) -> None:
        """Note a document and the byte offset of its line; failed ones are listed elsewhere."""
        if line.error is not None:
            return
        entry = Entry(gravity(line), -self.seen, offset)
        self.seen += 1
        if len(self._heap) < self.size:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def offsets(self) -> list[int]:
        """Return the byte offsets of the documents to show, the gravest first."""
        return [entry.offset for entry in sorted(self._heap, reverse=True)]

    @property
    def left_out(self) -> int:
        """How many documents are not shown one by one."""
        return self.seen - len(self._heap)


def gravity(line: Line) -> Gravity:
    """Return the numbers of findings: changing the score, errors, warnings, notices."""
    severities = [finding.severity for finding in line.findings]
    return (
        sum(finding.changes_score for finding in line.findings),
        severities.count("error"),
        severities.count("warning"),
        severities.count("notice"),
    )
