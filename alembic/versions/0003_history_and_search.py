"""What was known when, and full-text search: past claims and relations, words, bounds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from monitor.storage.search import create_indexes, fill_indexes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = {
    "revision": ["revision"],
    "document": ["document"],
    "slot": ["slot"],
    "published_from": ["published_from"],
    "recorded": ["recorded"],
    "topic_facet": ["topic", "facet"],
}
_TEXT = sa.Text()


def _time() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _claim_columns() -> list[sa.Column[Any]]:
    """As 0002 left them, without their keys."""
    return [
        sa.Column("document", _TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", _TEXT, nullable=False),
        sa.Column("topic", _TEXT, nullable=False),
        sa.Column("component", _TEXT),
        sa.Column("facet", _TEXT, nullable=False),
        sa.Column("slot", _TEXT, nullable=False),
        sa.Column("qualifiers", sa.JSON(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("polarity", _TEXT, nullable=False),
        sa.Column("modality", _TEXT, nullable=False),
        sa.Column("triggers", sa.JSON(), nullable=False),
        sa.Column("speaker", _TEXT),
        sa.Column("organisation", _TEXT),
        sa.Column("attribution", sa.JSON(), nullable=False),
        sa.Column("outlet", _TEXT, nullable=False),
        sa.Column("published", _TEXT),
        sa.Column("published_from", sa.Date()),
        sa.Column("published_to", sa.Date()),
        sa.Column("observed", _time(), nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("recorded", _time(), nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False, server_default=sa.true()),
    ]


def _new_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("written", _time(), nullable=False),
    ]


def _relation_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("topic", _TEXT, nullable=False),
        sa.Column("facet", _TEXT, nullable=False),
        sa.Column("slot", _TEXT, nullable=False),
        sa.Column("a", sa.JSON(), nullable=False),
        sa.Column("b", sa.JSON(), nullable=False),
        sa.Column("position_a", _TEXT, nullable=False),
        sa.Column("position_b", _TEXT, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("explanation", _TEXT, nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("recorded", _time(), nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("written", _time(), nullable=False),
    ]


def upgrade() -> None:
    _rebuild_claims()
    op.create_table(
        "claim_past",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.String(length=16), nullable=False),
        *_claim_columns(),
        *_new_columns(),
        sa.Column("retired", _time(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_past")),
    )
    op.create_index(op.f("ix_claim_past_key"), "claim_past", ["key"])
    op.create_index(op.f("ix_claim_past_retired"), "claim_past", ["retired"])
    op.add_column("relation", sa.Column("written", _time()))
    op.execute("UPDATE relation SET written = recorded")
    with op.batch_alter_table("relation") as relation:
        relation.alter_column("written", existing_type=_time(), nullable=False)
    op.create_table(
        "relation_past",
        sa.Column("key", sa.String(length=16), nullable=False),
        *_relation_columns(),
        sa.Column("retired", _time(), nullable=False),
        sa.PrimaryKeyConstraint("key", "retired", name=op.f("pk_relation_past")),
    )
    op.create_index(op.f("ix_relation_past_retired"), "relation_past", ["retired"])
    op.create_table(
        "text_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.key"], name=op.f("fk_text_number_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_number")),
        sa.UniqueConstraint("revision", name=op.f("uq_text_number_revision")),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO text_number (revision) SELECT key FROM revision ORDER BY key")
    # Words are derived: they are what today's code makes of the texts, and no history.
    create_indexes(op.get_bind())
    fill_indexes(op.get_bind())


def _rebuild_claims() -> None:
    """By way of a copy: neither database can give a table another primary key in place."""
    names = ", ".join(
        f'"{name}"' for name in ("key", "revision", *(column.name for column in _claim_columns()))
    )
    op.execute("CREATE TABLE claim_0002 AS SELECT * FROM claim")
    op.drop_table("claim")
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.String(length=16), nullable=False),
        *_claim_columns(),
        *_new_columns(),
        sa.ForeignKeyConstraint(["revision"], ["revision.key"], name=op.f("fk_claim_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("key", name=op.f("uq_claim_key")),
        sqlite_autoincrement=True,
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    low, high, amount = (_of_json("value", name, sqlite) for name in ("low", "high", "amount"))
    number = "REAL" if sqlite else "double precision"
    op.execute(
        f"INSERT INTO claim ({names}, low, high, kind, written)"  # noqa: S608
        f" SELECT {names}, CAST(coalesce({low}, {amount}) AS {number}),"
        f" CAST(coalesce({high}, {amount}) AS {number}),"
        f" {_of_json('attribution', 'kind', sqlite)}, recorded FROM claim_0002 ORDER BY key"
    )
    op.drop_table("claim_0002")
    without = (
        "json_remove(attribution, '$.kind')"
        if sqlite
        else "(CAST(attribution AS jsonb) - 'kind')::json"
    )
    op.execute(f"UPDATE claim SET attribution = {without}")  # noqa: S608
    for name, columns in _INDEXES.items():
        op.create_index(op.f(f"ix_claim_{name}"), "claim", columns)


def _of_json(column: str, name: str, sqlite: bool) -> str:
    return f"json_extract({column}, '$.{name}')" if sqlite else f"{column} ->> '{name}'"


def downgrade() -> None:
    for name in ("claim_words", "revision_words", "text_number", "relation_past", "claim_past"):
        op.drop_table(name)
    op.execute("ALTER TABLE relation DROP COLUMN written")
    names = ", ".join(
        f'"{name}"' for name in ("key", "revision", *(column.name for column in _claim_columns()))
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("CREATE TABLE claim_0003 AS SELECT * FROM claim")
    op.drop_table("claim")
    op.create_table(
        "claim",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.String(length=16), nullable=False),
        *_claim_columns(),
        sa.ForeignKeyConstraint(["revision"], ["revision.key"], name=op.f("fk_claim_revision")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim")),
    )
    op.execute(f"INSERT INTO claim ({names}) SELECT {names} FROM claim_0003")  # noqa: S608
    put_back = (
        "json_set(attribution, '$.kind', (SELECT kind FROM claim_0003 c WHERE c.key = claim.key))"
        if sqlite
        else "(CAST(attribution AS jsonb) || jsonb_build_object('kind',"
        " (SELECT kind FROM claim_0003 c WHERE c.key = claim.key)))::json"
    )
    op.execute(f"UPDATE claim SET attribution = {put_back}")  # noqa: S608
    op.drop_table("claim_0003")
    for name, columns in _INDEXES.items():
        op.create_index(op.f(f"ix_claim_{name}"), "claim", columns)
