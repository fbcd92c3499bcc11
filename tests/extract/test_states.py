"""Where a program stands: the states that its topic declares, in the words of those who tell."""

from __future__ import annotations

import pytest

from monitor.values import State
from tests.extract.reading import claims_in

STATES = [
    pytest.param("Nothing has been finalised.", ["in-flux"], id="what is final inside it is not"),
    pytest.param("They are still arguing over it.", ["in-flux"], id="people at odds"),
    pytest.param("It all changes from one call to the next.", ["in-flux"], id="a call is no offer"),
    pytest.param("The start has been pushed twice.", ["in-flux"], id="moved again and again"),
    pytest.param("The team will be shifting mail.", [], id="what is shifted is not in flux"),
    pytest.param("We're evaluating it.", ["undecided"], id="the verb in a contraction"),
    pytest.param("Whether it comes to Europe is open.", ["undecided"], id="left open"),
    pytest.param("A guide is open to everybody.", [], id="a thing that is open"),
    pytest.param(
        "That date may yet move.", ["subject-to-change"], id="by another verb of changing"
    ),
    pytest.param(
        "Don't nail me down on it.", ["subject-to-change"], id="who will not be held to it"
    ),
    pytest.param("Whether it lasts has not been decided, Berg says.", ["undecided"], id="whether"),
    pytest.param("Berg asked whether it was undecided.", [], id="whether, as asked"),
    pytest.param("FastTrack is live.", ["available"], id="the program is live"),
    pytest.param("We help once the customer is live.", [], id="a customer is live"),
    pytest.param("It becomes generally available in May.", [], id="not yet available"),
    pytest.param("It is generally available.", ["available"], id="available"),
    pytest.param("There are no more than 1,000 of them.", [], id="no more, of a number"),
    pytest.param("Microsoft has not decided when it starts.", ["undecided"], id="not decided"),
    pytest.param("Microsoft has killed FastTrack.", ["ended"], id="done away with"),
    pytest.param(
        "Microsoft has not announced a date for it.", ["details-pending"], id="no date yet"
    ),
    pytest.param("The details have yet to be agreed.", ["undecided"], id="yet to be agreed"),
    pytest.param("The program is no more.", ["ended"], id="no more, of the program"),
    pytest.param("There's no wiggle room.", ["final"], id="final"),
    pytest.param("Customers have room in the plan.", [], id="room of another kind"),
    pytest.param(
        "We'll have more on that in December.", ["details-pending"], id="more will follow"
    ),
    pytest.param("Microsoft did not get back to us.", ["no-comment"], id="no answer"),
    pytest.param("Berg wouldn't give me a figure.", ["no-comment"], id="no figure"),
    pytest.param("They don't give training.", [], id="what is not given is no answer"),
    pytest.param("Microsoft declined to say how many.", ["no-comment"], id="who declined to say"),
    pytest.param("Microsoft would not discuss the figure.", ["no-comment"], id="nor discuss it"),
    pytest.param("Microsoft did not dispute the figure.", [], id="who does not dispute it"),
    pytest.param(
        "Microsoft said it is hiring, but declined to say how many.", [], id="who answers in part"
    ),
    pytest.param("Northgate declined to say how many.", [], id="somebody else declined"),
    pytest.param("It has not been signed off yet.", ["undecided"], id="what is not signed off"),
    pytest.param("It has been signed off.", ["final"], id="what is"),
    pytest.param("Cards on the table: it is good.", [], id="a manner of speaking"),
    pytest.param("The idea is on the table.", ["undecided"], id="what is on the table"),
    pytest.param("We're still working through the details.", ["in-flux"], id="still at work"),
    pytest.param("It is being withdrawn.", ["ended"], id="what is being withdrawn"),
    pytest.param("They called it the final number.", ["final"], id="a number that is final"),
    pytest.param("These are notes from today's call.", [], id="today's"),
    pytest.param("Microsoft has discontinued FastTrack.", ["ended"], id="the program is over"),
    pytest.param("Microsoft has scrapped the FastTrack minimum.", [], id="a limit is over"),
    pytest.param("The fee for FastTrack has been scrapped.", [], id="a fee is over"),
    pytest.param("Microsoft has withdrawn the FastTrack post.", [], id="a post is gone"),
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_a_state(text: str, expected: list[str]) -> None:
    told = claims_in(f"FastTrack needs 150 seats. {text}", facet="status")
    assert [claim.value for claim in told] == [State(name) for name in expected]


def test_nothing_that_is_final() -> None:
    (found,) = claims_in("Nothing about FastTrack is final, Microsoft said.", facet="status")
    assert (found.value, found.polarity) == (State("final"), "deny")


@pytest.mark.parametrize(
    ("text", "state", "polarity", "region"),
    [
        pytest.param("FastTrack is not paused.", "suspended", "deny", None, id="not behind is"),
        pytest.param("FastTrack isn't paused.", "suspended", "deny", None, id="contracted"),
        pytest.param("We have not paused FastTrack.", "suspended", "deny", None, id="not done"),
        pytest.param("FastTrack has never been suspended.", "suspended", "deny", None, id="never"),
        pytest.param("FastTrack has not ended.", "ended", "deny", None, id="nor is it over"),
        pytest.param("FastTrack has no end date.", "ended", "deny", None, id="by a noun"),
        pytest.param("There's no hold on FastTrack.", "suspended", "deny", None, id="no hold"),
        pytest.param(
            "Microsoft is pushing back on a report that it has frozen FastTrack.",
            "suspended",
            "deny",
            None,
            id="pushing back on a report",
        ),
        pytest.param("FastTrack is paused.", "suspended", "affirm", None, id="it is"),
        pytest.param(
            "FastTrack is paused in Germany.", "suspended", "affirm", "Germany", id="in one country"
        ),
        pytest.param("FastTrack is closed until May.", "suspended", "affirm", None, id="shut till"),
    ],
)
def test_a_state_and_its_denial(text: str, state: str, polarity: str, region: str | None) -> None:
    (found,) = claims_in(f"FastTrack needs 150 seats. {text}", facet="status")
    told = found.value, found.polarity, dict(found.qualifiers).get("region")
    assert told == (State(state), polarity, region)


@pytest.mark.parametrize("verb", ["closed", "shut", "paused", "on hold"])
def test_what_is_shut_until_a_day_does_not_end_then(verb: str) -> None:
    assert claims_in(f"FastTrack is {verb} to new customers until May 1.", facet="timing") == ()
