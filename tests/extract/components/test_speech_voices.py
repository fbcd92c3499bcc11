"""Voices that are hard to tell: unnamed ones, hearsay, denials, refusals, and the outlet's own."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import marks, read, saying


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        pytest.param("Anna Berg said the program is open to all customers.", False, id="named"),
        pytest.param(
            "Microsoft said the program is open to all customers.", False, id="an organisation"
        ),
        pytest.param(
            "A Microsoft spokesperson said the program is open to all customers.",
            False,
            id="an office",
        ),
        pytest.param(
            "One partner said the program is open to all customers.", True, id="one partner"
        ),
        pytest.param("Sources said the program is open to all customers.", True, id="sources"),
        pytest.param(
            "A partner, who asked not to be named, said the program is open to all customers.",
            True,
            id="asked not to be",
        ),
        pytest.param(
            "A Microsoft executive, speaking on condition of anonymity, said the program is open to all customers.",
            True,
            id="an executive who hides",
        ),
        pytest.param(
            "One person with knowledge of the plan said the program is open to all customers.",
            True,
            id="with knowledge of",
        ),
        pytest.param(
            "Anna Berg said the program is open to all customers. An executive, who asked not to be named, disagreed.",
            False,
            id="somebody else hides, elsewhere",
        ),
        pytest.param(
            "Anna Berg, owner of a partner in Ohio, said the program is open to all customers.",
            False,
            id="partner with name",
        ),
    ],
)
def test_who_stays_unnamed(text: str, anonymous: bool) -> None:
    mark = saying(text, "is open")
    assert mark is not None
    assert mark["anonymous"] is anonymous


@pytest.mark.parametrize(
    ("text", "organisation", "chain"),
    [
        pytest.param(
            "Microsoft reps told partners that the program is open to all customers, three partners said.",
            "Microsoft",
            ["partner"],
            id="reps told partners, who told us",
        ),
        pytest.param(
            "Partners said Microsoft reps told them that the program is open to all customers.",
            "Microsoft",
            ["partner"],
            id="the same, turned round",
        ),
        pytest.param(
            "Microsoft reps have told partners the program is open to all customers.",
            "Microsoft",
            ["partners"],
            id="listeners who pass it on",
        ),
        pytest.param(
            "A Microsoft spokesperson told us the program is open to all customers.",
            "Microsoft",
            [],
            id="told us: first hand",
        ),
        pytest.param(
            "Microsoft told reporters the program is open to all customers.",
            "Microsoft",
            [],
            id="told reporters: first hand",
        ),
    ],
)
def test_by_whose_mouth_it_came(text: str, organisation: str, chain: list[str]) -> None:
    mark = saying(text, "is open")
    assert mark is not None
    assert (mark["organisation"], mark["chain"]) == (organisation, chain)
    assert (mark["label"] == "hearsay") is bool(chain)


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        pytest.param(
            "Microsoft denied that the program is open to all customers.", True, id="denied"
        ),
        pytest.param(
            "Microsoft disputes that the program is open to all customers.", True, id="disputes"
        ),
        pytest.param(
            "A spokesman has rejected claims that the program is open to all customers.",
            True,
            id="rejected",
        ),
        pytest.param("Microsoft said the program is open to all customers.", False, id="said"),
        pytest.param(
            "Microsoft confirmed the program is open to all customers.", False, id="confirmed"
        ),
        pytest.param(
            "Microsoft has not denied that the program is open to all customers.",
            False,
            id="not denied",
        ),
    ],
)
def test_what_is_denied(text: str, denial: bool) -> None:
    mark = saying(text, "is open")
    assert mark is not None
    assert mark["denial"] is denial


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        pytest.param("Microsoft declined to say when it opens.", "Microsoft", id="declined to say"),
        pytest.param("Microsoft refused to comment on it.", "Microsoft", id="refused"),
        pytest.param("Microsoft did not respond by Friday.", "Microsoft", id="did not respond"),
        pytest.param("A spokesman for Microsoft had no comment.", "Microsoft", id="no comment"),
        pytest.param("A spokeswoman wouldn't say.", "Microsoft", id="wouldn't say"),
        pytest.param("Microsoft could not be reached.", "Microsoft", id="not reached"),
        pytest.param(
            "When asked, the company declined to give a date.",
            "Microsoft",
            id="the company",
        ),
    ],
)
def test_a_refusal_has_a_speaker_and_says_nothing(text: str, organisation: str) -> None:
    found = marks(read(text), "speech")
    assert [(mark["label"], mark["organisation"]) for mark in found] == [("refusal", organisation)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "The program is open to all customers to all from Monday.",
            "is open",
            id="a plain sentence",
        ),
        pytest.param(
            "Prices rose. Anna Berg said they would. The program is open to all customers.",
            "The program is",
            id="afterwards",
        ),
        pytest.param("The so-called “on-boarding” is open.", "on-boarding", id="scare quotes"),
        pytest.param('The file "setup.exe" is open to all.', "setup.exe", id="name of a file"),
        pytest.param(
            "All things told, the program is open to all customers.",
            "is open",
            id="told, and nobody tells",
        ),
        pytest.param(
            "Say the program is open to all customers: who would come?",
            "is open",
            id="say, and nobody says",
        ),
        pytest.param("The offer stated in May is open.", "is open", id="a participle"),
        pytest.param(
            "Prices rose, but Anna Berg said they would fall.", "Prices rose", id="clause before"
        ),
        pytest.param(
            "# Anna Berg said the program is open to all customers\n\nText.",
            "is open",
            id="a heading",
        ),
        pytest.param(
            "Related: Anna Berg said the program is open to all customers",
            "is open",
            id="furniture",
        ),
    ],
)
def test_what_the_outlet_says_itself(text: str, words: str) -> None:
    assert saying(text, words) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            'FastTrack Center said: "The program is open to all customers."',
            None,
            id="a program is no person",
        ),
        pytest.param(
            'The New York team said: "The program is open to all customers."',
            None,
            id="a place is no person",
        ),
        pytest.param(
            'Last Monday Microsoft said: "The program is open to all customers."',
            None,
            id="a weekday is none",
        ),
    ],
)
def test_capitals_alone_make_no_person(text: str, name: str | None) -> None:
    mark = saying(text, "is open")
    assert mark is None or mark["name"] is name
