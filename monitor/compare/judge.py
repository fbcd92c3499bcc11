"""The rules for two single claims of one slot: the first that holds gives the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from monitor.compare.slots import exception_of, is_former, is_lasting, limit_told, sort_of
from monitor.compare.values import fit
from monitor.types import ANYBODYS, IMPLIED, REBUTTED, WITHHELD, Claim, RelationKind
from monitor.values import Money, ScopeItem, When

# Two accounts further apart than this are not about the same moment: a program may have
# changed in between, so only its own vendor can be held to both.
HORIZON_DAYS = 150
# Days for which a page that nobody has looked at again is taken to say what it said.
STANDS_DAYS = 30
OMITTED = "omits-exception"
# Facets in which "will" tells of what holds later; of what is covered it tells what holds now.
_SET_FOR_LATER = frozenset({"threshold", "price"})


# What each part of a program has of its own; what is covered is a part itself.
PARTED = frozenset({"threshold", "timing", "price", "funding", "period"})
_LOUD = frozenset({"contradiction", "revision"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with the days on which its document stated it.

    A page states it until its next revision; an article, or a page that keeps its date whatever
    is edited, on its day alone. As
    its speaker's word it holds on, until `held`, where the speaker said otherwise.
    """

    claim: Claim
    since: date
    until: date
    number: int = 0  # which revision of its document
    held: date | None = None
    announced: bool = False  # it says itself that something changed
    for_now: bool = False  # it says itself that it may be otherwise later
    moved: bool = False  # an edit made its sentence name another part of the program
    notices: frozenset[str] = frozenset()  # of changes, that its page had given by then
    superseded: bool = False  # its page bears a notice that something else took its place
    replaces: str | None = None  # the key of the claim whose sentence was edited into its own
    posted: bool = False  # in a later post of a thread, on a day of its own
    parts: frozenset[str] = frozenset()  # of the program, that its sentence names
    kept: bool = False  # its page held it before it was edited, too


@dataclass(frozen=True, slots=True)
class Sides:
    """What the rules must know of organisations and items."""

    vendor: str
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()  # items that the program is known for


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome for two single claims."""

    kind: RelationKind
    rule: str
    silent: bool = False


# The organisation or name, and for unnamed people the document that heard them.
Voice = tuple[str | None, str | None]


def judge(earlier: Stated, later: Stated, sides: Sides) -> Outcome | None:
    """The outcome for two claims of one slot with different values; None: nothing to tell."""
    found = _judged(earlier, later, sides)
    if found is not None and _are_of_other_parts(earlier, later):
        return Outcome("tension", "other-parts") if found.kind in _LOUD else found
    if found is not None and found.kind in _LOUD and _denies_whole(earlier, later, sides):
        return Outcome("tension", "denies-whole")
    if found is None or not is_rate(earlier.claim):
        return found
    if (later.since - earlier.until).days > HORIZON_DAYS:
        return None  # by then there may be another fund
    # Each may be for something else.
    return Outcome("tension", "rates") if found.kind == "contradiction" else found


def _are_of_other_parts(earlier: Stated, later: Stated) -> bool:
    """Whether their sentences name different parts of the program: each may be so of its own.

    What one text sets against each other it need not name twice.
    """
    one, other = earlier.parts, later.parts
    if earlier.claim.facet not in PARTED or one == other or _tell_of_one_limit(earlier, later):
        return False
    if is_one_text(earlier.claim, later.claim):
        return not (one <= other or other <= one)
    return not _on_one_page(earlier, later)


def _tell_of_one_limit(earlier: Stated, later: Stated) -> bool:
    """Whether one time is that of a limit, and the other of the same: then nothing else that the
    sentences name sets them apart.
    """
    (one, low), (two, other) = limit_told(earlier.claim), limit_told(later.claim)
    return (one or two) and low is not None and low == other


def _denies_whole(earlier: Stated, later: Stated, sides: Sides) -> bool:
    """Whether one says that what the program is known for is not covered: some case of it is
    meant, which was not read ("it moves no data out of other archives").
    """
    values = (one.claim.value for one in (earlier, later))
    return not _on_one_page(earlier, later) and any(
        isinstance(value, ScopeItem) and not value.included and value.item in sides.whole
        for value in values
    )


def _judged(earlier: Stated, later: Stated, sides: Sides) -> Outcome | None:
    a, b = earlier.claim, later.claim
    if is_former(a) or is_former(b):
        near = (later.since - earlier.since).days <= HORIZON_DAYS
        return Outcome("contradiction", "denies-change") if near and _denies_change(a, b) else None
    if later.replaces and later.replaces == a.key and a.facet != "scope":
        # "Yesterday we announced", "last week we announced": one day, and no other one.
        return None if _are_announced(a, b) else _own_change(earlier, later)
    how = fit(a, b, sides.kinds)
    if how in ("equal", "unrelated") or _is_of_several(a, b, sides):
        return None
    if a.facet == "timing" and how in ("inside", "around") and is_withheld(a) != is_withheld(b):
        return Outcome("tension", "withheld")
    if how == "inside":
        return Outcome("refinement", "inside")
    if how in ("around", "overlapping"):
        return Outcome("compatible", how)
    if how == "excepted":
        return _omission(earlier, later)
    same_voice = voice_of(a) == voice_of(b)
    if is_one_text(a, b) and same_voice and _one_person(a, b):
        return None  # one text by one speaker: cases of a rule we did not read, no clash
    if a.facet == "accuracy":
        meet = a.document == b.document and not (same_voice or is_last_word(a) or is_last_word(b))
        return Outcome("contradiction", "denial") if meet else None
    if is_scheduled(earlier, later):
        return None
    if a.facet == "delivery" and a.document != b.document:
        return None  # each may do some of it; who did it before an edit is who no longer does
    if a.facet == "eligibility" and not same_voice:
        return None  # only its maker's own wording can be compared word by word
    near = (later.since - earlier.until).days <= HORIZON_DAYS
    far = not (near or _on_one_page(earlier, later))
    unsure = (is_implied(a) or is_implied(b)) and not _on_one_page(earlier, later)
    if same_voice and _has_authority(a, b) and not (is_weak(a) or is_weak(b) or unsure):
        if is_lasting(b) and a.modality == b.modality == "asserted":
            return Outcome("contradiction", "denies-own-past")
        # "Only email" said nothing of what years may add.
        return None if far and _by_exclusion(a, b) else _own_change(earlier, later)
    if far or is_history(earlier, later) or has_moved_on(earlier, later):
        return None
    if a.facet in ANYBODYS and (is_implied(a) or is_implied(b)):
        return None
    if weaker(earlier, later) is not None:
        return Outcome("tension", "weak-side")
    if _by_exclusion(a, b):
        return Outcome("tension", "only")
    if later.announced:
        return Outcome("revision", "announced")
    if same_voice:
        return Outcome("tension", "same-outlet")
    if is_past(a) and is_past(b):
        return Outcome("tension", "both-past")
    return Outcome("contradiction", "disjoint")


def _are_announced(*claims: Claim) -> bool:
    values = (claim.value for claim in claims)
    return all(isinstance(value, When) and value.event == "announce" for value in values)


def _one_person(a: Claim, b: Claim) -> bool:
    one, other = a.speaker, b.speaker
    return (one.name, one.role) == (other.name, other.role)


def _is_of_several(a: Claim, b: Claim, sides: Sides) -> bool:
    """Whether two pages may mean different things by one item ("versions", "permissions")."""
    item = a.value.item if isinstance(a.value, ScopeItem) else None
    return item in sides.several and a.document != b.document


def is_history(earlier: Stated, later: Stated) -> bool:
    """Whether the earlier voice had said otherwise by then: what it does so with is told."""
    if earlier.held is None:
        return False
    same = voice_of(earlier.claim) == voice_of(later.claim)
    return later.since > earlier.held or (later.since == earlier.held and not same)


def has_moved_on(earlier: Stated, later: Stated) -> bool:
    """Whether both can be so by now: a team that hires, a part that starts when the whole has."""
    a, b = earlier.claim, later.claim
    if _on_one_page(earlier, later) or (later.since - earlier.until).days <= STANDS_DAYS:
        return False
    begun = a.facet == "timing" and is_past(a) and not is_past(b)
    return begun or a.facet == "headcount"


def _denies_change(a: Claim, b: Claim) -> bool:
    """Whether one says that it held all along, and the other that it was once otherwise."""
    past, now = (a, b) if is_former(a) else (b, a)
    if sort_of(past) != sort_of(now):
        return False  # the least and the most may both have changed, or neither
    same = voice_of(a) == voice_of(b) or past.value == now.value or past.polarity != now.polarity
    return is_lasting(now) and past.modality == "asserted" and not same


def _by_exclusion(a: Claim, b: Claim) -> bool:
    """Whether two scope items only clash because one was called the only one."""
    both = isinstance(a.value, ScopeItem) and isinstance(b.value, ScopeItem)
    return both and a.value.item != b.value.item  # type: ignore[union-attr]


def _has_authority(earlier: Claim, later: Claim) -> bool:
    """Whether the voice can change what it speaks of: an outlet can only correct its own page."""
    return earlier.attribution.kind != "outlet" or earlier.document == later.document


def _omission(earlier: Stated, later: Stated) -> Outcome | None:
    """One page of an organisation keeps an exception of which its other page says nothing."""
    a, b = earlier.claim, later.claim
    apart = a.document != b.document and voice_of(a) == voice_of(b)
    official = a.attribution.kind == b.attribution.kind == "document" and a.facet == "threshold"
    rule = earlier if exception_of(a) is None else later
    in_force = not (rule.held and rule is earlier and later.since > rule.held)
    return Outcome("tension", OMITTED) if apart and official and in_force else None


def is_one_text(a: Claim, b: Claim) -> bool:
    """Whether both were said at once: two posts of a thread, on two days, were not."""
    return a.revision == b.revision and a.published == b.published


def _on_one_page(earlier: Stated, later: Stated) -> bool:
    """Whether one may be an edit of the other: two posts of a thread, of two days, are none."""
    a, b = earlier.claim, later.claim
    posts = a.published != b.published and (earlier.posted or later.posted)
    return a.document == b.document and not posts


def _own_change(earlier: Stated, later: Stated) -> Outcome | None:
    """An organisation against its own earlier word."""
    if later.kept and later.claim.facet != "delivery" and _on_one_page(earlier, later):
        return None  # the page said both before it was edited
    if _are_now_and_later(earlier.claim, later.claim) and not _on_one_page(earlier, later):
        return _plan_and_present(earlier, later)
    if is_one_text(earlier.claim, later.claim) and not later.announced:
        return Outcome("contradiction", "against-itself")  # two of its people, in one text
    same_page = _on_one_page(earlier, later)
    if not same_page and earlier.superseded != later.superseded:
        # A page that says itself that it no longer holds contradicts nothing, and replaces nothing.
        return None if later.superseded else Outcome("revision", "superseded")
    at_once = later.since < earlier.until or later.since == earlier.since
    pages = earlier.claim.attribution.kind == later.claim.attribution.kind == "document"
    side_by_side = (
        pages and not later.announced and (later.since - earlier.until).days <= STANDS_DAYS
    )
    replaced = earlier.until > earlier.since  # by another revision of its own page
    if (at_once or (side_by_side and not replaced)) and not same_page:
        return Outcome("contradiction", "against-itself")
    if same_page and not later.announced and later.notices - earlier.notices:
        return Outcome("revision", "noticed")
    silent = same_page and not later.announced
    return Outcome("revision", "silent" if silent else "later-word", silent=silent)


def _are_now_and_later(a: Claim, b: Claim) -> bool:
    """Whether one is what a voice plans, and the other what it says that holds."""
    return a.facet in _SET_FOR_LATER and {a.modality, b.modality} == {"planned", "asserted"}


def _plan_and_present(earlier: Stated, later: Stated) -> Outcome | None:
    """What is planned after what holds changes it; what holds until then contradicts no plan."""
    if later.claim.modality == "planned":
        return Outcome("revision", "later-word") if later.since > earlier.since else None
    soon = (later.since - earlier.until).days <= STANDS_DAYS
    return None if soon else Outcome("revision", "later-word")


def voice_of(claim: Claim) -> Voice:
    """Whose word it is: an organisation through its officials, or unnamed people of one text."""
    speaker = claim.speaker
    unnamed = speaker.anonymous or not (speaker.organisation or speaker.name)
    return speaker.organisation or speaker.name, claim.document if unnamed else None


def is_withheld(claim: Claim) -> bool:
    """Whether its speaker would say no more ("would not commit to anything beyond this fall")."""
    return WITHHELD in claim.triggers


def is_implied(claim: Claim) -> bool:
    """Whether only its document tells that it is about the program."""
    return IMPLIED in claim.triggers


def is_scheduled(a: Stated, b: Stated) -> bool:
    """Whether one tells of a plan, and the other only of what holds for now: both can be so."""
    return any(
        plan.claim.modality == "planned" and present.for_now and present.claim.modality != "planned"
        for plan, present in ((a, b), (b, a))
    )


def is_rate(claim: Claim) -> bool:
    """Whether it is a sum for each of something."""
    return isinstance(claim.value, Money) and claim.value.role == "rate"


def is_past(claim: Claim) -> bool:
    """Whether it dates what had come when it was told: a program begins more than once."""
    value, told = claim.value, claim.published
    if not isinstance(value, When) or told is None or told.latest is None:
        return False
    return value.span.latest is not None and value.span.latest <= told.latest


def is_last_word(claim: Claim) -> bool:
    """Whether it judges the sentence in front of it, and no report ("She disputes that")."""
    return claim.rule.startswith(("accuracy/last-word", "accuracy/own-word"))


def is_in_passing(claim: Claim) -> bool:
    """Whether it only lies in a name ("its free migrations"): who denies the sentence keeps it."""
    return claim.rule.startswith("price/named")


def is_own_word(claim: Claim) -> bool:
    """Whether it judges what its speaker said himself ("I was wrong"): that is no quarrel."""
    return claim.rule.startswith("accuracy/own-word")


def weaker(earlier: Stated, later: Stated) -> Stated | None:
    """The side with less weight: a doubt or a rumour, a plan against what holds already, or
    words that do not name the program: whose they are may have been misread.
    """
    for one in (later, earlier):
        if is_weak(one.claim):
            return one
    planned = [one for one in (later, earlier) if one.claim.modality == "planned"]
    if len(planned) == 1:
        return planned[0]
    return next((one for one in (later, earlier) if is_implied(one.claim)), None)


def is_weak(claim: Claim) -> bool:
    """Whether it is only hedged, rumoured or second-hand, or called wrong in its own text."""
    loose = claim.modality in ("hedged", "rumoured") or claim.attribution.kind == "hearsay"
    return loose or is_rebutted(claim)


def is_rebutted(claim: Claim) -> bool:
    """Whether somebody else calls it wrong right behind it."""
    return REBUTTED in claim.triggers
