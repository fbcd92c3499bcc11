"""Sentences built to tempt: what denies, wishes, quotes or compares says nothing of the program.

What is done by whom is left out here: tests/extract/test_work_told.py has it.
"""

from __future__ import annotations

import pytest

from monitor.compare.slots import is_former
from monitor.wording import value_in_words
from tests.extract.reading import claims_in

NOTHING = [
    "FastTrack is news. A dealer raised his minimum to 100 users.",
    "FastTrack is news. Our own minimum is 100 seats.",
    "FastTrack is news. We paid a partner $4,800 for it.",
    "FastTrack is news. We are 130 seats on an old server.",
    "FastTrack is news. They put an Endpoint agent on it in August.",
    "If only FastTrack let clubs in at 25 seats.",
    "A 25-seat floor is on my wish list for FastTrack.",
    "If it were up to me, the FastTrack minimum would be 50 seats.",
    "Our firm has moved more than 12,000 seats to FastTrack.",
    "I called FastTrack for a customer of ours, 220 seats.",
    "I would kill for a 50-seat minimum at FastTrack.",
    "FastTrack is news. Half our base sits between 60 and 90 seats.",
    "FastTrack pays. Say you have a customer with 400 seats and do it yourself.",
    "It is far from certain that FastTrack will be free for customers with 50 seats.",
    "It is by no means clear that FastTrack starts in September.",
    "Nowhere does Microsoft say that FastTrack starts on September 1.",
    "Nothing in the letter suggests that FastTrack will migrate public folders.",
    "Nothing in the announcement says that partners will be paid $5,000 per customer under FastTrack.",
    "Hardly anyone believes FastTrack will be free of charge.",
    "It seems unlikely that FastTrack will be extended to customers with 25 seats.",
    "FastTrack no longer excludes customers under 150 seats.",
    "Microsoft never said the article was wrong about FastTrack.",
    "Unlike FastTrack, SkyKick's migration service handles public folders and PST files.",
    "Our own migration service starts at $12 per mailbox and includes public folders, which FastTrack doesn't.",
    "IBM's cloud onboarding requires 1,000 seats, and Microsoft's FastTrack has been compared to it.",
    "BitTitan hired 60 engineers this year to compete with FastTrack.",
    "Rackspace will migrate your mail for free if you have 100 mailboxes or more.",
    "Quest's tool migrates SharePoint sites and public folders to Office 365 at $9 per mailbox.",
    "A petition demands that Microsoft pay partners $100 per seat under FastTrack.",
    "Partners ought to be paid at least $25 a seat for FastTrack.",
    "Partners would like to see the FastTrack threshold raised to 500 seats.",
    "Partners demanded a 500-seat minimum for FastTrack.",
    "One partner suggested setting the FastTrack minimum at 1,000 seats.",
    "Analysts had predicted a threshold of 300 seats for FastTrack.",
    "An early draft set the FastTrack threshold at 300 seats.",
    "FastTrack ought to raise the minimum to 300 seats, a partner said.",
    "Partners want the FastTrack limit raised to 300 seats.",
    "Many partners mistakenly thought the FastTrack minimum was 250 seats.",
    "Welcome back from the summer, FastTrack partners.",
    "Partners feared the spring deadline of FastTrack.",
    "It is not 250 seats for FastTrack, as some partners wrongly told customers.",
    "Myth: FastTrack migrates PST files. Fact: You have to move those yourself.",
    "Anyone who says FastTrack handles Notes migrations is lying.",
    "The Exchange 2003 end of support was April 8, 2014, which is why many customers now look at FastTrack.",
    "Next FastTrack partner call: September 16, 9 am PT. Registration closes September 12.",
    "At least 150 seats were lost to Google last month, said one FastTrack partner.",
    'The word "free" appears nowhere in the FastTrack announcement.',
    "FastTrack costs nothing to look at, but the migration is another matter.",
    "Amazon pays its partners $10,000 per migration; FastTrack pays nothing of the sort.",
    "We have 150 seats and FastTrack refused to help us.",
    "FastTrack doesn't migrate mailboxes from GroupWise.",
    "Will FastTrack migrate your mail from Lotus Notes? We asked Microsoft but got no answer.",
]
HELD = [
    (
        "FastTrack guidance remains open to those with 150 licenses.",
        ["threshold: 150 licenses or more"],
    ),
    (
        "Microsoft pays $8 per seat for FastTrack onboarding done by a partner.",
        ["funding: USD 8 per seat (rate)"],
    ),
    (
        "FastTrack is for 150 seats or more. The mail team has a FastTrack of its own now and that "
        "one wants at least 100 seats.",
        ["threshold: 150 seats or more"],
    ),
    ("What would you add to FastTrack, given the chance?\n\nArchives.", []),
    (
        "What we heard is that FastTrack, until now kept for tenants holding 80 seats or more, "
        "is to admit everybody with 25 seats.",
        ["threshold: once 80 seats or more", "threshold: 25 seats or more"],
    ),
    ("In FastTrack archives are on the table.", ["status: undecided"]),
    (
        "Microsoft pays FastTrack partners $25 a seat in fiscal 2016, which starts in July.",
        ["funding: USD 25 per seat (rate)"],
    ),
    (
        "FastTrack excludes public folders; last week it moved archives.",
        ["scope: does not cover public folder migration", "scope: covers archive migration"],
    ),
    (
        "FastTrack no longer sets up hybrid: partners build it before mailboxes are moved.",
        ["scope: covers email migration", "scope: does not cover hybrid migration"],
    ),
    ("On FastTrack and file shares I can't comment.", ["status: no comment"]),
    ("FastTrack moves mailboxes without a hitch.", ["scope: covers email migration"]),
    ("FastTrack moves Exchange archive mailboxes.", ["scope: covers archive migration"]),
    (
        "FastTrack pays partners up to $45,000. Their contract says $60,000 for partners.",
        ["funding: USD 45,000 (cap)", "funding: USD 60,000 (cap)"],
    ),
    (
        "FastTrack pays partners $15 a seat and stops the meter at $45,000.",
        ["funding: USD 45,000 (cap)", "funding: USD 15 per seat (rate)"],
    ),
    (
        "FastTrack is open to customers with 100 seats until the end of this year.",
        ["threshold: 100 seats or more", "timing: ends 31 Dec 2014"],
    ),
    (
        "Microsoft opened the Office 365 Fast Track Onboarding Center on Wednesday.",
        ["timing: starts 6 Aug 2014"],
    ),
    (
        "Gone are the days when FastTrack was limited to customers with 150 seats or more.",
        ["threshold: once 150 seats or more"],
    ),
    (
        "The days of FastTrack paying partners $5,000 per customer are over.",
        ["funding: once USD 5,000 per customer (fund)"],
    ),
    ("FastTrack offers anything but free migration.", ["price: not: free of charge"]),
    (
        "Instead of migrating data, FastTrack merely gives guidance.",
        ["scope: covers migration guidance"],
    ),
    ("FastTrack moves no calendars.", ["scope: does not cover email migration"]),
    ("FastTrack starts neither in September nor in October.", ["timing: not: starts Sep 2014"]),
    ("It won't be before October that FastTrack starts.", ["timing: starts from 1 Oct 2014"]),
    (
        "The September 1 start date for FastTrack has been scrapped.",
        ["timing: once starts 1 Sep 2014"],
    ),
    (
        "Microsoft ended its $15-per-seat payment to FastTrack partners.",
        ["funding: once USD 15 per seat (rate)"],
    ),
    (
        "Earlier we reported a minimum of 50 seats for FastTrack. The correct figure is 150.",
        ["threshold: once 50 seats or more", "threshold: 150 seats or more"],
    ),
    (
        "Government customers are excluded from FastTrack until 2015, but commercial ones are not.",
        ["timing: starts 2015"],
    ),
    (
        "FastTrack refuses to touch public folders.",
        ["scope: does not cover public folder migration"],
    ),
    (
        "With the exception of Lotus Notes, FastTrack moves mail from every platform.",
        ["scope: covers email migration"],
    ),
    (
        "The FastTrack minimum used to be 150 seats. It is now 50.",
        ["threshold: once 150 seats or more", "threshold: 50 seats or more"],
    ),
    (
        "The FastTrack minimum was previously 150 seats.",
        ["threshold: once 150 seats or more"],
    ),
    (
        "FastTrack starts on May 1, 2015. This page is broken since May and not mended before fall.",
        ["timing: starts 1 May 2015"],
    ),
]


def told(text: str) -> list[str]:
    """What it tells beside who does the work; what held once is told as such."""
    claims = (one for one in claims_in(text, published="2014-08-10") if one.facet != "delivery")
    return [f"{c.facet}: {'once ' if is_former(c) else ''}{value_in_words(c)}" for c in claims]


STAGES = [
    ("The second wave of FastTrack starts in October 2014.", "second wave"),
    ("FastTrack training starts in October 2014.", "training"),
    ("Payments to FastTrack partners start in October 2014.", "payments"),
    ("The FastTrack pilot started in May 2014.", "pilot"),
    ("FastTrack, now in a pilot, starts in October 2014.", None),
]


@pytest.mark.parametrize(("text", "stage"), STAGES)
def test_a_stage_is_not_the_whole(text: str, stage: str | None) -> None:
    (claim,) = claims_in(text, published="2014-08-10")
    assert dict(claim.qualifiers).get("part") == stage


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_said_of_the_program(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "held"), HELD)
def test_no_more_than_this_is_said(text: str, held: list[str]) -> None:
    assert told(text) == held
