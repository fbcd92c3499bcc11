"""The public internet and nothing else."""

from __future__ import annotations

import pytest

from monitor.crawl.guard import may_connect, may_use_port

LOOPBACK = ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"]


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_the_public_internet_is_open(address: str) -> None:
    assert may_connect(address, allow_loopback=False)


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_only_where_allowed(address: str) -> None:
    assert not may_connect(address, allow_loopback=False)
    assert may_connect(address, allow_loopback=True)


@pytest.mark.parametrize("allow_loopback", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        pytest.param("10.0.0.1", id="private"),
        pytest.param("172.16.0.1", id="private, the middle block"),
        pytest.param("192.168.1.1", id="private, at home"),
        pytest.param("169.254.169.254", id="cloud metadata"),
        pytest.param("100.64.0.1", id="behind a carrier"),
        pytest.param("0.0.0.0", id="this machine"),
        pytest.param("255.255.255.255", id="everybody"),
        pytest.param("224.0.1.1", id="multicast, global for the registry"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("192.88.99.1", id="6to4 relay"),
        pytest.param("::", id="this machine, IPv6"),
        pytest.param("::ffff:10.0.0.1", id="private, mapped"),
        pytest.param("::127.0.0.1", id="loopback in the retired form"),
        pytest.param("64:ff9b::a00:1", id="private behind NAT64"),
        pytest.param("64:ff9b:1::1", id="local NAT64"),
        pytest.param("2002:7f00:1::", id="loopback in 6to4"),
        pytest.param("2001:0:1::1", id="Teredo"),
        pytest.param("fd00:ec2::254", id="metadata, IPv6"),
        pytest.param("fe80::1%eth0", id="link-local with a zone"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff0e::1", id="multicast, IPv6"),
        pytest.param("3fff::1", id="documentation, IPv6"),
        pytest.param("localhost", id="a name is no address"),
    ],
)
def test_never(address: str, allow_loopback: bool) -> None:
    assert not may_connect(address, allow_loopback=allow_loopback)


@pytest.mark.parametrize(
    ("port", "open_to_us"),
    [
        (80, True),
        (443, True),
        (8080, True),
        (65_535, True),
        pytest.param(25, False, id="mail"),
        pytest.param(22, False, id="shells"),
        pytest.param(1023, False, id="the last of the well known"),
        pytest.param(0, False, id="none"),
        pytest.param(-1, False, id="negative"),
        pytest.param(65_616, False, id="wraps around to 80"),
    ],
)
def test_ports(port: int, open_to_us: bool) -> None:
    assert may_use_port(port) is open_to_us
