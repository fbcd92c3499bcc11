"""An archive in the manner of the Wayback Machine: its addresses and answers, read and written.

Pure; `monitor.crawl.wayback` asks. An index (CDX) lists captures; a capture
stands at `…/web/<14 digits>id_/<address>`, and `id_` means the bytes as they
were, nothing rewritten.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit, urlunsplit

from monitor.config.source import SourceConfig
from monitor.crawl.address import canonical_address, host_of, shown, spelling
from monitor.crawl.inflate import gunzip
from monitor.errors import ParseError, PermanentError, TransientError
from monitor.types import Capture, worth_keeping

_FIELDS = ("timestamp", "original", "digest")
# A page without text or with an error is no document; the archive knows both before it is asked.
_FILTERS = ("statuscode:200", "mimetype:text/html")
_CAPTURE = re.compile(r"(\d{14})id_/(https?://\S+)", re.IGNORECASE | re.ASCII)
_DIGEST = re.compile(r"[A-Za-z0-9:]{1,100}", re.ASCII)
# What an address may hold; anything else was never sent over HTTP.
_PLAIN = re.compile(r"[^\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,2000}")
# A resume key as the archive hands it out, coded for an address; uncoded it would hold a ")".
_CODED = re.compile(r"[A-Za-z0-9.*_+%-]{1,4000}", re.ASCII)
_ORIGINAL = "x-archive-orig-"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list of captures; `resume` asks for the next one, None where this was the last.

    `left_out` counts rows that could not be read or that nobody asked for.
    """

    captures: tuple[Capture, ...]
    resume: str | None
    left_out: int


@dataclass(frozen=True, slots=True)
class Copy:
    """What an archive gave for a capture: of which address, from when, and the bytes."""

    url: str
    captured: datetime
    fetched_from: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def index_query(
    index: str, prefix: str, first: date, last: date, *, rows: int, resume: str | None = None
) -> str:
    """The address that lists captures of addresses with this prefix, from `first` to `last`.

    `collapse=digest` leaves out a capture whose bytes are those of the one before.
    """
    fields = [
        ("url", prefix),
        ("matchType", "prefix"),
        ("from", f"{first:%Y%m%d}000000"),
        ("to", f"{last:%Y%m%d}235959"),
        *(("filter", each) for each in _FILTERS),
        ("collapse", "digest"),
        ("fl", ",".join(_FIELDS)),
        ("limit", str(rows)),
        ("showResumeKey", "true"),
        ("output", "json"),
    ]
    query = f"{index}?{urlencode(fields)}"
    if resume is None:
        return query
    # It comes coded already; coding it twice would begin the list anew.
    return f"{query}&resumeKey={resume if _CODED.fullmatch(resume) else quote_plus(resume)}"


def parse_index(
    body: bytes, *, archive: str, url: str, prefix: str, first: date, last: date
) -> Part:
    """A part of the list that `index_query` asked `url` for.

    Rows of other addresses or days are left out: the archive is a stranger too.
    Raises ParseError for what is no such list, as half a one or no bytes at all.
    """
    rows = _table(body, url)
    resume: str | None = None
    if len(rows) >= 2 and rows[-2] == [] and len(rows[-1]) == 1:
        resume, rows = str(rows[-1][0]), rows[:-2]
    if rows and rows[0] != list(_FIELDS):
        raise ParseError(f"{shown(url)} is no list of captures: its first row names other fields")
    found = [_capture(row, archive) for row in rows[1:]]
    asked_for = tuple(
        capture
        for capture in found
        if capture is not None
        and first <= capture.captured.date() <= last
        and has_prefix(capture.url, (prefix,))
    )
    return Part(asked_for, resume, len(found) - len(asked_for))


def capture_address(captures: str, url: str, captured: datetime) -> str:
    """Where the archive gives the original bytes of a capture."""
    return f"{captures}{captured.astimezone(UTC):%Y%m%d%H%M%S}id_/{url}"


def copy_of(
    asked: str,
    final_url: str,
    captures: str,
    status: int,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    *,
    digest: str,
    cap: int,
    now: datetime,
) -> Copy:
    """What came for the capture of `asked`, perhaps over a redirect to one from another moment.

    The moment is that of the capture that answered. Raises PermanentError
    where the answer is no capture of that address made before `now`,
    TransientError where a part of its bytes is missing or the archive put a
    page of its own in their place, TooLargeError past `cap` bytes.
    """
    match = _CAPTURE.fullmatch(final_url.removeprefix(captures))
    captured = _moment(match.group(1)) if match and final_url.startswith(captures) else None
    if match is None or captured is None:
        raise PermanentError(
            f"the archive leads to {shown(final_url)}, which is no capture with original bytes"
        )
    url = match.group(2)
    if not _same_page(url, asked):
        raise PermanentError(
            f"the archive gives a capture of {shown(url)} for one of {shown(asked)}"
        )
    told = _told_moment(headers)
    if told is None and not _is_proven(headers, body, digest):
        raise TransientError(f"{shown(final_url)} gave a page that is not the one it kept")
    captured = told or captured
    if captured > now:
        raise PermanentError(f"the archive dates {shown(final_url)} in the future, {captured}")
    original = original_headers(headers)
    whole = _whole(body, dict(original), shown(final_url), digest, cap)
    return Copy(url, captured, final_url, status, original, whole)


def original_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers of the original answer, and when the archive says it was made.

    An archive that kept none still says what kind of bytes they are.
    """
    pairs = list(headers)
    found = [
        (name[len(_ORIGINAL) :], value)
        for name, value in pairs
        if name.startswith(_ORIGINAL) and worth_keeping(name[len(_ORIGINAL) :])
    ]
    if not any(name == "content-type" for name, _ in found):
        found += [pair for pair in pairs if pair[0] == "content-type"]
    return (*found, *(pair for pair in pairs if pair[0] == "memento-datetime"))


def document_address(original: str, source: SourceConfig) -> str:
    """The address of the document a capture is of, as a crawl of its source would spell it.

    An article captured at http://outlet.example in 2014 and crawled at
    https://www.outlet.example is one document. Raises ParseError.
    """
    url = canonical_address(original)
    parts = urlsplit(url)
    for address in source.addresses:
        known = urlsplit(canonical_address(address))
        if _bare_host(address) == _bare_host(url):
            url = urlunsplit((known.scheme, known.netloc, parts.path, parts.query, ""))
            break
    return spelling(source)(url)


def has_prefix(url: str, prefixes: Iterable[str]) -> bool:
    """Whether an address begins so, as an archive compares: without scheme, www. and case."""
    here = _bare(url)
    return any(here.startswith(prefix.lower().removeprefix("www.")) for prefix in prefixes)


def _table(body: bytes, url: str) -> list[list[Any]]:
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise ParseError(f"{shown(url)} is no list of captures: no JSON, or cut short") from None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ParseError(f"{shown(url)} is no list of captures")
    return rows


def _capture(row: list[Any], archive: str) -> Capture | None:
    if len(row) != len(_FIELDS) or not all(isinstance(cell, str) for cell in row):
        return None
    timestamp, url, digest = row
    captured = _moment(timestamp)
    if captured is None or not _PLAIN.fullmatch(url) or not _DIGEST.fullmatch(digest):
        return None
    try:
        canonical_address(url)
    except ParseError:
        return None
    return Capture(archive, url, captured, digest)


def _moment(digits: str) -> datetime | None:
    if not re.fullmatch(r"\d{14}", digits, re.ASCII):
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _told_moment(headers: Iterable[tuple[str, str]]) -> datetime | None:
    """What Memento-Datetime (RFC 7089) says: the capture itself, whatever its address promised."""
    told = next((value for name, value in headers if name == "memento-datetime"), None)
    try:
        moment = parsedate_to_datetime(told) if told else None
    except (ValueError, OverflowError):
        return None
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _whole(body: bytes, original: dict[str, str], name: str, digest: str, cap: int) -> bytes:
    """The bytes as the outlet meant them: compression undone that the archive left as it was."""
    coding = original.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        try:
            return gunzip(body, cap=cap, what=name)
        except ParseError as error:
            raise TransientError(str(error)) from None
    length = original.get("content-length", "")
    cut = (
        not coding
        and re.fullmatch(r"\d{1,18}", length, re.ASCII) is not None
        and len(body) < int(length)
    )
    # A body with the archive's own digest is all there, whatever length was once announced. The
    # other way round it proves nothing: some digests were made over compressed or chunked bytes.
    if cut and not _has_digest(body, digest):
        raise TransientError(f"{name} gave {len(body)} of {length} bytes")
    return body


def _is_proven(headers: Iterable[tuple[str, str]], body: bytes, digest: str) -> bool:
    """Whether these are kept bytes, and no "try again later" that calls itself a success."""
    return any(name.startswith(_ORIGINAL) for name, _ in headers) or _has_digest(body, digest)


def _has_digest(body: bytes, digest: str) -> bool:
    """By the digest of the index: SHA-1 in base 32."""
    sha1 = hashlib.sha1(body, usedforsecurity=False).digest()
    return base64.b32encode(sha1).decode() == digest.upper().removeprefix("SHA1:")


def _same_page(url: str, asked: str) -> bool:
    try:
        return _bare(url) == _bare(asked)
    except ParseError:
        return False


def _bare(url: str) -> str:
    """Without scheme, www., default port and case: what an index sorts by, near enough."""
    parts = urlsplit(canonical_address(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path}{query}".lower()


def _bare_host(url: str) -> str:
    return host_of(url).removesuffix(":80").removesuffix(":443").removeprefix("www.")
