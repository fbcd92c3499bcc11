"""What was said around a day, by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from monitor.interval import morning
from monitor.storage import tables
from monitor.storage.asking import oldest_first
from monitor.storage.claims import Claims
from monitor.types import Claim

_T = tables.claim


class Around(Claims):
    """Claims of a topic near one of its days."""

    def claims_around(
        self,
        topic: str,
        facets: Iterable[str],
        first: date,
        last: date,
        *,
        by: Collection[str] | None = None,
        after: date | None = None,
    ) -> tuple[Claim, ...]:
        """The claims of these facets said from `first` to `last`, oldest first.

        Said: on the first day its document may be of; without one, on the day it was observed.
        `by` these organisations alone; `after`: said or observed after that day.
        """
        wanted = [_T.c.topic == topic, _T.c.facet.in_(sorted(facets)), _said(first, last)]
        if by is not None:
            wanted.append(_T.c.organisation.in_(sorted(by)))
        if after is not None:
            seen = _T.c.observed >= morning(after + timedelta(1))
            wanted.append(or_(_T.c.published_from > after, seen))
        asked = oldest_first(_T).where(*wanted)
        return tuple(stored.claim for stored in self._claims(asked))

    def unmet_claims(
        self, rule: str, topic: str, facet: str, by: Collection[str], day: date, days: int
    ) -> tuple[Claim, ...]:
        """The claims of these organisations said so many days around a day, but for those that
        a relation by this rule ties to a claim from before that day.
        """
        r, e, o = tables.relation, tables.evidence, tables.evidence.alias()
        other = _T.alias()
        met = exists().where(
            e.c.claim == _T.c.key,
            e.c.retired.is_(None),
            r.c.key == e.c.relation,
            r.c.rule.startswith(f"{rule}@"),
            o.c.relation == e.c.relation,
            o.c.retired.is_(None),
            o.c.claim != e.c.claim,
            other.c.key == o.c.claim,
            other.c.published_from < day,
            other.c.observed < morning(day),
        )
        near = _said(day - timedelta(days), day + timedelta(days))
        mine = (_T.c.topic == topic, _T.c.facet == facet, _T.c.organisation.in_(sorted(by)))
        asked = oldest_first(_T).where(*mine, near, ~met)
        return tuple(stored.claim for stored in self._claims(asked))


def _said(first: date, last: date) -> ColumnElement[bool]:
    day = _T.c.published_from
    seen = and_(
        day.is_(None),
        _T.c.observed >= morning(first),
        _T.c.observed < morning(last + timedelta(1)),
    )
    return or_(day.between(first, last), seen)
