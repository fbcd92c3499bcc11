"""The relation rules: an earlier and a later position, first rule that holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product

from monitor.compare.slots import exception_of, position_of
from monitor.compare.values import fit
from monitor.types import Claim, Relation, RelationKind
from monitor.values import ScopeItem, When
from monitor.wording import span_in_words, value_in_words

# Two accounts further apart than this are not about the same moment: a program may have
# changed in between, so only its own vendor can be held to both.
HORIZON_DAYS = 150


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with the days on which its document stated it.

    A page states it until its next revision; an article on its day alone.
    """

    claim: Claim
    since: date
    until: date
    number: int = 0  # which revision of its document
    ended: bool = False  # something took its place after `until`
    announced: bool = False  # it says itself that something changed


@dataclass(frozen=True, slots=True)
class Sides:
    """What the rules must know of organisations and items."""

    vendor: str
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for two single claims."""

    kind: RelationKind
    rule: str
    silent: bool = False


Order = tuple[date, int, int, str]
# The organisation or name, and for unnamed people the document that heard them.
Voice = tuple[str | None, str | None]
Case = tuple[str, str | None, Voice]
# Facets in which a speaker holds one value at a time; of scope items there are many.
_OMITTED = "omits-exception"
_ONE_VALUE = ("threshold", "timing", "price", "headcount")

Pair = tuple[Stated, Stated, Verdict]


def relate(slot: str, stated: Sequence[Stated], sides: Sides) -> tuple[Relation, ...]:
    """All relations worth keeping between the positions of one slot.

    Independent of the order in which the claims arrive. One relation a kind
    and pair of positions, however many documents repeat it.
    """
    positions: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(_in_force(_leading(stated)), key=_order):
        positions[position_of(one.claim)].append(one)
    cases = frozenset(s.claim.revision for s in stated if exception_of(s.claim) is not None)
    found: list[Relation] = []
    for a, b in combinations(sorted(positions), 2):
        first, second = positions[a], positions[b]
        if fit(first[0].claim, second[0].claim, sides.kinds) not in ("equal", "unrelated"):
            found += _between(slot, (a, first), (b, second), sides, cases)
    return tuple(sorted(found, key=lambda relation: relation.key))


def _leading(stated: Sequence[Stated]) -> list[Stated]:
    """Of several limits that one voice gives in one text and slot, the first.

    The others are cases whose difference we did not read (a plan, a product);
    to hold them against anybody would be a guess.
    """
    first: dict[Case, Stated] = {}
    for one in sorted(stated, key=lambda s: s.claim.start):
        first.setdefault(_case(one.claim), one)
    return [
        one
        for one in stated
        if one.claim.facet not in _ONE_VALUE
        or position_of(one.claim) == position_of(first[_case(one.claim)].claim)
    ]


def _case(claim: Claim) -> Case:
    event = claim.value.event if isinstance(claim.value, When) else None
    return claim.revision, event or exception_of(claim), voice_of(claim)


def _in_force(stated: Sequence[Stated]) -> list[Stated]:
    """Each claim until the same voice first says otherwise: its earlier word is then history."""
    voices: dict[Voice, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=_order):
        voices[voice_of(one.claim)].append(one)
    found = []
    for said in voices.values():
        for number, one in enumerate(said):
            other = next(
                (
                    later
                    for later in said[number + 1 :]
                    if later.since > one.until
                    and exception_of(later.claim) == exception_of(one.claim)
                    and fit(one.claim, later.claim, {}) == "apart"
                ),
                None,
            )
            changes = other is not None and one.claim.facet in _ONE_VALUE
            found.append(
                replace(one, until=max(one.until, other.since), ended=True)
                if changes and other
                else one
            )
    return found


def _names_case(one: Stated, two: Stated, cases: frozenset[str]) -> bool:
    """Whether the text that gives the rule names an exception itself."""
    rule = one if exception_of(one.claim) is None else two
    return rule.claim.revision in cases


def _between(
    slot: str,
    a: tuple[str, list[Stated]],
    b: tuple[str, list[Stated]],
    sides: Sides,
    cases: frozenset[str],
) -> Iterator[Relation]:
    pairs: dict[tuple[RelationKind, bool], list[Pair]] = defaultdict(list)
    for one, two in product(a[1], b[1]):
        turned = _order(two) < _order(one)
        earlier, later = (two, one) if turned else (one, two)
        verdict = judge(earlier, later, sides)
        if verdict is not None and not (verdict.rule == _OMITTED and _names_case(one, two, cases)):
            # Only a revision has a direction: it may go from a to b and later back again.
            way = turned and verdict.kind == "revision"
            pairs[verdict.kind, way].append((earlier, later, verdict))
    for (kind, _), found in pairs.items():
        earlier = min(found, key=_first)[0]
        first, second = (a, b) if earlier in a[1] else (b, a)
        yield _relation(slot, kind, first, second, found, sides)


def _first(pair: Pair) -> tuple[Order, Order]:
    return _order(pair[1]), _order(pair[0])


def _order(stated: Stated) -> Order:
    return stated.since, stated.number, stated.claim.start, stated.claim.key


def judge(earlier: Stated, later: Stated, sides: Sides) -> Verdict | None:
    """The verdict on two claims of one slot with different values; None: nothing to tell."""
    a, b = earlier.claim, later.claim
    how = fit(a, b, sides.kinds)
    if how in ("equal", "unrelated"):
        return None
    if how == "inside":
        return Verdict("refinement", "inside")
    if how in ("around", "overlapping"):
        return Verdict("compatible", how)
    if how == "excepted":
        return _omission(earlier, later)
    same_voice = voice_of(a) == voice_of(b)
    if a.revision == b.revision and same_voice:
        return None  # one text by one speaker: cases of a rule we did not read, no clash
    if a.facet == "accuracy":
        return None if same_voice else Verdict("contradiction", "denial")
    far = (later.since - earlier.until).days > HORIZON_DAYS
    if same_voice and _has_authority(a, b) and not (_is_weak(a) or _is_weak(b)):
        # "Only email" said nothing of what years may add.
        return None if far and _by_exclusion(a, b) else _own_change(earlier, later)
    if far or (earlier.ended and later.since >= earlier.until):
        return None
    if _is_weak(a) or _is_weak(b):
        return Verdict("tension", "weak-side")
    if later.announced:
        return Verdict("revision", "announced")
    return Verdict("tension", "same-outlet") if same_voice else Verdict("contradiction", "disjoint")


def _by_exclusion(a: Claim, b: Claim) -> bool:
    """Whether two scope items only clash because one was called the only one."""
    both = isinstance(a.value, ScopeItem) and isinstance(b.value, ScopeItem)
    return both and a.value.item != b.value.item  # type: ignore[union-attr]


def _has_authority(earlier: Claim, later: Claim) -> bool:
    """Whether the voice can change what it speaks of: an outlet can only correct its own page."""
    return earlier.attribution.kind != "outlet" or earlier.document == later.document


def _omission(earlier: Stated, later: Stated) -> Verdict | None:
    """One page of an organisation keeps an exception of which its other page says nothing."""
    a, b = earlier.claim, later.claim
    apart = a.document != b.document and voice_of(a) == voice_of(b)
    official = a.attribution.kind == b.attribution.kind == "document"
    rule = earlier if exception_of(a) is None else later
    in_force = not (rule.ended and rule is earlier and later.since > earlier.until)
    return Verdict("tension", _OMITTED) if apart and official and in_force else None


def _own_change(earlier: Stated, later: Stated) -> Verdict:
    """An organisation against its own earlier word."""
    same_page = earlier.claim.document == later.claim.document
    if not same_page and not earlier.ended and later.since <= earlier.until:
        return Verdict("contradiction", "against-itself")
    silent = same_page and not later.announced
    return Verdict("revision", "silent" if silent else "later-word", silent=silent)


def voice_of(claim: Claim) -> Voice:
    """Whose word it is: an organisation through its officials, or unnamed people of one text."""
    speaker = claim.speaker
    unnamed = speaker.anonymous or not (speaker.organisation or speaker.name)
    return speaker.organisation or speaker.name, claim.document if unnamed else None


def _is_weak(claim: Claim) -> bool:
    return claim.modality in ("hedged", "rumoured") or claim.attribution.kind == "hearsay"


def _relation(
    slot: str,
    kind: RelationKind,
    first: tuple[str, list[Stated]],
    second: tuple[str, list[Stated]],
    pairs: Sequence[Pair],
    sides: Sides,
) -> Relation:
    earlier, later, verdict = min(pairs, key=_first)
    taken = {id(stated) for pair in pairs for stated in pair[:2]}
    return Relation(
        kind=kind,
        topic=earlier.claim.topic,
        facet=earlier.claim.facet,
        slot=slot,
        a=tuple(stated.claim.key for stated in first[1] if id(stated) in taken),
        b=tuple(stated.claim.key for stated in second[1] if id(stated) in taken),
        position_a=first[0],
        position_b=second[0],
        rule=verdict.rule,
        explanation=explain(earlier, later, verdict, sides),
        silent=any(verdict.silent for _, _, verdict in pairs),
    )


def explain(earlier: Stated, later: Stated, verdict: Verdict, sides: Sides) -> str:
    """One plain sentence that says why."""
    a, b = _said(earlier), _said(later)
    match verdict.rule:
        case "silent":
            why = "the same page now says something else, and nothing on it marks the change"
        case "later-word":
            why = "the later word of the same organisation replaces the earlier one"
        case "announced":
            why = "the later statement says itself that something changed"
        case "against-itself":
            why = f"both stood at the same time, so {_who(earlier.claim)} contradicts itself"
        case "denial":
            why = "one speaker calls wrong what the other calls right"
        case "weak-side":
            weak = later if _is_weak(later.claim) else earlier
            how = "second-hand" if weak.claim.attribution.kind == "hearsay" else weak.claim.modality
            why = f"they do not fit, but what {_who(weak.claim)} says is only {how}"
        case "omits-exception":
            why = "one names an exception that the other leaves out"
        case "same-outlet":
            why = "the same outlet reported both, and does not say which of them holds"
        case "inside":
            why = "the later statement is the more precise one"
        case "around" | "overlapping":
            why = "the two can both hold"
        case _:
            why = f"they cannot both hold ({_who_against_whom(earlier.claim, later.claim, sides)})"
    return f"{a}; {b}: {why}."


def _said(stated: Stated) -> str:
    claim = stated.claim
    when = span_in_words(claim.published) if claim.published else "undated"
    via = "" if claim.reported_by == _who(claim) else f" in {claim.reported_by}"
    return f"{_who(claim)}{via} ({when}): {value_in_words(claim)}"


def _who(claim: Claim) -> str:
    speaker = claim.speaker
    if speaker.name:
        return f"{speaker.name} ({speaker.organisation})" if speaker.organisation else speaker.name
    side = speaker.organisation or "an unnamed source"
    if speaker.anonymous:
        return f"unnamed {speaker.role} ({side})" if speaker.role and speaker.organisation else side
    official = speaker.role and speaker.role not in ("outlet", "document")
    return f"{side} {speaker.role}" if official else side


def _who_against_whom(a: Claim, b: Claim, sides: Sides) -> str:
    vendors = [claim.speaker.organisation == sides.vendor for claim in (a, b)]
    if all(vendors):
        return "the vendor against itself"
    return "press against vendor" if any(vendors) else "one account against another"
