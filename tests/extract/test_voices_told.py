"""Whose word a statement is: pages, people asked, people heard of, and what passes it on."""

from __future__ import annotations

import pytest

from monitor.types import Claim
from tests.extract.reading import claims_in

OURS = ("outlet", "The Outlet")
# Why, the sentence, how the word came here, whose it is.
TOLD = [
    (
        "who runs it",
        '"FastTrack takes 50 seats," said Ann Moss, who heads the program.',
        "direct",
        "Microsoft",
    ),
    (
        "who runs it, introduced before",
        'Ann Moss, who heads the program, came on. "FastTrack takes 50 seats," she said.',
        "direct",
        "Microsoft",
    ),
    (
        "what is told of reports",
        "A Microsoft spokesman told The Daily that reports of a 250-seat minimum for FastTrack are wrong.",
        "indirect",
        "Microsoft",
    ),
    (
        "whom somebody depends on",
        '"FastTrack takes 150 seats," said one, unnamed because he depends on Microsoft.',
        "direct",
        None,
    ),
    (
        "behind whom it is according to",
        "It starts on April 1, according to Ann Moss of Microsoft, and FastTrack will take 100 seats.",
        "indirect",
        "Microsoft",
    ),
    (
        "what is paid per seat",
        "A Microsoft spokesperson said the per-seat payment for FastTrack partners is $15.",
        "indirect",
        "Microsoft",
    ),
    (
        "rules are no verb",
        'Microsoft said the eligibility rules "have not changed" and that FastTrack takes 150 seats.',
        "indirect",
        "Microsoft",
    ),
    (
        "what I would say is nobody's report",
        "If I had to bet, I'd say FastTrack takes 25 seats.",
        *OURS,
    ),
    (
        "behind a label",
        "Update: Ann Moss of Microsoft wrote back and says FastTrack takes 150 seats.",
        "indirect",
        "Microsoft",
    ),
    # Papers, whatever their verb.
    (
        "keeps",
        "The fine print on the site keeps FastTrack for those with 150 seats or more.",
        "document",
        "Microsoft",
    ),
    ("reads", 'The FastTrack benefit page now reads "150 or more seats."', "document", "Microsoft"),
    (
        "an opening without a comma",
        "As of this morning the FastTrack page still talks about a minimum of 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "read it and",
        "Read the FastTrack page and the minimum is 50 seats.",
        "document",
        "Microsoft",
    ),
    (
        "stands on it",
        "On the FastTrack website, the minimum is given as 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "the vendor's own",
        "Microsoft's own documentation asks for 150 licenses for FastTrack.",
        "document",
        "Microsoft",
    ),
    (
        "in a relative clause",
        "A Microsoft spokesman pointed to the FastTrack page, which says 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "as it has it",
        "The FastTrack minimum is 150 seats, as the service description has it.",
        "document",
        "Microsoft",
    ),
    (
        "shown to dealers, in a participle",
        "A slide shown to partners in July gave 150 seats as the minimum for FastTrack.",
        "document",
        "Microsoft",
    ),
    (
        "handed out",
        "A PDF handed out to partners says FastTrack starts on September 1.",
        "document",
        "Microsoft",
    ),
    (
        "from one to others",
        "A letter from Microsoft to its partners states that FastTrack needs 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "a name that only sounds like dealers",
        "A post on the Microsoft Partner Network says FastTrack needs 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "who came by it did not write it",
        "A document obtained by CRN says FastTrack requires 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "nor who has seen it",
        "A memo CRN has seen says FastTrack needs 150 seats.",
        "document",
        "Microsoft",
    ),
    (
        "another firm's paper",
        "Contoso's FAQ asks for 150 seats for FastTrack.",
        *OURS,
    ),
    (
        "a partner speaks behind it",
        "The FastTrack page is down, while customers need 150 seats.",
        *OURS,
    ),
    # A figure is a statement behind verbs that are none of speaking.
    (
        "put it at",
        "Jane Doe, a director at Microsoft, put the FastTrack minimum at 150 seats.",
        "indirect",
        "Microsoft",
    ),
    (
        "gave it as",
        "On Tuesday, Jane Doe of Microsoft gave 150 seats as the FastTrack minimum.",
        "indirect",
        "Microsoft",
    ),
    (
        "what is given is no word",
        "Microsoft gave partners a FastTrack program that needs 150 seats.",
        *OURS,
    ),
    (
        "quoted to the writer",
        "Our Microsoft rep quoted us a FastTrack minimum of 250 seats.",
        "hearsay",
        "Microsoft",
    ),
    # People whom the writer knows.
    (
        "no firm of that name",
        "Our CSAM says FastTrack starts at the end of September.",
        "hearsay",
        "Microsoft",
    ),
    (
        "another letter word",
        "Our LSP says FastTrack needs 250 seats.",
        "hearsay",
        "partner",
    ),
    (
        "a contraction is a clause",
        "My partner manager swears it's 150 seats for FastTrack.",
        "hearsay",
        "Microsoft",
    ),
    ("support", "The support chat told me FastTrack takes 50 seats.", "indirect", "Microsoft"),
    (
        "support alone",
        'When I asked about FastTrack, support replied: "You need 150 seats."',
        "direct",
        "Microsoft",
    ),
    (
        "asked and answered",
        "I asked our account manager about FastTrack and he said it needs 150 seats.",
        "indirect",
        "Microsoft",
    ),
    (
        "called and answered",
        "I called Microsoft support. They told me that FastTrack needs 150 seats.",
        "indirect",
        "Microsoft",
    ),
    # Who was told, and by whom.
    (
        "told by",
        "One partner was told by a Microsoft rep that the FastTrack minimum was 250 seats.",
        "hearsay",
        "Microsoft",
    ),
    (
        "told by, to the writer",
        "We were told by Microsoft that FastTrack needs 150 seats.",
        "indirect",
        "Microsoft",
    ),
    (
        "informed by",
        "Partners were informed by Microsoft that FastTrack needs 150 seats.",
        "indirect",
        "Microsoft",
    ),
    (
        "heard from",
        "We heard from our Microsoft account team that FastTrack will start in October.",
        "hearsay",
        "Microsoft",
    ),
    (
        "had it from",
        "One partner had it from his Microsoft manager that FastTrack starts in October.",
        "hearsay",
        "Microsoft",
    ),
    ("nobody told it", "We have been told FastTrack needs 150 seats.", *OURS),
    (
        "a chief executive in an apposition",
        "Joe Smith, CEO of CloudCo, said FastTrack needs 150 seats.",
        "indirect",
        "CloudCo",
    ),
    # The noun of what is said, with its owner.
    (
        "line",
        "Microsoft's line is that FastTrack is for customers with 150 seats or more.",
        "indirect",
        "Microsoft",
    ),
    (
        "word from",
        "Word from Redmond is that FastTrack starts in January.",
        "indirect",
        "Microsoft",
    ),
    ("per", "Per Microsoft's Jane Doe, FastTrack starts in September.", "indirect", "Microsoft"),
    ("per is no preposition of sums", "FastTrack pays $15 per seat, per customer.", *OURS),
    # For whom somebody works.
    ("at", "Chris at Microsoft tells us FastTrack starts in October.", "indirect", "Microsoft"),
    (
        "whose place alone is told",
        "A clerk at Microsoft told us FastTrack starts in October.",
        "indirect",
        "Microsoft",
    ),
    (
        "somebody of the program",
        "Somebody from the FastTrack team told us it starts in October.",
        "indirect",
        "Microsoft",
    ),
    (
        "whose town alone is told",
        "A clerk from Boston told us FastTrack starts in October.",
        "indirect",
        None,
    ),
    (
        "an office in the program",
        "Lise Marchetti, a FastTrack director, said it would start September 1.",
        "indirect",
        "Microsoft",
    ),
    (
        "in charge of it",
        "Lise Marchetti, then in charge of FastTrack in Europe, put the start at September 1.",
        "indirect",
        "Microsoft",
    ),
    (
        "only writes about it",
        "Lise Marchetti, a FastTrack blogger, said it would start September 1.",
        "indirect",
        None,
    ),
    (
        "introduced before a colon",
        'Lise Marchetti, FastTrack program manager: "We start migrations on September 1."',
        "direct",
        "Microsoft",
    ),
    (
        "to say",
        "A Microsoft spokeswoman called back to say that FastTrack needs 150 seats.",
        "indirect",
        "Microsoft",
    ),
    (
        "the company's",
        "A company executive said FastTrack would start September 1.",
        "indirect",
        "Microsoft",
    ),
]


def told(text: str) -> set[tuple[str, str | None]]:
    found: tuple[Claim, ...] = claims_in(text, topic="office365-fasttrack")
    facets = ("threshold", "timing", "funding")
    return {(c.attribution.kind, c.speaker.organisation) for c in found if c.facet in facets}


@pytest.mark.parametrize(
    ("text", "kind", "organisation"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD]
)
def test_whose_word_it_is(text: str, kind: str, organisation: str | None) -> None:
    assert told(text) == {(kind, organisation)}


def test_what_dealers_had_been_told_still_holds() -> None:
    """ "Had been told" is no "had been": nothing says that it ended."""
    (found,) = claims_in("Partners said they had been told that FastTrack needs 250 seats.")
    assert found.qualifiers == ()


NEXT = [
    pytest.param(
        "Ann Moss of Microsoft talked about FastTrack. Resellers object. "
        '"FastTrack takes at least 50 seats," said one.',
        None,
        id="one of several is no other one",
    ),
    pytest.param(
        "Karl Voss said his rep told him FastTrack takes 250 seats. "
        '"Now FastTrack takes at least 50 seats," he said.',
        "Karl Voss",
        id="he is who told of a rep, and not the rep",
    ),
    pytest.param(
        "Karl Voss said he knew nothing. A Microsoft spokeswoman declined to comment. "
        "She said FastTrack takes at least 50 seats.",
        None,
        id="she is who declined to comment",
    ),
]


@pytest.mark.parametrize(("text", "name"), NEXT)
def test_whom_a_pronoun_means(text: str, name: str | None) -> None:
    found = next(c for c in claims_in(text, facet="threshold") if "least 50" in c.quote)
    assert found.speaker.name == name


def test_it_is_the_organisation_that_somebody_quotes() -> None:
    text = (
        "A partner said Microsoft told him FastTrack takes 250 seats. "
        "It also said FastTrack covers email only."
    )
    (found,) = claims_in(text, facet="scope")
    assert found.speaker.organisation == "Microsoft"
