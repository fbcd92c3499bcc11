"""Which two revisions an edit lies between, also where a page went back to an older text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.errors import NotFoundError
from monitor.interval import DaySpan
from monitor.query.edits import edit_of
from monitor.storage import Store, open_store
from tests.builders import a_revision, a_snapshot

PAGE = "https://outlet.example/page"
FIRST = datetime(2014, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


def seen(store: Store, texts: str, *, dated: dict[str, date] | None = None) -> dict[str, str]:
    """Keep a page that was seen day by day with these texts; returns the key of each text."""
    keys = {}
    for number, text in enumerate(texts):
        at = FIRST + timedelta(days=number)
        snapshot = a_snapshot(document=PAGE, body=f"{number}{text}".encode(), observed=at)
        store.add_snapshot(snapshot)
        published = DaySpan.day((dated or {}).get(text, date(2014, 8, 1)))
        revision = a_revision(snapshot, text=f"Text {text}.", published=published, observed=at)
        store.add_revision(revision)
        keys[text] = revision.key
    return keys


def told(store: Store, keys: dict[str, str], later: str | None = None) -> str:
    """The texts of the edit, "AC" for one from A to C."""
    edit = edit_of(store, PAGE, later=keys[later] if later else None)
    names = {key: text for text, key in keys.items()}
    return names[edit.old.key] + names[edit.new.key]


EDITS = [
    pytest.param("AB", None, "AB", id="one edit"),
    pytest.param("ABC", None, "BC", id="the last of two"),
    pytest.param("ABAC", None, "AC", id="it had gone back before"),
    pytest.param("ABA", None, "BA", id="it has gone back"),
    pytest.param("ABCA", None, "CA", id="it has gone back over two"),
    pytest.param("ABCB", None, "CB", id="it has gone back to the second"),
    pytest.param("AABB", None, "AB", id="seen again as it was"),
    pytest.param("ABAC", "B", "AB", id="what a named one replaced"),
    pytest.param("ABAC", "C", "AC", id="and so where it had gone back"),
]


@pytest.mark.parametrize(("texts", "later", "expected"), EDITS)
def test_an_edit_is_from_what_stood_before(
    store: Store, texts: str, later: str | None, expected: str
) -> None:
    assert told(store, seen(store, texts), later) == expected


def test_what_bears_a_later_date_came_after_whenever_it_was_read(store: Store) -> None:
    keys = seen(store, "BA", dated={"A": date(2014, 7, 1), "B": date(2014, 8, 1)})
    assert told(store, keys) == "AB"


@pytest.mark.parametrize(("texts", "later"), [("A", None), ("AA", None), ("AB", "A")])
def test_the_first_replaced_nothing(store: Store, texts: str, later: str | None) -> None:
    keys = seen(store, texts)
    with pytest.raises(NotFoundError, match="no two revisions"):
        edit_of(store, PAGE, later=keys[later] if later else None)
