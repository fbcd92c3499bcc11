"""What a text takes back of its own: said once, by itself, and so no longer."""

from __future__ import annotations

import pytest

from monitor.compare.slots import is_former
from monitor.types import Claim
from tests.extract.reading import claims_in


def _told(claim: Claim) -> tuple[str, bool, str | None]:
    return claim.facet, is_former(claim), claim.speaker.organisation


OUTLET, VENDOR = "The Outlet", "Microsoft"

CORRECTED = [
    pytest.param(
        "Correction: An earlier version of this story said that FastTrack would open in October.",
        [("timing", True, OUTLET)],
        id="an earlier version is the text itself, and nobody who speaks",
    ),
    pytest.param(
        "A previous version of this post put the FastTrack minimum at 250 seats.",
        [("threshold", True, OUTLET)],
        id="without a word of speaking",
    ),
    pytest.param(
        "This article originally stated that FastTrack needs at least 250 seats. It needs 150 seats.",
        [("threshold", True, OUTLET), ("threshold", False, OUTLET)],
        id="the sentence behind holds",
    ),
    pytest.param(
        "An earlier version of this article said that FastTrack requires 250 seats; it requires 150.",
        [("threshold", True, OUTLET), ("threshold", False, OUTLET)],
        id="so does the clause behind",
    ),
    pytest.param(
        "We wrongly reported that FastTrack starts on October 1.",
        [("timing", True, OUTLET)],
        id="in the words of who writes",
    ),
    pytest.param(
        "An earlier version of this story quoted a Microsoft spokesman as saying FastTrack requires "
        "250 seats.",
        [("threshold", True, VENDOR)],
        id="somebody's words stay that one's",
    ),
]

STANDING = [
    pytest.param(
        "This article has been corrected to say that FastTrack needs at least 150 seats.",
        [("threshold", False, OUTLET)],
        id="what it was corrected to holds",
    ),
    pytest.param(
        "As this article first reported, FastTrack needs at least 150 seats.",
        [("threshold", False, OUTLET)],
        id="what was reported first is not taken back",
    ),
    pytest.param(
        "FastTrack needs at least 150 seats, as an earlier version of this story said.",
        [("threshold", False, OUTLET)],
        id="behind the value it is said again",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CORRECTED, *STANDING])
def test_what_a_text_takes_back_held_once(
    text: str, expected: list[tuple[str, bool, str | None]]
) -> None:
    assert [_told(claim) for claim in claims_in(text)] == expected
