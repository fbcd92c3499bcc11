"""What "only" means in a text that says elsewhere what more there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitor.config.topic import Topic
from monitor.types import Claim
from monitor.values import ScopeItem


def not_only(topic: Topic, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a text; "only" is taken back where the same voice covers more in it.

    "They give guidance only" in one paragraph is of some customers, where another has the
    mail moved. What is of the same family counts, and is no kind of it; the family as such
    counts but for what the program is known for ("email only" is a migration).
    """
    every = tuple(claims)
    for claim in every:
        value = claim.value
        if isinstance(value, ScopeItem) and value.exhaustive and _has_more(topic, claim, every):
            yield replace(claim, value=ScopeItem(value.item, value.included))
        else:
            yield claim


def _has_more(topic: Topic, only: Claim, claims: Iterable[Claim]) -> bool:
    value = only.value
    assert isinstance(value, ScopeItem)
    return any(
        claim.start != only.start  # not in one breath, as in "only mail and files"
        and claim.component == only.component
        and claim.modality == only.modality
        and claim.speaker.organisation == only.speaker.organisation
        and isinstance(claim.value, ScopeItem)
        and claim.value.included
        and _is_more(topic, value.item, claim.value.item)
        for claim in claims
    )


def _is_more(topic: Topic, only: str, other: str) -> bool:
    """Whether an item is of the family of another one, and neither that nor a kind of it."""
    family, others = topic.ancestors(only), topic.ancestors(other)
    if other == only or only in others:
        return False
    if other in family:
        return only not in topic.whole
    return not family or bool(family & others)
