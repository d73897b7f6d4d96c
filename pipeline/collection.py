"""The distinct contents that a run saw: where, in which order, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.inputs import Input
from pipeline.store.ledger import Given
from schemas.errors import KpiAuditError

_NO_BYTES = "none "


@dataclass(slots=True)
class Seen:
    """A distinct content of the run: where it was seen, and where the ledger keeps it."""

    sources: list[str] = field(default_factory=list)
    fetched_at: str | None = None
    reading_id: int | None = None
    error: KpiAuditError | None = None
    """Why it could not be read, where there is no reading."""


class Collection:
    """Everything that a run was given; contents by document id."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}
        self._given: list[Given] = []

    def __getitem__(self, document_id: str) -> Seen:
        return self._seen[document_id]

    def add(self, position: int, item: Input, document_id: str) -> bool:
        """Note an input; return whether its content is new."""
        is_new = self._note(document_id, item.source, Seen(fetched_at=item.fetched_at))
        self._given.append(Given(position, item.source, item.fetched_at, document_id))
        return is_new

    def add_failed(self, position: int, item: Input, error: KpiAuditError) -> None:
        """Note an input that had no bytes."""
        self._note(f"{_NO_BYTES}{position}", item.source, Seen(error=error))
        given = Given(position, item.source, item.fetched_at)
        given = replace(given, error_code=error.code, error_message=error.message)
        self._given.append(given)

    def _note(self, name: str, source: str, new: Seen) -> bool:
        is_new = name not in self._seen
        self._seen.setdefault(name, new).sources.append(source)
        return is_new

    def given(self) -> list[Given]:
        """Return what the run was given, each with the reading that it came to."""
        return [
            replace(given, reading_id=self._seen[given.document_id].reading_id)
            if given.document_id
            else given
            for given in self._given
        ]

    def in_order(self) -> list[tuple[str | None, Seen]]:
        """Return document ids, None without bytes, with what was seen, by their first sources.

        In code point order.
        """
        ordered = sorted(self._seen.items(), key=lambda item: (item[1].sources[0], item[0]))
        return [(None if name.startswith(_NO_BYTES) else name, seen) for name, seen in ordered]

    def missing(self) -> int:
        """Return how many of the given paths do not exist."""
        return sum(1 for seen in self._seen.values() if seen.error and seen.error.code == "KA101")
