"""What other firms ask, charge or give: their numbers are none of the program's.

Of firms only a topic's rivals are known by a list. Else a name is one in capitals that is no
word of the topic, opens a clause, and asks, charges or gives something there ("Acme requires
250 seats").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rivals import opens_with_rival, rival_in_front
from monitor.extract.facets.rules import Rule, Rules
from monitor.extract.passages import Mark, Passage

_BREAKS = Rule(r";|\s[—–]\s|\b(?i:{strangers.breaks})\b|,\s+{strangers.joins}\s+(?=[A-Z])")
_NAME = r"(?P<name>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,3})"
_OPENS = (
    r"[\W_]*(?:(?:{strangers.openings}|(?i:{strangers.unlike}))[,\s]+)*"
    r"(?:(?i:{strangers.unlike})\s[A-Z][\w ]{1,40},\s)?"  # "Unlike Swift, Acme"
    r"(?:[A-Z][\w&.-]*['’]s?\s[a-z]+\s)?"  # "Northwind's neighbour Acme"
)
# What a firm does with its own customers and partners.
# "Acme's comparable service", but not "The Ledger's number".
_SUBJECT = Rule(
    _OPENS + r"(?:" + _NAME + r"(?:['’]s?\s+{strangers.service}\b"
    r"|['’]s?\s+(?:[a-z-]+\s+){1,3}{strangers.does}\b|(?:,\s[^,]{1,80},)?\s+"
    r"(?:{strangers.also}\s+)*{strangers.does}\b)|{strangers.another}\s+{strangers.firms}\b)"
)
# "From 250 users Acme gives a discount".
_BEHIND = Rule(r",?\s+" + _NAME + r"\s+(?:{strangers.also}\s+)*{strangers.does}\b")
# "Acme, which charges $14 a mailbox,".
_WHICH = Rule(r"\b" + _NAME + r",\s+{strangers.which}\s")
# "Google's limit", "Slack is hiring".
_HAS_OR_DOES = Rule(r"['’]s?\s|\s+(?:{strangers.also}|{strangers.being}|{strangers.does})\b")
# "Works alongside it", "before anyone had heard of it": the program is only compared.
_BESIDE = Rule(r"\b{strangers.beside}\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE)
_WORKS = Rule(r"(?:['’]s?\s+(?:[\w-]+\s+){1,2}|\s+)(?:{strangers.also}\s+)*{strangers.works}\b")
_ASIDE = Rule(r",\s+{strangers.which}\s")
_RUNS_TO = re.compile(r",\s|$")
# "Acme says … its Webcast promotion".
_ITS_OWN = Rule(_OPENS + _NAME + r"[,\s].*\b{strangers.its}\s+(?:{strangers.own}\s|[A-Z])")
_THE_FIRM = Rule(r"(?=[A-Z])(?i:{strangers.the_firm})\s")
_GOES_ON = Rule(r"(?=[A-Z])(?i:{strangers.goes_on})\b")
# No list of names: "They" goes on about none of "Word, Excel and Outlook".
_SAYS_OF = Rule(_OPENS + _NAME + r"(?!\s{strangers.joins}\s[^,]{1,40}|,\s[A-Z])[,\s]")
_FUNCTION = Rule(r"{strangers.function}", re.IGNORECASE)
# How words end that open sentences in capitals and are no names.
_PLAIN = Rule(r"{strangers.endings}$")
# "Simple moves": behind a plain word these are nouns.
_NOUN = Rule(r"\s+{strangers.nouns}\b")


def is_strangers(frame: Frame, value: Mark) -> bool:
    """Whether a value stands in what is told of another firm."""
    passage = frame.passage
    if _goes_on(frame):
        return True
    at = value.start - passage.start
    rules = frame.rules
    start, end = _clause(rules, passage.text, at)
    told = rules[_ASIDE].search(passage.text, start, end)
    for which in rules[_WHICH].finditer(passage.text, start, end) if told else ():
        to = _to(passage.text, which.end(), end)
        if which.end() <= at < to and _is_told_of(frame, passage, which, which.end(), to):
            return True
    item = value.label.startswith("item")  # "Slack channels are moved": from there
    if item and _is_done_by_rival(frame, passage.text[start : max(start, at)]):
        return True
    if not item and _is_of_rival(frame, passage.text[start:end]):
        clause = [m for m in _own(frame, passage) if start <= m.start - passage.start < end]
        # "60 onboarding specialists" may be anybody's.
        return all(passage.slice(mark.start, mark.end).islower() for mark in clause)
    if _is_fronted(frame, value):
        return True
    subject = frame.rules[_SUBJECT].match(passage.text, start, end)
    if subject is None:
        subject = frame.rules[_ITS_OWN].match(passage.text, start, end)
    return (
        subject is not None
        and subject.end("name") <= at
        and _is_told_of(frame, passage, subject, start, end)
    )


def _is_fronted(frame: Frame, value: Mark) -> bool:
    """ "From 250 users Acme gives a discount": what a firm does stands behind the value."""
    passage = frame.passage
    firm = frame.rules[_BEHIND].match(passage.text, value.end - passage.start)
    return firm is not None and _is_told_of(frame, passage, firm, 0, len(passage.text))


def _is_of_rival(frame: Frame, clause: str) -> bool:
    """ "Google's limit", "Slack is hiring": what a rival has or does."""
    name = rival_in_front(frame.topic, clause)
    return name is not None and has_or_does(frame, clause, name.end())


def _is_done_by_rival(frame: Frame, before: str) -> bool:
    """ "Acme's tool covers archives", where nothing of ours stands in between."""
    name = rival_in_front(frame.topic, before)
    if name is None or frame.rules[_WORKS].match(before, name.end()) is None:
        return False
    first = frame.passage.text.find(before) + frame.passage.start
    return not any(first <= one.start < first + len(before) for one in _own(frame, frame.passage))


def has_or_does(frame: Frame, text: str, at: int) -> bool:
    """Whether behind a name stands what a firm has or does ("Acme's limit", "Acme charged")."""
    return frame.rules[_HAS_OR_DOES].match(text, at) is not None


def _clause(rules: Rules, text: str, at: int) -> tuple[int, int]:
    """The clause around a place."""
    start, end = 0, len(text)
    for pause in rules[_BREAKS].finditer(text):
        if pause.end() <= at:
            start = pause.end()
        elif pause.start() > at:
            return start, pause.start()
    return start, end


def _to(text: str, start: int, end: int) -> int:
    pause = _RUNS_TO.search(text, start, end)
    return pause.start() if pause else end


def _goes_on(frame: Frame) -> bool:
    """Whether it goes on with "it" about the firm that the sentence before is about."""
    before = frame.setting.before
    if before is None or before.block != frame.passage.block:
        return False
    it = frame.rules[_GOES_ON].match(frame.passage.text)
    firm = frame.rules[_THE_FIRM].match(frame.passage.text)
    if not (it or firm) or any(True for _ in _own(frame, frame.passage)):
        return False
    subject = frame.rules[_SAYS_OF].match(before.text)
    if firm and subject:
        return is_firm(frame, before, subject["name"], subject.start("name"))
    return subject is not None and _is_told_of(frame, before, subject, 0, len(before.text))


def _is_told_of(
    frame: Frame, passage: Passage, subject: re.Match[str], start: int, end: int
) -> bool:
    """Whether a clause with this subject is about a firm, and names neither program nor vendor."""
    if any(start <= mark.start - passage.start < end for mark in _own(frame, passage)):
        return False
    name = subject["name"]
    return name is None or is_firm(frame, passage, name, subject.start("name"))


def _own(frame: Frame, passage: Passage) -> Iterator[Mark]:
    """The names of the program and its vendor in a passage."""
    anybodys = frame.rules.words("strangers.anybodys")
    names = passage.get(frame.group, "program"), passage.get(frame.group, "performer:vendor")
    for mark in chain(*names):
        if frame.rules[_BESIDE].search(passage.slice(passage.start, mark.start)):
            continue
        if mark.label == "program" or passage.slice(mark.start, mark.end).lower() not in anybodys:
            yield mark


def is_firm(frame: Frame, passage: Passage, name: str, at: int) -> bool:
    """Whether a name that stands at a place of a passage is that of a firm, and of nobody known."""
    if opens_with_rival(frame.topic, name):
        return True
    first = passage.start + at
    last = first + len(name)
    head = first + len(name.split(maxsplit=1)[0])  # "Tillman Data" is a firm, "Data Center" is none
    marks = (*passage.get(frame.group), *passage.get("words", "limit-noun"), *passage.get("times"))
    known = [one for one in marks if one.label != "performer:partner"]  # but "Tallow MSP"
    if any(mark.start < head and first < mark.end for mark in known):
        return False
    people = [s.values["name"] for s in passage.get("speech") if s.values["name"]]
    words = name.split()
    while words and frame.rules[_FUNCTION].fullmatch(words[0]):
        words = words[1:]  # "With Acme, which …"
    if not words or any(words[-1] in person for person in people):
        return False
    name = " ".join(words)
    if len(words) > 1 or not name[1:].islower():
        return True
    if frame.setting.capitals.is_inside(name):
        return True
    if frame.rules[_NOUN].match(passage.text, last - passage.start) or frame.rules[_PLAIN].search(
        name
    ):
        return False
    return not frame.setting.capitals.is_small(name)
