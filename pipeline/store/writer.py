"""Whole documents: their rows, judgements, and where they were seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter

from sqlalchemy import text

from pipeline.store import tables as t
from pipeline.store.bulk import Bulk
from pipeline.store.connect import LOCK
from pipeline.store.lines import storable
from pipeline.store.prepared import Prepared
from pipeline.store.rows import COLUMNS, Row, Values


@dataclass(frozen=True, slots=True)
class Kept:
    """A judged document to be written, with the reading that it rests on."""

    document: Prepared
    rules_version: str
    judged_at: str
    reading_id: int


class Writer(Bulk):
    """Writes whole documents on an open connection, in its transaction."""

    def lock(self, document_ids: Sequence[str]) -> None:
        """Make the documents' rows where missing and keep other writers from them.

        In one order, so that writers wait for each other instead of for ever.
        """
        names = sorted(document_ids)
        self.upsert(t.documents, ("id",), [(name,) for name in names], "(id) DO NOTHING")
        if self._is_postgres:
            query = "SELECT id FROM documents WHERE id = ANY(:ids) ORDER BY id FOR UPDATE"
            self._connection.execute(text(query), {"ids": names})

    def lock_crossing(self) -> None:
        """Let one writer at a time compute what follows from all documents."""
        if self._is_postgres:
            query = text("SELECT pg_advisory_xact_lock(:key)")
            self._connection.execute(query, {"key": LOCK + 1})

    def keep(self, documents: Sequence[Kept]) -> None:
        """Write judged documents whole: their rows replace those that there are."""
        self._remove([kept.document.document_id for kept in documents])
        rows: dict[str, list[Values]] = {table.name: [] for table in t.DERIVED}
        own: list[Row] = []
        for kept in documents:
            row = {"rules_version": kept.rules_version, "judged_at": kept.judged_at}
            own.append(kept.document.row | row | {"reading_id": kept.reading_id})
            for name, more in kept.document.derived.items():
                rows[name] += more
        for table in t.DERIVED:
            if found := rows[table.name]:
                self.insert_values(table, COLUMNS[table.name], found)
        then = ", ".join(f"{name} = excluded.{name}" for name in _OWN[1:])
        values = list(map(itemgetter(*_OWN), own))
        self.upsert(t.documents, _OWN, values, f"(id) DO UPDATE SET {then}")
        values = list(map(itemgetter("id", *_HISTORY), own))
        names = ("document_id", *_HISTORY)
        self.upsert(t.document_history, names, values, "(document_id, line_hash) DO NOTHING")

    def keep_judgements(self, documents: Sequence[Kept]) -> None:
        """Write the judged lines beside their readings; what these rules said before goes."""
        keys = [(d.reading_id, d.rules_version) for d in documents]
        self.delete(t.judgements, {"reading_id": "=", "rules_version": "="}, keys)
        self.insert_values(
            t.judgements,
            ("reading_id", "rules_version", "judged_at", "line"),
            [(d.reading_id, d.rules_version, d.judged_at, d.document.line) for d in documents],
        )

    def observe(self, seen: Iterable[tuple[str, str, str | None]], at: str) -> None:
        """Note (document, source, time of fetching); what is noted already is seen once more."""
        rows: dict[str, tuple[str | None, ...]] = {}
        firsts: dict[str, str] = {}
        for name, source, fetched in seen:
            key, shown = _observation(name, source, fetched), storable(source)
            rows[key] = (key, name, shown, fetched, at, at)
            firsts[name] = min(firsts.get(name, shown), shown)
        then = "(id) DO UPDATE SET last_seen_at = excluded.last_seen_at"
        self.upsert(t.observations, _OBSERVED, [rows[key] for key in sorted(rows)], then)
        self.name_first(firsts)

    def name_first(self, sources: dict[str, str]) -> None:
        """Let each document's own source be the first one in code point order."""
        rows = [(name, storable(sources[name])) for name in sorted(sources)]
        self.upsert(t.documents, ("id", "source"), rows, _FIRST)

    def _remove(self, names: list[str]) -> None:
        """Take away the rows of documents that have been here before."""
        within = "= ANY(:ids)" if self._is_postgres else "IN (SELECT value FROM json_each(:ids))"
        there = f"SELECT id FROM documents WHERE line_hash IS NOT NULL AND id {within}"
        result = self._connection.execute(text(there), {"ids": self._ids(names)})
        if not (found := list(result.scalars())):
            return
        for table in t.DERIVED:
            query = f"DELETE FROM {table.name} WHERE document_id {within}"
            self._connection.execute(text(query), {"ids": self._ids(found)})

    def _ids(self, names: list[str]) -> list[str] | str:
        return names if self._is_postgres else json.dumps(names)


def _observation(*parts: str | None) -> str:
    return sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()


_HISTORY = ("line_hash", "parser_version", "rules_version", "judged_at", "claims", "contradicted",
            "findings", "error_code")  # fmt: skip
_OWN = ("id", "kind", "layout", "layout_confidence", "media_type", "pages", "encoding", "text_layer",
        "coverage", "leftover_share", "parser_version", "rules_version", "error_code",
        "error_message", "judged_at", "reading_id", "line_hash", "text_hash", "claims", "verified",
        "contradicted", "unsupported", "not_checkable", "findings", "errors",
        "changes_score")  # fmt: skip
_OBSERVED = ("id", "document_id", "source", "fetched_at", "first_seen_at", "last_seen_at")
_FIRST = (
    "(id) DO UPDATE SET source = excluded.source"
    " WHERE documents.source IS NULL OR documents.source > excluded.source"
)
