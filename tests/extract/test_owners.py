"""A program of the same name that is somebody else's: nothing in its document is about ours."""

from __future__ import annotations

import pytest

from monitor.values import to_json
from tests.extract.reading import claims_in

RULES = (
    "It is free for customers with 50 users or more. Public folders are not covered. "
    "The service starts on April 1."
)
ANOTHERS = [
    pytest.param(f"Corvane FastTrack is back. {RULES} So Corvane hired ten people.", id="a firm's"),
    pytest.param(f"Here comes Corvane's new Fast Track. {RULES} So Corvane says.", id="of a firm"),
    pytest.param(
        f"The distributor's Cloud Fast Track is for dealers of Microsoft. {RULES}",
        id="of a trade, beside our vendor",
    ),
    pytest.param(
        f"Corvane's Cloud Fast Track is for dealers of Microsoft. {RULES}",
        id="of a firm, beside our vendor",
    ),
    pytest.param(f"The Outlet Fast Track is here. {RULES}", id="of whoever publishes it"),
    pytest.param(f"Join our Fast Track into the cloud. {RULES}", id="of whoever speaks"),
    pytest.param(f"It is a new Fast Track for resellers. {RULES}", id="a common noun"),
    pytest.param(
        f"Corvane has cut the price of its FastTrack from $9 to $4. {RULES} So Corvane says.",
        id="what a firm calls its own",
    ),
    pytest.param(
        f"Corvane, a host in Leeds, today opened FastTrack for shops. {RULES} Ask Corvane.",
        id="who opened it",
    ),
    pytest.param(f"Few use the FastTrack that Corvane sells. {RULES}", id="who sells it"),
    pytest.param(
        f"FastTrack Mail is new. {RULES} FastTrack Mail leads to Office 365.",
        id="a longer name",
    ),
    pytest.param(
        f"FastTrack for Dynamics 365 has news. {RULES}", id="another program of the vendor's"
    ),
]
# In a text whose title has no name of it, and that names its vendor elsewhere.
WORDS = [
    pytest.param("The ministry runs a Fast Track for visas.", False, id="two plain words"),
    pytest.param("The firm wants to fast-track its move to Office 365.", False, id="a verb"),
    pytest.param("The host has free migrations to Office 365.", False, id="what others give, too"),
    pytest.param("Microsoft has free migrations to Office 365.", True, id="what the vendor gives"),
    pytest.param("Office 365 Fast Track is back.", True, id="beside what it is for"),
    pytest.param("FastTrack is back.", True, id="a word of its own"),
    pytest.param("The free FastTrack migrations are back.", True, id="within a longer wording"),
    pytest.param("The Adoption Offer is back.", True, id="a name that others do not use"),
    pytest.param("The Onboarding Center is back.", False, id="a name that others use, too"),
    pytest.param("Fast Track is back. Microsoft says so.", True, id="its vendor in the paragraph"),
]
OURS = [
    pytest.param(f"FastTrack is back. {RULES}", id="nobody's by name"),
    pytest.param(f"Microsoft has a new Fast Track for customers. {RULES}", id="of its vendor"),
    pytest.param(f"Ask for our FastTrack engineer. {RULES}", id="somebody of the program"),
    pytest.param(
        f"The distributor's Cloud Fast Track lesson is on Microsoft's FastTrack. {RULES}",
        id="tied to its vendor elsewhere",
    ),
    pytest.param(f"It's FastTrack engineers. {RULES}", id="it is"),
    pytest.param(
        f"FastTrack is back. {RULES} FastTrack has a page. FastTrack for Dynamics 365 has none.",
        id="named more often than another program is",
    ),
    pytest.param(f"Ask FastTrack for help. {RULES}", id="a verb that begins a sentence"),
    pytest.param(
        f"Corvane FastTrack is how some call it. {RULES} Corvane uses the FastTrack of Office 365.",
        id="a firm that takes part in ours",
    ),
]


def found_in(text: str) -> set[str]:
    return {claim.facet for claim in claims_in(text)}


BESIDE = [
    ("FastTrack for Dynamics 365 in short", "FastTrack starts on April 1.", False),
    ("FastTrack for Dynamics 365 in short", "Office 365 FastTrack starts on April 1.", True),
    ("FastTrack in short", "FastTrack starts on April 1.", True),
]


@pytest.mark.parametrize(
    ("title", "text", "read"),
    BESIDE,
    ids=["the name that both bear", "told apart by what it is for", "in a text about ours"],
)
def test_under_the_title_of_another(title: str, text: str, *, read: bool) -> None:
    assert bool(claims_in(text, title=title, facet="timing")) is read


TITLES = [
    ("Corvane FastTrack: worth it?", False),
    ("Inside FastTrack: worth it?", True),
    ("What FastTrack does, and what not", True),
    ("Microsoft FastTrack: worth it?", True),
    ("FastTrack won't move your Google files", True),
    ("Google FastTrack: worth it?", False),
    ("Vans for free, and Google goes private", True),
]


@pytest.mark.parametrize(
    ("title", "read"),
    TITLES,
    ids=[
        "a firm's",
        "a word",
        "a word that opens sentences",
        "of its vendor",
        "a rival behind it",
        "a rival in front of it",
        "a rival, and no program",
    ],
)
def test_whose_the_title_calls_it(title: str, *, read: bool) -> None:
    text = f"Corvane has news. What is it? FastTrack is back. {RULES} So Corvane says."
    assert bool(claims_in(text, title=title)) is read


@pytest.mark.parametrize("text", ANOTHERS)
def test_anothers(text: str) -> None:
    assert found_in(text) == set()


@pytest.mark.parametrize(("text", "read"), WORDS)
def test_whether_it_is_a_name(text: str, *, read: bool) -> None:
    there = f"{text}\n\n{RULES}\n\nMicrosoft has an office in Leeds."
    assert bool(claims_in(there, title="The news", facet="timing")) is read


ROUND_UPS = [
    pytest.param("The hosting firm's FastTrack closes on April 1.", [], id="another's paragraph"),
    pytest.param("FastTrack closes on April 1.", ["end"], id="ours"),
    pytest.param(
        "The storage firm says its FastTrack onboarding closes on April 1.", [], id="a firm's own"
    ),
    pytest.param(
        "**2. Google's turn.** Google's reply: its offer closes on April 1.", [], id="a rival's"
    ),
    pytest.param(
        "**Google.** Fees are waived. The offer closes on April 1.", [], id="a rival as a label"
    ),
    pytest.param("Google, hall 7. The offer closes on April 1.", [], id="a rival and its stand"),
    pytest.param(
        "Google, for its part, closes its free migrations on April 1.", [], id="a rival, aside"
    ),
    pytest.param("**2. Google's turn.** FastTrack closes on April 1.", ["end"], id="named, ours"),
    pytest.param("## Corvane FastTrack\n\nIt closes on April 1.", [], id="another's heading"),
]


@pytest.mark.parametrize(("text", "events"), ROUND_UPS)
def test_a_paragraph_on_anothers(text: str, events: list[str]) -> None:
    about = "Microsoft FastTrack is free. Corvane says so.\n\nAsk Corvane for more."
    claims = claims_in(f"{about}\n\n{text}", facet="timing")
    assert [to_json(claim.value)["event"] for claim in claims] == events


@pytest.mark.parametrize("text", OURS)
def test_ours(text: str) -> None:
    assert found_in(text) >= {"threshold", "scope"}
