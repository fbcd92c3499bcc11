"""Snapshots to WARC 1.1: what a server sent as `response`, what a file held as `resource`."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import uuid
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.plain import one_line
from monitor.types import Snapshot
from monitor.warc import HEADER_NAME, KEPT, WEB

# Names a record by the key of its snapshot, so that two exports are the same to the byte.
_RECORDS = uuid.UUID("a1b1e8f4-5c1d-5f0e-9d0a-2f4f6f3a7c11")
# The body is kept with these undone; a reader that met them would undo them again.
_UNDONE = ("content-encoding", "transfer-encoding", "content-length")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_ASCII = bytes(range(0x20, 0x7F)).decode()
_ADDRESS_SIGNS = ":/?#[]@!$&'()*+,;=%-._~"


class Archive:
    """A WARC being written to `out`, each record a gzip member of its own where `packed`."""

    def __init__(self, out: BinaryIO, *, packed: bool, at: datetime) -> None:
        self._warc = WARCWriter(out, gzip=packed, warc_version="1.1")
        fields = {
            "software": "Monitor",
            "format": "WARC File Format 1.1",
            "description": f"snapshots; {KEPT} holds each to the letter",
        }
        text = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
        head = {
            "WARC-Date": _date(at),
            "WARC-Record-ID": _identity(f"warcinfo {_date(at)}"),
            "WARC-Block-Digest": _digest(text),
        }
        self._write("warcinfo", None, head, text)

    def add(self, snapshot: Snapshot) -> None:
        """Write one snapshot."""
        head = {
            "WARC-Date": _date(snapshot.observed),
            "WARC-Record-ID": _identity(snapshot.key),
            KEPT: _kept(snapshot),
        }
        if len(snapshot.pages) > 1:
            head["X-Monitor-Pages"] = str(len(snapshot.pages))
        if snapshot.origin != "import" and snapshot.fetched_from.startswith(WEB):
            http = _answer(snapshot)
            head |= _digests(http.to_ascii_bytes(), snapshot)
            self._write("response", _uri(snapshot.fetched_from), head, snapshot.body, http)
            return
        name = quote(_encodable(snapshot.fetched_from), safe="")
        head["X-Monitor-File-Name"] = name
        head["Content-Type"] = mimetypes.guess_type(name)[0] or "application/octet-stream"
        web = snapshot.document.startswith(WEB)
        uri = _uri(snapshot.document) if web else f"file:///{name}"
        self._write("resource", uri, head | _digests(b"", snapshot), snapshot.body)

    def _write(
        self,
        kind: str,
        uri: str | None,
        head: dict[str, str],
        body: bytes,
        http: StatusAndHeaders | None = None,
    ) -> None:
        record = self._warc.create_warc_record(
            uri,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=head,
            http_headers=http,
        )
        self._warc.write_record(record)


def _kept(snapshot: Snapshot) -> str:
    """All of a snapshot but its body, in ASCII on one line."""
    return json.dumps(
        {
            "key": snapshot.key,
            "document": snapshot.document,
            "source": snapshot.source,
            "fetched_from": snapshot.fetched_from,
            "status": snapshot.status,
            "origin": snapshot.origin,
            "headers": snapshot.headers,
        }
    )


def _answer(snapshot: Snapshot) -> StatusAndHeaders:
    """Status line and headers as other programs read them: well formed, and true of the body."""
    headers = [("Content-Length", str(len(snapshot.body)))]
    for name, value in snapshot.headers:
        plain = name.lower()
        if HEADER_NAME.fullmatch(name) is None or plain.startswith("x-monitor-"):
            continue
        shown = f"X-Archive-Orig-{name}" if plain in _UNDONE else name
        headers.append((shown, quote(one_line(_encodable(value)), safe=_ASCII)))
    line = f"{snapshot.status} {_PHRASES.get(snapshot.status, 'Unknown')}"
    return StatusAndHeaders(line, headers, protocol="HTTP/1.1")


def _digests(head: bytes, snapshot: Snapshot) -> dict[str, str]:
    return {
        "WARC-Payload-Digest": f"sha256:{snapshot.sha256}",
        "WARC-Block-Digest": _digest(head, snapshot.body),
    }


def _digest(*parts: bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return f"sha256:{made.hexdigest()}"


def _date(at: datetime) -> str:
    """In UTC, to the microsecond, as WARC 1.1 allows."""
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _identity(name: str) -> str:
    return f"<{uuid.uuid5(_RECORDS, name).urn}>"


def _uri(address: str) -> str:
    return quote(_encodable(address), safe=_ADDRESS_SIGNS)


def _encodable(text: str) -> str:
    return text.encode(errors="replace").decode()
