"""An index for what a digest asks of pages: the texts that were kept since the last one."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_NAME = "ix_revision_recorded"


def upgrade() -> None:
    op.create_index(op.f(_NAME), "revision", ["recorded"])


def downgrade() -> None:
    op.drop_index(op.f(_NAME), "revision")
