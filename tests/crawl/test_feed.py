"""Feeds as they come: RSS, Atom, and what calls itself one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.crawl.feed import parse_feed
from monitor.errors import ParseError
from monitor.interval import DaySpan
from monitor.types import Entry

URL = "https://outlet.example/news/feed"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title>
<item><title>Minimum &lt;b&gt;raised&lt;/b&gt;</title><link>/news/1?utm_source=rss</link>
<pubDate>Fri, 01 Aug 2014 23:30:00 -0400</pubDate></item>
<item><title>Café opens</title><link>https://outlet.example/news/2</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://outlet.example/blog/">
<entry><title>A post</title><link rel="alternate" href="post-1"/><id>tag:1</id>
<updated>2014-08-01T10:00:00Z</updated></entry></feed>"""


def entries(body: str | bytes, content_type: str = "application/xml") -> tuple[Entry, ...]:
    data = body.encode() if isinstance(body, str) else body
    headers = (("content-type", content_type),)
    return parse_feed(data, url=URL, source="outlet", headers=headers)


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def test_rss() -> None:
    assert entries(RSS) == (
        Entry(
            "outlet",
            "https://outlet.example/news/1",
            "Minimum raised",
            DaySpan.day(date(2014, 8, 2)),  # the day in UTC
        ),
        Entry("outlet", "https://outlet.example/news/2", "Café opens", None),
    )


def test_atom() -> None:
    (entry,) = entries(ATOM)
    assert entry.url == "https://outlet.example/blog/post-1"
    assert entry.published == DaySpan.day(date(2014, 8, 1))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("<link>/a</link>", "https://outlet.example/a", id="from the root"),
        pytest.param("<link>../b</link>", "https://outlet.example/b", id="from the folder"),
        pytest.param(
            "<guid>https://outlet.example/c</guid>", "https://outlet.example/c", id="only a guid"
        ),
        pytest.param(
            '<link>javascript:alert(1)</link><guid isPermaLink="false">https://o.example/d</guid>',
            "https://o.example/d",
            id="a script, and an address as guid",
        ),
        pytest.param("<guid>4711</guid>", None, id="a guid that is none"),
        pytest.param("<title>x</title>", None, id="no link"),
        pytest.param("<link>javascript:alert(1)</link>", None, id="a script"),
        pytest.param("<link>data:text/html,x</link>", None, id="data"),
        pytest.param("<link>file:///etc/passwd</link>", None, id="a file"),
        pytest.param("<link>http://[x</link>", None, id="half an address"),
    ],
)
def test_where_an_entry_leads(item: str, expected: str | None) -> None:
    found = [entry.url for entry in entries(rss(f"<item>{item}</item>"))]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    "when",
    ["", "yesterday", "99 Foo 2014", "Fri, 32 Aug 2014 10:00:00 GMT", "0000-00-00", "9" * 50],
)
def test_a_date_that_is_none(when: str) -> None:
    (entry,) = entries(rss(f"<item><link>/a</link><pubDate>{when}</pubDate></item>"))
    assert entry.published is None


def test_twins_are_folded_and_the_first_stays() -> None:
    items = [f"<item><title>{n}</title><link>/a?utm_x={n}</link></item>" for n in "123"]
    assert [entry.title for entry in entries(rss(*items))] == ["1"]


def test_five_thousand_entries() -> None:
    body = rss(*(f"<item><link>/news/{n}</link></item>" for n in range(5000)))
    assert len(entries(body)) == 5000


@pytest.mark.parametrize(
    ("body", "content_type", "titles"),
    [
        pytest.param(
            RSS[: RSS.index("</channel>") - 6].encode(), "text/xml", 2, id="breaks off in an item"
        ),
        pytest.param(
            # Half an address is none: what was not sent is not guessed.
            RSS[: RSS.index("</channel>") - 20].encode(),
            "text/xml",
            1,
            id="breaks off in an address",
        ),
        pytest.param(RSS.encode("latin-1"), "text/xml", 2, id="latin-1 that says it is UTF-8"),
        pytest.param(RSS.encode(), "text/xml; charset=latin-1", 2, id="the header lies"),
        pytest.param(RSS.encode("utf-16"), "text/xml", 2, id="UTF-16 that says it is UTF-8"),
        pytest.param(RSS.encode(), "text/html", 2, id="served as HTML"),
        pytest.param(RSS.replace("Café", "a\x00b\x0b").encode(), "text/xml", 2, id="NUL bytes"),
        pytest.param(RSS.replace("Café", "R&D &nbsp;").encode(), "text/xml", 2, id="bare &"),
        pytest.param(b"\n \n" + RSS.encode(), "text/xml", 2, id="blank lines first"),
    ],
)
def test_what_can_be_read_is_read(body: bytes, content_type: str, titles: int) -> None:
    found = entries(body, content_type)
    assert len(found) == titles
    assert found[0].url == "https://outlet.example/news/1"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<!doctype html><html><p>Please log in", id="HTML"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1"}', id="JSON"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), id="an image"),
        pytest.param(b'<rss version="2.0"><channel><tit', id="breaks off before any entry"),
        pytest.param(b'<?xml version="1.0" encoding="\0"?><rss version="2.0"/>', id="NUL encoding"),
        pytest.param(b'<?xml version="1.0" encoding="\x80"?><rss version="2.0"/>', id="encoding"),
        pytest.param(b"<urlset><url><loc>https://a.example/</loc></url></urlset>", id="a sitemap"),
    ],
)
def test_not_a_feed(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"^https://outlet\.example/news/feed is "):
        entries(body)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert entries(rss()) == ()


def test_a_body_is_never_taken_for_a_file_or_an_address() -> None:
    for body in (__file__.encode(), b"https://outlet.example/feed"):
        with pytest.raises(ParseError):
            entries(body)


def test_entities_do_not_multiply() -> None:
    definitions = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{definitions}]>' + rss(
        "<item><title>&e9;</title><link>/a</link></item>"
    )
    (entry,) = entries(bomb)
    assert len(entry.title or "") <= 500


def test_entities_read_no_file() -> None:
    body = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{__file__}">]>' + rss(
        "<item><title>&f;</title><link>/a</link></item>"
    )
    assert all("Feeds as they come" not in (entry.title or "") for entry in entries(body))


@settings(deadline=None, max_examples=60)
@given(cut=st.integers(0, len(RSS)), noise=st.binary(max_size=40))
def test_noise_ends_in_entries_or_in_one_error(cut: int, noise: bytes) -> None:
    try:
        found = entries(RSS[:cut].encode() + noise + RSS[cut:].encode())
    except ParseError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in found)
