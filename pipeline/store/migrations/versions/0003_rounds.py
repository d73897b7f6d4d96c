"""Round and person of a score sheet: results of two rounds or two persons do not conflict.

Two indexes: for the summary of units, and for replacing the readings of an older parser.

Revision 0003. `pipeline.store.migrate` fills the columns after the migration, from the ledger.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    round_ = sa.Column("round", sa.Text(), comment="round of the evaluation, as printed")
    person = sa.Column("person", sa.Text(), comment="person whose score sheet it is, as printed")
    op.add_column("reports", round_)
    op.add_column("reports", person)
    op.drop_index("ix_kpi_reports_agency_code", table_name="kpi_reports")
    units = ["agency_code", "fiscal_year", "item", "kpi_id", "document_id"]
    op.create_index("ix_kpi_reports_units", "kpi_reports", units)
    op.create_index("ix_run_inputs_reading_id", "run_inputs", ["reading_id"])


def downgrade() -> None:
    op.drop_index("ix_run_inputs_reading_id", table_name="run_inputs")
    op.drop_index("ix_kpi_reports_units", table_name="kpi_reports")
    op.create_index("ix_kpi_reports_agency_code", "kpi_reports", ["agency_code"])
    op.drop_column("reports", "person")
    op.drop_column("reports", "round")
