"""What is asked of an archive, and what is taken from its answers: no network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor.config.source import SourceConfig
from monitor.crawl.archive import (
    Copy,
    Part,
    capture_address,
    copy_of,
    document_address,
    has_prefix,
    index_query,
    original_headers,
    parse_index,
)
from monitor.errors import ParseError, PermanentError, TooLargeError, TransientError

INDEX = "https://archive.example/cdx"
CAPTURES = "https://archive.example/web/"
FIRST, LAST = date(2014, 1, 1), date(2014, 12, 31)
PAGE = "http://www.outlet.example/news/1.htm"
ROW = ["20140801120000", PAGE, "AAAA"]
HERE = f"{CAPTURES}20140801120000id_/{PAGE}"
HEAD = ["timestamp", "original", "digest"]


def test_the_index_is_asked_for_changed_pages_with_text() -> None:
    query = index_query(INDEX, "outlet.example/news/", FIRST, LAST, rows=2000)
    assert query.startswith(f"{INDEX}?")
    assert parse_qs(urlsplit(query).query) == {
        "url": ["outlet.example/news/"],
        "matchType": ["prefix"],
        "from": ["20140101000000"],
        "to": ["20141231235959"],
        "filter": ["statuscode:200", "mimetype:text/html"],
        "collapse": ["digest"],
        "fl": ["timestamp,original,digest"],
        "limit": ["2000"],
        "showResumeKey": ["true"],
        "output": ["json"],
    }


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("com%2Coutlet%29%2Fnews%2F1.htm+20140801120000", id="coded, as it comes"),
        pytest.param("com,outlet)/news/1.htm 20140801120000", id="not coded"),
        pytest.param("com%2Coutlet%29%2F%2520a+20140801120000", id="of an address with a %20"),
        pytest.param("com,outlet)/?a=b&limit=9 2014#x", id="that would add parameters"),
    ],
)
def test_a_resume_key_reaches_the_server_as_it_was_meant(key: str) -> None:
    query = index_query(INDEX, "outlet.example/", FIRST, LAST, rows=1, resume=key)
    (sent,) = parse_qs(urlsplit(query).query)["resumeKey"]
    uncoded = key if ")" in key else parse_qs(f"k={key}")["k"][0]
    assert sent == uncoded
    assert parse_qs(urlsplit(query).query)["limit"] == ["1"]


def sha1(body: bytes) -> str:
    return base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def part(rows: Any, prefix: str = "outlet.example/news/") -> Part:
    body = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    return parse_index(body, archive=CAPTURES, url=INDEX, prefix=prefix, first=FIRST, last=LAST)


def test_a_part_of_a_list() -> None:
    found = part([HEAD, ROW, ["20140802000000", PAGE, "BBBB"], [], ["next key"]])
    assert [(each.url, each.captured, each.digest) for each in found.captures] == [
        (PAGE, datetime(2014, 8, 1, 12, tzinfo=UTC), "AAAA"),
        (PAGE, datetime(2014, 8, 2, tzinfo=UTC), "BBBB"),
    ]
    assert (found.resume, found.left_out) == ("next key", 0)


@pytest.mark.parametrize("rows", [[], [HEAD]], ids=["no row", "only the names of the fields"])
def test_an_empty_list(rows: Any) -> None:
    assert part(rows) == Part((), None, 0)


LEFT_OUT = [
    pytest.param(["20140230000000", PAGE, "A"], id="a day that never was"),
    pytest.param(["2014080112", PAGE, "A"], id="half a moment"),
    pytest.param(["２０１４０８０１１２００００", PAGE, "A"], id="digits of another script"),
    pytest.param(["20130801120000", PAGE, "A"], id="a year nobody asked for"),
    pytest.param(["20140801120000", "http://elsewhere.example/news/1", "A"], id="another host"),
    pytest.param(["20140801120000", "http://outlet.example/jobs/1", "A"], id="another path"),
    pytest.param(["20140801120000", "javascript:alert(1)", "A"], id="no web address"),
    pytest.param(["20140801120000", "http://outlet.example:x/news/", "A"], id="a broken port"),
    pytest.param(["20140801120000", f"{PAGE}\r\nX: y", "A"], id="an address with a line break"),
    pytest.param(["20140801120000", f"{PAGE}?{'x' * 3000}", "A"], id="an address without end"),
    pytest.param(["20140801120000", PAGE, ""], id="no digest"),
    pytest.param(["20140801120000", PAGE, None], id="null for a digest"),
    pytest.param(["20140801120000", PAGE], id="a field too few"),
    pytest.param([20140801120000, PAGE, "A"], id="a number for digits"),
]


@pytest.mark.parametrize("row", LEFT_OUT)
def test_a_row_nobody_can_use_or_asked_for_is_left_out_and_the_others_stay(row: Any) -> None:
    found = part([HEAD, row, ROW])
    assert [each.digest for each in found.captures] == ["AAAA"]
    assert found.left_out == 1


NO_LIST = [
    pytest.param(b"", id="no bytes: not the same as an empty list"),
    pytest.param(b"<html>Try again later</html>", id="a page"),
    pytest.param(json.dumps([HEAD, ROW]).encode()[:-9], id="cut short"),
    pytest.param(b'{"error": "x"}', id="no list"),
    pytest.param(b"[1, 2]", id="a list of no rows"),
    pytest.param(b'[["original", "timestamp", "digest"]]', id="other fields"),
    pytest.param(b"\xff\xfe\x00", id="no text"),
    pytest.param(b"[" * 100_000, id="nested without end"),
    pytest.param(b"[[" + b"9" * 10_000 + b"]]", id="a number without end"),
]


@pytest.mark.parametrize("body", NO_LIST)
def test_what_is_no_list_is_a_parse_error(body: bytes) -> None:
    with pytest.raises(ParseError):
        part(body)


def test_the_address_of_a_capture() -> None:
    moment = datetime(2014, 8, 1, 12, 5, 9, tzinfo=UTC)
    address = capture_address(CAPTURES, "http://outlet.example/?p=1", moment)
    assert address == f"{CAPTURES}20140801120509id_/http://outlet.example/?p=1"


def copy(
    final: str,
    body: bytes = b"text",
    headers: tuple[tuple[str, str], ...] = (),
    digest: str | None = None,
    cap: int = 1000,
) -> Copy:
    now, listed = datetime(2026, 1, 1, tzinfo=UTC), digest or sha1(body)
    return copy_of(PAGE, final, CAPTURES, 200, headers, body, digest=listed, cap=cap, now=now)


SAME = [
    pytest.param(PAGE, id="the one asked for"),
    pytest.param("https://outlet.example/news/1.htm", id="with TLS and without www."),
    pytest.param("http://www.outlet.example:80/News/1.HTM", id="default port, capitals"),
]


@pytest.mark.parametrize("url", SAME)
def test_the_moment_is_that_of_the_capture_that_answered(url: str) -> None:
    found = copy(f"{CAPTURES}20140915081500id_/{url}")
    assert found.captured == datetime(2014, 9, 15, 8, 15, tzinfo=UTC)
    assert found.url == url


TOLD = [
    pytest.param("Mon, 15 Sep 2014 08:15:00 GMT", datetime(2014, 9, 15, 8, 15), id="another"),
    pytest.param("Mon, 15 Sep 2014 08:15:00 +0200", datetime(2014, 9, 15, 6, 15), id="a zone"),
    pytest.param("long ago", datetime(2014, 8, 1, 12), id="none that can be read"),
    pytest.param("Mon, 15 Sep 99999 08:15:00 GMT", datetime(2014, 8, 1, 12), id="an endless year"),
]


@pytest.mark.parametrize(("told", "moment"), TOLD)
def test_the_moment_an_archive_tells_outweighs_the_address(told: str, moment: datetime) -> None:
    found = copy(HERE, headers=(("memento-datetime", told),))
    assert found.captured == moment.replace(tzinfo=UTC)
    assert found.captured.utcoffset() == timedelta(0)


AWAY = [
    pytest.param(f"{CAPTURES}20140801120000/{PAGE}", id="a rewritten copy"),
    pytest.param(f"{CAPTURES}20140801120000if_/{PAGE}", id="a copy for frames"),
    pytest.param("https://archive.example/", id="the archive's own page"),
    pytest.param(PAGE, id="the live page"),
    pytest.param(f"https://other.example/web/20140801120000id_/{PAGE}", id="another archive"),
    pytest.param(f"{CAPTURES}20140801120000id_/http://outlet.example/", id="another page"),
    pytest.param(f"{CAPTURES}20140801120000id_/http://other.example/news/1.htm", id="another host"),
    pytest.param(f"{CAPTURES}20990101120000id_/{PAGE}", id="a moment to come"),
    pytest.param(f"{CAPTURES}20141301120000id_/{PAGE}", id="a moment that never was"),
    pytest.param(f"{CAPTURES}20140801120000id_/http://[", id="no address"),
]


@pytest.mark.parametrize("final", AWAY)
def test_what_is_no_capture_of_that_page_is_refused(final: str) -> None:
    with pytest.raises(PermanentError, match="the archive"):
        copy(final)


def test_headers_are_the_outlets_and_none_that_we_or_cookies_use() -> None:
    found = original_headers(
        (
            ("content-type", "text/html"),
            ("server", "archive"),
            ("memento-datetime", "Fri, 01 Aug 2014 12:00:00 GMT"),
            ("x-archive-orig-content-type", "text/html; charset=latin-1"),
            ("x-archive-orig-last-modified", "Fri, 01 Aug 2014 10:00:00 GMT"),
            ("x-archive-orig-set-cookie", "a=b"),
            ("x-archive-orig-x-monitor-news", "yes"),
        )
    )
    assert found == (
        ("content-type", "text/html; charset=latin-1"),
        ("last-modified", "Fri, 01 Aug 2014 10:00:00 GMT"),
        ("memento-datetime", "Fri, 01 Aug 2014 12:00:00 GMT"),
    )


def test_an_archive_that_kept_no_headers_still_says_what_kind_of_bytes_they_are() -> None:
    assert original_headers((("content-type", "text/html"), ("server", "x"))) == (
        ("content-type", "text/html"),
    )


ORIG = "x-archive-orig-content-"


def test_compression_that_the_archive_left_as_it_was_is_undone() -> None:
    body, headers = gzip.compress(b"text" * 10), ((f"{ORIG}encoding", "gzip"),)
    assert copy(HERE, body, headers).body == b"text" * 10
    with pytest.raises(TooLargeError):
        copy(HERE, body, headers, cap=39)
    with pytest.raises(TransientError):
        copy(HERE, body[:-9], headers)
    assert copy(HERE, b"plain already", headers).body == b"plain already"


PROVEN = [
    pytest.param((), "AAAA", False, id="nothing says so: a page of the archive's own"),
    pytest.param((("content-type", "text/html"),), "AAAA", False, id="nor does its kind"),
    pytest.param((), sha1(b"text"), True, id="its digest"),
    pytest.param((("x-archive-orig-date", "x"),), "AAAA", True, id="headers of the outlet"),
    pytest.param(
        (("memento-datetime", "Fri, 01 Aug 2014 12:00:00 GMT"),), "AAAA", True, id="its moment"
    ),
]


@pytest.mark.parametrize(("headers", "digest", "proven"), PROVEN)
def test_a_success_without_any_sign_of_a_capture_is_none(
    headers: tuple[tuple[str, str], ...], digest: str, proven: bool
) -> None:
    if proven:
        assert copy(HERE, headers=headers, digest=digest).body == b"text"
    else:
        with pytest.raises(TransientError, match="not the one it kept"):
            copy(HERE, headers=headers, digest=digest)


LENGTHS = [
    pytest.param({"type": "text/html"}, "AAAA", True, id="no length was announced"),
    pytest.param({"length": "4"}, "AAAA", True, id="all there"),
    pytest.param({"length": "5"}, "AAAA", False, id="a byte is missing"),
    pytest.param({"length": "5"}, sha1(b"text"), True, id="length wrong then already: digest says"),
    pytest.param({"length": "5"}, f"sha1:{sha1(b'text')}", True, id="digest with its name"),
    pytest.param({"length": "3"}, "AAAA", True, id="more than announced"),
    pytest.param({"length": "five"}, "AAAA", True, id="a length that is none"),
    pytest.param(
        {"length": "9", "encoding": "gzip"}, "AAAA", True, id="length of compressed bytes"
    ),
]


@pytest.mark.parametrize(("told", "digest", "whole"), LENGTHS)
def test_a_body_that_broke_off_is_no_capture(
    told: dict[str, str], digest: str, whole: bool
) -> None:
    headers = tuple((f"{ORIG}{name}", value) for name, value in told.items())
    if whole:
        assert copy(HERE, b"text", headers, digest).body == b"text"
    else:
        with pytest.raises(TransientError, match="4 of 5 bytes"):
            copy(HERE, b"text", headers, digest)


DOCUMENTS = [
    pytest.param("http://outlet.example:80/1?utm_source=x#y", "https://www.outlet.example/1"),
    pytest.param("http://blog.outlet.example/1", "http://blog.outlet.example/1"),
    pytest.param("http://outlet.example/1.htm", "https://www.outlet.example/1"),
    pytest.param("HTTP://OUTLET.example/A/?p=2", "https://www.outlet.example/A/?p=2"),
]


@pytest.mark.parametrize(("original", "document"), DOCUMENTS)
def test_a_document_has_the_address_its_source_would_give_it(original: str, document: str) -> None:
    outlet = SourceConfig.model_validate(
        {
            "key": "outlet",
            "name": "The Outlet",
            "kind": "press",
            "country": "US",
            "feeds": ["https://feeds.example/outlet", "https://www.outlet.example/feed"],
            "rewrite": [{"match": r"\.htm$"}],
        }
    )
    assert document_address(original, outlet) == document


PREFIXES = [
    pytest.param("https://www.outlet.example/news/1", True, id="with scheme and www."),
    pytest.param("http://OUTLET.example/News/1", True, id="capitals"),
    pytest.param("http://outlet.example:80/news/", True, id="its port"),
    pytest.param("http://outlet.example/newsletter", False, id="another folder"),
    pytest.param("http://evil.example/outlet.example/news/", False, id="the words elsewhere"),
    pytest.param("http://outlet.example.evil.example/news/", False, id="a longer host"),
]


@pytest.mark.parametrize(("url", "expected"), PREFIXES)
def test_prefixes_are_compared_as_an_archive_does(url: str, expected: bool) -> None:
    assert has_prefix(url, ("www.outlet.example/news/",)) is expected
