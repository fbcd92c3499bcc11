"""What is denied: by a verb of denying, or by "not" at the verb that carries a value."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

DENIED = [
    pytest.param(
        "Microsoft denied that 150 seats or more are required for FastTrack.",
        ["threshold: not: 150 seats or more"],
        id="the cue of a denial negates once, not twice",
    ),
    pytest.param(
        "Microsoft denies FastTrack is free.",
        ["price: not: free of charge"],
        id="without that",
    ),
    pytest.param("Microsoft did not deny that FastTrack is free.", [], id="not denied is not said"),
    pytest.param(
        "Microsoft does not dispute the story but says FastTrack is free.",
        ["price: free of charge"],
        id="what is said beside it",
    ),
    pytest.param(
        "Microsoft has denied that NCE has been delayed.",
        ["status: not: delayed"],
        id="a state",
    ),
    pytest.param(
        "Microsoft rejected reports that FastTrack requires at least 150 seats.",
        ["threshold: not: 150 seats or more"],
        id="a denial whose cue is no negation elsewhere",
    ),
    pytest.param(
        "Microsoft disputes that FastTrack covers public folders.",
        ["scope: does not cover public folder migration"],
        id="a value with its own sign is turned itself",
    ),
    pytest.param(
        "Microsoft denied that FastTrack does not cover public folders.",
        ["scope: covers public folder migration"],
        id="who denies a denial affirms",
    ),
    pytest.param(
        "FastTrack does not cover public folders, Microsoft said, and it denied that 500 seats are "
        "required.",
        ["scope: does not cover public folder migration", "threshold: not: 500 seats or more"],
        id="the denial behind leaves the report in front as it is",
    ),
    pytest.param(
        "Microsoft denied reports that FastTrack is not free, saying it covers email migration.",
        ["price: free of charge", "scope: covers email migration"],
        id="what is denied says nothing of what is said next",
    ),
    pytest.param(
        "Microsoft, which denied the reports, said FastTrack requires at least 150 seats.",
        ["accuracy: the reports: not accurate", "threshold: 150 seats or more"],
        id="one who denied something says something else",
    ),
    pytest.param(
        "The company denied that a Microsoft rep had told partners that FastTrack requires 300 "
        "seats or more.",
        [],
        id="that somebody said it is denied: what holds is not told",
    ),
    pytest.param(
        "Microsoft denied that FastTrack covers only email migration.",
        [],
        id="more than mail may be covered, the mail itself is not denied",
    ),
    pytest.param(
        "Partners rejected the claim that FastTrack covers public folders.",
        ["scope: does not cover public folder migration"],
        id="who rejects something does no work",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_a_verb_of_denying(text: str, expected: list[str]) -> None:
    assert held_in(text) == expected


TIMES = [
    pytest.param(
        "FastTrack will not start on Sept. 1, a Microsoft spokesperson said.",
        ["timing: not: starts 1 Sep 2021"],
        id="the verb is denied",
    ),
    pytest.param(
        "FastTrack is not expected to start on Sept. 1.",
        ["timing: not: starts 1 Sep 2021"],
        id="with auxiliaries between",
    ),
    pytest.param(
        "NCE prices do not go up on March 1; the increase was moved to April 1.",
        ["timing: not: changes 1 Mar 2021"],
        id="a change",
    ),
    pytest.param(
        "The NCE deadline is not March 1, Microsoft said.",
        ["timing: not: ends 1 Mar 2021"],
        id="the day itself is denied",
    ),
    pytest.param(
        "FastTrack won't open before Sept. 1.",
        ["timing: starts from 1 Sep 2021"],
        id="not before a day is a start from then on",
    ),
    pytest.param(
        "FastTrack won't start until Sept. 1.",
        ["timing: starts from 1 Sep 2021"],
        id="so is not until a day",
    ),
    pytest.param(
        "FastTrack does not expire until June 30.",
        ["timing: ends from 30 Jun 2021"],
        id="not until a day, of an end",
    ),
    pytest.param(
        "Customers cannot order FastTrack until Sept. 1.",
        [],
        id="not until a day, of neither start nor end",
    ),
    pytest.param(
        "FastTrack will start no later than Sept. 1.",
        ["timing: starts until 1 Sep 2021"],
        id="the latest start is no end",
    ),
    pytest.param(
        "FastTrack will start no earlier than Sept. 1.",
        ["timing: starts from 1 Sep 2021"],
        id="the earliest start, without a denied verb",
    ),
    pytest.param(
        "FastTrack starts on or after Sept. 1.",
        ["timing: starts from 1 Sep 2021"],
        id="the same in other words",
    ),
    pytest.param(
        "FastTrack is discontinued as of July 1.",
        ["status: ended", "timing: ends 1 Jul 2021"],
        id="what ends as of a day does not start then",
    ),
    pytest.param(
        "FastTrack will not be offered from July 1.",
        [],
        id="it may end then, or begin later",
    ),
    pytest.param(
        "FastTrack starts on Sept. 1, not on Oct. 1.",
        ["timing: not: starts 1 Oct 2021", "timing: starts 1 Sep 2021"],
        id="the day beside is denied, this one is not",
    ),
    pytest.param(
        "FastTrack will start not on Sept. 1 but on Oct. 1.",
        ["timing: not: starts 1 Sep 2021", "timing: starts 1 Oct 2021"],
        id="the day that holds instead",
    ),
    pytest.param(
        "The FastTrack portal opens not on Oct. 1, as we wrote, but on Oct. 15, Microsoft told us.",
        ["timing: starts 15 Oct 2021", "timing: not: starts 1 Oct 2021"],
        id="with an aside between, which does not put it into the past",
    ),
    pytest.param(
        "FastTrack will not start on Sept. 1 but ends on Oct. 1.",
        ["timing: not: starts 1 Sep 2021"],
        id="but with a verb of its own parts two clauses",
    ),
    pytest.param(
        "Partners without the competency can join FastTrack from July 1.",
        ["timing: starts 1 Jul 2021"],
        id="another word is denied",
    ),
    pytest.param(
        "Partners who cannot wait may sign up for FastTrack until June 30.",
        ["timing: ends 30 Jun 2021"],
        id="a denial that another verb follows",
    ),
    pytest.param(
        "FastTrack is not only starting on Sept. 1 but also covers email.",
        ["scope: covers email migration", "timing: starts 1 Sep 2021"],
        id="not only denies nothing",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_a_time_that_is_denied(text: str, expected: list[str]) -> None:
    assert held_in(text) == expected


NUMBERS = [
    pytest.param(
        "Microsoft is not hiring 600 engineers for FastTrack.",
        ["headcount: not: 600 engineers"],
        id="nobody is hired",
    ),
    pytest.param(
        "Microsoft has not yet hired 600 engineers for FastTrack.",
        ["headcount: not: 600 engineers"],
        id="nor yet",
    ),
    pytest.param(
        "Microsoft, which does not sell hardware, is hiring 600 engineers for FastTrack.",
        ["headcount: 600 engineers"],
        id="another verb is denied",
    ),
    pytest.param(
        "Microsoft is hiring no more than 600 engineers for FastTrack.",
        ["headcount: at most 600 engineers"],
        id="a limit is no denial",
    ),
    pytest.param(
        "Microsoft will not pay partners funding of $15 per seat for FastTrack.",
        ["funding: not: USD 15 per seat (rate)"],
        id="a sum behind those who are not paid it",
    ),
    pytest.param(
        "FastTrack funding is $15 per seat, not $25.",
        ["funding: USD 15 per seat (rate)", "funding: not: USD 25 (fund)"],
        id="only the sum that is denied",
    ),
    pytest.param(
        "Microsoft won't pay partners $15 per seat for FastTrack unless they hold a competency.",
        [],
        id="denied to some: neither paid nor not paid",
    ),
    pytest.param(
        "Partners who do not earn the badge get funding of $15 per seat under FastTrack.",
        ["funding: USD 15 per seat (rate)"],
        id="they are paid by another verb",
    ),
    pytest.param(
        "FastTrack funding does not exceed $60,000 per customer.",
        ["funding: USD 60,000 per customer (cap)"],
        id="what is not exceeded is the cap",
    ),
    pytest.param(
        "FastTrack pays partners no more than $15 per seat.",
        ["funding: USD 15 per seat (cap)"],
        id="no more than a sum",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_number_that_is_denied(text: str, expected: list[str]) -> None:
    assert sorted(held_in(text)) == expected


CHANGES = [
    pytest.param(
        "Microsoft will not change the 150-seat minimum of FastTrack, a spokesperson said.",
        ["threshold: 150 seats or more"],
        id="what is not changed holds",
    ),
    pytest.param(
        "Microsoft will not lower the FastTrack minimum of 150 seats before the end of the year.",
        ["threshold: 150 seats or more"],
        id="how long all stays as it is dates no change",
    ),
    pytest.param(
        "Microsoft has no plans to lower the FastTrack minimum of 150 seats.",
        ["threshold: 150 seats or more"],
        id="nor is a change planned",
    ),
    pytest.param(
        "Microsoft has no plans to lower the FastTrack minimum to 100 seats.",
        ["threshold: not: 100 seats or more"],
        id="what a change would lead to is denied",
    ),
    pytest.param(
        "Microsoft will not raise the FastTrack minimum from 150 to 300 seats.",
        ["threshold: not: 300 seats or more"],
        id="so it is at the end of a range",
    ),
    pytest.param(
        "Microsoft will not introduce a FastTrack minimum of 150 seats.",
        ["threshold: not: 150 seats or more"],
        id="what is not introduced does not hold",
    ),
    pytest.param(
        "Microsoft lowered the FastTrack minimum from 150 to 50 seats.",
        ["threshold: 150 seats or more", "threshold: 50 seats or more"],
        id="no denial: a change, from what held once",
    ),
    pytest.param(
        "Microsoft will not change FastTrack funding of $15 per seat.",
        ["funding: USD 15 per seat (rate)"],
        id="a sum that stays",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_change_that_is_denied(text: str, expected: list[str]) -> None:
    assert sorted(held_in(text)) == expected


WORK = [
    pytest.param(
        "FastTrack engineers do not perform SharePoint migrations.",
        ["scope: does not cover sharepoint migration"],
        id="do is the auxiliary of what is denied",
    ),
    pytest.param(
        "FastTrack engineers did not migrate the data.",
        ["scope: does not cover data migration"],
        id="in the past",
    ),
    pytest.param(
        "FastTrack engineers do the heavy lifting of email migrations.",
        [
            "delivery: do the heavy lifting of email migrations: done by the vendor",
            "scope: covers email migration",
        ],
        id="do is the verb",
    ),
    pytest.param(
        "Government offers worry partners that sell NCE.",
        [],
        id="the noun of an item is no verb that grants it",
    ),
    pytest.param(
        "Government offers are exempt from NCE until Oct. 1, 2021.",
        ["scope: does not cover government offers", "timing: starts 1 Oct 2021"],
        id="exempt is left out, and then no more",
    ),
    pytest.param(
        "NCE covers government offers.",
        ["scope: covers government offers"],
        id="the verb in front grants it",
    ),
    pytest.param(
        "FastTrack includes mailbox moves.",
        ["scope: covers email migration"],
        id="so it does where the item ends like a verb",
    ),
    pytest.param(
        "Does FastTrack migrate SharePoint sites? No. Email migration is covered.",
        ["scope: does not cover sharepoint migration", "scope: covers email migration"],
        id="the answer no is a sentence of its own",
    ),
    pytest.param("FastTrack is No. 1 for email migration.", [], id="number one denies nothing"),
]


@pytest.mark.parametrize(("text", "expected"), WORK)
def test_work_and_scope_that_are_denied(text: str, expected: list[str]) -> None:
    assert held_in(text) == expected
