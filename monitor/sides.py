"""A relation with both its sides in words, each by the claim that the explanation is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor import wording
from monitor.compare.meeting import led
from monitor.compare.slots import position_of
from monitor.compare.stood import said_on
from monitor.config.alert import AlertKind
from monitor.config.topic import Topic
from monitor.first_seen import edits_of
from monitor.plain import one_line, web_address
from monitor.storage import Glance, Store, StoredClaim, StoredRelation
from monitor.types import AttributionKind, Claim, Relation

# A sentence is rarely longer, and no page may fill an alert with one of its own making.
LONGEST_QUOTE = 280
LONGEST_EXPLANATION = 400
LONGEST_LINE = 120
# An address past this is no use in a chat, which cuts it.
LONGEST_LINK = 400

# A position: its slot, and what is held there.
Held = tuple[str, str]

# What is told of each kind, most pressing first.
KIND_NAMES: dict[AlertKind, str] = {
    "contradiction": "Contradictions",
    "silent-revision": "Silent revisions",
    "revision": "Revisions",
    "tension": "Tensions",
}

# Who was heard at first hand is shown before who was not.
_TIERS: tuple[AttributionKind, ...] = ("direct", "indirect", "document", "outlet", "hearsay")
_FIRST_HAND = _TIERS[:3]


@dataclass(frozen=True, slots=True)
class Side:
    """One position by one of its claims; `more` counts further documents."""

    claim: str
    value: str
    voice: str
    outlet: str
    dated: str
    quote: str
    link: str | None
    first_hand: bool
    more: int


@dataclass(frozen=True, slots=True)
class Told:
    """One relation in words, `a` said earlier; every text is clean and on one line."""

    relation: str
    kind: AlertKind
    topic: str
    topic_name: str
    facet: str
    explanation: str
    recorded: datetime
    a: Side
    b: Side

    @property
    def headline(self) -> str:
        """`Silent revision on threshold: The Program`."""
        kind = self.kind.replace("-", " ").capitalize()
        return f"{kind} on {self.facet}: {self.topic_name}"


def tell(store: Store, topics: Sequence[Topic], rows: Sequence[StoredRelation]) -> Iterator[Told]:
    """Each of these relations in words, all of a kind that is worth telling.

    Left out is one whose claims are gone: read anew since, so there is nothing to show.
    """
    names = {topic.key: topic.name for topic in topics}
    seen = store.glances(key for row in rows for key in (*row.relation.a, *row.relation.b))
    held = [
        [[seen[key] for key in keys if key in seen] for keys in led(row.relation)] for row in rows
    ]
    firsts = store.claims_by_key(side[0].claim for sides in held for side in sides if side)
    claims = {key: stored.claim for key, stored in firsts.items()}
    edits = edits_of(store, claims.values())
    for row, sides in zip(rows, held, strict=True):
        relation = row.relation
        a, b = (_side(side, claims, edits) for side in sides)
        if a and b:
            yield Told(
                relation=relation.key,
                kind=kind_of(relation),
                topic=relation.topic,
                topic_name=_short(names.get(relation.topic, relation.topic)),
                facet=_short(relation.facet),
                explanation=_short(relation.explanation, LONGEST_EXPLANATION),
                recorded=row.recorded,
                a=a,
                b=b,
            )


def held_by(stored: StoredClaim) -> Held:
    """Two claims that say the same of the same give the same."""
    return stored.slot, position_of(stored.claim)


def first_of(same: Sequence[Claim]) -> Claim:
    """The earliest, and among those of one day the most direct."""
    return min(same, key=lambda one: (said_on(one), _TIERS.index(one.attribution.kind), one.key))


def kind_of(relation: Relation) -> AlertKind:
    """Its kind, of those worth telling; a revision that nobody announced is one of its own."""
    if relation.kind == "revision":
        return "silent-revision" if relation.silent else "revision"
    if relation.kind not in ("contradiction", "tension"):
        raise ValueError(f"{relation.kind} is not worth telling")
    return relation.kind


def _side(
    same: Sequence[Glance], claims: Mapping[str, Claim], edits: Mapping[str, date]
) -> Side | None:
    first = claims.get(same[0].claim) if same else None
    if first is None:
        return None
    firmness = wording.firmness_in_words(first)
    value = wording.held_in_words(first)
    link = web_address(first.document)
    return Side(
        claim=first.key,
        value=_short(f"{value} ({firmness})" if firmness else value),
        voice=_short(_voice(first)),
        outlet=_short(first.reported_by),
        dated=wording.dated_in_words(first, edits.get(first.key)),
        quote=_short(wording.bare(first.quote), LONGEST_QUOTE),
        link=link if link and len(link) <= LONGEST_LINK else None,
        first_hand=any(one.kind in _FIRST_HAND for one in same),
        more=len({one.document for one in same} - {first.document}),
    )


def _voice(claim: Claim) -> str:
    """Who says it, beside the name of the outlet."""
    if claim.attribution.kind == "outlet":
        return "in its own voice"
    return wording.voice_in_words(claim)


def _short(text: str, most: int = LONGEST_LINE) -> str:
    return wording.shorten(one_line(text), most)
