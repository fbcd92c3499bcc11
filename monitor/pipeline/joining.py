"""A new document's claims in the slots that hold others: what they join, without a look at all.

Where more than that may change, the slot is derived as a whole (monitor/pipeline/comparing.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.compare.joining import (
    Met,
    Tones,
    is_held_to_its_word,
    met_by,
    takes_back,
    turns_between,
)
from monitor.compare.judge import Outcome, Sides, Stated
from monitor.compare.meeting import Meeting, order_of
from monitor.compare.relate import Told, can_meet, leading, relation_of
from monitor.compare.slots import is_former
from monitor.compare.tones import stand_of
from monitor.config import Config
from monitor.pipeline.dating import dated, days_in
from monitor.pipeline.writing import Writing, rules_of, sides_of
from monitor.storage import Side, Store, StoredClaim
from monitor.types import Relation, RelationKind, Stand, digest_of

# A twin from so many days ago is near: fewer claims lie between than others need to be asked for.
_NEAR = 10
# Claims of one voice that are all looked at where it says something in a new tone.
_MOST_OF_VOICE = 500
# Claims of a tone among which two of different voices are sought.
_MOST_TWINS = 40
# Claims on the other side of a relation, before and after, among which one is sought that meets.
_MOST_WITNESSES = 8


class _WholeError(Exception):
    """More may change than is seen from here."""


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
                raise _WholeError
            _Slot(config, store, slot, sides_of(topic), new).join(writing)
        except _WholeError:
            left[slot] = key
    return left


@dataclass(slots=True)
class _Joins:
    """What is to be written."""

    evidence: dict[str, dict[str, Stand]] = field(default_factory=lambda: defaultdict(dict))
    pairs: dict[tuple[RelationKind, str, str], list[tuple[Stand, Stand, Outcome]]] = field(
        default_factory=lambda: defaultdict(list)
    )


class _Slot:
    """One slot, and the claims that come into it: all of one document, stated on one day."""

    def __init__(
        self, config: Config, store: Store, slot: str, sides: Sides, new: Sequence[Stated]
    ) -> None:
        self._config, self._store, self._slot, self._sides = config, store, slot, sides
        self._told = Told.of(sides, new)
        self._new = {one.claim.key: one for one in sorted(leading(new), key=order_of)}
        self._stands = {
            key: stand_of(one, with_case=one.claim.revision in self._told.cases)
            for key, one in self._new.items()
        }
        self._relations: dict[str, Relation] = {}
        self._joins = _Joins()

    def join(self, writing: Writing) -> None:
        """Write down what they join and what they make; raises _WholeError before any writing."""
        known = self._store.relations_without_evidence(self._slot)
        self._relations = {one.key: one for one in known}
        for key in list(self._new):
            self._look(self._new[key], self._stands[key])
        self._look_inside()
        made = [self._made(*way, pairs) for way, pairs in self._joins.pairs.items()]
        self._write(made, writing)

    def _look(self, new: Stated, stand: Stand) -> None:
        first = self._store.first_stand(self._slot, stand.position)
        if first is None or (first.place, first.claim) >= (stand.place, stand.claim):
            raise _WholeError  # whether two positions can meet is told by their first claims
        twins, of_voice = self._twins(new, stand)
        turns = turns_between(min(twin.since for twin in twins), stand.since)
        documents = {twin.document for twin in twins}
        others = self._store.stands_on(self._slot, turns.since, turns.until, turns.held, documents)
        others = tuple({one.claim: one for one in (*others, *of_voice)}.values())
        tones = self._tones((*others, *twins))
        if is_held_to_its_word(new):
            mine = [one for one in others if one.voice == stand.voice]
            self._check_word(new, twins[0], mine, of_voice, tones)
        for met in met_by(new, others, tones, self._told):
            self._note(stand, met)
        self._join_twins(new, stand, twins)

    def _twins(self, new: Stated, stand: Stand) -> tuple[list[Stand], tuple[Stand, ...]]:
        """One of its tone and voice; else two of its tone and other voices, and all of its own.

        What one of two does not tell of its own voice the other tells.
        """
        own = None
        if stand.voice is not None:
            own = self._store.stand_before(self._slot, stand.tone, stand.voice, stand.since)
            if own is not None and (stand.since - own.since).days <= _NEAR:
                return [own], ()
        near = self._store.stands_before(self._slot, stand.tone, stand.since, _MOST_TWINS)
        others = [one for one in near if one.voice is None or one.voice != stand.voice]
        pairs = [one for one in others[1:] if one.voice is None or one.voice != others[0].voice]
        pairs = [one for one in pairs if one.document != others[0].document]
        of_voice: tuple[Stand, ...] = ()
        if pairs and stand.voice is not None:
            of_voice = self._store.stands_by(self._slot, stand.voice, _MOST_OF_VOICE + 1)
        if pairs and len(of_voice) <= _MOST_OF_VOICE:
            return [others[0], pairs[0]], of_voice
        if own is not None:
            return [own], ()
        raise _WholeError

    def _check_word(
        self,
        new: Stated,
        twin: Stand,
        mine: Sequence[Stand],
        of_voice: Sequence[Stand],
        tones: Tones,
    ) -> None:
        """Where a voice says otherwise than before, its earlier claims are held no longer."""
        if twin.voice != self._stands[new.claim.key].voice:
            if takes_back(new, of_voice, tones):
                raise _WholeError
            return
        position, days = self._stands[new.claim.key].position, (twin.since, new.since)
        for one in mine:
            between = any(days[0] <= day <= days[1] for day in (one.since, one.until))
            if between and one.position != position:
                raise _WholeError
        self._new[new.claim.key] = replace(new, held=twin.held)
        self._stands[new.claim.key] = replace(self._stands[new.claim.key], held=twin.held)

    def _tones(self, stands: Iterable[Stand]) -> Tones:
        one_each = {stand.tone: stand for stand in stands}
        return Tones(self._real(one_each.values()))

    def _real(self, stands: Iterable[Stand]) -> list[Stated]:
        """The claims themselves."""
        by_key = {stand.claim: stand for stand in stands}
        mine = [self._new[key] for key in by_key if key in self._new]
        found = self._store.claims_by_key(by_key.keys() - self._new.keys())
        days = days_in(self._store, [row.claim for row in found.values()])
        read = dated(self._config, days, [row.claim for row in found.values()])
        for one in read:
            stand = by_key[one.claim.key]
            moved = found[one.claim.key].slot != self._slot
            mine.append(replace(one, held=stand.held, moved=moved))
        return mine

    def _note(self, stand: Stand, met: Met) -> None:
        if met.outcome.silent:
            raise _WholeError
        earlier, later = (met.other, stand) if met.new_is_later else (stand, met.other)
        relation = self._relation(met.outcome.kind, earlier.position, later.position)
        if relation is None:
            turned = met.outcome.kind != "revision" and earlier.position > later.position
            names = (earlier.position, later.position)
            way = names[::-1] if turned else names
            self._joins.pairs[met.outcome.kind, *way].append((earlier, later, met.outcome))
        else:
            self._joins.evidence[relation.key] |= {one.claim: one for one in (earlier, later)}
            self._check_place(stand, relation)

    def _check_place(self, stand: Stand, relation: Relation) -> None:
        """A relation is explained by its first pair: an earlier one would explain it otherwise."""
        if stand.place <= relation.place:
            raise _WholeError

    def _relation(self, kind: RelationKind, earlier: str, later: str) -> Relation | None:
        ways = [(earlier, later)] if kind == "revision" else [(earlier, later), (later, earlier)]
        keys = (digest_of(kind, self._slot, *way) for way in ways)
        return next((self._relations[key] for key in keys if key in self._relations), None)

    def _look_inside(self) -> None:
        """The claims of the document among themselves."""
        stated = list(self._new.values())
        for number, one in enumerate(stated):
            for two in stated[number + 1 :]:
                a, b = (self._stands[x.claim.key] for x in (one, two))
                if a.position == b.position:
                    continue
                outcome = self._told.outcome(one, two)
                if outcome is not None:
                    self._note(b, Met(a, outcome, new_is_later=True))

    def _join_twins(self, new: Stated, stand: Stand, twins: Sequence[Stand]) -> None:
        """Of what a twin has a part in: what it meets there itself, by one that it meets."""
        new = self._new[new.claim.key]
        for parts in self._store.parts_of([twin.claim for twin in twins]).values():
            for key, side in parts:
                relation = self._relations.get(key)
                joined = self._joins.evidence.get(key, {})
                if relation is None or stand.claim in joined or _is_told(relation):
                    continue
                if self._meets_in(new, stand, relation, "b" if side == "a" else "a"):
                    self._joins.evidence[key][stand.claim] = stand
                    self._check_place(stand, relation)

    def _meets_in(self, new: Stated, stand: Stand, relation: Relation, other: Side) -> bool:
        """The nearest are asked first; mostly one of them will do."""
        for most in (_MOST_WITNESSES, None):
            found = self._store.stands_in(
                self._slot,
                relation.key,
                other,
                stand.since,
                most,
            )
            for met in met_by(new, found, self._tones(found), self._told):
                names = (met.other.position, stand.position)
                way = names if met.new_is_later else names[::-1]
                if self._relation(met.outcome.kind, *way) is relation:
                    return True
        return False

    def _made(
        self,
        kind: RelationKind,
        one: str,
        two: str,
        pairs: Sequence[tuple[Stand, Stand, Outcome]],
    ) -> tuple[Relation, dict[str, Stand]]:
        """A relation that was not there: all its pairs have a new claim in them."""
        stands = {stand.claim: stand for pair in pairs for stand in pair[:2]}
        firsts = [self._store.first_stand(self._slot, name) for name in (one, two)]
        real = {
            each.claim.key: each
            for each in self._real([*stands.values(), *(one for one in firsts if one)])
        }
        a, b = (real[first.claim].claim for first in firsts if first)
        if not can_meet(a, b, self._sides):
            raise _WholeError
        met = Meeting()
        for earlier, later, outcome in pairs:
            met.add((real[earlier.claim], real[later.claim], outcome))
        assert met.first is not None
        first = self._position_of(met.first[0])
        names = (first, two if first == one else one)
        ordered = sorted(stands.values(), key=lambda stand: (stand.place, stand.claim))
        a_side, b_side = (
            (name, [real[stand.claim] for stand in ordered if stand.position == name])
            for name in names
        )
        return relation_of(self._slot, kind, a_side, b_side, met, self._sides), stands

    def _position_of(self, stated: Stated) -> str:
        return stand_of(stated, with_case=False).position

    def _write(self, made: Sequence[tuple[Relation, dict[str, Stand]]], writing: Writing) -> None:
        store, stands = self._store, self._joins.evidence.items()
        had = store.parts_of({claim for _, joining in stands for claim in joining})
        for key, joining in stands:
            relation = self._relations[key]
            new: list[tuple[Side, str, str]] = [
                ("a" if stand.position == relation.position_a else "b", claim, stand.place)
                for claim, stand in sorted(joining.items())
                if not any(part == key for part, _ in had[claim])
            ]
            store.join_relation(key, new)
        for relation, of in made:
            places = {claim: stand.place for claim, stand in of.items()}
            store.add_relation(relation, places, news=writing.news, earlier=writing.earlier)
        store.add_stands(self._slot, list(self._stands.values()))


def _is_told(relation: Relation) -> bool:
    """Whether one text tells of it, so that no other joins."""
    return relation.rule.startswith("reported@")
