"""Round and person of a score sheet: results of two rounds or two persons do not conflict.

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


def downgrade() -> None:
    op.drop_column("reports", "person")
    op.drop_column("reports", "round")
