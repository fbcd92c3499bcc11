"""Limits that were done away with, that only changed, and that never were."""

from __future__ import annotations

import pytest

from monitor.compare.slots import is_former
from monitor.wording import value_in_words
from tests.extract.reading import claims_in

HELD, GONE, NONE = "150 seats or more", "150 seats or more, once", "no minimum"
LIMITS = [
    pytest.param(
        "Microsoft has scrapped the 150-seat minimum for FastTrack.",
        [GONE, NONE],
        id="by a verb in front",
    ),
    pytest.param(
        "The 150-seat minimum for FastTrack has been dropped.", [GONE, NONE], id="by one behind"
    ),
    pytest.param(
        "FastTrack's 150-seat minimum was dropped to 50 seats.",
        ["50 seats or more", GONE],
        id="another took its place",
    ),
    pytest.param(
        "The FastTrack minimum has been dropped from 150 seats to 50.",
        ["50 seats or more", GONE],
        id="dropped from one to another, it is not gone",
    ),
    pytest.param(
        "The FastTrack minimum was lowered from 150 to 50.",
        ["50 seats or more", GONE],
        id="nor lowered, without a unit",
    ),
    pytest.param(
        "The minimum seat count for FastTrack has been dropped from 150 to 50.",
        ["50 seats or more", GONE],
        id="nor a count",
    ),
    pytest.param(
        "FastTrack's minimum goes from 150 to 500 seats next month.",
        [GONE, "500 seats or more"],
        id="going from one to another is no range",
    ),
    pytest.param(
        "The 150-seat FastTrack minimum is gone.", [GONE, NONE], id="and none holds, not once"
    ),
    pytest.param(
        "Microsoft has not scrapped the 150-seat minimum for FastTrack.", [HELD], id="kept"
    ),
    pytest.param(
        "Microsoft denied that it had scrapped the 150-seat minimum for FastTrack.",
        [HELD],
        id="who denies to have scrapped it, keeps it",
    ),
    pytest.param(
        "Microsoft will scrap the 150-seat minimum for FastTrack.", [HELD], id="not yet gone"
    ),
    pytest.param(
        "The 150-seat minimum for FastTrack does not exist.", [f"not: {HELD}"], id="never there"
    ),
    pytest.param("FastTrack's 150-seat minimum is a myth.", [f"not: {HELD}"], id="made up"),
    pytest.param(
        "FastTrack's 150-seat minimum does not apply to charities.", [HELD], id="all others keep it"
    ),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_what_became_of_a_limit(text: str, expected: list[str]) -> None:
    found = claims_in(text, facet="threshold")
    held = [f"{value_in_words(c)}{', once' * is_former(c)}" for c in found]
    assert sorted(held) == sorted(expected)
