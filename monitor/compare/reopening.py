"""Which evidence is of a new kind: it alone opens a matter again that a person has decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.types import AttributionKind, Claim, Modality, Relation
from monitor.verdict import EvidenceKind, SpeakerSide, Verdict
from monitor.wording import held_in_words

# At how many removes a word is heard: passed on, reported, written down by whoever says it.
# Whether an outlet quotes or paraphrases is its style, and no further evidence.
_DIRECTNESS: dict[AttributionKind, int] = {
    "hearsay": 0,
    "direct": 1,
    "indirect": 1,
    "outlet": 1,
    "document": 2,
}
_FIRMNESS: dict[Modality, int] = {"rumoured": 0, "hedged": 1, "planned": 2, "asserted": 3}
_WHO: dict[SpeakerSide, str] = {
    "vendor": "the vendor itself",
    "partner": "a partner",
    "outlet": "an outlet",
    "analyst": "an analyst",
    "customer": "a customer",
    "other": "another speaker",
}
_HOW_FIRMLY: dict[Modality, str] = {
    "rumoured": " as a rumour",
    "hedged": " with a hedge",
    "planned": " as a plan",
    "asserted": "",
}


@dataclass(frozen=True, slots=True)
class Speakers:
    """Which side each organisation is on; `vendors` names the vendor of each topic."""

    vendors: Mapping[str, str]
    sides: Mapping[str, SpeakerSide]

    def kind_of(self, claim: Claim) -> EvidenceKind:
        """What kind of evidence a claim is."""
        return EvidenceKind(self._side(claim), claim.attribution.kind, claim.modality)

    def _side(self, claim: Claim) -> SpeakerSide:
        if claim.attribution.kind == "outlet":
            return "outlet"
        organisation = claim.speaker.organisation
        if organisation is not None and organisation == self.vendors.get(claim.topic):
            return "vendor"
        side = self.sides.get(organisation or "", "other")
        return "other" if side == "vendor" else side  # of another program


def covers(seen: EvidenceKind, new: EvidenceKind) -> bool:
    """Whether who has seen the one learns nothing of a new kind from the other.

    A word of the same side that is no more direct and no firmer is a repeat.
    After the vendor's own word, so is anybody's.
    """
    return (
        seen.side in (new.side, "vendor")
        and _DIRECTNESS[seen.attribution] >= _DIRECTNESS[new.attribution]
        and _FIRMNESS[seen.modality] >= _FIRMNESS[new.modality]
    )


def new_evidence(
    verdict: Verdict, relation: Relation, claims: Mapping[str, Claim], speakers: Speakers
) -> tuple[Claim, ...]:
    """The claims of a relation that are evidence of a kind its verdict had not seen for that side.

    The most telling first. Words once seen are never new, however they are
    read later, nor on whichever page of theirs they stand.
    """
    keys = {seen.claim for seen in verdict.seen}
    words = {(seen.document, seen.quote) for seen in verdict.seen}
    found: list[Claim] = []
    for position, side in ((relation.position_a, relation.a), (relation.position_b, relation.b)):
        kinds = {seen.kind for seen in verdict.seen if seen.position == position}
        for key in side:
            claim = claims.get(key)
            if claim is None or key in keys or (claim.document, claim.quote) in words:
                continue
            if not any(covers(kind, speakers.kind_of(claim)) for kind in kinds):
                found.append(claim)
    return tuple(sorted(found, key=lambda claim: (_weight(speakers.kind_of(claim)), claim.key)))


def why_reopened(claim: Claim, speakers: Speakers, *, since: bool) -> str:
    """In words what the new evidence is; `since`: it came after the verdict."""
    kind = speakers.kind_of(claim)
    own = " in its own voice" if kind.attribution == "outlet" else ""
    says = "now says it" if since else "says it too"
    how = {"hearsay": " at second hand", "document": " in writing"}.get(kind.attribution, "")
    firmly = _HOW_FIRMLY[kind.modality]
    return f"{_WHO[kind.side]}{own} {says}{how}{firmly}: {held_in_words(claim)}"


def _weight(kind: EvidenceKind) -> tuple[bool, int, int]:
    return (
        kind.side != "vendor",
        -_DIRECTNESS[kind.attribution],
        -_FIRMNESS[kind.modality],
    )
