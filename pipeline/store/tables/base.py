"""What all tables share: names of constraints, common columns and types."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Text
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


def hanging(
    name: str, target: str, comment: str, ondelete: str = "CASCADE", **how: Any
) -> Column[Any]:
    """Return a column that points at a key, as "runs.id"; `ondelete` says what if its row goes."""
    return Column(name, ForeignKey(target, ondelete=ondelete), comment=comment, **how)


def document_key() -> Column[str]:
    """Return the column that hangs a row on its document."""
    what = "the document that the row was read from"
    return hanging("document_id", "documents.id", what, primary_key=True)


def number_key(name: str, comment: str) -> Column[int]:
    """Return a number that belongs to the key."""
    return Column(name, Integer, primary_key=True, autoincrement=False, comment=comment)


def printed_columns(*names: str) -> list[Column[str]]:
    """Return columns that hold figures or words as the document prints them."""
    return [Column(name, Text, comment="as printed") for name in names]


def finding_columns() -> list[Column[Any]]:
    """Return what every finding says of itself: severity, what it changes, messages, quarter."""
    return [
        Column("severity", String(8), nullable=False, comment="error, warning or notice"),
        Column(
            "changes_score", Boolean, nullable=False, comment="does level, score or result change"
        ),
        Column("message", Text, nullable=False, comment="one sentence in English"),
        Column("message_th", Text, nullable=False, comment="the same in Thai"),
        Column("quarter", Integer, comment="quarter that it is about"),
    ]


def place_columns(what: str = "it stands") -> list[Column[int]]:
    """Return page, start and end of a place in the raw text."""
    return [
        Column("page", Integer, comment=f"page on which {what}, from 1"),
        Column("start", Integer, comment="first code point in the page's raw text"),
        Column("end", Integer, comment="code point after the last"),
    ]
