"""What a person decided about a relation, and what of it they had seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.types import AttributionKind, Modality, Relation, RelationKind, digest_of

Decision = Literal["confirmed", "dismissed", "superseded"]
# Which relations are wanted, by what was decided about them.
VerdictWish = Literal["undismissed", "open", "confirmed", "dismissed", "superseded", "all"]
# Who speaks, as seen from the program: its own vendor, and the sides that speakers.toml knows.
SpeakerSide = Literal["vendor", "partner", "outlet", "analyst", "customer", "other"]


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """What kind of evidence a claim is: whose word, at how many removes, how firmly."""

    side: SpeakerSide
    attribution: AttributionKind
    modality: Modality


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim that was evidence for a position when a person decided; `claim` is its key."""

    claim: str
    position: str
    document: str
    quote: str
    kind: EvidenceKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision; `relation` is the key and `rule` the rule of the relation at that time."""

    pair: str
    relation: str
    kind: RelationKind
    topic: str
    facet: str
    slot: str
    position_a: str
    position_b: str
    rule: str
    decision: Decision
    reason: str | None
    by: str
    at: datetime
    seen: tuple[Seen, ...]


def pair_of(relation: Relation) -> str:
    """What a verdict sticks to: the two positions of a slot, whatever is said for either later.

    Which side of a contradiction or tension spoke first may turn with one more
    document, and a firmer word makes one of the other: both are one matter. A
    revision is another, and goes one way.
    """
    positions = (relation.position_a, relation.position_b)
    if relation.kind == "revision":
        return digest_of("change", relation.slot, *positions)
    return digest_of("clash", relation.slot, *sorted(positions))
