"""What a sentence keeps out of the program: verbs that are denied, and work left to somebody."""

from __future__ import annotations

import re

from monitor.extract.facets.clause import is_agent, verb_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# A cell may hold several sentences.
NEXT_SENTENCE = re.compile(r"(?:^|\w\w)[.!?]\s+[A-Z]")
# Characters from a negation to the last object of its verbs.
_TO_OBJECT = 140
# Characters from an item to the negation of its verb ("… on file shares are never migrated").
_TO_PREDICATE = 60
# "Nobody at the center will look at them": who it is stands in between.
_NOBODY = Rule(r"{outside.nobody}", re.IGNORECASE)
_TO_VERB = 40
# Between a negation and the participle it denies.
_SMALL = Rule(r"(?:,\s+[\w ]{1,30},)?\s+(?:{outside.denied_gap}\s+)*")
# Who does it stands right behind what it is left to.
_CLOSE = 12
_HANDED = 120
CONFINED = Rule(r"{outside.confined}\b", re.IGNORECASE)
_LEFT = Rule(r"(?:{outside.being} )?{outside.left}", re.IGNORECASE)
# What parts an item from the next clause, or from the next of an enumeration.
_PARTS = Rule(r"[,;:]|\b{outside.parts}\b", re.IGNORECASE)
# Much goes by itself that nobody does: a customer must be named.
_BY_ITSELF = Rule(r"{outside.by_itself}", re.IGNORECASE)
_CLAUSE_OPENS = Rule(r"(?:^|[,;:]\s)[\W_]*(?:{clause.articles}\s)?$", re.IGNORECASE)
_ITS_OWN = Rule(r"{outside.its_own}\b", re.IGNORECASE)
_US = Rule(r"\s*{outside.us}\b", re.IGNORECASE)
_THEM = Rule(r"\s+{outside.them}\b", re.IGNORECASE)
# "The minimum doesn't apply to the migration".
_APPLIES = Rule(r"\s*(?:\S+\s+)?{outside.applies}\b", re.IGNORECASE)
# "Mail is moved; file shares are not."
_NOT = Rule(r"{outside.negations}$", re.IGNORECASE)
_PARTICIPLE = Rule(r"{outside.participle_endings}")
_NO_MORE = re.compile(r"\s*(?:[.;,!)\]]|$)")
# "Mail is moved, files are yours": another item with a verb of its own; not in an aside.
_VERB = Rule(r"\b{covered.verbs}\b", re.IGNORECASE)
_ASIDE = Rule(r",\s+{strangers.which}\s", re.IGNORECASE)
# "File it, but don't build a schedule on it": advice, and nothing that is not done.
_ADVICE = Rule(r"(?:^|[.;:,—–]\s)[\W_]*(?:{clause.goes_on}\s+)?{outside.do_not}$", re.IGNORECASE)
# "Provided by support and not by the program".
_NOT_BY = Rule(r"\b{outside.not_by}\s+$", re.IGNORECASE)
_NOT_BY_REACH = 24


def is_left(frame: Frame, item: Mark) -> bool:
    """Whether an item is somebody else's work: handed over, done by others, or not the vendor's."""
    customers = frame.doers("customer")
    for word in frame.words("hand-over"):
        if not _is_beside(frame, item, word) or not frame.rules[_LEFT].match(
            frame.passage.slice(word.start, word.end)
        ):
            continue
        if is_of_next(frame, item, word):
            continue
        if frame.after(word, customers, _CLOSE) or _is_us(frame, word):
            return True
    for word in frame.words("self-service"):
        alone = customers or not frame.rules[_BY_ITSELF].match(
            frame.passage.slice(word.start, word.end)
        )
        if not alone or not _is_beside(frame, item, word) or by_partner(frame, word):
            continue
        if is_vendors_own(frame, word):
            continue
        if is_of_next(frame, item, word):
            continue
        return True  # "customers move their archives on their own"
    behind = [mark for mark in customers if mark.start >= item.end]
    if any(
        is_agent(frame, mark) and not (frame.parted(item, mark) or is_of_next(frame, item, mark))
        for mark in behind
    ):
        return True
    return any(
        frame.rules[_NOT_BY].search(
            frame.passage.slice(max(item.end, name.start - _NOT_BY_REACH), name.start)
        )
        for name in (*frame.terms("program"), *frame.doers("vendor"))
        if name.start > item.end
    )


def is_of_next(frame: Frame, item: Mark, word: Mark) -> bool:
    """Whether a word behind an item belongs to the next one ("mail is moved, files are yours")."""
    first = frame.passage.start
    if word.start <= item.end:
        return False
    for other in (*frame.terms("item:"), *frame.terms("item-short:")):
        if not item.end < other.start < other.end <= word.start:
            continue
        if frame.rules[_ASIDE].search(frame.passage.slice(item.end, other.start)):
            continue  # "public folders, which are moved with mail, are not"
        verbs = (*frame.words("provide"), *frame.words("perform"), *frame.words("stays"))
        told = any(item.end <= verb.start and verb.end <= other.start for verb in verbs)
        if told or frame.rules[_VERB].search(
            frame.passage.text, item.start - first, other.start - first
        ):
            return True
    return False


def by_nobody(frame: Frame, verb: Mark) -> bool:
    """ "Nobody from the vendor will be standing by": the subject of a verb denies it."""
    for trigger in frame.negations:
        between = frame.passage.slice(trigger.end, verb.start)
        if trigger.end > verb.start or len(between) > _TO_PREDICATE or "," in between:
            continue
        if frame.rules[_NOBODY].fullmatch(frame.passage.slice(trigger.start, trigger.end)):
            return True
    return False


def _is_beside(frame: Frame, item: Mark, word: Mark) -> bool:
    """Whether words of handing over run around an item, or follow it in its own clause."""
    if word.start <= item.start < word.end:
        return True
    between = frame.passage.slice(item.end, word.start) if word.start >= item.end else ","
    if NEXT_SENTENCE.search(between):
        return False
    return len(between) <= _HANDED and not frame.rules[_PARTS].search(between)


def _is_us(frame: Frame, word: Mark) -> bool:
    """ "Up to us", said by anybody but the vendor."""
    us = frame.rules[_US].match(frame.passage.slice(word.end, word.end + 24))
    return us is not None and frame.is_told_by_others(word)


def is_not_applied(frame: Frame, denied: Mark) -> bool:
    """ "The minimum doesn't apply to the migration": it is the minimum that does not."""
    return frame.rules[_APPLIES].search(
        frame.passage.slice(denied.start, denied.end)
    ) is not None or (
        frame.rules[_APPLIES].match(frame.passage.text, denied.end - frame.passage.start)
        is not None
    )


def is_shut_out(frame: Frame, item: Mark) -> bool:
    """Whether the verb that an item is the object or the subject of is denied."""
    return _is_denied_object(frame, item) or _is_denied_subject(frame, item)


def _is_denied_object(frame: Frame, item: Mark) -> bool:
    """ "We won't repackage an app or run your tests": one negation, and all its verbs."""
    free = frame.words("free")
    for trigger in frame.negations:
        if not trigger.values["from"] <= item.start < trigger.values["to"]:
            continue
        if trigger.end > item.start or item.start - trigger.end > _TO_OBJECT:
            continue
        if any(word.start <= trigger.start < word.end for word in free):
            continue
        if frame.passage.slice(trigger.end, trigger.end + 1) == ":":
            return True  # "What isn't: archives, public folders"
        verb = _denied_verb(frame, trigger)
        if verb is None or verb.start >= item.end or by_others(frame, trigger):
            continue
        if is_advice(frame, trigger):
            continue
        cut_off = frame.is_cut_off(verb, item) or frame.begins_anew(verb, item)
        if not (cut_off or _does_else(frame, verb, item)):
            return True
    return False


def is_advice(frame: Frame, no: Mark) -> bool:
    """ "But don't build a schedule on it": what a reader should not do."""
    return frame.rules[_ADVICE].search(frame.passage.slice(frame.passage.start, no.end)) is not None


def by_others(frame: Frame, trigger: Mark) -> bool:
    """Whether it is a customer or a partner who does not do it."""
    before = [mark for mark in frame.performers if mark.end <= trigger.start]
    return bool(before) and before[-1].label != "performer:vendor"


def is_vendors_own(frame: Frame, word: Mark) -> bool:
    """ "The vendor moves the customers' mail with its own people": theirs are not meant."""
    if not frame.rules[_ITS_OWN].match(frame.passage.slice(word.start, word.end)):
        return False
    text, first = frame.passage.text, frame.passage.start
    before = [
        mark
        for mark in frame.performers
        if mark.end <= word.start and text[mark.end - first : mark.end - first + 1] not in "'’"
    ]
    if not before or before[-1].label != "performer:vendor":
        return False
    opens = frame.rules[
        _CLAUSE_OPENS
    ]  # "under the program the agency's files are moved by its own"
    return any(opens.search(text[: mark.start - first]) for mark in before)


def by_partner(frame: Frame, word: Mark) -> bool:
    """ "Partners will not do it": of what the program does nothing follows."""
    before = [mark for mark in frame.performers if mark.end <= word.start]
    return bool(before) and before[-1].label == "performer:partner"


def _does_else(frame: Frame, verb: Mark, item: Mark) -> bool:
    """Whether somebody does something else between a denied verb and an item."""
    return any(
        verb.end <= mark.start and mark.end <= item.start and verb_of(frame, mark) is not None
        for mark in frame.performers
    )


def _is_denied_subject(frame: Frame, item: Mark) -> bool:
    """ "Profiles on a share are never migrated"; "apps: the vendor does not convert them"."""
    return any(
        _denies_it(frame, item, trigger)
        for trigger in frame.negations
        if trigger.start >= item.end and not frame.parted(item, trigger)
    )


def _denies_it(frame: Frame, item: Mark, trigger: Mark) -> bool:
    doers = [mark for mark in frame.performers if item.end <= mark.start < trigger.start]
    verb = _denied_verb(frame, trigger)
    if doers:
        taken_up = verb and frame.rules[_THEM].match(frame.passage.slice(verb.end, verb.end + 8))
        return bool(taken_up) and doers[-1].label == "performer:vendor"
    between = frame.passage.slice(item.end, trigger.start)
    if len(between) > _TO_PREDICATE or frame.rules[_PARTS].search(between):
        return False
    denies = frame.rules[_NOT].search(frame.passage.slice(trigger.start, trigger.end))
    if denies and _NO_MORE.match(frame.passage.text, trigger.end - frame.passage.start):
        return True
    return verb is not None and _is_participle(frame, verb)


def _denied_verb(frame: Frame, trigger: Mark) -> Mark | None:
    """The verb of working right behind a negation, auxiliaries and adverbs aside."""
    first = frame.passage.start
    small = frame.rules[_SMALL].match(frame.passage.text, trigger.end - first)
    at = trigger.end if small is None else small.end() + first
    verbs = (*frame.words("provide", "perform"), *frame.words("stays"))
    if frame.rules[CONFINED].match(frame.passage.text, at - first):
        return None  # "not limited to onboarding" lets in more, and keeps out nothing
    if frame.rules[_APPLIES].match(frame.passage.text, at - first):
        return None  # "the minimum doesn't apply to the migration": of that nothing is said
    if frame.rules[_NOBODY].fullmatch(frame.passage.slice(trigger.start, trigger.end)):
        return next((v for v in verbs if 0 < v.start - at <= _TO_VERB), None)
    return next((word for word in verbs if word.start == at), None)


def _is_participle(frame: Frame, verb: Mark) -> bool:
    """Whether a verb stands as behind "is not": "moved", "done", and no "move the"."""
    first = frame.passage.slice(verb.start, verb.end).split()[0].lower()
    return frame.rules[_PARTICIPLE].fullmatch(first) is not None
