"""Redirects, followed by hand: where they lead, and where they must not."""

from __future__ import annotations

import asyncio

import pytest

from monitor.crawl.response import Permission
from monitor.errors import PermanentError, RefusedError
from tests.crawl.fetching import fetch, refusal
from tests.crawl.server import Answer, Server, client, html, redirect


class TestRedirects:
    @pytest.mark.parametrize(
        ("hops", "lives_at"),
        [
            pytest.param((301, 308), "/c", id="for good, twice"),
            pytest.param((301, 302), "/b", id="for good, then for now"),
            pytest.param((302, 301), "/a", id="for now, then for good"),
        ],
    )
    def test_where_a_document_lives(self, hops: tuple[int, int], lives_at: str) -> None:
        response, server = fetch(
            {"/a": redirect("/b", hops[0]), "/b": redirect("c#x", hops[1]), "/c": html("x")}, "/a"
        )
        assert response.url == server.url("/a")
        assert response.final_url == server.url("/c")
        assert response.permanent_url == server.url(lives_at)

    def test_in_a_circle(self) -> None:
        error = refusal({"/a": redirect("/b"), "/b": redirect("/a#again")}, "/a")
        assert type(error) is PermanentError
        assert "in a circle" in str(error)

    def test_without_end(self) -> None:
        routes: dict[str, Answer] = {f"/{n}": redirect(f"/{n + 1}") for n in range(9)}
        error = refusal(routes, "/0", max_redirects=3)
        assert type(error) is PermanentError
        assert "more than 3 times" in str(error)

    @pytest.mark.parametrize(
        "where",
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "http://me:pw@127.0.0.1/",
            "http://xn--a/",
            "http://012.0.0.1/",
            "javascript:alert(1)",
            pytest.param(f"http://127.0.0.1/{'x' * 3000}", id="longer than any address"),
        ],
    )
    def test_every_hop_is_checked(self, where: str) -> None:
        with pytest.raises(RefusedError) as caught:
            fetch({"/": redirect(where)})
        assert "pw" not in str(caught.value)

    def test_every_hop_needs_a_permit(self) -> None:
        async def permit(url: str) -> Permission:
            if url.endswith("/closed"):
                raise RefusedError(f"{url} is closed")
            return Permission(0, "allowed")

        async def run() -> None:
            async with Server() as server, client() as http:
                server.routes["/"] = redirect("/closed")
                with pytest.raises(RefusedError, match="closed"):
                    await http.fetch(server.url(), permit=permit)
                assert server.paths() == ["/"]

        asyncio.run(run())
