"""How a listing's answers make a state: the table of what is broken, and what is merely slow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.health import Check, ListingRecord, Reason
from monitor.health.listings import judge_listing, judge_listings

T0 = datetime(2015, 3, 10, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://outlet.example/feed"
WELL = ListingRecord(URL, last_good=T0)


def bad(times: int, lasted: timedelta, newest: str | int = 503, **changes: Any) -> ListingRecord:
    """A listing that came to nothing so often over so long; all tries in the same way."""
    status = newest if isinstance(newest, int) else None
    kind = newest if isinstance(newest, str) else "transient" if newest >= 500 else "permanent"
    said = str(changes.pop("said", "it did not answer in time"))
    check = Check(T0 + lasted, kind, status, said)
    plain = ListingRecord(
        URL,
        last_good=T0 - HOUR,
        bad=times,
        bad_from=T0,
        bad_until=T0 + lasted,
        newest=(check,) * min(times, 2),
    )
    return replace(plain, **changes)


def slowed(times: int, lasted: timedelta, **changes: Any) -> ListingRecord:
    plain = replace(WELL, slowed=times, slowed_from=T0, slowed_until=T0 + lasted)
    return replace(plain, **changes)


CERTIFICATE = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: it has expired"
ROBOTS = "robots.txt of outlet.example asks crawlers to leave it alone"
HOURLY = [
    pytest.param(WELL, "ok", "", id="answers"),
    pytest.param(bad(1, 0 * HOUR), "ok", "", id="one try may be chance"),
    pytest.param(bad(2, HOUR), "degraded", "listing-failing", id="two tries"),
    pytest.param(bad(40, 3 * HOUR), "degraded", "listing-failing", id="hours count, not tries"),
    pytest.param(bad(3, 4 * HOUR), "failing", "listing-failing", id="four hours"),
    pytest.param(bad(9, 2 * DAY), "failing", "listing-failing", id="a weekend"),
    pytest.param(bad(10, DAY), "needs-person", "listing-failing", id="ten probes over a day"),
    pytest.param(bad(4, 3 * DAY), "needs-person", "listing-failing", id="three days"),
    pytest.param(bad(1, 0 * DAY, 401), "needs-person", "listing-closed", id="wants a login"),
    pytest.param(bad(1, 0 * DAY, 402), "needs-person", "listing-closed", id="wants payment"),
    pytest.param(bad(1, 0 * DAY, 403), "needs-person", "listing-closed", id="refuses us"),
    pytest.param(bad(1, 0 * DAY, 451), "needs-person", "listing-closed", id="legal reasons"),
    pytest.param(
        bad(1, 0 * DAY, "refused", said=ROBOTS), "needs-person", "listing-refused", id="robots.txt"
    ),
    pytest.param(
        bad(1, 0 * DAY, "transient", said=CERTIFICATE),
        "needs-person",
        "listing-certificate",
        id="certificate",
    ),
    pytest.param(bad(1, 0 * DAY, 404), "ok", "", id="absent once: a slip"),
    pytest.param(bad(2, HOUR, 404), "needs-person", "listing-gone", id="absent twice"),
    pytest.param(bad(2, HOUR, 410), "needs-person", "listing-gone", id="gone twice"),
    pytest.param(bad(1, 0 * DAY, "parse"), "ok", "", id="no feed once"),
    pytest.param(bad(2, HOUR, "parse"), "needs-person", "listing-unreadable", id="no feed twice"),
    pytest.param(
        bad(2, HOUR, 400), "degraded", "listing-failing", id="an odd answer is no verdict"
    ),
    pytest.param(
        replace(
            bad(2, HOUR),
            newest=(Check(T0 + HOUR, "transient", 503), Check(T0, "permanent", 404)),
        ),
        "degraded",
        "listing-failing",
        id="absent and then in trouble: the outlet is being mended",
    ),
    pytest.param(slowed(1, 0 * HOUR), "ok", "", id="slow down, once"),
    pytest.param(slowed(9, 2 * DAY), "degraded", "listing-slowed", id="slow down for days"),
    pytest.param(
        slowed(9, 7 * DAY), "needs-person", "listing-slowed", id="nothing else for a week"
    ),
    pytest.param(
        slowed(9, 2 * DAY, bad=1, newest=bad(1, HOUR).newest),
        "degraded",
        "listing-slowed",
        id="slow down, and once in trouble",
    ),
    pytest.param(
        replace(WELL, pages=("blocked", "article")),
        "needs-person",
        "listing-replaced",
        id="a bot check in place of a watched page",
    ),
    pytest.param(
        replace(WELL, pages=("login",)), "needs-person", "listing-replaced", id="a login page"
    ),
    pytest.param(replace(WELL, pages=("empty", "article")), "ok", "", id="empty once"),
    pytest.param(
        replace(WELL, pages=("empty", "consent")), "degraded", "listing-replaced", id="empty twice"
    ),
    pytest.param(replace(WELL, pages=("article", "blocked")), "ok", "", id="a bot check, gone"),
]


def verdict(listing: ListingRecord, interval: timedelta = HOUR) -> tuple[str, str]:
    found = judge_listing(listing, interval)
    return (found[0], found[1].kind) if found else ("ok", "")


@pytest.mark.parametrize(("listing", "state", "kind"), HOURLY)
def test_an_hourly_listing(listing: ListingRecord, state: str, kind: str) -> None:
    assert verdict(listing) == (state, kind)


@pytest.mark.parametrize(
    ("lasted", "state"),
    [
        pytest.param(13 * DAY, "degraded", id="one interval missed"),
        pytest.param(14 * DAY, "needs-person", id="two missed: long past three days"),
    ],
)
def test_a_weekly_listing_has_its_own_pace(lasted: timedelta, state: str) -> None:
    assert verdict(bad(3, lasted), 7 * DAY) == (state, "listing-failing")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(3, "ok", id="the month's page is not there yet"),
        pytest.param(10, "needs-person", id="it is not coming"),
    ],
)
def test_the_page_of_a_new_month_may_be_late(day: int, state: str) -> None:
    at = datetime(2015, 3, day, 9, tzinfo=UTC)
    late = bad(2, HOUR, dated=True)
    late = replace(late, newest=(Check(at, "permanent", 404),) * 2)
    assert verdict(late)[0] == state


WORDS = [
    pytest.param(bad(5, DAY), f"{URL} answered 503 at every try", id="the same each time"),
    pytest.param(
        bad(5, DAY, "transient"),
        f"{URL} gave nothing at every try: it did not answer in time",
        id="no answer",
    ),
    pytest.param(
        bad(5, DAY, "transient", said=f"{URL}: no such host"),
        f"{URL} gave nothing at every try: no such host",
        id="its name once",
    ),
    pytest.param(bad(1, DAY, 403), f"{URL} answered 403: it refuses us", id="closed"),
    pytest.param(bad(1, DAY, "refused", said=ROBOTS), ROBOTS, id="robots.txt in its own words"),
    pytest.param(bad(2, DAY, 404), f"{URL} answered 404, twice: nothing is there", id="gone"),
]


@pytest.mark.parametrize(("listing", "text"), WORDS)
def test_a_reason_says_what_was_observed_and_since_when(listing: ListingRecord, text: str) -> None:
    found = judge_listing(listing, HOUR)
    assert found is not None
    assert found[1] == Reason(found[1].kind, text, T0)


def test_strangers_words_are_cut_and_cleaned() -> None:
    listing = bad(2, HOUR, "parse", said="no feed: \x1b[31m\u202e" + "x" * 5000)
    found = judge_listing(listing, HOUR)
    assert found is not None
    assert len(found[1].text) <= 240
    assert not set("\x1b\u202e") & set(found[1].text)


SEVERAL = [
    pytest.param([WELL, WELL], "ok", id="all well"),
    pytest.param([WELL, bad(2, HOUR, 404)], "degraded", id="one gone, one well"),
    pytest.param([bad(2, HOUR), bad(2, HOUR, 404)], "degraded", id="the best of them counts"),
    pytest.param([bad(3, DAY), bad(2, HOUR, 404)], "failing", id="one may still come back"),
    pytest.param([bad(2, HOUR, 404)] * 2, "needs-person", id="all gone"),
    pytest.param([], "ok", id="nothing was observed"),
]


@pytest.mark.parametrize(("listings", "state"), SEVERAL)
def test_several_listings(listings: list[ListingRecord], state: str) -> None:
    found, reasons = judge_listings(tuple(listings), HOUR)
    assert found == state
    assert len(reasons) == sum(judge_listing(one, HOUR) is not None for one in listings)


def test_the_worst_reason_comes_first() -> None:
    _, reasons = judge_listings((bad(2, HOUR), bad(2, HOUR, 404)), HOUR)
    assert [one.kind for one in reasons] == ["listing-gone", "listing-failing"]
