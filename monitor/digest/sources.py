"""Tells of the sources: what was covered, which are not well, which documents are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from monitor.config import Config
from monitor.digest.shape import Coverage, FailureLine, Gone, Trouble
from monitor.health import STATE_WORDS, STATES, HealthStep, advice_for
from monitor.storage import GoneDocument, SourceStatus
from monitor.types import IMPORT, Failure
from monitor.wording import day_in_words, shorten, weekday_in_words

# A digest is about statements: where a network is down, `monitor status` has the whole list.
MOST_TROUBLES = 12
_LONGEST_WORDS = 300
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What is known of all sources after `since`, whoever is told of it.

    `latest` is the health of each now, `steps` its changes. `gone` are documents
    with claims, each with the topics of these.
    """

    since: datetime
    status: Mapping[str, SourceStatus]
    latest: Mapping[str, HealthStep]
    steps: Sequence[HealthStep]
    failures: Sequence[Failure]
    gone: Sequence[tuple[GoneDocument, frozenset[str]]]


def coverage_of(config: Config, record: SourceRecord, zone: tzinfo) -> Coverage:
    """Of the sources configured and enabled; what is known of others is history.

    A line for each that is failing or needs a person, and for each whose health
    changed in this time.
    """
    sources = [source for source in config.sources if source.enabled]
    known = [record.status[source.key] for source in sources if source.key in record.status]
    troubles = troubles_of(config, record.latest, record.steps, zone)
    states = [record.latest[one.key].health.state for one in sources if one.key in record.latest]
    return Coverage(
        sources=len(sources),
        checked=sum(1 for one in known if one.last_ok and one.last_ok > record.since),
        pages=sum(one.documents for one in known),
        troubles=tuple(troubles[:MOST_TROUBLES]),
        more=max(0, len(troubles) - MOST_TROUBLES),
        failing=states.count("failing"),
        needing_person=states.count("needs-person"),
        degraded=states.count("degraded"),
        imported=imported.documents if (imported := record.status.get(IMPORT)) else 0,
    )


def troubles_of(
    config: Config, latest: Mapping[str, HealthStep], steps: Sequence[HealthStep], zone: tzinfo
) -> list[Trouble]:
    """A line for each source that is not well or has changed in these steps, the worst first."""
    troubles = []
    for source in (source for source in config.sources if source.enabled):
        mine = [step for step in steps if step.source == source.key]
        last = mine[-1] if mine else latest.get(source.key)
        if last is not None and _worth_a_line(last, mine):
            troubles.append(_trouble(source.name, last, len(mine), zone))
    return sorted(troubles, key=lambda one: (-STATES.index(one.state), one.since))


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
    config: Config, coverage: Coverage, record: SourceRecord
) -> tuple[FailureLine, ...]:
    """Failures of configured sources that have no line of their own: theirs say it already.

    What else failed was called for by a person, who saw it: an import, a back-fill.
    """
    names = {one.source for one in coverage.troubles}
    told = {source.key for source in config.sources if source.name in names}
    crawled = {None, *(source.key for source in config.sources)} - told
    return fold_failures([one for one in record.failures if one.source in crawled])


def fold_failures(failures: Sequence[Failure]) -> tuple[FailureLine, ...]:
    """One line a source and kind, the most frequent first.

    Each with its most frequent message, of equals the first: what came after is often no more
    than its consequence.
    """
    folded: dict[tuple[str, str], list[Failure]] = {}
    for one in sorted(failures, key=lambda one: one.at):
        folded.setdefault((one.source or "", one.kind), []).append(one)
    lines = [
        FailureLine(source, kind, shorten(_most_frequent(same), _LONGEST_LINE), len(same))
        for (source, kind), same in folded.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.times, line.source)))


def _most_frequent(failures: Sequence[Failure]) -> str:
    return Counter(one.message for one in failures).most_common(1)[0][0]


def gone_from(record: SourceRecord, topics: Collection[str], zone: tzinfo) -> tuple[Gone, ...]:
    """Documents with claims of these topics that were seen to be absent (of any, if none is named).

    Told is what was observed, not when it went.
    """
    return tuple(
        Gone(
            title=shorten(one.title or one.document, _LONGEST_LINE),
            publisher=one.publisher,
            document=one.document,
            observed=f"present on {_day(one.present, zone)}, absent on {_day(one.absent, zone)}",
        )
        for one, about in record.gone
        if not topics or about & set(topics)
    )


def _day(moment: datetime, zone: tzinfo) -> str:
    return day_in_words(moment.astimezone(zone).date())
