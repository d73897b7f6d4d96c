"""What all tables share: names of constraints, common columns and types."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.dialects import postgresql

REVISION = "0003"
"""The alembic revision that these tables stand at."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SHA = String(64)
TIME = String(32)
HASH = String(32)
"""A short hash that stands for a text too long for an index."""
ORDERED = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text that sorts by code points on every database, as SQLite and Python do."""


def document_key() -> Column[str]:
    """Return the column that hangs a row on its document."""
    return Column(
        "document_id",
        SHA,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the document that the row was read from",
    )


def number_key(name: str, comment: str) -> Column[int]:
    """Return a number that belongs to the key."""
    return Column(name, Integer, primary_key=True, autoincrement=False, comment=comment)


def place_columns(what: str = "it stands") -> list[Column[int]]:
    """Return page, start and end of a place in the raw text."""
    return [
        Column("page", Integer, comment=f"page on which {what}, from 1"),
        Column("start", Integer, comment="first code point in the page's raw text"),
        Column("end", Integer, comment="code point after the last"),
    ]
