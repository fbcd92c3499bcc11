"""Who does what: a performer, the verb it is the subject of, and what the verb is done to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# Between a subject and its verb: what belongs to its name, auxiliaries, adverbs, an aside.
_GAP = Rule(
    r"(?:['’]s?(?!\w))?(?:\s*\b{clause.roles}\b)*(?:\s*,\s*[^,.;:]{1,60},(?=\s))?\s*"
    r"(?P<auxiliaries>(?:(?:{clause.roles}|{clause.supports}(?=\s+{clause.negation}\b)"
    r"|{clause.auxiliaries})[\s,]+)*)",
    re.IGNORECASE,
)
_VERB = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
# "wants the vendor to move it": so far it has moved nothing.
_INFINITIVE = Rule(r"\s+(?:{clause.negation}\s+)?{clause.infinitive}\b")
_MODAL = Rule(r"\b{clause.modals}\b", re.IGNORECASE)
_PLURAL = Rule(r"{clause.plurals}$", re.IGNORECASE)
_FINITE = Rule(r"{clause.finite_endings}$")
_PASTS = Rule(r"{clause.pasts}", re.IGNORECASE)
# "You can move it": nothing that is asked of anybody.
_MAY = Rule(r"\b{clause.optional}\b")
_OWNS = Rule(r"['’]\w?\s")
# "You write that it costs money": no work.
_SAYS_THAT = Rule(r"\s+{clause.that}\b")


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
    gap = frame.rules[_GAP].match(text, subject.end - first)
    if gap is None or frame.rules[_INFINITIVE].match(text, subject.end - first):
        return None
    at = gap.end() + first
    if frame.passage.slice(at, at + 1).isupper():
        return None  # "the vendor's Guide says"
    for word in frame.words("perform"):
        if word.start == at and not _is_compound(frame, subject, gap, word):
            return Verb(word.start, word.end, True)
    verb = _VERB.match(text, gap.end())
    if verb is None or not is_people(frame, subject):
        return None
    if any(word.start == at for word in frame.passage.get("idle")):
        return None
    if text[verb.end() : verb.end() + 1] in _APOSTROPHES or text[gap.start()] in _APOSTROPHES:
        return None  # "we don't", "the specialists' time"
    finite = frame.rules[_FINITE].search(verb.group()) or frame.rules[_MODAL].search(
        gap["auxiliaries"]
    )
    finite = finite or frame.rules[_PLURAL].search(frame.passage.slice(subject.start, subject.end))
    return Verb(verb.start() + first, verb.end() + first, False) if finite else None


def _is_compound(frame: Frame, subject: Mark, gap: re.Match[str], verb: Mark) -> bool:
    """ "The vendor's partner lead", "the program's help": a single one would "leads", "helps"."""
    single = subject.label == "performer:partner" or not is_people(frame, subject)
    if not single or gap["auxiliaries"]:
        return False
    if frame.rules[_PLURAL].search(frame.passage.slice(subject.start, subject.end)):
        return False
    first = frame.passage.slice(verb.start, verb.end).split()[0]
    return not (frame.rules[_FINITE].search(first) or frame.rules[_PASTS].fullmatch(first))


def is_people(frame: Frame, performer: Mark) -> bool:
    """Whether a performer is named by its people; the bare name does much that is no work."""
    text = frame.passage.slice(performer.start, performer.end)
    if text.lower() == frame.topic.vendor.lower():
        return False
    return not any(performer.within(p.start, p.end) for p in frame.terms("program"))


def is_agent(frame: Frame, performer: Mark) -> bool:
    """Whether something is done by it ("delivered by approved partners")."""
    owner = frame.rules[_OWNS].match(frame.passage.text, performer.end - frame.passage.start)
    if owner and performer.label == "performer:customer":
        return False  # "by the customer's partner", but "by the vendor's people"
    first = max(frame.passage.start, performer.start - _BY_REACH)
    before = frame.passage.slice(first, performer.start)
    low = before.lower()
    named = any(by in low for by in frame.rules.words("clause.by"))
    done = frame.rules[_BY].search(before) if named else None
    if done is None:
        return False
    verb = first + done.start()
    if frame.negated(Mark(verb, performer.start, ""), reach=12) or frame.negated(performer, 12):
        return False  # "by the vendor and never by partners"
    if frame.rules[_NOTHING_DONE].search(frame.passage.slice(frame.passage.start, verb)):
        return False
    if is_in_passing(frame, performer):
        return False
    return not any(word.start == verb for word in frame.passage.get("idle"))


def is_subject(frame: Frame, performer: Mark) -> bool:
    """Whether a form of "to be" stands right behind it: "partners are not allowed to"."""
    at = performer.end - frame.passage.start
    return frame.rules[_IS].match(frame.passage.text, at) is not None


def is_in_passing(frame: Frame, performer: Mark) -> bool:
    """ "Apps written by customers are covered": whose they are, and who does no work."""
    at = performer.end - frame.passage.start
    if frame.rules[_IS_DONE].match(frame.passage.text, at) is None:
        return False
    before = frame.passage.slice(frame.passage.start, performer.start)
    return frame.rules[_OF_WHOM].search(before) is not None


# "moved for you by the", "run end to end by our own": a participle, and at most five words on.
_BY_REACH = 60
_BY = Rule(
    r"\b{clause.participles}\s+(?:(?!{clause.by}\s)[\w-]+\s+){0,5}?{clause.by}:?\s+"
    r"(?:(?!(?:{clause.for_whom}|{clause.relative})\s)[\w-]+['’]?s?\s+){0,3}$",
    re.IGNORECASE,
)
# "Apps written by customers", "are not covered".
_OF_WHOM = Rule(r"\b{clause.participles}\s+{clause.by}\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_IS = Rule(r"\s+{outside.being}\s", re.IGNORECASE)
_IS_DONE = Rule(
    r"\s+{outside.being}\s(?:{clause.negation}\s+)?{clause.participles}\b", re.IGNORECASE
)
# "Neither mailboxes nor files are" moved by the vendor: a denial at the head of the subject.
_NOTHING_DONE = Rule(
    r"(?:^|[^\w\s'’-]\s*|\b{work.goes_on}\s+){clause.nothing}(?:\s+(?!{work.goes_on}\b)[\w'’-]+){1,8}\s+$",
    re.IGNORECASE,
)


def is_conditional(frame: Frame, subject: Mark) -> bool:
    """Whether a subject stands right behind "if" or "before": it has done nothing yet."""
    word = frame.before(subject, frame.words("conditional"), _CLOSE)
    return word is not None


# Characters between "if" and its subject: an article, a pronoun.
_CLOSE = 8


# Between a negation and the verb or noun it denies: auxiliaries, adverbs, articles.
_DENIED_GAP = r"\s+(?:{clause.denied_gap}\s+)*"
_TO_DENIED = Rule(_DENIED_GAP, re.IGNORECASE)
# From a negation over one verb to what stands behind it.
_ONE_VERB = Rule(_DENIED_GAP + r"(?:[\w-]+\s+)?", re.IGNORECASE)
# Between the verb and its value, besides those who are given it.
_TO_VALUE = Rule(r"\s*(?:{clause.to_value}\s+)*", re.IGNORECASE)


def is_denied(frame: Frame, word: Mark) -> bool:
    """Whether a verb or a noun is denied itself ("will not be launched"), not one before it."""
    return any(
        trigger.end < word.start
        and frame.rules[_TO_DENIED].fullmatch(frame.passage.slice(trigger.end, word.start))
        is not None
        for trigger in frame.negations
    )


def is_value_denied(frame: Frame, value: Mark, between: Sequence[Mark]) -> bool:
    """Whether the verb that a number or a sum belongs to is denied ("is not hiring 600").

    Between that verb and its value may stand marks of `between`, and small words.
    """
    text, first = frame.passage.text, frame.passage.start
    for trigger in frame.negations:
        verb = frame.rules[_ONE_VERB].match(text, trigger.end - first, value.start - first)
        if trigger.end > value.start or verb is None:
            continue
        rest = list(text[verb.end() : value.start - first])
        for mark in between:
            start = mark.start - first - verb.end()
            if start >= 0 and mark.end <= value.start:
                rest[start : mark.end - first - verb.end()] = " " * (mark.end - mark.start)
        if frame.rules[_TO_VALUE].fullmatch("".join(rest)):
            return True
    return False


# "Lowered to just 50 seats": what a change leads to, up to its number.
_REACHED = Rule(r"\b{clause.infinitive}\s+(?:{clause.to_number}\s+)*[\d$€£]")


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
        reached = dropped or frame.rules[_REACHED].search(
            frame.passage.slice(word.start, value.end)
        )
        return "not reached" if reached else "kept"
    return None


def obliged(frame: Frame, customer: Mark) -> bool:
    """Whether a customer does the work: it opens its clause, and a verb of working follows."""
    before = frame.passage.slice(frame.passage.start, customer.start)
    if not frame.rules[_OPENS].search(before) or is_conditional(frame, customer):
        return False
    verb = verb_of(frame, customer)
    if verb is None or not verb.is_work:
        return False
    if frame.rules[_SAYS_THAT].match(frame.passage.text, verb.end - frame.passage.start):
        return False
    between = frame.passage.slice(customer.end, verb.start).lower()
    return not frame.rules[_MAY].search(between)


# The start of a sentence or of a clause that stands by itself.
_OPENS = Rule(
    r"(?:^|[;:,]\s+(?:{clause.goes_on}\s+)?|\b{clause.joins}\s+)[\W_]*{clause.articles}?\s*$",
    re.IGNORECASE,
)
