"""The rows as docs/misbehaviour.md has them; run as a module, it writes that file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.misbehaviour.addresses import REDIRECTS
from tests.misbehaviour.later import LATER, Later
from tests.misbehaviour.listings import FEEDS, SITEMAPS
from tests.misbehaviour.pages import BODIES, CHARSETS, HANGING, PACKED, STATUSES, WIRE
from tests.misbehaviour.robots import ROBOTS
from tests.misbehaviour.row import Row

FILE = Path(__file__).parents[2] / "docs" / "misbehaviour.md"
HEAD = """\
# What servers do wrong, and what Monitor makes of it

Each row is served by a real server on loopback and crawled by the whole program; the tests
`tests/test_misbehaviour.py` and `tests/test_misbehaviour_later.py` hold every one of them. All but
the last table happen in one crawl, beside each other, and none disturbs another.

*Recorded* is the line in the log of requests: what came of it, the HTTP status (– where none
counts), and, where bytes were kept, what was read of them. *You see* what `monitor crawl` says of a
failure, or whether `monitor said` has a claim. Kinds of failures: `transient` is tried again soon,
`permanent` more and more rarely, `refused` is against our own rules, `too-large` is past a cap,
`parse` is not what it claims to be.
"""
TABLES: tuple[tuple[str, Iterable[Row | Later]], ...] = (
    ("robots.txt (RFC 9309)", ROBOTS),
    ("Statuses and redirects", STATUSES),
    ("Broken HTTP", WIRE),
    ("Answers that take for ever", HANGING),
    ("Compressed bodies", PACKED),
    ("Charsets", CHARSETS),
    ("Bodies", BODIES),
    ("Feeds", FEEDS),
    ("Sitemaps", SITEMAPS),
    ("Redirects and links to where nobody should go", REDIRECTS),
    ("Between two crawls", LATER),
)


def document() -> str:
    """The whole file."""
    parts = [HEAD]
    for title, rows in TABLES:
        lines = "".join(f"| {row.what} | {row.recorded} | {row.seen} |\n" for row in rows)
        parts.append(f"## {title}\n\n| misbehaviour | recorded | you see |\n|---|---|---|\n{lines}")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
