"""What is denied: by a verb of denying, or by "not" at the verb that carries a value."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in

PUBLISHED = "2021-03-10"


def held(text: str) -> list[str]:
    """What the claims of a text hold, in words: "threshold: not: 150 seats or more"."""
    found = claims_in(text, published=PUBLISHED)
    return [f"{claim.facet}: {value_in_words(claim)}" for claim in found]


DENIED = [
    pytest.param(
        "Microsoft denied that 150 seats or more are required for FastTrack.",
        ["threshold: not: 150 seats or more"],
        id="the cue of a denial negates once, not twice",
    ),
    pytest.param(
        "Microsoft denies FastTrack is free.",
        ["price: not: free of charge"],
        id="without that",
    ),
    pytest.param(
        "Microsoft has denied that NCE has been delayed.",
        ["status: not: delayed"],
        id="a state",
    ),
    pytest.param(
        "Microsoft rejected reports that FastTrack requires at least 150 seats.",
        ["threshold: not: 150 seats or more"],
        id="a denial whose cue is no negation elsewhere",
    ),
    pytest.param(
        "Microsoft disputes that FastTrack covers public folders.",
        ["scope: does not cover public folder migration"],
        id="a value with its own sign is turned itself",
    ),
    pytest.param(
        "Microsoft denied that FastTrack does not cover public folders.",
        ["scope: covers public folder migration"],
        id="who denies a denial affirms",
    ),
    pytest.param(
        "FastTrack does not cover public folders, Microsoft said, and it denied that 500 seats are "
        "required.",
        ["scope: does not cover public folder migration", "threshold: not: 500 seats or more"],
        id="the denial behind leaves the report in front as it is",
    ),
    pytest.param(
        "Microsoft denied reports that FastTrack is not free, saying it covers email migration.",
        ["price: free of charge", "scope: covers email migration"],
        id="what is denied says nothing of what is said next",
    ),
    pytest.param(
        "Microsoft, which denied the reports, said FastTrack requires at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="one who denied something says something else",
    ),
    pytest.param(
        "The company denied that a Microsoft rep had told partners that FastTrack requires 300 "
        "seats or more.",
        [],
        id="that somebody said it is denied: what holds is not told",
    ),
    pytest.param(
        "Microsoft denied that FastTrack covers only email migration.",
        [],
        id="more than mail may be covered, the mail itself is not denied",
    ),
    pytest.param(
        "Partners rejected the claim that FastTrack covers public folders.",
        ["scope: does not cover public folder migration"],
        id="who rejects something does no work",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_a_verb_of_denying(text: str, expected: list[str]) -> None:
    assert held(text) == expected
