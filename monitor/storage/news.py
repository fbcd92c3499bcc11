"""What a digest is drawn from: the claims of a stretch of time, and what stands beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, column, select, values

from monitor.storage import tables
from monitor.storage.claims import Claims
from monitor.storage.room import in_parts
from monitor.storage.rows import StoredClaim

_T = tables.claim


class News(Claims):
    """Each question is answered by an index, and reads no more than it gives."""

    def claims_recorded(self, since: datetime, until: datetime) -> tuple[StoredClaim, ...]:
        """The claims first written down after `since` and up to `until` that were news then."""
        window = (_T.c.recorded > since, _T.c.recorded <= until, _T.c.news)
        return self._claims(select(_T).where(*window).order_by(_T.c.recorded, _T.c.key))

    def claims_in_slots(self, slots: Collection[str]) -> tuple[StoredClaim, ...]:
        """All claims that can be compared with each other in one of these slots."""
        return tuple(
            stored
            for some in in_parts(sorted(set(slots)))
            for stored in self._claims(select(_T).where(_T.c.slot.in_(some)).order_by(_T.c.key))
        )

    def first_known(
        self, places: Collection[tuple[str, str]], at: datetime
    ) -> dict[tuple[str, str], StoredClaim]:
        """Of what is compared in these slots: the claim that took each position (slot, position)
        first, of those recorded up to that moment or found of the past."""
        found = dict[tuple[str, str], str]()
        with self._reading() as connection:
            for some in in_parts(sorted(set(places))):
                found |= {
                    (slot, position): first
                    for slot, position, first in connection.execute(_first_of(some, at))
                    if first is not None
                }
            claims = self.claims_by_key(found.values())
        return {place: claims[key] for place, key in found.items()}

    def claims_in_documents(self, documents: Collection[str]) -> tuple[StoredClaim, ...]:
        """All claims of these documents, in whichever of their texts."""
        return tuple(
            stored
            for some in in_parts(sorted(set(documents)))
            for stored in self._claims(select(_T).where(_T.c.document.in_(some)))
        )

    def topics_of(self, documents: Collection[str]) -> dict[str, frozenset[str]]:
        """What the claims of each of these documents are about."""
        found = dict[str, set[str]]()
        with self._reading() as connection:
            for some in in_parts(sorted(set(documents))):
                wanted = select(_T.c.document, _T.c.topic).where(_T.c.document.in_(some)).distinct()
                for document, topic in connection.execute(wanted):
                    found.setdefault(document, set()).add(topic)
        return {document: frozenset(topics) for document, topics in found.items()}


def _first_of(places: Sequence[tuple[str, str]], at: datetime) -> Select[Any]:
    """A row for each: its slot, its position, and the claim that took it first, if any did."""
    s = tables.stated
    asked = values(column("slot", String), column("position", String), name="place")
    place = asked.data(list(places)).cte()
    first = (
        select(s.c.claim)
        .join(_T, (s.c.claim == _T.c.key) & (s.c.slot == _T.c.slot))
        .where(s.c.slot == place.c.slot, s.c.position == place.c.position)
        .where((_T.c.recorded <= at) | ~_T.c.news)
        .order_by(s.c.since, s.c.number, s.c.start, s.c.claim)
        .limit(1)
        .correlate(place)
    )
    return select(place.c.slot, place.c.position, first.scalar_subquery())
