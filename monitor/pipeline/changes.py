"""What new claims change in the relations of a slot: gathered first, and then written at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from monitor.compare.joining import Met
from monitor.compare.judge import Outcome, Sides, Stated
from monitor.compare.meeting import Meeting
from monitor.compare.relate import can_meet, relation_of
from monitor.compare.slots import position_of
from monitor.pipeline.beside import Beside
from monitor.pipeline.writing import Writing
from monitor.storage import Side, Store
from monitor.types import Relation, RelationKind, Stand, digest_of

Claims = dict[str, Stand]  # by key


class WholeError(Exception):
    """More may change than is seen from here. Caught in joining.py: no person ever sees it."""


class Changes:
    """By relation who joins, who may leave and which pairs come before its first; and the pairs of
    relations that were not there. `new`: how the new claims stand."""

    def __init__(
        self, store: Store, slot: str, sides: Sides, beside: Beside, new: Mapping[str, Stand]
    ) -> None:
        self._store, self._slot, self._sides = store, slot, sides
        self._beside, self._new = beside, new
        self._relations = {one.key: one for one in store.relations_without_evidence(slot)}
        self._joining = defaultdict[str, Claims](dict)
        self._leaving = defaultdict[str, Claims](dict)
        self._first = defaultdict[str, list[Met]](list)
        self._pairs = defaultdict[tuple[RelationKind, str, str], list[Met]](list)

    def relation(self, key: str) -> Relation | None:
        """The one of that key that was there before and that others may join: one that a single
        text reports tells of that text alone."""
        found = self._relations.get(key)
        return None if found is None or found.rule.startswith("reported@") else found

    def between(self, kind: RelationKind, earlier: str, later: str) -> Relation | None:
        """The one of two positions that was there before."""
        ways = [(earlier, later)] if kind == "revision" else [(earlier, later), (later, earlier)]
        keys = (digest_of(kind, self._slot, *way) for way in ways)
        return next((self._relations[key] for key in keys if key in self._relations), None)

    def meet(self, met: Met) -> None:
        """Both have a part in what is between their positions; raises WholeError."""
        if met.outcome.silent:
            raise WholeError
        a, b = met.earlier, met.later
        relation = self.between(met.outcome.kind, a.position, b.position)
        if relation is None:
            turned = met.outcome.kind != "revision" and a.position > b.position
            way = (b.position, a.position) if turned else (a.position, b.position)
            self._pairs[met.outcome.kind, *way].append(met)
            return
        if met.place < relation.place:  # a relation is explained by its first pair: this one is it
            if a.position != relation.position_a or relation.silent:
                raise WholeError
            self._first[relation.key].append(met)
        self._joining[relation.key] |= {a.claim: a, b.claim: b}

    def join(self, stand: Stand, relation: Relation) -> None:
        """This new claim has a part in it; raises WholeError where a pair of it may be the first.

        No pair of it is whole before it is there itself.
        """
        if stand.place_and_key <= relation.place:
            raise WholeError
        self._joining[relation.key][stand.claim] = stand

    def joins(self, stand: Stand, relation: Relation) -> bool:
        """Whether it does, as far as is known."""
        return stand.claim in self._joining.get(relation.key, ())

    def part(self, earlier: Stand, later: Stand, outcome: Outcome) -> None:
        """These two meet no longer: each may leave what is between their positions."""
        relation = self.between(outcome.kind, earlier.position, later.position)
        if relation is None or Met(earlier, later, outcome).place <= relation.place:
            raise WholeError  # that was its first pair
        self._leaving[relation.key] |= {earlier.claim: earlier, later.claim: later}

    def parting(self) -> Iterator[tuple[Stand, Relation]]:
        """Those who may leave."""
        for key, claims in self._leaving.items():
            for stand in list(claims.values()):
                yield stand, self._relations[key]

    def stay(self, stand: Stand, relation: Relation) -> None:
        """It does not leave."""
        del self._leaving[relation.key][stand.claim]

    def write(self, writing: Writing) -> None:
        """Write all of it down; raises WholeError before any writing."""
        made = [self._made(*way, pairs) for way, pairs in self._pairs.items()]
        told = [self._retold(self._relations[key], pairs) for key, pairs in self._first.items()]
        store, joining = self._store, self._joining
        had = store.parts_of({claim for claims in joining.values() for claim in claims})
        for key, claims in joining.items():
            new: list[tuple[Side, str, str]] = [
                (self._side(stand, key), claim, stand.place)
                for claim, stand in sorted(claims.items())
                if not any(part == key for part, _ in had[claim])
            ]
            store.join_relation(key, new)
        for key, claims in self._leaving.items():
            leaving = [(self._side(stand, key), claim) for claim, stand in claims.items()]
            store.leave_relation(key, leaving)
        for relation, of in made:
            places = {claim: stand.place for claim, stand in of.items()}
            store.add_relation(relation, places, news=writing.news, earlier=writing.earlier)
        for relation in told:
            store.retell_relation(relation)
        store.take_back(self._slot, self._beside.taken_back.values())
        store.add_stands(self._slot, list(self._new.values()))

    def _made(
        self, kind: RelationKind, one: str, two: str, pairs: Sequence[Met]
    ) -> tuple[Relation, Claims]:
        """A relation that was not there: of all its pairs one claim is new, or was taken back."""
        firsts = [self._first_of(name) for name in (one, two)]
        stands, real, met = self._met(pairs, firsts)
        a_first, b_first = (real[first.claim].claim for first in firsts)
        if not can_meet(a_first, b_first, self._sides):
            raise WholeError
        assert met.first is not None
        first = position_of(met.first[0].claim)
        ordered = sorted(stands.values(), key=lambda stand: (stand.place, stand.claim))
        a, b = (
            (name, [real[stand.claim] for stand in ordered if stand.position == name])
            for name in (first, two if first == one else one)
        )
        return relation_of(self._slot, kind, a, b, met, self._sides), stands

    def _retold(self, relation: Relation, pairs: Sequence[Met]) -> Relation:
        """As its new first pair explains it."""
        _, _, met = self._met(pairs)
        a, b = ((name, list[Stated]()) for name in (relation.position_a, relation.position_b))
        return relation_of(self._slot, relation.kind, a, b, met, self._sides)

    def _met(
        self, pairs: Sequence[Met], more: Sequence[Stand] = ()
    ) -> tuple[Claims, dict[str, Stated], Meeting]:
        """All that have a part in one of these pairs; what they and some more say; the first."""
        stands = {one.claim: one for pair in pairs for one in (pair.earlier, pair.later)}
        claims = self._beside.claims([*stands.values(), *more])
        real, met = {one.claim.key: one for one in claims}, Meeting()
        for pair in pairs:
            met.add((real[pair.earlier.claim], real[pair.later.claim], pair.outcome))
        return stands, real, met

    def _first_of(self, position: str) -> Stand:
        """The claim that took it first: one of the new where nobody held it before."""
        mine = [stand for stand in self._new.values() if stand.position == position]
        first = self._store.first_stand(self._slot, position)
        return first or min(mine, key=lambda stand: (stand.place, stand.claim))

    def _side(self, stand: Stand, key: str) -> Side:
        return "a" if stand.position == self._relations[key].position_a else "b"
