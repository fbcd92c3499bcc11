"""The whole of an article, which may stand on several pages, as one snapshot."""

from __future__ import annotations

from urllib.parse import quote

from monitor.config.settings import CrawlSettings
from monitor.config.source import SourceConfig
from monitor.crawl.address import shown
from monitor.crawl.asking import Asking, Refused
from monitor.crawl.outcome import Failed
from monitor.crawl.page import Page, numbered_page
from monitor.crawl.response import Response
from monitor.errors import TooLargeError, TransientError
from monitor.types import GONE, PAGE_BREAK, Entry, Snapshot


async def all_pages(
    first: Response, page: Page, source: SourceConfig, asking: Asking, settings: CrawlSettings
) -> tuple[bytes | None, Failed | None, tuple[str, ...]]:
    """The body with that of the article's further pages, PAGE_BREAK before each of them.

    Besides, what went wrong with one of them, and their addresses. Where a
    page is gone for good, the others stand for the article. Where it may come
    back, there is no body: half an article would look like an edit the next time.
    """
    body, here = first.body, asking.spelt(first.final_url)
    visited = [here]
    while len(visited) < settings.max_pages and _is_html(first):
        linked = page.next_page(first.final_url)
        there = linked or _numbered(source, first.final_url, len(visited) + 1)
        if there is None or there in visited:
            break
        answer = await asking.ask(there)
        if isinstance(answer, Refused):
            return None, None, tuple(visited)
        if isinstance(answer, Failed):
            if linked is None and answer.asked and answer.asked.status in GONE:
                break  # nobody said that it would be there
            lost = answer.failure.kind == TransientError.kind()
            return (None if lost else body), answer, tuple(visited)
        # Sites that know no such page show the last or the first one again.
        if asking.spelt(answer.final_url) in visited:
            break
        if linked is None and answer.body == page.body:
            break
        visited.append(there)
        if len(body) + len(answer.body) > settings.max_body:
            error = TooLargeError(f"{shown(there)} makes its article larger than max_body")
            return body, asking.failed(there, error), tuple(visited)
        body += PAGE_BREAK % quote(there, safe=":/?&=%~+,;@[]").encode() + answer.body
        page = page_of(answer)
    return body, None, tuple(visited)


def page_of(answer: Response) -> Page:
    """The page that came, parsed when something of it is asked for."""
    return Page(answer.body, answer.final_url, answer.header("content-type"))


def snapshot_of(
    source: SourceConfig, document: str, answer: Response, body: bytes, entry: Entry
) -> Snapshot:
    """What the listing said of it goes along as x-monitor-entry-* headers."""
    headers = answer.headers
    if entry.published:
        headers += (("x-monitor-entry-published", entry.published.iso()),)
    if entry.title:
        headers += (("x-monitor-entry-title", entry.title),)
    return Snapshot(
        document=document,
        source=source.key,
        fetched_from=answer.final_url,
        status=answer.status,
        headers=headers,
        body=body,
        observed=answer.fetched_at,
    )


def _numbered(source: SourceConfig, first: str, number: int) -> str | None:
    return numbered_page(first, source.further_pages, number) if source.further_pages else None


def _is_html(answer: Response) -> bool:
    return "html" in (answer.header("content-type") or "html")
