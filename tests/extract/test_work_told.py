"""Who does the work and how many do it, beside sentences that only name people and work."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in, held_in

WORK = [
    pytest.param(
        "Who moves the mailboxes under FastTrack? For customers with 500 seats Microsoft engineers do.",
        ["delivery: do: done by the vendor"],
        id="for whom it is done does not do it",
    ),
    pytest.param(
        "The FastTrack migration is delivered by partners for customers with hybrid tenants.",
        ["delivery: for customers with hybrid tenants: done by the partner"],
        id="by whom, and for whom",
    ),
    pytest.param(
        "FastTrack at a glance:\n\n- Delivered by: FastTrack engineers\n- Price: free",
        ["delivery: done by the vendor"],
        id="behind a colon",
    ),
    pytest.param(
        "The FastTrack migration is assigned to a FastTrack engineer.",
        ["delivery: done by the vendor"],
        id="to whom it is assigned",
    ),
    pytest.param(
        "FastTrack requests are assigned to Microsoft within a day.",
        [],
        id="what is assigned is no work",
    ),
    pytest.param(
        "Under FastTrack, partners are in charge of the hybrid set-up.",
        [
            "delivery: are in charge of the hybrid set up: done by the partner",
            "scope: does not cover hybrid migration",
        ],
        id="who is in charge",
    ),
    pytest.param(
        "Under FastTrack, partners lead the hybrid set-up.",
        ["delivery: lead the hybrid set up: done by the partner"],
        id="who leads it",
    ),
    pytest.param(
        "Ann Moss, a FastTrack engineering lead at Microsoft, told partners to wait.",
        [],
        id="a lead is an office",
    ),
    pytest.param(
        "It is Microsoft's job to plan FastTrack.",
        ["delivery: job to plan FastTrack: done by the vendor"],
        id="whose job it is",
    ),
    pytest.param(
        "With FastTrack your part is to warn the users.",
        ["delivery: is to warn the users: done by the customer"],
        id="what your part is",
    ),
    pytest.param(
        "FastTrack specialists or a certified partner perform the migration.",
        ["delivery: perform the migration: done by vendor and partner"],
        id="one of the two",
    ),
    pytest.param(
        "A partner or FastTrack specialists perform the migration.",
        ["delivery: perform the migration: done by vendor and partner"],
        id="the other way round",
    ),
    pytest.param("Partners remain central to FastTrack deployment.", [], id="to remain is no work"),
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
    pytest.param("An e-mail sent to partners says FastTrack is new.", [], id="mail is no work"),
    pytest.param(
        "Customers do not have to do the FastTrack migration themselves.", [], id="who is spared it"
    ),
    pytest.param(
        "Microsoft doubles the FastTrack team from 200 to 400 people.",
        ["headcount: 400 persons"],
        id="a team that grows",
    ),
    pytest.param("FastTrack is not delivered by partners.", [], id="not done by them"),
    pytest.param(
        "FastTrack will be delivered by Microsoft engineers, not partners.",
        ["delivery: not partners: done by the vendor"],
        id="done by others than them",
    ),
    pytest.param(
        "FastTrack work is done by partners and not by Microsoft.",
        ["delivery: and not by Microsoft: done by the partner"],
        id="and not by the vendor",
    ),
    pytest.param(
        "Microsoft will use partners to deliver FastTrack.",
        ["delivery: to deliver FastTrack: done by the partner"],
        id="used for it",
    ),
    pytest.param(
        "Under FastTrack, partners are paid to do the migrations.",
        ["delivery: are paid to do the migrations: done by the partner"],
        id="paid for it",
    ),
    pytest.param(
        "FastTrack pays partners for the seats they migrate.", [], id="paid for something else"
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
    pytest.param(
        "FastTrack licenses must be bought from Microsoft or a reseller.",
        [],
        id="where something is bought is not who does the work",
    ),
    pytest.param(
        "FastTrack engineers are Microsoft employees or partners.",
        ["delivery: done by vendor and partner"],
        id="who the engineers are is",
    ),
    pytest.param("Customers wonder why they offer FastTrack.", [], id="offered, and not done"),
    pytest.param(
        "From 1 April the FastTrack Center takes on any tenant with 50 or more paid seats.",
        [],
        id="tenants are taken on",
    ),
    pytest.param(
        "The FastTrack Center takes on mailbox moves.",
        ["delivery: takes on mailbox moves: done by the vendor"],
        id="work is taken on",
    ),
    pytest.param(
        "FastTrack engineers will plan with you and walk you through set-up by phone.",
        [
            "delivery: will plan with you and walk you through set up by phone: done by the vendor",
        ],
        id="they plan with somebody",
    ),
    pytest.param(
        "FastTrack engineers set up the tenant. It takes a week. They also move mail.",
        [
            "delivery: also move mail: done by the vendor",
            "delivery: set up the tenant: done by the vendor",
        ],
        id="they are the people named last",
    ),
    pytest.param(
        "Small tenants get no FastTrack. Customers wait. They move their mail by hand.",
        [],
        id="customers, who may want it done",
    ),
    pytest.param(
        "FastTrack engineers and partners met. They move mail.", [], id="they may be either"
    ),
    pytest.param(
        "FastTrack engineers move mail. For customers on Domino they also move calendars.",
        [
            "delivery: also move calendars: done by the vendor",
            "delivery: move mail: done by the vendor",
        ],
        id="for whom they do it are not they",
    ),
    pytest.param(
        "FastTrack is new. Their own crew copied our mailboxes, and half of what they did was slow.",
        ["delivery: copied our mailboxes, and half of what they did was slow: done by the vendor"],
        id="their crew, and what they did",
    ),
    pytest.param(
        "FastTrack engineers help. They'll create your users and they'll copy the mail.",
        [
            "delivery: create your users and they'll copy the mail: done by the vendor",
            "delivery: help: done by the vendor",
        ],
        id="they'll do it, and not the users named between",
    ),
    pytest.param(
        "Under the FastTrack offer customers receive advice.", [], id="an offer is no offering"
    ),
    pytest.param(
        "Customers can now ask a FastTrack engineer to guide them through set-up.",
        ["delivery: to guide them through set up: done by the vendor"],
        id="work that may be asked for is done",
    ),
    pytest.param(
        "Customers can ask a FastTrack engineer to call back.", [], id="to call back is no work"
    ),
    pytest.param(
        "A FastTrack manager rings. Together you work through the migration plan.",
        ["delivery: work through the migration plan: done by vendor and partner"],
        id="together",
    ),
    pytest.param(
        "Microsoft shares the FastTrack migration work with partners.",
        ["delivery: shares the FastTrack migration work with partners: done by vendor and partner"],
        id="shared",
    ),
    pytest.param(
        "Neither mailboxes nor public folders are moved by FastTrack for tenants below that number.",
        ["scope: does not cover public folder migration"],
        id="nothing of what the subject names is done",
    ),
    pytest.param(
        "FastTrack is open to all, but no mailboxes are moved by FastTrack engineers.",
        ["scope: does not cover email migration"],
        id="nothing is done, in a clause of its own",
    ),
    pytest.param(
        "No fee applies and mailboxes are moved by FastTrack engineers.",
        ["delivery: done by the vendor"],
        id="what is denied in the clause before is another thing",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORK)
def test_who_does_the_work(text: str, expected: list[str]) -> None:
    found = ("delivery", "headcount", "scope: does not")
    assert sorted(one for one in held_in(text) if one.startswith(found)) == expected


@pytest.mark.parametrize(
    ("title", "performer"),
    [
        pytest.param("FastTrack: an FAQ for partners", "partner", id="it is written to partners"),
        pytest.param("FastTrack: an FAQ", "customer", id="it is written to customers"),
        pytest.param("FastTrack hurts partners", "customer", id="it is written about partners"),
    ],
)
def test_whom_you_means(title: str, performer: str) -> None:
    found = claims_in(
        "FastTrack moves mail. Training is left to you.", title=title, facet="delivery"
    )
    assert performer in {value_in_words(claim).rpartition(" ")[2] for claim in found}


TICKS = """## Who does what

| Task | FastTrack Specialist | Customer |
| --- | --- | --- |
| Move the mailboxes | ● | |
| Install agents | - | ✓ |
"""


def test_a_tick_in_a_column_gives_it_the_task_of_its_row() -> None:
    found = {value_in_words(claim) for claim in claims_in(TICKS, facet="delivery")}
    assert found == {
        "Move the mailboxes: done by the vendor",
        "Install agents: done by the customer",
    }
