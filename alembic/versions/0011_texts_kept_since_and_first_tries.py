"""What a digest asks of pages: texts kept since, and gone back to; tries that came to no end."""

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
    op.create_table(
        "restored",
        sa.Column("revision", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.key"], name=op.f("fk_restored_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision", "at", name=op.f("pk_restored")),
    )
    op.create_index(op.f("ix_restored_at"), "restored", ["at"])


def downgrade() -> None:
    op.drop_table("restored")
    op.drop_table("attempt")
    op.drop_index(op.f(_NAME), "revision")
