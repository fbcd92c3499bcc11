"""How claims stand in their slots, looked up when others come: by index, and never all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, union, update

from monitor.storage import tables
from monitor.storage.evidence import Side
from monitor.storage.room import Room, in_parts, insert_new
from monitor.types import Stand

_T, _E = tables.stated, tables.evidence
Days = Sequence[tuple[date, date]]  # from the first to the last


class Stands(Room):
    """What a new claim is held against."""

    def claim_slot(self, slot: str) -> str:
        """The rules by which the stands of a slot were drawn, "" where there are none.

        Nobody else compares in the slot until this transaction ends.
        """
        t = tables.compared
        with self._writing() as connection:
            insert_new(connection, t, {"slot": slot, "rules": ""})
            asked = select(t.c.rules).where(t.c.slot == slot).with_for_update()
            return str(connection.execute(asked).scalar_one())

    def put_stands(self, slot: str, rules: str, stands: Iterable[Stand]) -> None:
        """Make these the stands of a slot, as drawn by these rules."""
        t = tables.compared
        wanted = {stand.claim: stand_row(slot, stand) for stand in stands}
        with self._writing() as connection:
            mine = select(_T).where(_T.c.slot == slot)
            kept = {row["claim"]: dict(row) for row in connection.execute(mine).mappings()}
            changed = {key for key, row in kept.items() if wanted.get(key) != row}
            for part in in_parts(sorted(changed)):
                connection.execute(delete(_T).where(_T.c.slot == slot, _T.c.claim.in_(part)))
            new = [row for key, row in wanted.items() if kept.get(key) != row]
            if new:
                connection.execute(insert(_T), new)
            insert_new(connection, t, {"slot": slot, "rules": rules})
            connection.execute(update(t).where(t.c.slot == slot).values(rules=rules))

    def add_stands(self, slot: str, stands: Sequence[Stand]) -> None:
        """Add some that are new."""
        with self._writing() as connection:
            connection.execute(insert(_T), [stand_row(slot, stand) for stand in stands])

    def has_stood(self, slot: str, document: str) -> bool:
        """Whether a claim of this document stands in the slot."""
        asked = _of(slot).where(_T.c.document == document).limit(1)
        return bool(self._stands(asked))

    def stands_apart(self, slot: str, document: str, position: str) -> bool:
        """Whether a claim of this document stands in another position."""
        mine = _of(slot).where(_T.c.document == document, _T.c.position != position)
        return bool(self._stands(mine.limit(1)))

    def stand_before(self, slot: str, tone: str, voice: str, day: date) -> Stand | None:
        """The last of this tone and voice up to that day that stood for one day."""
        asked = _of(slot).where(_T.c.tone == tone, _T.c.voice == voice, _T.c.since <= day)
        found = self._stands(asked.where(_T.c.until.is_(None)).order_by(_T.c.since.desc()).limit(1))
        return found[0] if found else None

    def stands_before(self, slot: str, tone: str, day: date, most: int) -> tuple[Stand, ...]:
        """The last of this tone up to that day, of one day and never taken back; latest first."""
        asked = _of(slot).where(_T.c.tone == tone, _T.c.since <= day)
        plain = asked.where(_T.c.until.is_(None), _T.c.held.is_(None))
        return self._stands(plain.order_by(_T.c.since.desc()).limit(most))

    def stands_of(self, slot: str) -> tuple[Stand, ...]:
        """All of them."""
        return self._stands(_of(slot))

    def stands_by(self, slot: str, voice: str, most: int) -> tuple[Stand, ...]:
        """Of this voice, so many at the most."""
        return self._stands(_of(slot).where(_T.c.voice == voice).limit(most))

    def stands_unlike(self, slot: str, voice: str, position: str, day: date) -> tuple[Stand, ...]:
        """Those of this voice in other positions from before a day that it had not taken back
        by then."""
        mine = _of(slot).where(_T.c.voice == voice, _T.c.since < day)
        below, above = _T.c.position < position, _T.c.position > position  # each by index
        never = [mine.where(_T.c.held.is_(None), unlike) for unlike in (below, above)]
        later = mine.where(_T.c.held > day, _T.c.position != position)
        return tuple(one for asked in (*never, later) for one in self._stands(asked))

    def says_otherwise_after(self, slot: str, voice: str, position: str, day: date) -> bool:
        """Whether this voice takes another position after a day."""
        mine = _of(slot).where(_T.c.voice == voice, _T.c.since > day, _T.c.position != position)
        return bool(self._stands(mine.limit(1)))

    def stands_since(self, slot: str, day: date) -> tuple[Stand, ...]:
        """All from a day on."""
        return self._stands(_of(slot).where(_T.c.since >= day))

    def stands_named(self, slot: str, claims: Collection[str]) -> tuple[Stand, ...]:
        """How these claims stand in the slot."""
        return tuple(
            stand
            for part in in_parts(sorted(claims))
            for stand in self._stands(_of(slot).where(_T.c.claim.in_(part)))
        )

    def take_back(self, slot: str, stands: Iterable[Stand]) -> None:
        """Keep until when these were held."""
        mine = (_T.c.slot == slot, _T.c.claim == bindparam("taken"))
        ended = [{"taken": one.claim, "held": one.held} for one in stands]
        if ended:
            with self._writing() as connection:
                connection.execute(update(_T).where(*mine), ended)

    def first_stand(self, slot: str, position: str) -> Stand | None:
        """The claim that took a position first."""
        order = (_T.c.since, _T.c.number, _T.c.start, _T.c.claim)
        found = self._stands(_of(slot).where(_T.c.position == position).order_by(*order).limit(1))
        return found[0] if found else None

    def stands_on(
        self, slot: str, since: Days, until: Days, held: Days, documents: Collection[str]
    ) -> tuple[Stand, ...]:
        """Those with a first day, a last day or an end of hold among these, and of documents."""
        asked = [_of(slot).where(_T.c.document.in_(sorted(documents)))]
        for column, days in ((_T.c.since, since), (_T.c.until, until), (_T.c.held, held)):
            asked += [_of(slot).where(column.between(*span)) for span in days]
        with self._reading() as connection:
            return _stands(connection.execute(union(*asked)))

    def stands_in(
        self, slot: str, relation: str, side: Side, day: date, most: int | None
    ) -> tuple[Stand, ...]:
        """Of one side of a relation: the last up to a day and the first after it; all for None."""
        joined = select(*_COLUMNS).join(_E, (_E.c.claim == _T.c.claim) & (_T.c.slot == slot))
        mine = joined.where(_E.c.relation == relation, _E.c.side == side, _E.c.retired.is_(None))
        if most is None:
            return self._stands(mine)
        after = f"{day.isoformat()}~"  # behind every place of that day
        last = mine.where(_E.c.place < after).order_by(_E.c.place.desc()).limit(most)
        first = mine.where(_E.c.place > after).order_by(_E.c.place).limit(most)
        return (*self._stands(last), *self._stands(first))

    def _stands(self, statement: Select[Any]) -> tuple[Stand, ...]:
        with self._reading() as connection:
            return _stands(connection.execute(statement))


# In the order of Stand: rows are many, and read without their names.
_COLUMNS = tuple(_T.c[name] for name in Stand.__slots__)


def _of(slot: str) -> Select[Any]:
    return select(*_COLUMNS).where(_T.c.slot == slot)


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
