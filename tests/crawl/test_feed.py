"""Feeds as they come: RSS, Atom, and what calls itself one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.crawl.feed import MOST_ENTRIES, Feed, parse_feed, read_feed
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


def feed(body: str | bytes) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, url=URL, source="outlet")


def json_feed(*items: object, **changes: Any) -> bytes:
    plain = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
    return json.dumps(plain | changes).encode()


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


def test_one_guid_for_two_links_is_two_entries() -> None:
    items = [f"<item><link>/{n}</link><guid>same</guid></item>" for n in "ab"]
    assert [entry.url[-2:] for entry in entries(rss(*items))] == ["/a", "/b"]


def test_entries_without_a_link_are_counted() -> None:
    found = feed(rss("<item><title>x</title></item>", "<item><link>/a</link></item>"))
    assert (len(found.entries), found.without_link, found.cut) == (1, 1, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("entries", "cut"), [(MOST_ENTRIES, False), (MOST_ENTRIES + 2000, True)])
def test_five_thousand_entries_and_no_more(encoding: str, entries: int, cut: bool) -> None:
    body = rss(*(f"<item><link>/news/{n}</link></item>" for n in range(entries)))
    found = feed(body.encode(encoding))
    assert (len(found.entries), found.cut) == (MOST_ENTRIES, cut)
    assert found.entries[-1].url.endswith("/4999")


def test_a_json_feed_is_cut_too() -> None:
    found = feed(json_feed(*({"url": f"/news/{n}"} for n in range(MOST_ENTRIES + 1))))
    assert (len(found.entries), found.cut) == (MOST_ENTRIES, True)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "<description>&lt;p&gt;The &lt;b&gt;minimum&lt;/b&gt;\n rose &amp;amp; fell&lt;/p&gt;"
            "</description>",
            "The minimum rose & fell",
            id="without its tags, on one line",
        ),
        pytest.param(
            "<description><![CDATA[<p>One</p><p>Two</p>]]></description>", "One Two", id="CDATA"
        ),
        pytest.param(
            '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">All of it'
            "</content:encoded>",
            "All of it",
            id="the whole text where there is no summary",
        ),
        pytest.param("<description> </description>", None, id="blank"),
        pytest.param(
            f"<description>{'word ' * 9000}</description>", ("word " * 200)[:-1], id="long"
        ),
        pytest.param(f"<description>{'&lt;' * 9000}</description>", "<" * 1000, id="only signs"),
    ],
)
def test_summary(item: str, expected: str | None) -> None:
    (entry,) = entries(rss(f"<item><link>/a</link>{item}</item>"))
    assert entry.summary == expected


def test_published_and_changed_are_two_things() -> None:
    dates = (
        "<published>2014-08-01T10:00:00Z</published><updated>2014-09-02T12:00:00+02:00</updated>"
    )
    (entry,) = entries(ATOM.replace("<updated>2014-08-01T10:00:00Z</updated>", dates))
    assert entry.published == DaySpan.day(date(2014, 8, 1))
    assert entry.changed == datetime(2014, 9, 2, 10, tzinfo=UTC)


def test_without_a_date_of_change_there_is_none() -> None:
    assert entries(RSS)[0].changed is None


def test_json() -> None:
    body = json_feed(
        {
            "id": "1",
            "url": "/news/1?utm_source=json",
            "title": "Minimum <b>raised</b>",
            "content_html": "<p>It is <b>150</b> now.</p>",
            "date_published": "2014-08-01T23:30:00-04:00",
            "date_modified": "2014-08-05T10:00:00Z",
        },
        {"id": "https://outlet.example/news/2", "content_text": "Short."},
    )
    assert entries(body, "text/plain") == (
        Entry(
            "outlet",
            "https://outlet.example/news/1",
            "Minimum raised",
            DaySpan.day(date(2014, 8, 2)),
            "It is 150 now.",
            datetime(2014, 8, 5, 10, tzinfo=UTC),
        ),
        Entry("outlet", "https://outlet.example/news/2", None, None, "Short."),
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param({"url": "a"}, "https://outlet.example/news/a", id="relative"),
        pytest.param({"id": "4711"}, None, id="a number for an id"),
        pytest.param({"id": 4711, "url": "/a"}, "https://outlet.example/a", id="not even text"),
        pytest.param(
            {"external_url": "https://o.example/x"}, "https://o.example/x", id="elsewhere"
        ),
        pytest.param({"url": "javascript:x", "id": "tag:1"}, None, id="a script"),
        pytest.param({"url": ["/a"]}, None, id="a list"),
        pytest.param("text", None, id="no object"),
        pytest.param(
            {"url": "/a", "title": 5, "date_published": "soon"},
            "https://outlet.example/a",
            id="the rest is odd",
        ),
        pytest.param(
            {"url": "/a", "date_published": "0001-01-01T00:00:00+14:00"},
            "https://outlet.example/a",
            id="before time",
        ),
        pytest.param(
            {"url": "/a", "date_modified": "9999-12-31T23:59:59-14:00"},
            "https://outlet.example/a",
            id="after it",
        ),
    ],
)
def test_where_an_item_of_json_leads(item: object, expected: str | None) -> None:
    found = entries(json_feed(item))
    assert [entry.url for entry in found] == ([expected] if expected else [])
    assert all(entry.published is None and entry.changed is None for entry in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_in_every_unicode(encoding: str) -> None:
    body = json_feed({"url": "/a", "title": "Cafe"}).decode().replace("Cafe", "Café")
    assert entries(body.encode(encoding))[0].title == "Café"


def test_html_served_as_a_feed_is_called_so() -> None:
    for page in ("<!DOCTYPE html><html><p>x", " <html lang=en>", "<!-- x --><!doctype HTML>"):
        with pytest.raises(ParseError, match="is a page of HTML, no feed"):
            entries(page, "application/rss+xml")


def test_ten_megabytes_on_one_line() -> None:
    (entry,) = entries(
        rss(f"<item><link>/a</link><description>{'x ' * 5_000_000}</description></item>")
    )
    assert entry.summary == ("x " * 500)[:-1]


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
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1"}', id="JSON without items"),
        pytest.param(b'{"items": []}', id="JSON of another kind"),
        pytest.param(b'{"version": 1, "items": []}', id="JSON with another version"),
        pytest.param(b'{"version": "https://jsonfeed.org/ver', id="JSON, breaks off"),
        pytest.param(b"{" * 100_000, id="JSON without end"),
        pytest.param(b'{"a":' * 100_000, id="JSON nested without end"),
        pytest.param(b'{"version": ' + b"9" * 100_000 + b"}", id="a number without end"),
        pytest.param(b"<rss><channel>" + b"<a>" * 100_000, id="nested without end"),
        pytest.param(b"<rss><channel>" + b"<" * 1_000_000, id="tags without end"),
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


@pytest.mark.parametrize(
    "content_type", ["application/xml", "text/html", "text/xml; charset=x", ""]
)
def test_a_feed_without_entries_is_a_feed_however_labelled(content_type: str) -> None:
    assert entries(rss(), content_type) == ()


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


@settings(max_examples=60)
@given(cut=st.integers(0, len(RSS)), noise=st.binary(max_size=40))
def test_noise_ends_in_entries_or_in_one_error(cut: int, noise: bytes) -> None:
    try:
        found = entries(RSS[:cut].encode() + noise + RSS[cut:].encode())
    except ParseError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in found)


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["url", "id", "title", "date_published", "items", "summary", "x"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_ends_in_entries_or_in_one_error(items: object) -> None:
    try:
        found = entries(json_feed(items, items=items))
    except ParseError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in found)
