"""What sources.toml may say: the outlets that are read, and how each lists what is new."""

from __future__ import annotations

import re
import warnings
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator, model_validator

from monitor.config.settings import HeaderName, Key, Strict, WebAddress, Words, spelt
from monitor.types import IMPORT, SourceKind

# What may stand in an address for the day of the crawl: {year}, {month} (01 to 12), {month_name}.
_DATED = re.compile(r"\{(\w+)\}")
_DATE_PARTS = ("year", "month", "month_name")
_HOST_AND_PATH = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?/[^\s*#]*")


def _pattern(value: str) -> str:
    """Raises ValueError also where a later Python would read it otherwise ("[a--b]")."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            re.compile(value)
    except (re.error, OverflowError, RecursionError, FutureWarning) as error:
        raise ValueError(f"{value!r} is no regular expression ({error})") from None
    return value


def _dated_address(value: str) -> str:
    unknown = [name for name in _DATED.findall(value) if name not in _DATE_PARTS]
    if unknown:
        raise ValueError(
            f"{value!r}: {{{unknown[0]}}} is no part of a date; write {{year}}, {{month}} "
            "or {month_name}"
        )
    return value


def _numbered(value: str) -> str:
    if value.count("{number}") != 1:
        raise ValueError(f"{value!r} does not say where the page's number stands: {{number}}")
    return value


def host_and_path(value: str) -> str:
    if not _HOST_AND_PATH.fullmatch(value):
        raise ValueError(
            f"{value!r} is no host and beginning of a path (write outlet.example/news/, "
            "without https:// and without *)"
        )
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
# What addresses in an archive begin with, without scheme: a host, and a path or a part of one.
Prefix = Annotated[str, AfterValidator(host_and_path)]
# An address of the month: {year}, {month} and {month_name} are filled in at each crawl.
DatedAddress = Annotated[WebAddress, AfterValidator(_dated_address)]


class ListingPage(Strict):
    """A page of HTML that lists documents: its links that match `links` are entries."""

    url: DatedAddress
    links: Pattern


class Rewrite(Strict):
    """Two spellings of one address: what `match` finds in a path is replaced by `by`."""

    match: Pattern
    by: str = ""


class SourceConfig(Strict):
    """One outlet, and the ways in which it lists what is new."""

    key: Key
    name: str
    kind: SourceKind
    country: Annotated[str, spelt("[A-Z]{2}", "two capitals, such as US")]
    # Whose voice a document has where nobody is quoted; the outlet's own if left out.
    organisation: str | None = None
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    listings: tuple[ListingPage, ...] = ()
    pages: tuple[DatedAddress, ...] = ()  # watched: fetched at every crawl, for their changes
    # Watched pages whose headings with an anchor each begin a document of its own.
    anchored: tuple[DatedAddress, ...] = ()
    # Of the entries a sitemap lists, only addresses that contain one of these are fetched.
    only: Words = ()
    # Only entries whose title, summary or address names a followed topic are fetched.
    narrow: bool = False
    # Of which addresses an archive is asked for the past: "outlet.example/news/".
    archive: tuple[Prefix, ...] = ()
    # Follow links from an article to others of the same host that name a followed topic.
    related: bool = False
    # How further pages of an article are addressed where no link names them: "/page/{number}".
    further_pages: Annotated[str, AfterValidator(_numbered)] | None = None
    # Spellings of one address: what differs only so is one document.
    rewrite: tuple[Rewrite, ...] = ()
    ignore_case: bool = False
    # Sent to this source's own hosts only. "env:NAME" takes a value from the environment.
    headers: dict[HeaderName, str] = Field(default_factory=dict)
    cookie_file: str | None = None  # in the format of Netscape, as browsers export it
    interval_minutes: Annotated[int, Field(ge=1, le=43_200)] = 60
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    enabled: bool = True
    note: str = ""

    @field_validator("key")
    @classmethod
    def _is_no_word_of_ours(cls, key: str) -> str:
        if key == IMPORT:
            raise ValueError(f"{key!r} stands for files that are of no source; name it otherwise")
        return key

    @model_validator(mode="after")
    def _lists_something(self) -> SourceConfig:
        if not any((self.feeds, self.sitemaps, self.listings, self.pages, self.anchored)):
            raise ValueError(
                "names no feeds, sitemaps, listings, pages or anchored pages; give at least one"
            )
        return self

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address it is configured with: where it lists, and what is watched."""
        listings = tuple(listing.url for listing in self.listings)
        return (*self.feeds, *self.sitemaps, *listings, *self.pages, *self.anchored)


class SourcesFile(Strict):
    """sources.toml"""

    source: tuple[SourceConfig, ...] = ()
