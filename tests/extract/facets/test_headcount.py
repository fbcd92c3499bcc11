"""How many people work for the program, however it is put, and whose people are none of it."""

from __future__ import annotations

import pytest

from monitor.wording import value_in_words
from tests.extract.reading import claims_in


def people_in(text: str) -> list[str]:
    """The headcounts of a text, in words."""
    return [value_in_words(claim) for claim in claims_in(text, facet="headcount")]


STAFF = [
    ("a team numbers", "The FastTrack team numbers 220 today.", "220 persons"),
    ("a team of", "Microsoft has a standing FastTrack team of roughly 400.", "400 persons"),
    ("a headcount", "FastTrack's headcount stands at 900.", "900 persons"),
    ("strong", "The 900-strong FastTrack team is based in Dublin.", "900 persons"),
    ("will reach", "The FastTrack crew will reach 300 by Christmas.", "300 persons"),
    ("of a named firm", "FastTrack has 800 people.", "800 persons"),
    ("more than before", "FastTrack is a team of 800 people, up from 500.", "800 persons"),
    ("who work for it", "Some 300 people work for FastTrack.", "300 persons"),
    ("put on it", "Microsoft puts 400 engineers on FastTrack.", "400 engineers"),
    (
        "hired, left without a word for them",
        "Microsoft hired another 200 for FastTrack.",
        "200 persons",
    ),
    ("employed", "Microsoft employs 450 in its FastTrack center.", "450 persons"),
    ("a team that shrank", "The FastTrack team is down to 300 from 500.", "300 persons"),
    ("there", "FastTrack sits in Fargo. Headcount there will rise to 900.", "900 persons"),
    ("their number", "The number of FastTrack engineers has doubled to 400.", "400 persons"),
    ("set beside", "FastTrack engineers, some 1,200 of them, work in shifts.", "1,200 engineers"),
    ("of us", "There are 500 of us on the FastTrack team, Microsoft says.", "500 persons"),
    (
        "an answer behind another sentence",
        "How big is the FastTrack team? It varies. About 400 at the moment.",
        "400 persons",
    ),
    (
        "an answer that is told",
        "He did not say how many specialists FastTrack has. A colleague put it at 350.",
        "350 specialists",
    ),
    (
        "a guess behind a word for them",
        "How big is the FastTrack team? We would put it at 1,000 to 1,200.",
        "1,000 to 1,200 persons",
    ),
    (
        "between two numbers",
        "At FastTrack they put the number of engineers at somewhere between 300 and 500.",
        "300 to 500 persons",
    ),
    (
        "an answer",
        "How many engineers does FastTrack have? North of 500, and more would help.",
        "501 engineers or more",
    ),
    (
        "a question that is told",
        "Someone asks how many FastTrack engineers there are. About 500, she says.",
        "500 engineers",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in STAFF], ids=[row[0] for row in STAFF]
)
def test_people_of_the_program(text: str, expected: str) -> None:
    assert people_in(text) == [expected]


OTHERS = [
    ("a product's number", "Buy Windows 10 and FastTrack engineers will come."),
    ("a university's", "Our university has 620 staff and asked the FastTrack team."),
    ("a partner's", "Northgate, a FastTrack partner, has 300 consultants."),
    ("his own", "He employs 32 consultants and fears FastTrack."),
    ("a firm's, beside its name", "Acme, a consultancy with 140 staff, is a FastTrack partner."),
    ("we, a partner", '"We employ 40 consultants," said a FastTrack partner.'),
    ("our company", "Our company has 85 engineers who know FastTrack."),
    ("a customer's", "FastTrack moved a firm of 300 people in a week."),
    ("a customer's, in front", "With 3,400 employees, Lind Foods asked the FastTrack team."),
    ("customers in general", "The FastTrack team serves firms with 250 to 3,000 employees."),
    ("listeners", "About 80 people heard the FastTrack talk."),
    ("those who came", "4,000 people came to hear of FastTrack."),
]


@pytest.mark.parametrize("text", [row[1] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_people_of_somebody_else(text: str) -> None:
    assert people_in(text) == []
