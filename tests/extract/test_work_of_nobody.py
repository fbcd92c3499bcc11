"""People and work in one sentence, of which nobody is said to do any."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

NOBODYS = [
    pytest.param(
        "Partners upset that Microsoft is late with FastTrack stay away.",
        id="what they are upset about",
    ),
    pytest.param(
        "Microsoft's engineers have learned what a FastTrack migration costs.",
        id="what they have learned of it",
    ),
    pytest.param(
        "The FastTrack cap for migrations falls to $20,000 per partner.", id="a sum falls to them"
    ),
    pytest.param(
        "FastTrack migrations are handed in through the partner portal.", id="a portal of theirs"
    ),
    pytest.param(
        "FastTrack specialists should move their customers to retainers.", id="advice to them"
    ),
    pytest.param(
        "Here is what Microsoft's engineers have done with FastTrack migrations.",
        id="told of with what",
    ),
    pytest.param(
        "FastTrack migration events run outside the customer's business hours.",
        id="hours of theirs",
    ),
    pytest.param(
        "| Workload | FastTrack engineers |\n| --- | --- |\n| Mail migration | $45,000 |",
        id="a sum in a column of theirs",
    ),
    pytest.param(
        "## Who performs FastTrack migrations?\n\nIt makes no difference to what you receive.",
        id="what the answer is no difference to",
    ),
]


@pytest.mark.parametrize("text", NOBODYS)
def test_nobody_does_the_work(text: str) -> None:
    assert [one for one in held_in(text) if one.startswith("delivery")] == []


STILL = [
    pytest.param(
        "Partners will continue to deliver FastTrack adoption projects.",
        "delivery: will continue to deliver FastTrack adoption projects: done by the partner",
        id="what they go on doing",
    ),
    pytest.param(
        "FastTrack engineers schedule and run the migration events.",
        "delivery: schedule and run the migration events: done by the vendor",
        id="the second of two verbs",
    ),
    pytest.param(
        "FastTrack engineers ingested most of the old archives.",
        "delivery: ingested most of the old archives: done by the vendor",
        id="any verb with work for its object",
    ),
    pytest.param(
        "Customers can work with a Microsoft partner for FastTrack migrations.",
        "delivery: for FastTrack migrations: done by the partner",
        id="whose partner it is does nothing",
    ),
    pytest.param(
        "## Who performs FastTrack migrations?\n\nMicrosoft engineers, depending on your organization.",
        "delivery: depending on your organization: done by the vendor",
        id="who stands at the head of an answer",
    ),
]


@pytest.mark.parametrize(("text", "expected"), STILL)
def test_somebody_still_does(text: str, expected: str) -> None:
    assert [one for one in held_in(text) if one.startswith("delivery")] == [expected]
