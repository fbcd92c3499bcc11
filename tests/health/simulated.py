"""Sources as chance makes them: arrivals by Poisson, lengths lognormal, each day looked at once."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log

from monitor.health import ArrivedDocument, Sample
from monitor.health.norms import judge_norms

START = datetime(2015, 1, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
# As storage hands them over.
MOST_ARRIVALS, MOST_DOCUMENTS = 2000, 200

Change = Callable[[ArrivedDocument], ArrivedDocument | None]


@dataclass(frozen=True)
class Outlet:
    """What an outlet usually gives."""

    a_day: float = 1.0
    length: float = 3000.0
    spread: float = 0.5  # sigma of the logarithm: 1.6 times either way
    dated: float = 0.97
    articles: float = 0.95
    claims: float = 0.6
    weekend: float = 1.0  # as a share of a weekday

    def documents(self, seed: int, days: int) -> list[ArrivedDocument]:
        """What arrives over so many days, after 20 that it listed on the first."""
        chance = random.Random(seed)
        found = [self._one(chance, START + DAY / 1000 * n) for n in range(20)]
        at = START
        while at < START + days * DAY:
            at += DAY * chance.expovariate(self.a_day)
            if at.weekday() < 5 or chance.random() < self.weekend:
                found.append(self._one(chance, at))
        return found

    def _one(self, chance: random.Random, at: datetime) -> ArrivedDocument:
        article = chance.random() < self.articles
        return ArrivedDocument(
            at,
            "article" if article else "listing",
            int(chance.lognormvariate(log(self.length), self.spread)) if article else 0,
            chance.random() < self.dated,
            article and chance.random() < self.claims,
        )


def broken(documents: list[ArrivedDocument], day: float, change: Change) -> list[ArrivedDocument]:
    """The same until that day, and changed from then on; None: it does not come."""
    since = START + day * DAY
    changed = ((one if one.at < since else change(one)) for one in documents)
    return [one for one in changed if one is not None]


def looks(
    documents: list[ArrivedDocument], days: int, first: int = 0
) -> Iterator[tuple[float, frozenset[str]]]:
    """For each day the kinds of warnings that hold, from day `first` on."""
    times = [one.at for one in documents]
    held: frozenset[str] = frozenset()
    for day in range(first, days):
        now = START + day * DAY
        seen = bisect_right(times, now)
        sample = Sample(
            arrivals=tuple(times[max(0, seen - MOST_ARRIVALS) : seen]),
            documents=tuple(documents[max(0, seen - MOST_DOCUMENTS) : seen]),
            watched_days=min(14, day),
            checked_until=now,
        )
        held = frozenset(one.kind for one in judge_norms(sample, now, held))
        yield day, held


def warnings(documents: list[ArrivedDocument], days: int) -> list[tuple[float, str]]:
    """Each warning when it is first given."""
    found: list[tuple[float, str]] = []
    before: frozenset[str] = frozenset()
    for day, held in looks(documents, days):
        found += [(day, kind) for kind in held - before]
        before = held
    return found


def without_text(one: ArrivedDocument) -> ArrivedDocument:
    return replace(one, length=min(one.length, 60))


def without_date(one: ArrivedDocument) -> ArrivedDocument:
    return replace(one, dated=False)


def consent_wall(one: ArrivedDocument) -> ArrivedDocument:
    return replace(one, kind="consent", length=0, dated=False, claims=False)


def without_claims(one: ArrivedDocument) -> ArrivedDocument:
    return replace(one, claims=False)


def with_the_whole_page(one: ArrivedDocument) -> ArrivedDocument:
    return replace(one, length=one.length * 8)


def nothing(one: ArrivedDocument) -> ArrivedDocument | None:
    return None
