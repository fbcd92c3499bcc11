"""The story the project was founded on, told in our own words, must be read whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.interval import DaySpan, NumberSpan
from monitor.read.files import parse
from monitor.types import Claim
from monitor.values import Accuracy, Money, Quantity, ScopeItem, When
from tests.extract.reading import claims_in

STORY = """\
Microsoft will begin to offer free onboarding and Office 365 email migration to customers in \
deals of 150 seats or more this fall, as part of an update to Office 365 Fast Track.

Some Microsoft representatives have told resellers that the details of Fast Track have been \
communicated incorrectly, three partners familiar with the matter said, asking not to be named.

A Microsoft spokesperson confirmed that reporting on Fast Track has been accurate.

Other partners said they are under the impression that Fast Track could expand to include \
Microsoft performing hybrid migrations.
"""
BENCHMARK = Path(__file__).parents[3] / "shared" / "benchmark" / "dev" / "docs"


def _check(claims: tuple[Claim, ...], publisher: str) -> None:
    thresholds = [claim for claim in claims if claim.facet == "threshold"]
    assert [claim.value for claim in thresholds] == [
        Quantity(NumberSpan(150, None), "seat", "minimum")
    ]

    starts = [claim for claim in claims if claim.facet == "timing" and claim.modality == "planned"]
    fall = When(DaySpan(date(2014, 9, 22), date(2014, 12, 20)), "start")
    assert fall in [claim.value for claim in starts]

    scope = {
        claim.value.item: claim
        for claim in claims
        if isinstance(claim.value, ScopeItem) and claim.value.included
    }
    assert scope["onboarding"].modality == "planned"
    assert scope["email-migration"].speaker.organisation == publisher
    assert scope["hybrid-migration"].modality == "rumoured"
    assert scope["hybrid-migration"].speaker.organisation == "partner"

    prices = [claim.value for claim in claims if isinstance(claim.value, Money)]
    assert prices
    assert all(price.amount == 0 for price in prices)

    judged = {claim.value.accurate: claim for claim in claims if isinstance(claim.value, Accuracy)}
    wrong, right = judged[False], judged[True]
    assert (wrong.speaker.organisation, wrong.speaker.anonymous) == ("Microsoft", True)
    assert wrong.attribution.kind == "hearsay"
    assert (right.speaker.organisation, right.speaker.anonymous) == ("Microsoft", False)
    assert right.attribution.kind == "indirect"


def test_the_founding_story() -> None:
    _check(claims_in(STORY, publisher="The Outlet", title="Mixed messages"), "The Outlet")


@pytest.mark.skipif(not BENCHMARK.is_dir(), reason="the labelled documents are not beside this")
def test_the_founding_article() -> None:
    path = next(BENCHMARK.glob("02-*.txt"))
    found = parse(path.name, path.read_bytes())
    assert found.published is not None
    claims = claims_in(
        found.text,
        published=found.published.iso(),
        publisher=found.publisher or "",
        title=found.title or "",
    )
    _check(claims, "CRN")
    assert all(claim.quote == found.text[claim.start : claim.end] for claim in claims)
