"""One spelling for one document, and nothing dangerous in a message."""

from __future__ import annotations

import pytest

from monitor.crawl.address import canonical_address, host_of, root_of, shown, web_address
from monitor.errors import ParseError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("HTTP://News.Example/A/b", "http://news.example/A/b", id="case of host only"),
        pytest.param("http://a.example:80/x", "http://a.example/x", id="default port of http"),
        pytest.param("https://a.example:443/x", "https://a.example/x", id="default port of https"),
        pytest.param("https://a.example:80/x", "https://a.example:80/x", id="another's port stays"),
        pytest.param("https://a.example/x#part", "https://a.example/x", id="no fragment"),
        pytest.param("https://a.example", "https://a.example/", id="the root has a path"),
        pytest.param("https://a.example/x/", "https://a.example/x/", id="trailing slash stays"),
        pytest.param("https://a.example/x?utm_source=f&id=7", "https://a.example/x?id=7", id="utm"),
        pytest.param("https://a.example/x?fbclid=1&gclid=2", "https://a.example/x", id="clicks"),
        pytest.param(
            "https://a.example/x?UTM_Medium=m", "https://a.example/x", id="utm in capitals"
        ),
        pytest.param(
            "https://a.example/x?b=2&a=1", "https://a.example/x?b=2&a=1", id="order stays"
        ),
        pytest.param(
            "https://a.example/x?q=utm_a", "https://a.example/x?q=utm_a", id="value is free"
        ),
        pytest.param("http://[::1]:8080/x", "http://[::1]:8080/x", id="IPv6"),
        pytest.param(
            "http://a.example//[x", "http://a.example//%5Bx", id="a path like half a host"
        ),
        pytest.param("http://a.example//B.c/", "http://a.example//B.c/", id="a path like a host"),
        pytest.param("http://a.example/?//[x", "http://a.example/?//%5Bx", id="so in a parameter"),
        pytest.param("http://a.example/?b://[", "http://a.example/?b://%5B", id="an address in it"),
        pytest.param("http://a.example/\ud800x", "http://a.example/x", id="half a sign"),
        pytest.param("  https://a.example/x\n", "https://a.example/x", id="white space around"),
    ],
)
def test_canonical(given: str, expected: str) -> None:
    assert canonical_address(given) == expected
    assert canonical_address(expected) == expected


@pytest.mark.parametrize(
    "given",
    [
        "",
        "news",
        "ftp://a.example/x",
        "http://",
        "http://[::1",
        "http://a.example:99999/",
        "http:x",
    ],
)
def test_what_is_no_address_says_so(given: str) -> None:
    with pytest.raises(ParseError, match="no web address"):
        canonical_address(given)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("x" * 2200, id="as it stands"),
        pytest.param("é" * 500, id="once its signs are escaped"),
    ],
)
def test_an_address_that_no_index_has_room_for(path: str) -> None:
    with pytest.raises(ParseError, match="too long for an address"):
        canonical_address(f"https://outlet.example/{path}")
    assert web_address("https://outlet.example/", path) is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param("/a", "https://a.example/a", id="from the root"),
        pytest.param("b?x=1", "https://a.example/news/b?x=1", id="from the folder"),
        pytest.param("//b.example/c", "https://b.example/c", id="another host"),
        pytest.param("java\nscript:alert(1)", None, id="javascript over two lines"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("mailto:a@b.example", None, id="mail"),
        pytest.param(" ", None, id="nothing"),
        pytest.param("http://[half", None, id="half an IPv6 address"),
    ],
)
def test_links(link: str, expected: str | None) -> None:
    assert web_address("https://a.example/news/1", link) == expected


def test_hosts_count_with_their_port() -> None:
    assert host_of("https://A.example/x") == "a.example:443"
    assert host_of("http://a.example:8080/") == "a.example:8080"
    assert root_of("http://A.example:80/x?y") == "http://a.example"


def test_a_message_shows_no_password_no_control_character_and_ends() -> None:
    assert shown("http://me:secret@a.example/\x1b[2J") == "http://...@a.example/[2J"
    assert (
        shown("from http://a:b@c@d.example/ to //e:f@g/")
        == "from http://...@d.example/ to //...@g/"
    )
    assert len(shown("http://a.example/" + "x" * 5000)) == 200
