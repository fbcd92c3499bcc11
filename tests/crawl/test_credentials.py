"""Headers and cookies a team may lawfully use: for a source's own hosts, and nobody else."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from monitor.config.source import SourceConfig
from monitor.crawl.credentials import Credentials, merged
from monitor.errors import ConfigError, FetchError
from tests.crawl.server import Server, client, html, redirect
from tests.program import Program, article, on_web, rss
from tests.program import source as outlet

SECRET = "5ecret-badge"
FILE = "# Netscape HTTP Cookie File\n"
NEVER = "4102444800"  # the year 2100


def source(*addresses: str, **changes: Any) -> SourceConfig:
    plain: dict[str, Any] = {"key": "outlet", "name": "o", "kind": "press", "country": "US"}
    feeds = addresses or ("https://outlet.example/feed",)
    return SourceConfig.model_validate(plain | {"feeds": feeds} | changes)


def cookie_file(folder: Path, *rows: str) -> str:
    path = folder / "cookies.txt"
    path.write_text(FILE + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def cookie(domain: str, *, secure: bool = False, expires: str = NEVER, path: str = "/") -> str:
    below = "TRUE" if domain.startswith(".") else "FALSE"
    flag = "TRUE" if secure else "FALSE"
    return "\t".join((domain, below, path, flag, expires, "sid", SECRET))


@pytest.mark.parametrize(
    ("configured", "asked", "sent"),
    [
        pytest.param("https://outlet.example/feed", "https://outlet.example/1", True, id="its own"),
        pytest.param("https://outlet.example", "https://OUTLET.example:443/", True, id="spelt so"),
        pytest.param(
            "https://b\u00fccher.example/", "https://xn--bcher-kva.example/", True, id="IDN"
        ),
        pytest.param(
            "http://outlet.example/", "https://outlet.example/", True, id="safer than said"
        ),
        pytest.param("https://outlet.example/", "http://outlet.example/", False, id="in the clear"),
        pytest.param("https://outlet.example/", "https://outlet.example:8443/", False, id="a port"),
        pytest.param("http://outlet.example:8080/", "https://outlet.example/", False, id="no port"),
        pytest.param("https://outlet.example/", "https://www.outlet.example/", False, id="below"),
        pytest.param("https://www.outlet.example/", "https://outlet.example/", False, id="above"),
        pytest.param(
            "https://outlet.example/", "https://outlet.example.evil.example/", False, id="looks so"
        ),
        pytest.param(
            "https://outlet.example/", "https://outlet.example@evil.example/", False, id="as a user"
        ),
        pytest.param("https://outlet.example/", "https://evil.example/", False, id="a stranger's"),
        pytest.param(
            "https://fa\u00df.example/", "https://fass.example/", False, id="once the same"
        ),
        pytest.param("https://outlet.example/", "no address", False, id="no address"),
    ],
)
def test_headers_are_for_the_configured_hosts(configured: str, asked: str, sent: bool) -> None:
    further = Credentials(source(configured, headers={"X-Badge": SECRET}))
    assert further(asked) == ({"X-Badge": SECRET} if sent else {})


@pytest.mark.parametrize(
    ("row", "asked", "sent"),
    [
        pytest.param(cookie("outlet.example"), "https://outlet.example/1", True, id="of the host"),
        pytest.param(cookie(".outlet.example"), "https://outlet.example/1", True, id="and below"),
        pytest.param(
            cookie("outlet.example", expires="0"), "https://outlet.example/", True, id="session"
        ),
        pytest.param(
            "#HttpOnly_" + cookie("outlet.example"), "https://outlet.example/", True, id="HttpOnly"
        ),
        pytest.param(
            cookie("outlet.example", expires="1000000000"),
            "https://outlet.example/",
            False,
            id="old",
        ),
        pytest.param(
            cookie("outlet.example", path="/in"), "https://outlet.example/out", False, id="a path"
        ),
        pytest.param(
            cookie("evil.example"), "https://evil.example/", False, id="of a host not configured"
        ),
    ],
)
def test_cookies_go_where_they_belong(tmp_path: Path, row: str, asked: str, sent: bool) -> None:
    further = Credentials(source(cookie_file=cookie_file(tmp_path, row)))
    assert further(asked) == ({"Cookie": f"sid={SECRET}"} if sent else {})


def test_a_secure_cookie_is_never_sent_in_the_clear(tmp_path: Path) -> None:
    rows = cookie_file(tmp_path, cookie("outlet.example", secure=True))
    further = Credentials(source("http://outlet.example/feed", cookie_file=rows))
    assert further("http://outlet.example/") == {}
    assert further("https://outlet.example/") == {"Cookie": f"sid={SECRET}"}


def test_a_value_from_the_environment() -> None:
    config = source(headers={"Authorization": "env:BADGE"})
    assert Credentials(config, {"BADGE": f"{SECRET} "})("https://outlet.example/") == {
        "Authorization": SECRET
    }
    with pytest.raises(ConfigError, match="BADGE is not set"):
        Credentials(config, {})


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "evil.example"}, id="another host"),
        pytest.param({"accept-encoding": "br"}, id="what we cannot read"),
        pytest.param({"User-Agent": "a browser"}, id="another name than ours"),
        pytest.param({"X-Badge": f"{SECRET}\r\nX-Evil: 1"}, id="a second header"),
        pytest.param({"X-Badge": f"{SECRET}\u00e9"}, id="signs that cannot be sent"),
    ],
)
def test_headers_that_cannot_be_sent(headers: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="source outlet: headers: ") as caught:
        Credentials(source(headers=headers))
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("further", "sent"),
    [
        pytest.param({}, {"Accept": "text/html"}, id="none"),
        pytest.param(
            {"accept": "text/plain"}, {"accept": "text/plain"}, id="ours in small letters"
        ),
        pytest.param({"X-Badge": "1"}, {"Accept": "text/html", "X-Badge": "1"}, id="another"),
    ],
)
def test_one_header_of_a_name_goes_out(further: dict[str, str], sent: dict[str, str]) -> None:
    assert merged({"Accept": "text/html"}, further) == sent


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"junk", id="no such file"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(FILE.encode() + b"outlet.example\tFALSE\n", id="half a row"),
        pytest.param(
            FILE.encode() + cookie("outlet.example").encode() + b"\xc3\xa9\n", id="cannot be sent"
        ),
    ],
)
def test_files_that_hold_no_cookies(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cookies.txt"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="is no file of cookies") as caught:
        Credentials(source(cookie_file=str(path)))
    assert SECRET not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Credentials(source(cookie_file=str(tmp_path / "none")))


def test_no_redirect_carries_them_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    """Another port is another host: who runs it may be somebody else."""
    caplog.set_level(logging.INFO)

    async def run() -> None:
        async with Server() as own, Server() as other, client() as http:
            further = Credentials(source(own.url("/feed"), headers={"X-Badge": SECRET}))
            own.routes |= {"/away": redirect(other.url("/there")), "/home": html("x")}
            other.routes |= {"/there": redirect(own.url("/home"))}
            response = await http.fetch(own.url("/away"), further=further)
            assert response.body == b"x"
            assert [each.headers.get("x-badge") for each in own.log] == [SECRET, SECRET]
            assert [each.headers.get("x-badge") for each in other.log] == [None]
            with pytest.raises(FetchError) as caught:
                await http.fetch(own.url("/none"), further=further)
            assert SECRET not in str(caught.value) + repr(response.headers) + caplog.text

    asyncio.run(run())


def test_nothing_of_them_is_kept(program: Program) -> None:
    """Neither in what is printed nor in any file of the database."""
    badge = f"{SECRET}-badge"
    jar = program.home / "cookies.txt"
    jar.write_text(FILE + cookie("127.0.0.1") + "\n", encoding="utf-8")
    with on_web({}) as other, on_web({"/1": article(), "/2": html("x", 500)}) as own:
        own.routes |= {"/feed": rss("/1", "/2", "/3"), "/3": redirect(other.url("/x"))}
        further = f'headers = {{"X-Badge" = "{badge}"}}\ncookie_file = "{jar}"\n'
        program.configure(outlet(own) + further)
        result = program.run("crawl")
        sent = {(each.headers.get("x-badge"), each.headers.get("cookie")) for each in own.log[1:]}
        assert sent == {(badge, f"sid={SECRET}")}
        assert {
            (each.headers.get("x-badge"), each.headers.get("cookie")) for each in other.log
        } == {(None, None)}
    assert result.code == 0
    assert SECRET not in result.out + result.err
    files = list(program.home.glob("monitor.db*"))
    assert files
    assert not [file for file in files if SECRET.encode() in file.read_bytes()]
