"""The place of a relation is that of its first pair; what voices and sources have is looked up."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NEW_INDEXES = (
    ("stated", ["slot", "voice", "held", "position"]),
    ("snapshot", ["source", "document"]),
    ("address", ["source", "answered"]),
)


def upgrade() -> None:
    """Places are of pairs from now on: each slot is derived when it is next compared."""
    for table, columns in _NEW_INDEXES:
        op.create_index(op.f("_".join(["ix", table, *columns])), table, columns)
    op.drop_index(op.f("ix_address_source"), "address")
    op.execute("UPDATE compared SET rules = ''")


def downgrade() -> None:
    op.create_index(op.f("ix_address_source"), "address", ["source"])
    for table, columns in _NEW_INDEXES:
        op.drop_index(op.f("_".join(["ix", table, *columns])), table)
    op.execute("UPDATE compared SET rules = ''")
