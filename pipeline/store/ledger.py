"""The ledger: what was read, what was judged, and what each run was given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from pipeline.clock import now
from pipeline.packing import unpacked
from pipeline.store import tables as t
from pipeline.store.connect import coded, connect, writing
from pipeline.store.lines import judged_line, storable
from pipeline.store.prepared import prepare
from pipeline.store.rows import Page
from pipeline.store.writer import Kept, Writer

if TYPE_CHECKING:
    from pipeline.validator.settings import Settings


@dataclass(frozen=True, slots=True)
class Key:
    """What a reading is known by. The charset is the one declared outside the bytes, or ""."""

    document_id: str
    charset: str
    parser_version: str
    ocr: str


@dataclass(frozen=True, slots=True)
class Given:
    """An input of a run: its order, source and document, or why it had no bytes."""

    position: int
    source: str
    fetched_at: str | None = None
    document_id: str | None = None
    reading_id: int | None = None
    error_code: str | None = None
    error_message: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger holds for a key.

    The reading, whether these rules judged it, and whether the document's rows follow from that.
    """

    reading_id: int
    is_judged: bool
    is_current: bool = False


class Ledger:
    """A database with the tables of `tables`; every method is one transaction, whole or not at all.

    KpiAuditError KA3xx where the database cannot be opened or written.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._engine = connect(address)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def held(self, key: Key, rules_version: str) -> Held | None:
        """Return what there is for a key; None where it was not read, or reading it failed."""
        is_current = (t.documents.c.reading_id == t.readings.c.id) & (
            t.documents.c.rules_version == rules_version
        )
        query = (
            select(t.readings.c.id, t.judgements.c.rules_version, is_current)
            .join(t.documents, t.documents.c.id == t.readings.c.document_id)
            .outerjoin(
                t.judgements,
                (t.judgements.c.reading_id == t.readings.c.id)
                & (t.judgements.c.rules_version == rules_version),
            )
            .where(
                *self._is(key),
                t.readings.c.error_code.is_(None),
                t.readings.c.extraction.is_not(None),
            )
        )
        with coded(self.address), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else Held(row[0], row[1] is not None, bool(row[2]))

    def extraction(self, reading_id: int) -> bytes:
        """Return what was read, packed."""
        query = select(t.readings.c.extraction).where(t.readings.c.id == reading_id)
        with coded(self.address), self._engine.connect() as connection:
            data: bytes = connection.execute(query).scalar_one()
        return data

    def save(
        self, key: Key, rules_version: str, line: str, extraction: bytes | None, source: str
    ) -> int:
        """Keep one document's reading and judgement and replace its rows; return the reading.

        `extraction` is None where reading failed, and the document is tried again next time.
        Readings of the document by other parser versions go; what came of them stays in
        `document_history`.
        """
        judged = judged_line(line)
        error = (judged.error or {}).get("code")
        with coded(self.address), writing(self._engine) as connection:
            writer = Writer(connection)
            writer.lock([key.document_id])
            connection.execute(
                delete(t.readings).where(
                    t.readings.c.document_id == key.document_id,
                    t.readings.c.parser_version != key.parser_version,
                )
            )
            reading_id = self._keep_reading(connection, key, error, extraction)
            document = prepare(judged, pages_of(extraction))
            kept = Kept(document, rules_version, now(), reading_id)
            writer.keep_judgements([kept])
            writer.keep([kept])
            writer.name_first({key.document_id: source})
        return reading_id

    def save_judgement(self, reading_id: int, rules_version: str, line: str, source: str) -> None:
        """Keep a judgement by other rules of what is already read, and replace the rows."""
        judged = judged_line(line)
        with coded(self.address), writing(self._engine) as connection:
            writer = Writer(connection)
            writer.lock([judged.document_id])
            document = prepare(judged, self._pages(connection, reading_id))
            kept = Kept(document, rules_version, now(), reading_id)
            writer.keep_judgements([kept])
            writer.keep([kept])
            writer.name_first({judged.document_id: source})

    def make_current(self, reading_id: int, rules_version: str) -> None:
        """Let a document's rows follow again from a judgement that the ledger holds."""
        query = select(t.judgements.c.line).where(
            t.judgements.c.reading_id == reading_id, t.judgements.c.rules_version == rules_version
        )
        with coded(self.address), writing(self._engine) as connection:
            judged = judged_line(unpacked(connection.execute(query).scalar_one()))
            writer = Writer(connection)
            writer.lock([judged.document_id])
            document = prepare(judged, self._pages(connection, reading_id))
            writer.keep([Kept(document, rules_version, now(), reading_id)])

    def begin_run(self, parser_version: str, rules_version: str) -> int:
        """Note that a run begins; return its number."""
        row = {
            "started_at": now(),
            "parser_version": parser_version,
            "rules_version": rules_version,
        }
        with coded(self.address), writing(self._engine) as connection:
            query = insert(t.runs).values(row).returning(t.runs.c.id)
            return int(connection.execute(query).scalar_one())

    def end_run(self, run_id: int, given: list[Given], read: int, reused: int) -> None:
        """Note what a run was given and that it is done."""
        rows = [
            {"run_id": run_id, **{name: storable(getattr(g, name)) for name in Given.__slots__}}
            for g in given
        ]
        with coded(self.address), writing(self._engine) as connection:
            if rows:
                connection.execute(insert(t.run_inputs), rows)
            seen = [(g.document_id, g.source, g.fetched_at) for g in given if g.document_id]
            Writer(connection).observe(seen, now())
            connection.execute(
                update(t.runs)
                .where(t.runs.c.id == run_id)
                .values(finished_at=now(), read=read, reused=reused)
            )

    def cross(
        self, rules_version: str, settings: Settings, documents: set[str]
    ) -> dict[str, list[dict[str, Any]]]:
        """Hold all documents of the database against each other.

        Returns the rows of `cross_findings` whose documents are all among those given.
        """
        from pipeline.store.crossing.check import cross_check, findings_by_document

        with coded(self.address), writing(self._engine) as connection:
            cross_check(connection, rules_version, settings)
            return findings_by_document(connection, documents)

    def lines(
        self, wanted: list[tuple[int, Any]], rules_version: str
    ) -> Iterator[tuple[Any, str, bytes | None]]:
        """Yield (tag, line, packed extraction) for readings, in the order wanted."""
        query = select(t.judgements.c.line, t.readings.c.extraction).where(
            t.readings.c.id == t.judgements.c.reading_id,
            t.judgements.c.rules_version == rules_version,
        )
        with coded(self.address), self._engine.connect() as connection:
            for reading_id, tag in wanted:
                row = connection.execute(query.where(t.readings.c.id == reading_id)).one()
                yield tag, unpacked(row[0]), row[1]

    def _is(self, key: Key) -> list[Any]:
        return [
            t.readings.c.document_id == key.document_id,
            t.readings.c.charset == key.charset,
            t.readings.c.parser_version == key.parser_version,
            t.readings.c.ocr == key.ocr,
        ]

    def _pages(self, connection: Connection, reading_id: int) -> list[Page]:
        query = select(t.readings.c.extraction).where(t.readings.c.id == reading_id)
        return pages_of(connection.execute(query).scalar_one())

    def _keep_reading(
        self, connection: Connection, key: Key, error: str | None, extraction: bytes | None
    ) -> int:
        """Write the reading of a key; one that is there keeps its number, others may know it."""
        values = {"read_at": now(), "error_code": error, "extraction": extraction}
        updated = update(t.readings).where(*self._is(key)).values(values).returning(t.readings.c.id)
        reading_id = connection.execute(updated).scalar()
        if reading_id is None:
            names = ("document_id", "charset", "parser_version", "ocr")
            values.update({name: getattr(key, name) for name in names})
            inserted = insert(t.readings).values(values).returning(t.readings.c.id)
            reading_id = connection.execute(inserted).scalar_one()
        return int(reading_id)


def pages_of(extraction: bytes | None) -> list[Page]:
    """Return number and raw text of the pages that were read; none where reading failed."""
    if extraction is None:
        return []
    pages: list[dict[str, Any]] = json.loads(unpacked(extraction))["text"]["pages"]
    return [(page["page"], page["text"]) for page in pages]


def insert_for(connection: Connection) -> Any:
    """Return the dialect's insert, which knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert
