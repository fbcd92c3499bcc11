"""Reads a text the whole way to claims, with the shipped config, built once."""

from __future__ import annotations

from functools import cache

from monitor.config import Config, find_config_dir, load_config
from monitor.extract.claims import Extractor
from monitor.interval import DaySpan
from monitor.types import Claim, DateCandidate
from monitor.wording import value_in_words
from tests.builders import a_revision


@cache
def shipped() -> Config:
    """config/ as it is in the checkout, with every topic in it."""
    return load_config(find_config_dir(), every_topic=True)


@cache
def extractor() -> Extractor:
    """One for all tests: compiling the words takes a while."""
    return Extractor(shipped())


def claims_in(
    text: str,
    *,
    published: str | None = "2014-08-05",
    publisher: str = "The Outlet",
    organisation: str | None = None,
    title: str = "What partners hear about FastTrack",
    topic: str | None = None,
    facet: str | None = None,
    dates: tuple[DateCandidate, ...] = (),
) -> tuple[Claim, ...]:
    """The claims of a text; of one topic or facet only, where it is named."""
    revision = a_revision(
        text=text,
        title=title,
        published=DaySpan.parse(published) if published else None,
        publisher=publisher,
        organisation=organisation,
        author=None,
        dates=dates,
    )
    found = extractor().claims(revision)
    return tuple(c for c in found if topic in (None, c.topic) and facet in (None, c.facet))


def held_in(text: str, *, published: str = "2021-03-10") -> list[str]:
    """What the claims of a text hold, in words: "threshold: not: 150 seats or more"."""
    found = claims_in(text, published=published)
    return [f"{claim.facet}: {value_in_words(claim)}" for claim in found]
