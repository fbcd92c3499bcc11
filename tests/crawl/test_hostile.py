"""Addresses that lead where the crawler must not go, and names that lie."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

import pytest

from monitor.crawl import Client, Response
from monitor.errors import FetchError, RefusedError, TransientError, UnreachableError
from tests.crawl.server import Server, client, html, settings

HOSTILE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://0.0.0.0/",
    "http://0/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127。0。0。1/",
    "http://10.1.2.3/",
    "http://192.168.0.1/",
    "http://172.31.255.255/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1%25eth0]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://user:secret@example.org/",
    "http://example.org\\@127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/x",
    "ftp://example.org/",
    "http:///nowhere",
    "//example.org/x",
    "http://example.org/\r\nX-Evil: 1",
    "http://[::1/",
    "http://example.org:25/",
    "http://example.org:65616/",
    "http://example.org:0/",
    "http://xn--a/",
    "http://example.org/\ud800",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://localhost./",
    "http://127.0.0.1./",
    "http://user:with@sign@127.0.0.1/",
    "javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_addresses(url: str) -> None:
    """None is connected to: pytest would see a socket, and each is an error that says so."""

    async def run() -> None:
        async with client(allow_loopback=False) as http:
            await http.fetch(url)

    with pytest.raises(FetchError) as caught:
        asyncio.run(run())
    # A form that this system's resolver does not know for an address is an unknown host.
    assert isinstance(caught.value, RefusedError) or "no such host" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "sign@" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(["10.0.0.1"], id="a private one"),
        pytest.param(["127.0.0.1", "169.254.169.254"], id="a private one among others"),
    ],
)
def test_a_name_that_leads_inside_is_refused(addresses: Sequence[str]) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    async def run() -> None:
        async with Client(settings(), resolve=resolve) as http:
            await http.fetch("http://rebind.example/")

    with pytest.raises(RefusedError, match="not on the public internet"):
        asyncio.run(run())


def test_a_name_is_looked_up_once_and_the_checked_address_is_used() -> None:
    """A name server that answers differently the second time is not asked a second time."""
    looked_up: list[tuple[str, int]] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        looked_up.append((host, port))
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    async def run() -> None:
        async with Server() as server, Client(settings(), resolve=resolve) as http:
            server.routes["/"] = html("x")
            response = await http.fetch(f"http://name.example:{server.port}/")
            assert response.body == b"x"
            assert server.log[0].headers["host"] == f"name.example:{server.port}"
            assert looked_up == [("name.example", server.port)]

    asyncio.run(run())


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["::1", "127.0.0.1"]

    async def run() -> None:
        async with Server() as server, Client(settings(), resolve=resolve) as http:
            server.routes["/"] = html("x")
            assert (await http.fetch(f"http://two.example:{server.port}/")).body == b"x"

    asyncio.run(run())


class TestTls:
    """The connection goes to the checked IP address; the certificate proves the name."""

    PEM = Path(__file__).with_name("name.example.pem")

    def _fetch(self, host: str, trusted: ssl.SSLContext | None) -> Response:
        async def resolve(host: str, port: int) -> Sequence[str]:
            return ["127.0.0.1"]

        async def run() -> Response:
            proof = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            proof.load_cert_chain(self.PEM)
            async with (
                Server(proof) as server,
                Client(settings(), resolve=resolve, tls=trusted) as http,
            ):
                server.routes["/"] = html("x")
                return await http.fetch(f"https://{host}:{server.port}/")

        return asyncio.run(run())

    def test_the_name_is_proven(self) -> None:
        trusted = ssl.create_default_context(cafile=str(self.PEM))
        assert self._fetch("name.example", trusted).body == b"x"
        with pytest.raises(TransientError, match="CERTIFICATE_VERIFY_FAILED"):
            self._fetch("other.example", trusted)

    def test_a_certificate_nobody_signed_is_not_trusted(self) -> None:
        with pytest.raises(TransientError, match="CERTIFICATE_VERIFY_FAILED"):
            self._fetch("name.example", None)


def test_an_unknown_host_is_worth_another_try() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def run() -> None:
        async with Client(settings(), resolve=resolve) as http:
            await http.fetch("http://gone.example/")

    with pytest.raises(UnreachableError, match=r"gone\.example cannot be reached: no such host"):
        asyncio.run(run())
