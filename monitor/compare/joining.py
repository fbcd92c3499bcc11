"""What one more claim changes in a slot, told from few of the claims that are there.

A claim meets the same as its twin, one of its tone that was said before, but for those claims
whose outcome lies on another side of some day: these are the ones to look at (decision 0025).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.compare.judge import HORIZON_DAYS, Outcome, Stated
from monitor.compare.meeting import Order
from monitor.compare.relate import ONE_VALUE, Told, says_otherwise
from monitor.compare.slots import is_former
from monitor.compare.tones import (
    AFTER_HELD,
    AFTER_SINCE,
    AFTER_UNTIL,
    WITH_CASE,
    WITHOUT_CASE,
    lie_of,
    named_voice,
    stand_of,
)
from monitor.types import Speaker, Stand

Days = list[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Turns:
    """The days on which a claim must begin, end or be taken back to meet two twins unlike."""

    since: Days
    until: Days
    held: Days


def turns_between(twin: date, day: date) -> Turns:
    """Between the day of a twin, which is not the later one, and that of the claim."""
    since = [(twin, day)]  # which of two is the earlier may differ
    since += _between(twin, day, (-days for days in AFTER_SINCE))
    since += _between(twin, day, AFTER_UNTIL)  # the claim's own turns: it stood for one day
    until = _between(twin, day, (-days for days in AFTER_UNTIL))
    held = _between(twin, day, (-days for days in AFTER_HELD))
    return Turns(since, [(twin, day), *until], held)


def _between(twin: date, day: date, turns: Iterable[int]) -> Days:
    """All days that some turn passes from the twin's day to the claim's; none on one day."""
    return [(twin + timedelta(n), day + timedelta(n)) for n in turns if n and twin < day]


class Tones:
    """A claim of each tone, which stands for any other of it."""

    def __init__(self) -> None:
        self._models: dict[str, Stated] = {}

    def missing(self, stands: Iterable[Stand]) -> list[Stand]:
        """One of each tone that has no claim yet."""
        return [
            one for tone, one in {x.tone: x for x in stands}.items() if tone not in self._models
        ]

    def add(self, models: Iterable[Stated]) -> None:
        """Take these in, whether or not their texts name an exception."""
        for model in models:
            for case in (False, True):
                named = replace(model.claim, revision=WITH_CASE if case else WITHOUT_CASE)
                tone = stand_of(model, with_case=case).tone
                self._models[tone] = replace(model, claim=named, replaces=None)

    def is_former(self, stand: Stand) -> bool:
        """Whether it tells of the past."""
        return is_former(self._models[stand.tone].claim)

    def stated(self, stand: Stand) -> Stated:
        """What the rules see of it beside a claim of another document."""
        model = self._models[stand.tone]
        said = model.claim.attribution
        speaker = Speaker(stand.voice, None, None, anonymous=stand.voice is None)
        claim = replace(
            model.claim,
            revision=f"{model.claim.revision} {stand.document}",  # two of one voice are two texts
            document=stand.document,
            start=stand.start,
            attribution=replace(said, speaker=speaker),
        )
        return replace(
            model,
            claim=claim,
            since=stand.since,
            until=stand.until,
            held=stand.held,
            number=stand.number,
        )


@dataclass(frozen=True, slots=True)
class Met:
    """Two claims of different positions and documents that have an outcome."""

    earlier: Stand
    later: Stand
    outcome: Outcome

    @property
    def place(self) -> str:
        """In the order of all pairs (see `place_of_pair`)."""
        return f"{self.later.place_and_key} {self.earlier.place_and_key}"


def met_by(
    stand: Stand, stated: Stated, others: Iterable[Stand], tones: Tones, told: Told
) -> Iterator[Met]:
    """Those among others that have an outcome with a claim: with all of it, or what tones tell."""
    mine = _order(stand, former=is_former(stated.claim))
    known: dict[Hashable, Outcome | None] = {}  # few tones, and few lies of the days
    for other in others:
        if other.position == stand.position or other.document == stand.document:
            continue
        later = _order(other, former=tones.is_former(other)) < mine
        earlier, day = (other, stand.since) if later else (stand, other.since)
        lie = other.tone, _same_voice(stand, other), later, lie_of(earlier, day)
        if lie not in known:
            theirs = tones.stated(other)
            known[lie] = told.outcome(theirs, stated) if later else told.outcome(stated, theirs)
        if (outcome := known[lie]) is not None:
            yield Met(other, stand, outcome) if later else Met(stand, other, outcome)


def _order(stand: Stand, *, former: bool) -> Order:
    return stand.since, stand.number, not former, stand.start, stand.claim


def _same_voice(one: Stand, other: Stand) -> bool:
    """In different documents, where unnamed people are never the same."""
    return one.voice is not None and one.voice == other.voice


@dataclass(frozen=True, slots=True)
class Turned:
    """A pair that meets otherwise since its earlier claim was taken back; None: not at all."""

    earlier: Stand
    later: Stand
    before: Outcome | None
    after: Outcome | None


def first_turn(before: Stand, after: Stand) -> date:
    """The first day of which a claim that is taken back may meet claims otherwise."""
    return min(after.held or date.max, before.until + timedelta(HORIZON_DAYS + 1))


def turned_by(
    before: Stand, after: Stand, others: Iterable[Stand], tones: Tones, told: Told
) -> Iterator[Turned]:
    """Later claims of other positions that meet it otherwise now that it is taken back."""
    old, new = tones.stated(before), tones.stated(after)
    mine, first = _order(before, former=is_former(old.claim)), first_turn(before, after)
    known: dict[Hashable, tuple[Outcome | None, Outcome | None]] = {}
    for other in others:
        if other.position == before.position or other.since < first:
            continue
        if _order(other, former=tones.is_former(other)) <= mine:
            continue
        lies = (lie_of(one, other.since) for one in (before, after))
        lie = other.tone, _same_voice(before, other), *lies
        if lie not in known:
            theirs = tones.stated(other)
            known[lie] = told.outcome(old, theirs), told.outcome(new, theirs)
        was, now = known[lie]
        if was != now:
            yield Turned(after, other, was, now)


def taken_back(new: Stated, others: Iterable[Stand], tones: Tones) -> Iterator[Stand]:
    """The earlier claims of its own voice that are held no longer, as they stand from now on."""
    otherwise: dict[str, bool] = {}  # by tone: a voice says few things, and says them often
    for stand in others:
        over = stand.until >= new.since or (stand.held is not None and stand.held <= new.since)
        if stand.tone not in otherwise:
            otherwise[stand.tone] = says_otherwise(tones.stated(stand).claim, new.claim)
        if not over and otherwise[stand.tone]:
            yield replace(stand, held=new.since)


def is_held_to_its_word(new: Stated) -> bool:
    """Whether its voice may take it back one day: in some facets, and under its own name."""
    return new.claim.facet in ONE_VALUE and named_voice(new.claim) is not None
