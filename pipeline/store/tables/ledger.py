"""The ledger: documents, where they were seen, what was read and judged, and runs."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from pipeline.store.tables.base import (
    HASH,
    ORDERED,
    SHA,
    TIME,
    document_key,
    hanging,
    metadata,
    number_key,
)

documents = Table(
    "documents",
    metadata,
    Column("id", SHA, primary_key=True, comment="SHA-256 of the bytes"),
    Column("source", ORDERED, comment="the first of its sources, in code point order"),
    Column("kind", String(32), comment="kind of the record"),
    Column("layout", String(64), comment="report family"),
    Column("layout_confidence", Float, comment="0 to 1"),
    Column("media_type", String(128), comment="as found in the bytes"),
    Column("pages", Integer, comment="number of pages"),
    Column("encoding", String(64), comment="character encoding of the bytes"),
    Column("text_layer", String(16), comment="native, ocr, mixed or none"),
    Column("coverage", Float, comment="share of the text accounted for, 0 to 1"),
    Column("leftover_share", Float, comment="the rest, 0 to 1"),
    Column("parser_version", String(64), comment="what read it"),
    Column("rules_version", String(64), comment="what judged it"),
    Column("error_code", String(8), comment="why it could not be read"),
    Column("error_message", Text, comment="the same in words"),
    Column("judged_at", TIME, comment="ISO time, UTC"),
    Column("reading_id", Integer, comment="the reading that the document's rows follow from"),
    Column("line_hash", SHA, comment="SHA-256 of the judged line without its sources"),
    Column("text_hash", HASH, comment="MD5 of the pages' text without white space"),
    Column("claims", Integer, comment="number of claims"),
    Column("verified", Integer, comment="claims that hold"),
    Column("contradicted", Integer, comment="claims that do not hold"),
    Column("unsupported", Integer, comment="claims that nothing carries"),
    Column("not_checkable", Integer, comment="claims that cannot be checked"),
    Column("findings", Integer, comment="number of findings"),
    Column("errors", Integer, comment="findings of severity error"),
    Column("changes_score", Integer, comment="findings that change a level, score or result"),
    Index(None, "text_hash"),
    comment="every distinct content, as it was last judged",
)

document_history = Table(
    "document_history",
    metadata,
    document_key(),
    Column("line_hash", SHA, primary_key=True, comment="SHA-256 of the judged line"),
    Column("parser_version", String(64), comment="what read it"),
    Column("rules_version", String(64), comment="what judged it"),
    Column("judged_at", TIME, nullable=False, comment="when it first came out so; ISO time, UTC"),
    Column("claims", Integer, nullable=False, comment="number of claims"),
    Column("contradicted", Integer, nullable=False, comment="claims that do not hold"),
    Column("findings", Integer, nullable=False, comment="number of findings"),
    Column("error_code", String(8), comment="why it could not be read"),
    comment="every outcome that a document ever had, also those that a newer version replaced",
)

observations = Table(
    "observations",
    metadata,
    Column("id", SHA, primary_key=True, comment="SHA-256 of document, source and time of fetching"),
    hanging("document_id", "documents.id", "what was seen", nullable=False, index=True),
    Column("source", ORDERED, nullable=False, comment="path, address or archive member"),
    Column("fetched_at", TIME, comment="when a crawler fetched it, ISO time"),
    Column("first_seen_at", TIME, nullable=False, comment="ISO time, UTC"),
    Column("last_seen_at", TIME, nullable=False, comment="ISO time, UTC"),
    comment="where and when a document was seen",
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True, comment="number of the reading"),
    hanging("document_id", "documents.id", "what was read", nullable=False),
    Column("charset", String(64), nullable=False, comment="charset declared outside the bytes"),
    Column("parser_version", String(64), nullable=False, comment="what read it"),
    Column("ocr", String(32), nullable=False, comment="OCR mode, and whether OCR was there"),
    Column("read_at", TIME, nullable=False, comment="ISO time, UTC"),
    Column("error_code", String(8), comment="set where the document is to be tried again"),
    Column("extraction", LargeBinary, comment="what was read: JSON, zlib; null when loaded"),
    UniqueConstraint("document_id", "charset", "parser_version", "ocr"),
    comment="what was read, by bytes, charset, parser version and OCR mode",
)

judgements = Table(
    "judgements",
    metadata,
    hanging("reading_id", "readings.id", "what was judged", primary_key=True),
    Column("rules_version", String(64), primary_key=True, comment="by which rules"),
    Column("judged_at", TIME, nullable=False, comment="ISO time, UTC"),
    Column("line", LargeBinary, nullable=False, comment="the line of records.jsonl: JSON, zlib"),
    comment="what was judged, by reading and rules",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, comment="number of the run"),
    Column("started_at", TIME, nullable=False, comment="ISO time, UTC"),
    Column("finished_at", TIME, comment="null while running, and after a run that was stopped"),
    Column("parser_version", String(64), nullable=False, comment="what read"),
    Column("rules_version", String(64), nullable=False, comment="what judged"),
    Column("read", Integer, comment="documents read in this run"),
    Column("reused", Integer, comment="documents taken from the ledger"),
    Column("content_hash", SHA, comment="SHA-256 of a records.jsonl that was loaded"),
    Index(None, "content_hash", unique=True),
    comment="every run, and every folder of outputs that was loaded",
)

run_inputs = Table(
    "run_inputs",
    metadata,
    hanging("run_id", "runs.id", "the run", primary_key=True),
    number_key("position", "order in which the run saw it"),
    Column("source", Text, nullable=False, comment="path, address or archive member"),
    Column("fetched_at", TIME, comment="when a crawler fetched it, ISO time"),
    Column("document_id", SHA, ForeignKey("documents.id"), comment="null without bytes"),
    hanging("reading_id", "readings.id", "the reading that the run used", "SET NULL"),
    Column("error_code", String(8), comment="why there were no bytes"),
    Column("error_message", Text, comment="the same in words"),
    Index(None, "document_id"),
    Index(None, "reading_id"),
    comment="what each run was given",
)
