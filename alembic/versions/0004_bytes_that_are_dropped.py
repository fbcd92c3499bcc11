"""What retention needs: when the bytes of a body were dropped, and whose they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Only added to: a copy of this table would be one of nearly the whole file.
    op.add_column("body", sa.Column("dropped", sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_body_dropped_sha256"), "body", ["dropped", "sha256"])
    op.create_index(op.f("ix_snapshot_sha256"), "snapshot", ["sha256"])


def downgrade() -> None:
    op.drop_index(op.f("ix_snapshot_sha256"), "snapshot")
    op.drop_index(op.f("ix_body_dropped_sha256"), "body")
    op.execute("ALTER TABLE body DROP COLUMN dropped")
