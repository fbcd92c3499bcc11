"""What stands around the program in an article about it, and is none of it: all that is read."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in

# Why | the sentence | what is told, in its order; "-" for nothing.
AROUND = """
a product goes on sale | Elsewhere, the vendor said its new tablet would arrive in nine more countries on 14 October. | -
a meeting | The company is due to hold its autumn briefing for resellers on Sept. 16. | -
an office closes | Microsoft also said in July it would close a laboratory in Utrecht. | -
whom somebody meets | Ask the client you are seeing this week whether he was offered the same. | -
a page as of now | The vendor's newsletter, as of Thursday noon, still showed the old day. | -
a deadline of something else | And send us your photographs for the calendar; we close the list on August 22. | -
a plan of nobody's | Ann Moss said that a town-by-town tour would follow in the spring. | -
what requests are | Requests are taken from September 10. | timing: starts 10 Sep 2014
what goes on | It opens on September 10. | timing: starts 10 Sep 2014
what is added | Ann Moss of Microsoft said there were no plans to add SharePoint this year. | scope: does not cover sharepoint migration; timing: not: starts 2014
a product alone | And Lync headsets were extended by two models. | -
a product in the program | FastTrack helps to set up Lync as well. | delivery: helps to set up Lync as well: done by the vendor; scope: covers workload skype
who came | Earlier briefings were attended by more than 700 of you. | -
the word itself | "Free has an end," she said. | -
nothing, and no fee | There is nothing to fill in and no fee. | price: free of charge
what an application does | FastTrack engineers look at an app that does not work, and repair it. | delivery: look at an app that does not work, and repair it: done by the vendor; scope: covers desktop app compat
mail of one sort | Orbit Notes mail is no longer migrated by FastTrack. | -
whom the work is kept from | The work is done by our own engineers, never by partners. | delivery: never by partners: done by the vendor
what is put back | The opening of FastTrack has been put back to October 20. | timing: starts 20 Oct 2014
what is spoken of | "They mixed two things up," he said of the 320-seat figure that he had quoted. | -
all but it | "Anything beyond the inbox stays with partners," she said. | delivery: done by the partner; scope: covers only email migration
whom somebody quotes | Ask whether the client you are quoting this week is to be offered the same work. | -
how many there are | We count about 1,300 of those in Europe. | -
for whom partners work | For companies with 600 or more seats, partners may carry out the migration for us. | delivery: may carry out the migration for us: done by the partner
for whom the vendor works | For companies with 600 or more seats, our engineers carry out the migration. | threshold: 600 seats or more; delivery: carry out the migration: done by the vendor; scope: covers data migration
what is no part of a benefit | Archive migration is no part of the onboarding benefit. | scope: does not cover archive migration
whom the vendor does not pay | We can't pay for customers that were signed up afterwards. | -
what somebody has | With 380 seats it is eligible. | -
what customers have | With 380 seats customers are eligible. | threshold: 380 seats or more
what another firm asks | "We start at one seat," said Ann Moss of Harrow Systems. | -
what the vendor asks | "We start at 50 seats," said Ann Moss of Microsoft. | threshold: 50 seats or more
from where a firm gives something | From 250 users Acme gives a discount of a tenth. | -
whom the work is kept from, behind and | Repairs are made by Microsoft and never by partners. | delivery: and never by partners: done by the vendor
who may not, in the next clause | All migrations are done by Microsoft, and partners are not allowed to touch the data. | delivery: done by the vendor; scope: covers migration
two who do it | Migrations are done by our engineers or a partner. | delivery: done by vendor and partner; scope: covers migration
who wrote what is covered | Apps that were written by customers are repaired. | -
who keeps what is moved | Mailboxes kept by partners are migrated by FastTrack engineers. | delivery: done by the vendor; scope: covers email migration
who keeps what is not moved | FastTrack archives held by third parties are not migrated. | -
who did not help | The team moved 200 mailboxes with no help from FastTrack. | scope: covers email migration
who helped | The team moved 200 mailboxes with help from FastTrack. | delivery: done by the vendor; scope: covers email migration
what is not moved, and what is | FastTrack doesn't move archives, and it copies files. | scope: covers file migration; scope: does not cover archive migration
the same of several | FastTrack doesn't touch archives, and they copy files. | delivery: copy files: done by the vendor; scope: covers file migration; scope: does not cover archive migration
what neither is | FastTrack doesn't move archives, and it does not move files. | scope: does not cover archive migration; scope: does not cover file migration
a size in an aside | Her newest client, with 210 seats, was told that FastTrack would come later. | -
the price of a plan | Their renewal is on November 30 and they pay $32 a user for E3. | -
what is paid for a plan | Microsoft pays $15 a seat for E3. | funding: USD 15 per seat (rate)
what is given for goods | The trade-in promotion (up to $125 a notebook) goes on. | -
what partners are paid for | Partners are paid $125 a notebook. | funding: USD 125 (fund)
a fee that applies | For shorter terms a flat fee of $9,000 applies. | price: USD 9,000 (price)
what the fee is | The fee is $9,000. | price: USD 9,000 (price)
a fee of a partner | Partners ask a fee of $9,000. | -
what came of a rule | Last year the average payment to partners was $23,000. | -
what is counted in weeks | FastTrack needs 150 seats. The move took 31 weeks, and nobody was done in fewer than 20. | threshold: 150 seats or more
until a day to come | Until October 1 customers still need 250 named seats. | threshold: 250 seats or more; timing: ends 1 Oct 2014
what is to come | FastTrack drops to 50 seats in May. | threshold: 50 seats or more; timing: changes May 2015
one that is told of | Our oldest account, a chain of garages with 9,000 seats, came by way of FastTrack in 2013. | -
a fee from a day | Microsoft will charge a fee of $7 per mailbox beginning on May 1. | price: USD 7 per seat (price); timing: starts 1 May 2015
where it comes | FastTrack is not offered in Japan yet. It opens there on May 1. | timing: starts 1 May 2015
that there is something | FastTrack is new in Japan. They say that there is a start on May 1. | timing: starts 1 May 2015
what was paid in those days | At that time FastTrack paid partners up to $40,000 per customer. | funding: USD 40,000 per customer (cap)
a share of them | Of FastTrack customers, a third have more than 400 seats. | -
a share by its figure | Of those, 18% lie between 200 and 350 seats. | -
who else sits | FastTrack has a partner council with 30 seats. | -
of whoever is let in | There is no fee for FastTrack, whatever their size. | price: free of charge
who is let in | Customers are eligible for FastTrack whatever their size. | threshold: no minimum
a market | Analysts put the pool for FastTrack partners at $2.4 billion. | -
sessions of another kind | Onboarding sessions without data migration are still being booked. | -
not without it | The FastTrack case I like best is a hospital that could not afford a minute without mail. | -
no verdict on the sentence before | FastTrack does mail migration. No announcement was made. | scope: covers email migration
nor is a word on it | FastTrack does mail migration. No hard sell. | scope: covers email migration
a noun of the work | Archive migration under FastTrack. No support. | scope: does not cover archive migration
a verdict on it | Archive migration under FastTrack. Not covered. | scope: does not cover archive migration
what is left out | FastTrack moves mailboxes without archives. | scope: covers email migration; scope: does not cover archive migration; delivery: moves mailboxes without archives: done by the vendor
when it was decided | This week Microsoft delayed the start of FastTrack migrations to April. | timing: starts Apr 2015
when it was moved | On Tuesday it moved the FastTrack deadline to April 4. | timing: ends 4 Apr 2015
what would be done | Lowering the FastTrack minimum to 90 seats makes sense only if partners gain. | -
what is being done | Setting up FastTrack takes 90 seats. | threshold: 90 seats or more
those who do not | Customers who go through FastTrack onboarding are happier than those who do not. | delivery: who go through FastTrack onboarding are happier than those…: done by the customer
by when it must have begun | Partners have until October 4 to begin placing FastTrack requests. | timing: starts until 4 Oct 2014
who gets it later | Customers stay out of FastTrack until October. | timing: starts Oct 2014
a limit that moves | The FastTrack minimum moves from 90 seats to 60. | threshold: 90 seats or more; threshold: 60 seats or more
what is paused | The vendor paused all FastTrack moves. | status: suspended
that nothing is paused | There is no pause, the vendor says of FastTrack. | status: not: suspended
what did not change | What hasn't changed: no additional cost for FastTrack. | price: free of charge
what is denied of whom | Microsoft denied that it is delaying FastTrack for customers with 280 seats. | -
what will be possible | Partners will be able to claim FastTrack funding until March 31. | timing: ends 31 Mar 2015
when it ends, it was said | FastTrack requests do end May 3, the company confirmed. | timing: ends 3 May 2015
a time of another clause | Acme was in the pilot of FastTrack this spring and hopes for more when the program opens. | -
another clause has its own tense | FastTrack runs until the end of November, and nobody has said what follows. | timing: ends 30 Nov 2014
"""


def _rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in AROUND.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, told, id=why) for why, text, told in _rows()]
)
def test_what_stands_around(text: str, expected: str) -> None:
    about = f"Resellers ask about FastTrack. {text}"
    found = claims_in(about, topic="office365-fasttrack", organisation=_vendor(text))
    told = sorted(f"{claim.facet}: {value_in_words(claim)}" for claim in found)
    assert told == sorted(expected.split("; ") if expected != "-" else [])


def _vendor(text: str) -> str | None:
    """Who writes "we", "us" and "our" here."""
    return "Microsoft" if {"We", "us", "us.", "our"} & set(text.split()) else None


# What was once | whether it is told as having held once.
ONCE = [
    pytest.param("FastTrack began in 2010 as a centre for customers with 800 seats or more.", True),
    pytest.param("When it was piloted in 2012, FastTrack was open to 800 seats or more.", True),
    pytest.param("In 2012 FastTrack required 800 seats.", True),
    pytest.param("FastTrack was opened in 2012. It takes 800 seats.", False),
    pytest.param("Since 2012 FastTrack was for 800 seats and more.", False),
    pytest.param("Last week FastTrack required 800 seats.", False),
]


@pytest.mark.parametrize(("text", "once"), ONCE)
def test_what_was_so_in_a_year_long_gone(text: str, once: bool) -> None:
    [claim] = claims_in(text, facet="threshold")
    assert (dict(claim.qualifiers).get("validity") == "former") is once


# Whose word | the sentences | what each claim holds, and who says it.
VOICES = [
    pytest.param(
        "Ann Moss of Microsoft denied that FastTrack moves archives. "
        '"FastTrack requires 150 seats and nothing else."',
        [("threshold", "affirm", "Ann Moss")],
        id="who denies something says the quotation behind it",
    ),
    pytest.param(
        '"FastTrack requires 150 seats and nothing else," Ann Moss of Microsoft said, and she '
        "denied that it moves archives.",
        [("threshold", "affirm", "Ann Moss")],
        id="and the one in front",
    ),
    pytest.param(
        "But the terms sent round on Monday put the minimum for FastTrack at 150 seats, said "
        "Paul Reed, managing director of Harrow Systems in Leeds.",
        [("threshold", "affirm", "Paul Reed")],
        id="a name behind the verb, behind a clause",
    ),
    pytest.param(
        "Asked about a letter from Microsoft UK's Ann Moss, who said that FastTrack requires 150 "
        "seats, nobody answered.",
        [("threshold", "affirm", "Ann Moss")],
        id="the person in front of who",
    ),
    pytest.param(
        "The second, Paul Reed, a director at Harrow Systems, said FastTrack requires 150 seats.",
        [("threshold", "affirm", "Paul Reed")],
        id="one of several, with his name",
    ),
    pytest.param(
        "Firms on its Ready list will need 150 seats for FastTrack, Ann Moss of Microsoft said.",
        [("threshold", "affirm", "Ann Moss")],
        id="a list that will is a noun",
    ),
    pytest.param(
        "In other words, FastTrack requires 150 seats.",
        [("threshold", "affirm", None)],
        id="in nobody's words",
    ),
]


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_whose_word(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = claims_in(text, facet="threshold")
    assert [(c.facet, c.polarity, c.attribution.speaker.name) for c in found] == expected


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        pytest.param("Microsoft UK's Ann Moss said FastTrack requires 150 seats.", "Microsoft"),
        pytest.param("Harrow UK's Ann Moss said FastTrack requires 150 seats.", "Harrow UK"),
        pytest.param(
            "A page on the vendor's partner network says FastTrack requires 150 seats.", "Microsoft"
        ),
        pytest.param("A memo from partners says FastTrack requires 150 seats.", "partner"),
    ],
)
def test_for_whom(text: str, organisation: str) -> None:
    [claim] = claims_in(text, facet="threshold")
    assert claim.attribution.speaker.organisation == organisation
