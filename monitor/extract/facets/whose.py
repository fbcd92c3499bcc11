"""Whose a time is: the program's, or that of somebody a text tells of ("we are booked until May").

The subject of its clause decides: people who tell of themselves, somebody of whom is told, or
anybody ("a bank began in March"), where no word for the program stands with them.
"""

from __future__ import annotations

import re

from monitor.extract.facets.event_words import EVENTS, OF_MOD
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.strangers import has_or_does, is_firm
from monitor.extract.passages import Mark

_PAUSE = re.compile(r"[,;:]\s|\s[—–-]\s|[(“\"]")
_OPENS = r"[\W_]*(?:{events.openings}\s+)*"
# "Our manager is out until May": told of themselves, by others than the vendor.
_SELF = Rule(_OPENS + r"{dates.self}\b", re.IGNORECASE)
# "She is away until May".
_SOMEBODY = Rule(_OPENS + r"{dates.somebody}\b", re.IGNORECASE)
# "A bank I know began in March", "two of them waited until June".
_ANYBODY = Rule(_OPENS + r"{dates.anybody}\b", re.IGNORECASE)
# "Summit Ridge plans to open an office in May", "last autumn Corvane was on site until June".
_NAME = re.compile(r"(?P<name>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,3})\s")
_IS = Rule(r"\s+{owners.being}\b", re.IGNORECASE)
# "Plan the move for August": advice.
_ADVICE = Rule(_OPENS + r"{dates.advice}\b", re.IGNORECASE)
# "The move took ten weeks, from May to July": and characters from there to the time.
_TOOK = Rule(r"\b{dates.took}\b", re.IGNORECASE)
_SPELL = 40
# "He has been moving our mailboxes since Monday": one's own job.
_OWN_JOB = Rule(r"\b{dates.own_job}\b", re.IGNORECASE)
# "…, and began in", "…, was let in and began": verbs alone.
_AND_VERB = Rule(
    r"\W*(?:{dates.joins}\s+)?(?:{owners.being}|{thresholds.past_endings}|{dates.began})\b",
    re.IGNORECASE,
)
_WITH_THEM = Rule(r"{dates.with_them}\b", re.IGNORECASE)
# "It", "they": behind these the subject is what was told of before.
_AGAIN = Rule(r"\b{events.pronouns}\b", re.IGNORECASE)
# "A preview starts", "a waiver ends": nouns of a program, if not its names.
_OFFERS = Rule(r"\b(?:{events.stages}|{events.offers}|{passage.programs})\b", re.IGNORECASE)
# "I'd count on May": an opinion.
_WOULD = re.compile(r"['’]d\b")
# Characters from who thinks to what is thought ("I think it").
_NEAR = 20
_WORD = re.compile(r"\w")
_NOUN = re.compile(r"\w{3}")
# Characters of a clause in front of a time that opens it ("And until May we …"), and its words.
_FRONT = 12
_PHRASE = 2


def is_somebodys(frame: Frame, mark: Mark) -> bool:
    """Whether what comes or lasts at a time is told of somebody else than the program."""
    start, subject = _subject(frame, mark)
    rules, told = frame.rules, frame.is_told_by_others(mark)
    if rules[_ADVICE].match(subject):
        return True
    before = frame.passage.slice(frame.passage.start, mark.start)
    spell = mark.label == "window" or OF_MOD.get(mark.values["mod"]) == "end"
    if told and spell and rules[_TOOK].search(before, max(0, len(before) - _SPELL)):
        return True
    clause = frame.passage.slice(start, max(start + len(subject), mark.start))
    if told and rules[_OWN_JOB].search(clause):
        return True
    own = (told and rules[_SELF].match(subject)) or rules[_SOMEBODY].match(subject)
    if told and not own and _goes_on(frame, mark, start):
        return True
    if own:
        thought = _WOULD.match(subject, own.end()) or _is_planned(frame, start, mark)
        return not thought and not rules[_AGAIN].search(subject, own.end(), own.end() + _NEAR)
    if _behind_firm(frame, start, subject) is not None:
        return not _is_programs(frame, Mark(start, start + len(subject), ""))
    anybody = rules[_ANYBODY].match(subject)
    if anybody is None or rules[_AGAIN].search(subject, anybody.end()):
        return False
    if _NOUN.search(subject, anybody.end()) is None:
        return False  # "confirmed a September start"
    return not _is_programs(frame, Mark(start, start + len(subject), ""))


def is_of_firm(frame: Frame, value: Mark) -> bool:
    """Whether a value stands in what is told of a firm ("Acme has moved public folders")."""
    if frame.passage.kind != "paragraph":
        return False
    first = _begin(frame, value)
    behind = _behind_firm(frame, first, frame.passage.slice(first, value.start))
    if behind is None or frame.rules[_IS].match(behind):
        return False  # "Acme Drive is moved": what is moved, and nobody
    if any(item.start <= first < item.end for item in frame.terms("item:")):
        return False  # "files from a share, Acme Drive and Box are moved"
    named = (*frame.terms("program"), *frame.terms("short"), *frame.doers("vendor"))
    return not any(first <= name.start for name in named)


def _behind_firm(frame: Frame, start: int, subject: str) -> str | None:
    """What follows the name of a firm that a clause begins with, a time in front of it aside."""
    ends = [time.end for time in frame.passage.get("times") if time.start == start]
    first = max([start, *ends]) - start
    named = _NAME.match(subject, len(subject) - len(subject[first:].lstrip(" ,")))
    # A firm's name has its capital inside a sentence, too; so has a country's.
    if named is None or not frame.setting.capitals.is_inside(named["name"]):
        return None
    at = start - frame.passage.start + named.start()
    if " " not in named["name"] and not has_or_does(frame, subject, named.end("name")):
        return None  # "Portugal follows in May", "Enterprise seats"
    firm = is_firm(frame, frame.passage, named["name"], at)
    return subject[named.end("name") :] if firm else None


def _is_planned(frame: Frame, start: int, mark: Mark) -> bool:
    """Whether somebody tells what is to come ("he is aiming for May")."""
    coloured = frame.passage.get("triggers", "planned") + frame.passage.get("triggers", "hedged")
    return any(start <= one.start < mark.start for one in coloured)


def _goes_on(frame: Frame, mark: Mark, start: int) -> bool:
    """Whether a clause has the subject of its sentence ("Our firm signed up, and began in May")."""
    first = frame.passage.slice(frame.passage.start, start)
    opens = frame.rules[_SELF].match(first)
    second = frame.rules[_AND_VERB].match(frame.passage.slice(start, mark.start))
    return opens is not None and second is not None and not frame.passage.reports(mark)


def _subject(frame: Frame, mark: Mark) -> tuple[int, str]:
    """Where the subject of the clause of a time may stand, and the words there up to its verb.

    With its verb: "a preview" may be read as one.
    """
    first, last = _begin(frame, mark), mark.start
    short = last - first <= _FRONT and len(frame.passage.slice(first, last).split()) < _PHRASE
    if short and OF_MOD.get(mark.values["mod"]) == "end":
        first, last = _behind(frame, mark)
    words = [w.end for w in frame.words(*EVENTS) if first < w.start < last]
    last = min([last, *words])
    return first, frame.passage.slice(first, last)


def _begin(frame: Frame, mark: Mark) -> int:
    """Where the clause begins that a time ends: behind who says it, and behind the last pause."""
    first, last = frame.passage.start, mark.start
    for speech in frame.passage.reports(mark):
        pieces = speech.values["content_at"]
        first = max([first, *(start for start, end in pieces if start <= last < end)])
    cues = [word.end for word in frame.words("cue") if first <= word.start and word.end <= last]
    first = max([first, *cues])
    before = frame.passage.slice(first, last)
    with_them = frame.rules[_WITH_THEM]
    ends = [p.end() for p in _PAUSE.finditer(before) if not with_them.match(before, p.end())]
    return first + max([0, *(end for end in ends if _WORD.search(before, end))])


def _behind(frame: Frame, mark: Mark) -> tuple[int, int]:
    """The clause that a time opens ("Until May we sold our own")."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    begins = len(behind) - len(behind.lstrip(" ,"))
    pause = _PAUSE.search(behind, begins)
    return mark.end + begins, mark.end + (pause.start() if pause else len(behind))


def _is_programs(frame: Frame, place: Mark) -> bool:
    named = (
        *frame.terms("program"),
        *frame.terms("short"),
        *frame.terms("component:"),
        *frame.terms("item:"),
        *frame.terms("facet:timing"),
        *frame.doers("vendor"),
        *frame.passage.get("money"),
    )
    said = frame.passage.slice(place.start, place.end)
    return frame.rules[_OFFERS].search(said) is not None or any(
        one.within(place.start, place.end) for one in named
    )
