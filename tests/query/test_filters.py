"""The filters of `said`: the same on the command line, in a form, and in what programs read."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
import typer

from monitor.cli.app import app
from monitor.interval import NumberSpan
from monitor.query.filters import HELP, SAID, question_of
from monitor.query.said import Question
from monitor.types import AttributionKind, ClaimOrder, Modality
from tests.builders import NOON

CHOICES = {
    "kind": get_args(AttributionKind),
    "modality": get_args(Modality),
    "sort": get_args(ClaimOrder),
}


def test_each_is_an_option_of_the_command_with_the_same_words() -> None:
    command = typer.main.get_command(app).commands["said"]  # type: ignore[attr-defined]
    told = {one.name: one.help for one in command.params}
    assert {name: told[name] for name in HELP} == HELP


@pytest.mark.parametrize("one", [one for one in SAID if one.choices], ids=lambda one: one.name)
def test_choices_are_those_there_are(one: object) -> None:
    assert one.choices == CHOICES[one.name]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "question"),
    [
        pytest.param({}, Question(order="newest"), id="nothing asked, newest first"),
        pytest.param({"text": ["seats"]}, Question(text="seats", order="relevance"), id="words"),
        pytest.param({"text": [" "], "topic": [""]}, Question(order="newest"), id="empty fields"),
        pytest.param(
            {"value": [">=150"], "kind": ["direct", "hearsay"], "until": ["2014-08"]},
            Question(
                value=NumberSpan(150, None), kinds=("direct", "hearsay"), until=date(2014, 8, 31)
            ),
            id="a number, two kinds, the end of a month",
        ),
        pytest.param(
            {"text": ["x"], "anywhere": ["1"], "sort": ["oldest"]},
            Question(text="x", anywhere=True, order="oldest"),
            id="an order of one's own",
        ),
    ],
)
def test_what_a_form_asks(given: dict[str, list[str]], question: Question) -> None:
    assert question_of(given, NOON) == question


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"since": ["05/08/2014"]}, "since: not a date"),
        ({"value": ["many"]}, "value: not a number"),
        ({"sort": ["best"]}, "sort: no 'best'; there are: newest"),
        ({"topic": ["a", "b"]}, "topic is given 2 times"),
    ],
)
def test_a_mistake_names_its_filter(given: dict[str, list[str]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        question_of(given, NOON)
