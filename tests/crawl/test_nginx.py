"""The whole program against a server that others wrote: nginx, where it is installed."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from monitor.pipeline import crawl_sources
from monitor.storage import utc_now
from monitor.types import Fetch
from tests.program import Program, article, rss
from tests.serving import free_port, serving

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(
    NGINX is None, reason="nginx is not installed (apt-get install nginx-light)"
)

CONFIG = """
daemon off;
master_process off;
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log {home}/access.log combined;
  client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3;
  uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
  types {{ text/html html; application/rss+xml xml; text/plain txt; }}
  default_type text/html;
  gzip on; gzip_min_length 1; gzip_types *;
  limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/m;
  limit_req_status 429;
  server {{
    listen 127.0.0.1:{port};
    root {home}/site;
    location = /moved {{ return 301 /one.html; }}
    location = /moved-too {{ return 308 /two.html; }}
    location = /gone {{ return 410; }}
    location = /busy {{ add_header Retry-After 120 always; return 503; }}
    location = /limited.html {{ limit_req zone=slow; }}
    location = /limited-too.html {{ limit_req zone=slow; }}
    location = /upstream {{ proxy_pass http://127.0.0.1:{mute}; proxy_read_timeout 1s; }}
  }}
}}
"""
PATHS = (
    "/moved",
    "/moved-too",
    "/three.html",
    "/limited.html",
    "/limited-too.html",
    "/gone",
    "/none",
    "/upstream",
    "/busy",
)


class Nginx:
    """A running server, and what it wrote of those who asked."""

    def __init__(self, home: Path, port: int) -> None:
        self._home, self._port = home, port

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._port}{path}"

    def asked(self) -> list[tuple[str, int]]:
        """Path and status of every request so far."""
        lines = (self._home / "access.log").read_text().splitlines()
        parts = (line.split('"') for line in lines)
        return [(part[1].split()[1], int(part[2].split()[0])) for part in parts]


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    home = tmp_path / "nginx"
    site = home / "site"
    site.mkdir(parents=True)
    for name in ("one", "two", "three", "limited", "limited-too"):
        reply = article(f"The {name} said: FastTrack requires at least 150 seats.", title=name)
        (site / f"{name}.html").write_bytes(reply.body)
    (site / "feed.xml").write_bytes(rss(*PATHS).body)
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /closed\n")
    port = free_port()
    with closing(socket.socket()) as mute:  # takes connections and never answers
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        config = home / "nginx.conf"
        config.write_text(CONFIG.format(home=home, port=port, mute=mute.getsockname()[1]))
        assert NGINX is not None
        command = [NGINX, "-e", f"{home}/error.log", "-p", f"{home}/", "-c", str(config)]
        with serving(command, port):
            yield Nginx(home, port)


def last(program: Program, url: str) -> Fetch:
    found: tuple[Fetch, ...] = program.look(lambda store: store.fetches(url))
    return found[-1]


def test_an_outlet_on_nginx_crawled_twice(program: Program, nginx: Nginx) -> None:
    program.configure(
        '[[source]]\nkey = "outlet"\nname = "The Outlet"\nkind = "press"\ncountry = "US"\n'
        f'feeds = ["{nginx.url("/feed.xml")}"]\n'
    )
    assert program.run("crawl", "--quiet").code == 0
    came = {urlsplit(nginx.url(path)).path: last(program, nginx.url(path)) for path in PATHS}
    assert {path: (fetch.outcome, fetch.status) for path, fetch in came.items()} == {
        "/moved": ("fetched", 200),
        "/moved-too": ("fetched", 200),
        "/three.html": ("fetched", 200),
        "/limited.html": ("fetched", 200),
        "/limited-too.html": ("transient", 429),
        "/gone": ("permanent", 410),
        "/none": ("permanent", 404),
        "/upstream": ("transient", 504),
        "/busy": ("transient", 503),
    }
    assert came["/moved"].final_url == nginx.url("/one.html")
    assert came["/three.html"].robots is not None
    assert came["/three.html"].robots.startswith("allowed by robots.txt: 200")
    said = program.run("said", "--json").json["claims"]
    assert {claim["document"] for claim in said} == {
        nginx.url(f"/{name}.html") for name in ("one", "two", "three", "limited")
    }, "what moved for good is known at its new address"

    before = len(nginx.asked())
    assert program.run("crawl", "--quiet", "--recheck").code == 69, "the host asked for two minutes"
    assert len(nginx.asked()) == before

    config = program.config()
    with program.store() as store:
        crawl_sources(
            config,
            store,
            config.sources,
            clock=lambda: utc_now() + timedelta(minutes=3),
            eager=True,
            recheck=True,
        )
    again = nginx.asked()[before:]
    assert ("/feed.xml", 200) in again, "its entries were not all had, so it is read in full"
    for name in ("one", "two", "three"):
        assert (f"/{name}.html", 304) in again, "ETag and Last-Modified were sent back"
        assert last(program, nginx.url(f"/{name}.html")).outcome == "unchanged"
    asked = [path for path, _ in again]
    assert "/moved" not in asked, "a permanent redirect is remembered"
    assert "/robots.txt" not in asked, "robots.txt holds for a day"
    assert program.run("said", "--json").json["claims"] == said, "nothing is lost, nothing new"
