"""Who says which words: speaker, cue, and how near to the words themselves we are."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import saying


@pytest.mark.parametrize(
    ("text", "name", "organisation"),
    [
        pytest.param(
            'Anna Berg, a Microsoft spokeswoman, said: "The program is open to all customers."',
            "Anna Berg",
            "Microsoft",
            id="apposition before the cue",
        ),
        pytest.param(
            '"The program is open to all customers," said Anna Berg, a Microsoft director.',
            "Anna Berg",
            "Microsoft",
            id="reversed, apposition behind",
        ),
        pytest.param(
            '"The program is open to all customers," Anna Berg of Microsoft said.',
            "Anna Berg",
            "Microsoft",
            id="reversed, name before the cue",
        ),
        pytest.param(
            "Anna Berg, who runs the program at Microsoft, says the program is open to all customers.",
            "Anna Berg",
            "Microsoft",
            id="relative clause between",
        ),
        pytest.param(
            "Anna Berg told partners on Monday that the program is open to all customers.",
            "Anna Berg",
            None,
            id="told somebody that",
        ),
        pytest.param(
            "According to Anna Berg, the program is open to all customers.",
            "Anna Berg",
            None,
            id="according to",
        ),
        pytest.param(
            "The program is open to all customers, according to Anna Berg of Microsoft.",
            "Anna Berg",
            "Microsoft",
            id="according to, at the end",
        ),
        pytest.param(
            "The program is open to all customers, Anna Berg said in an interview.",
            "Anna Berg",
            None,
            id="cue at the end",
        ),
        pytest.param(
            "Microsoft said the program is open to all customers.",
            None,
            "Microsoft",
            id="organisation itself",
        ),
        pytest.param(
            "Microsoft has confirmed that the program is open to all customers.",
            None,
            "Microsoft",
            id="auxiliary between",
        ),
        pytest.param(
            "The software giant confirmed that the program is open to all customers.",
            None,
            "Microsoft",
            id="the vendor by a noun",
        ),
        pytest.param(
            "A spokesperson said the program is open to all customers.",
            None,
            "Microsoft",
            id="a spokesperson",
        ),
        pytest.param(
            "A Microsoft spokesman said the program is open to all customers.",
            None,
            "Microsoft",
            id="its spokesman",
        ),
        pytest.param(
            "A spokesman for Microsoft said the program is open to all customers.",
            None,
            "Microsoft",
            id="spokesman for",
        ),
        pytest.param(
            "A spokeswoman for Larkfield Systems said the program is open to all customers.",
            None,
            "Larkfield Systems",
            id="an organisation not declared",
        ),
        pytest.param(
            '"The program is open to all customers," said Anna Berg, chief executive of Larkfield Systems.',
            "Anna Berg",
            "Larkfield Systems",
            id="a title at one not declared",
        ),
        pytest.param(
            "Larkfield Systems said the program is open to all customers.",
            None,
            "Larkfield Systems",
            id="one not declared, by itself",
        ),
        pytest.param(
            "Two Microsoft partners said the program is open to all customers.",
            None,
            "partner",
            id="partners",
        ),
        pytest.param(
            "One reseller in Ohio said the program is open to all customers.",
            None,
            "partner",
            id="a reseller",
        ),
        pytest.param(
            "Anna Berg, president of a partner in Ohio, said the program is open to all customers.",
            "Anna Berg",
            "partner",
            id="a partner by name",
        ),
        pytest.param(
            "A Microsoft field rep said the program is open to all customers.",
            None,
            "Microsoft",
            id="field rep",
        ),
        pytest.param(
            "Dr. Anna Berg said the program is open to all customers.",
            "Anna Berg",
            None,
            id="with a title",
        ),
        pytest.param(
            "Anna B. Berg said the program is open to all customers.",
            "Anna B. Berg",
            None,
            id="initial",
        ),
        pytest.param(
            "Jean-Luc O'Neill said the program is open to all customers.",
            "Jean-Luc O'Neill",
            None,
            id="two signs",
        ),
        pytest.param(
            "Ludwig van Bergen said the program is open to all customers.",
            "Ludwig van Bergen",
            None,
            id="particle",
        ),
        pytest.param(
            "José Núñez said the program is open to all customers.",
            "José Núñez",
            None,
            id="accents",
        ),
        pytest.param(
            "Chris Jackson said the program is open to all customers.",
            "Chris Jackson",
            "Microsoft",
            id="known",
        ),
    ],
)
def test_who_speaks(text: str, name: str | None, organisation: str | None) -> None:
    mark = saying(text, "is open")
    assert mark is not None
    assert (mark["name"], mark["organisation"]) == (name, organisation)
    assert mark["anonymous"] is False or name is None


@pytest.mark.parametrize(
    ("text", "label", "cue"),
    [
        pytest.param(
            '"The program is open to all customers," said Anna Berg.',
            "direct",
            None,
            id="quotation",
        ),
        pytest.param(
            "“The program is open to all customers,” said Anna Berg.",
            "direct",
            None,
            id="curly quotation",
        ),
        pytest.param(
            "Anna Berg said the program is open to all customers.",
            "indirect",
            "said",
            id="reported",
        ),
        pytest.param(
            "Anna Berg confirmed the program is open to all customers.",
            "indirect",
            "confirmed",
            id="confirmed",
        ),
        pytest.param(
            "Anna Berg announced that the program is open to all customers.",
            "indirect",
            "announced",
            id="that",
        ),
        pytest.param(
            "The program is open to all customers, according to Anna Berg.",
            "indirect",
            "according to",
            id="according to",
        ),
        pytest.param(
            "A slide deck says the program is open to all customers.",
            "document",
            "says",
            id="slide deck",
        ),
        pytest.param(
            "The memo stated that the program is open to all customers.",
            "document",
            "stated",
            id="memo",
        ),
        pytest.param(
            "According to a Microsoft document, the program is open to all customers.",
            "document",
            "According to",
            id="according to a document",
        ),
        pytest.param(
            "Sources said the program is open to all customers.", "hearsay", "said", id="sources"
        ),
        pytest.param(
            "People familiar with the matter said the program is open to all customers.",
            "hearsay",
            "said",
            id="familiar",
        ),
        pytest.param(
            "Partners are under the impression that the program is open to all customers.",
            "hearsay",
            "under the impression",
            id="belief",
        ),
        pytest.param(
            "Partners heard the program is open to all customers.", "hearsay", "heard", id="heard"
        ),
        pytest.param(
            "Anna Berg declined to say if the program is open to all customers.",
            "refusal",
            "declined to",
            id="no",
        ),
        pytest.param(
            "Microsoft would not comment on whether the program is open to all customers.",
            "refusal",
            "would not comment",
            id="would not comment",
        ),
    ],
)
def test_how_near_the_words_are(text: str, label: str, cue: str | None) -> None:
    mark = saying(text, "is open")
    assert mark is not None
    assert mark["label"] == label
    # The cue of a quotation stands with the report beside it.
    assert mark["cue"] == cue or label == "direct"
