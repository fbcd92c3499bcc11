"""What the rules can tell two claims of one slot apart by, beside their days and documents.

Claims of one tone are judged alike against any claim of another document, so the rules are
asked once for a tone and a stretch of days, and not once for a claim.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from monitor.compare.judge import (
    HORIZON_DAYS,
    STANDS_DAYS,
    Outcome,
    Stated,
    is_implied,
    is_last_word,
    is_past,
    is_rebutted,
    is_withheld,
    voice_of,
)
from monitor.compare.slots import (
    exception_of,
    is_former,
    is_lasting,
    limit_told,
    position_of,
    sum_of,
)
from monitor.types import Claim, Speaker, Stand, digest_of
from monitor.values import Accuracy

Judge = Callable[[Stated, Stated], Outcome | None]
# From the first to the last day, counted from the earlier claim's own.
Stretch = tuple[int, int, Outcome]
# How revisions begin that stand for any text that names an exception (see `cases` of relate.py),
# and for any that does not.
WITH_CASE, WITHOUT_CASE = "\0case", "\0"
# So many days after the first day, the last day and the end of an earlier claim's hold an outcome
# may change: no rule looks at any other (see judge.py).
AFTER_SINCE = (0, 1, HORIZON_DAYS + 1)
AFTER_UNTIL = (0, 1, STANDS_DAYS + 1, HORIZON_DAYS + 1)
AFTER_HELD = (0, 1)
_EVER = date.max.toordinal()  # in days: more than between any two
_SOMEBODY = Speaker(None, "\0", None, anonymous=False)


def tone_of(stated: Stated, *, with_case: bool) -> Hashable:
    """Equal for claims that no rule tells apart, but for voices, days and documents."""
    claim, value = stated.claim, stated.claim.value
    former, lasting = is_former(claim), is_lasting(claim)
    if isinstance(value, Accuracy) and not (former or lasting):
        value = replace(value, of="")  # in other documents only what it says of it matters
    return (
        claim.facet,
        value,
        claim.polarity,
        claim.modality,
        claim.attribution.kind,
        exception_of(claim),
        sum_of(claim),
        limit_told(claim),
        former,
        lasting,
        is_withheld(claim),
        is_implied(claim),
        is_rebutted(claim),
        is_last_word(claim),
        is_past(claim),
        stated.announced,
        stated.for_now,
        stated.superseded,
        tuple(sorted(stated.parts)),  # a tone is kept as text, and a set has no order
        with_case,
    )


def named_voice(claim: Claim) -> str | None:
    """The voice, where it can speak in several documents; None for unnamed people of one."""
    name, document = voice_of(claim)
    return None if document is not None else name


class Asked:
    """What the rules say of an earlier and a later tone: asked once for each lie of the days."""

    def __init__(self, later: Stated, judge: Judge, *, with_case: bool) -> None:
        revision = WITH_CASE if with_case else WITHOUT_CASE
        claim = replace(later.claim, document="\0", revision=revision)
        self._later, self._judge = replace(later, claim=claim, number=0, replaces=None), judge
        self._known: dict[Hashable, Outcome | None] = {}
        self._stretches: dict[Hashable, tuple[Stretch, ...]] = {}

    def stretches(self, earlier: Stated, *, same: bool) -> tuple[Stretch, ...]:
        """On which days a claim of the later tone, in another document, has which outcome.

        `same`: of the earlier one's voice, and else of any other. Days before
        the earlier claim's own are left out.
        """
        times = _times_of(earlier)
        if (same, times) not in self._stretches:
            self._stretches[same, times] = tuple(self._asked(earlier, times, same))
        return self._stretches[same, times]

    def _asked(
        self, earlier: Stated, times: tuple[int, int | None], same: bool
    ) -> Iterator[Stretch]:
        for first, end in pairwise((*_cuts(times), _EVER)):
            lie = same, *_lie(times, first)
            if lie not in self._known:
                self._known[lie] = self._judge(earlier, self._probe(earlier, first, same))
            outcome = self._known[lie]
            if outcome is not None:
                yield first, end - 1, outcome

    def _probe(self, earlier: Stated, days: int, same: bool) -> Stated:
        claim, day = self._later.claim, earlier.since + timedelta(days)
        speaker = earlier.claim.speaker if same else _SOMEBODY
        claim = replace(claim, attribution=replace(claim.attribution, speaker=speaker))
        return replace(self._later, claim=claim, since=day, until=day, held=None)


def _times_of(stated: Stated) -> tuple[int, int | None]:
    """How long after its first day it stood, and was held."""
    held = (stated.held - stated.since).days if stated.held else None
    return (stated.until - stated.since).days, held


def _cuts(times: tuple[int, int | None]) -> list[int]:
    """The days on which an outcome may change."""
    until, held = times
    cuts = {*AFTER_SINCE, *(until + days for days in AFTER_UNTIL)}
    if held is not None:
        cuts |= {held + days for days in AFTER_HELD}
    return sorted(cut for cut in cuts if cut >= 0)


def _lie(times: tuple[int, int | None], day: int) -> tuple[int | None, ...]:
    """Behind how many of the days of each kind it lies."""
    until, held = times
    return (
        bool(until),
        bisect_right(AFTER_SINCE, day),
        bisect_right(AFTER_UNTIL, day - until),
        None if held is None else bisect_right(AFTER_HELD, day - held),
    )


def lie_of(earlier: Stand, day: date) -> Hashable:
    """Equal for days of a later claim on which the rules cannot say otherwise of it."""
    held = (earlier.held - earlier.since).days if earlier.held else None
    return _lie(((earlier.until - earlier.since).days, held), (day - earlier.since).days)


def stand_of(stated: Stated, *, with_case: bool) -> Stand:
    """How a claim of a position stands, to be looked up."""
    claim = stated.claim
    position = position_of(claim)
    tone = repr(tone_of(stated, with_case=with_case))
    return Stand(
        claim=claim.key,
        document=claim.document,
        position=position,
        tone=digest_of(position, tone, stated.moved),
        voice=named_voice(claim),
        since=stated.since,
        until=stated.until,
        held=stated.held,
        number=stated.number,
        start=claim.start,
    )
