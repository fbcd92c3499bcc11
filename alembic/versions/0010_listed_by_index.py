"""Indexes for what lists show: relations by how pressing they are, sources by their documents."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OLD = (
    ("relation", ("kind", "recorded")),
    ("relation", ("topic", "facet", "kind")),
    ("address", ("source",)),
)
_NEW = (
    ("relation", ("kind", "silent", "recorded")),
    ("relation", ("topic", "kind", "silent", "recorded")),
    ("address", ("source", "answered")),
    ("snapshot", ("source", "document")),
)


def upgrade() -> None:
    for table, columns in _OLD:
        op.drop_index(_name(table, columns), table)
    for table, columns in _NEW:
        op.create_index(_name(table, columns), table, list(columns))


def downgrade() -> None:
    for table, columns in _NEW:
        op.drop_index(_name(table, columns), table)
    for table, columns in _OLD:
        op.create_index(_name(table, columns), table, list(columns))


def _name(table: str, columns: tuple[str, ...]) -> str:
    return op.f("_".join(("ix", table, *columns)))
