"""Compressed bodies: read, bounded, and broken."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest

from monitor.crawl.inflate import Inflater, gunzip
from monitor.errors import ParseError, TooLargeError

TEXT = b"who said what when " * 500


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(gzip.compress(TEXT), TEXT, id="gzip"),
        pytest.param(zlib.compress(TEXT), TEXT, id="deflate with its header"),
        pytest.param(raw_deflate(TEXT), TEXT, id="deflate without"),
        pytest.param(gzip.compress(b"a") + gzip.compress(b"b"), b"ab", id="two gzip members"),
        pytest.param(gzip.compress(TEXT) + b"\0" * 99, TEXT, id="padding at the end"),
        pytest.param(gzip.compress(b""), b"", id="nothing, compressed"),
        pytest.param(b"", b"", id="nothing at all"),
    ],
)
def test_reads(data: bytes, expected: bytes) -> None:
    assert gunzip(data, cap=len(TEXT), what="it") == expected


MEMBERS = gzip.compress(TEXT[:400]) + gzip.compress(b"") + gzip.compress(TEXT[400:])


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 64])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(gzip.compress(TEXT), id="gzip"),
        pytest.param(zlib.compress(TEXT), id="deflate with its header"),
        pytest.param(raw_deflate(TEXT), id="deflate without"),
        pytest.param(MEMBERS, id="three members"),
        pytest.param(MEMBERS + b"\0", id="padding of a byte"),
        pytest.param(MEMBERS + b"\x1f", id="what begins like a member"),
        pytest.param(MEMBERS + b"\0\0" + gzip.compress(b"more"), id="a member behind padding"),
    ],
)
def test_piece_by_piece_is_the_same(data: bytes, at_once: int) -> None:
    """Where the network cuts a body is chance: also between the two bytes of a header."""
    inflater = Inflater(len(TEXT), "it")
    for at in range(0, len(data), at_once):
        inflater.feed(data[at : at + at_once])
    assert inflater.finish() == TEXT


def test_what_padding_allowed_is_not_taken_back() -> None:
    """The ratio of a large piece let it through; the small one behind it found no room."""
    inflater = Inflater(10**9, "it")
    body = bytes(3_000_000)
    inflater.feed(gzip.compress(body) + bytes(20_000))
    inflater.feed(gzip.compress(b"more"))
    assert inflater.finish() == body


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(gzip.compress(TEXT + b"!"), TooLargeError, id="one byte too many"),
        pytest.param(gzip.compress(bytes(10_000_000)), TooLargeError, id="a bomb"),
        pytest.param(gzip.compress(b"") * 2000, TooLargeError, id="two thousand empty members"),
        pytest.param(gzip.compress(TEXT)[:-20], ParseError, id="breaks off"),
        pytest.param(b"<html>plain</html>", ParseError, id="not compressed"),
        pytest.param(gzip.compress(TEXT)[:20] + b"\xff" * 99, ParseError, id="broken inside"),
        pytest.param(b"\x1f", ParseError, id="a byte"),
    ],
)
def test_refuses(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^it "):
        gunzip(data, cap=len(TEXT), what="it")


def lines(number: int) -> bytes:
    """A list as servers print it: alike rows, which pack well."""
    return b"".join(b"<url><loc>https://outlet.example/%d</loc></url>\n" % n for n in range(number))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(bytes(900_000), id="a thousand times its size, and less than a megabyte"),
        pytest.param(lines(200_000), id="a sitemap, some ten times"),
        pytest.param(b"2014-08-01 GET / 200 -\n" * 100_000 + lines(20_000), id="a log, sixty"),
    ],
)
def test_what_packs_well_is_no_bomb(body: bytes) -> None:
    assert gunzip(gzip.compress(body), cap=20_000_000, what="it") == body


def test_what_grows_out_of_proportion_is_a_bomb() -> None:
    bomb = gzip.compress(bytes(5_000_000))
    with pytest.raises(TooLargeError, match=r"^it grows past 1000000 bytes .*, 200 times its size"):
        gunzip(bomb, cap=20_000_000, what="it")
    with pytest.raises(TooLargeError, match="200 times"):
        gunzip(
            gzip.compress(lines(40_000)) + gzip.compress(bytes(50_000_000)), cap=10**9, what="it"
        )


def test_a_bomb_is_never_held() -> None:
    bomb, inflater = gzip.compress(bytes(50_000_000)), Inflater(1000, "it")
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            inflater.feed(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # What zlib itself needs is some 50 KB; the body would be 50 MB.
    assert peak < 1_000_000
