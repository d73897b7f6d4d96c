"""What is written of a document: its rows, made from its line and pages before any database is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.packing import packed
from pipeline.store.content import parsed
from pipeline.store.lines import JudgedLine
from pipeline.store.rows import Page, Row, Values, derived_rows, document_row
from pipeline.store.sorting import short_hash
from schemas.errors import KpiAuditError

SHORTEST_TEXT = 200
"""Characters from which on two documents of the same text are one report, not one formula."""


class Prepared(NamedTuple):
    """A document ready to be written; plain values only, so that it can go from process to process."""

    document_id: str
    hash: str
    parser_version: str
    error: dict[str, str] | None
    sources: tuple[str, ...]
    fetched_at: str | None
    size: int
    """Bytes of line and pages."""
    line: bytes
    """The line without its sources, packed."""
    row: Row
    """The row of `documents`, without what only the loader knows."""
    derived: dict[str, list[Values]]
    """Rows by table, values in the order of `COLUMNS`."""


def prepare(line: JudgedLine, pages: Sequence[Page]) -> Prepared:
    """Make a document's rows. KpiAuditError KA310 where its line is damaged."""
    try:
        content = parsed(line.body)
        row = document_row(line.document_id, content)
        derived = derived_rows(line.document_id, content, pages)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise KpiAuditError("KA310", f"{line.origin or line.document_id}: {error!r}") from error
    row |= {"line_hash": line.hash, "text_hash": _text_hash(pages)}
    size = len(line.body) + sum(len(text) for _, text in pages)
    return Prepared(line.document_id, line.hash, line.parser_version, line.error, line.sources,
                    line.fetched_at, size, packed(line.body), row, derived)  # fmt: skip


def _text_hash(pages: Sequence[Page]) -> str | None:
    """Return what tells documents of the same text; None for one with next to none."""
    joined = "".join("".join(text.split()) for _, text in pages)
    return short_hash(joined) if len(joined) >= SHORTEST_TEXT else None
