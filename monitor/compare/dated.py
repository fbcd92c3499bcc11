"""Claims with the days on which their documents stated them: what the rules are asked about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from monitor.compare.judge import Sides, Stated
from monitor.compare.stood import Days
from monitor.config.phrases import any_of
from monitor.types import Claim

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.config.topic import Topic


def dated(config: Config, days: Days, claims: Iterable[Claim]) -> list[Stated]:
    """Each claim with the days on which its document stated it, and what it says of itself."""
    changes = any_of(config.language.time.announced)
    present = any_of(config.language.time.for_now)
    return [
        Stated(
            claim,
            since=days[claim.revision].since,
            until=days[claim.revision].until,
            number=days[claim.revision].number,
            notices=days[claim.revision].notices,
            superseded=days[claim.revision].superseded,
            announced=bool(changes and changes.search(claim.quote)),
            for_now=bool(present and present.search(claim.quote)),
        )
        for claim in claims
    ]


def sides_of(topic: Topic) -> Sides:
    """Its vendor, and which of its items are kinds of which."""
    kinds = {item.name: topic.ancestors(item.name) for item in topic.item}
    return Sides(topic.vendor, kinds, frozenset(item.name for item in topic.item if item.several))
