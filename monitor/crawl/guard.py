"""Which network addresses the crawler may connect to: the public internet, and no other.

A source, a redirect or a name server could otherwise make us read the
machine's own services or its cloud's metadata.
"""

from __future__ import annotations

import ipaddress

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_UNICAST6 = ipaddress.ip_network("2000::/3")  # all of IPv6 that is handed out for the internet
# Globally routable by the registry, yet they carry another address inside, or none of the public.
_REFUSED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation (RFC 9637), unknown to older Pythons
        "192.88.99.0/24",  # 6to4 relays, retired
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


# Below this, every port but these two is some other service's (mail, name servers, shells); above
# it, web servers stand at any.
_WELL_KNOWN = 1024
_WEB = (80, 443)


def may_use_port(port: int) -> bool:
    """Whether a web server may be asked there."""
    return port in _WEB or _WELL_KNOWN <= port <= 65_535


def may_connect(address: str, *, allow_loopback: bool) -> bool:
    """Whether a connection to this IP address is allowed.

    `allow_loopback` adds 127.0.0.0/8 and ::1 and nothing else.
    """
    try:
        ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if ip.is_loopback:
        return allow_loopback
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _UNICAST6:
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in block for block in _REFUSED)


def is_ip(host: str) -> bool:
    """Whether this is an IP address itself, and no name of a host."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _unwrapped(ip: IP) -> IP:
    """The IPv4 address inside, where a gateway or the kernel would go to that one."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip
