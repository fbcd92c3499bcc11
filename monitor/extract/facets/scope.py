"""Scope: what the program covers and what it does not. A mere mention is no claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from monitor.config.phrases import any_of
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.passages import Mark, Passage
from monitor.values import ScopeItem

_NEXT_CLAUSE = re.compile(r",\s+(?:and|but|so|or)\b", re.IGNORECASE)
_BY_MAIL = re.compile(r"\b(?:an|by|via|per|in)\s+$", re.IGNORECASE)
# Characters and words between an item and the program's name behind it.
_TIED = 60
_TIE = re.compile(r"\b(?:by|of|from|under|in|with|to|on)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# An item that begins so near to the start of its sentence is what the sentence is about.
_SUBJECT_AT = 12
_GOES_ON = re.compile(r"[\"“'*]*(?:It|They|That|This|These|Those|Not|No|Only|Almost|Everything)\b")
# Words between a subject and its verb; beyond them somebody else may be meant.
_SUBJECT_WORDS = 3
_RECEIVED = ("get", "receiv", "work", "entitl", "eligible", "remote help", "can have")
# "no" and at most two words before the item.
_NO_REACH = 22


class Verdict(NamedTuple):
    """Whether an item is covered, by which rule."""

    included: bool
    rule: str
    exhaustive: bool = False


def scope(frame: Frame) -> Iterator[Draft]:
    """One draft an item that the passage puts inside or outside the program."""
    if frame.is_foreign or frame.is_example:
        return
    if frame.is_question and frame.answered is None:
        return
    if frame.leads_in:
        return  # what a lead-in says, its entries say
    seen = set[tuple[str, bool]]()
    for mark, name in _items(frame):
        verdict = _answered(frame) if frame.is_question else _verdict(frame, mark)
        if verdict is None or (name, verdict.included) in seen:
            continue
        if not verdict.included and _is_general(frame, name):
            continue  # "issues may prevent items from being migrated" shuts out no migration
        seen.add((name, verdict.included))
        yield frame.draft(_draft(frame, mark, name, verdict))


def _is_general(frame: Frame, name: str) -> bool:
    """Whether an item is the head of a family: what is denied of it is said of some kind."""
    own = next(item for item in frame.topic.item if item.name == name)
    return not own.kind_of and any(name in item.kind_of for item in frame.topic.item)


def _draft(frame: Frame, mark: Mark, name: str, verdict: Verdict) -> Draft:
    component = next((item.component for item in frame.topic.item if item.name == name), None)
    # An exception is about a component of its own, whatever the item.
    exception = frame.words("exceptions") and frame.component
    return Draft(
        "scope",
        ScopeItem(name, verdict.included, verdict.exhaustive),
        mark,
        f"scope/{verdict.rule}",
        deny=not verdict.included,
        component=frame.component if exception else component,
    )


def _items(frame: Frame) -> Iterator[tuple[Mark, str]]:
    """The items of the passage: the longer wording wins, the general gives way to its kinds."""
    found = [(mark, mark.label.removeprefix("item:")) for mark in frame.terms("item:")]
    if frame.is_about:
        short = [mark for mark in frame.terms("item-short:") if not _is_by_mail(frame, mark)]
        found += [(mark, mark.label.removeprefix("item-short:")) for mark in short]
    for mark, name in found:
        longer = any(
            other.start <= mark.start
            and mark.end <= other.end
            and other.end - other.start > mark.end - mark.start
            for other, _ in found
        )
        # A general item said in the same breath as its kinds adds nothing.
        kinds = any(name in frame.topic.ancestors(other) for _, other in found)
        if not longer and not kinds:
            yield mark, name


def _of_program(frame: Frame, mark: Mark) -> bool:
    """Whether the sentence itself says something of the program, and not of the world around it.

    It names the program or its vendor, is said by the vendor, goes on from the
    sentence before, or has the item for its subject.
    """
    named = (*frame.terms("program"), *frame.terms("short"), *frame.terms("performer:vendor"))
    if any(_speaks_of(frame, name, mark) for name in named):
        return True
    vendor = frame.topic.vendor
    if frame.revision.organisation == vendor or mark.start - frame.passage.start <= _SUBJECT_AT:
        return True
    said = any(s.values["organisation"] == vendor for s in frame.passage.get("speech"))
    return said or bool(_GOES_ON.match(frame.passage.text))


def _speaks_of(frame: Frame, name: Mark, mark: Mark) -> bool:
    """Whether a name stands in front of an item, or is tied to it from behind ("part of")."""
    if name.end <= mark.start:
        return True
    if name.start < mark.end:
        return not mark.within(name.start, name.end)  # "mailbox moves" is no name of the program
    between = frame.passage.slice(mark.end, name.start)
    return len(between) <= _TIED and bool(_TIE.search(between))


def _is_by_mail(frame: Frame, mark: Mark) -> bool:
    """Whether a short word tells how something was said ("in an email") and not what is moved."""
    first = max(frame.passage.start, mark.start - 10)
    return bool(_BY_MAIL.search(frame.passage.slice(first, mark.start)))


def _answered(frame: Frame) -> Verdict:
    return Verdict(bool(frame.answered), "answered")


def _verdict(frame: Frame, mark: Mark) -> Verdict | None:
    """None where the item is only mentioned."""
    if frame.passage.kind in ("entry", "row"):
        by_list = _by_list(frame)
        if by_list is not None or frame.setting.lead_in is not None:
            return by_list
    if not frame.is_anchored("scope"):
        return None
    partners = frame.terms("performer:partner")
    handed = frame.after(mark, frame.words("hand-over"), 120)
    done = frame.passage.slice(mark.start, mark.end).endswith("ed")  # "customers on-boarded by us"
    if handed and not done and frame.after(handed, partners, 40):
        return Verdict(False, "handed-over")
    if not _of_program(frame, mark):
        return None
    if frame.before(mark, _only(frame), 40) or _only_at(frame, mark):
        return Verdict(True, "only", exhaustive=True)
    if frame.before(mark, frame.words("qualify"), 40):
        return None
    if _is_excluded(frame, mark):
        return Verdict(False, "excluded")
    given = frame.before(mark, frame.words("provide"), 140) or _inside(frame, mark)
    if given is not None and _by_program(frame, given):
        return Verdict(False, "denied") if frame.negated(given, 25) else Verdict(True, "provided")
    if frame.after(mark, frame.words("stays"), 90):
        return Verdict(True, "stays")
    return None


def _only(frame: Frame) -> list[Mark]:
    """Words of exclusiveness, without those of "not only … but also"."""
    return [
        word
        for word in frame.words("only")
        if not frame.passage.slice(frame.passage.start, word.start).lower().rstrip().endswith("not")
    ]


def _only_at(frame: Frame, mark: Mark) -> bool:
    """Whether "limited to" is part of the item's wording, or "only" stands right behind it."""
    if any(mark.start < word.start < mark.end for word in frame.words("only")):
        return True
    word = frame.after(mark, frame.words("only"), 2)
    return word is not None and frame.passage.slice(word.start, word.end).lower() == "only"


def _is_excluded(frame: Frame, mark: Mark) -> bool:
    free = frame.words("free")
    words = [
        word
        for word in frame.words("exclude")
        if not any(f.start <= word.start < f.end for f in free)
    ]
    if frame.before(mark, words, 90):
        return True
    behind = frame.after(mark, words, 45)
    if behind and not _NEXT_CLAUSE.search(frame.passage.slice(mark.end, behind.start)):
        return True
    return frame.negated(mark, reach=_NO_REACH)  # "no public folders"


def _inside(frame: Frame, mark: Mark) -> Mark | None:
    """The verb that is part of the item's own wording ("moving mailboxes")."""
    return next((w for w in frame.words("provide") if mark.start <= w.start < mark.end), None)


def _by_list(frame: Frame) -> Verdict | None:
    """A list says of its entries what its lead-in, or else its heading, says."""
    lead_in = frame.setting.lead_in
    if lead_in is not None:
        return _by_lead_in(frame, lead_in)
    excluded = any_of(_OUTSIDE)
    included = any_of(_WITHIN)
    heading = frame.passage.heading
    if excluded and excluded.search(heading):
        return Verdict(False, "heading-excluded")
    if included and included.search(heading) and frame.is_about:
        return Verdict(True, "heading-provided")
    return None


# Headings of lists, in the phrase language of config/.
_OUTSIDE = (
    "not (included|covered|in scope|supported|part of)",
    "out of scope",
    "exclusions",
    "does not",
    "limits",
)
_WITHIN = (
    "included",
    "in scope",
    "what is covered",
    "eligible services",
    "what you get",
    "covered",
)


def _by_lead_in(frame: Frame, lead_in: Passage) -> Verdict | None:
    words = {mark.label for mark in lead_in.get("words")}
    if lead_in.get("quantities") or "condition" in words:
        return None  # a list of what to buy, not of what is done
    other = any_of(frame.topic.facet["scope"].unless)
    if other and other.search(lead_in.text):
        return None
    if "exclude" in words or lead_in.get("triggers", "negated"):
        return Verdict(False, "list-excluded")
    named = lead_in.get(frame.group, "program") or lead_in.get(frame.group, "short")
    if "provide" in words and (named or frame.is_about):
        return Verdict(True, "list-provided")
    return None


def _by_program(frame: Frame, given: Mark) -> bool:
    """Whether the program or its vendor does the giving, not a partner or the customer."""
    before = [mark for mark in frame.terms("performer:") if mark.end <= given.start]
    if not before:
        return frame.is_about
    between = frame.passage.slice(before[-1].end, given.start).split()
    if before[-1].label == "performer:partner":
        return len(between) > _SUBJECT_WORDS and frame.is_about
    if before[-1].label == "performer:customer" and len(between) <= _SUBJECT_WORDS:
        # "data that you migrate" is not given; "you get", "you work with" is.
        verb = frame.passage.slice(given.start, given.end).lower()
        return verb.startswith(_RECEIVED)
    return True
