"""The ledger and its relational tables.

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=64), nullable=False, comment="SHA-256 of the bytes"),
        sa.Column("source", sa.Text(), nullable=True, comment="where the bytes were first seen"),
        sa.Column("kind", sa.String(length=32), nullable=True, comment="kind of the record"),
        sa.Column("layout", sa.String(length=64), nullable=True, comment="report family"),
        sa.Column("layout_confidence", sa.Float(), nullable=True, comment="0 to 1"),
        sa.Column("media_type", sa.String(length=128), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("encoding", sa.String(length=64), nullable=True),
        sa.Column(
            "text_layer", sa.String(length=16), nullable=True, comment="native, ocr, mixed or none"
        ),
        sa.Column(
            "coverage", sa.Float(), nullable=True, comment="share of the text accounted for, 0 to 1"
        ),
        sa.Column("leftover_share", sa.Float(), nullable=True, comment="the rest, 0 to 1"),
        sa.Column("parser_version", sa.String(length=64), nullable=True),
        sa.Column("rules_version", sa.String(length=64), nullable=True),
        sa.Column(
            "error_code", sa.String(length=8), nullable=True, comment="why it could not be read"
        ),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("judged_at", sa.String(length=32), nullable=True, comment="ISO time, UTC"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        comment="every distinct content, as it was last judged",
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.String(length=32), nullable=False, comment="ISO time, UTC"),
        sa.Column(
            "finished_at",
            sa.String(length=32),
            nullable=True,
            comment="null while running, and after a run that was stopped",
        ),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.Column("rules_version", sa.String(length=64), nullable=False),
        sa.Column("read", sa.Integer(), nullable=True, comment="documents read in this run"),
        sa.Column("reused", sa.Integer(), nullable=True, comment="documents taken from the ledger"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        comment="every run",
    )
    op.create_table(
        "checks",
        sa.Column(
            "document_id",
            sa.String(length=64),
            nullable=False,
            comment="the document that the row was read from",
        ),
        sa.Column(
            "ordinal",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="order in the document, from 1",
        ),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_checks_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "ordinal", name=op.f("pk_checks")),
        comment="what each rule came to",
    )
    op.create_table(
        "claims",
        sa.Column(
            "document_id",
            sa.String(length=64),
            nullable=False,
            comment="the document that the row was read from",
        ),
        sa.Column("id", sa.String(length=16), nullable=False, comment="name inside the document"),
        sa.Column("key", sa.Text(), nullable=False, comment="name across runs and versions"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("number", sa.Float(), nullable=True, comment="the value, where it is a number"),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("computation", sa.Text(), nullable=True),
        sa.Column("assumption", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column(
            "start", sa.Integer(), nullable=True, comment="code point in the page's raw text"
        ),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_claims_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "id", name=op.f("pk_claims")),
        comment="what documents claim, and what holds",
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_key"), ["key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_claims_verdict_kind"), ["verdict", "kind"], unique=False
        )

    op.create_table(
        "findings",
        sa.Column(
            "document_id",
            sa.String(length=64),
            nullable=False,
            comment="the document that the row was read from",
        ),
        sa.Column(
            "ordinal",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="order in the document, from 1",
        ),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="name across runs and versions"),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("changes_score", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("message_th", sa.Text(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_findings_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "ordinal", name=op.f("pk_findings")),
        comment="what does not hold",
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_findings_code_severity"), ["code", "severity"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_findings_key"), ["key"], unique=False)

    op.create_table(
        "kpi_reports",
        sa.Column(
            "document_id",
            sa.String(length=64),
            nullable=False,
            comment="the document that the row was read from",
        ),
        sa.Column(
            "item",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="0 for the document's own KPI, from 1 for the items of a list",
        ),
        sa.Column("kpi_code", sa.String(length=64), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("sequence", sa.String(length=32), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("fiscal_year", sa.String(length=8), nullable=True, comment="Buddhist era"),
        sa.Column("kpi_type", sa.String(length=16), nullable=True),
        sa.Column("result_level", sa.String(length=16), nullable=True),
        sa.Column("dimension", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=16), nullable=True),
        sa.Column("unit_text", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("target_number", sa.Float(), nullable=True),
        sa.Column("achieved", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("achieved_number", sa.Float(), nullable=True),
        sa.Column("inspection_quarter", sa.Integer(), nullable=True),
        sa.Column("inspection_value", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("weight", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("score", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("weighted_score", sa.Text(), nullable=True, comment="as printed"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_kpi_reports_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "item", name=op.f("pk_kpi_reports")),
        comment="every KPI that a document reports",
    )
    with op.batch_alter_table("kpi_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kpi_reports_kpi_code_fiscal_year"),
            ["kpi_code", "fiscal_year"],
            unique=False,
        )

    op.create_table(
        "levels",
        sa.Column(
            "document_id",
            sa.String(length=64),
            nullable=False,
            comment="the document that the row was read from",
        ),
        sa.Column(
            "item", sa.Integer(), autoincrement=False, nullable=False, comment="as in kpi_reports"
        ),
        sa.Column(
            "ordinal",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="order in the document, from 1",
        ),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("percent", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("points", sa.Text(), nullable=True, comment="as printed"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_levels_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "item", "ordinal", name=op.f("pk_levels")),
        comment="steps of the KPI's ladder",
    )
    op.create_table(
        "quarters",
        sa.Column(
            "document_id",
            sa.String(length=64),
            nullable=False,
            comment="the document that the row was read from",
        ),
        sa.Column(
            "item", sa.Integer(), autoincrement=False, nullable=False, comment="as in kpi_reports"
        ),
        sa.Column(
            "quarter",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="1 to 4 of the fiscal year from October",
        ),
        sa.Column("result", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("result_number", sa.Float(), nullable=True),
        sa.Column("evaluation", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("evaluation_2_1", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("evaluation_2_2", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_quarters_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "item", "quarter", name=op.f("pk_quarters")),
        comment="results and narratives by quarter",
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column(
            "charset",
            sa.String(length=64),
            nullable=False,
            comment="charset declared outside the bytes",
        ),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.Column(
            "ocr",
            sa.String(length=32),
            nullable=False,
            comment="OCR mode, and whether OCR was there",
        ),
        sa.Column("read_at", sa.String(length=32), nullable=False, comment="ISO time, UTC"),
        sa.Column(
            "error_code",
            sa.String(length=8),
            nullable=True,
            comment="set where the document is to be tried again",
        ),
        sa.Column(
            "extraction", sa.LargeBinary(), nullable=True, comment="what was read: JSON, zlib"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_readings_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint(
            "document_id",
            "charset",
            "parser_version",
            "ocr",
            name=op.f("uq_readings_document_id_charset_parser_version_ocr"),
        ),
        comment="what was read, by bytes, charset, parser version and OCR mode",
    )
    op.create_table(
        "judgements",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.String(length=64), nullable=False),
        sa.Column("judged_at", sa.String(length=32), nullable=False, comment="ISO time, UTC"),
        sa.Column(
            "line",
            sa.LargeBinary(),
            nullable=False,
            comment="the line of records.jsonl: JSON, zlib",
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["readings.id"],
            name=op.f("fk_judgements_reading_id_readings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading_id", "rules_version", name=op.f("pk_judgements")),
        comment="what was judged, by reading and rules",
    )
    op.create_table(
        "run_inputs",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="order in which the run saw it",
        ),
        sa.Column("source", sa.Text(), nullable=False, comment="path, address or archive member"),
        sa.Column("fetched_at", sa.String(length=32), nullable=True),
        sa.Column("document_id", sa.String(length=64), nullable=True, comment="null without bytes"),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column(
            "error_code", sa.String(length=8), nullable=True, comment="why there were no bytes"
        ),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_run_inputs_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["readings.id"],
            name=op.f("fk_run_inputs_reading_id_readings"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_run_inputs_run_id_runs"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_run_inputs")),
        comment="what each run was given",
    )
    with op.batch_alter_table("run_inputs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_run_inputs_document_id"), ["document_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("run_inputs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_inputs_document_id"))

    op.drop_table("run_inputs")
    op.drop_table("judgements")
    op.drop_table("readings")
    op.drop_table("quarters")
    op.drop_table("levels")
    with op.batch_alter_table("kpi_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kpi_reports_kpi_code_fiscal_year"))

    op.drop_table("kpi_reports")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_findings_key"))
        batch_op.drop_index(batch_op.f("ix_findings_code_severity"))

    op.drop_table("findings")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claims_verdict_kind"))
        batch_op.drop_index(batch_op.f("ix_claims_key"))

    op.drop_table("claims")
    op.drop_table("checks")
    op.drop_table("runs")
    op.drop_table("documents")
