"""A night's bodies through the main line, as they come, into the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pipeline.inputs import Input
from pipeline.process import failed_line
from pipeline.run import Run
from pipeline.store.ledger import Ledger
from pipeline.version import parser_version


class NightRun(Run):
    """A run over what a crawl fetched. It writes the ledger and no files."""

    def take(self, inputs: Iterable[Input]) -> None:
        """Read and judge all inputs; what the ledger has already costs nothing.

        KpiAuditError KA3xx where the ledger cannot be written.
        """
        self._ledger = Ledger(self.settings.database)
        run_id = self._ledger.begin_run(parser_version(), self._rules)
        self._work_through(inputs)
        given = self._collection.given()
        self._ledger.end_run(run_id, given, self.read, self.reused)
        self._cross(given)

    def close(self) -> None:
        """Let go of the ledger."""
        if hasattr(self, "_ledger"):
            self._ledger.close()

    @property
    def failed(self) -> int:
        """How many documents could not be read."""
        return sum(1 for _, seen in self._collection.in_order() if seen.error is not None)

    def line(self, name: str) -> dict[str, Any]:
        """Return the line of a document that was taken. KeyError for any other."""
        seen = self._collection[name]
        if seen.reading_id is None:
            assert seen.error is not None
            content: dict[str, Any] = failed_line(name, seen.sources, seen.error).model_dump()
            return content
        _, text, _ = next(self._ledger.lines([(seen.reading_id, None)], self._rules))
        parsed: dict[str, Any] = json.loads(text)
        return parsed
