"""Where documents were seen, and quotes from their pages, fetched as they are asked for."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection, text

from pipeline.validator.crossing.corpus import Source


class Sources:
    """Documents by id; what was fetched is kept in bounds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._source = lru_cache(maxsize=50_000)(self._fetch)
        self._page = lru_cache(maxsize=64)(self._fetch_page)

    def __getitem__(self, document_id: str) -> Source:
        return self._source(document_id)

    def quote(self, document_id: str, page: int, start: int, end: int) -> str:
        """Return a slice of a page's raw text."""
        return self._page(document_id, page)[start:end]

    def _fetch(self, document_id: str) -> Source:
        row = self._connection.execute(_DOCUMENT, {"id": document_id}).one()
        seen = self._connection.execute(_SEEN, {"id": document_id}).all()
        times = [fetched for _, fetched in seen if fetched]
        return Source(
            document_id,
            row.source or document_id,
            frozenset(source for source, _ in seen) or frozenset((row.source or document_id,)),
            row.media_type,
            max(times, default=None),
        )

    def _fetch_page(self, document_id: str, page: int) -> str:
        found = self._connection.execute(_PAGE, {"id": document_id, "page": page}).scalar()
        return found or ""


_DOCUMENT = text("SELECT source, media_type FROM documents WHERE id = :id")
_SEEN = text("SELECT source, fetched_at FROM observations WHERE document_id = :id")
_PAGE = text("SELECT text FROM pages WHERE document_id = :id AND page = :page")
