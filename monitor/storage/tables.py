"""Every table, the same on SQLite and PostgreSQL.

Keys are natural (see monitor/types.py). Times are aware and in UTC; days are
days; what is filtered by has a column, what is only handed back is JSON.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from monitor.storage.claim_tables import (
    claim,
    claim_past,
    compared,
    evidence,
    name,
    relation,
    relation_past,
    stated,
)
from monitor.storage.columns import KEY, SHA256, Moment, Text, metadata

__all__ = [
    "HEAD",
    "address",
    "body",
    "capture",
    "capture_list",
    "claim",
    "claim_past",
    "compared",
    "evidence",
    "failure",
    "fetch",
    "health",
    "host",
    "job_slot",
    "metadata",
    "name",
    "outbox",
    "relation",
    "relation_past",
    "revision",
    "robots",
    "run",
    "snapshot",
    "stated",
    "text_number",
    "verdict",
]

# The newest migration in alembic/versions. Kept here so that opening a database that is up to
# date need not import Alembic; a test holds it against the scripts.
HEAD = "0011"

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
    Index(None, "source", "document"),
)

# One row for each address ever asked for: listings and pages alike.
address = Table(
    "address",
    metadata,
    Column("key", KEY, primary_key=True),  # of the address: an index has no room for a long one
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
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
    Index(None, "source", "answered"),
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
    Column("key", KEY, primary_key=True),  # of archive, source, prefix, from and to
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
    Column("recorded", Moment, nullable=False, index=True),
    Column("dates", JSON, nullable=False, server_default="[]"),
    Column("notices", JSON, nullable=False, server_default="[]"),
    Column("reader", Text, nullable=False, server_default=""),
    UniqueConstraint("document", "text_sha256"),
)

# When a page was seen to bear an older text again, after it had borne another.
restored = Table(
    "restored",
    metadata,
    Column("revision", KEY, ForeignKey("revision.key", ondelete="CASCADE"), primary_key=True),
    Column("at", Moment, primary_key=True, index=True),
)

# What the text of a revision is found under by its words (monitor/storage/search.py).
text_number = Table(
    "text_number",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", KEY, ForeignKey("revision.key"), nullable=False, unique=True),
    sqlite_autoincrement=True,
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
