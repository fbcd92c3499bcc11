"""The examples of topics, read by their own words: each must yield what it promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from monitor.config import Config
from monitor.config.topic import Example, Topic
from monitor.extract.claims import Extractor, extractor_of
from monitor.extract.reading import read
from monitor.interval import DaySpan
from monitor.types import Claim, Revision
from monitor.values import to_json

# In an example's `expect`, an open end: TOML knows no null.
_OPEN = "none"
# Where an example does not say: days and speakers count from something.
_PUBLISHED, _PUBLISHER = DaySpan.parse("2014-08-05"), "The Outlet"
_SEEN = datetime(2014, 8, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that is not read as it promises; `expect` None: it must yield nothing.

    `why` tells, where nothing is read in it, what the reading lacked or stopped at.
    """

    topic: str
    facet: str
    text: str
    expect: dict[str, Any] | None
    read: tuple[dict[str, Any], ...]
    why: str = ""


def broken_examples(config: Config) -> Iterator[Broken]:
    """Those of all topics that are followed."""
    extractor = extractor_of(config)
    for topic in config.topics:
        for name, facet in topic.facet.items():
            for example in facet.positive:
                found = values_read(extractor, topic, name, example)
                wanted = meant(example.expect, topic)
                if not any(agrees(value, wanted) for value in found):
                    why = "" if found else _why(extractor, topic, example)
                    yield Broken(topic.key, name, example.text, example.expect, found, why)
            for text in facet.negative:
                if found := values_read(extractor, topic, name, Example(text=text, expect={})):
                    yield Broken(topic.key, name, text, None, found)


def _why(extractor: Extractor, topic: Topic, example: Example) -> str:
    found = read(extractor, _article(example, f"News of {topic.vendor}"))
    reasons = [one.reason for one in found.silences if one.topic == topic.key]
    reasons += [
        f"“{one.text}” stands there, which other_programs has"
        for one in found.terms
        if (one.topic, one.kind) == (topic.key, "other")
    ]
    return "; ".join(dict.fromkeys(reasons))


def values_read(
    extractor: Extractor, topic: Topic, facet: str, example: Example
) -> tuple[dict[str, Any], ...]:
    """The values of this facet that are read in an example."""
    return tuple(
        to_json(claim.value)
        for claim in claims_in(extractor, example, f"News of {topic.vendor}")
        if (claim.topic, claim.facet) == (topic.key, facet)
    )


def claims_in(extractor: Extractor, example: Example, title: str) -> tuple[Claim, ...]:
    """All claims of an example, read as the text of an article."""
    return tuple(extractor.claims(_article(example, title)))


def _article(example: Example, title: str) -> Revision:
    published = DaySpan.parse(example.published) if example.published else _PUBLISHED
    return Revision(
        document="example",
        publisher=example.publisher or _PUBLISHER,
        organisation=None,
        country="US",
        snapshot="",
        kind="article",
        title=title,
        author=None,
        published=published,
        text=example.text,
        observed=_SEEN,
    )


def meant(expect: dict[str, Any], topic: Topic) -> dict[str, Any]:
    """The same, with the vendor called so: rows for programs write it by the topic's own key."""
    if expect.get("performer") == topic.vendor_key:
        return {**expect, "performer": "vendor"}
    return expect


def agrees(value: dict[str, Any], expect: dict[str, Any]) -> bool:
    """Whether a value has all that is expected of it."""
    return all(value.get(key) == (None if want == _OPEN else want) for key, want in expect.items())
