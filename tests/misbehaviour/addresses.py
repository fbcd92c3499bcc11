"""Addresses that a feed lists, and that a page redirects to: none is connected to."""

from __future__ import annotations

from tests.crawl.server import redirect
from tests.misbehaviour.row import Row

INSIDE = "not on the public internet"
NO_ADDRESS = "is no web address"
PORT = "names a port where no web server is"
# What it is, the address, and what the user is told where a page redirects there.
ADDRESSES = [
    ("a private network", "http://10.1.2.3/", INSIDE),
    ("another", "http://172.31.255.255/", INSIDE),
    ("the router at home", "http://192.168.0.1/", INSIDE),
    ("this machine as 0.0.0.0", "http://0.0.0.0:8080/", INSIDE),
    ("this machine as [::]", "http://[::]:8080/", INSIDE),
    ("behind a carrier", "http://100.64.0.1/", INSIDE),
    ("link-local", "http://169.254.1.1/", INSIDE),
    ("the metadata of a cloud", "http://169.254.169.254/latest/meta-data/", INSIDE),
    ("the metadata of a cloud, IPv6", "http://[fd00:ec2::254]/", INSIDE),
    ("a private network in decimal", "http://167772161/", INSIDE),
    ("in hexadecimal", "http://0x0a000001/", INSIDE),
    ("with few dots", "http://10.1/", INSIDE),
    ("mapped into IPv6", "http://[::ffff:10.0.0.1]/", INSIDE),
    ("behind NAT64", "http://[64:ff9b::a00:1]/", INSIDE),
    ("in 6to4", "http://[2002:a00:1::]/", INSIDE),
    ("in Teredo", "http://[2001:0:1::1]/", INSIDE),
    ("multicast", "http://224.0.1.1/", INSIDE),
    ("everybody", "http://255.255.255.255/", INSIDE),
    ("benchmarks", "http://198.18.0.1/", INSIDE),
    ("circled letters for a name", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", NO_ADDRESS),
    ("a name that cannot be decoded", "http://xn--a/", NO_ADDRESS),
    ("the mail server's port", "http://192.0.2.1:25/", PORT),
    ("a port past the last one", "http://127.0.0.1:65616/", PORT),
    ("a user and a password", "http://me:pa55word@192.0.2.1/", "holds a user name or password"),
    ("a backslash before an @", "http://outlet.example\\@10.0.0.1/", "holds a user name"),
    ("a file", "file:///etc/passwd", NO_ADDRESS),
    ("another protocol", "gopher://127.0.0.1:25/x", NO_ADDRESS),
    ("an FTP server", "ftp://127.0.0.1/", NO_ADDRESS),
    ("a script", "javascript:alert(1)", NO_ADDRESS),
]  # fmt: skip
REDIRECTS = [
    Row(f"{what}: `{url}`", redirect(url.encode().decode("latin-1")), "refused –", seen)
    for what, url, seen in ADDRESSES
]
