"""Who does what: a performer, the verb it is the subject of, and what the verb is done to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from monitor.extract.facets.frame import Frame
from monitor.extract.passages import Mark

# Between a subject and its verb: what belongs to its name, auxiliaries, adverbs, an aside.
_ROLES = (
    r"own|engineers?|specialists?|staff|personnel|teams?|people|employees|managers?|center|centre|"
    r"in the program|in this program"
)
_GAP = re.compile(
    rf"(?:['’]s?)?(?:\s*\b(?:{_ROLES})\b)*(?:\s*,\s*[^,.;:]{{1,60}},(?=\s))?\s*"
    rf"(?P<auxiliaries>(?:(?:{_ROLES}|(?:do|does|did)(?=\s+not\b)|['’]ll|will|can|could|may|would|must|"
    r"should|have to|has to|need to|needs to|(?:expected|asked|required|obliged|supposed) to|"
    r"also|then|now|still|always|even|only|first|to|has|have|is|are|be|been|being|going|"
    r"both|who|jointly|together|side by side|remotely|instead|itself|themselves|\w+ly)[\s,]+)*)",
    re.IGNORECASE,
)
_VERB = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
# "wants the vendor to move it": so far it has moved nothing.
_INFINITIVE = re.compile(r"\s+(?:not\s+)?to\b")
_MODAL = re.compile(r"\b(?:will|can|could|may|would|must|should|to|ll)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|people|staff|we|they)$", re.IGNORECASE)
_FINITE = re.compile(r"(?:s|ed|ing)$")
_PASTS = re.compile(r"led|ran|built|did|took|gave|wrote|brought|kept|taught|done|written|run", re.I)
# "You write that it costs money": no work.
_SAYS_THAT = re.compile(r"\s+(?:that|whether|how)\b")


class Verb(NamedTuple):
    """A verb by its place; `is_work` where the language lists it among the verbs of working."""

    start: int
    end: int
    is_work: bool


def verb_of(frame: Frame, subject: Mark) -> Verb | None:
    """The verb that a performer is the subject of; None where it has none, or only is something.

    A verb of working, or any other that is plainly finite and not listed as
    idle (to say, to need, to be, and the small words that are no verbs at all).
    """
    text, first = frame.passage.text, frame.passage.start
    gap = _GAP.match(text, subject.end - first)
    if gap is None or _INFINITIVE.match(text, subject.end - first):
        return None
    at = gap.end() + first
    if frame.passage.slice(at, at + 1).isupper():
        return None  # "the vendor's Guide says"
    for word in frame.words("perform"):
        if word.start == at and not _is_compound(frame, subject, gap, word):
            return Verb(word.start, word.end, True)
    idle = any(word.start == at for word in frame.passage.get("idle"))
    verb = _VERB.match(text, gap.end())
    if verb is None or idle or not is_people(frame, subject):
        return None
    if text[verb.end() : verb.end() + 1] in _APOSTROPHES or text[gap.start()] in _APOSTROPHES:
        return None  # "we don't", "the specialists' time"
    finite = _FINITE.search(verb.group()) or _MODAL.search(gap["auxiliaries"])
    finite = finite or _PLURAL.search(frame.passage.slice(subject.start, subject.end))
    return Verb(verb.start() + first, verb.end() + first, False) if finite else None


def _is_compound(frame: Frame, subject: Mark, gap: re.Match[str], verb: Mark) -> bool:
    """ "The vendor's partner lead": what a single partner would "leads", is no verb."""
    if subject.label != "performer:partner" or gap["auxiliaries"]:
        return False
    if _PLURAL.search(frame.passage.slice(subject.start, subject.end)):
        return False
    first = frame.passage.slice(verb.start, verb.end).split()[0]
    return not (_FINITE.search(first) or _PASTS.fullmatch(first))


def is_people(frame: Frame, performer: Mark) -> bool:
    """Whether a performer is named by its people; the bare name does much that is no work."""
    text = frame.passage.slice(performer.start, performer.end)
    if text.lower() == frame.topic.vendor.lower():
        return False
    return not any(performer.within(p.start, p.end) for p in frame.terms("program"))


def is_agent(frame: Frame, performer: Mark) -> bool:
    """Whether something is done by it ("delivered by approved partners")."""
    first = max(frame.passage.start, performer.start - _BY_REACH)
    before = frame.passage.slice(first, performer.start)
    done = _BY.search(before) if "by" in before.lower() else None
    if done is None:
        return False
    verb = first + done.start()
    if frame.negated(Mark(verb, performer.start, ""), reach=12):
        return False
    return not any(word.start == verb for word in frame.passage.get("idle"))


# "moved for you by the", "run end to end by our own": a participle, and at most five words on.
_BY_REACH = 60
_BY = re.compile(
    r"\b(?:\w+ed|done|run|led|built|written|given|taken|made|brought|taught|met|held|sold)\s+"
    r"(?:[\w-]+\s+){0,5}?by\s+(?:[\w-]+['’]?s?\s+){0,3}$",
    re.IGNORECASE,
)


def is_conditional(frame: Frame, subject: Mark) -> bool:
    """Whether a subject stands right behind "if" or "before": it has done nothing yet."""
    word = frame.before(subject, frame.words("conditional"), _CLOSE)
    return word is not None


# Characters between "if" and its subject: an article, a pronoun.
_CLOSE = 8


# Between a negation and the verb or noun it denies: auxiliaries, adverbs, articles.
_AUXILIARIES = (
    r"\s+(?:(?:be|been|being|get|getting|have|has|had|yet|going|to|expected|planned|due|scheduled|"
    r"slated|set|likely|meant|supposed|able|now|also|any|a|the|"
    r"plans?|intentions? of|\w+ly)\s+)*"
)
_TO_DENIED = re.compile(_AUXILIARIES, re.IGNORECASE)
# From a negation over one verb to what stands behind it.
_ONE_VERB = re.compile(rf"{_AUXILIARIES}(?:[\w-]+\s+)?", re.IGNORECASE)
# Between the verb and its value, besides those who are given it.
_TO_VALUE = re.compile(r"\s*(?:(?:of|to|for|a|an|the|their|its|in)\s+)*", re.IGNORECASE)


def is_denied(frame: Frame, word: Mark) -> bool:
    """Whether a verb or a noun is denied itself ("will not be launched"), not one before it."""
    return any(
        trigger.end < word.start
        and _TO_DENIED.fullmatch(frame.passage.slice(trigger.end, word.start)) is not None
        for trigger in frame.negations
    )


def is_value_denied(frame: Frame, value: Mark, between: Sequence[Mark]) -> bool:
    """Whether the verb that a number or a sum belongs to is denied ("is not hiring 600").

    Between that verb and its value may stand marks of `between`, and small words.
    """
    text, first = frame.passage.text, frame.passage.start
    for trigger in frame.negations:
        verb = _ONE_VERB.match(text, trigger.end - first, value.start - first)
        if trigger.end > value.start or verb is None:
            continue
        rest = list(text[verb.end() : value.start - first])
        for mark in between:
            start = mark.start - first - verb.end()
            if start >= 0 and mark.end <= value.start:
                rest[start : mark.end - first - verb.end()] = " " * (mark.end - mark.start)
        if _TO_VALUE.fullmatch("".join(rest)):
            return True
    return False


# "Lowered to just 50 seats": what a change leads to, up to its number.
_REACHED = re.compile(
    r"\bto\s+(?:(?:just|only|about|some|as (?:few|low|little|many) as|at least|a|an|new|"
    r"minimum of|limit of)\s+)*[\d$€£]"
)


def fate(frame: Frame, value: Mark) -> Literal["kept", "not reached"] | None:
    """What becomes of a value behind a change that is denied; None where none is.

    "Will not lower the minimum of 150" keeps 150, "will not lower it to 100" does not reach 100.
    """
    for word in frame.words("raised"):
        if value.end <= word.start or frame.parted(word, value) or not is_denied(frame, word):
            continue
        if word.within(value.start, value.end):
            continue  # "no lower bound" lowers nothing
        dropped = value.start <= word.start  # "will not drop the minimum": it is not gone
        reached = dropped or _REACHED.search(frame.passage.slice(word.start, value.end))
        return "not reached" if reached else "kept"
    return None


def obliged(frame: Frame, customer: Mark) -> bool:
    """Whether a customer does the work: it opens its clause, and a verb of working follows."""
    before = frame.passage.slice(frame.passage.start, customer.start)
    if not _OPENS.search(before) or is_conditional(frame, customer):
        return False
    verb = verb_of(frame, customer)
    if verb is None or not verb.is_work:
        return False
    if _SAYS_THAT.match(frame.passage.text, verb.end - frame.passage.start):
        return False
    between = frame.passage.slice(customer.end, verb.start).lower()
    return not re.search(r"\b(?:can|could|may|might|would)\b", between)


# The start of a sentence or of a clause that stands by itself.
_OPENS = re.compile(
    r"(?:^|[;:,]\s+(?:and\s+|but\s+|so\s+)?|\band\s+)[\W_]*(?:the|a|each)?\s*$", re.I
)
