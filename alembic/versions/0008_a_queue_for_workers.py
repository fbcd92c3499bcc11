"""Snapshots in quarantine; on PostgreSQL, the queue that workers take their jobs from."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Procrastinate's own schema as it was then: a later release of it must not change this step.
_QUEUE = Path(__file__).parents[1] / "procrastinate-3.10.sql"
_TABLES = ("periodic_defers", "events", "jobs", "workers")
_TYPES = ("job_to_defer_v1", "job_event_type", "job_status")
_FUNCTIONS = """
    DO $$ DECLARE one regprocedure; BEGIN
        FOR one IN SELECT oid::regprocedure FROM pg_proc
            WHERE starts_with(proname, 'procrastinate_')
            AND pronamespace = current_schema()::regnamespace
        LOOP EXECUTE format('DROP FUNCTION %s', one); END LOOP;
    END $$
"""


def upgrade() -> None:
    op.create_table(
        "quarantine",
        sa.Column("snapshot", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot"], ["snapshot.key"], name=op.f("fk_quarantine_snapshot")
        ),
        sa.PrimaryKeyConstraint("snapshot", name=op.f("pk_quarantine")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _execute(_QUEUE.read_text(encoding="utf-8"))


def downgrade() -> None:
    """What stood in the queue is deferred anew by a later Monitor: snapshots stay unread."""
    op.drop_table("quarantine")
    if op.get_bind().dialect.name == "postgresql":
        for name in _TABLES:
            op.execute(f"DROP TABLE procrastinate_{name} CASCADE")  # and what returns its rows
        _execute(_FUNCTIONS)
        for name in _TYPES:
            op.execute(f"DROP TYPE procrastinate_{name}")


def _execute(script: str) -> None:
    """Several statements at once, in which a percent sign is a percent sign."""
    with op.get_bind().connection.cursor() as cursor:
        cursor.execute(script)
