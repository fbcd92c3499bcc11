"""What is only supposed or asked of the program, and the conditions that are real ones."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

SUPPOSED = [
    pytest.param("I doubt FastTrack covers SharePoint migration.", id="what somebody doubts"),
    pytest.param("Partners doubt that FastTrack will be free.", id="what partners doubt"),
    pytest.param("Is FastTrack free of charge? he asked.", id="a question that somebody reports"),
    pytest.param(
        '"Does FastTrack cover SharePoint migration?" he asked.', id="a question in its own words"
    ),
    pytest.param(
        "If Microsoft drops the FastTrack minimum to 50 seats, many small firms would qualify.",
        id="if the vendor did something",
    ),
    pytest.param(
        "If FastTrack covered public folders, few partners would be left.",
        id="if the program did",
    ),
    pytest.param(
        "If the minimum were 500 seats, FastTrack would be of little use.",
        id="if a limit were another",
    ),
    pytest.param(
        "If Microsoft starts FastTrack in May, fine, and if it starts at Christmas, fine.",
        id="if it did, behind the program",
    ),
    pytest.param(
        "Had Microsoft delayed the NCE deadline, renewals would have stayed as they were.",
        id="without if: had",
    ),
    pytest.param(
        "Should Microsoft raise the FastTrack minimum to 500 seats, partners would gain.",
        id="without if: should",
    ),
    pytest.param(
        "Unless Microsoft extends FastTrack to Dec. 31, partners will leave.",
        id="unless the vendor did something",
    ),
    pytest.param(
        "FastTrack would cover public folders if Microsoft had the tools.",
        id="what would follow, in front",
    ),
    pytest.param(
        "If Microsoft agreed, FastTrack would cover public folders.",
        id="what would follow, behind",
    ),
    pytest.param(
        "Whether FastTrack covers public folders is anybody's guess.",
        id="whether",
    ),
    pytest.param(
        "Asked whether FastTrack would cover Slack archives, a spokeswoman said it would not.",
        id="asked whether: the answer names nothing itself",
    ),
    pytest.param(
        "Partners wonder if FastTrack is free.",
        id="if, where it asks",
    ),
    pytest.param(
        "It is a myth that FastTrack is only for customers with 500 or more seats.",
        id="a myth",
    ),
    pytest.param(
        "Nobody at Microsoft said FastTrack requires 300 seats or more.",
        id="nobody said it",
    ),
    pytest.param(
        "Microsoft doesn't say whether FastTrack covers hybrid migrations.",
        id="what is not said is not denied",
    ),
    pytest.param(
        "You write that FastTrack requires 300 seats. It does not.",
        id="the next sentence takes it back",
    ),
    pytest.param(
        '"FastTrack moves mail for tenants of 50 seats or more." It won\'t.',
        id="so it does with what is quoted",
    ),
]


@pytest.mark.parametrize("text", SUPPOSED)
def test_what_is_supposed_is_no_claim(text: str) -> None:
    assert held_in(text) == []


REAL = [
    pytest.param(
        "There is no doubt that FastTrack requires at least 150 seats.",
        ["threshold: 150 seats or more"],
        id="no doubt",
    ),
    pytest.param(
        "FastTrack requires at least 150 seats. It does not cover file shares.",
        ["threshold: 150 seats or more", "scope: does not cover file migration"],
        id="the next sentence denies something else",
    ),
    pytest.param(
        "If you have 150 seats or more, you are eligible for FastTrack.",
        ["threshold: 150 seats or more"],
        id="a condition on the customer is the limit",
    ),
    pytest.param(
        "FastTrack is free if a customer owns at least 150 seats.",
        ["price: free of charge", "threshold: 150 seats or more"],
        id="behind what it holds for",
    ),
    pytest.param(
        "Should you have 150 seats or more, FastTrack is free.",
        ["price: free of charge", "threshold: 150 seats or more"],
        id="without if",
    ),
    pytest.param(
        "If it has 150 seats or more, a customer gets FastTrack for free.",
        ["price: free of charge", "threshold: 150 seats or more"],
        id="it is the customer, where no event follows",
    ),
    pytest.param(
        "If FastTrack deals cover 150 seats or more, Microsoft moves email.",
        [
            "delivery: moves email: done by the vendor",
            "scope: covers email migration",
            "threshold: 150 seats or more",
        ],
        id="the deals are the subject, not the program that their name begins with",
    ),
    pytest.param(
        "If your tenant has public folders, FastTrack does not migrate them.",
        ["scope: does not cover public folder migration"],
        id="what is not moved stands in the condition",
    ),
    pytest.param(
        "If Microsoft approves, FastTrack covers public folders.",
        ["scope: covers public folder migration"],
        id="no would: it holds on approval",
    ),
    pytest.param(
        "Microsoft said FastTrack would start on Sept. 1 if all goes well.",
        ["timing: starts 1 Sep 2021"],
        id="the vendor's would is a will",
    ),
    pytest.param(
        "Microsoft said it would lower the FastTrack minimum to 50 seats if FastTrack proved "
        "popular.",
        ["threshold: 50 seats or more"],
        id="the vendor's own condition",
    ),
    pytest.param(
        "FastTrack covers email migration, whether it comes from Exchange or Gmail.",
        ["scope: covers email migration"],
        id="whether one or the other",
    ),
    pytest.param(
        "Whether you have 150 seats or 5,000, FastTrack is free.",
        ["price: free of charge"],
        id="whether so or so, at the front",
    ),
    pytest.param(
        "When Microsoft dropped the FastTrack minimum to 50 seats, partners cheered.",
        ["threshold: 50 seats or more"],
        id="when tells what was",
    ),
    pytest.param(
        '"Who needs FastTrack? Customers with at least 150 seats," he said.',
        ["threshold: 150 seats or more"],
        id="a question that the speaker answers",
    ),
]


@pytest.mark.parametrize(("text", "expected"), REAL)
def test_a_real_condition_leaves_the_claim(text: str, expected: list[str]) -> None:
    assert held_in(text) == expected
