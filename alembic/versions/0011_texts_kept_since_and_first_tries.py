"""An index for what a digest asks of pages, and how often a snapshot was tried without an end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_NAME = "ix_revision_recorded"


def upgrade() -> None:
    op.create_index(op.f(_NAME), "revision", ["recorded"])
    op.create_table(
        "attempt",
        sa.Column("snapshot", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshot.key"], name=op.f("fk_attempt_snapshot")),
        sa.PrimaryKeyConstraint("snapshot", name=op.f("pk_attempt")),
    )


def downgrade() -> None:
    op.drop_table("attempt")
    op.drop_index(op.f(_NAME), "revision")
