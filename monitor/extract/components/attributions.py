"""Finds the attributions of a sentence: cue, speaker and content, each as a place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from monitor.extract.components.clause import QUOTED, Grammar, Phrase, Word, at_offset
from monitor.extract.components.complements import Complements
from monitor.extract.components.contents import Contents
from monitor.extract.components.cues import Cue

Stretch = tuple[int, int]
_LEFT_CLOSERS = frozenset({",", QUOTED, "?", "!", "—", "–", "-"})
_SPEAKING = frozenset({"cue", "that", "quote", "denial"})
_NO_SUBJECT = frozenset({"according", "within", "reduced"})
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were"})
_VERB_REACH = 8
_STOPS_SHORT = frozenset({".", ";", ":", QUOTED, "(", ")"})
# "To say", "can ask": nothing that was said.
_UNSAID = frozenset({"to", "can", "may", "must", "should", "could", "cannot", "can't"})
_TRAILING = frozenset({"to", "that", "of", "for", "about", "at", "on", "upon"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words: the places of the cue, of who says them, and of all of them."""

    cue: Cue
    place: Stretch  # the cue without auxiliaries, with whom it addresses ("told reporters")
    speaker: Stretch | None
    content: tuple[Stretch, ...]
    closing: bool = False  # the content stands in front of the cue
    inverted: bool = False
    listener: Stretch | None = None
    clause: bool = True  # a whole statement is reported, not a noun or an infinitive
    subject: Phrase | None = field(default=None, compare=False)
    heard: bool = False  # the speaker is who was told ("partners were told"); who told is not named


@dataclass(frozen=True, slots=True)
class _Site:
    """A cue among the words of its sentence."""

    words: Sequence[Word]
    cue: Cue
    at: int
    behind: int
    limit: int

    @property
    def place(self) -> Stretch:
        return self.words[self.at].start, self.words[self.behind - 1].end


class Finder:
    """Reads sentences; one for all documents."""

    def __init__(self, grammar: Grammar, addressing: frozenset[str]) -> None:
        self.grammar = grammar
        self.contents = Contents(grammar)
        self.complements = Complements(grammar, self.contents)
        self.addressing = addressing

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
        subjects = [self._subject_at(words, cue) for cue in cues]
        for number, cue in enumerate(cues):
            at, behind = self._core(words, cue)
            if at >= len(words) or behind <= at:
                continue
            site = _Site(words, cue, at, behind, self._limit(words, cues, subjects, number))
            attribution = self._read(site, subjects[number], found)
            if attribution is not None:
                found.append(attribution)
        return found

    def _subject_at(self, words: Sequence[Word], cue: Cue) -> Phrase | None:
        at = at_offset(words, cue.start)
        if at == 0 or cue.labels & _NO_SUBJECT:
            return None
        if at < len(words) and words[at].low.endswith("ing") and words[at - 1].low == ",":
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
            or words[at].low == "it"
            or self.grammar.is_adverb(words[at])
        ):
            at += 1
        while behind - 1 > at and words[behind - 1].low in _TRAILING:
            behind -= 1
        return at, behind

    def _read(
        self, site: _Site, subject: Phrase | None, found: list[Attribution]
    ) -> Attribution | None:
        labels, words, at = site.cue.labels, site.words, site.at
        if "nominal" in labels and subject is not None:
            labels = frozenset({"that"})
            site = replace(site, cue=replace(site.cue, labels=labels))
        if "according" in labels:
            return self._according(site, self.grammar.object(words, site.behind))
        if "within" in labels:
            return self._within(site)
        if "reduced" in labels:
            return self._reduced(site)
        start = at_offset(words, site.cue.start)
        if "nominal" in labels and subject is None:
            beside = start and any(words[start - 1].end == earlier.place[1] for earlier in found)
            return None if beside else self._nominal(site)  # "rejected claims that" is one report
        if start and words[start - 1].low in _UNSAID and "refusal" not in labels:
            return None
        inverted = self._inverted(site)
        if inverted is not None:
            return inverted
        inherited = subject is None
        if subject is None:
            subject = self._inherited(words, start, found)
        if subject is None or words[subject[0]].low in ("i", "we", "you", "nobody"):
            return None
        fillers = range(self.grammar.before_fillers(words, start), start)
        if words[start].low.endswith(("ed", "ld", "rd")) and any(
            words[k].low in _BE for k in fillers
        ):
            return self._passive(site)
        return self._plain(site, subject, inherited=inherited)

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
            if words[at].low.endswith("ing") and before == ",":
                return at - 1
            if subject is None:
                if before in ("and", "but") and cue.labels & {
                    *_SPEAKING,
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

    def _passive(self, site: _Site) -> Attribution | None:
        """ "It was announced that", "fans were told to": nobody is named as the speaker."""
        words, behind = site.words, site.behind
        if (
            behind < site.limit
            and words[behind].low == "by"
            and site.cue.labels & {"noun", "naming"}
        ):
            return self._by_agent(site)
        opening = self.contents.opening(site.words, site.behind, told=False)
        if not (opening.that or opening.infinitive) or opening.at >= site.limit:
            return None
        if opening.infinitive and not site.cue.labels & {"object", "belief"}:
            return None
        rest = self._rest(site.words, opening.at, site.limit)
        return _reported(site, (rest,)) if rest else None

    def _by_agent(self, site: _Site) -> Attribution | None:
        """ "The plan was described by Berg as reckless": the agent speaks."""
        words = site.words
        agent = self.grammar.object(words, site.behind + 1, apart=False)
        first = self.grammar.subject(words, at_offset(words, site.cue.start))
        if (
            agent is None
            or first is None
            or not (words[agent[0]].cap or "naming" in site.cue.labels)
        ):
            return None
        rest = self._rest(words, agent[1], site.limit) if agent[1] < site.limit else None
        pieces = (_span(words, first), rest) if rest else (_span(words, first),)
        return Attribution(site.cue, site.place, _span(words, agent), pieces, clause=False)

    def _inherited(self, words: Sequence[Word], at: int, found: list[Attribution]) -> Phrase | None:
        """Who goes on in "…, adding that" and "… and said": the one before, or the first subject."""
        before = words[at - 1].low if at else ""
        grammar = self.grammar
        going_on = (
            at < len(words)
            and words[at].low.endswith("ing")
            and (before in (",", "and", "while", "before") or at == 0)
        )
        joined = grammar.before_fillers(words, at)
        joins = joined > 0 and words[joined - 1].low in ("and", "but", "then", "or")
        if not going_on and not joins:
            return None
        for earlier in reversed(found):
            if earlier.subject is not None:
                return earlier.subject
        start = 0
        while start < at and (
            words[start].low in ("but", "and", "so", "yet") or grammar.is_adverb(words[start])
        ):
            start += 1
        return grammar.object(words[:at], start) if start + 1 < at else None

    def _inverted(self, site: _Site) -> Attribution | None:
        """ ", said Anna Berg, a director": the speaker stands behind the cue."""
        words, at, behind = site.words, site.at, site.behind
        before = words[at - 1].low if at else ""
        opens = at == 0 and words[at].cap and words[at].low.endswith("s")
        if not opens and before not in _LEFT_CLOSERS:
            return None
        if (
            behind >= len(words)
            or words[at].low.endswith("ing")
            or not self._may_invert(site, before)
        ):
            return None
        phrase = (
            self.grammar.object(words, behind) if self._is_someone(words, behind, before) else None
        )
        if phrase is None or words[phrase[0]].low in ("it", "them", "him", "i", "we", "you"):
            return None
        after = self.contents.past_adjuncts(words, phrase[1])
        if after < len(words) and self.grammar.is_verb(words, after):
            return None
        left = None if opens else self._left(words, at)
        right = self._after_inverted(words, after, site.limit, opens=opens, quoted=before == QUOTED)
        content = tuple(piece for piece in (left, right) if piece)
        if not content and before not in ("?", "!"):
            return None
        return Attribution(
            site.cue, site.place, _span(words, phrase), content, True, True, None, True, phrase
        )

    def _may_invert(self, site: _Site, before: str) -> bool:
        labels = site.cue.labels
        if "refusal" in labels:
            return False
        return (
            bool(labels & {"cue", "that"})
            or (
                bool(labels & {"quote", "noun", "opinion", "belief"})
                and before in (QUOTED, "?", "!")
            )
            or (bool(labels & {"quote", "opinion"}) and before == ",")
        )

    def _is_someone(self, words: Sequence[Word], at: int, before: str) -> bool:
        word, grammar = words[at], self.grammar
        if word.low in ("that", "there", "this") or word.low in grammar.times:
            return False
        if word.cap or word.low in grammar.determiners or word.low in ("he", "she", "they"):
            return True
        if word.low in grammar.titles or word.low in grammar.collectives:
            return True
        plain = not (
            word.low in grammar.prepositions
            or word.low in grammar.breaks
            or word.low in grammar.auxiliaries
            or grammar.is_adverb(word)
        )
        return (
            plain
            and word.low.isalpha()
            and (before in (QUOTED, "?", "!") or word.low.endswith("s"))
        )

    def _after_inverted(
        self, words: Sequence[Word], at: int, limit: int, *, opens: bool, quoted: bool
    ) -> Stretch | None:
        """The second half behind ", said Anna Berg,": a quotation, or the rest of the clause."""
        size = len(words)
        if at >= size or words[at].low not in (",", ":", ".", ";", QUOTED):
            return None
        comma = words[at].low == ","
        at += words[at].low != QUOTED
        if at >= limit:
            return None
        low = words[at].low
        joined = low in ("and", "but", "because") and at + 1 < limit
        if (
            low == QUOTED
            or (joined and words[at + 1].low == QUOTED)
            or opens
            or (comma and not quoted and (joined or self.grammar.is_verb(words, at)))
        ):
            return self._rest(words, at, limit)
        return None

    def _rest(self, words: Sequence[Word], at: int, limit: int) -> Stretch | None:
        end = self.contents.end(words, at, limit)
        return (words[at].start, words[end - 1].end) if end > at else None

    def _left(self, words: Sequence[Word], at: int) -> Stretch | None:
        """What stands in front of a cue or a speaker: back to where the clause begins."""
        end = at
        while end and words[end - 1].low in (",", "—", "–", "-"):
            end -= 1
        first = next((k + 1 for k in range(end - 1, -1, -1) if words[k].low in (";", ":")), 0)
        first = first or self._past_dateline(words, end)
        if first >= end:
            return None
        return words[first].start, words[end - 1].end

    def _past_dateline(self, words: Sequence[Word], end: int) -> int:
        """Behind "LONDON, May 3 -" at the start of a report."""
        for k in range(1, min(end, 10)):
            if words[k].low in ("-", "–", "—"):
                if not all(word.cap or not word.low.isalpha() for word in words[:k]):
                    return 0
                return k + 1 + (k + 1 < end and words[k + 1].low in ("-", "–", "—"))
        return 0

    def _plain(
        self, site: _Site, subject: Phrase, *, inherited: bool = False
    ) -> Attribution | None:
        """Subject, cue, content; or the content in front: "…, analysts said"."""
        words, labels, limit = site.words, site.cue.labels, site.limit
        passive = site.behind > 1 and words[site.at].low in self.addressing and "belief" in labels
        told = words[site.at].low in self.addressing
        opening = self.contents.opening(words, site.behind, told=told and not passive)
        if "refusal" in labels:
            return self._refused(site, subject)
        front = subject[0]
        parted = not inherited and front > 0 and words[front - 1].low in _LEFT_CLOSERS
        drawn = front > 1 and words[front - 1].low in ("which", "that", "who")
        place = site.place
        listener = _span(words, opening.listener) if opening.listener else None
        if listener and opening.listener and opening.listener[0] == site.behind:
            place = place[0], listener[1]
        speaker = _span(words, subject)
        made = Attribution(
            site.cue, place, speaker, (), False, False, listener, True, subject, passive
        )
        left = self._left(words, front) if parted else None
        quoted = parted and QUOTED in (
            words[front - 1].low,
            words[front - 2].low if front > 1 else "",
        )
        start = opening.at
        if (
            words[front - 1 if front else 0].low in ("who", "whose")
            or words[front].low == "whose"
            or (site.at and words[site.at - 1].low == "who")
        ):
            limit = self._clause_end(words, start, limit)
        rest = self._rest(words, start, limit) if start < limit else None
        if (
            not labels - {"quote"}
            and not quoted
            and not (start < limit and words[start].low == QUOTED)
        ):
            return None
        if rest is None or words[start].low in (".", ";", ")"):
            return self._closed(made, labels, left, front)
        if (
            left is not None
            and not opening.that
            and (opening.aside or self._trails(words, start, quoted))
        ):
            goes_on = opening.aside and not self._another(words, start, quoted)
            return replace(made, content=(left, rest) if goes_on else (left,), closing=True)
        if opening.aside:
            return None
        if drawn and words[start].low in self.grammar.auxiliaries:
            # "The deal, which analysts said would close in May, …"
            rest = self._rest(words, start, self._clause_end(words, start, limit))
            return replace(made, content=(rest,)) if rest else None
        form = self.complements.form(words, labels, opening, limit)
        if form is None:
            return None
        if form == "object":
            rest = self._rest(words, start, self._occasion(words, start, limit)) or rest
        content = (left, rest) if left is not None and quoted else (rest,)
        return replace(made, content=content, clause=form == "clause")

    def _occasion(self, words: Sequence[Word], at: int, limit: int) -> int:
        """Where "in a statement" follows what was announced."""
        for k in range(at + 1, min(limit, at + 20)):
            if (
                words[k].low == "in"
                and words[min(k + 1, limit - 1)].low in ("a", "an")
                and (self.grammar.occasion_end(words, k) is not None)
            ):
                return k
        return limit

    def _clause_end(self, words: Sequence[Word], at: int, limit: int) -> int:
        """The comma that ends a relative clause ("whose mayor said it would, …")."""
        return next((k for k in range(at + 1, limit) if words[k].low == ","), limit)

    def _closed(
        self, made: Attribution, labels: frozenset[str], left: Stretch | None, front: int
    ) -> Attribution | None:
        """Nothing follows the cue: what it reports stands in front, if anything does."""
        if left is not None:
            speaks = labels & {*_SPEAKING, "opinion", "belief", "infinitive"}
            return replace(made, content=(left,), closing=True) if speaks else None
        if front == 0 and labels & _SPEAKING:
            return replace(made, closing=True)
        return None

    def _trails(self, words: Sequence[Word], at: int, quoted: bool) -> bool:
        """Whether only "after the game" or "as he left" follows a cue behind its content."""
        low = words[at].low
        if low in self.grammar.prepositions or low in ("after", "before", "when", "as", "while"):
            return True
        return quoted and (self.grammar.is_adverb(words[at]) or low in self.grammar.times)

    def _another(self, words: Sequence[Word], at: int, quoted: bool) -> bool:
        """Whether another part of the outlet's own sentence begins behind "…, she said,"."""
        low = words[at].low
        if quoted and words[at].low != QUOTED:
            return not (
                low in ("and", "but") and at + 1 < len(words) and words[at + 1].low == QUOTED
            )
        return (low.endswith("ing") and not words[at].cap) or low in (
            "who",
            "which",
            "as",
            "while",
            "after",
            "but",
            "although",
            "when",
        )

    def _refused(self, site: _Site, subject: Phrase) -> Attribution:
        """What is refused is the content: "how many sites it has"."""
        words, at = site.words, site.behind
        if at < site.limit and words[at].low == "that":
            at += 1
        silent = at < site.limit and (
            words[at].low in self.grammar.times
            or words[at].low in ("to", "after", "when", "in", "before")
        )
        rest = None if silent or at >= site.limit else self._rest(words, at, site.limit)
        content = (rest,) if rest and words[at].low not in (",", ".", ";", "by") else ()
        return Attribution(site.cue, site.place, _span(words, subject), content, subject=subject)

    def _nominal(self, site: _Site) -> Attribution | None:
        """ "Reports that", "his claim that": nobody is named, or who owns the noun."""
        words, at = site.words, site.at
        made = self._reduced(site)
        if made is None or not at:
            return made
        owner = words[at - 1]
        if not owner.low.endswith(("'s", "s'")) and owner.low not in ("his", "her", "their", "its"):
            return made
        first = at - 1
        while first and (words[first - 1].cap or words[first - 1].low in ("the", "a")):
            first -= 1
        end = owner.end - (2 if owner.low.endswith("'s") else 0)
        return replace(made, speaker=(words[first].start, end), subject=None)

    def _within(self, site: _Site) -> Attribution | None:
        """ "As Berg put it", "by his own account": the speaker stands inside the cue."""
        words = site.words
        for k in range(site.at + 1, site.behind - 1):
            if words[k].low.endswith(("'s", "s'")) or words[k].low in ("his", "her", "their"):
                phrase = site.at + 1, k + 1
                break
        else:
            found = self.grammar.object(words[: site.behind], site.at + 1, apart=False)
            if found is None:
                return None
            phrase = found
        start = phrase[1] if phrase[1] < site.behind else site.at
        place = words[start].start, words[site.behind - 1].end
        made = self._according(site, phrase, behind=site.behind)
        return replace(made, place=place) if made else None

    def _according(
        self, site: _Site, phrase: Phrase | None, behind: int | None = None
    ) -> Attribution | None:
        words, at, limit = site.words, site.at, site.limit
        if phrase is None:
            return None
        left = self._left(words, at) if at else None
        if at == 1 and words[0].low in ("but", "and", "so", "yet"):
            left = None
        after, right = behind or phrase[1], None
        if after < len(words) and words[after].low in (",", ":") and after + 1 < limit:
            low = words[after + 1].low
            if left is None or not (
                self._another(words, after + 1, False) or low in ("and", "compared", "though")
            ):
                right = self._rest(words, after + 1, limit)
        elif left is None and after < limit:
            right = self._rest(words, after, limit)
        content = tuple(piece for piece in (left, right) if piece)
        if not content:
            return None
        return Attribution(site.cue, site.place, _span(words, phrase), content, right is None)

    def _reduced(self, site: _Site) -> Attribution | None:
        """ "is said to", "reportedly": nobody is named, and the clause around is the content."""
        words, start = site.words, at_offset(site.words, site.cue.start)
        behind = at_offset(words, site.cue.end)
        that = words[behind - 1].low == "that" or "nominal" in site.cue.labels
        infinitive = words[behind - 1].low == "to"
        rest = self._rest(words, behind - infinitive, site.limit) if behind < site.limit else None
        if rest is None or words[behind].low in (".", ",", ";"):
            left = self._left(words, start)
            return _reported(site, (left,)) if left else None
        subject = self.grammar.subject(words, start) if start and not that else None
        pieces = (_span(words, subject), rest) if subject else (rest,)
        return _reported(site, pieces)


def _reported(site: _Site, content: tuple[Stretch, ...]) -> Attribution:
    return Attribution(site.cue, site.place, None, content, clause=False)


def _span(words: Sequence[Word], phrase: Phrase) -> Stretch:
    return words[phrase[0]].start, words[phrase[1] - 1].end
