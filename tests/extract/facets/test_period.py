"""How long something may take or be had: terms, and not what took so long once."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in

TERMS = [
    pytest.param(
        "FastTrack migration must be requested within 180 days of the purchase.",
        ("at most 180 days", "request"),
        id="the most",
    ),
    pytest.param(
        "Customers have 24 months from the purchase to ask for FastTrack.",
        ("at most 24 months", "request"),
        id="had, to do something",
    ),
    pytest.param(
        "Microsoft contacts FastTrack customers within ten business days.",
        ("at most 10 business days", "reply"),
        id="days on which people work",
    ),
    pytest.param(
        "We will pay approved FastTrack claims within 45 days.",
        ("at most 45 days", "payment"),
        id="what is done, and not to what",
    ),
    pytest.param(
        "FastTrack applications are decided within four weeks.",
        ("at most 4 weeks", "decision"),
        id="what is done to them has a name",
    ),
    pytest.param(
        "FastTrack claims are to be submitted within 60 days of completion.",
        ("at most 60 days", "claim"),
        id="handed in",
    ),
    pytest.param(
        "Approved FastTrack claims are now being paid in 60 days.",
        ("at most 60 days", "payment"),
        id="paid in",
    ),
    pytest.param(
        "FastTrack payment is made 30 days after the approval.",
        ("30 days", "payment"),
        id="just so long",
    ),
    pytest.param(
        "FastTrack calls must be requested at least two weeks ahead.",
        ("2 weeks or more", "request"),
        id="the least",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_a_term(text: str, expected: tuple[str, str]) -> None:
    (claim,) = claims_in(text, facet="period", organisation="Microsoft")
    assert (value_in_words(claim), dict(claim.qualifiers)["part"]) == expected


NONE = [
    pytest.param("We finished the FastTrack migration within six weeks.", id="a story"),
    pytest.param("FastTrack requests were answered within three days.", id="what happened"),
    pytest.param("The first FastTrack call came four days after the form.", id="what came"),
    pytest.param("You cannot claim FastTrack funding within 90 days of the deal.", id="denied"),
    pytest.param("FastTrack paused requests, two days after the news.", id="another clause"),
    pytest.param("FastTrack is paid for within 20 years.", id="longer than any term"),
    pytest.param("Apply for FastTrack with less than a quarter of your seats.", id="a part"),
    pytest.param("Must FastTrack be requested within 30 days?", id="a question"),
    pytest.param("Most FastTrack requests are picked up within three days.", id="done to them"),
    pytest.param("Partners used to have 60 days to ask for FastTrack.", id="no longer"),
    pytest.param("A rejected claim of FastTrack: send more within 15 days.", id="another matter"),
    pytest.param("FastTrack will grow within 12 months.", id="nothing is done"),
]


@pytest.mark.parametrize("text", NONE)
def test_no_term(text: str) -> None:
    assert claims_in(text, facet="period") == ()
