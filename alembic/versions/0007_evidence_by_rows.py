"""The evidence of a relation in rows of its own, and what comparing a new claim looks up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEY = sa.String(length=16)
_TIME = sa.DateTime(timezone=True)
_SIDES = ("a", "b")
_AT_ONCE = 500
_OLD_INDEXES = {
    "slot": ["slot"],
    "published_from": ["published_from"],
    "topic_facet": ["topic", "facet"],
}
_LISTED = ["published_from", "observed"]
_NEW_INDEXES = [
    ["slot", "published_from"],
    _LISTED,
    ["topic", "facet", *_LISTED],
    *([name, *_LISTED] for name in ("facet", "speaker", "organisation", "outlet", "low", "high")),
]


def _text() -> sa.Text:
    """By its bytes, as all columns of PostgreSQL."""
    return sa.Text(collation="C" if op.get_bind().dialect.name == "postgresql" else None)


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("relation", _KEY, nullable=False),
        sa.Column("side", _text(), nullable=False),
        sa.Column("claim", _KEY, nullable=False),
        sa.Column("written", _TIME, nullable=False),
        sa.Column("place", _text(), nullable=False),
        sa.Column("retired", _TIME),
        sa.PrimaryKeyConstraint("relation", "side", "claim", "written", name=op.f("pk_evidence")),
    )
    for name in ("relation", "relation_past"):
        _move_lists(name)
        with op.batch_alter_table(name) as table:
            table.drop_column("a")
            table.drop_column("b")
        place = sa.Column("place", _text(), nullable=False, server_default=sa.text("''"))
        op.add_column(name, place)
    op.create_index(
        op.f("ix_evidence_relation_side_place"), "evidence", ["relation", "side", "place"]
    )
    op.create_index(op.f("ix_evidence_claim"), "evidence", ["claim"])
    op.drop_index(op.f("ix_relation_kind"), "relation")
    op.create_index(op.f("ix_relation_kind_recorded"), "relation", ["kind", "recorded"])
    op.create_index(op.f("ix_relation_topic_facet_kind"), "relation", ["topic", "facet", "kind"])
    _make_what_comparing_looks_up()
    _make_names()
    for name in _OLD_INDEXES:
        op.drop_index(op.f(f"ix_claim_{name}"), "claim")
    for columns in _NEW_INDEXES:
        op.create_index(op.f("_".join(["ix_claim", *columns])), "claim", columns)


def _make_names() -> None:
    op.create_table(
        "name",
        sa.Column("column", _text(), nullable=False),
        sa.Column("name", _text(), nullable=False),
        sa.PrimaryKeyConstraint("column", "name", name=op.f("pk_name")),
    )
    for column in ("speaker", "organisation", "outlet"):
        op.execute(
            f"INSERT INTO name SELECT DISTINCT '{column}', {column} FROM ("  # noqa: S608
            f"SELECT {column} FROM claim UNION SELECT {column} FROM claim_past"
            f") AS kept WHERE {column} IS NOT NULL"
        )


def _make_what_comparing_looks_up() -> None:
    """Empty: each slot is drawn when it is next compared."""
    op.create_table(
        "stated",
        sa.Column("slot", _text(), nullable=False),
        sa.Column("claim", _KEY, nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.Column("position", _KEY, nullable=False),
        sa.Column("tone", _KEY, nullable=False),
        sa.Column("voice", _text()),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("held", sa.Date()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slot", "claim", name=op.f("pk_stated")),
    )
    for columns in (
        ["since"],
        ["until"],
        ["held"],
        ["document"],
        ["voice", "since"],
        ["tone", "voice", "since"],
        ["tone", "since"],
        ["position", "since"],
    ):
        name = "_".join(["ix_stated_slot", *columns])
        op.create_index(op.f(name), "stated", ["slot", *columns])
    op.create_table(
        "compared",
        sa.Column("slot", _text(), nullable=False),
        sa.Column("rules", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_compared")),
    )


def _tables(name: str) -> tuple[sa.TableClause, sa.TableClause]:
    past = [sa.column("retired", _TIME)] if name == "relation_past" else []
    sides = (sa.column(side, sa.JSON()) for side in _SIDES)
    keyed = (sa.column("key", _KEY), sa.column("written", _TIME))
    evidence = (sa.column(c) for c in ("relation", "side", "claim", "place"))
    times = (sa.column("written", _TIME), sa.column("retired", _TIME))
    return sa.table(name, *keyed, *sides, *past), sa.table("evidence", *evidence, *times)


def _move_lists(name: str) -> None:
    """Each in the order it was kept in. Which claims were known by when, they tell themselves."""
    connection = op.get_bind()
    relation, evidence = _tables(name)
    made = _evidence_of(connection.execute(sa.select(relation)).mappings())
    while some := list(islice(made, _AT_ONCE)):
        connection.execute(sa.insert(evidence), some)


def _evidence_of(rows: Any) -> Iterator[dict[str, Any]]:
    for row in rows:
        for side in _SIDES:
            for number, claim in enumerate(dict.fromkeys(row[side])):
                yield {
                    "relation": row["key"],
                    "side": side,
                    "claim": claim,
                    "place": f"{number:09}",
                    "written": row["written"],
                    "retired": row.get("retired"),
                }


def downgrade() -> None:
    for columns in _NEW_INDEXES:
        op.drop_index(op.f("_".join(["ix_claim", *columns])), "claim")
    for name, columns in _OLD_INDEXES.items():
        op.create_index(op.f(f"ix_claim_{name}"), "claim", columns)
    op.drop_table("name")
    op.drop_table("compared")
    op.drop_table("stated")
    op.drop_index(op.f("ix_relation_topic_facet_kind"), "relation")
    op.drop_index(op.f("ix_relation_kind_recorded"), "relation")
    op.create_index(op.f("ix_relation_kind"), "relation", ["kind"])
    for name in ("relation", "relation_past"):
        for side in _SIDES:
            op.add_column(
                name, sa.Column(side, sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
            )
        _put_lists_back(name)
        with op.batch_alter_table(name) as table:
            table.drop_column("place")
            for side in _SIDES:
                table.alter_column(side, existing_type=sa.JSON(), server_default=None)
    op.drop_table("evidence")


def _put_lists_back(name: str) -> None:
    """All that had a part in it while the row was as it is: as before, claims tell since when."""
    connection = op.get_bind()
    relation, evidence = _tables(name)
    for row in connection.execute(sa.select(relation)).mappings().all():
        retired: datetime | None = row.get("retired")
        e = evidence.c
        ends = e.retired.is_(None) if retired is None else e.written < retired
        stood = sa.or_(e.retired.is_(None), e.retired > row["written"])
        asked = sa.select(e.side, e.claim).where(e.relation == row["key"], ends, stood)
        sides: dict[str, list[str]] = defaultdict(list)
        for side, claim in connection.execute(asked.order_by(e.side, e.place, e.claim)):
            sides[side].append(claim)
        mine = [relation.c.key == row["key"]]
        if retired is not None:
            mine.append(relation.c.retired == retired)
        lists = {side: list(dict.fromkeys(sides[side])) for side in _SIDES}
        connection.execute(sa.update(relation).where(*mine).values(**lists))
