"""What a digest is drawn from: the claims of a stretch of time, and what stands beside them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

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

    def first_known(self, slot: str, position: str, at: datetime) -> StoredClaim | None:
        """Of what is compared in the slot: the claim that took the position first, of those
        recorded up to that moment or found of the past; None where there is none."""
        s = tables.stated
        order = (s.c.since, s.c.number, s.c.start, s.c.claim)
        held = select(_T).join(s, (s.c.claim == _T.c.key) & (s.c.slot == _T.c.slot))
        known = held.where(s.c.slot == slot, s.c.position == position)
        known = known.where((_T.c.recorded <= at) | ~_T.c.news)
        return next(iter(self._claims(known.order_by(*order).limit(1))), None)

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
