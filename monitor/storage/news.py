"""What a digest is drawn from: the claims of a stretch of time, and what stands beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select

from monitor.storage import tables
from monitor.storage.claims import Claims
from monitor.storage.rows import StoredClaim
from monitor.types import Claim

_T = tables.claim
_AT_ONCE = 500  # keys named in one question


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
            for some in _parts(slots)
            for stored in self._claims(select(_T).where(_T.c.slot.in_(some)).order_by(_T.c.key))
        )

    def claims_named(self, keys: Collection[str]) -> dict[str, Claim]:
        """The claims of these keys that are kept."""
        return {
            stored.claim.key: stored.claim
            for some in _parts(keys)
            for stored in self._claims(select(_T).where(_T.c.key.in_(some)))
        }

    def topics_of(self, documents: Collection[str]) -> dict[str, frozenset[str]]:
        """What the claims of each of these documents are about."""
        found = dict[str, set[str]]()
        with self._reading() as connection:
            for some in _parts(documents):
                wanted = select(_T.c.document, _T.c.topic).where(_T.c.document.in_(some)).distinct()
                for document, topic in connection.execute(wanted):
                    found.setdefault(document, set()).add(topic)
        return {document: frozenset(topics) for document, topics in found.items()}


def _parts(names: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(set(names))
    for first in range(0, len(ordered), _AT_ONCE):
        yield ordered[first : first + _AT_ONCE]
