"""`text/<document id>.json`: the raw text of every page, which places index into."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.outputs.files import replacing_text
from pipeline.outputs.stored import PageEntry, StoredDocument

_NAME = re.compile(r"[0-9a-f]{64}")


class TextFolder:
    """The folder `text/`; files of documents that this run does not hold are taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: set[bytes] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, document: StoredDocument) -> None:
        """Write a document's pages; a document without any (it failed) gets no file."""
        if document.line.error is not None and not document.pages:
            return
        path = text_path(self.folder, document.line.document.id)
        pages = [{"page": page["page"], "text": page["text"]} for page in document.pages]
        with replacing_text(path) as stream:
            json.dump({"pages": pages}, stream, ensure_ascii=False)
            stream.write("\n")
        self._kept.add(bytes.fromhex(path.stem))

    def finish(self) -> None:
        """Remove the texts of documents that are no longer among the inputs."""
        for path in self.folder.glob("*.json"):
            if _NAME.fullmatch(path.stem) and bytes.fromhex(path.stem) not in self._kept:
                path.unlink()


def text_path(folder: Path, document_id: str | None) -> Path:
    """Return a document's file; ValueError where the id is no SHA-256."""
    if document_id is None or not _NAME.fullmatch(document_id):
        raise ValueError(f"not a document id: {str(document_id)[:80]!r}")
    return folder / f"{document_id}.json"


def read_pages(folder: Path, document_id: str | None) -> Sequence[PageEntry]:
    """Read a document's pages; none where it has no file."""
    path = text_path(folder, document_id)
    if not path.is_file():
        return []
    pages: list[PageEntry] = json.loads(path.read_text(encoding="utf-8"))["pages"]
    return pages
