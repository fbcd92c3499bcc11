"""How relations are written down, and what the rules know of a topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.compare import VERSION
from monitor.compare.dated import sides_of
from monitor.config import Config
from monitor.config.topic import Topic
from monitor.storage import Recorded, Store, StoredRelation
from monitor.types import Relation, digest_of


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether as news or not, and what is known of some that went.

    `note` is told, slot by slot, which were there before and which are now.
    """

    news: bool = True
    earlier: Recorded | None = None
    note: Callable[[Sequence[StoredRelation], Sequence[Relation]], None] | None = None


AS_NEWS = Writing()


def put_relations(
    store: Store,
    slot: str,
    relations: Sequence[Relation],
    writing: Writing,
    places: Mapping[str, str] | None = None,
) -> None:
    """Replace the relations of one slot, as `writing` says."""
    before = store.relations(slot=slot) if writing.note else ()
    store.put_relations(slot, relations, news=writing.news, earlier=writing.earlier, places=places)
    if writing.note:
        writing.note(before, relations)


def rules_of(config: Config, topic: Topic) -> str:
    """Names all that what is drawn of a claim for comparing follows from, beside the claim."""
    sides, time = sides_of(topic), config.language.time
    kinds = sorted((name, *sorted(more)) for name, more in sides.kinds.items())
    told = (
        repr(kinds),
        repr(sorted(sides.several)),
        repr(sorted(sides.whole)),
        repr(time.announced),
        repr(time.for_now),
        repr(topic.part_words),
    )
    return digest_of(VERSION, sides.vendor, *told)
