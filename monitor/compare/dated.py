"""Claims with the days on which their documents stated them: what the rules are asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.compare.judge import PARTED, Sides, Stated
from monitor.compare.slots import position_of
from monitor.compare.stood import Days, is_posted, said_on, since
from monitor.config.phrases import any_of
from monitor.types import Claim

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.config.topic import Topic


_NONE: frozenset[str] = frozenset()


def dated(config: Config, days: Days, claims: Iterable[Claim]) -> list[Stated]:
    """Each claim with the days on which its document stated it, and what it says of itself."""
    changes = any_of(config.language.time.announced)
    present = any_of(config.language.time.for_now)
    topics = {topic.key: topic for topic in config.topics}
    return [
        Stated(
            claim,
            since=(said := since(claim, stood)),
            until=said if (posted := is_posted(claim, stood)) else stood.until,
            number=stood.number,
            notices=stood.notices,
            superseded=stood.superseded,
            announced=bool(changes and changes.search(claim.quote)),
            for_now=bool(present and present.search(claim.quote)),
            posted=posted,
            parts=topic.parts_named_in(claim.quote) if topic and claim.facet in PARTED else _NONE,
        )
        for claim in claims
        for stood, topic in [(days[claim.revision], topics.get(claim.topic))]
    ]


def as_first_said(stated: Iterable[Stated]) -> list[Stated]:
    """The same; what an edit of a page under its old date left as it was counts as said on the day
    of the revision before, and not anew on that of the edit.
    """
    found: list[Stated] = []
    said: dict[tuple[str, str, int], Stated] = {}  # by document, position and revision
    for one in sorted(stated, key=lambda one: one.number):
        page, position = one.claim.document, position_of(one.claim)
        before = said.get((page, position, one.number - 1))
        if before is not None:
            one = replace(one, kept=True)
            if said_on(before.claim) == said_on(one.claim):
                alone = one.until == one.since
                one = replace(one, since=before.since, until=before.since if alone else one.until)
        said.setdefault((page, position, one.number), one)
        found.append(one)
    return found


def sides_of(topic: Topic) -> Sides:
    """Its vendor, and which of its items are kinds of which."""
    above = {item.name: topic.ancestors(item.name) for item in topic.item}
    wholes = [item.name for item in topic.item if item.whole]
    kinds = {
        name: of | {whole for whole in wholes if whole != name and of & above[whole]}
        for name, of in above.items()
    }
    several = frozenset(item.name for item in topic.item if item.several)
    return Sides(topic.vendor, kinds, several, frozenset(topic.whole))
