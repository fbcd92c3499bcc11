"""Where the words that somebody says begin and end, in front of a cue and behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract.components.clause import QUOTED, Phrase, Word
from monitor.extract.components.phrases import Grammar

# A "that" so many words behind its cue still opens what is said ("told a hearing in Bonn that").
_THAT_REACH = 16
_CONTRASTS = frozenset({"but", "although", "though", "while", "whereas", "however", "yet"})
_HEARERS = frozenset(
    {
        "reporters",
        "journalists",
        "me",
        "us",
        "him",
        "her",
        "them",
        "investors",
        "clients",
        "analysts",
        "shareholders",
        "parliament",
        "congress",
        "lawmakers",
        "employees",
        "staff",
        "customers",
    }
)
_SUBJECTS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "there", "this", "these", "that"}
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands between a cue and the words it reports."""

    at: int  # the first word of the content
    that: bool = False
    infinitive: bool = False
    aside: bool = False  # a comma follows the cue: it stands inside what is said
    listener: Phrase | None = None


class Contents:
    """Finds the stretch a cue reports."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def opening(self, words: Sequence[Word], at: int, *, told: bool, bare: bool = True) -> Opening:
        """Past listeners, days and occasions, to where the content begins."""
        listener = None
        if told:
            listener = self._listener(words, at)
            stop = listener[1] if listener else at
            if bare and (stop >= len(words) or words[stop].low in (".", ";")):
                listener = None  # "promised an inquiry", "told the truth"
            at = listener[1] if listener else at
        at = self.past_adjuncts(words, at)
        size = len(words)
        if at >= size:
            return Opening(size, listener=listener)
        low = words[at].low
        if low == "that":
            at += 1 + (at + 1 < size and words[at + 1].low == ",")
            return Opening(at, that=True, listener=listener)
        if low in ("to", "not") and self._infinitive(words, at):
            return Opening(at, infinitive=True, listener=listener)
        if low == ":" or low == QUOTED:
            return Opening(at + (low == ":"), that=True, listener=listener)
        if low in ("whether", "if", "why", "how", "what", "who", "where", "when", "which"):
            return Opening(at, that=True, listener=listener)
        that = self._later_that(words, at)
        if that is not None:
            return Opening(that, that=True, listener=listener)
        if low == ",":
            if at + 1 < size and words[at + 1].low == QUOTED:
                return Opening(at + 1, that=True, listener=listener)
            return Opening(at + 1, aside=True, listener=listener)
        return Opening(at, listener=listener)

    def _infinitive(self, words: Sequence[Word], at: int) -> bool:
        at += words[at].low == "not"
        if at + 1 >= len(words) or words[at].low != "to":
            return False
        behind = words[at + 1]
        return (
            not behind.cap and behind.low not in self.grammar.determiners and behind.low.isalpha()
        )

    def _listener(self, words: Sequence[Word], at: int) -> Phrase | None:
        grammar = self.grammar
        if at >= len(words) or words[at].low in ("that", "of", "to", ",", ":", QUOTED, "."):
            return None
        if words[at].low in ("me", "us", "him", "her", "them", "you", "reporters", "journalists"):
            return at, at + 1
        if words[at].low in grammar.prepositions or words[at].low in grammar.breaks:
            return None
        end = at
        while end < min(len(words), at + 12):
            low = words[end].low
            if low in (",", ":", ";", QUOTED, "that", "to", "of") and not (
                low == "of" and end > at
            ):
                break
            if low in grammar.breaks or low in grammar.times or low == ".":
                break
            if low in ("in", "on", "at", "during", "about", "by", "via"):
                break
            if end > at and (low in _SUBJECTS or low in grammar.determiners):
                break
            if end > at and words[end - 1].cap and not words[end].cap and words[at].cap:
                break
            if (
                end > at
                and words[end].cap
                and not words[end - 1].cap
                and (words[end - 1].low not in grammar.determiners)
            ):
                break
            if end > at and grammar.is_verb(words, end):
                return None
            end += 1
        return (at, end) if end > at else None

    def past_adjuncts(self, words: Sequence[Word], at: int) -> int:
        """Past days, places of speaking and such: "on Monday", "in a statement to clients"."""
        grammar, size = self.grammar, len(words)
        for _ in range(5):
            if at >= size:
                break
            low = words[at].low
            if (
                low in grammar.times
                and (words[at].cap or low in ("yesterday", "today", "tonight"))
                and low != "may"
            ):
                at += 1
                while at < size and words[at].low in grammar.times and not words[at].cap:
                    at += 1
            elif (
                low in ("last", "earlier", "late", "early", "this", "later")
                and at + 1 < size
                and (words[at + 1].low in grammar.times)
            ):
                at += 2
                while at < size and words[at].low in grammar.times:
                    at += 1
            elif (
                low in ("on", "in", "late")
                and at + 1 < size
                and (
                    words[at + 1].low in grammar.times
                    or (words[at + 1].low.isdigit() and low == "in")
                )
            ):
                at += 2
                while at < size and (words[at].low in grammar.times or words[at].low.isdigit()):
                    at += 1
            elif low in (
                "again",
                "publicly",
                "repeatedly",
                "bluntly",
                "flatly",
                "simply",
                "later",
                "only",
                "afterward",
                "afterwards",
            ):
                at += 1
            elif low in (
                "in",
                "on",
                "at",
                "during",
                "by",
                "via",
                "through",
                "to",
                "before",
                "after",
            ):
                end = None if low == "to" else grammar.occasion_end(words, at)
                if low == "to" and at + 1 < size and words[at + 1].low in _HEARERS:
                    end = at + 2
                if end is None:
                    break
                at = self._past_of(words, end)
            else:
                break
        return at

    def _past_of(self, words: Sequence[Word], at: int) -> int:
        """Past "with the paper", "to clients" or "of the group" behind an occasion."""
        if at < len(words) and words[at].low in ("with", "to", "of", "for", "by", "about", "from"):
            phrase = self.grammar.object(words, at + 1, apart=False)
            if phrase is not None and phrase[1] - at <= 8:
                return phrase[1]
        return at

    def _later_that(self, words: Sequence[Word], at: int) -> int | None:
        """Behind a "that" which only phrases without a verb part from the cue."""
        asides = 0
        for k in range(at, min(at + 6, len(words) - 1)):
            if words[k].low == ":" and words[k + 1].low == QUOTED:
                return k + 1
            if words[k].low == QUOTED:
                break
        low = words[at].low
        grammar = self.grammar
        timed = low in grammar.times or (
            low in grammar.time_openings
            and at + 1 < len(words)
            and words[at + 1].low in grammar.times
        )
        if low not in grammar.prepositions and low != "," and not timed:
            return None
        for k in range(at, min(at + _THAT_REACH, len(words) - 1)):
            low = words[k].low
            if low in (":", ",") and words[k + 1].low == QUOTED:
                return k + 1
            if low == "that":
                return k + 1 if words[k - 1].low != "so" else None
            asides += low == ","
            if low in (QUOTED, ":", ";", "who", "which") or asides > 2:
                return None
            if self.grammar.is_verb(words, k):
                return None
            if low in _SUBJECTS:
                return None
        return None

    def is_clause(self, words: Sequence[Word], at: int, limit: int) -> bool:
        """Whether a whole clause begins here: a subject, and soon a verb."""
        grammar = self.grammar
        if at >= limit or words[at].low in grammar.prepositions:
            return False
        subject, joined, _ = words[at].low.partition("'")
        if joined and subject in _SUBJECTS:
            return True  # "it's 150"
        for k in range(at, min(at + 14, limit)):
            low = words[k].low
            if low in (",", ";", ":", QUOTED, "that", "who", "which", "when", "as", "than", "to"):
                return False
            if k > at and (
                grammar.is_verb(words, k) and words[k].low not in ("be", "been", "being", "not")
            ):
                return True
        return False

    def end(self, words: Sequence[Word], at: int, limit: int) -> int:
        """Behind the last word of a content that begins at a word."""
        depth = 0
        for k in range(at, limit):
            low = words[k].low
            depth += (low == "(") - (low == ")")
            if depth:
                continue
            if low == ";" and k > at:
                return self._bare(words, at, k)
            if low == "," and k + 1 < limit and words[k + 1].low in _CONTRASTS:
                return self._bare(words, at, k)
        return self._bare(words, at, limit)

    def _abbreviates(self, words: Sequence[Word], end: int) -> bool:
        """Whether the stop before a word belongs to "p.m." or "Corp."."""
        low = words[end - 2].low if end > 1 else ""
        return words[end - 1].low == "." and (
            "." in low or low in ("corp", "inc", "co", "ltd", "jr", "sr")
        )

    def _bare(self, words: Sequence[Word], at: int, end: int) -> int:
        """Without the signs and the conjunction at its end."""
        while (
            end > at
            and words[end - 1].low
            in (",", ";", ":", ".", "and", "but", "—", "–", "-", "while", "as", "?", "!")
            and (words[end - 1].low not in ("?", "!") or end < len(words))
            and not self._abbreviates(words, end)
        ):
            end -= 1
        return end
