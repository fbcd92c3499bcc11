"""Where a page that a person saved stood on the web."""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.crawl.address import web_address
from monitor.crawl.page import Page

# Browsers and SingleFile write the address into what they save, near its top.
_WRITTEN = re.compile(
    rb"<!--\s{0,9}(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s{1,9}url:\s{0,9})"
    rb"(\S{1,2600})",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(rb"</head", re.IGNORECASE)
_LONGEST_NAME = 200
_TOP = 10_000  # bytes; a document type and the comments of a template stand before it


def saved_address(body: bytes, is_known: Callable[[str], bool] = lambda _: False) -> str | None:
    """The address that whoever saved the page wrote into it, else the one it calls its own.

    None where neither is an address of the web, or the page's own is not
    believed (monitor/crawl/canonical.py): on a site that `is_known` it is.
    """
    written = _WRITTEN.search(body, 0, _TOP)
    if written is not None:
        link = written[1].decode("ascii", "replace")
        if address := web_address(link, link):
            return address
    head = _head_of(body)
    named = head.named_address()
    if named is not None and is_known(named):
        return named
    return head.own_address(lambda: Page(body, "").words())


def saved_site(body: bytes) -> str | None:
    """What the page calls the site that it is of; None where it does not say."""
    name = _head_of(body).site_name()
    return name[:_LONGEST_NAME] if name else None


def _head_of(body: bytes) -> Page:
    """Its head says it and has the title; to parse all of it takes as long as drawing its text."""
    head = _HEAD_ENDS.search(body)
    return Page(body[: head.start()] if head else body, "")
