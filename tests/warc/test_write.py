"""What we export comes back to the letter, and other programs read it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from monitor.errors import ImportFileError
from monitor.types import PAGE_BREAK, Snapshot
from monitor.warc.records import Record, read_records
from tests.builders import ADDRESS, NOON, a_snapshot
from tests.warc.making import (
    check,
    read,
    snapshots_in,
    written,
)

ODD = [
    pytest.param(a_snapshot(), id="a page"),
    pytest.param(a_snapshot(body=b""), id="an empty body"),
    pytest.param(a_snapshot(body=bytes(range(256)) * 9), id="every byte"),
    pytest.param(
        a_snapshot(body=b"\r\n\r\nWARC/1.1\r\n\r\n"), id="a body that looks like a record"
    ),
    pytest.param(a_snapshot(headers=()), id="no headers"),
    pytest.param(a_snapshot(headers=(("a", "1"), ("A", ""), ("a", "1"))), id="a name again"),
    pytest.param(a_snapshot(headers=(("x y", "é\r\nevil: 1\0"),)), id="a header that is two"),
    pytest.param(a_snapshot(headers=(("é", "1"), ("", "2"))), id="names that are none"),
    pytest.param(
        a_snapshot(headers=(("content-encoding", "gzip"), ("transfer-encoding", "chunked"))),
        id="codings that a crawl has undone",
    ),
    pytest.param(
        a_snapshot(body=PAGE_BREAK.join([b"one"]) + PAGE_BREAK % b"/2" + b"two"), id="two pages"
    ),
    pytest.param(a_snapshot(status=299), id="a status without a name"),
    pytest.param(a_snapshot(observed=NOON + timedelta(microseconds=1)), id="microseconds"),
    pytest.param(
        a_snapshot(document="nöte \u202e", fetched_from="nöte \u202e.txt", origin="import"),
        id="a file with an odd name",
    ),
    pytest.param(a_snapshot(origin="archive"), id="a capture"),
    pytest.param(a_snapshot(fetched_from="HTTP://é.example/ü?a b"), id="an address as it was sent"),
]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("snapshot", ODD)
def test_a_snapshot_comes_back_to_the_letter(snapshot: Snapshot, packed: bool) -> None:
    data = written(snapshot, packed=packed)
    assert snapshots_in(data) == [snapshot]
    assert snapshots_in(data)[0].key == snapshot.key


@settings(max_examples=150)
@given(
    headers=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=6),
    body=st.binary(max_size=300),
    status=st.integers(-1000, 1000),
    observed=st.datetimes(timezones=st.just(UTC)),
    address=st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=30),
    origin=st.sampled_from(["crawl", "import", "archive"]),
    packed=st.booleans(),
)
def test_any_snapshot_comes_back(
    headers: list[tuple[str, str]],
    body: bytes,
    status: int,
    observed: datetime,
    address: str,
    origin: str,
    packed: bool,
) -> None:
    snapshot = a_snapshot(
        headers=tuple(headers),
        body=body,
        status=status,
        observed=observed,
        fetched_from=address,
        document=f"https://a.example/{address}",
        origin=origin,
    )
    data = written(snapshot, a_snapshot(), packed=packed)
    assert snapshots_in(data) == [snapshot, a_snapshot()]
    assert written(*snapshots_in(data), packed=packed) == data


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_another_program_finds_every_digest_true(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = written(*[param.values[0] for param in ODD], packed=name.endswith(".gz"))  # type: ignore[misc]
    path.write_bytes(data)
    assert check(path) == 0
    if name == "a.warc":
        path.write_bytes(data.replace(b"150 seats", b"151 seats", 1))
        assert check(path) == 1


def test_another_program_reads_what_the_server_sent() -> None:
    snapshot = a_snapshot(headers=(("content-encoding", "gzip"), ("etag", '"é"'), ("a\nb", "c")))
    records = ArchiveIterator(io.BytesIO(written(snapshot)))
    first, second = [
        (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read()) for r in records
    ]
    assert first[0] == "warcinfo"
    kind, fields, http, body = second
    assert (kind, body, fields.protocol) == ("response", snapshot.body, "WARC/1.1")
    assert fields["WARC-Date"] == "2014-08-01T12:00:00.000000Z"
    assert fields["WARC-Target-URI"] == ADDRESS
    assert fields["WARC-Payload-Digest"] == f"sha256:{snapshot.sha256}"
    assert http.headers == [
        ("Content-Length", str(len(snapshot.body))),
        ("X-Archive-Orig-content-encoding", "gzip"),
        ("etag", '"%C3%A9"'),
    ]


def test_a_file_is_a_resource_under_its_name() -> None:
    snapshot = a_snapshot(origin="import", document="a note", fetched_from="a note.eml")
    _, found = list(read_records(io.BytesIO(written(snapshot)), "a", cap=10_000))
    assert isinstance(found, Record)
    assert found.kind == "resource"
    assert found.field("X-Monitor-File-Name") == "a%20note.eml"
    assert found.field("Content-Type") == "message/rfc822"
    assert found.block == snapshot.body


def test_pages_of_one_article_are_marked() -> None:
    snapshot = a_snapshot(body=b"one" + PAGE_BREAK % b"/2" + b"two")
    _, found = list(read_records(io.BytesIO(written(snapshot)), "a", cap=10_000))
    assert isinstance(found, Record)
    assert found.field("X-Monitor-Pages") == "2"


FORGED = [
    pytest.param(b'"status": 200', b'"status": "x"', "no status", id="status"),
    pytest.param(b'"origin": "crawl"', b'"origin": "crowd"', "origin", id="origin"),
    pytest.param(b'"document": "https', b'"document": "httpz', "not those", id="other document"),
    pytest.param(
        b"2014-08-01T12:00:00.000000Z\r\nWARC-Record-ID: <urn:uuid:",
        b"2014-08-01T13:00:00.000000Z\r\nWARC-Record-ID: <urn:uuid:",
        "not those",
        id="other moment",
    ),
    pytest.param(b'"headers": [[', b'"headers": [[[', "X-Monitor-Snapshot|Expecting", id="headers"),
    pytest.param(b"X-Monitor-Snapshot: {", b"X-Monitor-Snapshot: [", "", id="no object"),
    pytest.param(b"150 seats", b"151 seats", "digest", id="other words"),
]


@pytest.mark.parametrize(("old", "new", "says"), FORGED)
def test_a_record_of_ours_that_was_changed_is_refused(old: bytes, new: bytes, says: str) -> None:
    head, mark, rest = written(a_snapshot(), a_snapshot(body=b"next"), packed=False).partition(
        b"WARC-Type: response"
    )
    changed = b""
    for part in ((head + mark + rest).split(b"WARC/1.1\r\n"))[1:]:
        once = part.replace(old, new, 1) if b"urn" in part and b"150 seats" in part else part
        changed += b"WARC/1.1\r\n" + once
    bad, good = read(changed)
    assert isinstance(bad, ImportFileError)
    assert any(word in str(bad) for word in says.split("|"))
    assert good == a_snapshot(body=b"next")
