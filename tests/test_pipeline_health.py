"""The health of a source through its days: what is written, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.pipeline.health import asked_at, update_health
from monitor.storage import Store, open_store
from tests.builders import NOON
from tests.digest.parts import a_config, a_source
from tests.watched import FEED, hours, keep_article, keep_fetch

CONFIG = a_config(a_source())
DAY = timedelta(days=1)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, clock=lambda: NOON) as opened:
        yield opened


STORIES = [
    pytest.param([200, 304, 200], ["0 ok"], id="well: one step, the first"),
    pytest.param([200, 503, 200, 503, 200], ["0 ok"], id="one try in two fails: no flapping"),
    pytest.param(
        [200, 503, 503, 503, 503, 503, 503, 200],
        ["0 ok", "2 degraded", "5 failing", "7 ok"],
        id="down in steps, up at once",
    ),
    pytest.param([200, 403, 403, 200], ["0 ok", "1 needs-person", "3 ok"], id="refused"),
    pytest.param([200, 404, 404, 404], ["0 ok", "2 needs-person"], id="gone, seen twice"),
    pytest.param([200, *[429] * 9, 200], ["0 ok", "2 degraded", "10 ok"], id="asked to slow down"),
    pytest.param(
        [200, 429, 503, 429, 200], ["0 ok", "3 degraded", "4 ok"], id="slow down, and one trouble"
    ),
    pytest.param(
        [200, *[503] * 27], ["0 ok", "2 degraded", "5 failing", "25 needs-person"], id="for a day"
    ),
]


@pytest.mark.parametrize(("answers", "steps"), STORIES)
def test_a_source_asked_every_hour(store: Store, answers: list[int], steps: list[str]) -> None:
    """Answers hour by hour; each step by its hour and state."""
    for hour, status in enumerate(answers):
        now = NOON + hours(hour)
        keep_fetch(store, at=now, status=status)
        update_health(CONFIG, store, "outlet", now)
    written = store.health_steps(NOON - DAY, NOON + 9 * DAY)
    assert [f"{(one.at - NOON) // hours(1)} {one.health.state}" for one in written] == steps


def test_a_step_is_given_back_with_the_state_before(store: Store) -> None:
    keep_fetch(store)
    first = update_health(CONFIG, store, "outlet", NOON)
    assert first is not None
    assert first.before is None
    assert update_health(CONFIG, store, "outlet", NOON + hours(1)) is None
    keep_fetch(store, at=NOON + hours(2), status=None, outcome="refused", said="robots.txt says no")
    step = update_health(CONFIG, store, "outlet", NOON + hours(2))
    assert step is not None
    assert (step.before, step.health.state, step.health.text) == (
        "ok",
        "needs-person",
        "robots.txt says no",
    )


def test_a_monitor_that_was_off_blames_nobody(store: Store) -> None:
    keep_fetch(store)
    for late in (30 * DAY, 30 * DAY + hours(1)):
        keep_fetch(store, at=NOON + late, status=503)
        update_health(CONFIG, store, "outlet", NOON + late)
    assert store.latest_health()["outlet"].health.state == "degraded"


def test_text_that_breaks_is_noticed(store: Store) -> None:
    for day in range(40):
        keep_fetch(store, at=NOON + day * DAY)
        text = "Words. " * (100 if day < 30 else 1)
        keep_article(store, day, NOON + day * DAY, text=text, claims=day < 30)
        update_health(CONFIG, store, "outlet", NOON + day * DAY)
    ok, *steps = store.health_steps(NOON - DAY, NOON + 99 * DAY)
    assert ok.health.state == "ok"
    assert steps[0].health.kinds <= {"norm-length", "norm-claims"}
    assert 35 <= (steps[0].at - NOON).days <= 38
    assert {kind for step in steps for kind in step.health.kinds} == {"norm-length", "norm-claims"}


def test_a_source_that_is_not_configured_has_no_health(store: Store) -> None:
    assert update_health(CONFIG, store, "import", NOON) is None


ASKED = [
    pytest.param("https://a.example/feed", ["https://a.example/feed"], id="plain"),
    pytest.param(
        "https://A.example/feed#top",
        ["https://A.example/feed#top", "https://a.example/feed"],
        id="as the crawler spells it",
    ),
    pytest.param(
        "https://a.example/{year}/{month}",
        ["https://a.example/2014/08", "https://a.example/2014/07"],
        id="this month and the last",
    ),
    pytest.param(
        "https://a.example/{month_name}",
        [f"https://a.example/{name}" for name in ("august", "july")],
        id="months by name",
    ),
]


@pytest.mark.parametrize(("url", "asked"), ASKED)
def test_where_a_listing_was_asked(url: str, asked: list[str]) -> None:
    assert list(asked_at(url, NOON)) == asked


def test_a_watched_feed_is_one_listing(store: Store) -> None:
    """Its other pages may fail without it."""
    keep_fetch(store, FEED, at=NOON)
    for number in range(30):
        url = f"https://outlet.example/{number}"
        keep_fetch(store, url, at=NOON, status=403, outcome="permanent")
    step = update_health(CONFIG, store, "outlet", NOON)
    assert step is not None
    assert (step.health.state, step.health.kinds) == ("degraded", {"pages-failing"})
