"""Records of other programs: pages are taken, the rest is left out, what is wrong is told."""

from __future__ import annotations

import gzip

import pytest

from monitor.errors import ImportFileError
from monitor.types import Snapshot
from tests.builders import ADDRESS, NOON
from tests.warc.making import (
    PAGE,
    answer,
    read,
    record,
    snapshots_in,
)


def chunked(data: bytes, size: int = 100) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;x=1\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CAPTURES = [
    pytest.param(answer(), id="plain"),
    pytest.param(answer(gzip.compress(PAGE), Content_Encoding="gzip"), id="gzip"),
    pytest.param(answer(chunked(PAGE), Transfer_Encoding="chunked"), id="chunked"),
    pytest.param(
        answer(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        id="gzip in chunks",
    ),
    pytest.param(answer(Content_Encoding="gzip"), id="gzip already undone, as browsers archive"),
    pytest.param(answer(Content_Encoding="br"), id="brotli already undone"),
    pytest.param(answer(Transfer_Encoding="chunked"), id="chunks already joined"),
    pytest.param(answer(X_Monitor_Publisher="Evil", Set_Cookie="a=b"), id="headers not to keep"),
]


@pytest.mark.parametrize("block", CAPTURES)
def test_a_page_that_another_program_captured(block: bytes) -> None:
    address = "HTTPS://Outlet.Example:443/news/1?utm_source=x#top"
    (found,) = snapshots_in(record(block=block, Target_URI=address))
    assert (found.document, found.origin, found.status) == (ADDRESS, "archive", 200)
    assert (found.body, found.observed, found.fetched_from) == (PAGE, NOON, address)
    assert found.header("content-type") == "text/html; charset=utf-8"
    assert {name for name, _ in found.headers} <= {
        "content-type",
        "content-encoding",
        "transfer-encoding",
    }


LEFT_OUT = [
    pytest.param(record("request", b"GET / HTTP/1.1\r\n\r\n"), id="a request"),
    pytest.param(record("metadata", b"via: x\r\n"), id="metadata"),
    pytest.param(record("revisit", answer(b"")), id="a page that had not changed"),
    pytest.param(record("resource", b"<html>"), id="a resource of another program"),
    pytest.param(record(block=answer(status=404)), id="an error page"),
    pytest.param(record(block=answer(status=301)), id="a redirect"),
    pytest.param(record(block=answer(Content_Type="image/png")), id="a picture"),
    pytest.param(record(block=b"a.example A 1", Target_URI="dns:a.example"), id="a host's name"),
    pytest.param(record(block=b"junk", Target_URI="file:///etc/passwd"), id="a path"),
    pytest.param(record("frob", b"junk"), id="a kind nobody knows"),
]


@pytest.mark.parametrize("data", LEFT_OUT)
def test_what_is_no_page_is_left_out(data: bytes) -> None:
    assert read(data + record(block=answer())) == snapshots_in(record(block=answer()))


REFUSED = [
    pytest.param(record(block=answer(), Target_URI="http://"), "no web address", id="no host"),
    pytest.param(record(block=answer(), Target_URI="http://[1/"), "no web address", id="half IPv6"),
    pytest.param(record(block=answer(), Target_URI=ADDRESS + "/" * 3000), "long", id="endless"),
    pytest.param(record(block=answer(), Target_URI=ADDRESS + "\x1b[31m"), "strange", id="signs"),
    pytest.param(record(block=answer(), Date="yesterday"), "no WARC-Date", id="no date"),
    pytest.param(record(block=answer(), Date="2999-01-01T00:00:00Z"), "future", id="future"),
    pytest.param(record(block=b"<html>"), "head of the answer", id="no head"),
    pytest.param(record(block=b"SMTP 1\r\n\r\n"), "begins with", id="another protocol"),
    pytest.param(
        record(block=answer(gzip.compress(bytes(2_000_000)), Content_Encoding="gzip")),
        "grows past",
        id="a bomb",
    ),
    pytest.param(record(block=answer(bytes(2_000_000))), "larger", id="larger than max_body"),
    pytest.param(record(block=answer(bytes(9_000_000))), "max_body", id="larger than a head more"),
    pytest.param(
        record(block=answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")),
        "breaks off",
        id="gzip cut short",
    ),
    pytest.param(
        record(block=answer(b"\x81\x00", Content_Encoding="br")), "encoded as br", id="brotli"
    ),
    pytest.param(
        record(block=answer(chunked(PAGE)[:-9], Transfer_Encoding="chunked")),
        "chunk",
        id="chunks cut short",
    ),
    pytest.param(record(block=answer(), Block_Digest="sha1:" + "A" * 32), "digest", id="digest"),
]


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_a_record_that_cannot_be_used_is_told_and_the_next_is_read(data: bytes, says: str) -> None:
    bad, good = read(data + record(block=answer(), Target_URI="<https://outlet.example/2>"))
    assert isinstance(bad, ImportFileError)
    assert says in str(bad)
    assert "at byte 0" in str(bad)
    assert "\x1b" not in str(bad)
    assert isinstance(good, Snapshot)
    assert good.document == "https://outlet.example/2"
