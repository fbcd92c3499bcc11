"""Two positions side by side: what is kept between them, and else why there is nothing to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.compare.dated import dated, sides_of
from monitor.compare.judge import (
    HORIZON_DAYS,
    Sides,
    Stated,
    has_moved_on,
    is_history,
    is_implied,
    is_one_text,
    is_scheduled,
    judge,
    voice_of,
)
from monitor.compare.slots import (
    exception_of,
    is_former,
    narrowing,
    position_of,
    slot_of,
)
from monitor.compare.stood import Days
from monitor.compare.values import fit
from monitor.config import Config
from monitor.query.valid import day_of, days_of
from monitor.storage import Store, StoredClaim, StoredRelation
from monitor.types import ANYBODYS, TOLD, Claim
from monitor.values import Eligibility, Money, Quantity, ScopeItem, State, When
from monitor.wording import day_in_words, held_in_words


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its claims, oldest first; what is compared is the first of them."""

    claims: tuple[StoredClaim, ...]

    @property
    def first(self) -> Claim:
        return self.claims[0].claim


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, the earlier one first; `relation` where one is kept; `why` in one sentence."""

    a: Side
    b: Side
    relation: StoredRelation | None
    slots: tuple[str, str]
    fit: str | None
    why: str


def compare_sides(store: Store, config: Config, one: Side, other: Side) -> Comparison:
    """What is kept of the two, or what the rules say now."""
    days, _ = days_of(store, [stored.claim for side in (one, other) for stored in side.claims])
    one, other = (_in_order(side, days) for side in (one, other))
    turned = day_of(other.first, days) < day_of(one.first, days)
    a, b = (other, one) if turned else (one, other)
    relation = _kept(store, a, b)
    slots = a.claims[0].slot, b.claims[0].slot
    topics = {topic.key: topic for topic in config.topics}
    topic = topics.get(a.first.topic)
    if topic is not None and b.first.topic in topics:
        slots = slot_of(a.first, topic), slot_of(b.first, topics[b.first.topic])
    sides = sides_of(topic) if topic else Sides("")
    meets = slots[0] == slots[1]
    if relation is not None:
        why = relation.relation.explanation
    elif meets:
        earlier, later = dated(config, days, (a.first, b.first))
        why = why_nothing(earlier, later, sides)
    else:
        why = why_apart(a.first, b.first, slots)
    how = fit(a.first, b.first, sides.kinds) if meets else None
    return Comparison(a, b, relation, slots, how, why)


def _in_order(side: Side, days: Days) -> Side:
    def place(stored: StoredClaim) -> tuple[date, int, str]:
        return day_of(stored.claim, days), stored.claim.start, stored.claim.key

    return Side(tuple(sorted(side.claims, key=place)))


def _kept(store: Store, a: Side, b: Side) -> StoredRelation | None:
    """The most pressing relation that has a claim of each on its two sides."""
    ours, theirs = ({stored.claim.key for stored in side.claims} for side in (a, b))
    parts = store.parts_of(ours | theirs)
    mine, yours = ({part for key in keys for part in parts[key]} for keys in (ours, theirs))
    opposite = {(key, "b" if side == "a" else "a") for key, side in yours}
    found = [store.relation(key) for key, _ in mine & opposite]
    return min(found, key=_how_pressing, default=None)


def _how_pressing(stored: StoredRelation) -> tuple[int, bool, float, str]:
    """As the store lists them: the most pressing kind first, then the newest."""
    kind = stored.relation.kind
    rank = TOLD.index(kind) if kind in TOLD else len(TOLD)
    return rank, not stored.relation.silent, -stored.recorded.timestamp(), stored.relation.key


def why_apart(a: Claim, b: Claim, slots: tuple[str, str]) -> str:
    """What keeps two claims from being compared at all: they stand in different slots."""
    (topic, part, facet), (topic_b, part_b, facet_b) = (slot.split("/")[:3] for slot in slots)
    pairs = [("topic", topic, topic_b), ("facet", facet, facet_b), ("component", part, part_b)]
    mine, yours = (dict(narrowing(claim)) for claim in (a, b))
    pairs += [
        (name, mine.get(name, "none named"), yours.get(name, "none named"))
        for name in sorted(mine.keys() | yours.keys())
    ]
    parts = [f"a different {name} ({x} and {y})" for name, x, y in pairs if x != y]
    if parts:
        return f"Not compared: {', '.join(parts)}."
    return f"Not compared: they are about different sides of the facet ({slots[0]} and {slots[1]})."


def why_nothing(earlier: Stated, later: Stated, sides: Sides) -> str:
    """Why two claims of one slot have no relation worth keeping: one plain sentence."""
    a, b = earlier.claim, later.claim
    if position_of(a) == position_of(b):
        return f"The same value: both say {held_in_words(a)}."
    verdict = judge(earlier, later, sides)
    if verdict is not None and verdict.kind in ("refinement", "compatible"):
        return _within(a, b, fit(a, b, sides.kinds))
    if verdict is not None:
        return (
            f"By themselves they are a {verdict.kind}, but other statements stand between them: "
            "a later word of the same voice, or another case that the same text gives."
        )
    if is_former(a) or is_former(b):
        return "One tells what held once and no longer does, so the other takes nothing from it."
    match fit(a, b, sides.kinds):
        case "equal":
            return f"The same value: both say {held_in_words(a)}."
        case "excepted":
            case_of = exception_of(a) or exception_of(b)
            return f"One is the rule, the other an exception from it ({case_of})."
        case "unrelated":
            return f"Not comparable: {_unrelated(a, b)}."
        case _:
            return _excused(earlier, later)


def _within(a: Claim, b: Claim, how: str) -> str:
    one, other = held_in_words(a), held_in_words(b)
    if how == "inside":
        return f"One lies inside the other: {other} is a closer word for {one}."
    if how == "around":
        return f"One lies inside the other: {one} is a closer word for {other}."
    return f"They overlap, so both can be true: {one}, and {other}."


def _excused(earlier: Stated, later: Stated) -> str:
    """Their values exclude one another, and yet nobody is held to them: in the order of `judge`."""
    a, b = earlier.claim, later.claim
    same_voice = voice_of(a) == voice_of(b)
    if is_one_text(a, b) and same_voice:
        return "One text by one speaker gives both: cases of a rule, whose difference was not read."
    if a.facet == "accuracy":
        return "Whether a report is right is held against other voices on the same page alone."
    if a.facet == "delivery":
        return "Who does a work is held against earlier texts of the same page alone: both may."
    if is_scheduled(earlier, later):
        return "One tells of a plan, the other of what holds for now: both can be so."
    if a.facet == "eligibility" and not same_voice:
        return "A speaker's wording is held against its own alone here, and these are two speakers."
    if (later.since - earlier.until).days > HORIZON_DAYS:
        return (
            f"They lie more than {HORIZON_DAYS} days apart ({day_in_words(earlier.until)} and "
            f"{day_in_words(later.since)}): what held may have changed in between."
        )
    if is_history(earlier, later):
        return "The earlier voice had said otherwise by then: its former word is history."
    if has_moved_on(earlier, later):
        return "Both can be so: what had begun, or was counted, may be otherwise by now."
    implied = next((one for one in (a, b) if is_implied(one)), None)
    if implied is not None and a.facet in ANYBODYS:
        return (
            f"The sentence that says {held_in_words(implied)} does not name the program: "
            f"its {a.facet} may be that of something else."
        )
    return "What one of them plans, or has taken back, leaves room for what the other says."


def _unrelated(a: Claim, b: Claim) -> str:
    one, other = held_in_words(a), held_in_words(b)
    match a.value, b.value:
        case Quantity(bound=x), Quantity(bound=y) if x != y:
            return f"{one} is a limit of another kind than {other}"
        case When(event=x), When(event=y) if x != y:
            return f"{one} and {other} are about different events"
        case ScopeItem(), ScopeItem():
            return f"{one}, and {other}: each can hold beside the other"
        case Money(role=x), Money(role=y) if x != y:
            return f"{one} and {other} are sums of different kinds"
        case (Money(), Money()) | (State(), State()) | (Eligibility(), Eligibility()):
            return f"{one} and {other} can stand side by side"
    if a.polarity != b.polarity:
        return f"{one} denies another value than {other}"
    return f"{one} and {other} do not exclude one another"
