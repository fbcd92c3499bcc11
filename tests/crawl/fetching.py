"""One fetch from a server with given routes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from monitor.crawl import Response
from monitor.errors import FetchError
from monitor.types import Validators
from tests.crawl.server import Answer, Server, client


def fetch(
    routes: dict[str, Answer], path: str = "/", validators: Validators | None = None, **changes: Any
) -> tuple[Response, Server]:
    """One fetch from a server with these routes."""

    async def run() -> tuple[Response, Server]:
        async with Server() as server, client(**changes) as http:
            server.routes |= routes
            return await http.fetch(server.url(path), validators), server

    return asyncio.run(run())


def refusal(routes: dict[str, Answer], path: str = "/", **changes: Any) -> FetchError:
    """The error one fetch ends in; it names the address."""
    with pytest.raises(FetchError) as caught:
        fetch(routes, path, **changes)
    assert "http://127.0.0.1:" in str(caught.value)
    return caught.value
