"""The place of a relation is that of its first pair; what a voice still holds is looked up."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEX = "ix_stated_slot_voice_held_position"


def upgrade() -> None:
    """Places are of pairs from now on: each slot is derived when it is next compared."""
    op.create_index(op.f(_INDEX), "stated", ["slot", "voice", "held", "position"])
    op.execute("UPDATE compared SET rules = ''")


def downgrade() -> None:
    op.drop_index(op.f(_INDEX), "stated")
    op.execute("UPDATE compared SET rules = ''")
