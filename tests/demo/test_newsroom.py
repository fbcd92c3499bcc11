"""The newsroom behaves as outlets do: listings, validators, furniture, a silent edit."""

from __future__ import annotations

import difflib
import http.client
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from urllib.parse import urlsplit

import feedparser
import pytest
import trafilatura
from lxml import etree, html
from protego import Protego
from trafilatura.settings import Document

from monitor.config.load import bundled
from monitor.config.source import SourceConfig
from monitor.demo.newsroom import Newsroom, Request
from monitor.demo.outlets import EDITIONS, Article, read_newspapers
from monitor.errors import NotFoundError

DEMO = bundled("config") / "demo"
PAPERS = read_newspapers(DEMO)
BENEFIT = ("vendor-docs", "/docs/fasttrack/benefit-overview")
BLOG = ("migration-notes", "/2014/07/what-i-know-about-fasttrack.html")
TWO_PAGES = ("channel-ledger", "/news/2014/partners-puzzled-over-fasttrack")
RELEASES = (
    ("channel-ledger", "/newswire/2014/larkfield-fasttrack-course"),
    ("reseller-review", "/articles/larkfield-trains-resellers-for-fasttrack"),
)
# Words of the furniture around the articles, each in a template or a comment and in no article.
FURNITURE = (
    "cookie",
    "Subscribe",
    "Sponsored post",
    "MailHaul",
    "Related:",
    "NEXT:",
    "Most read",
    "1,204 views",
    "48,112 views",
    "You may also like",
    "Advertisement",
    "Printer-friendly",
    "Other posts",
    "40 seats, first come",
    "Filed under",
    "made of water",
    "300 seat deal",
    "Blogroll",
    "Was this page helpful",
    "All rights reserved",
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, f"{parts.path}?{parts.query}".rstrip("?"), headers=named)
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def main_text(body: bytes) -> str:
    return str(draw(body).text)


def draw(body: bytes) -> Document:
    drawn = trafilatura.bare_extraction(body, include_comments=False, with_metadata=True)
    assert isinstance(drawn, Document)
    return drawn


@pytest.fixture(scope="module")
def opened() -> Iterator[Newsroom]:
    with Newsroom(DEMO) as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(opened: Newsroom) -> Newsroom:
    opened.edition = EDITIONS[0]
    return opened


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("document", PAPERS.document, ids=lambda each: each.path)
def test_a_reader_draws_the_article_and_no_furniture(
    newsroom: Newsroom, document: Article, edition: int
) -> None:
    newsroom.edition = edition
    places = [newsroom.address(document.outlet, place) for place in document.places()]
    if edition < document.first_edition:
        assert {ask(place).status for place in places} == {404}
        return
    texts = []
    for place in places:
        drawn = draw(ask(place).body)
        assert drawn.title == document.title
        assert drawn.date == document.dated(edition).date().isoformat()
        assert drawn.author == document.author
        texts.append(" ".join(str(drawn.text).split()))
    whole = " ".join(texts)
    assert [words for words in FURNITURE if words in whole] == []
    assert [passage for passage in passages(newsroom, document) if passage not in whole] == []


def test_the_pages_do_carry_that_furniture(newsroom: Newsroom) -> None:
    newsroom.edition = EDITIONS[-1]
    served = b"".join(
        ask(newsroom.address(each.outlet, place)).body
        for each in PAPERS.document
        for place in each.places()
    ).decode()
    assert [words for words in FURNITURE if words not in served] == []


def passages(newsroom: Newsroom, document: Article) -> list[str]:
    """Each passage of the document, taken from its printer-friendly version."""
    page = ask(newsroom.address(document.outlet, "/print" + document.path))
    tree = html.fromstring(page.body)
    found = [" ".join(each.text_content().split()) for each in tree.iter("p", "li", "h2", "h3")]
    assert found[0].startswith(document.author)
    return found[1:]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param({}, 200, id="no validator"),
        pytest.param({"If_None_Match": "{etag}"}, 304, id="the same ETag"),
        pytest.param({"If_None_Match": "W/{etag}"}, 304, id="weak comparison"),
        pytest.param({"If_None_Match": '"old", {etag}'}, 304, id="one of several"),
        pytest.param({"If_None_Match": '"old"'}, 200, id="another ETag"),
        pytest.param({"If_Modified_Since": "{modified}"}, 304, id="the same time"),
        pytest.param(
            {"If_Modified_Since": "Tue, 01 Jan 2030 00:00:00 GMT"}, 304, id="a later time"
        ),
        pytest.param(
            {"If_Modified_Since": "Wed, 01 Jan 2014 00:00:00 GMT"}, 200, id="an earlier time"
        ),
        pytest.param({"If_Modified_Since": "yesterday"}, 200, id="no date at all"),
        pytest.param(
            {"If_None_Match": '"old"', "If_Modified_Since": "{modified}"},
            200,
            id="the ETag decides where both are sent",
        ),
    ],
)
@pytest.mark.parametrize(
    "path", [BLOG, ("migration-notes", "/atom.xml"), ("vendor-docs", "/sitemap.xml")]
)
def test_validators(
    newsroom: Newsroom, path: tuple[str, str], asked: dict[str, str], status: int
) -> None:
    url = newsroom.address(*path)
    first = ask(url)
    seen = {"etag": first.headers["ETag"], "modified": first.headers["Last-Modified"]}
    again = ask(url, **{name: value.format(**seen) for name, value in asked.items()})
    assert again.status == status
    assert again.body == (first.body if status == 200 else b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_the_vendor_page_changes_by_one_number_and_its_date_only(newsroom: Newsroom) -> None:
    url = newsroom.address(*BENEFIT)
    before = ask(url)
    newsroom.edition = 2
    after = ask(url, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    old, new = (main_text(each.body).splitlines() for each in (before, after))
    changed = [line for line in difflib.ndiff(old, new) if line[0] in "+-"]
    assert len(changed) == 2
    assert "at least 50 licenses" in changed[0]
    assert changed[1][2:] == changed[0][2:].replace("50", "150")
    assert b"08/14/2018" in before.body
    assert b"11/02/2018" in after.body


def test_an_article_stays_when_another_edition_is_out(newsroom: Newsroom) -> None:
    url = newsroom.address(*BLOG)
    etag = ask(url).headers["ETag"]
    newsroom.edition = 2
    assert ask(url, If_None_Match=etag).status == 304


def test_new_headlines_change_the_bytes_of_a_page_and_not_its_text(newsroom: Newsroom) -> None:
    url = newsroom.address(*TWO_PAGES)
    before = ask(url)
    newsroom.edition = 2
    after = ask(
        url,
        If_None_Match=before.headers["ETag"],
        If_Modified_Since=before.headers["Last-Modified"],
    )
    assert after.status == 200
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
    assert main_text(after.body) == main_text(before.body)


def feeds(newsroom: Newsroom) -> list[tuple[SourceConfig, str]]:
    return [(source, feed) for source in newsroom.sources() for feed in source.feeds]


@pytest.mark.parametrize("edition", EDITIONS)
def test_feeds_list_what_is_published(newsroom: Newsroom, edition: int) -> None:
    newsroom.edition = edition
    outlets = {outlet.key: outlet for outlet in PAPERS.outlet}
    versions = set()
    for source, feed in feeds(newsroom):
        parsed = feedparser.parse(ask(feed).body)
        assert not parsed.bozo
        versions.add(parsed.version)
        expected = PAPERS.published(outlets[source.key], edition)
        assert [(entry.title, moment(entry.published_parsed)) for entry in parsed.entries] == [
            (each.title, each.published.astimezone(UTC)) for each in expected
        ]
        assert {ask(entry.link).status for entry in parsed.entries} == {200}
    assert versions == {"rss20", "atom10"}


def moment(parsed: struct_time) -> datetime:
    return datetime.fromtimestamp(timegm(parsed), UTC)


@pytest.mark.parametrize("edition", EDITIONS)
def test_sitemaps_list_what_is_published(newsroom: Newsroom, edition: int) -> None:
    newsroom.edition = edition
    seen = []
    for source in newsroom.sources():
        for sitemap in source.sitemaps:
            tree = etree.fromstring(ask(sitemap).body)
            listed = tree.findall(".//{*}loc")
            articles = [
                each.text for each in listed if any(part in each.text for part in source.only)
            ]
            assert len(articles) == len(listed) - 1  # all but the front page
            assert {ask(url).status for url in articles} == {200}
            seen += articles
    in_both = 4  # two posts of the network, two vendor pages
    assert len(seen) == in_both + (edition == 2)


def test_every_document_is_listed_somewhere(newsroom: Newsroom) -> None:
    newsroom.edition = EDITIONS[-1]
    listed = ""
    for source in newsroom.sources():
        listed += "".join(ask(url).body.decode() for url in source.feeds + source.sitemaps)
    missing = [
        each.path
        for each in PAPERS.document
        if newsroom.address(each.outlet, each.path) not in listed
    ]
    assert missing == []


def test_a_long_article_goes_on_on_a_second_page(newsroom: Newsroom) -> None:
    first = newsroom.address(*TWO_PAGES)
    tree = html.fromstring(ask(first).body)
    tree.make_links_absolute(first)
    (link,) = tree.xpath("//head/link[@rel='next']/@href")
    (anchor,) = tree.xpath("//a[@rel='next']")
    assert anchor.text.startswith("NEXT:")
    assert anchor.get("href") == link == first + "/page/2"
    second = ask(link)
    assert second.status == 200
    assert "hybrid" in main_text(second.body)
    assert b'rel="next"' not in second.body
    assert ask(first + "/page/3").status == 404


@pytest.mark.parametrize(
    ("outlet", "path", "allowed"),
    [
        pytest.param("channel-ledger", TWO_PAGES[1], True, id="an article"),
        pytest.param("channel-ledger", "/print" + TWO_PAGES[1], False, id="its printed version"),
        pytest.param("reseller-review", "/articles/any", True, id="an empty Disallow"),
        pytest.param("northwind-network", "/members/library", False, id="behind a sign-in"),
        pytest.param("vendor-docs", BENEFIT[1], True, id="documentation"),
    ],
)
def test_robots(newsroom: Newsroom, outlet: str, path: str, allowed: bool) -> None:
    rules = Protego.parse(ask(newsroom.address(outlet, "/robots.txt")).body.decode())
    assert rules.can_fetch(newsroom.address(outlet, path), "Monitor/0.1") is allowed
    assert rules.crawl_delay("Monitor/0.1") is None


def test_an_outlet_without_robots_answers_404(newsroom: Newsroom) -> None:
    assert ask(newsroom.address("migration-notes", "/robots.txt")).status == 404


def test_a_press_release_is_reprinted_nearly_word_for_word(newsroom: Newsroom) -> None:
    texts = [main_text(ask(newsroom.address(*each)).body).splitlines() for each in RELEASES]
    shared = set(texts[0]) & set(texts[1])
    assert texts[0] != texts[1]
    # All but the dateline, the last sentence and the note about the company.
    assert len(shared) == 3
    assert any("150 seats or more" in line for line in shared)


def test_sources_are_what_a_crawler_is_configured_with(newsroom: Newsroom) -> None:
    sources = newsroom.sources()
    assert [source.key for source in sources] == [outlet.key for outlet in PAPERS.outlet]
    addresses = [url for each in sources for url in each.feeds + each.sitemaps + each.pages]
    assert {urlsplit(url).hostname for url in addresses} == {"127.0.0.1"}
    assert len({urlsplit(url).port for url in addresses}) == len(sources)
    assert {ask(url).status for url in addresses} == {200}


def test_the_log_tells_every_request_in_order(newsroom: Newsroom) -> None:
    before = len(newsroom.log)
    ask(newsroom.address("migration-notes", "/atom.xml?from=test"))
    ask(newsroom.address("vendor-docs", "/nothing"))
    etag = ask(newsroom.address(*BENEFIT)).headers["ETag"]
    ask(newsroom.address(*BENEFIT), If_None_Match=etag)
    assert newsroom.log[before:] == (
        Request("migration-notes", "/atom.xml?from=test", 200),
        Request("vendor-docs", "/nothing", 404),
        Request(*BENEFIT, 200),
        Request(*BENEFIT, 304),
    )


def test_head_has_the_headers_alone(newsroom: Newsroom) -> None:
    url = newsroom.address(*BENEFIT)
    full, head = ask(url), ask(url, "HEAD")
    assert head.status == 200
    assert head.body == b""
    assert head.headers["ETag"] == full.headers["ETag"]
    assert int(head.headers["Content-Length"]) == len(full.body)


def test_nothing_answers_once_the_newsroom_is_closed() -> None:
    with Newsroom(DEMO) as newsroom:
        url = newsroom.address(*BENEFIT)
    with pytest.raises(ConnectionRefusedError):
        ask(url)
    with pytest.raises(NotFoundError, match="open the newsroom first"):
        newsroom.sources()


@pytest.mark.parametrize("edition", [0, 3])
def test_there_are_two_editions(newsroom: Newsroom, edition: int) -> None:
    with pytest.raises(ValueError, match="no edition"):
        newsroom.edition = edition
