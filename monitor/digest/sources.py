"""Tells of the sources: what was covered, which are not well, which documents are gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from monitor.config.load import Config
from monitor.digest.shape import Coverage, Gone, Trouble
from monitor.health import STATE_WORDS, STATES, HealthStep, advice_for
from monitor.storage import Store
from monitor.types import Failure
from monitor.wording import day_in_words, shorten, weekday_in_words

# A digest is about statements: where a network is down, `monitor status` has the whole list.
MOST_TROUBLES = 12
_LONGEST_WORDS = 300
_LONGEST_TITLE = 200


def coverage_of(config: Config, store: Store, since: datetime, until: datetime) -> Coverage:
    """Of the sources configured and enabled; what is known of others is history.

    A line for each that is failing or needs a person, and for each whose health
    changed after `since`.
    """
    status = {one.source: one for one in store.source_status()}
    sources = [source for source in config.sources if source.enabled]
    known = [status[source.key] for source in sources if source.key in status]
    latest = store.latest_health()
    steps = store.health_steps(since, until)
    zone = ZoneInfo(config.settings.digest.time_zone)
    troubles = []
    for source in sources:
        mine = [step for step in steps if step.source == source.key]
        last = mine[-1] if mine else latest.get(source.key)
        if last is not None and _worth_a_line(last, mine):
            troubles.append(_trouble(source.name, last, len(mine), zone))
    troubles.sort(key=lambda one: (-STATES.index(one.state), one.since))
    states = [latest[one.key].health.state for one in sources if one.key in latest]
    return Coverage(
        sources=len(sources),
        checked=sum(1 for one in known if one.last_ok and one.last_ok > since),
        pages=sum(one.documents for one in known),
        troubles=tuple(troubles[:MOST_TROUBLES]),
        more=max(0, len(troubles) - MOST_TROUBLES),
        failing=states.count("failing"),
        needing_person=states.count("needs-person"),
        degraded=states.count("degraded"),
    )


def _worth_a_line(last: HealthStep, steps: Sequence[HealthStep]) -> bool:
    if last.health.state in ("failing", "needs-person"):
        return True
    if last.health.state == "degraded":
        return bool(steps)
    # Well again, and not merely judged for the first time; also after a trouble of some hours.
    return bool(steps) and (steps[0].before or "ok", len(steps)) != ("ok", 1)


def _trouble(name: str, step: HealthStep, changes: int, zone: tzinfo) -> Trouble:
    health = step.health
    since = health.since or step.at
    words = f"{STATE_WORDS[health.state]} since {_moment(since, zone)}"
    if health.state == "ok":
        words = f"ok again since {_moment(step.at, zone)}"
    if changes > 1:
        words += f" ({changes} changes since the last digest)"
    if health.reasons:
        words += f": {shorten(health.text, _LONGEST_WORDS)}"
    if health.state == "failing":
        words += "; it is asked again, at least once a day"
    advice = advice_for(health.reasons[0].kind) if health.state == "needs-person" else ""
    return Trouble(name, health.state, since, words, advice)


def _moment(moment: datetime, zone: tzinfo) -> str:
    return f"{weekday_in_words(moment, zone)} {moment.astimezone(zone):%H:%M}"


def failures_beside(
    config: Config, coverage: Coverage, failures: Sequence[Failure]
) -> tuple[Failure, ...]:
    """Failures of configured sources that have no line of their own: theirs say it already.

    What else failed was called for by a person, who saw it: an import, a back-fill.
    """
    names = {one.source for one in coverage.troubles}
    told = {source.key for source in config.sources if source.name in names}
    crawled = {None, *(source.key for source in config.sources)} - told
    return tuple(one for one in failures if one.source in crawled)


def gone_since(config: Config, store: Store, since: datetime, until: datetime) -> tuple[Gone, ...]:
    """Documents with claims that were seen to be absent; what was observed, not when it went."""
    zone = ZoneInfo(config.settings.digest.time_zone)
    return tuple(
        Gone(
            title=shorten(one.title or one.document, _LONGEST_TITLE),
            publisher=one.publisher,
            document=one.document,
            observed=f"present on {_day(one.present, zone)}, absent on {_day(one.absent, zone)}",
        )
        for one in store.gone_documents(since, until)
    )


def _day(moment: datetime, zone: tzinfo) -> str:
    return day_in_words(moment.astimezone(zone).date())
