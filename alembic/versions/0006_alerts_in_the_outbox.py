"""The outbox holds alerts too: a message goes by a channel, and is about one thing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OUTBOX = sa.table("outbox", sa.column("id"), sa.column("day", sa.Date()), sa.column("about"))


def upgrade() -> None:
    """What is there are digests, each about its day."""
    op.add_column(
        "outbox", sa.Column("channel", sa.Text(), nullable=False, server_default=sa.text("'mail'"))
    )
    op.add_column("outbox", sa.Column("about", sa.Text()))
    # Not by the database's own spelling of a day: that follows its settings.
    connection = op.get_bind()
    days = connection.execute(sa.select(_OUTBOX.c.id, _OUTBOX.c.day)).all()
    for number, day in days:
        about = sa.update(_OUTBOX).where(_OUTBOX.c.id == number).values(about=day.isoformat())
        connection.execute(about)
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("about", existing_type=sa.Text(), nullable=False)
        outbox.drop_constraint(op.f("uq_outbox_reader_day"), type_="unique")
        outbox.create_unique_constraint(
            op.f("uq_outbox_channel_reader_about"), ["channel", "reader", "about"]
        )


def downgrade() -> None:
    """Alerts go: the schema before has no place for them."""
    op.execute("DELETE FROM outbox WHERE channel <> 'mail'")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("uq_outbox_channel_reader_about"), type_="unique")
        outbox.create_unique_constraint(op.f("uq_outbox_reader_day"), ["reader", "day"])
        outbox.drop_column("about")
        outbox.drop_column("channel")
