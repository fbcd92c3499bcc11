"""The entries of a list are said by whom the line above it names: "she told us that:"."""

from __future__ import annotations

import pytest

from monitor.values import ScopeItem
from tests.extract.reading import claims_in

LIST = "\n\n- FastTrack needs 150 seats\n- It starts on May 3, 2015"
OURS = ("outlet", "The Outlet", "affirm")
# Why, the line above, how the word came here, whose it is, and whether it is denied.
LINES = [
    ("said", "Ann Moss of Microsoft said:", ("indirect", "Microsoft", "affirm")),
    ("told us that", "Microsoft also told us that:", ("indirect", "Microsoft", "affirm")),
    ("the following", "Microsoft says the following:", ("indirect", "Microsoft", "affirm")),
    ("a paper", "The deck says:", ("document", "Microsoft", "affirm")),
    ("according to", "According to the FastTrack FAQ:", ("document", "Microsoft", "affirm")),
    ("one's own rep", "Our Microsoft rep says:", ("hearsay", "Microsoft", "affirm")),
    ("denied", "Microsoft denied the following:", ("indirect", "Microsoft", "deny")),
    ("nobody is named", "Stuff I'd have liked to be told:", OURS),
    ("no report", "What FastTrack is:", OURS),
    ("what is said ends before", "Microsoft said yes. Here is our list:", OURS),
    ("no colon", "Ann Moss of Microsoft said a lot.", OURS),
]


@pytest.mark.parametrize(("line", "told"), [pytest.param(*row[1:], id=row[0]) for row in LINES])
def test_whose_word_a_list_is(line: str, told: tuple[str, str, str]) -> None:
    [found] = claims_in(
        f"FastTrack grows.\n\n{line}{LIST}", topic="office365-fasttrack", facet="threshold"
    )
    kind, organisation = found.attribution.kind, found.speaker.organisation
    assert (kind, organisation, found.polarity) == told


def test_a_list_ends_with_its_last_entry() -> None:
    text = f"FastTrack grows.\n\nMicrosoft says:{LIST}\n\nFastTrack needs 200 seats here."
    found = claims_in(text, topic="office365-fasttrack", facet="threshold")
    assert [one.speaker.organisation for one in found] == ["Microsoft", "The Outlet"]


def test_who_is_quoted_in_an_entry_speaks_there() -> None:
    text = (
        'FastTrack grows.\n\nMicrosoft says:\n\n- "FastTrack needs 150 seats," said Jo Ray of Foo.'
    )
    [found] = claims_in(text, topic="office365-fasttrack", facet="threshold")
    assert found.speaker.name == "Jo Ray"


NOTES = [
    pytest.param("Yes | Archives must be emptied by the customer", {True}, id="covered, with work"),
    pytest.param("No | We move archives for a fee", {False}, id="not covered, for money it is"),
    pytest.param("Yes | Archives go first", {True}, id="a note that agrees"),
]


@pytest.mark.parametrize(("cells", "included"), NOTES)
def test_a_rows_yes_or_no_outranks_its_note(cells: str, included: set[bool]) -> None:
    text = f"| Data | FastTrack | Note |\n| --- | --- | --- |\n| Email archives | {cells} |"
    found = claims_in(text, topic="office365-fasttrack", facet="scope")
    archives = [one.value for one in found if isinstance(one.value, ScopeItem)]
    assert {one.included for one in archives if one.item == "archive-migration"} == included
