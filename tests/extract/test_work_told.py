"""Who does the work and how many do it, beside sentences that only name people and work."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

WORK = [
    pytest.param(
        "Microsoft is giving partners three more months to claim FastTrack funds.",
        [],
        id="a number behind partners is no verb",
    ),
    pytest.param("FastTrack partners set their own prices.", [], id="to set is no work"),
    pytest.param(
        "FastTrack partners set up the tenant.",
        ["delivery: set up the tenant: done by the partner"],
        id="to set up is",
    ),
    pytest.param(
        "Partners who deploy FastTrack workloads can earn funding.", [], id="which partners"
    ),
    pytest.param("Microsoft's partner lead for FastTrack spoke.", [], id="partner lead is a noun"),
    pytest.param(
        "A partner leads the FastTrack migration.",
        ["delivery: leads the FastTrack migration: done by the partner"],
        id="a partner leads",
    ),
    pytest.param("The FastTrack portal is for partners.", [], id="what is for partners is no work"),
    pytest.param(
        "Under FastTrack, SharePoint migration is for partners.",
        ["delivery: done by the partner", "scope: does not cover sharepoint migration"],
        id="work that is for partners",
    ),
    pytest.param("You write that FastTrack is new.", [], id="to write that something is so"),
    pytest.param("Microsoft laid off some 60 FastTrack engineers.", [], id="people who go"),
    pytest.param(
        "Microsoft hired some 60 FastTrack engineers.", ["headcount: 60 engineers"], id="who come"
    ),
    pytest.param(
        "FastTrack engineers move mail, and customers keep the rest, a Microsoft "
        "spokesperson said.",
        [
            "delivery: keep the rest: done by the customer",
            "delivery: move mail: done by the vendor",
        ],
        id="the words of the work end with its clause",
    ),
    pytest.param(
        "Under FastTrack, mail is left to partners, the spokesperson added, and all is well.",
        ["delivery: done by the partner", "scope: does not cover email migration"],
        id="who said it is no part of the work",
    ),
    pytest.param(
        "FastTrack engineers configure the many services that large tenants have been asking for.",
        [
            "delivery: configure the many services that large tenants have been…: done by the vendor",
        ],
        id="they are cut between words",
    ),
    pytest.param(
        "Migrations below 500 seats remain the customer's own job under FastTrack.",
        ["delivery: own job under FastTrack: done by the customer"],
        id="the customer's own job",
    ),
    pytest.param(
        "Under FastTrack the agency's files are moved by its own staff.",
        ["delivery: files are moved by its own staff: done by the customer"],
        id="their own staff",
    ),
    pytest.param("What FastTrack costs customers is their own time.", [], id="own time is no work"),
]


@pytest.mark.parametrize(("text", "expected"), WORK)
def test_who_does_the_work(text: str, expected: list[str]) -> None:
    found = ("delivery", "headcount", "scope: does not")
    assert sorted(one for one in held_in(text) if one.startswith(found)) == expected
