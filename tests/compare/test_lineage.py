"""Which sentence of a page was edited into which."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.lineage import line_of, lineage
from monitor.interval import NumberSpan
from monitor.types import Claim
from monitor.values import Quantity
from tests.builders import a_claim, a_revision

TABLE: list[tuple[str, list[str], list[str], list[tuple[str, str]]]] = [
    (
        "a number was changed",
        ["You need at least 50 seats of a plan on this list."],
        ["You need at least 150 seats of a plan on this list."],
        [("150", "50")],
    ),
    (
        "a part of the program was named that was not named before",
        ["You need at least 50 seats of a plan on this list."],
        ["You need at least 150 seats of a plan on this list for the app service."],
        [("150", "50")],
    ),
    (
        "a sentence that stays goes on as itself, and its neighbour is new",
        ["You need at least 50 seats of a plan on this list."],
        [
            "You need at least 50 seats of a plan on this list.",
            "You need at least 500 seats of a plan on this list.",
        ],
        [("50", "50")],
    ),
    (
        "another sentence of like words is no edit",
        ["You need at least 50 seats of a plan on this list."],
        ["Schools bring at least 150 seats, and pay for each of them."],
        [],
    ),
]


def _claims(sentences: Sequence[str], number: int) -> list[Claim]:
    revision = a_revision(document="https://vendor.example/page", text="\n".join(sentences))
    found = []
    for sentence in sentences:
        low = int(next(word for word in sentence.split() if word.isdigit()))
        start = revision.text.index(sentence)
        found.append(
            a_claim(
                revision,
                start=start,
                end=start + len(sentence),
                quote=sentence,
                value=Quantity(NumberSpan(low, None), f"seat{number}", "minimum"),
            )
        )
    return found


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_edits(before: list[str], after: list[str], expected: list[tuple[str, str]]) -> None:
    earlier, later = _claims(before, 0), _claims(after, 1)
    low = {claim.key: str(claim.value.span.low) for claim in (*earlier, *later)}  # type: ignore[union-attr]
    found = lineage([earlier, later])
    assert sorted((low[new], low[old]) for new, old in found.items()) == expected


def test_a_line_goes_back_over_several_revisions() -> None:
    texts = [f"You need at least {n} seats of a plan on this list." for n in (50, 100, 150)]
    revisions = [_claims([text], number) for number, text in enumerate(texts)]
    [first], [second], [third] = revisions
    assert line_of(third.key, lineage(revisions)) == (second.key, first.key)


@given(st.lists(st.lists(st.integers(1, 9), max_size=4, unique=True), max_size=4))
def test_every_claim_replaces_one_at_most_and_no_line_is_endless(pages: list[list[int]]) -> None:
    texts = [[f"You need at least {n} seats of this." for n in page] for page in pages]
    revisions = [_claims(text, number) for number, text in enumerate(texts)]
    found = lineage(revisions)
    assert len(set(found.values())) == len(found)
    for claims in revisions:
        for claim in claims:
            assert len(line_of(claim.key, found)) < len(pages)
