"""What a sentence calls wrong itself holds for nobody: the opposite of a claim."""

from __future__ import annotations

import pytest

from tests.extract.reading import claims_in, held_in

HELD = "threshold: 250 seats or more"
NOT = "threshold: not: 250 seats or more"
JUDGED = [
    ("reports of it", "Microsoft said reports of a FastTrack minimum of 250 seats are wrong.", NOT),
    ("reports that", "Reports that FastTrack needs 250 seats are wrong.", NOT),
    ("a claim", "The claim that FastTrack needs 250 seats is plainly false.", NOT),
    ("it is false that", "It is false that FastTrack needs 250 seats.", NOT),
    ("it is not true that", "It is not true that FastTrack needs 250 seats.", NOT),
    ("no truth to", "There is no truth to the rumor that FastTrack needs 250 seats.", NOT),
    ("wrong to report", "CRN was wrong to report that FastTrack needs 250 seats.", NOT),
    ("the number itself", "The 250-seat minimum of FastTrack is incorrect, Microsoft said.", NOT),
    (
        "with what is told of the number",
        "The 250-seat FastTrack minimum that was reported in May is wrong, Microsoft said.",
        NOT,
    ),
    ("said of the number", "Microsoft said the 250-seat FastTrack minimum was wrong.", NOT),
    ("told of it", "Microsoft told us that the 250-seat FastTrack minimum is false.", NOT),
    ("wrong for some", "She said the 250-seat FastTrack minimum is wrong for small firms.", HELD),
    ("somebody is wrong that", "Microsoft says CRN is wrong that FastTrack needs 250 seats.", NOT),
    ("what is right", "Reports that FastTrack needs 250 seats are accurate.", HELD),
    ("what is not wrong", "Reports that FastTrack needs 250 seats are not wrong.", HELD),
    (
        "something else is wrong",
        "FastTrack needs 250 seats, and reports about the price are wrong.",
        HELD,
    ),
    (
        "whose claim it is, keeps it",
        "Contoso's claim that FastTrack needs 250 seats is wrong.",
        HELD,
    ),
    ("what was wrong to do", "It was wrong to ask for 250 seats for FastTrack.", HELD),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in JUDGED], ids=[row[0] for row in JUDGED]
)
def test_what_is_called_wrong(text: str, expected: str) -> None:
    assert [one for one in held_in(text) if one.startswith("threshold")] == [expected]


def test_it_is_denied_by_whom_the_verdict_is() -> None:
    text = "Microsoft said reports of a FastTrack minimum of 250 seats are wrong."
    (found,) = claims_in(text, facet="threshold")
    assert (found.polarity, found.speaker.organisation) == ("deny", "Microsoft")


def test_a_negation_ends_where_a_clause_begins() -> None:
    text = "FastTrack doesn't need 250 seats, it needs 150."
    assert sorted(held_in(text)) == ["threshold: 150 seats or more", NOT]


def test_and_not_where_somebody_is_said_to_speak() -> None:
    assert held_in("FastTrack does not, it said, need 250 seats.") == [NOT]
