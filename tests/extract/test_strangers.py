"""What other firms ask, charge or give, in texts about the program, and who is no other firm."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

# So that the text is about the program where the sentence itself does not name it.
ABOUT = "FastTrack has a minimum."
STRANGERS = [
    pytest.param(
        f"{ABOUT} Leeds MSP Tallow Group is offering free help to any client with 25 seats.",
        [],
        id="a firm named by its trade, which is offering something",
    ),
    pytest.param(
        f"{ABOUT} Tallow Group is offering free help. The deal runs until June 30.",
        [],
        id="and what it offers",
    ),
    pytest.param(
        "Northbridge Cloud said that it is now a FastTrack partner. The Seattle firm will move "
        "mailboxes for customers with fewer than 150 seats.",
        [],
        id="a firm that the sentence before names beside the program",
    ),
    pytest.param(
        f"{ABOUT} Bluewater's neighbour Tillman Data has been selling training since the spring.",
        [],
        id="what a firm has been selling, whose name holds a word of the topic",
    ),
    pytest.param(
        f"{ABOUT} A customer with 400 seats would thus bring its partner $6,000.",
        [],
        id="a sum that is reckoned out for some customer",
    ),
    pytest.param(
        "The FastTrack course lasts two days and is free for resellers.",
        [],
        id="a course that is free",
    ),
    pytest.param(
        f"{ABOUT} Her advice for the autumn is to finish the inventory of shared mailboxes.",
        [],
        id="what a customer is to finish, and when",
    ),
    pytest.param(
        f"{ABOUT} The new dates stand in the planning sheet.",
        [],
        id="a paper that is called after some work",
    ),
    pytest.param(
        "Microsoft will move mid-size companies under FastTrack, and its own staff does the work.",
        [
            "delivery: will move mid size companies under FastTrack, and its own…: done by the vendor"
        ],
        id="whose own staff it is",
    ),
    pytest.param(
        "Google requires 250 seats for migration; Microsoft's FastTrack asks for 150 seats.",
        ["threshold: 150 seats or more"],
        id="a firm in a clause of its own",
    ),
    pytest.param(
        "FastTrack is free; another company charges for customers with at least 300 seats.",
        ["price: free of charge"],
        id="a firm without a name",
    ),
    pytest.param(
        "FastTrack requires at least 150 seats, but Google requires at least 300 seats.",
        ["threshold: 150 seats or more"],
        id="behind but",
    ),
    pytest.param(
        f"{ABOUT} BitTitan, whose tool is new, expects business as usual. It moved mailboxes for "
        "customers with 500 or more seats.",
        [],
        id="it goes on about the firm of the sentence before",
    ),
    pytest.param(
        f"{ABOUT} Google's comparable service is run entirely by partners.",
        [],
        id="the service of a firm",
    ),
    pytest.param(
        "Unlike BitTitan, which charges $14 a mailbox, FastTrack is free for customers with at "
        "least 150 seats.",
        ["price: free of charge", "threshold: 150 seats or more"],
        id="an aside about a firm, whose price is near to no limit",
    ),
    pytest.param(
        f"{ABOUT} Cisco says partners need at least 25 seats to join its Webex promotion.",
        [],
        id="what a firm says of its own",
    ),
    pytest.param(
        f"{ABOUT} Harrow & Pitt runs a workshop for firms with 150 seats or more.",
        [],
        id="an event that somebody else offers",
    ),
    pytest.param(
        f"{ABOUT} Google's help line has no minimum. Slack is hiring 60 onboarding specialists.",
        [],
        id="what a rival is or has",
    ),
]


@pytest.mark.parametrize(("text", "expected"), STRANGERS)
def test_what_is_told_of_another_firm(text: str, expected: list[str]) -> None:
    assert sorted(held_in(text)) == expected


OWN = [
    pytest.param(
        "Microsoft talked about FastTrack. The Redmond firm wants at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="the vendor by where it sits",
    ),
    pytest.param(
        "Microsoft offers it to customers with at least 150 seats. It is free.",
        ["price: free of charge", "threshold: 150 seats or more"],
        id="the vendor",
    ),
    pytest.param(
        "Redmond requires at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="the vendor by another name",
    ),
    pytest.param(
        "Eligibility requires at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="a plain word whose capital is the sentence's",
    ),
    pytest.param(
        "Simple moves, that is: at least 150 seats and no archives.",
        ["scope: does not cover archive migration", "threshold: 150 seats or more"],
        id="a plain word before what is a noun there",
    ),
    pytest.param(
        "Exchange Online requires at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="a word of the topic in capitals",
    ),
    pytest.param(
        "Contoso needs at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="a customer is asked for something",
    ),
    pytest.param(
        "Nordlys said customers need at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="a firm that tells of the program",
    ),
    pytest.param(
        "Yes, mail in Google Apps is covered.",
        ["scope: covers email migration"],
        id="another program that things are moved from",
    ),
    pytest.param(
        "The Ledger's number is 150 seats.",
        ["threshold: 150 seats or more"],
        id="what an outlet says",
    ),
    pytest.param(
        "The vendor told resellers at its Lisbon, Portugal, conference last month that firms with "
        "150 seats or more qualify.",
        ["threshold: 150 seats or more"],
        id="an event where it was said",
    ),
    pytest.param(
        "Attendees left the workshop with one number: a minimum of 150 seats.",
        ["threshold: 150 seats or more"],
        id="an event that people came from",
    ),
    pytest.param(
        "Google mail is moved by Microsoft for firms with 150 seats or more.",
        [
            "delivery: for firms with 150 seats or more: done by the vendor",
            "scope: covers email migration",
            "threshold: 150 seats or more",
        ],
        id="a rival's mail that the vendor moves",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_who_is_no_other_firm(text: str, expected: list[str]) -> None:
    assert sorted(held_in(f"{ABOUT} {text}")) == expected
