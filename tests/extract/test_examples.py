"""Every facet that a topic declares carries examples; this test runs them all."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.config.topic import Example, Topic
from monitor.values import to_json
from tests.extract.reading import claims_in, shipped

FACETS = [(topic, name) for topic in shipped().topics for name in topic.facet]
POSITIVE = [
    (topic, name, example) for topic, name in FACETS for example in topic.facet[name].positive
]
NEGATIVE = [(topic, name, text) for topic, name in FACETS for text in topic.facet[name].negative]
# In an example's `expect`, an open end: TOML knows no null.
OPEN = "none"


def _agrees(value: dict[str, Any], expect: dict[str, Any]) -> bool:
    return all(value.get(key) == (None if want == OPEN else want) for key, want in expect.items())


@pytest.mark.parametrize(
    ("topic", "facet", "example"), POSITIVE, ids=lambda part: getattr(part, "text", None)
)
def test_positive_examples_are_read(topic: Topic, facet: str, example: Example) -> None:
    found = claims_in(
        example.text,
        published=example.published or "2014-08-05",
        publisher=example.publisher or "The Outlet",
        topic=topic.key,
    )
    values = [to_json(claim.value) for claim in found if claim.facet == facet]
    assert any(_agrees(value, example.expect) for value in values), values


@pytest.mark.parametrize(("topic", "facet", "text"), NEGATIVE)
def test_negative_examples_yield_nothing(topic: Topic, facet: str, text: str) -> None:
    found = claims_in(text, title="A title", topic=topic.key)
    assert [claim.value for claim in found if claim.facet == facet] == []


@pytest.mark.parametrize(("topic", "facet"), FACETS)
def test_every_facet_has_examples_of_both_kinds(topic: Topic, facet: str) -> None:
    assert topic.facet[facet].positive  # type: ignore[index]
    assert topic.facet[facet].negative  # type: ignore[index]


@pytest.mark.parametrize(
    ("topic", "text"), [(topic, example.text) for topic, _, example in POSITIVE]
)
def test_what_one_topic_says_is_nothing_to_the_others(topic: Topic, text: str) -> None:
    found = claims_in(text, title="A title", published="2022-01-10")
    assert {claim.topic for claim in found} <= {topic.key}
