"""A relation in words: the right claim of each side, every text clean and short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from monitor import sides
from monitor.interval import DaySpan
from monitor.sides import Told, kind_of, tell
from monitor.storage import Store, open_store
from monitor.types import Attribution, AttributionKind
from tests.builders import a_claim, a_relation, a_revision, a_speaker, keep_claims, keep_revision
from tests.digest.parts import Clock


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, clock=Clock()) as opened:
        yield opened


def keep(
    store: Store, name: str, kind: AttributionKind = "indirect", day: int = 1, **changes: Any
) -> str:
    """A claim of a document of its own; gives its key."""
    document = changes.pop("document", f"https://outlet.example/{name}")
    published = DaySpan.day(date(2014, 8, day))
    text = changes.pop("text", f"They need 150 seats or more, said {name}.")
    revision = keep_revision(
        store, a_revision(document=document, text=text, published=published, **changes)
    )
    claim = a_claim(revision, attribution=Attribution(a_speaker(), kind, "said", ("Outlet",)))
    keep_claims(store, claim)
    return claim.key


def told(store: Store, a: tuple[str, ...], b: tuple[str, ...], **changes: Any) -> Told:
    store.put_relations("slot-1", [a_relation(a=a, b=b, **changes)])
    (found,) = tell(store, (), store.relations())
    return found


def test_a_side_is_told_by_the_claim_that_the_explanation_is_about(store: Store) -> None:
    """Of a silent edit by the page that was edited, whoever said the same before it did."""
    a = keep(store, "elsewhere"), keep(store, "page"), keep(store, "later", day=2)
    b = keep(store, "other", day=3), keep(store, "page", day=3)
    place = f"2014-08-03 00001 000000000 {b[1]} 2014-08-01 00000 000000000 {a[1]}"
    found = told(store, a, b, place=place)
    assert (found.a.claim, found.a.more) == (a[1], 2)
    assert (found.b.claim, found.b.more) == (b[1], 1)


@pytest.mark.parametrize(
    ("kind", "first_hand"),
    [
        ("direct", True),
        ("indirect", True),
        ("document", True),
        ("outlet", False),
        ("hearsay", False),
    ],
)
def test_at_first_hand(store: Store, kind: AttributionKind, first_hand: bool) -> None:
    found = told(store, (keep(store, "one", kind),), (keep(store, "two", "hearsay"),))
    assert (found.a.first_hand, found.b.first_hand) == (first_hand, False)


def test_one_claim_at_first_hand_makes_the_side_so(store: Store) -> None:
    keys = (keep(store, "heard", "hearsay", day=1), keep(store, "said", "direct", day=2))
    assert told(store, keys, (keep(store, "other"),)).a.first_hand


def test_the_outlet_is_named_once(store: Store) -> None:
    found = told(store, (keep(store, "one", "outlet"),), (keep(store, "two"),))
    assert (found.a.outlet, found.a.voice) == ("The Outlet", "in its own voice")


def test_every_text_is_clean_and_short(store: Store) -> None:
    hostile = "150 seats or more\n\x1b[31m\u202e" + "x" * 2000
    one = keep(store, "one", text=hostile, publisher="The\nOutlet\x07" + "y" * 500)
    found = told(store, (one,), (keep(store, "two"),), explanation=hostile)
    assert found.explanation.startswith("150 seats or more [31mx")
    assert len(found.explanation) <= sides.LONGEST_EXPLANATION
    assert found.a.outlet.startswith("The Outlety")
    assert len(found.a.outlet) <= sides.LONGEST_LINE


@pytest.mark.parametrize(
    ("document", "link"),
    [
        pytest.param("https://x.example/a?b=1&c=2", "https://x.example/a?b=1&c=2", id="a page"),
        pytest.param("notes-of-a-call", None, id="an imported file"),
        pytest.param("https://x.example/" + "a" * 500, None, id="too long for any chat"),
    ],
)
def test_a_link_where_there_is_one(store: Store, document: str, link: str | None) -> None:
    found = told(store, (keep(store, "one", document=document),), (keep(store, "two"),))
    assert found.a.link == link


@pytest.mark.parametrize(
    ("changes", "kind", "headline"),
    [
        ({}, "contradiction", "Contradiction on threshold: program"),
        ({"kind": "tension"}, "tension", "Tension on threshold: program"),
        ({"kind": "revision"}, "revision", "Revision on threshold: program"),
        (
            {"kind": "revision", "silent": True},
            "silent-revision",
            "Silent revision on threshold: program",
        ),
    ],
)
def test_the_kind(store: Store, changes: dict[str, Any], kind: str, headline: str) -> None:
    found = told(store, (keep(store, "one"),), (keep(store, "two"),), **changes)
    assert (found.kind, found.headline) == (kind, headline)


def test_what_is_not_worth_telling_has_no_kind() -> None:
    with pytest.raises(ValueError, match="not worth telling"):
        kind_of(a_relation(kind="compatible"))


def test_what_is_gone_is_left_out(store: Store) -> None:
    store.put_relations("slot-1", [a_relation(a=(keep(store, "one"),), b=("gone",))])
    assert list(tell(store, (), store.relations())) == []
