"""Every facet that a topic declares carries examples; this test runs them all."""

from __future__ import annotations

import pytest

from monitor.config.topic import Example, Topic
from monitor.extract.examples import agrees, claims_in, meant, values_read
from tests.extract.reading import extractor, shipped

FACETS = [(topic, name) for topic in shipped().topics for name in topic.facet]
POSITIVE = [
    (topic, name, example) for topic, name in FACETS for example in topic.facet[name].positive
]
NEGATIVE = [(topic, name, text) for topic, name in FACETS for text in topic.facet[name].negative]


@pytest.mark.parametrize(
    ("topic", "facet", "example"), POSITIVE, ids=lambda part: getattr(part, "text", None)
)
def test_positive_examples_are_read(topic: Topic, facet: str, example: Example) -> None:
    values = values_read(extractor(), topic, facet, example)
    assert any(agrees(value, meant(example.expect, topic)) for value in values), values


@pytest.mark.parametrize(("topic", "facet", "text"), NEGATIVE)
def test_negative_examples_yield_nothing(topic: Topic, facet: str, text: str) -> None:
    assert values_read(extractor(), topic, facet, Example(text=text, expect={})) == ()


@pytest.mark.parametrize(("topic", "facet"), FACETS)
def test_every_facet_has_examples_of_both_kinds(topic: Topic, facet: str) -> None:
    assert topic.facet[facet].positive  # type: ignore[index]
    assert topic.facet[facet].negative  # type: ignore[index]


@pytest.mark.parametrize(
    ("topic", "text"), [(topic, example.text) for topic, _, example in POSITIVE]
)
def test_what_one_topic_says_is_nothing_to_the_others(topic: Topic, text: str) -> None:
    example = Example(text=text, expect={}, published="2022-01-10")
    found = claims_in(extractor(), example, f"News of {topic.vendor}")
    assert {claim.topic for claim in found} <= {topic.key}
