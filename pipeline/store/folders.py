"""What a folder of outputs holds: its lines, its pages' texts, its versions, what it was given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.store.lines import JudgedLine, judged_line, storable
from pipeline.store.rows import Page
from schemas.errors import KpiAuditError


@dataclass(slots=True)
class FolderInputs:
    """What the folder's run was given, for `run_inputs`."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, source: str, fetched_at: str | None, document_id: str | None,
            error: dict[str, str] | None = None) -> None:  # fmt: skip
        error = error or {}
        self.rows.append(
            {
                "position": len(self.rows),
                "source": storable(source),
                "fetched_at": fetched_at,
                "document_id": document_id,
                "reading_id": None,
                "error_code": error.get("code"),
                "error_message": storable(error.get("message")),
            }
        )


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


def lines_of(path: Path, digest: Any, inputs: FolderInputs) -> Iterator[tuple[JudgedLine, int]]:
    """Yield a file's documents with their sizes; note inputs that had no bytes."""
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            digest.update(raw)
            try:
                text_ = raw.decode("utf-8")
                if text_.startswith('{"document":{"id":null'):
                    whole = json.loads(text_)
                    for source in whole["document"]["sources"]:
                        inputs.add(source, whole["document"]["fetched_at"], None, whole["error"])
                    continue
                line = judged_line(text_.rstrip("\n"))
            except (ValueError, KeyError, TypeError) as error:
                raise KpiAuditError("KA310", f"{path}, line {number}: {error}") from error
            for source in line.sources:
                inputs.add(source, line.fetched_at, line.document_id, line.content["error"])
            yield line, len(raw)
