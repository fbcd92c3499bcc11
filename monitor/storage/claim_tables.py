"""The tables of claims, and of what they are to each other: see tables.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    true,
)

from monitor.storage.columns import KEY, Moment, Name, Text, metadata


def _claim_columns() -> list[Column[Any]]:
    return [
        Column("document", Text, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("quote", Text, nullable=False),
        Column("topic", Text, nullable=False),
        Column("component", Text),
        Column("facet", Text, nullable=False),
        Column("slot", Text, nullable=False),
        Column("qualifiers", JSON, nullable=False),
        Column("value", JSON, nullable=False),
        Column("low", Float),  # of the value, where it is a number; only to be found by
        Column("high", Float),
        Column("polarity", Text, nullable=False),
        Column("modality", Text, nullable=False),
        Column("triggers", JSON, nullable=False),
        Column("speaker", Name),
        Column("organisation", Name),
        Column("kind", Text, nullable=False),  # of the attribution
        Column("attribution", JSON, nullable=False),  # role, anonymous, cue, chain
        Column("outlet", Name, nullable=False),
        Column("published", Text),
        Column("published_from", Date),
        Column("published_to", Date),
        Column("observed", Moment, nullable=False),
        Column("rule", Text, nullable=False),
        Column("recorded", Moment, nullable=False),
        # false: of the past, found by a back-fill or a reread
        Column("news", Boolean, nullable=False, server_default=true()),
        Column("written", Moment, nullable=False),  # since when the row is as it is
    ]


claim = Table(
    "claim",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", KEY, nullable=False, unique=True),
    Column("revision", KEY, ForeignKey("revision.key"), nullable=False, index=True),
    *_claim_columns(),
    Index(None, "document"),
    # A position of a slot by its first days; and what is listed newest or oldest first.
    Index(None, "slot", "published_from"),
    Index(None, "published_from", "observed"),
    Index(None, "recorded"),
    Index(None, "topic", "facet", "published_from", "observed"),
    Index(None, "facet", "published_from", "observed"),
    Index(None, "speaker", "published_from", "observed"),
    Index(None, "organisation", "published_from", "observed"),
    Index(None, "outlet", "published_from", "observed"),
    Index(None, "low", "published_from", "observed"),
    Index(None, "high", "published_from", "observed"),
    sqlite_autoincrement=True,  # a number stays its row's own, in `claim_past` too
)

# Every name that ever stood in these columns of a claim: few, so that a part of one is soon found.
name = Table(
    "name",
    metadata,
    Column("column", Text, primary_key=True),  # speaker, organisation, outlet
    Column("name", Name, primary_key=True),
)

# Claims as they were until `retired`: corrected since by another reading, or no longer read.
# Their revision may be gone, too.
claim_past = Table(
    "claim_past",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", KEY, nullable=False),
    Column("revision", KEY, nullable=False),
    *_claim_columns(),
    Column("retired", Moment, nullable=False),
    Index(None, "key"),
    Index(None, "retired"),
)


def _relation_columns() -> list[Column[Any]]:
    return [
        Column("kind", Text, nullable=False),
        Column("topic", Text, nullable=False),
        Column("facet", Text, nullable=False),
        Column("slot", Text, nullable=False),
        Column("position_a", Text, nullable=False),
        Column("position_b", Text, nullable=False),
        Column("rule", Text, nullable=False),
        Column("explanation", Text, nullable=False),
        Column("silent", Boolean, nullable=False),
        # of the pair that is explained, in the order of all its pairs
        Column("place", Text, nullable=False, server_default=""),
        Column("recorded", Moment, nullable=False),
        Column("news", Boolean, nullable=False, server_default=true()),
        Column("written", Moment, nullable=False),
    ]


relation = Table(
    "relation",
    metadata,
    Column("key", KEY, primary_key=True),
    *_relation_columns(),
    Index(None, "kind", "silent", "recorded"),
    Index(None, "topic", "kind", "silent", "recorded"),
    Index(None, "slot"),
    Index(None, "recorded"),
)

# Relations as they were told until `retired`.
relation_past = Table(
    "relation_past",
    metadata,
    Column("key", KEY, primary_key=True),
    *_relation_columns(),
    Column("retired", Moment, primary_key=True),
    Index(None, "retired"),
)

# One row for each claim that has a part in a relation: a repeat adds one, and rewrites none.
evidence = Table(
    "evidence",
    metadata,
    Column("relation", KEY, primary_key=True),
    Column("side", Text, primary_key=True),  # a, b
    Column("claim", KEY, primary_key=True),
    Column("written", Moment, primary_key=True),
    Column("place", Text, nullable=False),  # in the order of its side
    Column("retired", Moment),  # since when it has no part in it any more
    Index(None, "relation", "side", "place"),
    Index(None, "claim"),
)

# What the rules look at of each claim that is compared in a slot: drawn from claims and
# revisions, and drawn anew where `compared` says that other rules drew it (decision 0025).
stated = Table(
    "stated",
    metadata,
    Column("slot", Text, primary_key=True),
    Column("claim", KEY, primary_key=True),
    Column("document", Text, nullable=False),
    Column("position", KEY, nullable=False),
    Column("tone", KEY, nullable=False),  # all that the rules look at but voice, days, document
    Column("voice", Name),  # null: unnamed people of this document
    Column("since", Date, nullable=False),
    Column("until", Date),  # null: the day of `since` alone
    Column("held", Date),  # null: its voice never said otherwise
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Index(None, "slot", "since"),
    Index(None, "slot", "until"),
    Index(None, "slot", "held"),
    Index(None, "slot", "document"),
    Index(None, "slot", "voice", "since"),
    Index(None, "slot", "voice", "held", "position"),
    Index(None, "slot", "tone", "voice", "since"),
    Index(None, "slot", "tone", "since"),
    Index(None, "slot", "position", "since"),
)

# One row for each slot whose rows in `stated` are whole, and by which rules they were drawn.
compared = Table(
    "compared",
    metadata,
    Column("slot", Text, primary_key=True),
    Column("rules", KEY, nullable=False),
)
