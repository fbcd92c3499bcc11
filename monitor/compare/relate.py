"""From the claims of a slot to the relations between its positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from monitor.compare import VERSION
from monitor.compare.judge import OMITTED, Outcome, Sides, Stated, Voice, judge, voice_of
from monitor.compare.slots import exception_of, is_former, position_of
from monitor.compare.telling import explain
from monitor.compare.values import fit
from monitor.types import Claim, Relation, RelationKind
from monitor.values import When

Order = tuple[date, int, bool, int, str]
Case = tuple[str, str | None, bool, Voice, tuple[str | None, str | None]]
# Facets in which a speaker holds one value at a time; of scope items there are many.
_TOLD_AS_PAST = ("threshold", "price", "funding")
_ONE_VALUE = ("threshold", "timing", "price", "headcount")

Pair = tuple[Stated, Stated, Outcome]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the texts of a slot tell beside their single claims."""

    sides: Sides
    cases: frozenset[str]  # the revisions that name an exception

    def outcome(self, earlier: Stated, later: Stated) -> Outcome | None:
        """The outcome of the rules, unless the texts themselves explain the difference."""
        outcome = judge(earlier, later, self.sides)
        if outcome is None or outcome.rule != OMITTED:
            return outcome
        rule = earlier if exception_of(earlier.claim) is None else later
        return None if rule.claim.revision in self.cases else outcome


def relate(slot: str, stated: Sequence[Stated], sides: Sides) -> tuple[Relation, ...]:
    """All relations worth keeping between the positions of one slot.

    Independent of the order in which the claims arrive. One relation a kind
    and pair of positions, however many documents repeat it.
    """
    positions: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(_in_force(_leading(stated)), key=_order):
        positions[position_of(one.claim)].append(one)
    told = _Told(sides, _cases(stated))
    found = list(_reported(slot, stated, sides))
    for a, b in combinations(sorted(positions), 2):
        first, second = positions[a], positions[b]
        if _can_meet(first, second, sides):
            found += _between(slot, (a, first), (b, second), told)
    return tuple(sorted(found, key=lambda relation: relation.key))


def _cases(stated: Sequence[Stated]) -> frozenset[str]:
    return frozenset(s.claim.revision for s in stated if exception_of(s.claim) is not None)


def _can_meet(a: Sequence[Stated], b: Sequence[Stated], sides: Sides) -> bool:
    """Whether any two claims of two positions may have an outcome: most have none, and are many."""
    one, two = a[0].claim, b[0].claim
    if is_former(one) or is_former(two):
        return True
    if fit(one, two, sides.kinds) not in ("equal", "unrelated"):
        return True
    keys = {stated.claim.key for stated in (*a, *b)}
    return any(stated.replaces in keys for stated in (*a, *b))


def _reported(slot: str, stated: Sequence[Stated], sides: Sides) -> Iterator[Relation]:
    """Of each text that tells what held once: that, and what it says took its place.

    A text that tells of a change often gives whole schedules, old and new:
    which sum became which nobody says, so each side is taken as a whole.
    """
    texts: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=_order):
        if one.claim.facet in _TOLD_AS_PAST:
            texts[one.claim.revision].append(one)
    for told in texts.values():
        past = [one for one in told if is_former(one.claim)]
        values = [one.claim.value for one in past]
        now = [one for one in told if not is_former(one.claim) and one.claim.value not in values]
        if past and now:
            pairs = [(a, b, Outcome("revision", "reported")) for a, b in product(past, now)]
            sides_of = (position_of(past[0].claim), past), (position_of(now[0].claim), now)
            yield _relation(slot, "revision", *sides_of, pairs, sides)


def _leading(stated: Sequence[Stated]) -> list[Stated]:
    """Of several limits that one voice gives in one text and slot, the first.

    The others are cases whose difference we did not read (a plan, a product);
    to hold them against anybody would be a guess.
    """
    first: dict[Case, Stated] = {}
    for one in sorted(stated, key=lambda s: s.claim.start):
        first.setdefault(_case(one.claim), one)
    return [
        one
        for one in stated
        if one.claim.facet not in _ONE_VALUE
        or position_of(one.claim) == position_of(first[_case(one.claim)].claim)
    ]


def _case(claim: Claim) -> Case:
    event = claim.value.event if isinstance(claim.value, When) else None
    person = claim.speaker.name, claim.speaker.role  # two people of one side may differ
    return claim.revision, event or exception_of(claim), is_former(claim), voice_of(claim), person


def _in_force(stated: Sequence[Stated]) -> list[Stated]:
    """Each claim until the same voice first says otherwise: its earlier word is then history."""
    voices: dict[Voice, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=_order):
        voices[voice_of(one.claim)].append(one)
    found: list[Stated] = []
    for said in voices.values():
        for number, one in enumerate(said):
            other = next(
                (
                    later
                    for later in said[number + 1 :]
                    if later.since > one.until
                    and not is_former(later.claim)
                    and exception_of(later.claim) == exception_of(one.claim)
                    and fit(one.claim, later.claim, {}) == "apart"
                ),
                None,
            )
            changes = other is not None and one.claim.facet in _ONE_VALUE
            found.append(
                replace(one, held=max(one.until, other.since)) if changes and other else one
            )
    return found


def _between(
    slot: str,
    a: tuple[str, list[Stated]],
    b: tuple[str, list[Stated]],
    told: _Told,
) -> Iterator[Relation]:
    pairs: dict[tuple[RelationKind, bool], list[Pair]] = defaultdict(list)
    for one, two in product(a[1], b[1]):
        turned = _order(two) < _order(one)
        earlier, later = (two, one) if turned else (one, two)
        outcome = told.outcome(earlier, later)
        if outcome is not None:
            # Only a revision has a direction: it may go from a to b and later back again.
            way = turned and outcome.kind == "revision"
            pairs[outcome.kind, way].append((earlier, later, outcome))
    for (kind, _), found in pairs.items():
        earlier = min(found, key=_first)[0]
        first, second = (a, b) if earlier in a[1] else (b, a)
        yield _relation(slot, kind, first, second, found, told.sides)


def _first(pair: Pair) -> tuple[Order, Order]:
    return _order(pair[1]), _order(pair[0])


def _order(stated: Stated) -> Order:
    claim = stated.claim  # what a text says of the past comes before what it says of today
    return stated.since, stated.number, not is_former(claim), claim.start, claim.key


def _relation(
    slot: str,
    kind: RelationKind,
    first: tuple[str, list[Stated]],
    second: tuple[str, list[Stated]],
    pairs: Sequence[Pair],
    sides: Sides,
) -> Relation:
    earlier, later, outcome = min(pairs, key=_first)
    taken = {id(stated) for pair in pairs for stated in pair[:2]}
    return Relation(
        kind=kind,
        topic=earlier.claim.topic,
        facet=earlier.claim.facet,
        slot=slot,
        a=tuple(stated.claim.key for stated in first[1] if id(stated) in taken),
        b=tuple(stated.claim.key for stated in second[1] if id(stated) in taken),
        position_a=first[0],
        position_b=second[0],
        rule=f"{outcome.rule}@{VERSION}",
        explanation=explain(earlier, later, outcome, sides),
        silent=any(outcome.silent for _, _, outcome in pairs),
    )
