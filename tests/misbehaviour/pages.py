"""Pages that misbehave. Each is one entry of a feed; those of HANGING have a host of their own."""

from __future__ import annotations

import gzip
import zlib

from tests.crawl.server import Answer, Reply, dripping, endless, hanging, html, redirect
from tests.misbehaviour.row import (
    CLAIM,
    NEWS,
    NONE,
    TRAP,
    Row,
    article,
    in_charset,
    page,
    reset,
    slowly,
    wire,
)

GZIP = {"Content_Encoding": "gzip"}
LATER = "answered {}: the server has trouble; it is asked again at a later crawl"
OK = "HTTP/1.1 200 OK\nContent-Type: text/html\n"
BREAKS_OFF = "could not be read: peer closed connection"

STATUSES = [
    Row("401", page(status=401), "permanent 401", "answered 401: it wants a login"),
    Row("403", page(status=403), "permanent 403", "answered 403: it refuses us"),
    Row("404 with a page", page(status=404), "permanent 404", "answered 404: nothing is there"),
    Row("410", page(status=410), "permanent 410", "answered 410: it is gone for good"),
    Row("500 with a page", page(status=500), "transient 500", LATER.format(500)),
    Row("204, nothing at all", Reply(status=204), "fetched 204, empty", NONE),
    Row("200 without a body", Reply(), "fetched 200, empty", NONE),
    Row("206, a part nobody asked for", page(status=206), "permanent 206", "answered 206"),
    Row("304 without being asked", page(status=304), "permanent 304", "answered 304"),
    Row("999, no such status", page(status=999), "transient 999", LATER.format(999)),
    Row("a redirect to itself", redirect("?"), "permanent 302", "redirects in a circle"),
    Row("redirects without end", redirect("/hop/1"), "permanent 302", "more than 5 times"),
    Row("a redirect to nowhere", redirect(""), "permanent 302", "does not say where to"),
    Row("a redirect to the front page", redirect("/"), "permanent 404", "to the front page of"),
    Row(
        "a cookie to follow us with: no later request brings it back",
        page(Set_Cookie="track=1; Path=/; Max-Age=999999999"),
        "fetched 200, article",
        CLAIM,
    ),
]

WIRE = [
    Row("the connection is closed", wire(""), "transient –", "disconnected without"),
    Row("the connection is reset", reset, "transient –", "could not be read"),
    Row("HTTP/0.9", wire("", TRAP), "transient –", "could not be read"),
    Row("another protocol", wire("SSH-2.0-x\n\n"), "transient –", "illegal status line"),
    Row("101, another protocol from here on", wire("HTTP/1.1 101 X\n\n"), "transient –", "could"),
    Row("a body that breaks off", wire(f"{OK}Content-Length: 9999\n\n", TRAP), "transient –", BREAKS_OFF),
    Row(
        "a chunked body that breaks off",
        wire(f"{OK}Transfer-Encoding: chunked\n\nfff\n", TRAP),
        "transient –",
        BREAKS_OFF,
    ),
    Row(
        "a chunk of no possible length",
        wire(f"{OK}Transfer-Encoding: chunked\n\n{'F' * 5000}\n", TRAP),
        "transient –",
        "illegal chunk header",
    ),
    Row("a negative length", wire(f"{OK}Content-Length: -5\n\n", TRAP), "transient –", "bad Content-Length"),
    Row(
        "two lengths",
        wire(f"{OK}Content-Length: 5\nContent-Length: 6\n\n", TRAP),
        "transient –",
        "conflicting Content-Length",
    ),
    Row(
        "a length shorter than the body: the rest is never taken for another answer",
        wire(f"{OK}Content-Length: 5\n\n", b"short" + b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + TRAP),
        "fetched 200, empty",
        NONE,
    ),
    Row("a length of 50 MB", wire(f"{OK}Content-Length: 50000000\n\n"), "too-large –", "larger than 10000000"),
    Row("50 MB, unannounced", endless(bytes(65_536), 800), "too-large –", "larger than 10000000 bytes"),
    Row("100,000 header lines", wire("HTTP/1.1 200 OK\n" + "X: y\n" * 100_000), "transient –", "too long"),
    Row("a header of 1 MB", wire(f"{OK}X: {'y' * 1_000_000}\n\n"), "transient –", "too long"),
    Row("300 header lines too many", html("x", **{f"X{n}": "y" for n in range(600)}), "too-large –", "602 header lines"),
    Row("broken headers", wire("HTTP/1.1 200 OK\nno header\n\n", TRAP), "transient –", "could not be read"),
]  # fmt: skip

PACKED = [
    Row("a gzip bomb, 1 to 1,000", page(gzip.compress(bytes(9_000_000)), **GZIP), "too-large –", "200 times its size"),
    Row("a deflate bomb", page(zlib.compress(bytes(50_000_000)), Content_Encoding="deflate"), "too-large –", "when decompressed"),
    Row("gzip in gzip", page(gzip.compress(gzip.compress(TRAP)), Content_Encoding="gzip, gzip"), "permanent 200", "encoded as gzip, gzip"),
    Row("brotli, which nobody asked for", page(Content_Encoding="br"), "permanent 200", "is encoded as br, which we did not ask for"),
    Row("gzip that is none", page(**GZIP), "transient –", "is not compressed as it says"),
    Row("gzip that breaks off", page(gzip.compress(TRAP)[:-9], **GZIP), "transient –", "breaks off"),
    Row("gzip with a wrong checksum", page(gzip.compress(TRAP)[:-8] + bytes(8), **GZIP), "transient –", "is not compressed as it says"),
]  # fmt: skip

CHARSETS = [
    Row("UTF-8, the header says Latin-1, meta UTF-8", in_charset("utf-8", "iso-8859-1", "utf-8"), "fetched 200, article", CLAIM, "café"),
    Row("Latin-1, the header says UTF-8", in_charset("latin-1", "utf-8"), "fetched 200, article", CLAIM),
    Row("Latin-1, meta says UTF-8", in_charset("latin-1", None, "utf-8"), "fetched 200, article", CLAIM),
    Row("Latin-1, the header is right, meta wrong", in_charset("latin-1", "iso-8859-1", "utf-8"), "fetched 200, article", CLAIM, "café"),
    Row("UTF-16, and nobody says so", in_charset("utf-16"), "fetched 200, article", CLAIM, "café"),
    Row("a charset that is none", in_charset("utf-8", "base64"), "fetched 200, article", CLAIM, "café"),
    Row("a charset of control characters", in_charset("utf-8", "\x01\x7f"), "fetched 200, article", CLAIM),
    Row("NUL bytes in every word", page(TRAP.replace(b"e", b"e\0")), "fetched 200, article", CLAIM),
]  # fmt: skip

BODIES = [
    Row("10 MB in a single line", page(b"<p>" + b"a b, " * 1_990_000), "fetched 200, empty", NONE),
    Row("100,000 tags in tags", page(b"<div>" * 100_000 + TRAP), "fetched 200, empty", NONE),
    Row("a picture that says it is a page", page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99), "fetched 200, empty", NONE),
    Row("200 and a page that says it found nothing", html(f"<title>404 Not Found</title><p>{NEWS}"), "fetched 200, soft-404", NONE),
    Row("a canonical address on another host", article(head='<link rel=canonical href="http://10.0.0.1/x">'), "fetched 200, article", CLAIM),
    Row("a canonical address of no possible host", article(head='<link rel=canonical href="http://xn--a/who-may-join">'), "fetched 200, article", CLAIM),
    Row("the feed itself, served as an article", Reply(b'<rss version="2.0"><channel></channel></rss>'), "fetched 200, empty", NONE),
]  # fmt: skip

PAGES = [*STATUSES, *WIRE, *PACKED, *CHARSETS, *BODIES]
# Where the redirects without end go.
HOPS: dict[str, Answer] = {f"/hop/{n}": redirect(f"/hop/{n + 1}") for n in range(1, 9)}

TOO_LATE = "did not answer in time"
HANGING = [
    Row("no answer", hanging, "transient –", TOO_LATE),
    Row("slow-loris: a header a byte at a time", slowly(b"HTTP/1.1 200 OK\r\nX: ", b"y", 0.02), "transient –", TOO_LATE),
    Row("a body a byte at a time", dripping, "transient –", TOO_LATE),
    Row("103 Early Hints without end", slowly(b"", b"HTTP/1.1 103 X\r\n\r\n", 0.01), "transient –", TOO_LATE),
    Row("chunks of a byte without end", slowly(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 99, 0.01), "transient –", TOO_LATE),
    Row("429, slow down for an hour", Reply(TRAP, 429, {"Retry-After": "3600"}), "transient 429", "asks us to slow down; it is asked again in 3600 seconds"),
    Row("503, with a date to come back", Reply(TRAP, 503, {"Retry-After": "Fri, 01 Aug 2008 12:00:00 GMT"}), "transient 503", "in 0 seconds, as it asks"),
]  # fmt: skip
