"""What the links and headings of a page of HTML list: documents, parts, related articles."""

from __future__ import annotations

import re

from monitor.crawl.page import Page
from monitor.types import Entry


def listing_links(page: Page, source: str, pattern: re.Pattern[str]) -> tuple[Entry, ...]:
    """The links of a listing page whose canonical address the pattern finds something in.

    In the order of the page, each address once, titled with the first text a
    link to it has. What a page asks search engines not to follow is kept: it
    is a listing we were told to read.
    """
    raise NotImplementedError


def anchors(page: Page, source: str) -> tuple[Entry, ...]:
    """The parts of a page that can be linked to: the page's address, "#", and the heading's id.

    Only headings of one rank, the one with most different headings that have
    an id, so that a page of announcements gives one entry an announcement.
    Those of navigation, header and footer are left out.
    """
    raise NotImplementedError


def related_links(page: Page, source: str, names: re.Pattern[str]) -> tuple[Entry, ...]:
    """Links in the main text to other documents of the host that name a followed topic.

    By their text or the words of their address; ten at most.
    """
    raise NotImplementedError
