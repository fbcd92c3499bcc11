"""An archive on loopback that speaks like the Wayback Machine: a CDX index, and captures.

The index as its own README tells (internetarchive/wayback, wayback-cdx-server), the captures as
RFC 7089 and the x-archive-orig-* headers have it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import groupby
from typing import Any
from urllib.parse import parse_qs, quote_plus, unquote, urlsplit

from tests.crawl.server import Answer, Reply, Server, redirect
from tests.program import on_web

INDEX = "/cdx/search/cdx"
CAPTURES = "/web/"
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_ASKED = re.compile(r"/web/(\d{14})id_/(.*)")


@dataclass(frozen=True)
class Kept:
    """A page as it was at one moment. `headers` are those of the outlet."""

    url: str
    timestamp: str
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/html"})
    status: int = 200
    mimetype: str = "text/html"

    @property
    def digest(self) -> str:
        sha1 = hashlib.sha1(self.body, usedforsecurity=False)
        return base64.b32encode(sha1.digest()).decode()

    @property
    def urlkey(self) -> str:
        """As an index sorts: the host turned round, without www. and scheme, in small letters."""
        parts = urlsplit(self.url.lower())
        host = (parts.hostname or "").removeprefix("www.")
        query = f"?{parts.query}" if parts.query else ""
        return f"{','.join(reversed(host.split('.')))}){parts.path}{query}"

    @property
    def moment(self) -> datetime:
        return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    @property
    def row(self) -> dict[str, str]:
        values = (self.urlkey, self.timestamp, self.url, self.mimetype, str(self.status))
        return dict(zip(FIELDS, (*values, self.digest, str(len(self.body))), strict=True))

    @property
    def reply(self) -> Reply:
        """Its original bytes, with the outlet's headers under names of their own."""
        original = {f"x-archive-orig-{name}": value for name, value in self.headers.items()}
        return Reply(
            self.body,
            headers={
                "content-type": self.headers.get("content-type", "text/html"),
                "memento-datetime": format_datetime(self.moment, usegmt=True),
                "server": "archive",
                **original,
            },
        )


class Archive(dict[str, Answer]):
    """Routes of a server: what is kept, and `instead` of it what a test wants to go wrong.

    `log` has the second of each request, by `seconds`, and its path.
    """

    def __init__(self, *kept: Kept, seconds: Callable[[], float] = lambda: 0.0) -> None:
        super().__init__()
        self.kept = list(kept)
        self.seconds = seconds
        self.log: list[tuple[float, str]] = []
        self._instead: list[tuple[str, list[Answer]]] = []

    def instead(self, part: str, *answers: Answer) -> None:
        """The next requests whose path has this part get these answers, one each."""
        self._instead.append((part, list(answers)))

    def always(self, part: str, answer: Answer) -> None:
        """Every request whose path has this part gets this answer."""
        self._instead.append((part, [answer] * 1000))

    def relent(self) -> None:
        """Nothing goes wrong any more."""
        self._instead.clear()

    def listed(self) -> list[str]:
        """The paths its index was asked with."""
        return [path for _, path in self.log if path.startswith(INDEX)]

    def fetched(self) -> list[str]:
        """The captures that were asked for: `<timestamp>id_/<address>`."""
        return [path[len(CAPTURES) :] for _, path in self.log if path.startswith(CAPTURES)]

    def get(self, path: str, default: Any = None) -> Any:
        self.log.append((self.seconds(), path))
        for part, answers in self._instead:
            if part in path and answers:
                return answers.pop(0)
        if path.startswith(f"{INDEX}?"):
            return Reply(self._index(path.partition("?")[2]))
        return self._capture(path) or default

    def _capture(self, path: str) -> Answer | None:
        asked = _ASKED.fullmatch(path)
        if asked is None:
            return None
        timestamp, url = asked.groups()
        copies = [each for each in self.kept if each.url in (url, unquote(url))]
        if not copies:
            return None
        near = min(copies, key=lambda each: abs(int(each.timestamp) - int(timestamp)))
        if near.timestamp != timestamp:
            return redirect(f"{CAPTURES}{near.timestamp}id_/{near.url}")
        return near.reply

    def _index(self, query: str) -> bytes:
        asked = parse_qs(query)
        rows = self._rows(asked)
        limit = int(asked.get("limit", ["150000"])[0])
        shown, more = rows[:limit], rows[limit:]
        fields = asked["fl"][0].split(",") if "fl" in asked else list(FIELDS)
        table = [[row[name] for name in fields] for row in shown]
        wants_key = asked.get("showResumeKey", ["false"])[0] == "true"
        key = quote_plus(f"{shown[-1]['urlkey']} {shown[-1]['timestamp']}") if shown else ""
        if asked.get("output", ["text"])[0] != "json":
            lines = [" ".join(row) for row in table] + (["", key] if wants_key and more else [])
            return "".join(f"{line}\n" for line in lines).encode()
        if not table:
            return b"[]\n"
        rest: list[list[str]] = [[], [key]] if wants_key and more else []
        return json.dumps([fields, *table, *rest]).encode()

    def _rows(self, asked: dict[str, list[str]]) -> list[dict[str, str]]:
        wanted = Kept(f"http://{asked['url'][0]}", "", b"").urlkey
        prefix = asked.get("matchType", ["exact"])[0] == "prefix"
        first = asked.get("from", ["0"])[0].ljust(14, "0")
        last = asked.get("to", ["9"])[0].ljust(14, "9")
        # The server undoes the coding of an address once, as any server does.
        after = asked.get("resumeKey", [""])[0]
        rows = sorted((each.row for each in self.kept), key=_place)
        rows = [
            row
            for row in rows
            if (row["urlkey"].startswith(wanted) if prefix else row["urlkey"] == wanted)
            and first <= row["timestamp"] <= last
            and all(_passes(row, each) for each in asked.get("filter", []))
            and (not after or _place(row) > tuple(after.split(" ")))
        ]
        if "collapse" not in asked:
            return rows
        name = asked["collapse"][0]
        return [next(group) for _, group in groupby(rows, key=lambda row: row[name])]


def _place(row: dict[str, str]) -> tuple[str, ...]:
    return row["urlkey"], row["timestamp"]


def _passes(row: dict[str, str], given: str) -> bool:
    name, _, pattern = given.removeprefix("!").partition(":")
    return (re.fullmatch(pattern, row[name]) is not None) != given.startswith("!")


@contextmanager
def on_loopback(archive: Archive) -> Iterator[Server]:
    """The archive as a server, in a thread of its own."""
    with on_web({}) as server:
        server.routes = archive
        yield server
