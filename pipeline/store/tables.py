"""The tables: a ledger of what was read and judged, and the same data relational.

One schema for SQLite and PostgreSQL. Rows below `documents` are the document's current state and
are replaced whole; `readings` and `judgements` keep the full records by their keys.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0001"
"""The alembic revision that these tables stand at."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SHA = String(64)
_TIME = String(32)


def _document() -> Column[str]:
    """Return the column that hangs a row on its document."""
    return Column(
        "document_id",
        _SHA,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the document that the row was read from",
    )


def _number(name: str, comment: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False, comment=comment)


documents = Table(
    "documents",
    metadata,
    Column("id", _SHA, primary_key=True, comment="SHA-256 of the bytes"),
    Column("source", Text, comment="where the bytes were first seen"),
    Column("kind", String(32), comment="kind of the record"),
    Column("layout", String(64), comment="report family"),
    Column("layout_confidence", Float, comment="0 to 1"),
    Column("media_type", String(128)),
    Column("pages", Integer),
    Column("encoding", String(64)),
    Column("text_layer", String(16), comment="native, ocr, mixed or none"),
    Column("coverage", Float, comment="share of the text accounted for, 0 to 1"),
    Column("leftover_share", Float, comment="the rest, 0 to 1"),
    Column("parser_version", String(64)),
    Column("rules_version", String(64)),
    Column("error_code", String(8), comment="why it could not be read"),
    Column("error_message", Text),
    Column("judged_at", _TIME, comment="ISO time, UTC"),
    comment="every distinct content, as it was last judged",
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", _SHA, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("charset", String(64), nullable=False, comment="charset declared outside the bytes"),
    Column("parser_version", String(64), nullable=False),
    Column("ocr", String(32), nullable=False, comment="OCR mode, and whether OCR was there"),
    Column("read_at", _TIME, nullable=False, comment="ISO time, UTC"),
    Column("error_code", String(8), comment="set where the document is to be tried again"),
    Column("extraction", LargeBinary, comment="what was read: JSON, zlib"),
    UniqueConstraint("document_id", "charset", "parser_version", "ocr"),
    comment="what was read, by bytes, charset, parser version and OCR mode",
)

judgements = Table(
    "judgements",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("rules_version", String(64), primary_key=True),
    Column("judged_at", _TIME, nullable=False, comment="ISO time, UTC"),
    Column("line", LargeBinary, nullable=False, comment="the line of records.jsonl: JSON, zlib"),
    comment="what was judged, by reading and rules",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", _TIME, nullable=False, comment="ISO time, UTC"),
    Column("finished_at", _TIME, comment="null while running, and after a run that was stopped"),
    Column("parser_version", String(64), nullable=False),
    Column("rules_version", String(64), nullable=False),
    Column("read", Integer, comment="documents read in this run"),
    Column("reused", Integer, comment="documents taken from the ledger"),
    comment="every run",
)

run_inputs = Table(
    "run_inputs",
    metadata,
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    _number("position", "order in which the run saw it"),
    Column("source", Text, nullable=False, comment="path, address or archive member"),
    Column("fetched_at", _TIME),
    Column("document_id", _SHA, ForeignKey("documents.id"), comment="null without bytes"),
    Column("reading_id", Integer, ForeignKey("readings.id", ondelete="SET NULL")),
    Column("error_code", String(8), comment="why there were no bytes"),
    Column("error_message", Text),
    Index(None, "document_id"),
    comment="what each run was given",
)

kpi_reports = Table(
    "kpi_reports",
    metadata,
    _document(),
    _number("item", "0 for the document's own KPI, from 1 for the items of a list"),
    Column("kpi_code", String(64)),
    Column("title", Text),
    Column("sequence", String(32)),
    Column("agency", Text),
    Column("fiscal_year", String(8), comment="Buddhist era"),
    Column("kpi_type", String(16)),
    Column("result_level", String(16)),
    Column("dimension", Text),
    Column("unit", String(16)),
    Column("unit_text", Text),
    Column("target", Text, comment="as printed"),
    Column("target_number", Float),
    Column("achieved", Text, comment="as printed"),
    Column("achieved_number", Float),
    Column("inspection_quarter", Integer),
    Column("inspection_value", Text, comment="as printed"),
    Column("weight", Text, comment="as printed"),
    Column("score", Text, comment="as printed"),
    Column("weighted_score", Text, comment="as printed"),
    Index(None, "kpi_code", "fiscal_year"),
    comment="every KPI that a document reports",
)

quarters = Table(
    "quarters",
    metadata,
    _document(),
    _number("item", "as in kpi_reports"),
    _number("quarter", "1 to 4 of the fiscal year from October"),
    Column("result", Text, comment="as printed"),
    Column("result_number", Float),
    Column("evaluation", Text, comment="as printed"),
    Column("evaluation_2_1", Text, comment="as printed"),
    Column("evaluation_2_2", Text, comment="as printed"),
    Column("narrative", Text),
    comment="results and narratives by quarter",
)

levels = Table(
    "levels",
    metadata,
    _document(),
    _number("item", "as in kpi_reports"),
    _number("ordinal", "order in the document, from 1"),
    Column("level", Integer),
    Column("criterion", Text),
    Column("percent", Text, comment="as printed"),
    Column("points", Text, comment="as printed"),
    comment="steps of the KPI's ladder",
)

claims = Table(
    "claims",
    metadata,
    _document(),
    Column("id", String(16), primary_key=True, comment="name inside the document"),
    Column("key", Text, nullable=False, comment="name across runs and versions"),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("value", Text, comment="as printed"),
    Column("number", Float, comment="the value, where it is a number"),
    Column("unit", Text),
    Column("quarter", Integer),
    Column("level", Integer),
    Column("verdict", String(16), nullable=False),
    Column("computation", Text),
    Column("assumption", Text),
    Column("page", Integer),
    Column("start", Integer, comment="code point in the page's raw text"),
    Column("end", Integer),
    Index(None, "key"),
    Index(None, "verdict", "kind"),
    comment="what documents claim, and what holds",
)

findings = Table(
    "findings",
    metadata,
    _document(),
    _number("ordinal", "order in the document, from 1"),
    Column("code", String(16), nullable=False),
    Column("key", Text, nullable=False, comment="name across runs and versions"),
    Column("severity", String(8), nullable=False),
    Column("changes_score", Boolean, nullable=False),
    Column("message", Text, nullable=False),
    Column("message_th", Text, nullable=False),
    Column("quarter", Integer),
    Column("level", Integer),
    Column("expected", Text),
    Column("actual", Text),
    Column("page", Integer),
    Column("quote", Text),
    Index(None, "key"),
    Index(None, "code", "severity"),
    comment="what does not hold",
)

checks = Table(
    "checks",
    metadata,
    _document(),
    _number("ordinal", "order in the document, from 1"),
    Column("code", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    comment="what each rule came to",
)

DERIVED = (kpi_reports, quarters, levels, claims, findings, checks)
"""Tables whose rows follow from a document's line and are replaced with it."""
