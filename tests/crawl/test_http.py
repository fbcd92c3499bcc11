"""The door to the network, against a server that behaves and one that does not."""

from __future__ import annotations

import asyncio
import gc
import gzip
import socket
import zlib
from collections.abc import Sequence
from typing import Any

import pytest

from monitor.crawl import Client
from monitor.errors import (
    FetchError,
    PermanentError,
    TooLargeError,
    TransientError,
)
from monitor.types import Validators
from tests.crawl.fetching import fetch, refusal
from tests.crawl.server import (
    NOON,
    Answer,
    Reply,
    Request,
    Server,
    client,
    dripping,
    endless,
    hanging,
    html,
    raw,
    settings,
    tagged,
)

TEXT = b"150 seats or more"
SOON: dict[str, Any] = {"timeout": 0.2, "total_timeout": 0.4}


async def announcing(request: Request, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50)
        await writer.drain()


def test_a_plain_answer() -> None:
    response, server = fetch({"/": html("<p>Hello", ETag='"1"', Set_Cookie="a=b")})
    assert (response.status, response.body, response.not_modified) == (200, b"<p>Hello", False)
    assert response.fetched_at == NOON
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert response.header("set-cookie") is None
    assert response.validators == Validators('"1"', None)
    asked = server.log[0].headers
    assert asked["user-agent"].startswith("Monitor/")
    assert asked["accept-encoding"] == "gzip, deflate"
    assert asked["host"] == f"127.0.0.1:{server.port}"
    assert "cookie" not in asked
    assert "if-none-match" not in asked


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        pytest.param("gzip", gzip.compress(TEXT), id="gzip"),
        pytest.param("x-gzip", gzip.compress(TEXT), id="its old name"),
        pytest.param("Deflate", zlib.compress(TEXT), id="deflate"),
        pytest.param("identity", TEXT, id="not at all, and says so"),
    ],
)
def test_decompresses(coding: str, body: bytes) -> None:
    response, _ = fetch({"/": Reply(body, headers={"Content-Encoding": coding})})
    assert response.body == TEXT


def test_asks_whether_it_changed() -> None:
    response, server = fetch({"/": tagged(html("x"), '"1"')}, validators=Validators('"1"', "then"))
    assert response.not_modified
    assert response.status == 304
    assert response.body == b""
    assert server.log[0].headers["if-modified-since"] == "then"


def test_a_304_nobody_asked_for_is_no_answer() -> None:
    error = refusal({"/": Reply(status=304)})
    assert isinstance(error, PermanentError)
    assert error.status == 304


def test_a_mark_that_cannot_be_sent_back_is_left_out() -> None:
    response, _ = fetch({"/": html("x", ETag='"\xe9"', Last_Modified="x" * 2000)})
    assert response.validators == Validators(None, None)
    response, server = fetch({"/": html("x")}, validators=Validators("a\r\nX: y", None))
    assert response.status == 200
    assert "if-none-match" not in server.log[0].headers


def test_no_cookie_is_sent_back() -> None:
    async def run() -> None:
        async with Server() as server, client() as http:
            server.routes["/"] = html("x", Set_Cookie="track=1; Path=/")
            await http.fetch(server.url())
            await http.fetch(server.url())
            assert [request.headers.get("cookie") for request in server.log] == [None, None]

    asyncio.run(run())


def test_what_stands_past_an_answer_is_not_the_answer_to_the_next_request() -> None:
    async def run() -> None:
        async with Server() as server, client() as http:
            more = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nFAKE"
            server.routes |= {
                "/1": Reply(b"first" + more, headers={"Content-Length": "5"}),
                "/2": html("second"),
            }
            assert (await http.fetch(server.url("/1"), delay=1)).body == b"first"
            assert (await http.fetch(server.url("/2"), delay=1)).body == b"second"
            assert server.log[0].headers["connection"] == "close"

    asyncio.run(run())


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with Server() as server, Server() as proxy:
            for name in ("http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.url())
            monkeypatch.delenv("no_proxy", raising=False)
            monkeypatch.delenv("NO_PROXY", raising=False)
            monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent")
            server.routes["/"] = html("x")
            async with client() as http:
                assert (await http.fetch(server.url())).body == b"x"
            assert proxy.log == []

    asyncio.run(run())


def test_the_total_time_counts_from_the_name_on() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    async def run() -> None:
        async with Client(settings(total_timeout=0.2), resolve=resolve) as http:
            await http.fetch("http://slow.example/")

    with pytest.raises(TransientError, match="did not answer in time"):
        asyncio.run(run())


# httpcore leaves a socket to the garbage collector where a wait for TLS is cut short.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_total_time_counts_tls_too() -> None:
    async def run(port: int) -> None:
        async with client(total_timeout=0.2) as http:
            with pytest.raises(TransientError, match="did not answer in time"):
                await http.fetch(f"https://127.0.0.1:{port}/")
        gc.collect()

    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()  # connections are made by the system, and nobody says anything
        asyncio.run(run(mute.getsockname()[1]))
    gc.collect()


@pytest.mark.parametrize(
    ("status", "headers", "kind", "retry_after"),
    [
        pytest.param(404, {}, PermanentError, None, id="not there"),
        pytest.param(410, {}, PermanentError, None, id="gone"),
        pytest.param(403, {}, PermanentError, None, id="forbidden"),
        pytest.param(206, {}, PermanentError, None, id="a part nobody asked for"),
        pytest.param(300, {}, PermanentError, None, id="a choice"),
        pytest.param(302, {}, PermanentError, None, id="a redirect to nowhere"),
        pytest.param(302, {"Location": "http://[x"}, PermanentError, None, id="to nonsense"),
        pytest.param(429, {"Retry-After": "120"}, TransientError, 120, id="too many, seconds"),
        pytest.param(429, {}, TransientError, None, id="too many"),
        pytest.param(500, {}, TransientError, None, id="broken"),
        pytest.param(500, {"Retry-After": "9"}, TransientError, None, id="broken, wait ignored"),
        pytest.param(
            503, {"Retry-After": "Fri, 01 Aug 2014 12:01:30 GMT"}, TransientError, 90, id="a date"
        ),
        pytest.param(503, {"Retry-After": "9" * 9}, TransientError, 86_400, id="a day at most"),
        pytest.param(503, {"Retry-After": "soon"}, TransientError, None, id="a word"),
        pytest.param(
            503, {"Retry-After": "Fri, 01 Aug 2008 12:00:00 GMT"}, TransientError, 0, id="long ago"
        ),
    ],
)
def test_status(
    status: int, headers: dict[str, str], kind: type[FetchError], retry_after: float | None
) -> None:
    error = refusal({"/": Reply(b"sorry", status, headers)})
    assert type(error) is kind
    assert (error.status, error.retry_after) == (status, retry_after)


@pytest.mark.parametrize(
    ("answer", "kind", "changes"),
    [
        pytest.param(hanging, TransientError, SOON, id="hangs"),
        pytest.param(dripping, TransientError, SOON, id="drips for ever"),
        pytest.param(raw(b""), TransientError, {}, id="hangs up"),
        pytest.param(raw(b"SSH-2.0-x\r\n\r\n"), TransientError, {}, id="speaks something else"),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000), TransientError, {}, id="headers"
        ),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000), TransientError, {}, id="1 MB header"
        ),
        pytest.param(
            html("x", **{f"X_{n}": "y" for n in range(301)}), TooLargeError, {}, id="301 lines"
        ),
        pytest.param(html("x", X="y" * 65_600), TooLargeError, {}, id="a header past our cap"),
        pytest.param(announcing, TransientError, SOON, id="103 Early Hints, for ever"),
        pytest.param(
            Reply(gzip.compress(bytes(5_000_000)), headers={"Content-Encoding": "gzip"}),
            TooLargeError,
            {},
            id="within the cap, and a thousand times its size",
        ),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"),
            TransientError,
            {},
            id="breaks off before its length",
        ),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhal"),
            TransientError,
            {},
            id="breaks off in a chunk",
        ),
        pytest.param(
            Reply(gzip.compress(TEXT)[:-9], headers={"Content-Encoding": "gzip"}),
            TransientError,
            {},
            id="breaks off in the compressed body",
        ),
        pytest.param(
            Reply(TEXT, headers={"Content-Encoding": "gzip"}), TransientError, {}, id="no gzip"
        ),
        pytest.param(
            Reply(TEXT, headers={"Content-Encoding": "br"}), PermanentError, {}, id="not asked for"
        ),
        pytest.param(
            Reply(TEXT, headers={"Content-Encoding": "gzip, gzip"}), PermanentError, {}, id="nested"
        ),
        pytest.param(endless(bytes(65_536), 800), TooLargeError, {}, id="50 MB, unannounced"),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n"),
            TooLargeError,
            {},
            id="50 MB, announced",
        ),
        pytest.param(
            Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}),
            TooLargeError,
            {},
            id="gzip bomb",
        ),
    ],
)
def test_a_server_that_misbehaves(
    answer: Answer, kind: type[FetchError], changes: dict[str, Any]
) -> None:
    assert type(refusal({"/": answer}, **changes)) is kind


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        port = taken.getsockname()[1]

        async def run() -> None:
            async with client() as http:
                await http.fetch(f"http://127.0.0.1:{port}/")

        with pytest.raises(TransientError, match=f"127.0.0.1:{port}"):
            asyncio.run(run())
