"""One misbehaviour: what is served, what must be recorded, and what the user sees."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal

from tests.crawl.server import Answer, Reply, Request, html
from tests.program import ARTICLE, article, rss

CLAIM = "its claim"
NONE = "no claim"
# What a page would have us believe that should not be read, so that reading it is seen.
TRAP = article().body
NEWS = ARTICLE.format(sentence="A café said Microsoft FastTrack requires at least 150 seats.")


@dataclass(frozen=True)
class Row:
    """`recorded` is the line of the log, and what was made of the snapshot if there is one.

    `seen` is part of what `monitor crawl` says of it, `…` for the address; or
    whether `monitor said` has a claim of it. `text` must stand in what was read.
    """

    what: str
    answer: Answer
    recorded: str
    seen: str
    text: str = ""


@dataclass(frozen=True)
class Listing(Row):
    """The answer is a feed or a sitemap that lists `/PATH/1`, an article with a claim."""

    way: Literal["feeds", "sitemaps"] = "feeds"


def page(body: bytes = TRAP, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body, status, {"Content-Type": "text/html; charset=utf-8"} | named)


def wire(head: str, body: bytes = b"") -> Answer:
    """An answer as it goes over the wire, however wrong; the connection ends after it."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head.replace("\n", "\r\n").encode("latin-1") + body)
        await writer.drain()
        writer.close()

    return answer


def slowly(start: bytes, again: bytes, pause: float) -> Answer:
    """The start, then a little more of the same for ever."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


async def reset(request: Request, writer: asyncio.StreamWriter) -> None:
    """Ends the connection with RST, as a machine does that has forgotten it."""
    import socket
    import struct

    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


def in_charset(written: str, header: str | None = None, meta: str | None = None) -> Reply:
    """A page written in one encoding, that claims others."""
    head = f'<meta charset="{meta}">' if meta else ""
    body = f"<html><head>{head}</head><body><article><p>{NEWS}</p></article></body></html>"
    kind = f"text/html; charset={header}" if header else "text/html"
    return Reply(body.encode(written), headers={"Content-Type": kind})


__all__ = [
    "CLAIM", "NEWS", "NONE", "TRAP", "Listing", "Row", "article", "html", "in_charset", "page",
    "reset", "rss", "slowly", "wire",
]  # fmt: skip
