"""Sentences of an unseen press that were read wrongly, beside their like that say what was read."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in, held_in

FREE = "price: free of charge"
NO_EMAIL = "scope: does not cover email migration"
PRICE = [
    pytest.param("Microsoft charges you nothing for FastTrack.", [FREE], id="charges nothing"),
    pytest.param(
        "Under FastTrack the vendor, and not the customer, foots the bill.",
        [FREE],
        id="one payer set against another",
    ),
    pytest.param(
        "There is no such thing as a free FastTrack migration.", [], id="no such thing as free"
    ),
    pytest.param(
        "Partners cannot compete with free FastTrack moves.", [], id="to compete with free"
    ),
    pytest.param(
        "But Office 365 isn't free, and FastTrack is part of it.",
        [],
        id="another name is what is not free",
    ),
    pytest.param("But FastTrack isn't free.", ["price: not: free of charge"], id="the program is"),
    pytest.param(
        '"A FastTrack migration costs my customer $40 a head," a reseller said.',
        [],
        id="what a partner's own work costs",
    ),
]

SCOPE = [
    pytest.param(
        "FastTrack is limited to e-mail, and SharePoint content isn't in scope.",
        ["scope: covers only email migration", "scope: does not cover sharepoint migration"],
        id="the subject of its own denial",
    ),
    pytest.param(
        "Acme trained the staff and the board, neither of which is part of FastTrack.",
        ["scope: does not cover training"],
        id="neither of which",
    ),
    pytest.param(
        "Microsoft will do FastTrack onboarding with its own people.",
        ["scope: covers onboarding"],
        id="its own people are the vendor's",
    ),
    pytest.param(
        "With FastTrack, customers move their archives with their own staff.",
        ["scope: does not cover archive migration"],
        id="their own staff is the customers'",
    ),
    pytest.param(
        "Hybrid tenants are out of scope for the FastTrack onboarding team.",
        ["scope: does not cover hybrid migration"],
        id="a team bears the name of the work",
    ),
]

SINCE = [
    pytest.param(
        "Public folders, excluded from FastTrack at launch, were added in May.",
        ("covers public folder migration", {}),
        id="added since",
    ),
    pytest.param(
        "Public folders were excluded from FastTrack at launch.",
        ("does not cover public folder migration", {"validity": "former"}),
        id="out at launch",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SINCE)
def test_what_it_covers_by_now(text: str, expected: tuple[str, dict[str, str]]) -> None:
    (found,) = claims_in(text, facet="scope")
    assert (value_in_words(found), dict(found.qualifiers)) == expected


MORE_SCOPE = [
    pytest.param(
        "What don't you get from FastTrack? Archives, and help by telephone.",
        ["scope: does not cover archive migration"],
        id="a question for what is left out",
    ),
    pytest.param(
        "What do you get from FastTrack? Archives, and help by telephone.",
        ["scope: covers archive migration"],
        id="a question for what there is",
    ),
    pytest.param("Partners wonder what FastTrack means for app testing.", [], id="work as a noun"),
    pytest.param(
        "FastTrack engineers took over regression testing.",
        ["scope: covers app testing"],
        id="work that is taken over",
    ),
    pytest.param(
        "What about public folders in FastTrack? We have 90 GB of them (don't ask).",
        [],
        id="no answer, and an aside",
    ),
    pytest.param(
        "What about public folders in FastTrack? They don't move them.",
        ["scope: does not cover public folder migration"] * 2,
        id="an answer",
    ),
    pytest.param(
        "OneDrive and FastTrack: files larger than 2 GB don't get moved.",
        ["scope: does not cover large items"],
        id="what is not moved covers nothing else",
    ),
]


@pytest.mark.parametrize(("text", "expected"), MORE_SCOPE)
def test_what_is_asked_and_denied(text: str, expected: list[str]) -> None:
    assert [one for one in held_in(text) if one.startswith("scope")] == expected


STANDING = [
    pytest.param("FastTrack has been put on hold.", ["status: suspended"], id="on hold"),
    pytest.param("He put me on hold about FastTrack.", [], id="on the telephone"),
    pytest.param(
        "A Google spokesman did not return a call on FastTrack.", [], id="of another firm"
    ),
    pytest.param(
        "A Microsoft spokesman did not return a call on FastTrack.",
        ["status: no comment"],
        id="of the vendor",
    ),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_where_it_stands(text: str, expected: list[str]) -> None:
    assert [one for one in held_in(text) if one.startswith("status")] == expected


WHOSE_SPOKESMAN = [
    ("A Kestrel Systems spokesman said FastTrack is free.", "Kestrel Systems"),
    ("A spokesman said FastTrack is free.", "Microsoft"),
    ("A British spokesman said FastTrack is free.", "Microsoft"),
    ("A Microsoft Australia spokesman said FastTrack is free.", "Microsoft"),
    ("FastTrack is free, spokeswoman Ann Moss said.", "Microsoft"),
    ("FastTrack is free, Kestrel Systems spokeswoman Ann Moss said.", "Kestrel Systems"),
]


@pytest.mark.parametrize(("text", "organisation"), WHOSE_SPOKESMAN)
def test_for_whom_a_spokesman_speaks(text: str, organisation: str) -> None:
    (found,) = claims_in(text, facet="price")
    assert found.speaker.organisation == organisation


WORK = [
    pytest.param(
        "FastTrack staff provide guidance, and the customer or a partner performs the migration.",
        {"vendor", "partner"},
        id="two clauses",
    ),
    pytest.param("The FastTrack check goes to the partner.", set(), id="money goes to them"),
    pytest.param("The FastTrack work goes to the partner.", {"partner"}, id="work does"),
]


@pytest.mark.parametrize(("text", "expected"), WORK)
def test_who_does_the_work(text: str, expected: set[str]) -> None:
    done = claims_in(text, facet="delivery")
    assert {claim.value.performer for claim in done} == expected  # type: ignore[union-attr]


LIMITS = [
    pytest.param(
        "FastTrack takes 150 seats of Office 365 or more.", [150], id="a product's number"
    ),
    pytest.param(
        "The FastTrack minimum is not affected and remains 150 licenses.", [150], id="kept"
    ),
    pytest.param(
        "FastTrack takes eight weeks from the first call for a customer with 200 seats.",
        [],
        id="an example, whatever begins in its sentence",
    ),
    pytest.param(
        "FastTrack begins where a customer has 150 seats.", [150], id="where the program begins"
    ),
    pytest.param(
        "Do you need FastTrack seats? My 160-seat customer was told to wait.",
        [],
        id="a certain customer answers no question",
    ),
    pytest.param(
        "Moss reckons that a quarter of FastTrack customers have more than 150 seats.",
        [],
        id="what many have, in somebody's words",
    ),
    pytest.param(
        "Of FastTrack customers only 20 percent have 150 seats or more.", [], id="a share of them"
    ),
    pytest.param(
        "Moss said that customers who have 150 seats or more get FastTrack.", [150], id="who have"
    ),
    pytest.param("Few report losing a deal of more than 100 seats to FastTrack.", [], id="a deal"),
    pytest.param(
        "Our first FastTrack project: 800 seats across three plants.", [], id="spread over plants"
    ),
    pytest.param(
        "Beside FastTrack we give a discount above 500 mailboxes.", [], id="a discount's limit"
    ),
    pytest.param(
        "Everything above 500 seats goes to partners under FastTrack.", [], id="who does it above"
    ),
    pytest.param(
        "FastTrack is for 100 seats and more, and partners deliver from 500 seats.",
        [100],
        id="from where partners do it",
    ),
    pytest.param("I'd drop the FastTrack floor to 20 seats.", [], id="what somebody would do"),
    pytest.param("Customers below 500 seats wait for FastTrack.", [], id="who waits"),
    pytest.param("Customers below 500 seats get no FastTrack.", [500], id="who gets nothing"),
    pytest.param(
        "Moss said the FastTrack organization has grown to more than 900 people.", [], id="staff"
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRICE)
def test_what_it_costs(text: str, expected: list[str]) -> None:
    assert [one for one in held_in(text) if one.startswith("price")] == expected


@pytest.mark.parametrize(("text", "expected"), SCOPE)
def test_what_it_covers(text: str, expected: list[str]) -> None:
    assert sorted(one for one in held_in(text) if one.startswith("scope")) == expected


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_whom_it_takes(text: str, expected: list[int]) -> None:
    limits = [claim for claim in claims_in(text, facet="threshold") if claim.polarity == "affirm"]
    assert [claim.value.span.low for claim in limits] == expected  # type: ignore[union-attr]


def test_what_a_limit_was_before_is_gone() -> None:
    text = "FastTrack needs just 50 seats. Before it was 100."
    _, before = claims_in(text, facet="threshold")
    assert dict(before.qualifiers) == {"validity": "former"}


HEADCOUNT = [
    ("At 10 seats, Microsoft would need 5,000 FastTrack engineers.", []),
    ("If FastTrack is to carry every project, then forty engineers won't do.", []),
    ("FastTrack has 5,000 engineers.", ["headcount: 5,000 engineers"]),
    ("We compete with FastTrack, and our support team of 45 engineers sits in Boise.", []),
]


@pytest.mark.parametrize(("text", "expected"), HEADCOUNT)
def test_how_many_do_it(text: str, expected: list[str]) -> None:
    assert [one for one in held_in(text) if one.startswith("headcount")] == expected


TIMES = [
    pytest.param(
        "Beside FastTrack, Acme today launched Liftoff, a service.", [], id="what has another name"
    ),
    pytest.param("Microsoft today launched FastTrack, a service.", ["launch"], id="its own name"),
    pytest.param("Start a free FastTrack trial today.", [], id="what a reader is told to do"),
    pytest.param("FastTrack starts today.", ["start"], id="what starts"),
    pytest.param("A FastTrack customer goes live in a month.", [], id="a customer goes live"),
    pytest.param("FastTrack goes live in a month.", ["start"], id="the program goes live"),
    pytest.param(
        "Acme has completed 63 FastTrack projects since January.", [], id="what was done since"
    ),
    pytest.param(
        "Other FastTrack changes take effect on September 1.", ["change"], id="changes that start"
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_what_happens_then(text: str, expected: list[str]) -> None:
    found = claims_in(text, facet="timing")
    assert [claim.value.event for claim in found] == expected  # type: ignore[union-attr]


TABLE = "## FastTrack at a glance\n\n| What | When |\n|---|---|"
PARTS = [
    (
        "Customers with as few as 50 seats get FastTrack from January.",
        {"part": "limit 50", "limit": "50"},
    ),
    ("When can UK firms start with FastTrack?\nIn July.", {"region": "United Kingdom"}),
    ("Customers with 150 seats get FastTrack from January.", {"limit": "150"}),
    ("From January all FastTrack requests must be placed on the portal.", {"part": "duty"}),
    ("FastTrack requests are taken on the portal from January.", {}),
    ("Enrolment in FastTrack opens in January.", {"part": "enrolment"}),
    (f"{TABLE}\n| Enrolment | January 5 to March 9, 2021 |", {"part": "enrolment"}),
    (f"{TABLE}\n| Visits | January 5 to March 9, 2021 |", {}),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_what_of_it_starts(text: str, expected: dict[str, str]) -> None:
    (found,) = claims_in(text, facet="timing")
    assert dict(found.qualifiers) == expected


SPEAKERS = [
    pytest.param(
        "Customers with 150 seats will be able to get it, down from 500, said Ann Moss, a director at "
        "Microsoft, of FastTrack.",
        "Ann Moss",
        id="a name behind the verb, and none in front",
    ),
    pytest.param(
        'The document I have says of FastTrack: "It takes 150 seats."',
        "document",
        id="who has a paper does not speak",
    ),
    pytest.param(
        "In Spain, where FastTrack takes 150 seats, preparations have been put on hold.",
        "outlet",
        id="what is put on hold puts nothing",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_says_it(text: str, speaker: str) -> None:
    found = claims_in(text, facet="threshold")[0].speaker
    assert speaker in (found.name, found.role)


def test_what_its_own_speaker_calls_wrong_was_said_once() -> None:
    text = "Yesterday we wrote that FastTrack takes 50 seats. That was a mistake on our side."
    (limit,) = claims_in(text, organisation="Microsoft", facet="threshold")
    assert dict(limit.qualifiers) == {"validity": "former"}


ROUNDUP = "In this issue: Surface Pro in stock - FastTrack, the facts\n\n{}"


@pytest.mark.parametrize("heading", ["", "FASTTRACK, THE FACTS\n"])
def test_a_line_of_contents_puts_nothing_under_another_program(heading: str) -> None:
    said = "Microsoft moves Office 365 mail.\n- Customers need at least 250 seats."
    assert "threshold: 250 seats or more" in held_in(ROUNDUP.format(heading + said))


def test_who_does_something_else_before_denies_nothing() -> None:
    text = (
        "Partners remain its heart, FastTrack is limited to e-mail, and SharePoint isn't in scope."
    )
    assert "scope: does not cover sharepoint migration" in held_in(text)


def test_what_is_hoped_is_no_judgement() -> None:
    said = "FastTrack will hit us all. {}"
    assert held_in(said.format("Hope he's exaggerating.")) == []
    assert held_in(said.format("He's exaggerating."))[0].startswith("accuracy")


def test_what_the_vendor_calls_its_own_is_the_programs() -> None:
    text = "From 150 seats our own FastTrack engineers do the migration."
    vendors = claims_in(text, organisation="Microsoft", publisher="Microsoft", facet="delivery")
    assert [claim.value.performer for claim in vendors] == ["vendor"]  # type: ignore[union-attr]


CORRECTIONS = [
    (
        "Corrections",
        "In our story we wrote that FastTrack takes 500 seats.",
        {"validity": "former"},
    ),
    ("Notes", "Correction: we wrote that FastTrack takes 50 seats.", {"validity": "former"}),
    ("Notes", "That same story put the FastTrack minimum at 90 seats.", {"validity": "former"}),
    ("Notes", "Our story says that FastTrack takes 500 seats.", {}),
    (
        "Notes",
        "We moved a winery for FastTrack, when there was no minimum.",
        {"validity": "former"},
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), CORRECTIONS)
def test_what_a_text_takes_back_was_said_once(
    title: str, text: str, expected: dict[str, str]
) -> None:
    title = f"{title} on FastTrack"
    (limit,) = claims_in(text, title=title, facet="threshold")
    assert dict(limit.qualifiers) == expected


EXCLUDED = [
    (
        "The onboarding benefit of FastTrack excludes public folders.",
        [("does not cover public folder migration", "onboarding")],
    ),
    (
        "FastTrack excludes public folders.",
        [("does not cover public folder migration", "migration")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXCLUDED)
def test_of_which_part_something_is_kept_out(text: str, expected: list[tuple[str, str]]) -> None:
    found = claims_in(text, facet="scope")
    assert [(value_in_words(one), one.component) for one in found] == expected


def test_sums_that_are_no_longer_paid_were_paid_once() -> None:
    text = "Partners will no longer be paid FastTrack sums of between $5,000 and $20,000."
    found = claims_in(text, facet="funding")
    assert found
    assert all(dict(one.qualifiers) == {"validity": "former"} for one in found)


@pytest.mark.parametrize(
    ("told", "organisation"),
    [
        ("a director at Harrow Technology, who was on a call with Microsoft", "Harrow Technology"),
        ("a director at Microsoft, who was on a call with Harrow Technology", "Microsoft"),
        ("who runs FastTrack at Microsoft", "Microsoft"),
    ],
)
def test_with_whom_somebody_spoke_employs_nobody(told: str, organisation: str) -> None:
    (found,) = claims_in(f"FastTrack is free, said Gary Fenwick, {told}.", facet="price")
    assert found.speaker.organisation == organisation


def test_a_rival_in_a_title_of_several_pieces_owns_nothing() -> None:
    title = "Reseller Brief: FastTrack slips, Google shuffles"
    said = claims_in("The Office 365 FastTrack service needs 150 seats or more.", title=title)
    assert [value_in_words(claim) for claim in said] == ["150 seats or more"]


def test_a_cell_may_hold_several_sentences() -> None:
    text = "| FastTrack migration | Covers email. All migrations are performed by partners. |"
    assert "scope: covers email migration" in held_in(text)


def test_a_column_of_a_rival_is_not_the_programs() -> None:
    text = (
        "| | FastTrack | Google onboarding |\n|---|---|---|\n"
        "| Minimum seats | 150 seats or more | 250 seats or more |"
    )
    assert [value_in_words(claim) for claim in claims_in(text, facet="threshold")] == [
        "150 seats or more"
    ]
