"""Every table, the same on SQLite and PostgreSQL.

Keys are natural (see monitor/types.py). Times are aware and in UTC; days are
days; what is filtered by has a column, what is only handed back is JSON.
"""

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
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    true,
)

from monitor.storage.columns import KEY, SHA256, Moment, Text

# The newest migration in alembic/versions. Kept here so that opening a database that is up to
# date need not import Alembic; a test holds it against the scripts.
HEAD = "0008"

metadata = MetaData(
    # Named constraints, so that a later migration can change one on either database.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

body = Table(
    "body",
    metadata,
    Column("sha256", SHA256, primary_key=True),  # of the bytes before compression
    Column("size", Integer, nullable=False),  # bytes before compression
    Column("content", LargeBinary, nullable=False),  # zlib; nothing where they were dropped
    Column("dropped", Moment),  # when the bytes were given up, by retention
    # A column behind the content is slow to reach: it is asked for here.
    Index(None, "dropped", "sha256"),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("fetched_from", Text, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("sha256", SHA256, ForeignKey("body.sha256"), nullable=False, index=True),
    Column("observed", Moment, nullable=False),
    Column("origin", Text, nullable=False),
    Column("recorded", Moment, nullable=False),
    Column("outcome", Text),  # null: not yet read
    Column("read", Moment),
    Column("reader", Text),  # the version that read it
    Index(None, "outcome", "observed"),
    Index(None, "source", "observed"),
)

# One row for each address ever asked for: listings and pages alike.
address = Table(
    "address",
    metadata,
    Column("key", KEY, primary_key=True),  # of the address: an index has no room for a long one
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("checked", Moment, nullable=False),
    Column("answered", Moment),  # the last check that went well (2xx or 304)
    Column("etag", Text),
    Column("last_modified", Text),
    Column("sha256", SHA256),
    Column("document", Text, index=True),  # where it leads to; null for a listing
    Column("moved_to", Text),  # over permanent redirects alone: asked instead
    Column("first_seen", Moment, nullable=False),
    Column("fetched", Moment),  # when its bytes last came
    Column("changed", Moment),  # when its bytes last differed
    Column("next_check", Moment),  # not before; null: at the next crawl
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("gone_since", Moment, index=True),  # first seen absent (404, 410) after it was present
    Index(None, "source", "next_check"),
)

# One row for each request that was answered, or that came to nothing.
fetch = Table(
    "fetch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", KEY, nullable=False),  # digest_of(url)
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),  # fetched, unchanged, listed, or the failure's kind
    Column("status", Integer),
    Column("robots", Text),  # what robots.txt said of it, in words
    Column("delay", Float),  # seconds left between two requests to its host
    Column("final_url", Text),
    Column("snapshot", KEY),
    Index(None, "source", "at"),
    Index(None, "address", "at"),
)

# One row for each host, shared by all processes that crawl.
host = Table(
    "host",
    metadata,
    Column("name", Text, primary_key=True),  # host:port
    Column("next_allowed", Moment, nullable=False),  # nobody asks it before
    Column("busy_until", Moment),  # somebody asks it now, and is dead if still then
)

# One row for each robots.txt: of a scheme, host and port.
robots = Table(
    "robots",
    metadata,
    Column("root", Text, primary_key=True),  # scheme://host[:port]
    Column("fetched", Moment, nullable=False),
    Column("status", Integer),
    Column("body", Text),  # the rules; null where they could not be had
    Column("closed", Text),  # why nothing there may be fetched now; null where rules are known
)

# One row for each step of a source's health, so that each step can be told.
health = Table(
    "health",
    metadata,
    Column("source", Text, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("state", Text, nullable=False),  # ok, degraded, failing, needs-person
    Column("reasons", JSON, nullable=False),
)

# One row for each capture of an archive that a back-fill found: what is still to be fetched.
capture = Table(
    "capture",
    metadata,
    Column("key", KEY, primary_key=True),  # of archive, url and moment
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("captured", Moment, nullable=False),
    Column("digest", Text, nullable=False),  # the archive's own, equal for equal bytes
    Column("state", Text, nullable=False),  # waiting, fetched, failed
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("snapshot", KEY),
    Index(None, "source", "state", "captured"),
)

# One row for each list of captures that is being read, so that a stopped one goes on.
capture_list = Table(
    "capture_list",
    metadata,
    Column("key", KEY, primary_key=True),  # of source, prefix, from and to
    Column("source", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("resume", Text),  # the archive's own key of the next part
    Column("done", Moment),
)

revision = Table(
    "revision",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("document", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("organisation", Text),
    Column("country", Text),
    Column("snapshot", KEY, ForeignKey("snapshot.key"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("title", Text),
    Column("author", Text),
    Column("published", Text),  # as precise as it was told: 2014, 2014-08, 2014-08-01, from/to
    Column("published_from", Date),
    Column("published_to", Date),
    Column("text", Text, nullable=False),
    Column("text_sha256", SHA256, nullable=False),
    Column("observed", Moment, nullable=False),
    Column("last_observed", Moment, nullable=False),
    Column("recorded", Moment, nullable=False),
    Column("dates", JSON, nullable=False, server_default="[]"),
    Column("notices", JSON, nullable=False, server_default="[]"),
    Column("reader", Text, nullable=False, server_default=""),
    UniqueConstraint("document", "text_sha256"),
)

# What the text of a revision is found under by its words (monitor/storage/search.py).
text_number = Table(
    "text_number",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", KEY, ForeignKey("revision.key"), nullable=False, unique=True),
    sqlite_autoincrement=True,
)


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
        Column("speaker", Text),
        Column("organisation", Text),
        Column("kind", Text, nullable=False),  # of the attribution
        Column("attribution", JSON, nullable=False),  # role, anonymous, cue, chain
        Column("outlet", Text, nullable=False),
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
    Index(None, "slot"),
    Index(None, "published_from"),
    Index(None, "recorded"),
    Index(None, "topic", "facet"),
    sqlite_autoincrement=True,  # a number stays its row's own, in `claim_past` too
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
        Column("a", JSON, nullable=False),  # keys of claims
        Column("b", JSON, nullable=False),
        Column("position_a", Text, nullable=False),
        Column("position_b", Text, nullable=False),
        Column("rule", Text, nullable=False),
        Column("explanation", Text, nullable=False),
        Column("silent", Boolean, nullable=False),
        Column("recorded", Moment, nullable=False),
        Column("news", Boolean, nullable=False, server_default=true()),
        Column("written", Moment, nullable=False),
    ]


relation = Table(
    "relation",
    metadata,
    Column("key", KEY, primary_key=True),
    *_relation_columns(),
    Index(None, "kind"),
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

# One row for each decision of a person; none is ever changed but to note that it was taken back.
verdict = Table(
    "verdict",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pair", KEY, nullable=False, index=True),  # of positions: what it sticks to
    Column("relation", KEY, nullable=False),  # its key when it was decided
    Column("kind", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("facet", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("position_a", Text, nullable=False),
    Column("position_b", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("decision", Text, nullable=False),  # confirmed, dismissed, superseded
    Column("reason", Text),
    Column("reviewer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", JSON, nullable=False),  # the evidence there was, with quotes and kinds
    Column("withdrawn", Moment),
    Column("withdrawn_by", Text),
)

failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text),
    Column("url", Text),
    Column("kind", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index(None, "source", "at"),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("outcome", Text),
    Column("counts", JSON, nullable=False),
)

# One row for each time a job was due: whoever puts it in does the job.
job_slot = Table(
    "job_slot",
    metadata,
    Column("job", Text, primary_key=True),
    Column("due", Moment, primary_key=True),
    Column("taken", Moment, nullable=False),
    Column("finished", Moment),
    Column("outcome", Text),
)

# One row for each message to one reader about one thing: there is never a second one.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False, server_default="mail"),  # mail, alert
    Column("reader", Text, nullable=False, server_default=""),  # an address, or an alert's name
    Column("about", Text, nullable=False),  # the day of a digest, the key of a relation
    Column("day", Date, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("message_id", Text, nullable=False),
    # queued, sending, sent, failed, unconfirmed; folded: told by another message
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt", Moment),
    Column("error", Text),
    Column("queued", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    UniqueConstraint("channel", "reader", "about"),
    Index(None, "state", "next_attempt"),
)
