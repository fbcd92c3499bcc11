"""The documents of one source: each at one address, however many lead to it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from urllib.parse import urlsplit

from monitor.config.settings import CrawlSettings
from monitor.config.source import SourceConfig
from monitor.crawl.address import shown, web_address
from monitor.crawl.article import all_pages, page_of, snapshot_of
from monitor.crawl.asking import Asking, Refused
from monitor.crawl.ledger import Ledger
from monitor.crawl.links import anchors, related_links
from monitor.crawl.outcome import Alias, Failed, Fetched, Outcome, Unchanged
from monitor.crawl.page import Page
from monitor.crawl.response import Response
from monitor.errors import ParseError, PermanentError, TransientError
from monitor.types import Entry, Known, Validators

Outcomes = AsyncGenerator[Outcome, None]
_GONE = 404


class Documents:
    """What one crawl of one source has fetched so far."""

    def __init__(
        self,
        source: SourceConfig,
        asking: Asking,
        ledger: Ledger,
        settings: CrawlSettings,
        names: re.Pattern[str] | None,
    ) -> None:
        self._source = source
        self._asking = asking
        self._ledger = ledger
        self._settings = settings
        self._names = names
        self._seen: set[str] = set()  # addresses asked for in this crawl

    async def document(
        self, entry: Entry, *, watched: bool = False, again: bool = False, related: bool = True
    ) -> Outcomes:
        """One document, if it is due; `again` asks for it even if it is not.

        A watched page is due at every crawl, and is one page and its own home.
        """
        url = self._asking.spelt(web_address(entry.url, entry.url) or entry.url)
        if url in self._seen:
            return  # the feed and the sitemap both list it
        url, known = self._home_of(url)
        if url in self._seen or not (again or self._is_due(known, entry, watched)):
            return
        self._seen.add(url)
        answer = await self._asking.ask(url, known)
        if isinstance(answer, Response) and not watched and _led_to_the_front(url, answer):
            answer = self._asking.failed(url, PermanentError(_FRONT % shown(url), status=_GONE))
        if not isinstance(answer, Response):
            if isinstance(answer, Failed):
                yield answer
            return
        page = page_of(answer)
        if not answer.not_modified and not watched:
            home = self._other_home(url, answer, page)
            if home is not None:
                alias = Alias(self._asking.asked(url, answer), home)
                if home in self._seen:
                    yield alias
                    return
                at_home = await self._at(home)
                if isinstance(at_home, (Failed, Refused)):
                    if isinstance(at_home, Failed):
                        yield at_home
                    return
                if at_home is not None:
                    yield alias
                    url, known, answer = home, self._ledger.known(home), at_home
                    page = page_of(answer)
        async with aclosing(
            self._fetched(url, known, answer, entry, None if watched else page)
        ) as found:
            async for outcome in found:
                yield outcome
        if related and self._source.related and self._names and not answer.not_modified:
            for one in related_links(page, self._source.key, self._names):
                async with aclosing(self.document(one, related=False)) as found:
                    async for outcome in found:
                        yield outcome

    async def anchored(self, url: str) -> Outcomes:
        """A watched page of several documents: one for each heading that can be linked to."""
        if url in self._seen:
            return
        self._seen.add(url)
        known = self._ledger.known(url)
        if not self._is_due(known, Entry(self._source.key, url), watched=True):
            return
        answer = await self._asking.ask(url, known)
        if not isinstance(answer, Response):
            if isinstance(answer, Failed):
                yield answer
            return
        asked = self._asking.asked(url, answer)
        if answer.not_modified:
            marks, fresh = still(known, answer), answer.max_age
            yield Unchanged(asked, url, marks, max_age=fresh, anchored=True)
            return
        found = anchors(Page(answer.body, url, answer.header("content-type")), self._source.key)
        if not found:
            problem = f"{shown(url)} has no heading with an anchor; take it out of `anchored`"
            yield self._asking.failed(url, ParseError(problem))
            return
        source, body = self._source, answer.body
        shots = tuple(snapshot_of(source, one.url, answer, body, one) for one in found)
        sha256 = hashlib.sha256(body).hexdigest()
        marks, fresh = answer.validators, answer.max_age
        yield Fetched(asked, shots, marks, sha256, url, max_age=fresh, anchored=True)

    async def _fetched(
        self, url: str, known: Known | None, answer: Response, entry: Entry, page: Page | None
    ) -> Outcomes:
        """What came, with its further pages where `page`, the first, is given."""
        asked = self._asking.asked(url, answer)
        # Where a page only redirects for now, it still lives at the address asked for.
        document = self._asking.spelt(answer.permanent_url)
        if answer.not_modified:
            yield Unchanged(asked, document, still(known, answer), max_age=answer.max_age)
            return
        body: bytes | None = answer.body
        marks = answer.validators
        if page is not None:
            source, settings = self._source, self._settings
            body, problem, pages = await all_pages(answer, page, source, self._asking, settings)
            self._seen.update(pages)
            if len(pages) > 1:
                # That the first page is as it was would say nothing of the others.
                marks = Validators(None, None)
            if problem is not None:
                yield problem
        if body is not None:
            shot = snapshot_of(self._source, document, answer, body, entry)
            sha256, fresh = shot.sha256, answer.max_age
            yield Fetched(asked, (shot,), marks, sha256, document, max_age=fresh)

    def _home_of(self, url: str) -> tuple[str, Known | None]:
        """The address a document is asked for at, where an earlier crawl found it to live."""
        known = self._ledger.known(url)
        if known and known.document and known.document != url:
            at_home = self._ledger.known(known.document)
            if at_home is not None and not at_home.gone:
                return known.document, at_home
        return url, known

    def _is_due(self, known: Known | None, entry: Entry, watched: bool) -> bool:
        if not self._asking.still_fresh(known):
            return True
        assert known is not None
        if watched:
            return not known.failures
        return entry.changed is not None and entry.changed > known.checked

    def _other_home(self, url: str, answer: Response, page: Page) -> str | None:
        """Where the page says that it lives (rel=canonical), if that is another address."""
        named = page.canonical_link(answer.header("link"))
        home = self._asking.spelt(named) if named else None
        own = {url, *(self._asking.spelt(a) for a in (answer.final_url, answer.permanent_url))}
        return home if home is not None and home not in own else None

    async def _at(self, home: str) -> Response | Refused | Failed | None:
        """What stands at a document's home; None where nothing does, and the page is its own.

        Failed or Refused where the server has trouble for now: kept as a page of
        its own meanwhile, it would be two documents for ever. What never answers
        may be a host that a template names and nobody has.
        """
        answer = await self._asking.ask(home, self._ledger.known(home))
        if isinstance(answer, Refused):
            return answer
        if isinstance(answer, Failed) and answer.failure.kind == TransientError.kind():
            return answer if answer.asked is None or answer.asked.status else None
        if not isinstance(answer, Response) or _led_to_the_front(home, answer):
            return None
        self._seen.add(home)
        return answer


_FRONT = "%s leads to the front page of its host: what stood there is no longer there"


def _led_to_the_front(url: str, answer: Response) -> bool:
    """Whether an address inside a site redirects to its root, as sites do with what is gone."""
    there = urlsplit(answer.final_url)
    return there.path in ("", "/") and not there.query and urlsplit(url).path not in ("", "/")


def still(known: Known | None, answer: Response) -> Validators:
    """The marks after a 304: it may bring a new one; where it brings none, the old one holds."""
    new, old = answer.validators, known.validators if known else None
    return Validators(
        new.etag or (old.etag if old else None),
        new.last_modified or (old.last_modified if old else None),
    )
