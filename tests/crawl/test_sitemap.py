"""Sitemaps, news sitemaps and indexes; also packed, broken and hostile ones."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.crawl.sitemap import MOST_ROWS, Sitemap, parse_sitemap
from monitor.errors import ParseError, TooLargeError
from monitor.interval import DaySpan
from monitor.types import Entry

URL = "https://outlet.example/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*rows: str) -> bytes:
    return f"<?xml version='1.0'?><urlset {NAMESPACE} {NEWS}>{''.join(rows)}</urlset>".encode()


def row(path: str, lastmod: str = "") -> str:
    return f"<url><loc>https://outlet.example{path}</loc><lastmod>{lastmod}</lastmod></url>"


def read(body: bytes) -> Sitemap:
    return parse_sitemap(body, url=URL, source="outlet")


def paths(body: bytes) -> list[str]:
    return [entry.url.removeprefix("https://outlet.example") for entry in read(body).entries]


def test_newest_first_and_undated_last() -> None:
    body = urlset(row("/a"), row("/b", "2014-07-01"), row("/c", "2014-08-01T10:00:00Z"))
    assert paths(body) == ["/c", "/b", "/a"]
    assert all(entry.published is None for entry in read(body).entries)


def test_twins_are_folded() -> None:
    assert paths(urlset(row("/a", "2014-01-01"), row("/b"), row("/a#x"))) == ["/a", "/b"]


@pytest.mark.parametrize(
    ("lastmod", "expected"),
    [
        ("2014-08-01T10:00:00+02:00", datetime(2014, 8, 1, 8, tzinfo=UTC)),
        ("2014-08-01T10:00:00", datetime(2014, 8, 1, 10, tzinfo=UTC)),
        ("2014-08-01", datetime(2014, 8, 1, tzinfo=UTC)),
        ("2014-08", datetime(2014, 8, 1, tzinfo=UTC)),
        ("2014", datetime(2014, 1, 1, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_lastmod_is_when_it_changed(lastmod: str, expected: datetime | None) -> None:
    (entry,) = read(urlset(row("/a", lastmod))).entries
    assert entry.changed == expected
    assert entry.published is None


def test_newest_first_by_time_and_not_by_spelling() -> None:
    body = urlset(row("/a", "2014-08-01T23:00:00-05:00"), row("/b", "2014-08-02T01:00:00+00:00"))
    assert paths(body) == ["/a", "/b"]


def test_addresses_of_other_sites_are_left_out_and_counted() -> None:
    hosts = ("outlet.example", "www.outlet.example", "news.outlet.example", "other.example")
    rows = [f"<url><loc>https://{host}/a</loc></url>" for host in hosts]
    found = read(urlset(*rows))
    assert [entry.url for entry in found.entries] == [f"https://{host}/a" for host in hosts[:3]]
    assert found.elsewhere == 1


def test_as_many_rows_as_the_protocol_allows() -> None:
    found = read(urlset(*(row(f"/{n}") for n in range(MOST_ROWS + 1))))
    assert (len(found.entries), found.cut) == (MOST_ROWS, True)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"https://outlet.example/a\nhttps://outlet.example/b\n", id="lines"),
        pytest.param(
            b"\xef\xbb\xbf\r\nhttps://outlet.example/a\r\n\r\n HTTPS://outlet.example/b",
            id="Windows",
        ),
        pytest.param(
            b"https://outlet.example/a\nhello\n"
            + b"https://outlet.example/"
            + b"x" * 3000
            + b"\nhttps://outlet.example/b\0",
            id="among noise",
        ),
        pytest.param(
            gzip.compress(b"https://outlet.example/a\nhttps://outlet.example/b\n"), id="packed"
        ),
    ],
)
def test_a_text_sitemap(body: bytes) -> None:
    assert paths(body) == ["/a", "/b"]


def test_a_news_sitemap_has_titles_and_dates() -> None:
    body = urlset(
        "<url><loc>https://outlet.example/n</loc><news:news><news:title>Minimum raised"
        "</news:title><news:publication_date>2014-08-01T09:00:00+02:00</news:publication_date>"
        "</news:news></url>"
    )
    assert read(body).entries == (
        Entry(
            "outlet", "https://outlet.example/n", "Minimum raised", DaySpan.day(date(2014, 8, 1))
        ),
    )


def test_an_index_names_children() -> None:
    body = (
        f"<sitemapindex {NAMESPACE}><sitemap><loc>/old.xml</loc></sitemap>"
        "<sitemap><loc>/new.xml.gz</loc><lastmod>2014-08</lastmod></sitemap></sitemapindex>"
    )
    found = read(body.encode())
    assert found.entries == ()
    assert found.children == (
        "https://outlet.example/new.xml.gz",
        "https://outlet.example/old.xml",
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(gzip.compress(urlset(row("/a"))), ["/a"], id="packed"),
        pytest.param(urlset(row("/a"), row("/b"))[:-40], ["/a", "/b"], id="breaks off"),
        pytest.param(b"<urlset>" + row("/a").encode() + b"</urlset>", ["/a"], id="no namespace"),
        pytest.param(urlset(row("/a"), "<url><loc>mailto:x</loc></url>"), ["/a"], id="mail"),
        pytest.param(urlset("<url/>", "text", "<!-- x -->", row("/a")), ["/a"], id="odd rows"),
        pytest.param(urlset(row("/a", "long ago")), ["/a"], id="no date"),
        pytest.param(urlset(), [], id="empty"),
    ],
)
def test_what_can_be_read_is_read(body: bytes, expected: list[str]) -> None:
    assert paths(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<!doctype html><html><body>Not found</body></html>", id="HTML"),
        pytest.param(b"See https://outlet.example/a\n", id="plain text"),
        pytest.param(b'<rss version="2.0"><channel/></rss>', id="a feed"),
        pytest.param(gzip.compress(urlset(row("/a")))[:-12], id="packed, breaks off"),
        pytest.param(b"<!-- only a comment -->", id="a comment"),
        pytest.param(b"<?xml version='1.0'?>\0\0", id="NUL bytes"),
    ],
)
def test_not_a_sitemap(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"^https://outlet\.example/sitemap\.xml "):
        read(body)


def test_a_packed_bomb_stops_at_the_cap() -> None:
    with pytest.raises(TooLargeError):
        read(gzip.compress(bytes(60_000_000)))


def test_entities_do_not_multiply() -> None:
    definitions = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "/ha">{definitions}]>'
    with pytest.raises(ParseError, match="broken sitemap"):
        read(f"{doctype}<urlset><url><loc>&e9;</loc></url></urlset>".encode())


def test_entities_read_no_file() -> None:
    doctype = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{__file__}">]>'
    body = f"{doctype}<urlset><url><loc>/&f;</loc></url>{row('/a')}</urlset>"
    assert paths(body.encode()) == ["/", "/a"]


@settings(max_examples=60)
@given(cut=st.integers(0, 300), noise=st.binary(max_size=40))
def test_noise_ends_in_entries_or_in_one_error(cut: int, noise: bytes) -> None:
    body = urlset(row("/a", "2014-08-01"), row("/b"))
    try:
        found = read(body[:cut] + noise + body[cut:])
    except (ParseError, TooLargeError):
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in found.entries)


def test_a_tag_of_broken_utf8_is_no_mistake_of_ours() -> None:
    """libxml2 lets half of a surrogate pass, and its name cannot be told."""
    with pytest.raises(ParseError, match="no sitemap"):
        read(b"<\xed\xa0\x80x></\xed\xa0\x80x>")
