"""How claims stand in their slots, looked up when others come: by index, and never all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    delete,
    insert,
    select,
    union,
    update,
)

from monitor.storage import tables
from monitor.storage.evidence import Side
from monitor.storage.room import Room, in_parts, insert_new
from monitor.types import Stand

_T, _E, _C = tables.stated, tables.evidence, tables.compared
Days = Sequence[tuple[date, date]]  # from the first to the last
_Asked = Select[Any] | CompoundSelect[Any]


def _equal(*names: str) -> list[ColumnElement[bool]]:
    return [_T.c[name] == bindparam(name) for name in names]


# Statements are made once: making one costs more than running it, and these run for every claim.
_RULES = select(_C.c.rules).where(_C.c.slot == bindparam("slot")).with_for_update()
_NEW = insert(_T)
_TAKEN_BACK = update(_T).where(_T.c.slot == bindparam("its"), _T.c.claim == bindparam("taken"))
# In the order of Stand: rows are many, and read without their names.
_OF = select(*(_T.c[name] for name in Stand.__slots__)).where(*_equal("slot"))
_ELSEWHERE = _T.c.position != bindparam("position")
_UP_TO = _T.c.since <= bindparam("day")
_OF_ONE_DAY = _T.c.until.is_(None)
_LATEST = _T.c.since.desc()

_OF_DOCUMENT = _OF.where(*_equal("document")).limit(1)
_APART = _OF.where(*_equal("document"), _ELSEWHERE).limit(1)
_BEFORE = _OF.where(*_equal("tone", "voice"), _UP_TO, _OF_ONE_DAY).order_by(_LATEST).limit(1)
_OF_TONE = (
    _OF.where(*_equal("tone"), _UP_TO, _OF_ONE_DAY, _T.c.held.is_(None))
    .order_by(_LATEST)
    .limit(bindparam("most"))
)
_BY = _OF.where(*_equal("voice")).limit(bindparam("most"))
_EARLIER = _OF.where(*_equal("voice"), _T.c.since < bindparam("day"))
_UNLIKE = (  # each by index
    _EARLIER.where(_T.c.held.is_(None), _T.c.position < bindparam("position")),
    _EARLIER.where(_T.c.held.is_(None), _T.c.position > bindparam("position")),
    _EARLIER.where(_T.c.held > bindparam("day"), _ELSEWHERE),
)
_OTHERWISE = _OF.where(*_equal("voice"), _T.c.since > bindparam("day"), _ELSEWHERE).limit(1)
_SINCE = _OF.where(_T.c.since >= bindparam("day"))
_NAMED = _OF.where(_T.c.claim.in_(bindparam("claims", expanding=True)))
_FIRST = (
    _OF.where(*_equal("position"))
    .order_by(_T.c.since, _T.c.number, _T.c.start, _T.c.claim)
    .limit(1)
)
_SIDE = select(_E.c.claim).where(
    _E.c.relation == bindparam("relation"), _E.c.side == bindparam("side"), _E.c.retired.is_(None)
)
_MOST: BindParameter[int] = bindparam("most")


def _held_by(evidence: Select[Any]) -> Select[Any]:
    """How the claims of that evidence stand. It is chosen first: beside the stands a planner, who
    takes the two for independent, would rather sort all of a side than read some of it in order.
    """
    some = evidence.subquery("some")
    return _OF.join_from(_T, some, some.c.claim == _T.c.claim)


_OF_SIDE = _held_by(_SIDE)
_SIDE_BEFORE = _held_by(
    _SIDE.where(_E.c.place < bindparam("after")).order_by(_E.c.place.desc()).limit(_MOST)
)
_SIDE_AFTER = _held_by(
    _SIDE.where(_E.c.place > bindparam("after")).order_by(_E.c.place).limit(_MOST)
)


@cache
def _on(spans: tuple[tuple[str, int], ...]) -> _Asked:
    """Of some documents, and of so many spans of days in each of these columns."""
    within = [
        _OF.where(_T.c[name].between(bindparam(f"{name}_{n}"), bindparam(f"{name}_{n}_to")))
        for name, number in spans
        for n in range(number)
    ]
    return union(_OF.where(_T.c.document.in_(bindparam("documents", expanding=True))), *within)


class Stands(Room):
    """What a new claim is held against."""

    def claim_slot(self, slot: str) -> str:
        """The rules by which the stands of a slot were drawn, "" where there are none.

        Nobody else compares in the slot until this transaction ends.
        """
        with self._writing() as connection:
            insert_new(connection, _C, {"slot": slot, "rules": ""})
            return str(connection.execute(_RULES, {"slot": slot}).scalar_one())

    def put_stands(self, slot: str, rules: str, stands: Iterable[Stand]) -> None:
        """Make these the stands of a slot, as drawn by these rules."""
        wanted = {stand.claim: stand_row(slot, stand) for stand in stands}
        with self._writing() as connection:
            mine = select(_T).where(_T.c.slot == slot)
            kept = {row["claim"]: dict(row) for row in connection.execute(mine).mappings()}
            changed = {key for key, row in kept.items() if wanted.get(key) != row}
            for part in in_parts(sorted(changed)):
                connection.execute(delete(_T).where(_T.c.slot == slot, _T.c.claim.in_(part)))
            new = [row for key, row in wanted.items() if kept.get(key) != row]
            if new:
                connection.execute(_NEW, new)
            insert_new(connection, _C, {"slot": slot, "rules": rules})
            connection.execute(update(_C).where(_C.c.slot == slot).values(rules=rules))

    def add_stands(self, slot: str, stands: Sequence[Stand]) -> None:
        """Add some that are new."""
        with self._writing() as connection:
            connection.execute(_NEW, [stand_row(slot, stand) for stand in stands])

    def has_stood(self, slot: str, document: str) -> bool:
        """Whether a claim of this document stands in the slot."""
        return bool(self._stands(_OF_DOCUMENT, slot=slot, document=document))

    def stands_apart(self, slot: str, document: str, position: str) -> bool:
        """Whether a claim of this document stands in another position."""
        asked = {"slot": slot, "document": document, "position": position}
        return bool(self._stands(_APART, **asked))

    def stand_before(self, slot: str, tone: str, voice: str, day: date) -> Stand | None:
        """The last of this tone and voice up to that day that stood for one day."""
        found = self._stands(_BEFORE, slot=slot, tone=tone, voice=voice, day=day)
        return found[0] if found else None

    def stands_before(self, slot: str, tone: str, day: date, most: int) -> tuple[Stand, ...]:
        """The last of this tone up to that day, of one day and never taken back; latest first."""
        return self._stands(_OF_TONE, slot=slot, tone=tone, day=day, most=most)

    def stands_of(self, slot: str) -> tuple[Stand, ...]:
        """All of them."""
        return self._stands(_OF, slot=slot)

    def stands_by(self, slot: str, voice: str, most: int) -> tuple[Stand, ...]:
        """Of this voice, so many at the most."""
        return self._stands(_BY, slot=slot, voice=voice, most=most)

    def stands_unlike(self, slot: str, voice: str, position: str, day: date) -> tuple[Stand, ...]:
        """Those of this voice in other positions from before a day that it had not taken back
        by then."""
        values = {"slot": slot, "voice": voice, "position": position, "day": day}
        return tuple(one for asked in _UNLIKE for one in self._stands(asked, **values))

    def says_otherwise_after(self, slot: str, voice: str, position: str, day: date) -> bool:
        """Whether this voice takes another position after a day."""
        asked = {"slot": slot, "voice": voice, "position": position, "day": day}
        return bool(self._stands(_OTHERWISE, **asked))

    def stands_since(self, slot: str, day: date) -> tuple[Stand, ...]:
        """All from a day on."""
        return self._stands(_SINCE, slot=slot, day=day)

    def stands_named(self, slot: str, claims: Collection[str]) -> tuple[Stand, ...]:
        """How these claims stand in the slot."""
        return tuple(
            stand
            for part in in_parts(sorted(claims))
            for stand in self._stands(_NAMED, slot=slot, claims=part)
        )

    def take_back(self, slot: str, stands: Iterable[Stand]) -> None:
        """Keep until when these were held."""
        ended = [{"its": slot, "taken": one.claim, "held": one.held} for one in stands]
        if ended:
            with self._writing() as connection:
                connection.execute(_TAKEN_BACK, ended)

    def first_stand(self, slot: str, position: str) -> Stand | None:
        """The claim that took a position first."""
        found = self._stands(_FIRST, slot=slot, position=position)
        return found[0] if found else None

    def stands_on(
        self, slot: str, since: Days, until: Days, held: Days, documents: Collection[str]
    ) -> tuple[Stand, ...]:
        """Those with a first day, a last day or an end of hold among these, and of documents."""
        columns = (("since", since), ("until", until), ("held", held))
        values: dict[str, Any] = {"slot": slot, "documents": sorted(documents)}
        for name, days in columns:
            for n, (first, last) in enumerate(days):
                values |= {f"{name}_{n}": first, f"{name}_{n}_to": last}
        return self._stands(_on(tuple((name, len(days)) for name, days in columns)), **values)

    def stands_in(
        self, slot: str, relation: str, side: Side, day: date, most: int | None
    ) -> tuple[Stand, ...]:
        """Of one side of a relation: the last up to a day and the first after it; all for None."""
        asked = {"slot": slot, "relation": relation, "side": side}
        if most is None:
            return self._stands(_OF_SIDE, **asked)
        # Behind every place of that day.
        near = {**asked, "after": f"{day.isoformat()}~", "most": most}
        return (*self._stands(_SIDE_BEFORE, **near), *self._stands(_SIDE_AFTER, **near))

    def _stands(self, statement: _Asked, **values: Any) -> tuple[Stand, ...]:
        with self._reading() as connection:
            return _stands(connection.execute(statement, values))


def stand_row(slot: str, stand: Stand) -> dict[str, Any]:
    """Its row."""
    return {
        "slot": slot,
        "claim": stand.claim,
        "document": stand.document,
        "position": stand.position,
        "tone": stand.tone,
        "voice": stand.voice,
        "since": stand.since,
        "until": None if stand.until == stand.since else stand.until,
        "held": stand.held,
        "number": stand.number,
        "start": stand.start,
    }


def _stands(rows: Iterable[Any]) -> tuple[Stand, ...]:
    return tuple(
        Stand(claim, document, position, tone, voice, since, until or since, *more)
        for claim, document, position, tone, voice, since, until, *more in rows
    )
