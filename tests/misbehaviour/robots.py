"""robots.txt that misbehaves, each on a host of its own with one page (RFC 9309, section 2.3.1)."""

from __future__ import annotations

from tests.crawl.server import Reply, hanging, html, redirect
from tests.misbehaviour.row import CLAIM, Row, reset, slowly, wire

CLOSED = b"User-agent: *\nDisallow: /\n"
OPEN = "fetched 200, article"
FORBIDDEN = "asks crawlers to leave"
NOT_NOW = "is fetched without its robots.txt"

ROBOTS = [
    Row("200, allowed", Reply(b"User-agent: *\nDisallow: /x\n"), OPEN, CLAIM),
    Row("200, disallowed", Reply(CLOSED), "refused –", FORBIDDEN),
    Row("200, empty", Reply(), OPEN, CLAIM),
    Row("204", Reply(status=204), OPEN, CLAIM),
    Row("301 to rules", redirect("/rules/1", 301), "refused –", FORBIDDEN),
    Row("five redirects to rules", redirect("/hop/4", 301), "refused –", FORBIDDEN),
    Row("more than five redirects: no rules", redirect("/hop/1", 301), OPEN, CLAIM),
    Row("redirects in a circle: no rules", redirect("/robots.txt", 301), OPEN, CLAIM),
    Row("301 to another host's rules", redirect("{other}/rules", 301), "refused –", FORBIDDEN),
    Row("301 to an internal host", redirect("http://10.0.0.1/robots.txt"), "refused –", "not on the public internet"),
    Row("400", Reply(CLOSED, 400), OPEN, CLAIM),
    Row("401", Reply(CLOSED, 401), OPEN, CLAIM),
    Row("403", Reply(CLOSED, 403), OPEN, CLAIM),
    Row("404", Reply(CLOSED, 404), OPEN, CLAIM),
    Row("410", Reply(CLOSED, 410), OPEN, CLAIM),
    Row("429: not now", Reply(status=429), "transient –", NOT_NOW),
    Row("500: not now", Reply(status=500), "transient –", NOT_NOW),
    Row("503: not now", Reply(status=503), "transient –", NOT_NOW),
    Row("no answer: not now", hanging, "transient –", NOT_NOW),
    Row("a byte at a time: not now", slowly(b"HTTP/1.1 200 OK\r\n\r\n", b"#", 0.02), "transient –", NOT_NOW),
    Row("connection reset: not now", reset, "transient –", NOT_NOW),
    Row("breaks off: not now", wire("HTTP/1.1 200 OK\nContent-Length: 99\n\n", CLOSED), "transient –", NOT_NOW),
    Row("304 without being asked: not now", Reply(status=304), "transient –", NOT_NOW),
    Row("300, a choice: not now", Reply(status=300), "transient –", NOT_NOW),
    Row("a redirect to no possible host: not now", redirect(f"http://{'x' * 64}.example/"), "transient –", NOT_NOW),
    Row("brotli: not now", Reply(CLOSED, headers={"Content-Encoding": "br"}), "transient –", NOT_NOW),
    Row("larger than max_body: not now", Reply(b"#" * 10_000_001), "transient –", NOT_NOW),
    Row("garbage: no rules", Reply(bytes(range(128, 256)) * 99), OPEN, CLAIM),
    Row("a page of HTML: no rules", html("<p>User agents: welcome"), OPEN, CLAIM),
    Row("rules within the first 500 KiB", Reply(b"#" * 500_000 + b"\n" + CLOSED + b"#" * 99_999), "refused –", FORBIDDEN),
    Row("rules past the first 500 KiB", Reply(b"#" * 512_000 + b"\n" + CLOSED), OPEN, CLAIM),
    Row("a byte order mark", Reply(b"\xef\xbb\xbf" + CLOSED), "refused –", FORBIDDEN),
    Row("CR for line ends", Reply(CLOSED.replace(b"\n", b"\r")), "refused –", FORBIDDEN),
    Row("NUL bytes", Reply(b"\0\n" + CLOSED), "refused –", FORBIDDEN),
    Row("a rule of 99 wildcards", Reply(b"User-agent: *\nDisallow: /" + b"*a" * 99 + b"b\n"), OPEN, CLAIM),
    Row("30,000 rules", Reply(b"User-agent: *\n" + b"Disallow: /*x$\n" * 30_000), OPEN, CLAIM),
    Row("a delay of a billion seconds", Reply(b"User-agent: *\nDisallow: /\nCrawl-delay: 1e9\n"), "refused –", FORBIDDEN),
]  # fmt: skip
