"""What is called right or wrong: a report, somebody who said it, or what was said just before."""

from __future__ import annotations

import pytest

from monitor.types import REBUTTED
from monitor.values import Accuracy
from tests.extract.reading import claims_in

BEFORE = "FastTrack needs 150 seats, partners say. "

REPORTS = [
    pytest.param("The article about FastTrack was wrong.", False, id="in the outlet's own voice"),
    pytest.param("The table on the partner site is out of date.", False, id="a page"),
    pytest.param("Berg said the figures in our story were the right ones.", True, id="as reported"),
    pytest.param("What they wrote about FastTrack is nonsense.", False, id="what was written"),
    pytest.param("Berg said what stood in that magazine was made up.", False, id="that, reported"),
    pytest.param("The thing you read about FastTrack is not true.", False, id="what was read"),
    pytest.param("The wording on the website was misleading.", False, id="a wording"),
    pytest.param("An earlier version wrongly gave Oct. 1 for FastTrack.", False, id="an adverb"),
    pytest.param("FastTrack starts at 150 seats. The 150 is a typing error.", False, id="a number"),
    pytest.param(
        "FastTrack starts at 150 seats. The 150 is real.", True, id="a number that is real"
    ),
    pytest.param("The thing is not true.", None, id="a thing that nobody read"),
    pytest.param("None of the reports is true.", False, id="what is right of none is wrong"),
    pytest.param("Microsoft denied the report on Monday.", False, id="denied as a whole"),
    pytest.param('Microsoft disputes the word "minimum".', False, id="a word is denied"),
    pytest.param("Berg called the figures way off.", None, id="whoever calls it so is not seen"),
    pytest.param("Microsoft denied a request for the report.", None, id="a request is denied"),
    pytest.param("We will correct the report tomorrow.", None, id="nothing is said of it"),
    pytest.param("If the report is wrong, partners lose.", None, id="it is only supposed"),
    pytest.param("Is the report wrong?", None, id="it is asked"),
]

LAST_WORDS = [
    pytest.param("A Microsoft spokesperson confirmed that.", True, id="a verb of confirming"),
    pytest.param(
        "A Microsoft spokesperson confirmed that FastTrack is free.", None, id="tells more"
    ),
    pytest.param("A Microsoft spokesperson disputes that.", False, id="a verb of denying"),
    pytest.param("Firms that bought later need more.", None, id="a verb of buying"),
    pytest.param("Don't believe everything you read.", None, id="advice to anybody"),
    pytest.param(
        "A Microsoft spokesperson denied that FastTrack costs money.", None, id="denies it"
    ),
    pytest.param("That is false.", False, id="it points back"),
    pytest.param("That's plain nonsense, she said.", False, id="with an adverb, in a report"),
    pytest.param("It's spot on.", True, id="right"),
    pytest.param("There is no truth to it.", False, id="by no verb of being"),
    pytest.param("Wrong.", False, id="a verdict alone"),
    pytest.param("Berg: Wrong.", False, id="a verdict alone, behind who speaks"),
    pytest.param("Berg: Wrong numbers hurt.", None, id="no verdict, behind who speaks"),
    pytest.param("A: Correct.", True, id="in an answer"),
    pytest.param("Our reseller says rubbish.", False, id="by a verb of saying"),
    pytest.param("Our reseller says rubbish is collected on Monday.", None, id="says more"),
    pytest.param("Berg called it pure invention.", False, id="by a verb of calling"),
    pytest.param("What leaked has proved right.", True, id="by what came of it"),
    pytest.param("Microsoft did not dispute the figures.", None, id="not denied is not confirmed"),
    pytest.param("Microsoft would not confirm that.", None, id="not confirmed is not denied"),
    pytest.param("Your reseller is mistaken.", False, id="who said it"),
    pytest.param("Agent's mistaken.", False, id="without an article"),
    pytest.param("So @larry_77 was right.", True, id="a handle"),
    pytest.param("Berg has it right.", True, id="a name, by a verb of having"),
    pytest.param("You have been misinformed.", False, id="the one who is told so"),
    pytest.param("I was off by a day.", False, id="the one who said it"),
    pytest.param("It is wrong to charge for it.", None, id="what is done, not what was said"),
    pytest.param("That is right behind the new plan.", None, id="no judgement"),
    pytest.param("The approach is right.", None, id="a thing that says nothing"),
    pytest.param("Exchange 2010 is faulty.", None, id="a name that says nothing"),
    pytest.param("If that's true, we are done.", None, id="it is only supposed"),
    pytest.param("That would be wrong.", None, id="it would be"),
]


def _judgements(text: str) -> list[bool]:
    values = [claim.value for claim in claims_in(text, facet="accuracy")]
    return [value.accurate for value in values if isinstance(value, Accuracy)]


@pytest.mark.parametrize(("text", "accurate"), REPORTS)
def test_a_report_is_right_or_wrong(text: str, accurate: bool | None) -> None:
    assert _judgements(BEFORE + text) == ([] if accurate is None else [accurate])


@pytest.mark.parametrize(("text", "accurate"), LAST_WORDS)
def test_what_was_just_said_is_right_or_wrong(text: str, accurate: bool | None) -> None:
    assert _judgements(BEFORE + text) == ([] if accurate is None else [accurate])


def test_who_was_wrong_himself_quarrels_with_nobody() -> None:
    (claim,) = claims_in(f"{BEFORE}Then I was wrong.", facet="accuracy")
    assert claim.rule.startswith("accuracy/own-word")


def test_each_of_two_is_judged() -> None:
    text = "So @larry_77 was right and our reseller was wrong."
    assert sorted(_judgements(BEFORE + text)) == [False, True]


def test_who_denies_a_report_is_who_calls_it_wrong() -> None:
    (claim,) = claims_in(f"{BEFORE}Microsoft denied the report.", facet="accuracy")
    assert (claim.speaker.organisation, claim.polarity) == ("Microsoft", "deny")


JUDGES = [
    pytest.param("Microsoft disputes that.", "Microsoft", id="a firm"),
    pytest.param("A Microsoft spokesman denied that.", "Microsoft", id="an office"),
    pytest.param("Ann Moss, who runs Harrow, denied that.", "Ann Moss", id="a person described"),
    pytest.param("But Ann Moss of Harrow disagreed.", "Ann Moss", id="a verb that reports nothing"),
    pytest.param("Ann Moss says otherwise.", "Ann Moss", id="the other way round"),
    pytest.param("A spokesman for Microsoft confirmed that.", "Microsoft", id="who confirms it"),
    pytest.param("The numbers bear that out.", "The Outlet", id="nobody: the outlet's own"),
]


@pytest.mark.parametrize(("text", "who"), JUDGES)
def test_who_judges_what_was_just_said_is_who_says_so(text: str, who: str) -> None:
    """Else the outlet would take back its own words."""
    (found,) = claims_in(f"FastTrack is open to 150 seats or more. {text}", facet="accuracy")
    assert who in (found.speaker.name, found.speaker.organisation)
    (judged,) = claims_in(f"FastTrack is open to 150 seats or more. {text}", facet="threshold")
    assert not judged.qualifiers


def test_a_text_about_something_else_is_not_judged() -> None:
    text = f"{'The weather was fine. ' * 9}FastTrack was named. The report is wrong."
    assert not claims_in(text, title="Weather", facet="accuracy")


def test_who_calls_a_report_wrong_is_who_says_so() -> None:
    (found,) = claims_in('Microsoft called the FastTrack report "inaccurate".', facet="accuracy")
    assert found.speaker.organisation == "Microsoft"


@pytest.mark.parametrize(
    ("text", "accurate"),
    [
        ("A Microsoft spokesperson confirmed the FastTrack report.", True),
        ("Microsoft denies a report about FastTrack.", False),
    ],
)
def test_a_report_that_is_confirmed_or_denied(text: str, accurate: bool) -> None:
    (found,) = claims_in(text, facet="accuracy")
    assert isinstance(found.value, Accuracy)
    assert (found.value.accurate, found.speaker.organisation) == (accurate, "Microsoft")


VERDICTS = [
    pytest.param("He is wrong.", True, id="what somebody else calls wrong"),
    pytest.param("He is right.", False, id="or right"),
    pytest.param("He has 60 seats.", False, id="or says nothing of"),
]


@pytest.mark.parametrize(("verdict", "marked"), VERDICTS)
def test_what_is_rebutted_at_once_is_marked(verdict: str, *, marked: bool) -> None:
    text = f"A reseller told me that FastTrack moves public folders. {verdict}"
    assert {REBUTTED in c.triggers for c in claims_in(text, facet="scope")} == {marked}
