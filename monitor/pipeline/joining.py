"""A new document's claims in the slots that hold others: what they join, without a look at all.

Where more than that may change, the slot is derived as a whole (monitor/pipeline/comparing.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from monitor.compare.dated import dated, sides_of
from monitor.compare.joining import (
    Met,
    Tones,
    first_turn,
    is_held_to_its_word,
    met_by,
    taken_back,
    turned_by,
)
from monitor.compare.judge import Sides, Stated
from monitor.compare.meeting import order_of
from monitor.compare.relate import Told, leading
from monitor.compare.slots import is_former
from monitor.compare.tones import stand_of
from monitor.config import Config
from monitor.pipeline.beside import Beside
from monitor.pipeline.changes import Changes, WholeError
from monitor.pipeline.dating import days_in
from monitor.pipeline.writing import Writing, rules_of
from monitor.storage import Side, Store, StoredClaim
from monitor.types import Relation, Stand

# Pairs of claims taken back and later ones that are looked at, one by one.
_MOST_TURNS = 200_000
# Claims on the other side of a relation, before and after, among which one is sought that meets.
_MOST_WITNESSES = 8


def join_slots(
    config: Config,
    store: Store,
    slots: Mapping[str, str],
    rows: Sequence[StoredClaim],
    writing: Writing,
) -> dict[str, str]:
    """Compare the claims of a new document in these slots (slot → topic).

    Gives those slots back that must be derived as a whole.
    """
    topics = {topic.key: topic for topic in config.topics}
    days = days_in(store, [row.claim for row in rows])
    left: dict[str, str] = {}
    for slot, key in sorted(slots.items()):
        topic = topics.get(key)
        if topic is None:
            continue  # no longer followed
        new = dated(config, days, [row.claim for row in rows if row.slot == slot])
        known = store.claim_slot(slot) == rules_of(config, topic)
        alone = len(days) == 1 and not any(is_former(one.claim) for one in new)
        try:
            if not (known and alone) or store.has_stood(slot, rows[0].claim.document):
                raise WholeError
            _Slot(config, store, slot, sides_of(topic), new).join(writing)
        except WholeError:
            left[slot] = key
    return left


class _Slot:
    """One slot, and the claims that come into it: all of one document, stated on one day."""

    def __init__(
        self, config: Config, store: Store, slot: str, sides: Sides, new: Sequence[Stated]
    ) -> None:
        self._store, self._slot = store, slot
        self._told = Told.of(sides, new)
        self._new = {one.claim.key: one for one in sorted(leading(new), key=order_of)}
        self._stands = {
            key: stand_of(one, with_case=one.claim.revision in self._told.cases)
            for key, one in self._new.items()
        }
        self._beside = Beside(config, store, slot, self._new)
        self._changes = Changes(store, slot, sides, self._beside, self._stands)

    def join(self, writing: Writing) -> None:
        """Write down what they join, leave and make; raises WholeError before any writing."""
        for key, one in self._new.items():
            if is_held_to_its_word(one):
                self._take_back(one, self._stands[key])
        for key, one in self._new.items():
            self._look(one, self._stands[key])
        self._look_inside()
        if self._beside.taken_back:
            self._turn()
        self._changes.write(writing)

    def _take_back(self, new: Stated, stand: Stand) -> None:
        """Where a voice says otherwise than before, its earlier claims are held no longer."""
        asked = (self._slot, stand.voice or "", stand.position, stand.since)
        if self._store.says_otherwise_after(*asked):
            raise WholeError  # so this one is history, too
        open_ = self._store.stands_unlike(*asked)
        for one in taken_back(new, open_, self._beside.tones(open_)):
            self._beside.taken_back[one.claim] = one

    def _look(self, new: Stated, stand: Stand) -> None:
        first = self._store.first_stand(self._slot, stand.position)
        if first is not None and (first.place, first.claim) >= (stand.place, stand.claim):
            raise WholeError  # whether two positions can meet is told by their first claims
        twins, others = self._beside.of(stand)
        for met in met_by(stand, new, others, self._beside.tones(others), self._told):
            self._changes.meet(met)
        self._join_twins(new, stand, twins)

    def _look_inside(self) -> None:
        """The claims of the document among themselves."""
        for (a, one), (b, two) in combinations(self._new.items(), 2):
            if self._stands[a].position != self._stands[b].position:
                outcome = self._told.outcome(one, two)
                if outcome is not None:
                    self._changes.meet(Met(self._stands[a], self._stands[b], outcome))

    def _join_twins(self, new: Stated, stand: Stand, twins: Sequence[Stand]) -> None:
        """Of what a twin has a part in: what it meets there itself, by one that it meets."""
        parts = self._store.parts_of([twin.claim for twin in twins]).values()
        for key in {key for of_twin in parts for key, _ in of_twin}:
            relation = self._changes.relation(key)
            if relation is None or self._changes.joins(stand, relation):
                continue
            if self._meets_in(stand, new, relation):
                self._changes.join(stand, relation)

    def _meets_in(self, stand: Stand, stated: Stated, relation: Relation) -> bool:
        """Whether it meets somebody there: the nearest are asked first, and mostly one will do."""
        other: Side = "b" if stand.position == relation.position_a else "a"
        for most in (_MOST_WITNESSES, None):
            there = self._store.stands_in(self._slot, relation.key, other, stand.since, most)
            found = self._beside.as_it_stands((*self._stands.values(), *there))
            tones = self._beside.tones(found)
            for met in met_by(stand, stated, found, tones, self._told):
                way = (met.earlier.position, met.later.position)
                if self._changes.between(met.outcome.kind, *way) is relation:
                    return True
        return False

    def _turn(self) -> None:
        """What claims that were taken back meet no longer, and what they meet now."""
        back = self._beside.taken_back
        before = self._store.stands_named(self._slot, back)
        first = min(first_turn(one, back[one.claim]) for one in before)
        later = self._store.stands_since(self._slot, first)
        if len(before) * len(later) > _MOST_TURNS:
            raise WholeError
        pages = defaultdict[str, list[Stand]](list)
        for one in later:
            pages[one.document].append(one)
        if any(
            other.position != one.position and other.since >= first_turn(one, back[one.claim])
            for one in before
            for other in pages.get(one.document, ())
        ):
            raise WholeError  # an edited page is judged by its own rules
        tones = self._beside.tones((*before, *later))
        for one in before:
            for turned in turned_by(one, back[one.claim], later, tones, self._told):
                if turned.before is not None:
                    self._changes.part(turned.earlier, turned.later, turned.before)
                if turned.after is not None:
                    self._changes.meet(Met(turned.earlier, turned.later, turned.after))
        self._leave(tones)

    def _leave(self, tones: Tones) -> None:
        """Of those who met somebody no longer, only they leave who meet nobody else there."""
        for one, relation in self._changes.parting():
            stand = self._beside.taken_back.get(one.claim, one)
            stays = self._changes.joins(stand, relation)
            if stays or self._meets_in(stand, tones.stated(stand), relation):
                self._changes.stay(stand, relation)
            elif self._store.stands_apart(self._slot, stand.document, stand.position):
                raise WholeError  # it may meet another claim of its own page
