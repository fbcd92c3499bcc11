"""From the claims of a slot to the relations between its positions."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from monitor.compare import VERSION
from monitor.compare.judge import (
    OMITTED,
    Outcome,
    Sides,
    Stated,
    Voice,
    judge,
    voice_of,
)
from monitor.compare.meeting import Meeting, meetings, order_of, place_of_pair
from monitor.compare.slots import exception_of, is_former, limit_told, position_of, sort_of
from monitor.compare.telling import explain
from monitor.compare.tones import WITH_CASE, stand_of
from monitor.compare.values import fit
from monitor.types import Claim, Relation, RelationKind, Stand
from monitor.values import Money, Quantity, Value

Case = tuple[Hashable, ...]
# Facets in which a speaker holds one value at a time; of scope items there are many.
TOLD_AS_PAST = ("threshold", "price", "funding")
ONE_VALUE = ("threshold", "timing", "price", "headcount", "period")

# Facets in which one position is held of several things, which its first claim does not tell: of
# whatever work somebody does, of whichever limit begins then, of a credit as of a pool.
_OF_MANY = frozenset({"delivery", "timing", "funding"})

Position = tuple[str, list[Stated]]
# Characters from what held once to what took its place: one sentence may stand between.
_NEXT_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What the texts of a slot tell beside their single claims."""

    sides: Sides
    cases: frozenset[str]  # the revisions that name an exception

    @classmethod
    def of(cls, sides: Sides, stated: Iterable[Stated]) -> Told:
        named = (one.claim.revision for one in stated if exception_of(one.claim) is not None)
        return cls(sides, frozenset(named))

    def outcome(self, earlier: Stated, later: Stated) -> Outcome | None:
        """The outcome of the rules, unless the texts themselves explain the difference."""
        outcome = judge(earlier, later, self.sides)
        if outcome is None or outcome.rule != OMITTED:
            return outcome
        rule = earlier if exception_of(earlier.claim) is None else later
        text = rule.claim.revision
        return None if text in self.cases or text.startswith(WITH_CASE) else outcome


@dataclass(frozen=True, slots=True)
class Derived:
    """The relations of a slot; and how each claim of a position stands there, to be looked up."""

    relations: tuple[Relation, ...]
    stands: tuple[Stand, ...]


def derive(slot: str, stated: Sequence[Stated], sides: Sides) -> Derived:
    """All relations worth keeping between the positions of one slot, and how its claims stand.

    Independent of the order in which the claims arrive. One relation a kind
    and pair of positions, however many documents repeat it.
    """
    positions: dict[str, list[Stated]] = defaultdict(list)
    inside = sorted(in_force(leading(stated)), key=order_of)
    for one in inside:
        positions[position_of(one.claim)].append(one)
    told = Told.of(sides, stated)
    found = {relation.key: relation for relation in _reported(slot, stated, sides)}
    edited = _edited(positions)
    for a, b in combinations(sorted(positions), 2):
        first, second = positions[a], positions[b]
        if can_meet(first[0].claim, second[0].claim, sides) or frozenset((a, b)) in edited:
            found |= {one.key: one for one in _between(slot, (a, first), (b, second), told)}
    stands = (stand_of(one, with_case=one.claim.revision in told.cases) for one in inside)
    return Derived(tuple(found[key] for key in sorted(found)), tuple(stands))


def can_meet(one: Claim, two: Claim, sides: Sides) -> bool:
    """Whether claims of the positions that these two took first may have an outcome.

    Most have none, and are many.
    """
    if is_former(one) or is_former(two) or one.facet in _OF_MANY:
        return True
    return fit(one, two, sides.kinds) not in ("equal", "unrelated")


def _edited(positions: Mapping[str, Sequence[Stated]]) -> set[frozenset[str]]:
    """The pairs of positions of which an edit made one out of the other, on any page."""
    of = {one.claim.key: name for name, same in positions.items() for one in same}
    return {
        frozenset((name, of[one.replaces]))
        for name, same in positions.items()
        for one in same
        if one.replaces in of
    }


def _reported(slot: str, stated: Sequence[Stated], sides: Sides) -> Iterator[Relation]:
    """Of each text that tells what held once: that, and what it says took its place.

    A text that tells of a change often gives whole schedules, old and new:
    which sum became which nobody says, so each side is taken as a whole.
    """
    texts: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=order_of):
        if one.claim.facet in TOLD_AS_PAST:
            texts[one.claim.revision].append(one)
    for told in texts.values():
        past = [one for one in told if is_former(one.claim)]
        values = [one.claim.value for one in past]
        # Of one value it is known what took its place: another of its sort.
        sort = _sort(values[0]) if len(set(values)) == 1 else None
        now = [
            one
            for one in told
            # What is said not to hold took the place of nothing.
            if not is_former(one.claim) and one.claim.polarity == "affirm"
            if one.claim.value not in values and sort in (None, _sort(one.claim.value))
            if any(before.parts == one.parts for before in past)
        ]
        now = _nearest(past, now)
        if past and now:
            met = Meeting()
            for one, two in product(past, now):
                met.add((one, two, Outcome("revision", "reported")))
            sides_of = (position_of(past[0].claim), past), (position_of(now[0].claim), now)
            yield relation_of(slot, "revision", *sides_of, met, sides)


def _nearest(past: Sequence[Stated], now: Sequence[Stated]) -> list[Stated]:
    """What its own sentence sets against what held once; else, of limits, what the next one does.

    Sums are told in schedules, and one limit in a whole text is what took its place.
    """
    own = [one for one in now if _is_near(one, past, 0)]
    if own or any(isinstance(one.claim.value, Money) for one in now):
        return own or list(now)
    following = [one for one in now if _is_near(one, past, _NEXT_SENTENCE)]
    alone = len({one.claim.value for one in now}) == 1
    return following or (list(now) if alone else [])


def _is_near(one: Stated, past: Sequence[Stated], reach: int) -> bool:
    """Whether so many characters at the most part it from a claim of the past; 0: one sentence."""
    mine = one.claim
    gaps = (max(mine.start - old.claim.end, old.claim.start - mine.end) for old in past)
    return any(gap <= reach for gap in gaps)


def _sort(value: Value) -> bool | None:
    """Whether a sum is a cap, which is none of what is paid, or a limit is the most."""
    match value:
        case Money(role=role):
            return role == "cap"
        case Quantity(bound=bound):
            return bound == "maximum"
    return None


def leading(stated: Sequence[Stated]) -> list[Stated]:
    """Of several limits that one voice gives at once, in one text and slot, the first.

    The others are cases whose difference we did not read (a plan, a product);
    to hold them against anybody would be a guess.
    """
    first: dict[Case, Stated] = {}
    for one in sorted(stated, key=lambda s: s.claim.start):
        first.setdefault(_case(one.claim), one)
    return [
        one
        for one in stated
        if one.claim.facet not in ONE_VALUE
        or position_of(one.claim) == position_of(first[_case(one.claim)].claim)
    ]


def _case(claim: Claim) -> Case:
    person = claim.speaker.name, claim.speaker.role  # two people of one side may differ
    case = sort_of(claim), exception_of(claim), is_former(claim)
    return claim.revision, claim.published, *case, voice_of(claim), person


def in_force(stated: Sequence[Stated]) -> list[Stated]:
    """Each claim until the same voice first says otherwise: its earlier word is then history."""
    voices: dict[Voice, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=order_of):
        voices[voice_of(one.claim)].append(one)
    return [one for said in voices.values() for one in _held(said)]


def _held(said: Sequence[Stated]) -> Iterator[Stated]:
    """Of one voice, in order; the rules are asked of values: it says few, and says them often."""
    days: dict[Hashable, list[date]] = defaultdict(list)
    like: dict[Hashable, Claim] = {}
    for one in said:
        if one.claim.facet in ONE_VALUE:
            days[_word(one.claim)].append(one.since)
            like.setdefault(_word(one.claim), one.claim)
    otherwise = {word: [o for o in like if says_otherwise(like[word], like[o])] for word in like}
    for one in said:
        others = otherwise.get(_word(one.claim), ()) if one.claim.facet in ONE_VALUE else ()
        later = [
            days[o][n] for o in others if (n := bisect_right(days[o], one.until)) < len(days[o])
        ]
        yield replace(one, held=min(later)) if later else one


def _word(claim: Claim) -> Hashable:
    narrowed = exception_of(claim), is_former(claim), limit_told(claim)
    return claim.facet, claim.value, claim.polarity, *narrowed


def says_otherwise(one: Claim, later: Claim) -> bool:
    """Whether a voice that says this takes back what it said before."""
    same_case = not is_former(later) and exception_of(later) == exception_of(one)
    return same_case and fit(one, later, {}) == "apart"


def _between(
    slot: str,
    a: Position,
    b: Position,
    told: Told,
) -> Iterator[Relation]:
    for (kind, _), met in meetings(a[1], b[1], told.outcome, told.cases).items():
        if met.first is not None:
            turned = position_of(met.first[0].claim) == b[0]
            first, second = (b, a) if turned else (a, b)
            yield relation_of(slot, kind, first, second, met, told.sides)


def relation_of(
    slot: str,
    kind: RelationKind,
    first: Position,
    second: Position,
    met: Meeting,
    sides: Sides,
) -> Relation:
    """Of two positions, each with its claims in order, the one that relates them first."""
    assert met.first is not None
    earlier, later, outcome = met.first
    return Relation(
        kind=kind,
        topic=earlier.claim.topic,
        facet=earlier.claim.facet,
        slot=slot,
        a=tuple(one.claim.key for one in first[1] if one.claim.key in met.claims),
        b=tuple(one.claim.key for one in second[1] if one.claim.key in met.claims),
        position_a=first[0],
        position_b=second[0],
        rule=f"{outcome.rule}@{VERSION}",
        explanation=explain(earlier, later, outcome, sides),
        silent=outcome.silent,  # who said so openly before the page was edited hid nothing
        place=place_of_pair(earlier, later),
    )
