"""Plain sentences of the press, beside which much stands that is no claim: all that is read."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in

# Why | the sentence | what is told, in its order; "-" for nothing.
PRESS = """
what else is told that stays with others | Ann Moss was told that only email is in the first wave and that SharePoint sites stay with partners. | delivery: done by the partner; scope: does not cover sharepoint migration; scope: covers only email migration
a firm's name is no item | Ann Moss, CEO of Brightmoor Consulting, said FastTrack is free. | price: free of charge
nobody from the vendor | Nobody from Redmond is going to teach the associates. | scope: does not cover training
a year to compare with | Microsoft said in April that revenue had more than doubled from a year earlier. | -
who speaks does no work | "It is new," said the owner of a reseller in the Southeast. | -
one's own costs | "That does not cover my costs on the job," she said. | -
what something else costs | None of this changes what the software itself costs. | -
the market | Microsoft shares rose 24 cents to close Thursday at $43.23. | -
an answer that is none | Microsoft migrates the mail, or its partner gets the money. Not both. | delivery: migrates the mail, or its partner gets the money: done by the vendor; scope: covers email migration
advice by size | If you have more than 1,000 mailboxes, or more than one forest, hire a partner. | delivery: done by the partner; scope: does not cover complex migration
none until a day | There will be no slots for customers until January. | timing: starts Jan 2015
until a day no minimum | FastTrack has no minimum until December 31, 2014. | threshold: no minimum
what others sold | Tidewater was the first partner to sell more than 10,000 seats. | -
denied to the comma | The FastTrack Center had contacted a customer, without telling her, and had started moving mailboxes. | scope: covers email migration
how many, not what | Copying FastTrack customers is slow; a batch holds 250 mailboxes. | -
a firm by its size | Marcus Teal, lead at Harrow & Finch, a 300-employee solution provider, said FastTrack is free. | price: free of charge
talk that is wrong | A spokesperson said that talk of a 250-seat cutoff was wrong. | accuracy: talk of a 250 seat cutoff: not accurate; threshold: not: 250 seats or more
early in a year | A successor could arrive early in 2018. | timing: starts 1 Jan 2018 to 2 May 2018
a program of the same name | A separate program for Dynamics, which also goes by the name FastTrack, begins at 250 seats. | -
one's own story | I have moved mailboxes for a living since 1999. | -
another deal | Its acquisition of Acme, a $26 billion deal, came up for partners. | -
the day to claim | The last day to claim funding is Dec. 31. | timing: ends 31 Dec 2014
what lies on files | File shares and SharePoint sites are not covered. | scope: does not cover file migration; scope: does not cover sharepoint migration
your people, told to partners | "Our people guide and your people do the work," he told partners. | delivery: do the work: done by the partner
what was sold | "I sold four customers of 60 to 80 seats on the strength of it," said Ann Moss. | -
a figure, by its seats | The 50-license figure is correct. | accuracy: The 50 license figure: accurate; threshold: 50 licenses or more
another thing that is free | Registration is free and limited to 1,000 people. | -
paid before | FastTrack helps customers to set up the subscriptions they have already paid for. | delivery: helps customers to set up the subscriptions they have…: done by the vendor
neither of two | Neither mailboxes nor files are moved under the onboarding benefit. | scope: does not cover file migration; scope: does not cover email migration
you, partners | SharePoint content remains with you, our partners. | delivery: done by the partner; scope: does not cover sharepoint migration
a desk of one's own | Our own migration desk moves mail at a fixed price of €18 per mailbox. | -
what was asked | Several of you asked me privately whether training is in. | -
per cent | The active usage requirement rises from 15 to 30 percent. | -
what members pay | Dues for 2015 (€400 per firm) are payable by partners. | -
with whom they work | Engineers of the FastTrack Center work remotely with the customer's staff to activate the tenant. | scope: covers activation
it becomes part of it | First, email migration becomes a permanent part of the benefit. | scope: covers email migration
for partners | SharePoint content is still for partners to handle. | delivery: to handle: done by the partner; scope: does not cover sharepoint migration
who is paid | You are paid $90 a seat under FastTrack. | funding: USD 90 per seat (rate)
in passing | She denies reports of a cap on free FastTrack moves. | price: free of charge
what is told of what is out | FastTrack excludes SharePoint Server, which holds more than file shares do. | scope: does not cover sharepoint migration
its own service | Desktop App Assure is its own service: it costs nothing. | price: free of charge
paid to a partner | Every hour of Microsoft's specialists is one that the customer does not pay us for. | -
what cost us nothing | "It didn't cost us an extra krona," said Ann Moss, a customer of FastTrack. | price: free of charge
rules that may change | The rules may be adjusted again before Christmas. | status: subject to change
guidance, and hands of one's own | You get migration guidance and carry out the migration yourself. | delivery: get migration guidance and carry out the migration yourself: done by the customer; scope: covers migration guidance
complicated is nothing moved | FastTrack isn't built for complicated environments. | scope: does not cover complex migration
where it was said | "Customers with 150 to 499 licenses receive guidance," said Ann Moss in a webinar. | threshold: 150 to 499 licenses
not decided | "They hadn't decided yet," he said. | status: undecided
since when they may | Education tenants have been eligible since August 1, 2013. | timing: starts 1 Aug 2013
what does not apply | The lower minimum doesn't apply to data migration, which still requires 500 seats. | threshold: 500 seats or more
partners one works with | Two partners we work with heard from their Microsoft reps that the minimum is 150 seats. | threshold: 150 seats or more
left behind | They left the sharing links behind, though. | scope: does not cover file metadata
without a minimum | Customers can request onboarding without a license minimum. | scope: covers onboarding; threshold: no minimum
ruled by law | Files with data that is regulated by law have to be moved by you. | delivery: done by the customer; scope: does not cover regulated data
a day told now, far behind a past | A paper seen by us puts the ceiling at $75,000, and says the last day to claim is Dec. 31. | funding: USD 75,000 (cap); timing: ends 31 Dec 2014
locked | "The program is locked," the spokesperson said. | status: final
changed at will | Microsoft can modify the benefit at any time. | status: subject to change
a rate card | A rate card shows $15 a seat for the first 500 seats. | funding: USD 15 per seat (rate)
"""


def _rows() -> list[tuple[str, str, list[str]]]:
    rows = [[part.strip() for part in row.split(" | ")] for row in PRESS.strip().split("\n")]
    return [(why, text, told.split("; ") if told != "-" else []) for why, text, told in rows]


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(text, told, id=why) for why, text, told in _rows()]
)
def test_what_a_sentence_tells(text: str, expected: list[str]) -> None:
    found = claims_in(f"FastTrack is new. {text}", topic="office365-fasttrack")
    assert [f"{claim.facet}: {value_in_words(claim)}" for claim in found] == expected
