"""What a topic calls its own work is told of as moving and copying are, which any topic knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.config.topic import Topic
from monitor.extract.claims import Extractor
from monitor.wording import value_in_words
from tests.builders import a_revision
from tests.extract.reading import shipped

_FACET: dict[str, Any] = {"positive": (), "negative": ()}
FAIR_FIX: dict[str, Any] = {
    "key": "fair-fix",
    "name": "Fair Fix",
    "vendor": "Brightwater",
    "vendor_key": "brightwater",
    "programs": ("Fair Fix",),
    "default_component": "visit",
    "component": ({"name": "visit", "words": ("visit*",)},),
    "item": (
        {"name": "fusers", "words": ("fuser*",)},
        {"name": "drums", "words": ("drum*",)},
        {"name": "add-ons", "words": ("add-on*",)},
    ),
    "performer": {"vendor": ("Brightwater",), "partner": ("dealer*",)},
    "facet": {"scope": _FACET, "delivery": _FACET | {"words": ("repair*",)}},
}


def reads(verbs: tuple[str, ...]) -> Extractor:
    topic = Topic.model_validate(FAIR_FIX | {"words": {"work": verbs}})
    return Extractor(replace(shipped(), topics=(topic,)))


def told(extractor: Extractor, text: str) -> set[str]:
    """What a text under the name of the program tells, in words."""
    revision = a_revision(text=f"Fair Fix in short.\n\n{text}", title="Fair Fix")
    return {f"{claim.facet}: {value_in_words(claim)}" for claim in extractor.claims(revision)}


@pytest.fixture(scope="module")
def repairing() -> Extractor:
    return reads(("repair(s|ed|ing|)",))


TOLD = [
    pytest.param("Fusers are repaired.", {"scope: covers fusers"}, id="is done"),
    pytest.param("Fusers are not repaired.", {"scope: does not cover fusers"}, id="is not"),
    pytest.param(
        "Fusers and drums are not repaired.",
        {"scope: does not cover fusers", "scope: does not cover drums"},
        id="is not, of all that are named",
    ),
    pytest.param(
        "Fair Fix doesn't repair fusers.", {"scope: does not cover fusers"}, id="does not"
    ),
    pytest.param(
        "Fusers are repaired by certified dealers.",
        {"scope: does not cover fusers", "delivery: done by the partner"},
        id="by whom",
    ),
    pytest.param(
        "Drums, third-party add-ons and fusers are not repaired.",
        {f"scope: does not cover {one}" for one in ("fusers", "drums", "add ons")},
        id="an add-on is no adding",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_the_programs_own_verb_tells(
    repairing: Extractor, text: str, expected: set[str]
) -> None:
    assert told(repairing, text) == expected


def test_a_verb_that_nobody_named_tells_nothing() -> None:
    """The language knows repairing as work, and vulcanising not."""
    text = "Fusers are not vulcanised."
    assert told(reads(()), text) == set()
    verbs = ("vulcani(s|z)(e|es|ed|ing)",)
    assert told(reads(verbs), text) == {"scope: does not cover fusers"}


NAMED_ALONE = [
    pytest.param("Fair Fix delivers parts in the drum.", set(), id="where something is"),
    pytest.param(
        "## Does Fair Fix include fusers?\n\nNo. The printer has heat instead of fusers.",
        {"scope: does not cover fusers"},
        id="behind a no",
    ),
    pytest.param(
        "## What does Fair Fix include?\n\nFusers, and drums.",
        {"scope: covers fusers", "scope: covers drums"},
        id="asked what there is",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED_ALONE)
def test_an_item_that_is_named_is_not_yet_covered(
    repairing: Extractor, text: str, expected: set[str]
) -> None:
    assert told(repairing, text) == expected
