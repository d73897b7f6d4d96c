"""Many rows at once: COPY on PostgreSQL, executemany on SQLite; and whole documents with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, text

from pipeline.packing import packed
from pipeline.store import tables as t
from pipeline.store.connect import LOCK, quoted
from pipeline.store.lines import JudgedLine, storable
from pipeline.store.rows import Page, Row, derived_rows, document_row
from pipeline.store.sorting import short_hash

SHORTEST_TEXT = 200
"""Characters from which on two documents of the same text are one report, not one formula."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A judged document to be written, with the reading that it rests on and its pages."""

    line: JudgedLine
    rules_version: str
    judged_at: str
    reading_id: int
    pages: Sequence[Page] = ()


class Writer:
    """Writes rows on an open connection, in its transaction. Raises the driver's errors."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_postgres = connection.dialect.name == "postgresql"
        self._driver: Any = connection.connection.driver_connection

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows; each has every column."""
        if rows:
            names = table.columns.keys()
            self.insert_values(table, names, map(itemgetter(*names), rows))

    def insert_values(
        self, table: Table, names: Sequence[str], values: Iterable[Sequence[Any]]
    ) -> None:
        """Insert tuples of values, one for each name."""
        columns = ", ".join(map(quoted, names))
        if self._is_postgres:
            with (
                self._driver.cursor() as cursor,
                cursor.copy(f"COPY {quoted(table.name)} ({columns}) FROM STDIN") as copy,
            ):
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(names))
            self._driver.executemany(
                f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", values
            )

    def lock(self, document_ids: Sequence[str]) -> None:
        """Make the documents' rows where missing and keep other writers from them.

        In one order, so that writers wait for each other instead of for ever.
        """
        self._connection.execute(_ADD, [{"id": name} for name in sorted(document_ids)])
        if self._is_postgres:
            query = "SELECT id FROM documents WHERE id = ANY(:ids) ORDER BY id FOR UPDATE"
            self._connection.execute(text(query), {"ids": sorted(document_ids)})

    def lock_crossing(self) -> None:
        """Let one writer at a time compute what follows from all documents."""
        if self._is_postgres:
            query = text("SELECT pg_advisory_xact_lock(:key)")
            self._connection.execute(query, {"key": LOCK + 1})

    def keep(self, documents: Sequence[Kept]) -> None:
        """Write judged documents whole: their rows replace those that there are."""
        if not documents:
            return
        self._remove([document.line.document_id for document in documents])
        rows: dict[str, list[Row]] = {table.name: [] for table in t.DERIVED}
        own, history = [], []
        for document in documents:
            content = document.line.content
            for name, more in derived_rows(content, document.pages).items():
                rows[name] += more
            row = document_row(content, document.rules_version, document.judged_at)
            row |= {"reading_id": document.reading_id, "line_hash": document.line.hash}
            row["text_hash"] = _text_hash(document.pages)
            own.append(row)
            history.append({"document_id": row["id"], **{key: row[key] for key in _HISTORY}})
        for table in t.DERIVED:
            self.insert(table, rows[table.name])
        self._connection.execute(_UPDATE, own)
        self._connection.execute(_NOTE, history)

    def keep_judgements(self, documents: Sequence[Kept]) -> None:
        """Write the judged lines beside their readings; what these rules said before goes."""
        keys = [{"r": d.reading_id, "v": d.rules_version} for d in documents]
        self._connection.execute(_FORGET, keys)
        self.insert_values(
            t.judgements,
            ("reading_id", "rules_version", "judged_at", "line"),
            [(d.reading_id, d.rules_version, d.judged_at, packed(d.line.body)) for d in documents],
        )

    def observe(self, seen: Iterable[tuple[str, str, str | None]], at: str) -> None:
        """Note (document, source, time of fetching); what is noted already is seen once more."""
        rows = sorted(
            (
                {
                    "id": _observation(name, source, fetched),
                    "document_id": name,
                    "source": storable(source),
                    "fetched_at": fetched,
                    "at": at,
                }
                for name, source, fetched in seen
            ),
            key=itemgetter("id"),
        )
        if rows:
            self._connection.execute(_OBSERVE, rows)
            firsts: dict[str, str] = {}
            for row in rows:
                name, source = str(row["document_id"]), str(row["source"])
                firsts[name] = min(firsts.get(name, source), source)
            self.name_first(firsts)

    def name_first(self, sources: dict[str, str]) -> None:
        """Let each document's own source be the first one in code point order."""
        rows = [{"i": name, "s": storable(sources[name])} for name in sorted(sources)]
        self._connection.execute(_FIRST, rows)

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


def _text_hash(pages: Sequence[Page]) -> str | None:
    """Return what tells documents of the same text; None for one with next to none."""
    joined = "".join("".join(text.split()) for _, text in pages)
    return short_hash(joined) if len(joined) >= SHORTEST_TEXT else None


def _observation(*parts: str | None) -> str:
    return sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()


_HISTORY = ("line_hash", "parser_version", "rules_version", "judged_at", "claims", "contradicted",
            "findings", "error_code")  # fmt: skip
_OWN = ("kind", "layout", "layout_confidence", "media_type", "pages", "encoding", "text_layer",
        "coverage", "leftover_share", "parser_version", "rules_version", "error_code",
        "error_message", "judged_at", "reading_id", "line_hash", "text_hash", "claims", "verified",
        "contradicted", "unsupported", "not_checkable", "findings", "errors",
        "changes_score")  # fmt: skip
_ADD = text("INSERT INTO documents (id) VALUES (:id) ON CONFLICT (id) DO NOTHING")
_UPDATE = text(
    f"UPDATE documents SET {', '.join(f'{name} = :{name}' for name in _OWN)} WHERE id = :id"
)
_NOTE = text(
    f"INSERT INTO document_history (document_id, {', '.join(_HISTORY)}) VALUES (:document_id, "
    f"{', '.join(f':{name}' for name in _HISTORY)}) ON CONFLICT (document_id, line_hash) DO NOTHING"
)
_FORGET = text("DELETE FROM judgements WHERE reading_id = :r AND rules_version = :v")
_OBSERVE = text(
    "INSERT INTO observations (id, document_id, source, fetched_at, first_seen_at, last_seen_at)"
    " VALUES (:id, :document_id, :source, :fetched_at, :at, :at)"
    " ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at"
)
_FIRST = text("UPDATE documents SET source = :s WHERE id = :i AND (source IS NULL OR source > :s)")
