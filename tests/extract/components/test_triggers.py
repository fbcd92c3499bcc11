"""How far the words reach that make a statement planned, hedged, rumoured or negated."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.components.parts import marks, misread, read


def covering(text: str, words: str) -> list[tuple[str, str]]:
    """(label, words) of every trigger in whose reach `words` stand."""
    place = text.index(words)
    return [
        (mark["label"], mark["words"].lower())
        for mark in marks(read(text), "triggers")
        if mark["from"] <= place < mark["to"] and not mark["start"] <= place < mark["end"]
    ]


@pytest.mark.parametrize(
    ("text", "words", "label", "trigger"),
    [
        pytest.param("It will open in May.", "open", "planned", "will", id="will"),
        pytest.param("It plans to open in May.", "open", "planned", "plans to", id="plans to"),
        pytest.param("It is set to open in May.", "open", "planned", "set to", id="set to"),
        pytest.param("It’ll open in May.", "open", "planned", "it’ll", id="'ll, curly"),
        pytest.param("It may open in May.", "open", "hedged", "may", id="may"),
        pytest.param("It could open in May.", "open", "hedged", "could", id="could"),
        pytest.param("It apparently opens in May.", "opens", "hedged", "apparently", id="adverb"),
        pytest.param("It opens in May, it seems.", "opens", "hedged", "it seems", id="backward"),
        pytest.param("It opens in May, I think.", "opens", "hedged", "i think", id="I think"),
        pytest.param("It reportedly opens in May.", "opens", "rumoured", "reportedly", id="rumour"),
        pytest.param("It opens in May, reportedly.", "opens", "rumoured", "reportedly", id="end"),
        pytest.param("Rumours of a start in May grow.", "start", "rumoured", "rumours", id="noun"),
        pytest.param("It will not open in May.", "open", "negated", "not", id="not"),
        pytest.param("It won't open in May.", "open", "negated", "won't", id="won't"),
        pytest.param("It won’t open in May.", "open", "negated", "won’t", id="won't, curly"),
        pytest.param("It no longer opens in May.", "opens", "negated", "no longer", id="no longer"),
        pytest.param("None of the sites open.", "sites", "negated", "none of", id="none of"),
        pytest.param("It opens without a partner.", "partner", "negated", "without", id="without"),
        pytest.param(
            "It will open in May,\nif all goes well.", "goes", "planned", "will", id="next line"
        ),
        pytest.param(
            "Neither mail nor files are moved.", "files", "negated", "nor", id="neither, nor"
        ),
    ],
)
def test_a_trigger_reaches(text: str, words: str, label: str, trigger: str) -> None:
    assert (label, trigger) in covering(text, words)


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        pytest.param("It opens in May. It will grow.", "opens", "planned", id="another sentence"),
        pytest.param("It opens in May and will grow.", "opens", "planned", id="forward only"),
        pytest.param("It may grow. It opens in May.", "opens", "hedged", id="sentence before"),
        pytest.param("It will grow, but it costs $5.", "costs", "planned", id="ended by but"),
        pytest.param(
            "It may grow, although it costs $5.", "costs", "hedged", id="ended by although"
        ),
        pytest.param(
            "It does not grow; it costs $5.",
            "costs",
            "negated",
            id="ended by ;",
        ),
        pytest.param(
            "It is not big, it costs $5.",
            "costs",
            "negated",
            id="another main clause",
            marks=misread("a comma between main clauses does not end the reach"),
        ),
        pytest.param(
            "It does not move files, which cost $5.", "cost", "negated", id="ended by which"
        ),
        pytest.param(
            "It opens in May, a month of rain.",
            "rain",
            "hedged",
            id="May, the month",
        ),
        pytest.param(
            "Not only mail but files are moved.",
            "mail",
            "negated",
            id="not only",
        ),
        pytest.param(
            "No doubt it opens in May.",
            "opens",
            "negated",
            id="no doubt",
        ),
        pytest.param(
            "It opens no later than May.",
            "May",
            "negated",
            id="no later than",
        ),
        pytest.param(
            "No matter what, it opens.",
            "opens",
            "negated",
            id="no matter",
        ),
        pytest.param("# It may grow\n\nIt opens in May.", "opens", "hedged", id="heading above"),
        pytest.param("- It may grow\n- It opens in May", "opens", "hedged", id="entry above"),
        pytest.param(
            "The will of Anna Berg was read.",
            "Berg",
            "planned",
            id="will, a noun",
            marks=misread("will, the noun, is taken for the verb"),
        ),
        pytest.param(
            "Anna Berg, no relation, said so.",
            "said",
            "negated",
            id="closed apposition",
            marks=misread("an apposition does not end the reach"),
        ),
    ],
)
def test_a_trigger_does_not_reach(text: str, words: str, label: str) -> None:
    assert label not in [found for found, _ in covering(text, words)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It will open, but perhaps not in May.", id="three in two clauses"),
        pytest.param("It may not open; sources say it never will.", id="both directions"),
        pytest.param("Not.", id="nothing to reach"),
    ],
)
def test_a_reach_holds_its_trigger_and_stays_in_the_sentence(text: str) -> None:
    doc = read(text)
    found = marks(doc, "triggers")
    assert found
    for mark in found:
        assert mark["from"] <= mark["start"] < mark["end"] <= mark["to"]
        assert any(_holds(sentence, mark) for sentence in marks(doc, "sentences"))


def _holds(sentence: dict[str, Any], mark: dict[str, Any]) -> bool:
    return bool(sentence["start"] <= mark["from"] and mark["to"] <= sentence["end"])
