"""How marks of one passage stand to one another: near, in one clause, negated, taken back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract.facets.page import Placed
from monitor.extract.facets.rules import Rule
from monitor.extract.once import Once
from monitor.extract.passages import Mark

# "An earlier version of this story said": what follows is taken back.
_CORRECTED = Rule(r"\b{passage.corrected}\b", re.IGNORECASE)
# "Corrections and clarifications": there "we wrote that" tells what was wrong.
_CORRECTIONS = Rule(r"\b{passage.corrections}", re.IGNORECASE)
_WROTE = Rule(r"\b{passage.wrote}\b", re.IGNORECASE)
# A "however" between commas parts nothing.
_CLAUSE = Rule(
    r";|(?<!, )\b{passage.however}\b|\b{passage.contrasts}\b|"
    r"\b{page.and_that}\s+{accuracy.that}\s+(?!{passage.anew_verbs}\b|\w+n['’]t\b)\w",
    re.IGNORECASE,
)
# "Without telling her, and moved the mail": it denies nothing behind the comma.
# "With the exception of archives, all is moved", at the start of a sentence.
_BUT_FOR = Rule(r"{passage.but_for}", re.IGNORECASE)
_OPENS = 2
# "A: " in front of an answer.
_LABEL = 3
_SHORT = Rule(r"{passage.short_negations}", re.IGNORECASE)
# ", it takes": a clause of its own, and not ", it said,".
# ", and they copy": whatever follows.
_ANEW = Rule(
    r",\s+(?:{passage.anew_subjects}(?:\s+{passage.anew_verbs}\b|['’]\w)"
    r"|{clause.joins}\s+{passage.doers}\s)",
    re.IGNORECASE,
)
# "Leaves out archives and moves mail", "… and made mail a standing benefit": another predicate.
_OF_WHOM = Rule(r"\s(?:{clause.articles}\s)?", re.IGNORECASE)
_SET_OFF = Rule(r",\s(?:{clause.joins}\s)?$", re.IGNORECASE)
_AND = Rule(r"\b{clause.joins}\s+$", re.IGNORECASE)
_AND_DID = Rule(r"\b{clause.joins}\s+{clause.pasts}\s", re.IGNORECASE)
_FINITE = Rule(r"{clause.finite_endings}$")
# "Doesn't only cover mail": it covers that, and more.
# "What has not changed: no fee": it denies a change, and nothing behind the colon.
_UNCHANGED = Rule(r"\s+{passage.changed}\s*[:—–]", re.IGNORECASE)
# "More than those who do not": it stands for a verb, and denies nothing that is named.
_ELLIPTIC = Rule(r"\b{passage.relative}\s+{passage.stands_for}$", re.IGNORECASE)
_JUST = Rule(r"\s+{passage.just}\b", re.IGNORECASE)
# "Neither the minimum nor the price has changed": both hold.
_NEITHER = Rule(r"{passage.neither}", re.IGNORECASE)
# "If an app does not run on it, …": a condition in front of what follows from it.
_CONDITION = Rule(r"\b{supposed.condition}\s(?:[^,;:.]|[.,]\s?(?=\d))*,\s", re.IGNORECASE)
# Characters in front of a verb that may hold what joins it.
_JOIN = 30
# Characters behind a value that may tell of its change.
_CHANGE_REACH = 60


@dataclass(frozen=True)
class Reaching(Placed):
    """A passage of which is asked how far its words reach."""

    def speaks(self, mark: Mark) -> bool:
        """Whether a mark is part of who says something ("said the owner of a reseller")."""
        for one in self.passage.get("speech"):
            at, known = one.values["speaker_at"], one.values["organisation"] or one.values["name"]
            if known and at is not None and at[0] <= mark.start < at[1]:
                return True
        return False

    def near(self, mark: Mark, others: Sequence[Mark], reach: int) -> Mark | None:
        """The nearest of `others` within `reach` characters, in the same clause."""
        best, distance = None, reach + 1
        for other in others:
            gap = max(other.start - mark.end, mark.start - other.end, 0)
            if gap < distance and not self.parted(mark, other):
                best, distance = other, gap
        return best

    def before(self, mark: Mark, words: Sequence[Mark], reach: int) -> Mark | None:
        """The nearest of `words` in front of a mark."""
        return self.near(mark, [word for word in words if word.end <= mark.start], reach)

    def after(self, mark: Mark, words: Sequence[Mark], reach: int) -> Mark | None:
        """The nearest of `words` behind a mark."""
        return self.near(mark, [word for word in words if word.start >= mark.end], reach)

    def parted(self, a: Mark, b: Mark) -> bool:
        """Whether a clause ends between two marks."""
        first, second = (a, b) if a.start <= b.start else (b, a)
        return bool(self.rules[_CLAUSE].search(self.passage.slice(first.end, second.start)))

    def is_corrected(self, mark: Mark) -> bool:
        """Whether a text takes a mark back as its own earlier words, in the same clause."""
        before = self.passage.slice(self.passage.start, mark.start)
        said = self.rules[_CORRECTED].search(before)
        if said is None and self.rules[_CORRECTIONS].search(self.revision.title or ""):
            said = self.rules[_WROTE].search(before)
        return said is not None and not self.rules[_CLAUSE].search(before, said.end())

    def takes_back(self, mark: Mark) -> bool:
        """Whether a mark ends in the words that take something back ("withdrew its statement")."""
        first = self.passage.start
        found = self.rules[_CORRECTED].finditer(self.passage.text)
        return any(one.start() < mark.end - first <= one.end() for one in found)

    def is_expected(self, mark: Mark) -> bool:
        """Whether a mark is only planned, hedged or rumoured: nothing has changed yet."""
        return any(self.covered(label, mark) for label in ("planned", "hedged", "rumoured"))

    def covered(self, label: str, mark: Mark) -> Mark | None:
        """The trigger of a label whose reach takes in a mark."""
        for trigger in self.passage.get("triggers", label):
            if trigger.values["from"] <= mark.start < max(trigger.values["to"], trigger.end):
                return trigger
        return None

    @Once
    def negations(self) -> tuple[Mark, ...]:
        """Words that negate. The cue of a denial is none: the denial turns its whole content."""
        negations = self.passage.get("triggers", "negated")
        if negations:  # "doesn't just cover mail"
            text, first = self.passage.text, self.passage.start
            just = self.rules[_JUST]
            negations = tuple([t for t in negations if not just.match(text, t.end - first)])
        if negations:
            negations = tuple(
                [t for t in negations if not (self.is_elliptic(t) or self._keeps_all(t))]
            )
        if negations:  # "partners, not the vendor, deliver it": of two doers, and not of the verb
            doers = {mark.start for mark in self.terms("performer:")}
            negations = tuple([t for t in negations if not self._contrasts(t, doers)])
        if negations:
            negations = tuple(
                [t for t in negations if not (self.is_condition(t) or self._answers(t))]
            )
        denials = [one.values["cue_at"] for one in self.passage.denials] if negations else ()
        if not denials:
            return negations
        return tuple(t for t in negations if not any(a <= t.start < b for a, b in denials))

    def _keeps_all(self, negation: Mark) -> bool:
        """Whether it denies a change alone ("what has not changed: no fee")."""
        behind = negation.end - self.passage.start
        return self.rules[_UNCHANGED].match(self.passage.text, behind) is not None

    def is_elliptic(self, negation: Mark) -> bool:
        """Whether it stands for a verb that was named, and a clause ends with it."""
        behind = self.passage.text[negation.end - self.passage.start :][:1]
        before = self.passage.slice(self.passage.start, negation.end)
        return not behind.strip(",.;:)") and self.rules[_ELLIPTIC].search(before) is not None

    @Once
    def _conditions(self) -> tuple[tuple[int, int], ...]:
        first, found = self.passage.start, self.rules[_CONDITION].finditer(self.passage.text)
        return tuple((one.start() + first, one.end() + first) for one in found)

    def is_condition(self, mark: Mark) -> bool:
        """Whether it stands in a condition, from which something else follows."""
        return any(start <= mark.start < end for start, end in self._conditions)

    def _answers(self, negation: Mark) -> bool:
        """Whether it is an answer alone ("No, you need 150 seats")."""
        opens = negation.start - self.passage.start <= _LABEL
        return opens and self.passage.slice(negation.end, negation.end + 1) == ","

    def _contrasts(self, negation: Mark, doers: set[int]) -> bool:
        """Whether it sets one doer, at these places, against the one before (", and not the …")."""
        first = self.passage.start
        of = self.rules[_OF_WHOM].match(self.passage.text, negation.end - first)
        if of is None or of.end() + first not in doers:
            return False
        return self.rules[_SET_OFF].search(self.passage.slice(first, negation.start)) is not None

    def negated(self, mark: Mark, reach: int = 40) -> bool:
        """Whether a negation stands shortly before a mark, in its clause; "no charge" is none."""
        negations = self.negations
        free = self.words("free") if negations else ()
        said = self._said_from(mark) if negations else 0
        for trigger in negations:
            if trigger.start < said or not 0 <= mark.start - trigger.end <= reach:
                continue
            if not trigger.values["from"] <= mark.start < max(trigger.values["to"], trigger.end):
                continue
            if any(word.start <= trigger.start < word.end for word in free):
                continue
            if not self.stops_before(trigger, mark) and not self._stays(trigger, mark):
                return True
        return False

    def is_cut_off(self, word: Mark, mark: Mark) -> bool:
        """Whether another clause follows on a word, behind a semicolon, or a colon with a doer."""
        between = self.passage.slice(word.end, mark.start)
        colon = between.find(":")
        doers = (one.start - word.end for one in self.terms("performer:"))
        return ";" in between or (colon >= 0 and any(colon < at < len(between) for at in doers))

    def stops_before(self, word: Mark, mark: Mark) -> bool:
        """Whether a word of denying ends in front of a mark: at a comma, or at another verb."""
        between = self.passage.slice(word.end, mark.start)
        if self.is_cut_off(word, mark) or self._goes_on_with(word, mark):
            return True
        if "," not in between:
            return False
        if self.begins_anew(word, mark):
            return True
        said = self.passage.slice(word.start, word.end)
        opens = word.start - self.passage.start <= _OPENS and self.rules[_BUT_FOR].match(said)
        return bool(opens) or self.rules[_SHORT].fullmatch(said) is not None

    @Once
    def _predicates(self) -> tuple[tuple[int, int], ...]:
        """Where finite verbs are joined to the one before: from the "and" to the verb's end."""
        text, first = self.passage.text, self.passage.start
        joined = [
            (one.start() + first, one.end() + first) for one in self.rules[_AND_DID].finditer(text)
        ]
        for verb in self.words("provide", "perform", "stays", "told"):
            at = verb.start - first
            if not self.rules[_FINITE].search(text[at : verb.end - first].split()[0]):
                continue
            if and_ := self.rules[_AND].search(text[max(0, at - _JOIN) : at]):
                joined.append((verb.start - len(and_.group()), verb.start))
        return tuple(sorted(joined))

    def _goes_on_with(self, word: Mark, mark: Mark) -> bool:
        """Whether a finite verb begins behind "and" ("leaves out archives and moves mail")."""
        next_ = bisect_left(self._predicates, (word.end,))
        return any(ends <= mark.start for _, ends in self._predicates[next_ : next_ + 1])

    def _stays(self, trigger: Mark, mark: Mark) -> bool:
        """Whether what is denied of a value is that it changed."""
        if mark.label.startswith("item"):
            return False  # "neither mailboxes nor files are moved"
        if self.rules[_NEITHER].fullmatch(self.passage.slice(trigger.start, trigger.end)) is None:
            return False
        return self.after(mark, self.words("change", "raised"), _CHANGE_REACH) is not None

    def begins_anew(self, trigger: Mark, mark: Mark) -> bool:
        """ "It does not take 250, it takes 150", "…, and they take": another clause."""
        between = self.passage.slice(trigger.end, mark.end)
        return "," in between and self.rules[_ANEW].search(between) is not None

    def _said_from(self, mark: Mark) -> int:
        """Where the reported words begin that take in a mark; what stands before is said of them.

        Quotation marks may begin in the middle of a clause ('does not "cover" it').
        """
        begins = [
            speech.start
            for speech in self.passage.reports(mark)
            if speech.label != "direct" and speech.values["clause"]
        ]
        return max(begins, default=0)
