"""What crawling for years needs: schedules, hosts, robots, a fetch log, health, archives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("robots", sa.Text()),
        sa.Column("delay", sa.Float()),
        sa.Column("final_url", sa.Text()),
        sa.Column("snapshot", sa.String(length=16)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch")),
    )
    op.create_index(op.f("ix_fetch_address_at"), "fetch", ["address", "at"])
    op.create_index(op.f("ix_fetch_source_at"), "fetch", ["source", "at"])
    op.create_table(
        "host",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_allowed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_host")),
    )
    op.create_table(
        "robots",
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("body", sa.Text()),
        sa.Column("closed", sa.Text()),
        sa.PrimaryKeyConstraint("root", name=op.f("pk_robots")),
    )
    op.create_table(
        "health",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source", "at", name=op.f("pk_health")),
    )
    _archive_tables()
    _new_columns()


def _archive_tables() -> None:
    op.create_table(
        "capture",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("captured", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("snapshot", sa.String(length=16)),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_capture")),
    )
    op.create_index(
        op.f("ix_capture_source_state_captured"), "capture", ["source", "state", "captured"]
    )
    op.create_table(
        "capture_list",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("resume", sa.Text()),
        sa.Column("done", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_capture_list")),
    )


def _new_columns() -> None:
    """Rows that are there get what they would have had: news, no schedule, no failures."""
    with op.batch_alter_table("address") as address:
        address.add_column(sa.Column("document", sa.Text()))
        address.add_column(sa.Column("moved_to", sa.Text()))
        address.add_column(sa.Column("first_seen", sa.DateTime(timezone=True)))
        address.add_column(sa.Column("fetched", sa.DateTime(timezone=True)))
        address.add_column(sa.Column("changed", sa.DateTime(timezone=True)))
        address.add_column(sa.Column("next_check", sa.DateTime(timezone=True)))
        address.add_column(
            sa.Column("failures", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        address.add_column(sa.Column("gone_since", sa.DateTime(timezone=True)))
    # An address that was asked and has snapshots leads to their document.
    op.execute(
        "UPDATE address SET first_seen = checked, fetched = answered, document ="
        " (SELECT max(snapshot.document) FROM snapshot WHERE snapshot.fetched_from = address.url)"
    )
    with op.batch_alter_table("address") as address:
        address.alter_column("first_seen", existing_type=sa.DateTime(timezone=True), nullable=False)
        address.create_index(op.f("ix_address_document"), ["document"])
        address.create_index(op.f("ix_address_gone_since"), ["gone_since"])
        address.create_index(op.f("ix_address_source_next_check"), ["source", "next_check"])
    op.add_column("snapshot", sa.Column("reader", sa.Text()))
    # What a source sent of late is asked after every crawl: its norms are taken from it.
    op.drop_index(op.f("ix_snapshot_source"), "snapshot")
    op.create_index(op.f("ix_snapshot_source_observed"), "snapshot", ["source", "observed"])
    # No table is copied that others refer to: SQLite would refuse to drop the old one.
    for name in ("dates", "notices"):
        op.add_column("revision", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("revision", sa.Column("reader", sa.Text(), nullable=False, server_default=""))
    for table in ("claim", "relation"):
        op.add_column(
            table, sa.Column("news", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_snapshot_source_observed"), "snapshot")
    op.create_index(op.f("ix_snapshot_source"), "snapshot", ["source"])
    gone = {"claim": ("news",), "relation": ("news",), "snapshot": ("reader",)}
    for table, names in {**gone, "revision": ("dates", "notices", "reader")}.items():
        for name in names:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    with op.batch_alter_table("address") as address:
        address.drop_index(op.f("ix_address_gone_since"))
        address.drop_index(op.f("ix_address_source_next_check"))
        address.drop_index(op.f("ix_address_document"))
        for name in (
            "document",
            "moved_to",
            "first_seen",
            "fetched",
            "changed",
            "next_check",
            "failures",
            "gone_since",
        ):
            address.drop_column(name)
    for table in ("capture_list", "capture", "health", "robots", "host", "fetch"):
        op.drop_table(table)
