"""Relations as a list, page by page, by what people decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from monitor.config import Config
from monitor.config.alert import AlertKind
from monitor.review import Reviewed, seek_relations, takes, verdict_in_words
from monitor.sides import Told, kind_of, tell
from monitor.storage import Store
from monitor.storage.relations import RelationOrder
from monitor.types import TOLD
from monitor.verdict import VerdictWish


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which relations: of all kinds where none is named; `after` ended the page before."""

    kinds: tuple[AlertKind, ...] = ()
    topic: str | None = None
    facet: str | None = None
    verdict: VerdictWish = "undismissed"
    order: RelationOrder = "pressing"
    after: str | None = None

    def takes(self, one: Reviewed) -> bool:
        """Whether a relation worth telling is among them."""
        if self.kinds and kind_of(one.stored.relation) not in self.kinds:
            return False
        return takes(self.verdict, one.state)


@dataclass(frozen=True, slots=True)
class Line:
    """One relation with the verdict on it, in words where there is one."""

    reviewed: Reviewed
    told: Told
    verdict: str | None


@dataclass(frozen=True, slots=True)
class RelationPage:
    """So many relations; `after` is where the next page begins, None at the end."""

    lines: tuple[Line, ...]
    after: str | None


def relation_page(config: Config, store: Store, wanted: Wanted, limit: int) -> RelationPage:
    """The next `limit` of them; raises NotFoundError where there is no `after`."""
    found = list(islice(_found(config, store, wanted), limit + 1))
    shown = found[:limit]
    told = {one.relation: one for one in tell(store, config.topics, [r.stored for r in shown])}
    lines = tuple(
        Line(one, told[key], verdict_in_words(one))
        for one in shown
        if (key := one.stored.relation.key) in told
    )
    last = shown[-1].stored.relation.key if len(found) > limit else None
    return RelationPage(lines, last)


def _found(config: Config, store: Store, wanted: Wanted) -> Iterator[Reviewed]:
    """Sought until enough are found."""
    found = seek_relations(
        config,
        store,
        {kind.removeprefix("silent-") for kind in wanted.kinds} or TOLD,
        topic=wanted.topic,
        facet=wanted.facet,
        order=wanted.order,
        after=wanted.after,
    )
    return filter(wanted.takes, found)
