"""Words of events that are none of the program's: of a reader, of customers, of a paper."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rivals import ours
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# Characters between a verb and the preposition of its time ("discontinued as of July 1").
BESIDE = 2
# "In fiscal 2015, which starts in July".
_OF_TIME = Rule(r",?\s+{owners.that_which}\s+", re.IGNORECASE)
# "Before the fiscal year ends": what ends is the time itself.
_PERIOD = Rule(r"{events.periods}$", re.IGNORECASE)
# Characters from "add" to the people who are added.
_ADDED_REACH = 20
# "It ended with a question": how, and not that it is over.
_HOW = Rule(r"\s+{events.manner}\b", re.IGNORECASE)
# Characters behind "ended" that tell it.
_HOW_REACH = 6
# "Will retire its request form on June 30".
_PAPERS = Rule(r"\s+(?:[\w'’-]+\s+){0,3}{events.papers}\b", re.IGNORECASE)
_MEETING = Rule(r"\s+{events.meetings}\b", re.IGNORECASE)
# "Comes with the 150 figure", "for it not to come up in May".
_COMES = Rule(r"{events.comes}\b", re.IGNORECASE)
# "End of support": of some product.
_LIFE = Rule(r"\s+{events.of_life}\b", re.IGNORECASE)
# "Is to finish the inventory": what somebody ends, and not the program.
_FINISHES = Rule(r"{events.finishes}\s+", re.IGNORECASE)
# "Start a free trial today", where a sentence begins.
_START_NOW = Rule(r"[\W_]*{events.start_now}\b", re.IGNORECASE)
# Characters of "a customer with 600 seats".
_LIVE_REACH = 40
_GO_LIVE = Rule(r"{events.go_live}", re.IGNORECASE)
# "We are starting with the program next month": one more that has it, too.
_BEGINS_WITH = Rule(r"\s+{events.begins_with}\s+(?:{passage.articles}\s+)?", re.IGNORECASE)
# "Launched Liftoff, a …".
_NAMED = re.compile(r"(?<=ed)\s+(?P<name>[A-Z]\w+)(?=,)")
# "The changes that take effect", "the new floor applies": a change, and no start of the whole.
_CHANGES = Rule(r"\b{events.changes}\s+(?:{events.changes_that}\s+)*$", re.IGNORECASE)
# "Has completed 63 projects since January", "has sent it 44 customers since 2014".
_TALLY = Rule(
    r"{events.perfect}\s+(?:\w+\s+)?{events.tallied}\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:\d[\d,]*|{events.many})\s+(?:[\w'’-]+\s+){1,4}$",
    re.IGNORECASE,
)


def is_of_other(frame: Frame, mark: Mark, word: Mark) -> bool:
    """Whether an event's word belongs to something else: a number, the time itself, people."""
    text = frame.passage.slice(word.start, word.end).lower()
    if text in frame.rules.words("events.leading"):
        # "Broken since May and not mended before fall": what has been so since then is no start.
        times = [t for t in frame.passage.get("times") if t is mark or t.values["mod"] != "since"]
        return not any(time.start - BESIDE <= word.end <= time.end for time in times)
    capital = frame.passage.slice(word.start, word.start + 1).isupper()
    if capital and any(word.within(name.start, name.end) for name in frame.terms("program")):
        return True  # "presented Swift Start on Monday"
    last = max((t.end for t in frame.passage.get("times") if t.end <= word.start), default=None)
    if last is not None and frame.rules[_OF_TIME].fullmatch(frame.passage.slice(last, word.start)):
        return True
    if word.start == mark.end + 1 and frame.rules[_PERIOD].search(mark.values["words"]):
        return True
    before = frame.passage.slice(frame.passage.start, word.start)
    if frame.rules[_PERIOD].search(before.rstrip()):
        return True  # "its fiscal year begins on July 1"
    behind = frame.passage.slice(word.end, word.end + _HOW_REACH)
    if word.label == "end" and frame.rules[_HOW].match(behind):
        return True
    if _is_readers(frame, word) or _is_customers(frame, word) or _is_of_a_name(frame, word):
        return True
    if frame.rules[_COMES].match(frame.passage.text, word.start - frame.passage.start):
        return True  # "comes with the 150 figure"
    if frame.rules[_PAPERS].match(frame.passage.text, word.end - frame.passage.start):
        return True  # "will retire its request form"
    if frame.rules[_MEETING].match(frame.passage.text, word.end - frame.passage.start):
        return True  # "the kick-off call"
    if frame.rules[_LIFE].match(frame.passage.text, word.end - frame.passage.start):
        return True  # "the end of support for it"
    finishes = frame.rules[_FINISHES].match(frame.passage.text, word.start - frame.passage.start)
    if finishes is not None:
        at = finishes.end() + frame.passage.start
        return not any(
            name.start == at for name in (*frame.terms("program"), *frame.terms("short"))
        )
    staff = frame.passage.get("quantities", "staff")
    return (
        text.startswith(frame.rules.edges("events.adding"))
        and frame.after(word, staff, _ADDED_REACH) is not None
    )


def _is_readers(frame: Frame, word: Mark) -> bool:
    """ "Start a free trial today": what a reader is told to do."""
    opening = frame.rules[_START_NOW].match(frame.passage.text)
    return opening is not None and word.start - frame.passage.start < opening.end()


def _is_customers(frame: Frame, word: Mark) -> bool:
    """ "A customer goes live in a month": one more that has it, and no start."""
    text, first = frame.passage.text, frame.passage.start
    begins = frame.rules[_BEGINS_WITH].match(text, word.end - first)
    if begins and any(one.start == first + begins.end() for one in frame.terms("program")):
        return not frame.doers("vendor")
    if frame.rules[_GO_LIVE].fullmatch(frame.passage.slice(word.start, word.end)) is None:
        return False
    customer = frame.before(word, frame.terms("performer:customer"), _LIVE_REACH)
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("performer:vendor"))
    return customer is not None and not any(customer.end <= one.start < word.start for one in ours)


def _is_of_a_name(frame: Frame, word: Mark) -> bool:
    """ "Acme today launched Liftoff": what is launched has a name, and it is not the program's."""
    named = _NAMED.match(frame.passage.text, word.end - frame.passage.start)
    if named is None or word.label == "end":
        return False
    at = frame.passage.start + named.start("name")
    known = (*frame.terms("program"), *frame.terms("short"), *frame.terms("component:"))
    known += (*frame.terms("item:"), *frame.terms("performer:"), *frame.passage.get("times"))
    return ours(frame.topic).match(named["name"]) is None and not any(
        one.start <= at < one.end for one in known
    )


def is_change(frame: Frame, word: Mark) -> bool:
    """ "The changes take effect", "the new minimum applies": what starts then is not the whole."""
    before = frame.passage.slice(frame.passage.start, word.start)
    return frame.rules[_CHANGES].search(before) is not None


def is_tally(frame: Frame, mark: Mark) -> bool:
    """Whether "since" counts what somebody has done ("has completed 63 projects since January")."""
    before = frame.passage.slice(frame.passage.start, mark.start).rstrip()
    before = before.removesuffix(mark.values["mod"]).rstrip() + " "
    return frame.rules[_TALLY].search(before) is not None
