"""Whether a sentence keeps an item out: by a word of exclusion or by a negation."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.mentions import (
    is_no_help,
    is_of_another,
    is_what_is_taken,
    is_without_limit,
)
from monitor.extract.facets.outside import (
    by_others,
    by_partner,
    is_advice,
    is_not_applied,
    is_of_next,
)
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

NEXT_CLAUSE = Rule(r",\s+{covered.next_clause}\b", re.IGNORECASE)

_BUT = Rule(r"[\w\s]{0,30}\b{covered.but}\b")
# "no" and at most two words before the item.
_NO_REACH = 22
# "Dropped the bar: from May any firm": a clause of its own.
_FURTHER = re.compile(r"\w:\s+\w+(?:\s+\w+){2}")
# "Excludes archives, which hold more than mail": what is told of them.
_WHICH = Rule(r",\s+{mentions.relative}\b", re.IGNORECASE)
# "No longer limited to mail".
_WIDENED = Rule(r"\s+{outside.confined}\b", re.IGNORECASE)
# "Does not merely move mail".
_JUST = Rule(r"{covered.cannot}\s+{passage.just}\b", re.IGNORECASE)
_JUST_REACH = 8
_EXCEPTING = Rule(r"{covered.excepting}", re.IGNORECASE)
# "The onboarding benefit excludes migration": its subject is not what is kept out.
_SHUTS = Rule(r"{covered.shuts_out}\b", re.IGNORECASE)
# What stands behind an item and a colon, or behind "but" with the item for its subject.
_COLON_NO = Rule(r"(?:\s[^,;:.]{0,30})?:\s+{covered.no}\b(?! {covered.no_of})", re.IGNORECASE)
_BUT_THEN = Rule(r",?\s+{covered.but}\s+(?:{covered.then}\s+)?$", re.IGNORECASE)
# Words that may be anybody's: a subject is to be looked for.
_CANNOT = Rule(r"{covered.cannot}")
# Characters from a word of exclusion to the item behind it ("stops migrating …").
_WORD_REACH = 90
# Characters from an item to the word behind it that keeps it out.
_BEHIND_REACH = 45


def is_excluded(frame: Frame, mark: Mark) -> bool:
    """Whether the sentence says of `mark` that it is kept out of the program."""
    if frame.rules[_COLON_NO].match(frame.passage.text, mark.end - frame.passage.start):
        return True
    words = _words_of_exclusion(frame, mark)
    if any(word.start < mark.start < word.end for word in words):
        return True
    word = frame.before(mark, words, _WORD_REACH)
    if word and not _goes_on(frame, frame.passage.slice(word.end, mark.start)):
        return True  # "stops migrating data"
    if _is_shut_behind(frame, mark, words):
        return True
    if any(frame.rules[_BUT_THEN].search(frame.passage.slice(mark.end, w.start)) for w in words):
        return True  # "archives were promised but haven't come"
    return _is_denied(frame, mark)


def _goes_on(frame: Frame, between: str) -> bool:
    """ "Dropped the bar: firms get mail moved", "excludes archives, which hold more than mail"."""
    return bool(_FURTHER.search(between) or frame.rules[_WHICH].search(between))


def _words_of_exclusion(frame: Frame, mark: Mark) -> list[Mark]:
    free, states = frame.words("free"), frame.terms("state:")
    words = [
        word
        for word in frame.words("exclude")
        if not any(f.start <= word.start <= f.end + 1 for f in free)
        and not any(word.within(state.start, state.end) for state in states)  # "I can't comment"
        and not is_no_help(frame, word)
        and not frame.rules[_JUST].search(frame.passage.slice(word.start, word.end + _JUST_REACH))
        and (0 <= word.start - mark.end <= 1 or not by_partner(frame, word))
        and not is_advice(frame, word)
        and not (frame.is_condition(word) or frame.is_elliptic(word))
        and not frame.stops_before(word, mark)
        and not is_not_applied(frame, word)
        and not is_without_limit(frame, word)
        and not _is_had_without(frame, word)
    ]
    if words and is_what_is_taken(frame, mark):
        cannot = frame.rules[_CANNOT]
        return [w for w in words if not cannot.fullmatch(frame.passage.slice(w.start, w.end))]
    return words


def _is_had_without(frame: Frame, word: Mark) -> bool:
    """ "A day without mail", "sessions without migration": nothing is given or done without it."""
    said = frame.passage.slice(word.start, word.end).lower()
    if said not in frame.rules.words("passage.short_negations"):
        return False
    if any(no.end <= word.start and not frame.parted(no, word) for no in frame.negations):
        return True  # "they cannot afford a minute without mail"
    given = (*frame.words("provide", "perform", "stays"), *frame.terms("program"))
    return not any(one.end <= word.start and not frame.parted(one, word) for one in given)


def _is_shut_behind(frame: Frame, mark: Mark, words: list[Mark]) -> bool:
    """Whether one of `words` behind the item is said of it: "mail except …" covers mail."""
    excepting, shuts = frame.rules[_EXCEPTING], frame.rules[_SHUTS]
    manner = frame.rules.words("passage.short_negations")  # "without a hitch" is how
    said_of_it = [
        word
        for word in words
        for text in [frame.passage.slice(word.start, word.end)]
        if not (excepting.match(text) or shuts.match(text) or text.lower() in manner)
    ]
    behind = frame.after(mark, said_of_it, _BEHIND_REACH)
    if behind is None or is_of_next(frame, mark, behind):
        return False
    between = frame.passage.slice(mark.end, behind.start)
    return ":" not in between and not frame.rules[NEXT_CLAUSE].search(between)


def _is_denied(frame: Frame, mark: Mark) -> bool:
    """Whether a negation denies the item: "no public folders"."""
    in_front = (no for no in frame.negations if no.end <= mark.start)
    nearest = max(in_front, key=lambda no: no.end, default=None)
    if nearest is None or _is_had_without(frame, nearest):
        return False
    widened = frame.rules[_WIDENED]
    states = (*frame.terms("state:"), *frame.terms("denied-state:"))  # "no hold for mail"
    before = [
        no
        for no in frame.negations
        if no.end <= mark.start
        and not (by_others(frame, no) or is_advice(frame, no))
        and not any(no.within(state.start, state.end) for state in states)  # "not decided: mail"
        and not widened.match(frame.passage.text, no.end - frame.passage.start)
    ]
    if not before or any(is_no_help(frame, no) or is_of_another(frame, no) for no in before):
        return False
    behind = frame.passage.slice(mark.end, frame.passage.end)
    # "no public folders", and not "not the mail but the scanner"
    return frame.negated(mark, reach=_NO_REACH) and not frame.rules[_BUT].match(behind)
