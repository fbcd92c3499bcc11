"""What is said in a database of many claims: few values, much repeated, by long tails of people.

All of it follows from a seed. Names and sentences are made up.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate

from monitor.config.topic import Topic
from monitor.interval import DaySpan, NumberSpan
from monitor.types import Attribution, Claim, Modality, Revision, Speaker
from monitor.values import Money, Quantity, ScopeItem, State, Value, When

FIRST = date(2014, 1, 6)
YEARS = 10
_DAYS = 365 * YEARS
# So many of each, the first far more often than the last.
_OUTLETS, _OFFICIALS, _PARTNERS, _FIRMS, _WORDS = 400, 30, 5000, 800, 20_000
CLAIMS_A_DOCUMENT = 5.1
_EDITED = 0.08  # of all documents
_LATEST_EDIT = 60  # days after the first text
_PAGES = 0.08  # of all documents: the vendor's own
_FILLER = (
    "customers",
    "partners",
    "who",
    "ask",
    "for",
    "it",
    "must",
    "know",
    "that",
    "this",
    "program",
)


def tail(number: int) -> list[float]:
    """Weights of which the n-th is 1/n, added up."""
    return list(accumulate(1 / (n + 1) for n in range(number)))


@dataclass(frozen=True, slots=True)
class Line:
    """A slot: which values it may hold, and from which day on each held."""

    component: str | None
    facet: str
    values: tuple[Value, ...]
    since: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A revision and the claims in it."""

    revision: Revision
    claims: tuple[Claim, ...]


class Speech:
    """The documents of one topic, in order of their days."""

    def __init__(self, topic: Topic, seed: int) -> None:
        self._topic, self._random = topic, random.Random(f"{seed} {topic.key}")  # noqa: S311 - no secret
        self._tails = {n: tail(n) for n in (_OUTLETS, _OFFICIALS, _PARTNERS, _FIRMS, _WORDS)}
        self._lines = list(_lines(topic, self._random))
        self._weights = tail(len(self._lines))

    def late(self, number: int, seed: int) -> Iterator[Text]:
        """So many documents of a day behind all that `documents` tells."""
        self._random = random.Random(seed)  # noqa: S311 - no secret
        for n in range(number):
            yield next(self._document(-n - 1, _DAYS + _LATEST_EDIT + 1))

    def documents(self, claims: int) -> Iterator[tuple[Text, ...]]:
        """Each with its revisions, until about so many claims are told."""
        number = max(1, round(claims / (CLAIMS_A_DOCUMENT * (1 + _EDITED))))
        days = sorted(self._random.randrange(_DAYS) for _ in range(number))
        for n, day in enumerate(days):
            yield tuple(self._document(n, day))

    def _pick(self, number: int) -> int:
        weights = self._tails[number]
        return bisect_right(weights, self._random.random() * weights[-1])

    def _document(self, number: int, day: int) -> Iterator[Text]:
        chance = self._random.random
        own = chance() < _PAGES
        outlet = self._topic.vendor if own else f"Outlet {self._pick(_OUTLETS)}"
        host = outlet.lower().replace(" ", "-")
        address = f"https://{host}.example/{self._topic.key}/{number}"
        size = self._random.randint(2, 11)
        weights = self._weights
        lines = [self._lines[bisect_right(weights, chance() * weights[-1])] for _ in range(size)]
        lines = list({id(line): line for line in lines}.values())
        told = [(line, *self._speaker(outlet, own), self._firmness()) for line in lines]
        yield self._text(address, outlet, day, day, told)
        if chance() < _EDITED:
            yield self._text(
                address, outlet, day, day + self._random.randint(1, _LATEST_EDIT), told
            )

    def _text(
        self,
        address: str,
        outlet: str,
        day: int,
        seen: int,
        told: Sequence[tuple[Line, Attribution, Modality]],
    ) -> Text:
        published = DaySpan.day(FIRST + timedelta(day))
        observed = datetime.combine(FIRST + timedelta(seen), time(12), UTC)
        said = [(line, self._value(line, seen), by, firm) for line, by, firm in told]
        quotes = [self._quote(line, value, by) for line, value, by, _ in said]
        plain = Revision(
            document=address,
            publisher=outlet,
            organisation=None,
            country="US",
            snapshot="",
            kind="article",
            title=f"On {self._topic.key}",
            author=None,
            published=published,
            text="\n".join(quotes),
            observed=observed,
        )
        claims, start = [], 0
        for (line, value, by, firm), quote in zip(said, quotes, strict=True):
            claims.append(
                Claim(
                    revision=plain.key,
                    document=address,
                    start=start,
                    end=start + len(quote),
                    quote=quote,
                    topic=self._topic.key,
                    component=line.component,
                    facet=line.facet,
                    qualifiers=(),
                    value=value,
                    polarity="affirm",
                    modality=firm,
                    triggers=(),
                    attribution=by,
                    reported_by=outlet,
                    published=published,
                    observed=observed,
                    rule=f"{line.facet}/1",
                )
            )
            start += len(quote) + 1
        return Text(plain, tuple(claims))

    def _quote(self, line: Line, value: Value, by: Attribution) -> str:
        rare = f"word{self._pick(_WORDS)}"
        filler = " ".join(self._random.choices(_FILLER, k=8))
        name = by.speaker.name or by.speaker.organisation or "somebody"
        return f"{name} on {line.component or 'it'} and its {line.facet}: {value} {filler} {rare}."

    def _value(self, line: Line, day: int) -> Value:
        """Mostly what held then, at times what held before, seldom anything else."""
        now = bisect_right(line.since, day) - 1
        chance = self._random.random()
        if chance < 0.02:
            return self._random.choice(line.values)
        return line.values[(now - (chance < 0.06)) % len(line.values)]

    def _speaker(self, outlet: str, own: bool) -> tuple[Attribution]:
        vendor, chance = self._topic.vendor, self._random.random()
        if own:
            return (Attribution(Speaker(None, vendor, None, False), "document", None, ()),)
        if chance < 0.45:
            return (Attribution(Speaker(None, outlet, None, False), "outlet", None, (outlet,)),)
        if chance < 0.8:
            person = Speaker(f"Official {self._pick(_OFFICIALS)}", vendor, "spokesperson", False)
            return (Attribution(person, "indirect", "said", (outlet,)),)
        if chance < 0.9:
            firm = f"Firm {self._pick(_FIRMS)}"
            person = Speaker(f"Partner {self._pick(_PARTNERS)}", firm, "partner", False)
            return (Attribution(person, "direct", "said", (outlet,)),)
        nobody = Speaker(None, "partners", "people", True)
        return (Attribution(nobody, "hearsay", "said", (outlet,)),)

    def _firmness(self) -> Modality:
        firm: Modality = self._random.choices(
            ("asserted", "planned", "hedged", "rumoured"), (85, 8, 5, 2)
        )[0]
        return firm


def _lines(topic: Topic, chance: random.Random) -> Iterator[Line]:
    """Some forty slots; a program changes its mind about each every one to four years."""
    parts = [component.name for component in topic.component]
    for component in parts[:8]:
        seats = chance.sample((25, 50, 100, 150, 250, 300, 500, 1000), 6)
        yield _line(component, "threshold", (_seats(n) for n in seats), chance)
        starts = (FIRST + timedelta(chance.randrange(_DAYS)) for _ in range(8))
        yield _line(component, "timing", (When(DaySpan.day(d), "start") for d in starts), chance)
        sums = chance.sample((5, 10, 15, 20, 25, 50), 4)
        yield _line(component, "price", (_price(n) for n in sums), chance)
    for item in [item.name for item in topic.item][:10]:
        both = (ScopeItem(item, True), ScopeItem(item, False))
        yield _line(None, "scope", both, chance)
    states = (State("in-flux"), State("final"), State("undecided"), State("available"))
    yield _line(None, "status", states, chance)


def _seats(low: int) -> Quantity:
    return Quantity(NumberSpan(low, None), "seat", "minimum")


def _price(amount: int) -> Money:
    return Money(Decimal(amount), "USD", "seat", "price")


def _line(
    component: str | None,
    facet: str,
    values: Iterator[Value] | tuple[Value, ...],
    chance: random.Random,
) -> Line:
    since, day = [0], chance.randint(100, 1500)
    while day < _DAYS:
        since.append(day)
        day += chance.randint(365, 1500)
    return Line(component, facet, tuple(values), tuple(since))
