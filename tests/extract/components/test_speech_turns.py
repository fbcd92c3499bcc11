"""Paragraphs that begin with who speaks: whose words they are, where the text tells it."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import marks, read
from tests.extract.reading import claims_in

INTRO = "Lise Marsh looks after partners at Microsoft in Europe."
# Reason | introduction | turn | name | organisation | label; "-" where there is no report at all.
TABLE = f"""
surname | {INTRO} | Marsh: It opens on Monday. It is free. | Lise Marsh | Microsoft | indirect
in capitals | {INTRO} | MARSH: It opens on Monday. | Lise Marsh | Microsoft | indirect
a partner of the vendor | Lise Marsh is chief executive of Larkin Homes, a Microsoft partner. | Marsh: It opens on Monday. | Lise Marsh | Larkin Homes | indirect
a firm nobody declared | Lise Marsh is chief executive of Larkin Homes. | Marsh: It opens on Monday. | Lise Marsh | Larkin Homes | indirect
bold | {INTRO} | **Marsh:** It opens on Monday. | Lise Marsh | Microsoft | indirect
quoted | {INTRO} | Marsh: "It opens on Monday." | Lise Marsh | Microsoft | direct
after a time | {INTRO} | **9:44** Marsh: "It opens on Monday." | Lise Marsh | Microsoft | direct
of a program | Lise Marsh, who runs the FastTrack Center. | Marsh: It opens. | Lise Marsh | Microsoft | indirect
letter of an answer | {INTRO} | A: It opens on Monday. | Lise Marsh | Microsoft | indirect
handle | - | @marsh (manager, Microsoft): "It opens on Monday." | @marsh | Microsoft | direct
handle again | @marsh (manager, Microsoft): "Hi." | @marsh: "It opens on Monday." | @marsh | Microsoft | direct
by a first name | {INTRO} | Lise: It opens on Monday. | Lise Marsh | Microsoft | indirect
behind a label | {INTRO} | **Opening.** Marsh: it opens on Monday. | Lise Marsh | Microsoft | indirect
a label alone | {INTRO} | **Opening.** Monday: it is free. | - | - | -
told in brackets | Guests: Lise Marsh (Microsoft, Leeds). | Marsh: It is free. | Lise Marsh | Microsoft | indirect
a poster of no house | - | **marsh wrote:** It opens on Monday. | - | - | -
a post | - | Lise Marsh (Microsoft) wrote: It opens on Monday. | Lise Marsh | Microsoft | indirect
a post by a handle | - | lise_m (Microsoft) wrote: Hi all: it opens. | lise_m | Microsoft | indirect
handle alone | - | @marsh: "It opens on Monday." | - | - | -
one who left | Lise Marsh, who used to be at Microsoft, is back. | Marsh: It opens on Monday. | - | - | -
a partner of it | Lise Marsh, who runs a Microsoft partner. | Marsh: It is free. | Lise Marsh | partner | indirect
no person | Exchange Server is sold by Microsoft. | Server: It opens on Monday. | - | - | -
letter and first name | On the line from Microsoft: Lise Marsh (programs) and Carl Dahl. | **A (Lise):** It opens. | Lise Marsh | Microsoft | indirect
letter and second name of a list | On the line from Microsoft: Lise Marsh (programs) and Carl Dahl. | **A (Carl):** It opens. | Carl Dahl | Microsoft | indirect
who asks | - | **Q (Carl Dahl, Larkin Homes):** We have 90 seats. | Carl Dahl | Larkin Homes | indirect
an answer by nobody | - | A: It opens on Monday. | - | - | -
"""
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(
    ("introduction", "turn", "name", "organisation", "label"),
    [pytest.param(*row[1:], id=row[0]) for row in ROWS],
)
def test_whose_turn_it_is(
    introduction: str, turn: str, name: str, organisation: str, label: str
) -> None:
    text = turn if introduction == "-" else f"{introduction}\n\n{turn}"
    said = [m for m in marks(read(text), "speech") if m["start"] >= text.index(turn)]
    who = {(m["name"], m["organisation"], m["label"]) for m in said if m["organisation"]}
    assert who == ({(name, organisation, label)} if name != "-" else set())


def test_who_is_quoted_in_a_turn_counts_before_it() -> None:
    text = f"{INTRO}\n\nMarsh: It is free. Berg, a director at Foo Corp., said it ends in May."
    last = [m for m in marks(read(text), "speech") if m["end"] >= len(text) - 1]
    assert min(last, key=lambda m: m["end"] - m["start"])["organisation"] == "Foo Corp."


TITLES = [
    pytest.param("Q&A: Microsoft's Lise Marsh on FastTrack", "Lise Marsh", id="who is named"),
    pytest.param("Lise Marsh On What Comes Next", "Lise Marsh", id="in capitals"),
    pytest.param("What Marsh wants", "Lise Marsh", id="nobody in full: who is introduced"),
    pytest.param("Lise Marsh and Carl Dahl on FastTrack", None, id="two: either may answer"),
]


@pytest.mark.parametrize(("title", "who"), TITLES)
def test_whom_title_and_text_name_answers(title: str, who: str | None) -> None:
    told = (
        "Lise Marsh is a director of the FastTrack Center at Microsoft. Carl Dahl is at Foo Corp."
    )
    text = f"# {title}\n\n{told}\n\nQ: When?\n\nA: It opens on Monday."
    said = [m for m in marks(read(text, title=title), "speech") if m["start"] > len(told)]
    assert [m["name"] for m in said if m["organisation"]] == ([who] if who else [])


ASKED = "Who may come?\nWe take anybody.\n\nAnd when?\nWe open in May.\n\nFor free?\nIt is.\n\n"


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        pytest.param(f"{INTRO}\n\n{ASKED}", 3, id="an interview"),
        pytest.param(ASKED, 0, id="of nobody who is introduced"),
        pytest.param(f"{INTRO}\n\n{ASKED.replace('We', 'They')}", 0, id="about others"),
        pytest.param(f"{INTRO}\n\n{ASKED.partition('And')[0]}", 0, id="one question"),
    ],
)
def test_who_is_interviewed_answers(text: str, answers: int) -> None:
    said = [m for m in marks(read(text), "speech") if m["name"] == "Lise Marsh"]
    assert len(said) == answers


@pytest.mark.parametrize(
    ("introduction", "who"),
    [
        ("Lise Marsh is a director at Microsoft.", "Lise Marsh"),
        ("FastTrack Onboarding is a program of Microsoft.", "The Outlet"),
    ],
    ids=["a person", "a program is introduced in the same words"],
)
def test_a_word_for_an_answer_is_of_whom_the_text_introduces(introduction: str, who: str) -> None:
    text = f"{introduction}\n\nQ: Does FastTrack cover hybrid migrations?\n\nA: No."
    [claim] = claims_in(text, facet="scope")
    assert (claim.speaker.name or claim.speaker.organisation, claim.polarity) == (who, "deny")
    assert claim.quote.endswith("A: No.")


def test_whom_the_title_names_answers() -> None:
    title = "Ten minutes with Microsoft's Cyril Belikoff"
    said = [m for m in marks(read(ASKED, title=title), "speech") if m["name"]]
    assert {(m["name"], m["organisation"]) for m in said} == {("Cyril Belikoff", "Microsoft")}
    assert len(said) == 3


def test_whom_title_and_text_name_need_not_say_i_in_each_answer() -> None:
    told = "Ingrid Solheim, an analyst at Nordlys Research, follows Microsoft's FastTrack."
    asked = "Who may come?\nAny customer.\n\nAnd when?\nI think in May.\n\nFor free?\nFor the customer, yes.\n\n"
    title = "Five questions for Ingrid Solheim"
    said = [m for m in marks(read(f"{told}\n\n{asked}", title=title), "speech") if m["name"]]
    assert {(m["name"], m["organisation"]) for m in said} == {
        ("Ingrid Solheim", "Nordlys Research")
    }
    assert len(said) == 3
    assert not [m for m in marks(read(f"{told}\n\n{asked}"), "speech") if m["name"]]


def test_what_is_put_to_somebody_need_be_no_question() -> None:
    turns = ASKED.replace("And when?", "Resellers say that they still wait.")
    more = "And then?\nWe go on.\n\n"
    said = [m for m in marks(read(f"{INTRO}\n\n{turns}{more}"), "speech") if m["name"]]
    assert [m["name"] for m in said] == ["Lise Marsh"] * 4


@pytest.mark.parametrize(
    ("introduction", "turn", "name"),
    [
        ("Åsa Öberg leads onboarding at Microsoft.", "Öberg: It is free.", "Åsa Öberg"),
        (
            "With us is Paul Reed, a director at Microsoft.",
            "[00:00:22] PAUL: It is free.",
            "Paul Reed",
        ),
    ],
    ids=["a name with other letters", "a transcript with times"],
)
def test_turns_of_other_texts(introduction: str, turn: str, name: str) -> None:
    said = [m for m in marks(read(f"{introduction}\n\n{turn}"), "speech") if m["name"]]
    assert {(m["name"], m["organisation"]) for m in said} == {(name, "Microsoft")}
