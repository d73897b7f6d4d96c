"""What a folder of outputs holds: its lines, its pages' texts, its versions, what it was given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from pipeline.store.lines import JudgedLine, judged_line, storable
from pipeline.store.prepared import Prepared, prepare
from pipeline.store.rows import Page
from schemas.errors import KpiAuditError

MOST_IN_MEMORY = 8_000_000
"""Bytes of inputs from which on they are kept in a file."""


class FolderInputs:
    """What a folder's run was given, for `run_inputs`; on disk where it is much."""

    columns = ("position", "source", "fetched_at", "document_id", "reading_id", "error_code",
               "error_message")  # fmt: skip

    def __init__(self) -> None:
        self.count = self.without_bytes = 0
        self._file = SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115 - see `close`

    def add(self, source: str, fetched_at: str | None, document_id: str | None,
            error: dict[str, str] | None = None) -> None:  # fmt: skip
        """Note one input."""
        error = error or {}
        message = storable(error.get("message"))
        row = (self.count, storable(source), fetched_at, document_id, None, error.get("code"),
               message)  # fmt: skip
        self._file.write(json.dumps(row).encode() + b"\n")
        self.count += 1
        self.without_bytes += document_id is None

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield the inputs in their order: values of `columns`."""
        self._file.seek(0)
        for line in self._file:
            yield tuple(json.loads(line))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def versions(folder: Path) -> tuple[str, str]:
    """Return the versions of rules and parser that a folder's run.json names, else ""."""
    try:
        found = json.loads((folder / "run.json").read_text(encoding="utf-8"))["versions"]
        return str(found.get("rules", ""))[:64], str(found.get("parser", ""))[:64]
    except FileNotFoundError:
        return "", ""
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise KpiAuditError("KA310", f"{folder / 'run.json'} is damaged: {error}") from error


def pages_in(texts: Path, document_id: str) -> list[Page]:
    """Return the pages of a document's text file; none where there is no file (KA310: damaged)."""
    path = texts / f"{document_id}.json"
    try:
        pages = json.loads(path.read_text(encoding="utf-8"))["pages"]
        return [(page["page"], page["text"]) for page in pages]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KpiAuditError("KA310", f"{path} is damaged: {error}") from error


class WithoutBytes(NamedTuple):
    """An input of which there were no bytes."""

    sources: tuple[str, ...]
    fetched_at: str | None
    error: dict[str, str]


class FolderReader:
    """Reads a folder of outputs to its end; then `digest` is the SHA-256 of its records.jsonl."""

    def __init__(self, folder: Path) -> None:
        self.digest = ""
        self._folder = folder

    def __iter__(self) -> Iterator[Prepared | WithoutBytes]:
        """Yield what the folder holds. KpiAuditError KA310 where a file is damaged."""
        digest = sha256()
        for item in lines_of(self._folder / "records.jsonl", digest):
            if isinstance(item, WithoutBytes):
                yield item
            else:
                yield prepare(item, pages_in(self._folder / "text", item.document_id))
        self.digest = digest.hexdigest()

    def close(self) -> None:
        """Nothing is held."""


def lines_of(path: Path, digest: Any) -> Iterator[JudgedLine | WithoutBytes]:
    """Yield a file's documents, and inputs that had no bytes (KA310: damaged)."""
    number = 0
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                digest.update(raw)
                if raw.startswith(b'{"document":{"id":null'):
                    whole = json.loads(raw)
                    info = whole["document"]
                    error = {key: whole["error"][key] for key in ("code", "message")}
                    yield WithoutBytes(tuple(info["sources"]), info["fetched_at"], error)
                else:
                    yield judged_line(raw.rstrip(b"\n"), f"{path}, line {number}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KpiAuditError("KA310", f"{path}, line {number}: {error}") from error
