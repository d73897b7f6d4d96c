"""What documents say of each other, and what people decided on findings."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from pipeline.store.tables.base import (
    HASH,
    SHA,
    TIME,
    document_key,
    finding_columns,
    hanging,
    metadata,
    number_key,
    place_columns,
)

cross_findings = Table(
    "cross_findings",
    metadata,
    document_key(),
    number_key("ordinal", "order among the document's findings across documents, from 1"),
    Column("code", String(16), nullable=False, comment="rule"),
    Column("name", String(64), nullable=False, comment="name of the rule"),
    Column("key", Text, nullable=False, comment="name across runs and versions"),
    Column("key_hash", HASH, nullable=False, comment="MD5 of the key"),
    *finding_columns(),
    Column("expected", Text, comment="what the other document says"),
    Column("actual", Text, comment="what this document says"),
    Column("claims", Text, comment="this document's claims, separated by spaces"),
    *place_columns(),
    Column("quote", Text, comment="raw text of the place"),
    hanging("other_id", "documents.id", "the other document"),
    Column("other_page", Integer, comment="page of the other document, from 1"),
    Column("other_start", Integer, comment="first code point in that page's raw text"),
    Column("other_end", Integer, comment="code point after the last"),
    Column("other_quote", Text, comment="raw text of that place"),
    Index(None, "key_hash"),
    Index(None, "code", "severity"),
    Index(None, "other_id"),
    comment="findings that show only when documents are held against each other",
)

cross_checks = Table(
    "cross_checks",
    metadata,
    Column("code", String(16), primary_key=True, comment="rule"),
    Column("outcome", String(16), nullable=False, comment="ok, flagged, not_checkable or failed"),
    Column("reason", Text, comment="why it could not be checked, or how it failed"),
    comment="what each rule across documents came to",
)

cross_states = Table(
    "cross_states",
    metadata,
    number_key("id", "always 1"),
    Column("state", SHA, nullable=False, comment="hash of the documents and rules that were held"),
    Column("checked_at", TIME, nullable=False, comment="ISO time, UTC"),
    comment="what cross_findings and the reference tables were computed from",
)

decisions = Table(
    "decisions",
    metadata,
    Column("key_hash", HASH, primary_key=True, comment="MD5 of the finding's key"),
    Column("key", Text, nullable=False, comment="key of the finding, across runs and versions"),
    Column("decision", String(16), nullable=False, comment="confirmed, dismissed or accepted"),
    Column("reason", Text, comment="why"),
    Column("decided_by", Text, comment="who"),
    Column("decided_at", TIME, comment="ISO time, UTC"),
    comment="what people decided on findings; no run and no load touches it",
)

CROSSING = (cross_findings, cross_checks)
"""Tables that are computed anew from all documents, after REFERENCE."""
