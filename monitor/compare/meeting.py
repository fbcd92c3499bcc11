"""Which claims of two positions meet in an outcome, without asking of each pair.

Cost grows with the tones on either side and with the claims, and not with the claims of one
side times those of the other: of two tones the rules are asked once for each stretch of days,
and which claims fall into it is counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, product

from monitor.compare.judge import Outcome, Stated
from monitor.compare.slots import is_former
from monitor.compare.tones import Asked, Judge, named_voice, tone_of
from monitor.types import Claim, Relation, RelationKind

Order = tuple[date, int, bool, int, str]
Pair = tuple[Stated, Stated, Outcome]


def order_of(stated: Stated) -> Order:
    """What a text says of the past comes before what it says of today."""
    claim = stated.claim
    return stated.since, stated.number, not is_former(claim), claim.start, claim.key


def place_of(stated: Stated) -> str:
    """The same as text, within one position (see Stand.place)."""
    return f"{stated.since.isoformat()} {stated.number:05} {stated.claim.start:09}"


def place_of_pair(earlier: Stated, later: Stated) -> str:
    """The order of pairs as text (see Met.place): the first is the one that was whole first."""
    return " ".join(f"{place_of(one)} {one.claim.key}" for one in (later, earlier))


def led(relation: Relation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims of both sides, each beginning with the one that the explanation is about."""
    pair = relation.place.split()[3::4]  # each behind its day, number and start
    a, b = (
        tuple(sorted(side, key=lambda claim: claim not in pair))
        for side in (relation.a, relation.b)
    )
    return a, b


@dataclass(slots=True)
class Meeting:
    """All pairs with one kind of outcome: who has a part in one, and the first of them."""

    claims: set[str] = field(default_factory=set)  # keys
    first: Pair | None = None
    # Of the first: on which day it was whole, an edit in silence before what others said that day.
    order: tuple[date, bool, Order, Order] | None = None

    def add(self, pair: Pair) -> None:
        """One of them."""
        self.add_ordered(pair, order_of(pair[1]), order_of(pair[0]))

    def add_ordered(self, pair: Pair, later: Order, earlier: Order) -> None:
        """The same, with what its claims are ordered by: a key takes long to make."""
        self.claims |= {earlier[-1], later[-1]}
        order = later[0], not pair[2].silent, later, earlier
        if self.order is None or order < self.order:
            self.first, self.order = pair, order


# Kind, and whether a revision goes from the second position to the first: only a revision has
# a direction, and may go from a to b and later back again.
Meetings = dict[tuple[RelationKind, bool], Meeting]


# To hold two tones against each other takes as long as to judge so many pairs.
_AS_DEAR_AS = 60


class _Group:
    """Claims of one tone, in order, which are found by day, voice and document."""

    def __init__(self, stated: Sequence[Stated], with_case: bool) -> None:
        self.stated, self.with_case = stated, with_case
        self.days = [one.since.toordinal() for one in stated]
        self.orders = [order_of(one) for one in stated]
        self.voices = [named_voice(one.claim) for one in stated]
        self.by_voice = _places(self.voices)
        self.by_document = _places(one.claim.document for one in stated)
        self.other_voice = self._other_voice()

    def _other_voice(self) -> list[int]:
        """For each place the next one with another voice: a long run of one is stepped over."""
        found = [len(self.voices)] * len(self.voices)
        for place in range(len(self.voices) - 2, -1, -1):
            alike = self.voices[place] == self.voices[place + 1] is not None
            found[place] = found[place + 1] if alike else place + 1
        return found

    def of_voice(self, voice: str) -> _Group:
        return _Group([self.stated[place] for place in self.by_voice[voice]], self.with_case)


def _places(names: Iterable[str | None]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        if name is not None:
            found[name].append(place)
    return found


def meetings(
    a: Sequence[Stated], b: Sequence[Stated], judge: Judge, cases: frozenset[str]
) -> Meetings:
    """Of two positions, each in order; `cases` are the revisions that name an exception."""
    ones, others = _groups(a, cases), _groups(b, cases)
    if len(a) * len(b) <= _AS_DEAR_AS * len(ones) * len(others):
        return _pair_by_pair(a, b, judge)
    return tone_by_tone(a, b, judge, cases)


def tone_by_tone(
    a: Sequence[Stated], b: Sequence[Stated], judge: Judge, cases: frozenset[str]
) -> Meetings:
    """The same where claims are many and tones are few."""
    found: Meetings = defaultdict(Meeting)
    for one, other in product(_groups(a, cases), _groups(b, cases)):
        for earlier, later, turned in ((one, other, False), (other, one, True)):
            _Sweep(earlier, later, judge, turned, found).all()
    _on_one_page(a, b, judge, found)
    return found


def _pair_by_pair(a: Sequence[Stated], b: Sequence[Stated], judge: Judge) -> Meetings:
    found: Meetings = defaultdict(Meeting)
    theirs = [(order_of(two), two) for two in b]
    for one in a:
        mine = order_of(one)
        for order, two in theirs:
            turned = order < mine
            earlier, later = (two, one) if turned else (one, two)
            if (outcome := judge(earlier, later)) is not None:
                orders = (mine, order) if turned else (order, mine)
                found[_way(outcome, turned)].add_ordered((earlier, later, outcome), *orders)
    return found


def _groups(stated: Sequence[Stated], cases: frozenset[str]) -> list[_Group]:
    tones: dict[tuple[Hashable, bool], list[Stated]] = defaultdict(list)
    for one in stated:
        case = one.claim.revision in cases
        tones[tone_of(one, with_case=case), case].append(one)
    return [_Group(same, case) for (_, case), same in tones.items()]


def _on_one_page(a: Sequence[Stated], b: Sequence[Stated], judge: Judge, found: Meetings) -> None:
    """Pairs of one document, each judged by itself: its edits have rules of their own."""
    pages: dict[str, list[Stated]] = defaultdict(list)
    for one in a:
        pages[one.claim.document].append(one)
    for two in b:
        for one in pages.get(two.claim.document, ()):
            turned = order_of(two) < order_of(one)
            earlier, later = (two, one) if turned else (one, two)
            if (outcome := judge(earlier, later)) is not None:
                found[_way(outcome, turned)].add((earlier, later, outcome))


def _way(outcome: Outcome, turned: bool) -> tuple[RelationKind, bool]:
    return outcome.kind, turned and outcome.kind == "revision"


class _Sweep:
    """The pairs of two tones in different documents, of which one's claims are the earlier."""

    def __init__(
        self, earlier: _Group, later: _Group, judge: Judge, turned: bool, found: Meetings
    ) -> None:
        self._earlier, self._later = earlier, later
        self._turned, self._found = turned, found
        self._asked = Asked(later.stated[0], judge, with_case=later.with_case)

    def all(self) -> None:
        """Of different voices, and of each voice with itself."""
        self._meet(self._earlier, self._later, same=False)
        for voice in self._earlier.by_voice.keys() & self._later.by_voice.keys():
            self._meet(self._earlier.of_voice(voice), self._later.of_voice(voice), same=True)

    def _meet(self, earlier: _Group, later: _Group, *, same: bool) -> None:
        joined = dict[tuple[RelationKind, bool], _Joined]()
        for place, one in enumerate(earlier.stated):
            for first, end, outcome in self._ranges(earlier, place, later, same):
                way = _way(outcome, self._turned)
                if way not in joined:
                    joined[way] = _Joined(later, same)
                other = joined[way].by(one.claim, earlier.voices[place], first, end)
                if other is not None:
                    pair = (one, later.stated[other], outcome)
                    orders = (later.orders[other], earlier.orders[place])
                    self._found[way].add_ordered(pair, *orders)
        for way, these in joined.items():
            if keys := these.keys():
                self._found[way].claims |= keys

    def _ranges(
        self, earlier: _Group, place: int, later: _Group, same: bool
    ) -> Iterator[tuple[int, int, Outcome]]:
        """The places of the later tone that have an outcome with this claim, from and before."""
        one, day = earlier.stated[place], earlier.days[place]
        behind = bisect_right(later.orders, earlier.orders[place])
        if behind == len(later.stated):
            return
        for first, last, outcome in self._asked.stretches(one, same=same):
            start = max(behind, bisect_left(later.days, day + first))
            end = bisect_right(later.days, day + last)
            if start < end:
                yield start, end, outcome


class _Joined:
    """How many partners each claim of the later tone has, but for its own voice and document."""

    def __init__(self, later: _Group, same: bool) -> None:
        self._later, self._same = later, same
        self._steps = [0] * (len(later.stated) + 1)
        self._of_voice: dict[str, list[int]] = {}
        self._less: list[int] = []  # places, one for each partner that is none

    def by(self, claim: Claim, voice: str | None, first: int, end: int) -> int | None:
        """Count this partner for the places from `first` and before `end`; the first of them."""
        later = self._later
        self._steps[first] += 1
        self._steps[end] -= 1
        if not self._same and voice in later.by_voice:
            places = later.by_voice[voice]
            steps = self._of_voice.setdefault(voice, [0] * (len(places) + 1))
            steps[bisect_left(places, first)] += 1
            steps[bisect_left(places, end)] -= 1
        for place in later.by_document.get(claim.document, ()):
            counted_off = not self._same and voice is not None and later.voices[place] == voice
            if first <= place < end and not counted_off:
                self._less.append(place)
        while first < end:
            if not self._same and voice is not None and later.voices[first] == voice:
                first = later.other_voice[first]
            elif later.stated[first].claim.document == claim.document:
                first += 1
            else:
                return first
        return None

    def keys(self) -> set[str]:
        """The claims that have a partner."""
        numbers = list(accumulate(self._steps))
        for voice, steps in self._of_voice.items():
            for place, number in zip(self._later.by_voice[voice], accumulate(steps), strict=False):
                numbers[place] -= number
        for place in self._less:
            numbers[place] -= 1
        orders = self._later.orders
        return {order[-1] for order, number in zip(orders, numbers, strict=False) if number > 0}
