"""The endpoint answers what it is given, on loopback, and is not held up by anybody."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from http import HTTPStatus

import pytest

from monitor.errors import ConfigError, StorageError
from monitor.telemetry.endpoint import Answer, Endpoint

PATIENCE = 30
HELLO = Answer(HTTPStatus.OK, "text/plain", "hello\n")


def broken() -> Answer:
    raise StorageError("the disk gave an error")


@pytest.fixture
def port() -> Iterator[int]:
    endpoint = Endpoint("127.0.0.1:0", {"/hello": lambda: HELLO, "/broken": broken})
    try:
        yield int(endpoint.url.rpartition(":")[2])
    finally:
        endpoint.close()


def ask(port: int, path: str = "/hello", method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


ASKED = [
    pytest.param("GET", "/hello", {}, 200, b"hello\n", id="what there is"),
    pytest.param("GET", "/hello?x=1", {}, 200, b"hello\n", id="with parameters"),
    pytest.param("HEAD", "/hello", {}, 200, b"", id="only its head"),
    pytest.param("GET", "/etc/passwd", {}, 404, b"404\n", id="a file"),
    pytest.param("GET", "/%2e%2e/hello", {}, 404, b"404\n", id="a way around"),
    pytest.param("POST", "/hello", {}, 501, b"501\n", id="another method"),
    pytest.param("GET", "/broken", {}, 503, b"503\n", id="the database fails"),
    pytest.param("GET", "/hello", {"Host": "localhost:1"}, 200, b"hello\n", id="by name"),
    pytest.param("GET", "/hello", {"Host": "[::1]:1"}, 200, b"hello\n", id="by IPv6"),
    pytest.param("GET", "/hello", {"Host": "evil.example"}, 421, b"421\n", id="a name of another"),
    pytest.param("GET", "/hello", {"Host": "10.0.0.1"}, 421, b"421\n", id="another address"),
    pytest.param("GET", "/hello", {"Host": "[" * 9}, 421, b"421\n", id="no host"),
]


@pytest.mark.parametrize(("method", "path", "headers", "status", "body"), ASKED)
def test_what_is_answered(
    port: int, method: str, path: str, headers: dict[str, str], status: int, body: bytes
) -> None:
    assert ask(port, path, method, **headers) == (status, body)


RUBBISH = [
    pytest.param(b"\r\n\r\n", id="nothing"),
    pytest.param(b"GET\r\n\r\n", id="half a line"),
    pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc" * 20 + b"\r\n", id="TLS"),
    pytest.param(b"GET /hello HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n", id="500 headers"),
    pytest.param(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", id="a long path"),
]


@pytest.mark.parametrize("sent", RUBBISH)
def test_rubbish_is_survived(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):
                pass
        except TimeoutError:
            raise
        except OSError:
            pass  # it has read enough and hung up, maybe before all was sent
    assert ask(port) == (200, b"hello\n")


def test_what_is_no_address_is_not_there(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(b"GET http://[ HTTP/1.0\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.0 404 ")


def test_more_than_it_can_answer_at_once_are_sent_away(port: int) -> None:
    """Four that say nothing hold four threads; the fifth is not left to wait."""
    silent = [socket.create_connection(("127.0.0.1", port), PATIENCE) for _ in range(4)]
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as fifth:
            assert fifth.recv(1) == b""
    finally:
        for each in silent:
            each.close()


def test_a_place_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        place = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(ConfigError, match=f"{place} cannot be listened on .*another port"):
            Endpoint(place, {})


def test_on_ipv6() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    endpoint = Endpoint("[::1]:0", {"/hello": lambda: HELLO})
    try:
        assert endpoint.url.startswith("http://[::1]:")
    finally:
        endpoint.close()
