"""Records to snapshots: our own to the letter, anybody's as captures of an archive."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from monitor.crawl.address import LONGEST_ADDRESS, canonical_address, is_too_long, shown
from monitor.crawl.inflate import CODINGS, gunzip
from monitor.errors import FetchError, ImportFileError, ParseError
from monitor.plain import one_line
from monitor.types import Origin, Snapshot, worth_keeping
from monitor.warc import HEADER_NAME, KEPT
from monitor.warc.records import MAX_HEAD, Pairs, Record, first, header_lines

_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is made of records of strangers.

    `source_of` gives the key of the source a document is of; `max_body` caps
    a body with its codings undone, in bytes; nothing was captured after `now`.
    """

    source_of: Callable[[str], str]
    max_body: int
    now: datetime


def snapshot_of_record(record: Record, taken: Taken) -> Snapshot | None:
    """The snapshot a record holds; None where it holds none (a request, a picture, a redirect).

    Raises ImportFileError for a record that cannot be used.
    """
    if record.kind not in ("response", "resource"):
        return None
    kept = record.field(KEPT)
    if kept is None and record.kind == "resource":
        return None
    try:
        return _ours(record, kept) if kept is not None else _capture(record, taken)
    except (ValueError, ParseError, FetchError) as error:
        about = one_line(shown(record.field("WARC-Target-URI") or "no address"))
        why = one_line(str(error))[:300]
        raise ImportFileError(f"the record of {about} at byte {record.offset}: {why}") from None


def _ours(record: Record, kept: str) -> Snapshot:
    """To the letter. Raises ValueError where anything differs from what was written."""
    block = _block(record)
    try:
        fields = json.loads(kept)
    except RecursionError:
        raise ValueError(f"{KEPT} is nested without end") from None
    if not isinstance(fields, dict):
        raise ValueError(f"{KEPT} holds no object")
    origin = next((known for known in _ORIGINS if known == fields.get("origin")), None)
    if origin is None:
        raise ValueError(f"{KEPT} names an origin we do not know")
    status = fields.get("status")
    if not isinstance(status, int) or abs(status) >= 2**31:
        raise ValueError(f"{KEPT} has no status")
    snapshot = Snapshot(
        document=_text(fields, "document"),
        source=_text(fields, "source"),
        fetched_from=_text(fields, "fetched_from"),
        status=status,
        headers=_pairs(fields.get("headers")),
        body=block if record.kind == "resource" else _split(block)[1],
        observed=_observed(record),
        origin=origin,
    )
    if snapshot.key != fields.get("key"):
        raise ValueError("its bytes, date or document are not those that were exported")
    return snapshot


def _capture(record: Record, taken: Taken) -> Snapshot | None:
    """A page that somebody else captured. Raises ValueError, ParseError, FetchError."""
    uri = (record.field("WARC-Target-URI") or "").strip("<> ")
    if not uri.lower().startswith(("http://", "https://")):
        return None  # the name of a host, a note of the crawler
    head, body = _split(_block(record, taken.max_body))
    line, pairs = header_lines(head, ["HTTP/"])
    kind = (first(pairs, "Content-Type") or "").lower()
    if line.split(" ", 1)[0] != "200" or "html" not in kind:
        return None
    document = canonical_address(uri)
    if is_too_long(uri) or re.search(r"[\x00-\x20\x7f-\x9f]", uri):
        raise ParseError(f"{shown(uri)} is too long or too strange for an address")
    observed = _observed(record)
    if observed > taken.now:
        raise ValueError(f"captured at {observed:%Y-%m-%d}, which lies in the future")
    return Snapshot(
        document=document,
        source=taken.source_of(document),
        fetched_from=uri,
        status=200,
        headers=tuple(_clean(pairs)),
        body=_decoded(body, pairs, taken.max_body, shown(uri)),
        observed=observed,
        origin="archive",
    )


def _block(record: Record, cap: int | None = None) -> bytes:
    if record.block is None or (cap is not None and record.length > cap + MAX_HEAD):
        raise ValueError(f"{record.length:,} bytes are more than is read (max_body)")
    name, _, value = (record.field("WARC-Block-Digest") or "").partition(":")
    if name.lower() in ("sha1", "sha256") and value:
        made = hashlib.new(name.lower(), record.block, usedforsecurity=False).digest()
        told = value.strip().rstrip("=").lower()
        if told not in (made.hex(), base64.b32encode(made).decode().rstrip("=").lower()):
            raise ValueError("its bytes do not have the digest it gives (WARC-Block-Digest)")
    return record.block


def _split(block: bytes) -> tuple[bytes, bytes]:
    """Head and body of an answer."""
    end = _HEAD_ENDS.search(block, 0, MAX_HEAD)
    if end is None:
        raise ValueError("the head of the answer has no end")
    return block[: end.end()], block[end.end() :]


def _observed(record: Record) -> datetime:
    text = record.field("WARC-Date") or ""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:40]!r} is no WARC-Date") from None


def _text(fields: dict[str, Any], name: str) -> str:
    found = fields.get(name)
    if not isinstance(found, str) or not found or "\0" in found:
        raise ValueError(f"{KEPT} has no {name}")
    # encode raises ValueError for half a character, which no database takes.
    if len(found.encode()) > LONGEST_ADDRESS:
        raise ValueError(f"{KEPT} has a {name} of more than {LONGEST_ADDRESS} bytes")
    return found


def _pairs(found: Any) -> Pairs:
    def is_pair(pair: Any) -> bool:
        return (
            isinstance(pair, list)
            and len(pair) == 2
            and all(isinstance(part, str) for part in pair)
        )

    if not isinstance(found, list) or not all(map(is_pair, found)):
        raise ValueError(f"{KEPT} has no headers")
    return tuple((name, value) for name, value in found)


def _clean(pairs: Pairs) -> Pairs:
    """As a crawl keeps them: lower case, no cookies, and nothing that only we may write."""
    return tuple(
        (name.lower(), one_line(value))
        for name, value in pairs
        if HEADER_NAME.fullmatch(name) and worth_keeping(name)
    )


def _decoded(body: bytes, pairs: Pairs, cap: int, what: str) -> bytes:
    """The body with transfer and content coding undone.

    Many archives undo them and leave the headers as they were, so a body
    that does not look as they say is taken as it is.
    """
    if (first(pairs, "Transfer-Encoding") or "").strip().lower() == "chunked":
        body = _joined(body)
    coding = (first(pairs, "Content-Encoding") or "").strip().lower()
    bare = body.lstrip()[:1] == b"<"
    if coding in CODINGS and not bare:
        return gunzip(body, cap=cap, what=what)
    if coding not in ("", "identity", *CODINGS) and not bare:
        raise ParseError(f"{what} is encoded as {shown(coding)}, which is not read")
    if len(body) > cap:
        raise ParseError(f"{what} is larger than {cap} bytes (max_body in monitor.toml)")
    return body


def _joined(body: bytes) -> bytes:
    """The chunks put together; the body as it is where it begins with none."""
    parts, at = list[bytes](), 0
    while head := _CHUNK.match(body, at):
        size, begin = int(head[1], 16), head.end()
        if size == 0:
            return b"".join(parts)
        parts.append(body[begin : begin + size])
        at = begin + size
        if len(parts[-1]) < size or body[at : at + 1] not in (b"\r", b"\n"):
            raise ParseError("its body breaks off in the middle of a chunk")
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    if parts:
        raise ParseError("its body breaks off between two chunks")
    return body
