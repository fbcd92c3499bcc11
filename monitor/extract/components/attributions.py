"""Finds the attributions of a sentence: cue, speaker and content, each as a place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.extract.components.clause import JOINS, QUOTED, Phrase, Word, at_offset
from monitor.extract.components.cues import Cue
from monitor.extract.components.inverted import Inverted
from monitor.extract.components.led import SPEAKING, Led
from monitor.extract.components.phrases import Grammar
from monitor.extract.components.sites import Attribution, Site
from monitor.extract.components.unled import Unled

_NO_SUBJECT = frozenset({"according", "within", "reduced"})
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were"})
_VERB_REACH = 8
_STOPS_SHORT = frozenset({".", ";", ":", QUOTED, "(", ")"})
# "To say", "can ask": nothing that was said.
_UNSAID = frozenset({"to", "can", "may", "must", "should", "could", "cannot", "can't"})
_FRONT = frozenset({"but", "and", "so", "yet", "last", "late", "early", "earlier"})
# "Said that reports of a fee are wrong": a noun.
_OF_NOUN = frozenset({"of", "that", "about"})
_TRAILING = frozenset({"to", "that", "of", "for", "about", "at", "on", "upon"})


# Who reports nothing: "I'd say".
_NOBODY = frozenset({"i", "we", "you", "nobody"})
_SHORTENED = re.compile(r"['’].*")


class Finder:
    """Reads sentences; one for all documents."""

    def __init__(self, grammar: Grammar, addressing: frozenset[str]) -> None:
        self.grammar = grammar
        self.led = Led(grammar, addressing)
        self.inverted = Inverted(grammar)
        self.unled = Unled(grammar)

    def guessed(self, words: Sequence[Word], text: str, known: Sequence[Cue]) -> list[Cue]:
        """Cues that no list names: the verb of whoever stands beside a quotation."""
        cues = []
        for k, word in enumerate(words[:-2]):
            if word.low != QUOTED or text[word.end - 2] not in ",?!":
                continue
            reach = words[min(k + _VERB_REACH, len(words) - 1)].end
            if any(word.end <= cue.start < reach for cue in known):
                continue
            at = self._verb_behind(words, k + 1)
            if at is not None:
                cues.append(Cue(words[at].start, words[at].end, frozenset({"quote"})))
        return cues

    def _verb_behind(self, words: Sequence[Word], first: int) -> int | None:
        grammar, size = self.grammar, len(words)
        for at in range(first, min(first + _VERB_REACH, size)):
            word = words[at]
            if word.low in _STOPS_SHORT or word.low in grammar.breaks:
                return None
            tense = word.low.endswith(("ed", "s")) and not word.low.endswith(("'s", "ss"))
            if word.cap or not tense or word.low in grammar.auxiliaries or len(word.low) < 4:
                continue
            follower = words[at + 1] if at + 1 < size else None
            if at == first:
                return (
                    at
                    if follower and (follower.cap or follower.low in grammar.determiners)
                    else None
                )
            ends = (
                follower is None
                or not (follower.low.isalpha() and len(follower.low) > 1)
                or (
                    follower.low in grammar.prepositions
                    or follower.low in grammar.times
                    or grammar.is_adverb(follower)
                )
            )
            if ends and (
                words[first].cap
                or words[first].low in grammar.determiners
                or words[first].low in ("he", "she", "they")
            ):
                return at
        return None

    def find(self, words: Sequence[Word], cues: Sequence[Cue]) -> list[Attribution]:
        """The attributions of one sentence, in order of their cues."""
        found: list[Attribution] = []
        cues = [cue for cue in cues if not _is_measure(words, cue)]
        subjects = [self._subject_at(words, cue) for cue in cues]
        for number, cue in enumerate(cues):
            at, behind = self._core(words, cue)
            if at >= len(words) or behind <= at or _is_noun(words, at, behind):
                continue
            site = Site(words, cue, at, behind, self._limit(words, cues, subjects, number))
            attribution = self._read(site, subjects[number], found)
            if attribution is not None:
                found.append(attribution)
        return found

    def _subject_at(self, words: Sequence[Word], cue: Cue) -> Phrase | None:
        at = at_offset(words, cue.start)
        if at in (0, len(words)) or cue.labels & _NO_SUBJECT:
            return None  # at its end: the second half of a word ("said'says")
        if (
            at < len(words)
            and words[at].low.endswith("ing")
            and words[at - 1].low
            in (
                ",",
                QUOTED,
            )
        ):
            return None
        subject = self.grammar.subject(words, at)
        if subject is None or (
            "refusal" not in cue.labels and not self._agrees(words, subject, at)
        ):
            return None
        return subject

    def _core(self, words: Sequence[Word], cue: Cue) -> tuple[int, int]:
        """The words of a cue that carry its meaning: "believed" of "is believed to"."""
        at, behind = at_offset(words, cue.start), at_offset(words, cue.end)
        if at >= len(words) or words[at].start != cue.start:
            return len(words), 0
        if cue.labels & {"according", "within"}:
            return at, behind
        if "refusal" in cue.labels:
            if words[behind - 1].low == "to" and behind < len(words):
                behind += 1
            while (
                at
                and words[at].low in ("not", "neither")
                and words[at - 1].low in self.grammar.auxiliaries
            ):
                at -= 1
            return at, behind
        while at + 1 < behind and (
            words[at].low in self.grammar.auxiliaries
            or words[at].low in ("it", "or")
            or self.grammar.is_adverb(words[at])
        ):
            at += 1
        while behind - 1 > at and words[behind - 1].low in _TRAILING:
            behind -= 1
        return at, behind

    def _read(
        self, site: Site, subject: Phrase | None, found: list[Attribution]
    ) -> Attribution | None:
        labels, words = site.cue.labels, site.words
        if "nominal" in labels and subject is not None:
            labels = frozenset({"that"})
            site = replace(site, cue=replace(site.cue, labels=labels))
        verb = site.at and words[site.at - 1].low in self.grammar.auxiliaries  # "were citing"
        if "according" in labels and not verb:
            made = self.unled.according(site, self.grammar.object(words, site.behind))
            if made and found and words[site.at].low.endswith("ing"):
                return replace(made, content=found[-1].content)  # "…, citing officials"
            return made
        if "within" in labels:
            return self.unled.within(site)
        if "reduced" in labels:
            return self.unled.reduced(site)
        start = at_offset(words, site.cue.start)
        if made := self.unled.told_by(site, subject):
            return made
        if "nominal" in labels and subject is None:
            beside = start and any(words[start - 1].end == earlier.place[1] for earlier in found)
            return (
                None if beside else self.unled.nominal(site)
            )  # "rejected claims that" is one report
        if (
            start
            and words[start - 1].low in _UNSAID
            and not words[start - 1].cap
            and "refusal" not in labels
        ):
            return None
        led = subject is not None and start > 0 and words[start - 1].low == ","
        led = led and not self._names_who(site, subject)
        inverted = None if led else self.inverted.read(site)
        if inverted is not None:
            return inverted
        inherited = subject is None
        if subject is None:
            subject = self._inherited(words, start, found)
        if subject is None or _SHORTENED.sub("", words[subject[0]].low) in _NOBODY:
            return None
        fillers = range(self.grammar.before_fillers(words, start), start)
        if (
            "refusal" not in labels
            and (words[start].low.endswith(("ed", "ld", "rd")) or words[start].low == "put")
            and any(words[k].low in _BE for k in fillers)
        ):
            return self.unled.passive(site)
        return self.led.read(site, subject, inherited=inherited)

    def _names_who(self, site: Site, before: Phrase | None) -> bool:
        """ "…, down from 150 now, said Ann Moss": a name behind the verb, and no deed of it."""
        words, behind = site.words, site.behind
        if before is None or behind + 1 >= len(words):
            return False
        if not (words[behind].cap and words[behind + 1].cap):
            return False
        first = words[before[0]]
        if not (first.cap or first.low in self.grammar.determiners):
            return True
        name = self.grammar.object(words, behind)
        if name is None or self.grammar.has_verb(words, name[1], site.limit):
            return False
        return self._is_object(words, before)

    def _is_object(self, words: Sequence[Word], phrase: Phrase) -> bool:
        """ "The terms cap the offer, said": a phrase that a verb stands right in front of."""
        before = words[phrase[0] - 1] if phrase[0] else None
        if before is None or before.cap or not before.low.isalpha():
            return False
        small = before.low in self.grammar.breaks or before.low in self.grammar.prepositions
        return not (small or before.low in JOINS or self.grammar.is_adverb(before))

    def _agrees(self, words: Sequence[Word], subject: Phrase, at: int) -> bool:
        """Whether a word that may be a noun too ("claims", "report") is a verb of its subject."""
        grammar, low, last = self.grammar, words[at].low, words[subject[1] - 1]
        if words[at].cap:
            return False
        if subject[1] != at and words[at - 1].low != ",":
            return True  # an auxiliary or an adverb stands between: it is a verb
        if low in grammar.auxiliaries or low in grammar.finite or low.endswith(("ed", "ing")):
            return True
        core = self._core_noun(words, subject)
        if last.cap or core.cap:
            return True
        if low.endswith("s") and not low.endswith("ss"):
            single = core.low in grammar.pronouns or core.low in grammar.collectives
            known = core.low in grammar.organisations or core.low in grammar.titles
            return (
                single
                or known
                or (words[subject[0]].low in grammar.determiners and subject[1] - subject[0] > 1)
            )
        return (
            (core.low.endswith("s") and not core.low.endswith("ss"))
            or core.low in grammar.collectives
            or core.low in ("they", "we", "i", "you", "who")
            or any(words[k].low == "and" for k in range(*subject))
        )

    def _core_noun(self, words: Sequence[Word], subject: Phrase) -> Word:
        """The noun of a phrase that what follows it tells more about."""
        for k in range(subject[0] + 1, subject[1]):
            low = words[k].low
            if low in self.grammar.prepositions or low in (",", "who", "which", "that", "("):
                return words[k - 1]
        return words[subject[1] - 1]

    def _limit(
        self,
        words: Sequence[Word],
        cues: Sequence[Cue],
        subjects: Sequence[Phrase | None],
        number: int,
    ) -> int:
        """The first word that belongs to a later report beside this one, not inside it."""
        behind = at_offset(words, cues[number].end)
        for cue, subject in zip(cues[number + 1 :], subjects[number + 1 :], strict=True):
            at = at_offset(words, cue.start)
            if at <= behind or at >= len(words):
                continue
            if "according" in cue.labels:
                return at
            before = words[at - 1].low
            if words[at].low.endswith("ing") and before in (",", QUOTED):
                return at - (before == ",")
            if subject is None:
                if before in ("and", "but") and cue.labels & {
                    *SPEAKING,
                    "noun",
                    "infinitive",
                    "object",
                }:
                    return at - 1
                continue
            first = subject[0]
            if first - 1 > behind and words[first - 1].low in (",", ";", "—", "–"):
                return first - 1
            joined = words[first - 1].low in ("and", "but", "while", "though", "although", "as")
            if joined and first - 2 > behind and words[first - 2].low in (",", ";", QUOTED):
                return first - 2 + (words[first - 2].low == QUOTED)
        return len(words)

    def _inherited(self, words: Sequence[Word], at: int, found: list[Attribution]) -> Phrase | None:
        """Who goes on in "…, adding that" or "… and said": the last one, or the first subject."""
        before = words[at - 1].low if at else ""
        grammar = self.grammar
        going_on = (
            at < len(words)
            and words[at].low.endswith("ing")
            and (before in (",", QUOTED, "and", "while", "before") or at == 0)
        )
        joined = grammar.before_fillers(words, at)
        joins = joined > 0 and words[joined - 1].low in ("and", "but", "then", "or")
        if not going_on and not joins:
            return None
        for earlier in reversed(found):
            if earlier.subject is not None:
                return earlier.subject
        # Behind a label: "Update: our rep came back and says".
        start = max((k + 1 for k in range(at) if words[k].low in (":", ";")), default=0)
        while start < at and (
            words[start].low in _FRONT
            or words[start].low in grammar.times
            or grammar.is_adverb(words[start])
        ):
            start += 1
        return grammar.object(words[:at], start) if start + 1 < at else None


def _is_measure(words: Sequence[Word], cue: Cue) -> bool:
    """ "$15 per seat", "the per-seat payment": only what opens a clause cites somebody."""
    at = at_offset(words, cue.start)
    return "opening" in cue.labels and at > 0 and words[at - 1].low not in (",", "(")


def _is_noun(words: Sequence[Word], at: int, behind: int) -> bool:
    """Whether it is a noun behind "that": "told us that reports of it are wrong"."""
    if not 0 < at < behind < len(words) or not words[at].low.endswith("s"):
        return False
    return words[at - 1].low == "that" and words[behind].low in _OF_NOUN
