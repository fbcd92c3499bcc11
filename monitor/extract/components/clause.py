"""The words of one sentence, and what each can be.

No parser: closed classes of words (config), capitals and endings tell where a
phrase begins and ends. A quotation counts as one word, so that nothing inside
it is taken for the sentence around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:[.’'&/@:-][^\W_]+)*|[^\w\s]")
QUOTED = '"'
STOPS = frozenset({",", ";", ":", "(", ")", "[", "]", "—", "–", "-", "|", QUOTED, "…", "?", "!"})
RELATIVES = frozenset({"who", "which", "that", "whose"})
JOINS = frozenset({"and", "or", "&"})
# Words of one noun phrase at the most: longer ones are misread clauses.
LONGEST = 40


class Word(NamedTuple):
    """A word, a sign of punctuation or a whole quotation at [start, end) of the text."""

    start: int
    end: int
    low: str
    cap: bool


# What a named tuple's own constructor calls, and where a word begins: both are asked for hundreds
# of times an article.
_new = tuple.__new__
_start = itemgetter(0)
Phrase = tuple[int, int]  # words [first, last) of a sentence


def words_of(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> list[Word]:
    """The words between two offsets; each quotation is one."""
    words: list[Word] = []
    here = start
    for first, stop in quotes:
        if stop <= start or first >= end:
            continue
        words += _plain(text, here, max(here, first))
        words.append(Word(first, stop, QUOTED, False))
        here = max(here, stop)
    words += _plain(text, here, end)
    return words


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        low = word.lower().replace("’", "'")
        yield _new(Word, (match.start(), match.end(), low, word[0].isupper()))


def at_offset(words: Sequence[Word], offset: int) -> int:
    """The first word that begins at or behind an offset."""
    return bisect_left(words, offset, key=_start)


class Classes:
    """The closed classes of words, and what they tell of a word in its sentence."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        def named(key: str) -> frozenset[str]:
            return frozenset(classes.get(key, ()))

        self.auxiliaries = named("auxiliaries")
        self.adverbs = named("adverbs")
        self.prepositions = named("prepositions")
        self.determiners = named("determiners")
        self.breaks = named("breaks")
        self.finite = named("finite")
        self.hearing = named("hearing")
        self.participles = named("participles")
        self.times = named("times")
        self.time_openings = named("time_openings")
        self.occasions = named("occasions")
        self.collectives = named("collectives")
        self.titles = named("titles")
        self.organisations = named("organisations")
        self.pronouns = named("personal")
        self.figures = named("figures")

    def is_adverb(self, word: Word) -> bool:
        """An adverb by list or by its ending (families and allies are none)."""
        if word.low in self.adverbs:
            return not word.cap or word.low != "may"
        return (
            word.low.endswith("ly")
            and not word.cap
            and len(word.low) > 4
            and word.low not in self.organisations
        )

    def is_verb(self, words: Sequence[Word], at: int) -> bool:
        """A finite verb; of words in -ed those that are no attribute and no participle."""
        word = words[at]
        if word.cap and at > 0:
            return False
        if word.low in self.auxiliaries:
            return True
        if word.low in self.finite:
            return at > 0 and words[at - 1].low not in self.determiners
        if not word.low.endswith("ed") or word.low.endswith("eed") or len(word.low) < 4:
            return False
        before = words[at - 1] if at else None
        behind = words[at + 1].low if at + 1 < len(words) else ""
        if before is None or before.low in STOPS or before.low in self.determiners:
            return False
        if self.is_adverb(before) or before.low in JOINS or before.low in self.prepositions:
            return False
        if behind in self.times or behind in ("last", "this", "earlier"):
            return False
        return behind not in self.prepositions or behind in ("to", "up", "out", "down", "off")

    def is_participle(self, words: Sequence[Word], at: int) -> bool:
        """Whether a verb only tells of the noun in front of it ("a mail sent out to partners")."""
        if at == 0 or words[at].low not in self.participles:
            return False
        before = words[at - 1]
        title = before.cap and not (at > 1 and words[at - 2].low in self.determiners)
        noun = not (
            title  # "Foo handed out", but "a PDF handed out"
            or before.low in STOPS
            or before.low in JOINS
            or before.low in self.pronouns
            or before.low in self.auxiliaries
            or before.low in self.breaks
        )
        return noun and at + 1 < len(words) and words[at + 1].low in self.prepositions

    def is_name(self, words: Sequence[Word]) -> bool:
        return (
            all(
                word.cap
                or word.low in (".", "of", "and", "the", "de", "van", "von", "der", "bin", "al")
                for word in words
            )
            and any(word.cap for word in words)
            and len(words) <= 12
        )

    def has_verb(self, words: Sequence[Word], first: int, last: int) -> bool:
        return any(self.is_verb(words, k) for k in range(max(first, 0), last))

    def relates(self, words: Sequence[Word], at: int) -> bool:
        before, behind = words[at - 1], words[at + 1]
        if before.low in STOPS or before.low in self.breaks or self.is_verb(words, at - 1):
            return False
        return (
            (
                self.is_verb(words, at + 1)
                or self.is_adverb(behind)
                or words[at].low in ("who", "whose")
                or (
                    behind.low.endswith(("s", "ed"))
                    and not (at + 2 < len(words) and words[at + 2].low in self.auxiliaries)
                )
            )
            and behind.low not in self.determiners
            and behind.low not in self.pronouns
        )

    def relative(self, words: Sequence[Word], at: int, floor: int) -> int | None:
        """The pronoun in front of a verb of a relative clause, where it has one near."""
        for k in range(at - 1, max(floor, at - 10), -1):
            low = words[k].low
            if low in STOPS or (low in self.breaks and low not in RELATIVES):
                return None
            if low in ("who", "which") or (low in RELATIVES and k > at - 4):
                return k if k > floor and words[k - 1].low not in STOPS else None
            plain = low not in self.auxiliaries and not self.is_adverb(words[k])
            if plain and (low in self.determiners or low in self.pronouns):
                return None
        return None

    def fits(self, words: Sequence[Word], first: int, last: int) -> bool:
        """Whether a phrase can be somebody: a name, a pronoun, several, a noun with its article."""
        head, end = words[first], words[last - 1]
        if end.low == "." and last - first > 1:
            end = words[last - 2]  # "Foo Inc."
        if end.low in self.determiners and end.low not in self.collectives:
            return False
        if last - first == 1 and end.cap and end.low.endswith("'s"):
            return end.low not in ("it's", "that's", "he's", "she's", "what's", "there's", "let's")
        if (
            end.low.endswith(("'s", "s'"))
            or end.low in self.prepositions
            or not end.low[0].isalnum()
        ):
            return False
        if any(word.cap for word in words[first:last]):
            return not (last - first == 1 and (head.low in self.breaks or head.low in self.times))
        if last - first == 1:
            return (
                head.low in self.pronouns
                or head.low in self.collectives
                or head.low in self.organisations
                or (head.low.endswith("s") and len(head.low) > 3)
            ) and head.low not in ("it's", "that's", "as")
        return not head.low.isdigit() or last - first > 1

    def occasion_end(self, words: Sequence[Word], at: int) -> int | None:
        """Behind the noun of "in a written statement", where a preposition opens such words."""
        for k in range(at + 1, min(at + 7, len(words))):
            low = words[k].low
            if low in STOPS or low in self.breaks or low in self.auxiliaries:
                return None
            if low in self.occasions and not (
                k + 1 < len(words) and words[k + 1].low in self.occasions
            ):
                return k + 1
        return None
