"""The noun phrases in front of a verb and behind it, with the appositions that belong to them."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.components.clause import (
    JOINS,
    LONGEST,
    QUOTED,
    RELATIVES,
    STOPS,
    Classes,
    Phrase,
    Word,
)

_TIMED = frozenset({"last", "late", "early", "earlier"})
# Who has what is told of: "the document I have".
_OWN_CLAUSE = frozenset({"i", "we", "you", "they", "he", "she"})
# Between what somebody said or got and the person: "a letter from Ann Moss, who".
_TO_PERSON = frozenset({"by", "from", "with", "to", "about"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})


class Subjects(Classes):
    """Noun phrases that end in front of a verb."""

    def subject(self, words: Sequence[Word], at: int) -> Phrase | None:
        """The noun phrase that is the subject of the verb at a place; None where none is near."""
        last = self.before_fillers(words, at)
        if 1 < last < at and words[last - 1].low.endswith("ed") and words[at - 1].low in self.times:
            last = at  # "data released on Friday": the day is the phrase's own
        if last == 0:
            return None
        before = words[last - 1]
        if before.low in JOINS:
            return None
        if before.low in RELATIVES and last >= 2 and before.low != "whose":
            comma = words[last - 2].low == ","
            found = self._head(words, last - 2 if comma else last - 1)
            return self._beside_who(words, found) if found and before.low == "who" else found
        if before.low == ",":
            return self._behind_comma(words, last - 1)
        if before.low == ")":
            opened = next(
                (k for k in range(last - 2, max(-1, last - 12), -1) if words[k].low == "("), 0
            )
            return self._head(words, opened) if opened else None
        found = self._head(words, last)
        if found and last < at and words[found[0]].low in _ARTICLES and last - found[0] > 2:
            return found[0], last - (before.low in _OWN_CLAUSE)
        return found

    def _beside_who(self, words: Sequence[Word], phrase: Phrase) -> Phrase:
        """ "Remarks by Ann Moss, who said": of what stands in front of "who", the person."""
        first, last = phrase
        for k in range(last - 2, first, -1):
            if words[k].low in _TO_PERSON and words[k + 1].cap:
                return k + 1, last
        return phrase

    def before_fillers(self, words: Sequence[Word], at: int) -> int:
        """Where the auxiliaries, adverbs and times before a verb begin."""
        while at:
            word = words[at - 1]
            if not word.cap and (word.low in self.auxiliaries or self.is_adverb(word)):
                at -= 1
            elif word.low in self.times and word.cap:
                opened = at >= 2 and words[at - 2].low in self.time_openings
                before_that = (
                    at >= 3 and opened and words[at - 3].low in ("on", "in", "late", "early")
                )
                at -= 3 if before_that else 2 if opened else 1
            elif (
                word.low in self.times
                and at >= 2
                and words[at - 2].low in ("last", "this", "earlier")
            ):
                at -= 2
            else:
                break
        return at

    def _behind_comma(self, words: Sequence[Word], comma: int) -> Phrase | None:
        """The subject in front of appositions and relative clauses, which it takes in."""
        end = close = comma
        parted = False
        for _ in range(5):
            opened = next((k for k in range(close - 1, -1, -1) if words[k].low in STOPS), -1)
            first = opened + 1
            if first == close:
                return None
            if words[first].low in ("and", "but", "or"):
                found = self._head(words, close)
                return (found[0], end) if found else None
            aside = all(self.is_adverb(word) for word in words[first:close]) or (
                words[first].low in ("in", "for", "on")
                and close - first <= 3
                and not words[close - 1].cap
            )
            if (
                opened < 1
                or words[opened].low != ","
                or not (aside or self._modifies(words, opened, close, parted=parted))
            ):
                found = self._head(words, close) if parted else None
                return (found[0], end) if found else None
            if aside and close == end:
                end = opened
            close = opened
            parted = True
        return None

    def _modifies(self, words: Sequence[Word], opened: int, close: int, *, parted: bool) -> bool:
        """Whether what stands between two commas tells of the noun in front of it.

        `parted`: something stands behind it that tells of it in turn.
        """
        first = words[opened + 1]
        earlier = next((k for k in range(opened - 1, -1, -1) if words[k].low in STOPS), -1)
        opens = earlier < 0
        earlier += earlier + 1 < opened and words[earlier + 1].low in ("and", "but")
        while earlier + 1 < opened and words[earlier + 1].low in self.times | _TIMED:
            earlier += 1
        front = words[earlier + 1 : opened]
        if not front:
            return False
        if first.low in RELATIVES or first.low.isdigit() or first.low in self.prepositions:
            return front[0].low not in self.prepositions or earlier >= 0
        if first.low.endswith(("ing", "ed")) and not first.cap:
            return True
        named = self.is_name(front)
        if not first.cap:
            # "lead at Foo Corp., a provider in Boston,": of the firm
            firm = (
                first.low in _ARTICLES and front[-1].cap and front[0].low not in self.prepositions
            )
            told = firm or front[0].low in self.determiners
            return named or (told and not self.has_verb(words, earlier + 1, opened))
        inner = words[opened + 1 : close]
        opens = opens and front[0].low in self.prepositions  # "In Reno, Ann Moss, who"
        # "Based in Reno, Nev.,", but not "it opens in May, Ann Moss, a director,".
        places = len(inner) <= (1 if parted else 2) and front[-1].cap and not opens
        places = places and front[-1].low not in self.times
        if places and all(word.cap or word.low == "." for word in inner):
            return True
        if named and self.is_name(inner) and len(inner) == 1:
            return True  # "Paul Reed, D-Ohio,"
        owned = front[0].low in self.determiners or front[0].low.endswith(("'s", "s'"))
        dated = front[-1].low.isdigit() or front[-1].low in self.times
        if self.is_name(inner) and owned and not dated:
            return not self.has_verb(words, earlier + 1, opened)
        office = len(inner) > 2 and inner[1].low in self.prepositions  # "CEO of Foo"
        return named and (
            any(word.low in self.titles and not word.cap for word in inner)
            or (office and inner[0].low in self.titles)
        )

    def _head(self, words: Sequence[Word], last: int) -> Phrase | None:
        """The noun phrase that ends in front of a word."""
        floor = max(0, last - LONGEST)
        at = last - 1
        while at >= floor:
            word = words[at]
            if word.low in STOPS:
                break
            if word.low in RELATIVES and at > floor and at + 1 < last and self.relates(words, at):
                at -= 1
                continue
            if word.low == "than" and at > floor and words[at - 1].low in ("more", "less", "fewer"):
                at -= 2
                continue
            if word.low in self.breaks:
                at -= word.low == "whose"
                break
            if self.is_verb(words, at) and not self.is_participle(words, at):
                relative = self.relative(words, at, floor) or self._contact(words, at, floor)
                if relative is None:
                    break
                at = relative - 1
                continue
            if word.low in JOINS and not self._joins(words, at):
                break
            at -= 1
        return self._trimmed(words, at + 1, last)

    def _contact(self, words: Sequence[Word], at: int, floor: int) -> int | None:
        """Behind the noun of which a clause without a pronoun tells ("the deck Foo showed")."""
        k = at - 1
        if words[k].low not in self.pronouns and not words[k].cap:
            return None
        while k > floor and words[k].cap:
            k -= 1
        k -= words[k].low in self.pronouns
        noun = words[k] if k > floor else None
        if noun is None or words[k - 1].low not in _ARTICLES or noun.cap or not noun.low.isalpha():
            return None
        return None if noun.low in self.breaks or noun.low in self.prepositions else k + 1

    def _joins(self, words: Sequence[Word], at: int) -> bool:
        """Whether "and" joins two nouns, and not two clauses."""
        for k in range(at - 1, max(-1, at - 12), -1):
            if words[k].low in STOPS or words[k].low in self.breaks:
                return k < at - 1
            if self.is_verb(words, k):
                return False
        return at > 0

    def _trimmed(self, words: Sequence[Word], first: int, last: int) -> Phrase | None:
        """The phrase without what opens its clause: "But", "On Monday", "In Paris"."""
        for _ in range(4):
            if first >= last:
                return None
            low = words[first].low
            if low in ("and", "but", "or", "so", "yet", "then", ".", "'", "/") or (
                self.is_adverb(words[first]) and low not in self.determiners
            ):
                first += 1
            elif low in self.prepositions and low not in ("like", "around", "about", "over"):
                first = self._past_opening(words, first, last)
            elif low in self.times or (
                low in self.time_openings
                and first + 1 < last
                and words[first + 1].low in self.times
                and low not in ("the", "a", "an", "two", "three")
            ):
                rest = first + (1 if low in self.times else 2)
                if rest >= last:
                    return None
                first = rest
            else:
                break
        first = self._past_antecedent(words, first, last)
        timed = last - 2 <= first < last and words[last - 1].low in self.times
        if timed and not words[last - 1].cap:
            return None  # "in a year, mark my words"
        return (first, last) if self.fits(words, first, last) else None

    def _past_antecedent(self, words: Sequence[Word], first: int, last: int) -> int:
        """In "a charge the company rejects" the company is the subject."""
        for k in range(last - 1, first, -1):
            before = words[k - 1]
            if words[k].low in RELATIVES or before.low in STOPS:
                return first
            if words[k].low in _ARTICLES and not (
                before.low in self.prepositions
                or before.low in self.determiners
                or before.low in JOINS
                or before.low in self.breaks
                or before.low in (".", "'", "half", "nor")
                or before.low.endswith(("ed", "ing"))
            ):
                return k
        return first

    def _past_opening(self, words: Sequence[Word], first: int, last: int) -> int:
        at = first + 1
        if at < last and (
            words[at].low in self.times
            or words[at].low in self.time_openings
            or words[at].low.isdigit()
        ):
            while at < last and (
                words[at].low in self.times
                or words[at].low in self.time_openings
                or words[at].low.isdigit()
            ):
                if words[at].low in ("the", "a", "an") and not (
                    at + 1 < last and words[at + 1].low in self.times | self.time_openings
                ):
                    break
                at += 1
            if at > first + 1:
                return at
        capital = at < last and words[at].cap
        for k in range(at + 1, last):
            word, before = words[k], words[k - 1]
            if before.low in self.prepositions:
                continue
            if word.low in self.determiners or word.low in self.pronouns:
                return k
            if capital and not word.cap:
                return k
            if not capital and word.cap and not before.cap and before.low not in self.determiners:
                return k
        return last


class Grammar(Subjects):
    """Noun phrases on both sides of a verb."""

    def object(self, words: Sequence[Word], at: int, *, apart: bool = True) -> Phrase | None:
        """The noun phrase that begins at a word, with its appositions where `apart`."""
        first, last = at, at
        size = len(words)
        while last < size and last - at < LONGEST:
            word = words[last]
            if word.low == ",":
                beyond = self._apposed(words, first, last) if apart and last > first else None
                if beyond is None:
                    break
                last = beyond
                continue
            if word.low in STOPS or self._ends_phrase(words, first, last):
                break
            last += 1
        while last > first and (
            words[last - 1].low in STOPS or words[last - 1].low in (".", "and")
        ):
            last -= 1
        if last == first or not self.fits(words, first, last):
            return None
        return first, last

    def _ends_phrase(self, words: Sequence[Word], first: int, at: int) -> bool:
        word = words[at]
        if at > first and (self._is_adjunct(words, at)):
            return True
        if word.low in RELATIVES and at > first and at + 1 < len(words):
            return not self.relates(words, at)
        if word.low in self.breaks:
            return at > first or word.low not in self.determiners
        if at > first and self.is_verb(words, at):
            return self.relative(words, at, first) is None
        return (
            at > first
            and self.is_adverb(word)
            and word.low not in self.determiners
            and not (at + 1 < len(words) and words[at + 1].low.endswith("ed"))
        )

    def _is_adjunct(self, words: Sequence[Word], at: int) -> bool:
        """Whether "on Monday", "in a statement", "at a hearing" or "yesterday" begins here."""
        low = words[at].low
        if (low in self.times and words[at].cap) or low in ("yesterday", "today"):
            return True
        if low in ("last", "earlier", "late", "early", "this") and at + 1 < len(words):
            return words[at + 1].low in self.times
        if low not in ("in", "on", "at", "during", "by", "to", "via", "through"):
            return False
        if at + 1 < len(words) and words[at + 1].low in ("reporters", "journalists"):
            return True
        if at + 1 < len(words) and low in ("on", "in", "at") and words[at + 1].low in self.times:
            return True
        return low != "to" and self.occasion_end(words, at) is not None

    def _apposed(self, words: Sequence[Word], first: int, comma: int) -> int | None:
        """Where the apposition behind a comma ends; None where the comma ends the phrase."""
        at = comma + 1
        if at >= len(words):
            return None
        close = next((k for k in range(at, len(words)) if words[k].low in STOPS), len(words))
        word = words[at]
        named = self.is_name(words[first:comma])
        if word.low in ("who", "which", "whose"):
            return close
        if word.low.isdigit() and all(w.low == "." for w in words[at + 1 : close]):
            return close
        if self.has_verb(words, at + 1, close) and word.low not in ("based",):
            return None
        if close == len(words) or words[close].low in (",", QUOTED, ";"):
            if (
                named
                and not word.cap
                and not (
                    word.low in self.prepositions
                    or word.low in self.breaks
                    or word.low in JOINS
                    or word.low.endswith("ing")
                    or (self.is_adverb(word) and word.low not in self.determiners)
                )
            ):
                return close
            if named and any(w.low in self.titles for w in words[at:close][:6]):
                return close
            if (
                words[first].low in self.determiners
                and self.is_name(words[at:close])
                and words[comma - 1].low in self.titles
            ):
                return close
        return None
