"""What differs between two revisions, by sentence and by claim."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from monitor.compare.diff import diff_claims, diff_texts, sentences
from monitor.interval import NumberSpan
from monitor.types import Claim
from monitor.values import Quantity
from tests.builders import a_claim, a_revision, a_speaker

Change = tuple[str | None, str | None]

SENTENCES = [
    pytest.param("One. Two!  Three? ", ["One.", "Two!", "Three?"], id="by their ends"),
    pytest.param("“Yes.” She left.", ["“Yes.”", "She left."], id="the mark of a quote goes along"),
    pytest.param("At 2.15 p.m. on", ["At 2.15 p.m. on"], id="no capital follows"),
    pytest.param("# Head\n\n- one\n- two", ["# Head", "- one", "- two"], id="lines stay lines"),
    pytest.param("| a. B | c |", ["| a.", "B | c |"], id="a row may be cut, alike on both sides"),
    pytest.param("x " * 121, [" ".join("x" * 120), "x"], id="what is too long is cut"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


OLD = "It opened in May. Customers need 50 seats. Nobody else may join."
TEXTS: list[tuple[str, str, str, list[Change]]] = [
    ("nothing", OLD, OLD, []),
    ("only white space", OLD, OLD.replace(". ", ".\n\n"), []),
    (
        "a passage that only moved",
        OLD,
        "Nobody else may join. It opened in May. Customers need 50 seats.",
        [],
    ),
    ("one added", OLD, OLD + " Ask us.", [(None, "Ask us.")]),
    (
        "one removed",
        OLD,
        OLD.replace(" Nobody else may join.", ""),
        [("Nobody else may join.", None)],
    ),
    (
        "one edited",
        OLD,
        OLD.replace("50", "150"),
        [("Customers need 50 seats.", "Customers need 150 seats.")],
    ),
    (
        "one replaced by another of its own",
        OLD,
        OLD.replace("Nobody else may join.", "Prices rise in fall."),
        [("Nobody else may join.", None), (None, "Prices rise in fall.")],
    ),
    (
        "edited, and what stood around it moved",
        "A one. Customers need at least 50 seats. B two.",
        "B two. A one. Customers need at least 60 seats.",
        [("Customers need at least 50 seats.", "Customers need at least 60 seats.")],
    ),
    (
        "one went and came back edited elsewhere, twice: one edit, one added",
        "A one. Customers need at least 50 seats. B two.",
        "A one. B two. Customers need at least 60 seats. Customers need at least 60 seats.",
        [
            ("Customers need at least 50 seats.", "Customers need at least 60 seats."),
            (None, "Customers need at least 60 seats."),
        ],
    ),
    (
        "two of the same went, one came back edited elsewhere: the other is told",
        "A one. Customers need at least 50 seats. B two. Customers need at least 50 seats. C it.",
        "A one. B two. C it. Customers need at least 60 seats.",
        [
            ("Customers need at least 50 seats.", None),
            ("Customers need at least 50 seats.", "Customers need at least 60 seats."),
        ],
    ),
    ("one more of the same", "Ask us.", "Ask us. Ask us.", [(None, "Ask us.")]),
    ("all of it", "Old words.", "New text here.", [("Old words.", None), (None, "New text here.")]),
    ("a text that was empty", "", "Hello there.", [(None, "Hello there.")]),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS]
)
def test_texts(old: str, new: str, expected: list[Change]) -> None:
    assert [(change.old, change.new) for change in diff_texts(old, new)] == expected


def test_the_words_that_changed_are_marked_and_nothing_is_lost() -> None:
    (change,) = diff_texts(OLD, OLD.replace("50", "150"))
    assert change.words == (
        ("=", "Customers need "),
        ("-", "50"),
        ("+", "150"),
        ("=", " seats."),
    )
    for sign, whole in (("-", change.old), ("+", change.new)):
        assert "".join(text for mark, text in change.words if mark in ("=", sign)) == whole


HOSTILE = [
    pytest.param("x y.\n" * 100_000, "x y.\nz z\n" * 60_000, id="one line over and over"),
    pytest.param("A. " * 160_000, "B. A. " * 80_000, id="ends of sentences alone"),
    pytest.param("." + " " * 500_000, "x", id="white space"),
    pytest.param("x" * 500_000, "x" * 499_999 + "y", id="one word"),
    pytest.param("a.b-" * 120_000, "a.c-" * 120_000, id="marks and letters"),
]


@pytest.mark.parametrize(("old", "new"), HOSTILE)
def test_a_trap_takes_seconds_and_no_hours(old: str, new: str) -> None:
    begun = process_time()
    diff_texts(old, new)
    assert process_time() - begun < 30  # takes 2; with its square it would take many minutes


def claims(text: str, *values: tuple[str, int]) -> list[Claim]:
    revision = a_revision(text=text)
    return [
        a_claim(revision, quote=quote, value=Quantity(NumberSpan(low, None), "seat", "minimum"))
        for quote, low in values
    ]


BEFORE = claims("You need 50 seats to join. More.", ("You need 50 seats to join.", 50))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(
            claims("New. You need 50 seats to join.", ("You need 50 seats to join.", 50)),
            [],
            id="in another place of another text, it is the same",
        ),
        pytest.param(
            claims("You need 150 seats to join.", ("You need 150 seats to join.", 150)),
            [(True, True, ("value",))],
            id="the value in its sentence changed",
        ),
        pytest.param(
            claims("You do need 50 seats to join.", ("You do need 50 seats to join.", 50)),
            [(True, True, ("quote",))],
            id="only its sentence changed",
        ),
        pytest.param([], [(True, False, ())], id="it vanished"),
        pytest.param(
            claims("Nine are enough for it.", ("Nine are enough for it.", 9)),
            [(False, True, ()), (True, False, ())],
            id="another sentence: one went, one came",
        ),
    ],
)
def test_claims(after: list[Claim], expected: list[tuple[bool, bool, tuple[str, ...]]]) -> None:
    found = [
        (change.old is not None, change.new is not None, change.what)
        for change in diff_claims(BEFORE, after)
    ]
    assert sorted(found) == sorted(expected)


ONE = BEFORE[0]
HEARD = replace(ONE.attribution, kind="hearsay", chain=("The Outlet", "a partner"))


@pytest.mark.parametrize(
    ("now", "what"),
    [
        pytest.param(replace(ONE, modality="planned"), "modality", id="how firmly"),
        pytest.param(
            replace(ONE, attribution=replace(ONE.attribution, speaker=a_speaker(name="Ann"))),
            "speaker",
            id="who speaks",
        ),
        pytest.param(replace(ONE, attribution=HEARD), "attribution", id="at how many removes"),
        pytest.param(
            replace(ONE, attribution=replace(ONE.attribution, cue="claims")),
            "attribution",
            id="by which word",
        ),
        pytest.param(replace(ONE, reported_by="Another"), "reported_by", id="who reports it"),
        pytest.param(replace(ONE, published=None), "published", id="when it was published"),
    ],
)
def test_what_a_reread_may_read_otherwise_is_told(now: Claim, what: str) -> None:
    (change,) = diff_claims(BEFORE, [now])
    assert change.what == (what,)
