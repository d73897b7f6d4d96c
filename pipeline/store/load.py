"""Loading folders of outputs into a database: documents whole or not at all, in batches.

A folder that `run` wrote has `records.jsonl`, `text/` and `run.json`. Loading it twice, in another
order, by several programs at once or after a crash comes to the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text
from sqlalchemy.engine import Engine

from pipeline.clock import now
from pipeline.store import tables as t
from pipeline.store.ahead import reader
from pipeline.store.connect import coded, connect, writing
from pipeline.store.folders import FolderInputs, WithoutBytes, pages_in, versions
from pipeline.store.ledger import insert_for
from pipeline.store.lines import JudgedLine
from pipeline.store.prepared import Prepared, prepare
from pipeline.store.writer import Kept, Writer

BATCH_DOCUMENTS = 500
BATCH_BYTES = 48_000_000
FROM_FILES = "from files"
"""What stands for the OCR mode of a reading that was loaded: `run` never takes it for its own."""

Progress = Callable[[int], None]


@dataclass(slots=True)
class Loaded:
    """What loading came to: documents written, documents that were there, inputs without bytes."""

    written: int = 0
    unchanged: int = 0
    without_bytes: int = 0

    @property
    def documents(self) -> int:
        """Distinct documents of the folders."""
        return self.written + self.unchanged


class Loader:
    """Loads folders into one database. KpiAuditError KA3xx; what was loaded before it is kept."""

    def __init__(self, address: str, progress: Progress | None = None) -> None:
        self.address = address
        self.loaded = Loaded()
        self._engine: Engine = connect(address)
        self._progress = progress

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def load(self, folder: Path) -> None:
        """Load one folder. KA309 where it holds no records.jsonl, KA310 where that is damaged."""
        rules, parser = versions(folder)
        with closing(reader(folder)) as source, closing(FolderInputs()) as inputs:
            for batch in _batches(noted(source, inputs)):
                self._write(batch, rules)
                if self._progress:
                    self._progress(self.loaded.documents)
            self.loaded.without_bytes += inputs.without_bytes
            with coded(self.address), writing(self._engine) as connection:
                _note_run(connection, source.digest, rules, parser, inputs)

    def write(self, lines: Iterable[JudgedLine], rules: str, texts: Path) -> None:
        """Write judged lines in batches; for programs that have lines, but no folder."""
        for batch in _batches(prepare(line, pages_in(texts, line.document_id)) for line in lines):
            self._write(batch, rules)

    def _write(self, batch: list[Prepared], rules: str) -> None:
        with coded(self.address), writing(self._engine) as connection:
            at, writer = now(), Writer(connection)
            documents = {document.document_id: document for document in batch}
            writer.lock(list(documents))
            changed = _changed(connection, documents)
            readings = _readings(connection, writer, changed, at)
            kept = [Kept(one, rules, at, readings[one.document_id]) for one in changed]
            if kept:
                writer.keep_judgements(kept)
                writer.keep(kept)
            writer.observe(
                ((one.document_id, name, one.fetched_at) for one in batch for name in one.sources),
                at,
            )
        self.loaded.written += len(kept)
        self.loaded.unchanged += len(documents) - len(kept)


def noted(source: Iterable[Prepared | WithoutBytes], inputs: FolderInputs) -> Iterator[Prepared]:
    """Yield the documents of a folder; note everything that its run was given."""
    for item in source:
        name = item.document_id if isinstance(item, Prepared) else None
        for path in item.sources:
            inputs.add(path, item.fetched_at, name, item.error)
        if isinstance(item, Prepared):
            yield item


def _batches(documents: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    size = 0
    for document in documents:
        if batch and (len(batch) >= BATCH_DOCUMENTS or size + document.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += document.size
    if batch:
        yield batch


_STATES = text(
    "SELECT d.id, d.line_hash, d.error_code, (SELECT COUNT(*) FROM pages p WHERE p.document_id = d.id)"
    " FROM documents d WHERE d.line_hash IS NOT NULL AND d.id IN :ids"
).bindparams(bindparam("ids", expanding=True))


def _changed(connection: Connection, documents: dict[str, Prepared]) -> list[Prepared]:
    """Return the documents whose lines, or whose pages, are not in the database yet."""
    there = {row[0]: row[1:] for row in connection.execute(_STATES, {"ids": list(documents)})}
    return [one for one in documents.values() if _is_new(one, there.get(one.document_id))]


def _is_new(document: Prepared, there: Sequence[Any] | None) -> bool:
    """Tell whether a document is to be written; a failure never takes the place of a success."""
    if there is None:
        return True
    digest, error, pages = there
    if document.error and error is None:
        return False
    is_other = bool(digest != document.hash)
    return is_other or (pages == 0 and bool(document.derived["pages"]))


def _readings(
    connection: Connection, writer: Writer, documents: list[Prepared], at: str
) -> dict[str, int]:
    """Make the readings that loaded lines rest on; those by other parser versions go."""
    if not documents:
        return {}
    keys = [(one.document_id, one.parser_version) for one in documents]
    writer.delete(t.readings, {"document_id": "=", "parser_version": "<>"}, keys)
    values = [
        (one.document_id, "", one.parser_version, FROM_FILES, at, (one.error or {}).get("code"))
        for one in documents
    ]
    then = (
        "(document_id, charset, parser_version, ocr)"
        " DO UPDATE SET read_at = excluded.read_at, error_code = excluded.error_code"
    )
    writer.upsert(t.readings, _READING, values, then)
    given = {"ids": [one.document_id for one in documents], "ocr": FROM_FILES}
    return {row.document_id: row.id for row in connection.execute(_READINGS, given)}


_READING = ("document_id", "charset", "parser_version", "ocr", "read_at", "error_code")
_READINGS = text(
    "SELECT id, document_id FROM readings WHERE charset = '' AND ocr = :ocr AND document_id IN :ids"
).bindparams(bindparam("ids", expanding=True))


def _note_run(
    connection: Connection, digest: str, rules: str, parser: str, inputs: FolderInputs
) -> None:
    """Note the folder's run once, however often it is loaded."""
    at = now()
    row = {
        "started_at": at,
        "finished_at": at,
        "parser_version": parser,
        "rules_version": rules,
        "content_hash": digest,
    }
    added = insert_for(connection)(t.runs).values(row)
    added = added.on_conflict_do_nothing(index_elements=["content_hash"])
    connection.execute(added)
    query = select(t.runs.c.id).where(t.runs.c.content_hash == digest).with_for_update()
    run_id = connection.execute(query).scalar_one()
    connection.execute(delete(t.run_inputs).where(t.run_inputs.c.run_id == run_id))
    rows = ((run_id, *row) for row in inputs)
    Writer(connection).insert_values(t.run_inputs, ("run_id", *inputs.columns), rows)
