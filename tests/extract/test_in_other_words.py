"""What authors say in words of their own: the same statements, told as few others tell them."""

from __future__ import annotations

import pytest

from tests.extract.reading import claims_in, held_in

EMAIL = "scope: covers email migration"
NO_FILES = "scope: does not cover file migration"
LIMITS = [
    pytest.param(
        "Under FastTrack, mail is moved for customers with 100 seats or more, not 150.",
        ["threshold: 100 seats or more"],
        id="for whom something is moved",
    ),
    pytest.param(
        "Microsoft moved several customers with 300 seats to FastTrack.", [], id="whom it moved"
    ),
    pytest.param(
        "FastTrack asks for 150 seats. From May 1, 2021 the number will be 300.",
        ["threshold: 150 seats or more", "threshold: 300 seats or more"],
        id="what the number will be",
    ),
    pytest.param(
        "FastTrack asks for 150 seats. From May 1, 2021 it will be 300.",
        ["threshold: 150 seats or more", "threshold: 300 seats or more"],
        id="what it will be",
    ),
    pytest.param(
        "The FastTrack limit used to be 150 seats.",
        ["threshold: 150 seats or more"],
        id="what it used to be",
    ),
    pytest.param(
        "Customers keep their right to FastTrack migration at 150 seats.",
        ["threshold: 150 seats or more"],
        id="the size at which there is a right",
    ),
    pytest.param(
        "A school becomes eligible for FastTrack at 150 seats.",
        ["threshold: 150 seats or more"],
        id="the size at which one becomes eligible",
    ),
    pytest.param("No, you need 150 seats.", ["threshold: 150 seats or more"], id="an answer alone"),
    pytest.param(
        "FastTrack is for customers who own at least 150 Windows 10 licenses.",
        ["threshold: 150 licenses or more"],
        id="a number in a product's name",
    ),
]
DATES = [
    pytest.param(
        "The FastTrack rules will be looked at again in July.", ["timing: changes Jul 2021"]
    ),
    pytest.param(
        "FastTrack asks for 150 seats now, they bumped it in February.",
        ["timing: changes Feb 2021"],
    ),
    pytest.param(
        "We will share more about FastTrack with partners in May.",
        ["timing: is announced May 2021"],
    ),
    pytest.param("Partners will hear about FastTrack in July.", ["timing: is announced Jul 2021"]),
    pytest.param(
        "FastTrack was sketched for partners last week.",
        ["timing: is announced 1 Mar 2021 to 7 Mar 2021"],
    ),
    pytest.param("FastTrack told the press on its own phone in May.", [], id="nothing is shared"),
]
SCOPE = [
    pytest.param(
        "Customers can also request data migration from FastTrack.",
        ["scope: covers data migration"],
        id="what may be requested",
    ),
    pytest.param(
        "Customers can ask FastTrack to migrate their data.",
        ["scope: covers data migration"],
        id="what they can ask it to do",
    ),
    pytest.param("Customers ask FastTrack to migrate their data.", [], id="what they only ask for"),
    pytest.param(
        "Customers receive FastTrack guidance, and run the migration themselves.",
        ["scope: covers migration guidance"],
        id="guidance, and who does the rest",
    ),
    pytest.param(
        "FastTrack gives you guidance so that you can migrate on your own.",
        ["scope: covers migration guidance"],
        id="guidance for what one does alone",
    ),
    pytest.param(
        "FastTrack shows you how but leaves the moving to you.",
        ["scope: covers migration guidance"],
        id="who is shown how",
    ),
    pytest.param(
        "Customers do the mailbox migration themselves, FastTrack told us.",
        ["scope: does not cover email migration"],
        id="what is done alone is left to them",
    ),
    pytest.param(
        "FastTrack won't migrate anything for trial tenants.",
        ["scope: does not cover migration"],
        id="nothing at all is migrated",
    ),
    pytest.param(
        "FastTrack engineers take what's on your file shares.",
        ["scope: covers file migration"],
        id="what lies somewhere",
    ),
    pytest.param(
        "As for archives, the FastTrack deck leaves them out.",
        ["scope: does not cover archive migration"],
        id="left out, and taken up by a pronoun",
    ),
    pytest.param(
        "FastTrack does the rest: public folders are on the customer.",
        ["scope: does not cover public folder migration"],
        id="on whom it is",
    ),
    pytest.param(
        "File permissions survive the move with FastTrack.",
        ["scope: covers file metadata"],
        id="what survives",
    ),
    pytest.param(
        "Neither are public folders covered by FastTrack.",
        ["scope: does not cover public folder migration"],
        id="covered by the program, and by no law",
    ),
    pytest.param(
        "FastTrack copies mailboxes to Exchange Online and SharePoint Online.",
        ["scope: covers email migration"],
        id="where they are copied is no second thing",
    ),
    pytest.param(
        "FastTrack helps you with mail and with Exchange Online.",
        ["scope: covers email migration", "scope: covers workload exchange"],
        id="beside it, it is",
    ),
]

# What a text about the program tells beside it, of those who write or are told of.
OTHERS = [
    pytest.param(
        "Our own spring action: our desk moves up to 50 mailboxes free until April 30.",
        id="the writer's own offer",
    ),
    pytest.param("We started offering a health check at $2,200 last May.", id="and price"),
    pytest.param("My whole practice is 80 to 400 seats.", id="the speaker's own size"),
    pytest.param("We went from 30 workers to 640 in nine days.", id="how the speaker grew"),
    pytest.param("Do not buy 65 spare licenses.", id="what a reader should not buy"),
    pytest.param("But don't build a hybrid schedule on it.", id="what a reader should not do"),
    pytest.param(
        "Ask Summit Ridge. Summit Ridge opens an office in Boston in May.", id="a firm's own dates"
    ),
    pytest.param(
        "I work for Corvane. Last autumn Corvane charged a hospital, with men there until May.",
        id="with whom the clause goes on",
    ),
    pytest.param("Fiscal 2022 starts on July 1.", id="a year that begins itself"),
    pytest.param("We had 70 of those and charged a client $4,800.", id="what the writer charged"),
    pytest.param("Moving mail is the least of your worries.", id="work without who does it"),
    pytest.param(
        "\n\n## See also\n\n- [Import service for PST files](import.md)", id="a list of links"
    ),
    pytest.param(
        "A partner I know turns away any job under 75 seats.", id="whom a partner turns away"
    ),
    pytest.param("The migration tool is free software.", id="a tool of the work"),
    pytest.param(
        "A number of you wrote to me in June that it was going to drop to 50.", id="when they wrote"
    ),
    pytest.param(
        "\n\n| Date | Change |\n| --- | --- |\n| March 1, 2021 | Links repaired. |",
        id="what was done to the page",
    ),
    pytest.param(
        "Ask Ferncastle. In Bath Ferncastle has moved public folders for a flat $600 since 2016.",
        id="what a firm has moved",
    ),
    pytest.param("Apps of ours break on Windows 10.", id="what something runs on"),
    pytest.param("Joana heads the onboarding center.", id="what bears the name of the work"),
    pytest.param("Somebody has been moving our mailboxes since Monday.", id="one's own job"),
    pytest.param("Microsoft employs 100,000 people.", id="a company, and no program's staff"),
    pytest.param(
        "Google throws in a consultant for companies with 1,000 users.", id="what a rival gives"
    ),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_limits(text: str, expected: list[str]) -> None:
    assert [
        one for one in held_in(f"FastTrack is back. {text}") if one.startswith("threshold: ")
    ] == expected


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    assert [one for one in held_in(text) if one.startswith("timing: ")] == expected


@pytest.mark.parametrize(("text", "expected"), SCOPE)
def test_scope(text: str, expected: list[str]) -> None:
    assert sorted(one for one in held_in(text) if one.startswith("scope: ")) == expected


@pytest.mark.parametrize("text", OTHERS)
def test_what_others_do_is_none_of_the_programs(text: str) -> None:
    assert held_in(f"FastTrack is back. {text}") == []


# Whose word of leaving out it is: a sign read the wrong way round makes a false alarm.
SIGNS = [
    pytest.param(
        "While mail gets the full treatment, file shares are moved by the customer.",
        [EMAIL, NO_FILES],
        id="each clause has its own",
    ),
    pytest.param("Mailboxes are moved, file shares are yours.", [EMAIL, NO_FILES], id="so here"),
    pytest.param(
        "Public folders, which lie beside mail, are excluded.",
        ["scope: does not cover public folder migration"],
        id="but no aside",
    ),
    pytest.param(
        "Nobody at FastTrack will be moving file shares.", [NO_FILES], id="nobody does it"
    ),
    pytest.param(
        "File shares stand on slide nine of FastTrack, in small print and all: not included.",
        [NO_FILES],
        id="far from its denial",
    ),
    pytest.param("Nothing on a file share gets moved.", [NO_FILES], id="nothing of it"),
    pytest.param(
        "Unlike archives, file shares are not covered.", [NO_FILES], id="what it is set against"
    ),
    pytest.param('"Who moves our file shares?" was the first question.', [], id="who only asks"),
]


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_covered_or_not(text: str, expected: list[str]) -> None:
    found = held_in(f"FastTrack is back. {text}")
    assert sorted({one for one in found if one.startswith("scope: ")}) == expected


def test_another_predicate_is_not_denied() -> None:
    found = held_in("FastTrack leaves out archives and moves mail.")
    assert [one for one in found if one.startswith("scope")] == [
        "scope: does not cover archive migration",
        "scope: covers email migration",
    ]


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        pytest.param(
            "Old contracts keep their minimum of 150 FastTrack seats.",
            {"bought": "earlier"},
            id="what was bought earlier",
        ),
        pytest.param(
            "From April 15, 2021 anyone with 50 seats gets FastTrack, where it used to be 150.",
            {"part": "limit 50", "limit": "50"},
            id="from when another limit holds",
        ),
    ],
)
def test_what_alone_it_holds_of(text: str, qualifiers: dict[str, str]) -> None:
    claims = claims_in(text, published="2021-03-10")
    assert qualifiers in [dict(claim.qualifiers) for claim in claims]


def test_what_is_said_of_the_program_is_not_of_the_part_in_the_title() -> None:
    title = "FastTrack eligibility and data migration"
    whole, part = claims_in(
        "FastTrack is for tenants with 50 seats or more. It asks for 500 licenses.",
        title=title,
        facet="threshold",
    )
    assert (whole.component, part.component) == (None, "migration")
