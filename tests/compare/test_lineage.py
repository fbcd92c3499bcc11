"""Which sentence of a page was edited into which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, product
from typing import Any

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


def by_the_rule(earlier: Sequence[Claim], later: Sequence[Claim]) -> dict[str, str]:
    """Every pair held against every other: what a page of any usual size must give."""

    def like(old: Claim, new: Claim) -> float:
        one, two = (re.findall(r"\w+", claim.quote.lower()) for claim in (old, new))
        if one == two:
            return 2.0 if old.value == new.value else 1.0
        return SequenceMatcher(None, one, two, autojunk=False).ratio()

    ranked = sorted(
        (-like(old, new), abs(old.start - new.start), old.key, new.key)
        for old, new in product(earlier, later)
        if old.facet == new.facet and like(old, new) >= 0.67
    )
    found: dict[str, str] = {}
    for _, _, old_key, new_key in ranked:
        if new_key not in found and old_key not in found.values():
            found[new_key] = old_key
    return found


_WORDS = st.lists(st.sampled_from(["seats", "Seats", "plan", "of", "a", "this"]), max_size=5)
_SAID = st.tuples(_WORDS, st.integers(1, 3), st.sampled_from(["threshold", "price"]))


def _page(said: Sequence[tuple[list[str], int, str]], number: int) -> list[Claim]:
    sentences = [f"{' '.join(words)} {low}." for words, low, _ in said]
    revision = a_revision(text="\n".join([f"Page {number}", *sentences]))
    starts = accumulate((len(one) + 1 for one in sentences), initial=len("Page 0\n"))
    return [
        a_claim(
            revision,
            start=start,
            end=start + len(sentence),
            quote=sentence,
            facet=facet,
            value=Quantity(NumberSpan(low, None), "seat", "minimum"),
        )
        for sentence, start, (_, low, facet) in zip(sentences, starts, said, strict=False)
    ]


@given(st.lists(_SAID, max_size=8), st.lists(_SAID, max_size=8))
def test_a_page_of_usual_size_is_compared_pair_by_pair(before: Any, after: Any) -> None:
    earlier, later = _page(before, 0), _page(after, 1)
    assert lineage([earlier, later]) == by_the_rule(earlier, later)


@pytest.mark.parametrize(
    ("more", "added"),
    [
        pytest.param(1, 0, id="every sentence of a long page was edited"),
        pytest.param(0, 0, id="none was, and all are alike"),
        pytest.param(1, 3, id="some were added, too"),
    ],
)
def test_a_long_page_is_compared_place_by_place(more: int, added: int) -> None:
    """Pair by pair it takes a minute, inside the transaction that writes."""
    lines = [f"Plan {n} of the suite for small offices wants {n} seats." for n in range(400)]
    wanted = [line.replace("wants", "needs" if more else "wants") for line in lines]
    wanted[200:200] = [f"A new plan wants {n} seats, of another kind." for n in range(added)]
    earlier, later = _claims(lines, 0), _claims(wanted, 0)
    quotes = {claim.key: claim.quote for claim in (*earlier, *later)}
    found = {quotes[new]: quotes[old] for new, old in lineage([earlier, later]).items()}
    assert found == {line.replace("wants", "needs" if more else "wants"): line for line in lines}


@given(st.lists(st.lists(st.integers(1, 9), max_size=4, unique=True), max_size=4))
def test_every_claim_replaces_one_at_most_and_no_line_is_endless(pages: list[list[int]]) -> None:
    texts = [[f"You need at least {n} seats of this." for n in page] for page in pages]
    revisions = [_claims(text, number) for number, text in enumerate(texts)]
    found = lineage(revisions)
    assert len(set(found.values())) == len(found)
    for claims in revisions:
        for claim in claims:
            assert len(line_of(claim.key, found)) < len(pages)
