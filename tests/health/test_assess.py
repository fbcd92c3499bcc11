"""The whole of a source: listings, pages and norms, and when a change is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.health import (
    STATES,
    ArrivedDocument,
    Check,
    Health,
    ListingRecord,
    Observed,
    PageChecks,
    Reason,
    Sample,
    advice_for,
    assess,
    is_step,
)

NOW = datetime(2015, 3, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = ListingRecord("https://outlet.example/feed", last_good=NOW)
DEAD = replace(
    WELL,
    bad=9,
    bad_from=NOW - DAY / 2,
    bad_until=NOW,
    newest=(Check(NOW, "transient", 503),) * 2,
)
OBSERVED = Observed(NOW, timedelta(hours=1), (WELL,))
# Sixty articles, and then ten without text.
BROKEN = Sample(
    documents=tuple(
        ArrivedDocument(NOW - DAY * (70 - n), "article", 3000 if n < 60 else 40, True, True)
        for n in range(70)
    )
)
PAGES = [
    pytest.param(PageChecks(good=200), set(), id="all well"),
    pytest.param(PageChecks(good=200, refused=20), set(), id="some authors' pages are closed"),
    pytest.param(PageChecks(good=10, refused=12), {"pages-refused"}, id="most are closed"),
    pytest.param(PageChecks(good=1, refused=5), set(), id="too few to say"),
    pytest.param(PageChecks(good=5, failed=30), {"pages-failing"}, id="most fail"),
]


@pytest.mark.parametrize(("pages", "kinds"), PAGES)
def test_pages_degrade_a_source_and_no_more(pages: PageChecks, kinds: set[str]) -> None:
    found = assess(replace(OBSERVED, pages=pages), None)
    assert (found.state, found.kinds) == ("degraded" if kinds else "ok", kinds)


def test_a_broken_norm_degrades() -> None:
    found = assess(replace(OBSERVED, sample=BROKEN), None)
    assert (found.state, found.kinds) == ("degraded", {"norm-length"})
    assert found.text == (
        "the last 10 new articles have 40 characters of text, usually 3,000 (medians)"
    )


def test_a_failing_source_is_not_held_to_its_norms() -> None:
    """Nothing comes from it, and that is said already."""
    found = assess(replace(OBSERVED, listings=(DEAD,), sample=BROKEN), None)
    assert (found.state, found.kinds) == ("failing", {"listing-failing"})


def test_it_is_well_at_the_first_good_answer() -> None:
    before = assess(replace(OBSERVED, listings=(DEAD,)), None)
    assert before.state == "failing"
    assert assess(OBSERVED, before) == Health("ok")


def health(state: str, *kinds: str, text: str = "") -> Health:
    return Health(state, tuple(Reason(kind, text) for kind in kinds))  # type: ignore[arg-type]


STEPS = [
    pytest.param(None, health("ok"), True, id="the first time, so that it is known since when"),
    pytest.param(health("ok"), health("ok"), False, id="still well"),
    pytest.param(health("ok"), health("failing", "a"), True, id="down"),
    pytest.param(health("failing", "a"), health("ok"), True, id="up"),
    pytest.param(health("degraded", "a"), health("degraded", "b"), True, id="for another reason"),
    pytest.param(
        health("degraded", "a", text="503"),
        health("degraded", "a", text="504"),
        False,
        id="other words for the same",
    ),
    pytest.param(
        health("degraded", "a", "b"), health("degraded", "b", "a", "a"), False, id="another order"
    ),
]


@pytest.mark.parametrize(("before", "after", "step"), STEPS)
def test_what_is_a_step(before: Health | None, after: Health, step: bool) -> None:
    assert is_step(before, after) is step


def test_every_state_that_needs_a_person_says_what_to_do() -> None:
    assert STATES[-1] == "needs-person"
    assert advice_for("listing-closed") != advice_for("listing-gone")
    assert advice_for("of a later version")
