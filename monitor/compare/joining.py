"""What one more claim changes in a slot, told from few of the claims that are there.

A claim meets the same as its twin, one of its tone that was said before, but for those claims
whose outcome lies on another side of some day: these are the ones to look at (decision 0025).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.compare.judge import Outcome, Stated
from monitor.compare.meeting import order_of
from monitor.compare.relate import ONE_VALUE, Told, says_otherwise
from monitor.compare.slots import is_former, position_of
from monitor.compare.tones import (
    AFTER_HELD,
    AFTER_SINCE,
    AFTER_UNTIL,
    WITH_CASE,
    WITHOUT_CASE,
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

    def __init__(self, models: Iterable[Stated]) -> None:
        self._models: dict[str, Stated] = {}
        for model in models:
            for case in (False, True):
                named = replace(model.claim, revision=WITH_CASE if case else WITHOUT_CASE)
                tone = stand_of(model, with_case=case).tone
                self._models[tone] = replace(model, claim=named, replaces=None)

    def stated(self, stand: Stand) -> Stated:
        """What the rules see of it beside a claim of another document."""
        model = self._models[stand.tone]
        said = model.claim.attribution
        speaker = Speaker(stand.voice, None, None, anonymous=stand.voice is None)
        claim = replace(
            model.claim,
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
    """A claim that was there before and has an outcome with a new one."""

    other: Stand
    outcome: Outcome
    new_is_later: bool


def met_by(new: Stated, others: Iterable[Stand], tones: Tones, told: Told) -> Iterator[Met]:
    """Those of other positions and documents that have an outcome with it."""
    position, mine = position_of(new.claim), order_of(new)
    for stand in others:
        if stand.position == position or stand.document == new.claim.document:
            continue
        other = tones.stated(stand)
        former = is_former(other.claim)
        later = (stand.since, stand.number, not former, stand.start, stand.claim) < mine
        outcome = told.outcome(other, new) if later else told.outcome(new, other)
        if outcome is not None:
            yield Met(stand, outcome, later)


def takes_back(new: Stated, others: Iterable[Stand], tones: Tones) -> bool:
    """Whether it ends the time for which one of its own voice was held, or is ended itself."""
    for stand in others:
        other = tones.stated(stand).claim
        open_ = stand.held is None or stand.held > new.since
        if stand.until < new.since and open_ and says_otherwise(other, new.claim):
            return True
        if stand.since > new.since and says_otherwise(new.claim, other):
            return True
    return False


def is_held_to_its_word(new: Stated) -> bool:
    """Whether its voice may take it back one day: in some facets, and under its own name."""
    return new.claim.facet in ONE_VALUE and named_voice(new.claim) is not None
