"""What must hold of evidence, wherever it is kept: in a bundle or in the database. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.compare import VERSION
from monitor.compare.slots import position_of
from monitor.types import Claim, Relation, digest_of
from monitor.wording import shorten

# Characters of a stranger's text shown of what was expected and of what was found.
_SHOWN = 120
# The one rule that takes each side of a change whole, whatever single values it holds.
_WHOLE_SIDES = "reported"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was: where, what, and what stands there instead."""

    place: str
    what: str
    expected: str | None = None
    found: str | None = None

    def __str__(self) -> str:
        differs = f": expected {self.expected}, found {self.found}" if self.expected else ""
        return f"{self.place}: {self.what}{differs}"


def differing(place: str, what: str, expected: object, found: object) -> Iterator[Fault]:
    """A fault where the two are not equal."""
    if expected != found:
        yield Fault(place, what, _shown(expected), _shown(found))


def text_faults(
    place: str, key: str, document: str, kept_sha256: str, text_sha256: str
) -> Iterator[Fault]:
    """A revision: its text is the one that was hashed, and its key says so."""
    yield from differing(place, "SHA-256 of the text", kept_sha256, text_sha256)
    yield from differing(place, "key, by document and text", digest_of(document, kept_sha256), key)


def claim_faults(place: str, key: str, claim: Claim, document: str, text: str) -> Iterator[Fault]:
    """A claim: its quote stands at its offsets in the text, and its key follows from all of it."""
    inside = 0 <= claim.start < claim.end <= len(text)
    # Enough to tell them apart: very many claims could each name all of a long text.
    last = min(claim.end, claim.start + len(claim.quote) + _SHOWN)
    there = text[claim.start : last] if inside else f"nothing: the text has {len(text)}"
    if not inside or there != claim.quote:
        what = f"quote at {claim.start}-{claim.end} of revision {claim.revision}"
        yield Fault(place, what, _shown(claim.quote), _shown(there))
    yield from differing(place, "document of its revision", document, claim.document)
    yield from differing(place, "key, by place and value", claim.key, key)


def relation_faults(
    place: str, key: str, relation: Relation, a: Sequence[Claim], b: Sequence[Claim]
) -> Iterator[Fault]:
    """A relation: its key follows from kind, slot and positions, and its claims hold these.

    `a` and `b` are those of its claims that are at hand. What another version
    of the rules compared may have read positions otherwise.
    """
    yield from differing(place, "key, by kind, slot and positions", relation.key, key)
    rule, _, version = relation.rule.partition("@")
    sides = (("a", relation.position_a, a), ("b", relation.position_b, b))
    for name, position, claims in sides:
        for claim in claims:
            if (claim.topic, relation.slot.partition("/")[0]) != (relation.topic, relation.topic):
                yield from differing(
                    place, f"topic of claim {claim.key}", relation.topic, claim.topic
                )
        if version != str(VERSION) or not claims:
            continue
        held = [position_of(claim) for claim in claims]
        wrong = [claim.key for claim, one in zip(claims, held, strict=True) if one != position]
        if rule == _WHOLE_SIDES and len(wrong) < len(claims):
            continue
        for claim_key in wrong:
            yield Fault(place, f"side {name}: claim {claim_key} does not hold its position")
    facets = {claim.facet for claim in (*a, *b)}
    if facets and relation.facet not in facets:
        yield from differing(place, "facet", " or ".join(sorted(facets)), relation.facet)


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) and (" " in value or not value) else str(value)
    return shorten(text, _SHOWN)
