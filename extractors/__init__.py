"""Bytes to what a document says: readers, flow, Thai text, facts, statements and layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.document import Document
    from schemas.extraction import Extraction
    from schemas.text import Text


def extract(document: Document, text: Text) -> Extraction:
    """Read a document and its clean text (see `extractors.reading`)."""
    from extractors.reading import extract as read

    return read(document, text)
