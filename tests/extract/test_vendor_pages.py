"""What a vendor's own pages say of the work, of what is covered and of what is not."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in

TEAM = "Your project team must:\n\n- Train your users"
YOURS = "You're responsible for the following:\n\n- Telling your users about the schedule."
LEFT_OUT = "These activities are not part of the benefit:\n\n- Migration of public folders"
COMPRISED = "Core enablement comprises the following:\n\n- Activation of the tenant"
# Why, the words of the page, what they tell.
PAGES = [
    ("a list of the customer's team", TEAM, [
        "delivery: Train your users: done by the customer", "scope: does not cover training",
    ]),
    ("a list of what is yours", YOURS, [
        "delivery: Telling your users about the schedule: done by the customer",
    ]),
    ("moving of something is no owner of it", LEFT_OUT, [
        "scope: does not cover public folder migration",
    ]),
    ("what it comprises", COMPRISED, ["scope: covers activation"]),
    ("opening hours", "The FastTrack Center is open Monday to Friday in your time zone.", []),
    ("mailboxes of a sort are not all of them", "FastTrack doesn't migrate mailboxes whose content is secret.", []),
    ("the same", "Several source forests are out of scope. The same goes for archives.", [
        "scope: does not cover complex migration", "scope: does not cover archive migration",
    ]),
    ("a web conference is no venue", "Microsoft personnel deliver the benefit by web conference.", [
        "delivery: deliver the benefit by web conference: done by the vendor",
    ]),
    ("with whom one works", "You work remotely with Microsoft specialists to get Intune ready.", [
        "delivery: to get Intune ready: done by the vendor",
    ]),
    ("client is a machine", "Local profiles stay on the client, and your users have to move them.", [
        "delivery: have to move them: done by the customer",
    ]),
    ("what was moved before", "FastTrack Specialists answer questions about migrated content.", [
        "delivery: answer questions about migrated content: done by the vendor",
        "scope: covers post migration support",
    ]),
    ("whom one trains", "Training for your help desk isn't part of the workshop.", [
        "scope: does not cover training",
    ]),
    ("skipped", "Files over 15 GB are skipped and reported in the event log.", [
        "scope: does not cover large items",
    ]),
    ("a form that ends", "App Assure will retire its request form on June 30, 2015.", []),
    ("once it has ended", "Call the desk once a migration event has ended.", []),
    ("value-added adds nothing", "Partners may offer these as value-added services.", [
        "delivery: may offer these as value added services: done by the partner",
    ]),
    ("whose hands", "FastTrack Specialists give migration guidance, and your staff performs the move.", [
        "delivery: performs the move: done by the customer",
        "delivery: give migration guidance, and your staff performs the move: done by the vendor",
        "scope: covers migration guidance",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PAGES])
def test_what_a_page_tells(text: str, expected: list[str]) -> None:
    text = f"FastTrack is for all.\n\n{text}"
    found = claims_in(text, topic="office365-fasttrack", organisation="Microsoft")
    assert [f"{claim.facet}: {value_in_words(claim)}" for claim in found] == expected
