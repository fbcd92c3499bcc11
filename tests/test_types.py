"""The nouns: keys that follow from content, and content that cannot be changed."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.interval import DaySpan, NumberSpan
from monitor.types import PAGE_BREAK, digest_of, worth_keeping
from monitor.values import Quantity
from tests.builders import NOON, a_claim, a_relation, a_revision, a_snapshot, a_speaker

_parts = st.lists(st.text(max_size=5) | st.integers() | st.none(), max_size=4)


@given(_parts, _parts)
def test_a_digest_names_its_parts_and_nothing_else(a: list[Any], b: list[Any]) -> None:
    assert (digest_of(*a) == digest_of(*b)) is (a == b)
    assert len(digest_of(*a)) == 16
    assert set(digest_of(*a)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(("ab", "c"), ("a", "bc"), id="where a part ends"),
        pytest.param(("1",), (1,), id="a number and its figures"),
        pytest.param((None,), ("null",), id="nothing and the word for it"),
        pytest.param((), ("",), id="no part and an empty one"),
        pytest.param(('a","b',), ("a", "b"), id="signs of the form it is written in"),
    ],
)
def test_digests_keep_apart(a: tuple[Any, ...], b: tuple[Any, ...]) -> None:
    assert digest_of(*a) != digest_of(*b)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({"rule": "threshold/2"}, True, id="a better rule"),
        pytest.param({"modality": "planned"}, True, id="another colour"),
        pytest.param({"observed": NOON + timedelta(1)}, True, id="seen again"),
        pytest.param(
            {"value": Quantity(NumberSpan(151, None), "seat", "minimum")}, False, id="value"
        ),
        pytest.param({"facet": "headcount"}, False, id="facet"),
        pytest.param({"component": None}, False, id="component"),
        pytest.param({"start": 0}, False, id="place"),
        pytest.param({"qualifiers": (("segment", "education"),)}, False, id="qualifier"),
        pytest.param({"topic": "another"}, False, id="topic"),
    ],
)
def test_the_key_of_a_claim_is_its_place_and_what_it_holds(
    changes: dict[str, Any], same: bool
) -> None:
    claim = a_claim()
    assert (replace(claim, **changes).key == claim.key) is same


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({"title": "Another title"}, True, id="title"),
        pytest.param({"published": DaySpan.day(date(2015, 1, 1))}, True, id="day"),
        pytest.param({"snapshot": "b" * 16}, True, id="the same text in other bytes"),
        pytest.param({"text": "Other words."}, False, id="text"),
        pytest.param({"document": "https://outlet.example/2"}, False, id="document"),
    ],
)
def test_the_key_of_a_revision_is_its_document_and_text(
    changes: dict[str, Any], same: bool
) -> None:
    revision = a_revision()
    assert (replace(revision, **changes).key == revision.key) is same


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({"status": 203}, True, id="status"),
        pytest.param({"headers": ()}, True, id="headers"),
        pytest.param({"body": b"other"}, False, id="body"),
        pytest.param({"observed": NOON + timedelta(seconds=1)}, False, id="moment"),
        pytest.param({"document": "https://outlet.example/2"}, False, id="document"),
    ],
)
def test_the_key_of_a_snapshot_is_document_body_and_moment(
    changes: dict[str, Any], same: bool
) -> None:
    snapshot = a_snapshot()
    assert (replace(snapshot, **changes).key == snapshot.key) is same


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({"a": ("c" * 16, "a" * 16)}, True, id="more evidence"),
        pytest.param({"explanation": "In other words."}, True, id="explanation"),
        pytest.param({"kind": "tension"}, False, id="kind"),
        pytest.param({"slot": "slot-2"}, False, id="slot"),
        pytest.param({"position_b": "500 seats"}, False, id="position"),
    ],
)
def test_the_key_of_a_relation_is_its_kind_and_positions(
    changes: dict[str, Any], same: bool
) -> None:
    relation = a_relation()
    assert (replace(relation, **changes).key == relation.key) is same


def test_hashes_are_of_the_bytes() -> None:
    assert a_snapshot(body=b"caf\xe9").sha256 == hashlib.sha256(b"caf\xe9").hexdigest()
    assert a_revision(text="café").text_sha256 == hashlib.sha256("café".encode()).hexdigest()


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        pytest.param(b"<p>one</p>", (b"<p>one</p>",), id="one page"),
        pytest.param(
            b"one" + PAGE_BREAK % b"https://outlet.example/2" + b"two", (b"one", b"two"), id="two"
        ),
        pytest.param(b"", (b"",), id="nothing"),
        pytest.param(b"<!-- monitor: next page -->", (b"<!-- monitor: next page -->",), id="alike"),
    ],
)
def test_the_pages_of_a_snapshot(body: bytes, pages: tuple[bytes, ...]) -> None:
    assert a_snapshot(body=body).pages == pages


def test_headers_are_found_whatever_their_case() -> None:
    snapshot = a_snapshot(headers=(("Content-Type", "text/html"), ("ETAG", "one"), ("etag", "two")))
    assert snapshot.header("content-type") == "text/html"
    assert snapshot.header("ETag") == "one"
    assert snapshot.header("Age") is None


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(a_snapshot(), id="snapshot"),
        pytest.param(a_revision(), id="revision"),
        pytest.param(a_claim(), id="claim"),
        pytest.param(a_speaker(), id="speaker"),
        pytest.param(a_relation(), id="relation"),
    ],
)
def test_nothing_can_be_changed_and_all_can_be_a_key(thing: Any) -> None:
    name = next(iter(thing.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, None)
    assert {thing: 1}[replace(thing)] == 1


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        pytest.param("content-type", True, id="what tells of the page"),
        pytest.param("Set-Cookie", False, id="a cookie"),
        pytest.param("set-cookie2", False, id="one as it was once set"),
        pytest.param("X-Monitor-Publisher", False, id="what only we may write"),
    ],
)
def test_what_is_kept_of_the_headers_that_came(header: str, kept: bool) -> None:
    assert worth_keeping(header) is kept
