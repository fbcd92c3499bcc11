"""JSON Feed 1.0 and 1.1: bytes to the rows a feed is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from monitor.crawl.address import shown
from monitor.errors import ParseError

_VERSION = re.compile(r"https?://(www\.)?jsonfeed\.org/version/\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class JsonRow:
    """One item of a JSON feed, as it was written; of `links` only the first may be relative."""

    links: tuple[str, ...]
    title: str
    summary: str
    published: datetime | None
    changed: datetime | None


def looks_like_json(body: bytes) -> bool:
    """Whether the first sign of a body is that of a JSON object, in whatever Unicode."""
    return body[:1000].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"{")


def json_rows(body: bytes, url: str) -> Iterator[JsonRow]:
    """The items of a JSON feed, in its order. Raises ParseError for what is none."""
    try:
        feed = json.loads(body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"{shown(url)} is broken JSON: {str(error)[:100]}") from None
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or not _VERSION.match(version):
        raise ParseError(f"{shown(url)} is JSON, but no JSON feed; give the address of its feed")
    rows = feed.get("items")
    if not isinstance(rows, list):
        raise ParseError(f"{shown(url)} is a broken feed: a JSON feed without items")
    return (_row(row) for row in rows if isinstance(row, dict))


def _row(row: dict[str, Any]) -> JsonRow:
    # external_url is where a link blog points; its own page comes first. An id is often a number.
    whole = (_text(row, name) for name in ("external_url", "id"))
    links = (_text(row, "url"), *(link for link in whole if "://" in link))
    texts = (_text(row, name) for name in ("summary", "content_text", "content_html"))
    summary = next((text for text in texts if text), "")
    return JsonRow(
        links=links,
        title=_text(row, "title"),
        summary=summary,
        published=_moment(_text(row, "date_published")),
        changed=_moment(_text(row, "date_modified")),
    )


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    """RFC 3339; without an offset it is taken for UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
