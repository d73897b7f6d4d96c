"""Loading folders of outputs into a database: documents whole or not at all, in batches.

A folder that `run` wrote has `records.jsonl`, `text/` and `run.json`. Loading it twice, in another
order, by several programs at once or after a crash comes to the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy.engine import Engine

from pipeline.clock import now
from pipeline.store import tables as t
from pipeline.store.connect import coded, connect, writing
from pipeline.store.folders import FolderInputs, lines_of, pages_in, versions
from pipeline.store.ledger import insert_for
from pipeline.store.lines import JudgedLine
from pipeline.store.writer import Kept, Writer
from schemas.errors import KpiAuditError

BATCH_DOCUMENTS = 400
BATCH_BYTES = 24_000_000
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
        path = folder / "records.jsonl"
        if not path.is_file():
            raise KpiAuditError("KA309", f"{folder} holds no records.jsonl")
        rules, parser = versions(folder)
        digest, inputs = sha256(), FolderInputs()
        lines = lines_of(path, digest, inputs)
        for batch in _batches(lines):
            with coded(self.address), writing(self._engine) as connection:
                self._write(connection, batch, rules, folder / "text")
            if self._progress:
                self._progress(self.loaded.documents)
        self.loaded.without_bytes += sum(row["document_id"] is None for row in inputs.rows)
        with coded(self.address), writing(self._engine) as connection:
            _note_run(connection, digest.hexdigest(), rules, parser, inputs.rows)

    def write(self, lines: Iterable[JudgedLine], rules: str, texts: Path) -> None:
        """Write judged lines in batches; for programs that have lines, but no folder."""
        for batch in _batches((line, len(line.body)) for line in lines):
            with coded(self.address), writing(self._engine) as connection:
                self._write(connection, batch, rules, texts)

    def _write(
        self, connection: Connection, batch: list[JudgedLine], rules: str, texts: Path
    ) -> None:
        at, writer = now(), Writer(connection)
        lines = {line.document_id: line for line in batch}
        writer.lock(list(lines))
        changed = _changed(connection, lines, texts)
        readings = _readings(connection, changed, at)
        kept = [
            Kept(line, rules, at, readings[line.document_id], pages_in(texts, line.document_id))
            for line in changed
        ]
        if kept:
            writer.keep_judgements(kept)
            writer.keep(kept)
        writer.observe(
            (
                (line.document_id, source, line.fetched_at)
                for line in batch
                for source in line.sources
            ),
            at,
        )
        self.loaded.written += len(kept)
        self.loaded.unchanged += len(lines) - len(kept)


def _batches(lines: Iterable[tuple[JudgedLine, int]]) -> Iterator[list[JudgedLine]]:
    batch: list[JudgedLine] = []
    size = 0
    for line, length in lines:
        if batch and (len(batch) >= BATCH_DOCUMENTS or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += length
    if batch:
        yield batch


_STATES = text(
    "SELECT d.id, d.line_hash, d.error_code, (SELECT COUNT(*) FROM pages p WHERE p.document_id = d.id)"
    " FROM documents d WHERE d.line_hash IS NOT NULL AND d.id IN :ids"
).bindparams(bindparam("ids", expanding=True))


def _changed(connection: Connection, lines: dict[str, JudgedLine], texts: Path) -> list[JudgedLine]:
    """Return the documents whose lines, or whose pages, are not in the database yet."""
    there = {row[0]: row[1:] for row in connection.execute(_STATES, {"ids": list(lines)})}
    return [line for line in lines.values() if _is_new(line, there.get(line.document_id), texts)]


def _is_new(line: JudgedLine, there: Sequence[Any] | None, texts: Path) -> bool:
    """Tell whether a line is to be written; a failure never takes the place of a success."""
    if there is None:
        return True
    digest, error, pages = there
    if line.content["error"] and error is None:
        return False
    is_other = bool(digest != line.hash)
    return is_other or (pages == 0 and (texts / f"{line.document_id}.json").exists())


def _readings(connection: Connection, lines: list[JudgedLine], at: str) -> dict[str, int]:
    """Make the readings that loaded lines rest on; those by other parser versions go."""
    if not lines:
        return {}
    values = [
        {
            "document_id": line.document_id,
            "charset": "",
            "parser_version": line.content["document"]["parser_version"] or "",
            "ocr": FROM_FILES,
            "read_at": at,
            "error_code": (line.content["error"] or {}).get("code"),
        }
        for line in lines
    ]
    stale = delete(t.readings).where(
        t.readings.c.document_id == bindparam("name"),
        t.readings.c.parser_version != bindparam("version"),
    )
    keys = [{"name": row["document_id"], "version": row["parser_version"]} for row in values]
    connection.execute(stale, keys)
    connection.execute(_READ, values)
    found = connection.execute(
        _READINGS, {"ids": [row["document_id"] for row in values], "ocr": FROM_FILES}
    )
    return {row.document_id: row.id for row in found}


_READ = text(
    "INSERT INTO readings (document_id, charset, parser_version, ocr, read_at, error_code)"
    " VALUES (:document_id, :charset, :parser_version, :ocr, :read_at, :error_code)"
    " ON CONFLICT (document_id, charset, parser_version, ocr)"
    " DO UPDATE SET read_at = excluded.read_at, error_code = excluded.error_code"
)
_READINGS = text(
    "SELECT id, document_id FROM readings WHERE charset = '' AND ocr = :ocr AND document_id IN :ids"
).bindparams(bindparam("ids", expanding=True))


def _note_run(
    connection: Connection, digest: str, rules: str, parser: str, inputs: list[dict[str, Any]]
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
    if inputs:
        connection.execute(insert(t.run_inputs), [{"run_id": run_id, **row} for row in inputs])
