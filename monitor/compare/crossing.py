"""Relations across facets: what is said of the program's standing, or of what was just said.

Claims of one slot share a facet. A program called undecided, or still in
flux, shares none with the firm date or the confirmation that goes with it
badly, and "she disputes that" shares none with what is disputed; these few
rules look at both, around one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from monitor.compare import VERSION
from monitor.compare.judge import (
    HORIZON_DAYS,
    Outcome,
    Sides,
    Stated,
    is_implied,
    is_in_passing,
    is_last_word,
    is_own_word,
    is_weak,
    voice_of,
)
from monitor.compare.slots import position_of
from monitor.compare.telling import explain
from monitor.types import Claim, Relation
from monitor.values import Accuracy, State, When

# Facets whose claims are held against those of others.
STANDING = ("status", "accuracy")
# Rules between documents.
CONFIRMED, SETTLED = "confirmed-yet-open", "settled"
# Days within which a confirmation and a word of doubt are told of the same state of things.
_SAME_TIME = 30
# Of the whole program. What is undecided or will be told later is mostly a matter within it.
_OPEN = frozenset({"in-flux", "suspended"})


def stand_slot(topic: str, document: str) -> str:
    """The slot of what a document says of a program's standing, beside that of every facet."""
    return f"{topic}/stand/{document}"


def cross(slot: str, open_: Sequence[Stated], others: Sequence[Stated]) -> tuple[Relation, ...]:
    """The relations of `open_` (states and last words of one document) to what else was said."""
    found: dict[str, Relation] = {}
    for one, other in product(open_, sorted(others, key=lambda s: (s.since, s.claim.key))):
        outcome = _outcome(one, other)
        if outcome is not None:
            # One relation a rule and state: the first firm word says it.
            key = f"{outcome.rule} {one.claim.key}"
            found.setdefault(key, _relation(slot, one, other, outcome))
    return tuple(sorted(found.values(), key=lambda relation: relation.key))


def settles(claim: Claim) -> str | None:
    """The rule by which it may bear on another document's word that all is open still."""
    if is_weak(claim) or not claim.speaker.organisation:
        return None
    if isinstance(claim.value, Accuracy):
        return CONFIRMED if claim.value.accurate else None
    return SETTLED if _is_firm(claim) and not claim.speaker.anonymous else None


def _is_firm(claim: Claim) -> bool:
    value = claim.value
    return isinstance(value, When) and value.event == "start" and value.span.days() == 1


def is_open(claim: Claim) -> bool:
    """Whether an organisation says that the program is not settled yet."""
    if not isinstance(claim.value, State) or claim.value.state not in _OPEN:
        return False
    if claim.attribution.kind == "outlet" or not claim.speaker.organisation:
        return False  # an outlet settles nothing
    return claim.polarity == "affirm" and not is_implied(claim)


def _relation(slot: str, one: Stated, other: Stated, outcome: Outcome) -> Relation:
    turned = other.since < one.since
    if one.claim.revision == other.claim.revision and one.since == other.since:
        turned = other.claim.start < one.claim.start  # what is judged stands before the judgement
    earlier, later = (other, one) if turned else (one, other)
    return Relation(
        kind=outcome.kind,
        topic=one.claim.topic,
        facet=one.claim.facet,
        slot=slot,
        a=(earlier.claim.key,),
        b=(later.claim.key,),
        position_a=position_of(earlier.claim),
        position_b=position_of(later.claim),
        rule=f"{outcome.rule}@{VERSION}",
        explanation=explain(earlier, later, outcome, Sides("")),
    )


def _outcome(one: Stated, other: Stated) -> Outcome | None:
    if _is_disputed(one.claim, other.claim):
        return Outcome("contradiction", "disputed")
    same = one.claim.speaker.organisation == other.claim.speaker.organisation
    return _by_standing(one, other) if same and is_open(one.claim) else None


def _is_disputed(judgement: Claim, claim: Claim) -> bool:
    """Whether a judgement calls wrong the sentence in which somebody else made a claim."""
    value = judgement.value
    if not isinstance(value, Accuracy) or value.accurate:
        return False
    if not is_last_word(judgement) or is_own_word(judgement) or is_in_passing(claim):
        return False
    apart = voice_of(judgement) != voice_of(claim)
    said = " ".join(claim.quote.split())
    return apart and judgement.document == claim.document and said.startswith(value.of)


def _by_standing(one: Stated, other: Stated) -> Outcome | None:
    value, days = other.claim.value, (other.since - one.since).days
    if isinstance(value, Accuracy):
        confirmed = value.accurate and not is_weak(other.claim) and abs(days) <= _SAME_TIME
        return Outcome("tension", CONFIRMED) if confirmed else None
    if is_weak(other.claim) or other.claim.speaker.anonymous:
        return None
    later = 0 < days <= HORIZON_DAYS and other.claim.document != one.claim.document
    return Outcome("revision", SETTLED) if _is_firm(other.claim) and later else None
