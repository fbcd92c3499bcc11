"""From a text to its claims: what is said, by whom, how firmly; and what is no claim."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.claims import extractor_of
from monitor.values import to_json
from tests.builders import a_revision
from tests.extract.reading import claims_in, extractor, shipped

NOTHING = [
    ("a rate break", "FastTrack funding is $15 per seat up to 1,000 seats.", "threshold"),
    ("a file size", "FastTrack skips files of 15 GB or more.", "threshold"),
    ("an example", "Take a FastTrack partner with 300 seats or more, for example.", "threshold"),
    (
        "another program",
        "CloudStart, a distributor's own program, starts at 25 seats.",
        "threshold",
    ),
    ("a question", "Does FastTrack need at least 150 seats?", "threshold"),
    ("when somebody spoke", "Partners told us about FastTrack last month.", "timing"),
    ("a purchase condition", "Customers who bought FastTrack seats before 9/1/2017.", "timing"),
    ("a mere mention", "Partners asked about hybrid migrations and FastTrack.", "scope"),
    ("a refusal", "Microsoft declined to say if FastTrack covers public folders.", "scope"),
    ("furniture", "Related: FastTrack now needs at least 500 seats", "threshold"),
]


@pytest.mark.parametrize(
    ("text", "facet"), [row[1:] for row in NOTHING], ids=[r[0] for r in NOTHING]
)
def test_no_claim(text: str, facet: str) -> None:
    assert [to_json(c.value) for c in claims_in(text) if c.facet == facet] == []


SPEAKERS = [
    (
        "a spokesperson, reported",
        "FastTrack needs at least 150 seats, a Microsoft spokesperson said.",
        ("Microsoft", False, "indirect", "asserted"),
    ),
    (
        "a partner without a name, quoted",
        '"FastTrack needs at least 150 seats," one partner told The Outlet.',
        ("partner", True, "direct", "asserted"),
    ),
    (
        "reps to partners to the outlet",
        "Microsoft reps told partners that FastTrack needs at least 150 seats, sources said.",
        ("Microsoft", True, "hearsay", "rumoured"),
    ),
    (
        "the outlet's own voice",
        "FastTrack needs at least 150 seats.",
        ("The Outlet", False, "outlet", "asserted"),
    ),
    (
        "a plan",
        "FastTrack will be open to deals of at least 150 seats.",
        ("The Outlet", False, "outlet", "planned"),
    ),
    (
        "a hedge",
        "Apparently FastTrack needs at least 150 seats.",
        ("The Outlet", False, "outlet", "hedged"),
    ),
    (
        "carried over by a pronoun",
        "The FastTrack team met us, a Microsoft spokeswoman said. "
        "FastTrack needs at least 150 seats, she added.",
        ("Microsoft", False, "indirect", "asserted"),
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in SPEAKERS], ids=[row[0] for row in SPEAKERS]
)
def test_speaker_and_modality(text: str, expected: tuple[str, bool, str, str]) -> None:
    [claim] = [c for c in claims_in(text) if c.facet == "threshold"]
    speaker = claim.speaker
    assert (
        speaker.organisation,
        speaker.anonymous,
        claim.attribution.kind,
        claim.modality,
    ) == expected


def test_a_vendor_page_speaks_for_the_vendor() -> None:
    text = "You need at least 150 licenses for the FastTrack benefit."
    [claim] = [
        c
        for c in claims_in(text, organisation="Microsoft", publisher="Docs")
        if c.facet == "threshold"
    ]
    assert (claim.speaker.organisation, claim.attribution.kind) == ("Microsoft", "document")


def test_a_document_about_something_else_yields_nothing() -> None:
    text = "Our bakery needs at least 150 seats. It opens on Sept. 1 and coffee is free."
    assert claims_in(text, title="A bakery opens") == ()


@pytest.mark.parametrize(
    ("title", "facets"),
    [("What partners hear about FastTrack", ["threshold"]), ("What partners hear", [])],
    ids=["the title alone names the program", "nothing names it, so nothing is read"],
)
def test_a_document_that_names_no_program_is_not_read(title: str, facets: list[str]) -> None:
    claims = claims_in("The service requires at least 150 seats of every customer.", title=title)
    assert [claim.facet for claim in claims] == facets


def test_a_list_under_a_denial_denies_each_entry() -> None:
    text = "FastTrack does not migrate:\n\n- public folders\n- PST files\n"
    scope = {to_json(c.value)["item"]: c for c in claims_in(text) if c.facet == "scope"}
    assert {name: claim.polarity for name, claim in scope.items()} == {
        "public-folder-migration": "deny",
        "client-side-data": "deny",
    }


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                [
                    "FastTrack",
                    "150 seats or more",
                    '"',
                    "said",
                    "Sept. 1",
                    "- ",
                    "| 5 | 6 |",
                    "\n\n",
                    "$15",
                ]
            ),
        ),
        max_size=25,
    )
)
def test_whatever_the_text_every_quote_is_verbatim(parts: list[str]) -> None:
    text = " ".join(parts)
    for claim in claims_in(text):
        assert text[claim.start : claim.end] == claim.quote


def test_reading_twice_gives_the_same() -> None:
    text = "FastTrack needs at least 150 seats, Microsoft said. It starts on Sept. 1."
    assert claims_in(text) == claims_in(text)
    assert extractor() is extractor()


class TestAtHand:
    """Compiling the words takes most of a second, so an extractor is used again."""

    def test_the_same_words_are_read_by_the_same(self) -> None:
        config = shipped()
        assert extractor_of(replace(config, sources=())) is extractor_of(config)

    @pytest.mark.parametrize(
        "changed",
        [
            pytest.param({"people": ()}, id="nobody known by name"),
            pytest.param({"organisations": ()}, id="no organisation"),
            pytest.param({"topics": shipped().topics[:1]}, id="one topic"),
        ],
    )
    def test_other_words_want_another(self, changed: dict[str, Any]) -> None:
        config = replace(shipped(), **changed)
        before = extractor_of(shipped())
        assert extractor_of(config) is not before
        assert extractor_of(config).config == config

    def test_threads_may_share_it(self) -> None:
        revisions = [a_revision(text=f"FastTrack needs at least {n} seats.") for n in range(10, 50)]
        shared = extractor_of(shipped())
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(shared.claims, revisions))
        assert found == [extractor().claims(revision) for revision in revisions]
        assert all(found)
