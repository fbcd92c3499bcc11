"""Where a passage stands on its page, and what it takes from there.

A cell is read with its column and its row, an entry with the line above its
list, an answer with its question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from monitor.config.topic import Topic
from monitor.extract.capitals import Capitals
from monitor.extract.facets.rules import Rule, Rules
from monitor.extract.facets.they import Meant
from monitor.extract.once import Once
from monitor.extract.passages import Mark, Passage
from monitor.types import Revision

# Labels of items: by words of their own, by short ones, and by names that count only where an
# item is left out.
ITEMS = ("item:", "item-short:", "item-outside:")

_PRONOUN = Rule(r"[\W_]*{page.they}\b", re.IGNORECASE)
# "It does", "they have been since July": the verb that the question holds is not said again.
_STOPS = r"(?=\s*(?:[,.;:!—–-]|$|\b{page.stops}\b))"
_NO = Rule(
    r"(?:{page.no}|✗|✘)(?!\w|\s{page.not_no}\b)|{page.they}(?: {page.does_not}|{page.short_not})"
    + _STOPS
)
_YES = Rule(r"(?:{page.yes}|[✓✔✅☑●■])(?!\w)|{page.they} {page.does}" + _STOPS)
# A question whose answer may leave out what it is about: yes or no, "what about", "who".
_ASKS_OF = Rule(
    r"[\W_]*(?:{page.question}\s*[:.]\s*)?(?:\d+[.)]\s*)?(?:{page.well}\b,?\s*)*{page.asks}\b",
    re.IGNORECASE,
)
_AND_THAT = Rule(r"[\W_]*(?:{page.question}\s*[:.]\s*)?{page.and_that}\b", re.IGNORECASE)
# It takes up what the question is about.
_TAKES_UP = Rule(
    r"[\W_]*(?:{page.answer}\s*[:.]\s*)?(?:{page.answer_openings}\b,?\s*)*{page.takes_up}\b",
    re.IGNORECASE,
)
# Characters from the start of an answer to the negation of its verb.
_DENIED_AT = 30
# "No announcement was made.", "No hard sell.": no word on the item before, as "No support." is.
_NO_SUCH = Rule(r"[\W_]*{page.no_such}\s+(?!{page.such}\b)\w", re.IGNORECASE)
# A verdict of more words has a subject of its own.
_FEW_WORDS = 4
# A lead-in that stops behind its subject: an auxiliary, a colon.
_STOPS_AT_SUBJECT = Rule(
    r"[\s*_]*(?P<auxiliary>{page.auxiliaries}\b)?[\s*_]*(?P<colon>:)?[\s*_]*", re.IGNORECASE
)
_AND = Rule(r"[\s*_]*(?:,|{page.joins}|&)[\s*_]*{page.owners}?[\s*_]*", re.IGNORECASE)
# What stands in front of an answer: signs, "A:".
_ANSWER = Rule(r"[^\w✗✘✓✔✅☑●■]*(?:{page.answer}\s*[:.]\s*)?")


def _answer(rules: Rules, text: str) -> bool | None:
    low = text.lower()
    mark = rules[_ANSWER].match(low)
    start = low[mark.end() :] if mark else low
    if rules[_NO].match(start):
        return False
    return True if rules[_YES].match(start) else None


def answer_to(rules: Rules, question: Passage, said: Passage) -> bool | None:
    """What a passage says to a question: yes, no, or neither outright.

    A whole sentence says no where it takes up what was asked and denies it or leaves it to
    somebody ("Those are yours to take care of"), yes where that is in ("They have been moved").
    """
    plain = _answer(rules, said.text)
    asks = rules[_ASKS_OF].match(question.text) or rules[_AND_THAT].match(question.text)
    if plain is not None or not asks or not rules[_TAKES_UP].match(said.text):
        return plain
    if question.has("words", "asks-price", "limit-noun") or question.get("quantities"):
        return None
    free = said.get("words", "free")
    denied = any(
        trigger.start - said.start <= _DENIED_AT
        and "(" not in said.slice(said.start, trigger.start)  # "90 GB of them (don't ask)"
        and not any(word.start <= trigger.start < word.end for word in free)
        for trigger in said.get("triggers", "negated")
    )
    left = (*said.get("words", "exclude"), *said.get("words", "self-service"))
    if denied or any("(" not in said.slice(said.start, word.start) for word in left):
        return False
    return True if said.has("words", "stays") else None


class Setting(NamedTuple):
    """What surrounds a passage in its document."""

    before: Passage | None = None
    lead_in: Passage | None = None  # the line that a list hangs on
    subject: Passage | None = None  # of a cell: the first cell of its row
    columns: tuple[Passage, ...] = ()  # of a cell: the heads of its table
    row: tuple[Passage, ...] = ()  # of a cell: all cells of its row
    under: Passage | None = None  # the heading it stands under
    question: Passage | None = None  # the question that this passage answers
    answer: Passage | None = None  # the answer to this question
    block_component: str | None = None  # of the sentence before, in the same paragraph
    above: str | None = None  # the component that its heading names
    titled: str | None = None  # the component that the title names
    focused: bool = False  # the document as a whole is about the program
    elsewhere: bool = False  # title, heading or the sentence before put it under another program
    segment: str | None = None  # the kind of customer that the sentence before is about
    page_segment: str | None = None  # that of its heading, or else of the title
    shared: bool = False  # the document names the program of another topic too
    others: bool = False  # its paragraph tells of a program of the same name that is another's
    meant: Meant = Meant()  # whom "they" mean
    capitals: Capitals = Capitals("")  # which words of the document are names


@dataclass(frozen=True)
class Placed:
    """One passage of a document and its setting, with the words of one topic."""

    rules: Rules
    topic: Topic
    revision: Revision
    passage: Passage
    setting: Setting

    @Once
    def group(self) -> str:
        return f"topic:{self.topic.key}"

    @Once
    def _named(self) -> Mapping[str, tuple[Mark, ...]]:
        return self.passage.labelled[self.group]

    @Once
    def _said(self) -> Mapping[str, tuple[Mark, ...]]:
        return self.passage.labelled["words"]

    def terms(self, label: str) -> tuple[Mark, ...]:
        """The topic's words of a label in this passage."""
        return self._named.get(label, ())

    def words(self, *labels: str) -> tuple[Mark, ...]:
        """The language's words of these labels in this passage."""
        said = self._said
        if len(labels) == 1:
            return said.get(labels[0], ())
        return tuple([mark for label in labels for mark in said.get(label, ())])

    @Once
    def is_question(self) -> bool:
        """Whether it asks, or tells what somebody asked: a question alone says nothing."""
        if "?" not in self.passage.text:
            return False
        told = (self.passage.slice(one.start, one.end) for one in self.passage.get("speech"))
        return any(text.rstrip("\"”’'*_ ").endswith("?") for text in (self.passage.text, *told))

    @Once
    def asked(self) -> tuple[Passage, ...]:
        """What it answers: a question, or the head of its column and the first cell of its row."""
        asking: tuple[Passage | None, ...] = (self.setting.question,)
        if self.passage.kind == "cell":
            asking += (self.setting.subject, self.setting.lead_in)
        if self._is_fragment():
            asking += (self.setting.before,)
        return tuple(passage for passage in asking if passage is not None)

    @property
    def asks_figure(self) -> bool:
        """Whether what it answers asks for a price or a limit."""
        head = self.setting.lead_in
        over = (head if head is not None and head.kind == "head" else None, *self.asked)
        return any(one.has("words", "asks-price", "limit-noun") for one in over if one is not None)

    def _is_fragment(self) -> bool:
        """Whether it is a bare verdict on the sentence before ("Archives. Not covered.")."""
        before = self.setting.before
        near = before is not None and before.block == self.passage.block
        return (
            near
            and len(self.passage.text.split()) <= _FEW_WORDS
            and _answer(self.rules, self.passage.text) is not None
            and self.rules[_PRONOUN].match(self.passage.text)
            is None  # "It won't." takes back what was said
            and self.rules[_NO_SUCH].match(self.passage.text) is None
            # "Not archives." is no verdict on the mail before.
            and not self.passage.has(self.group, *ITEMS)
        )

    @Once
    def doer(self) -> str | None:
        """Whose work a list or a column holds, by what stands above it ("Your tasks", "We")."""
        function = self.rules.words("page.function")
        subject = self.setting.subject
        if subject is not None and (doers := self._performers(subject)):
            left = set(subject.without(subject.get(self.group, "performer:")))
            if len(doers) == 1 and left <= function | self.rules.words("page.optional"):
                return doers.pop()
        above = self.setting.lead_in or self.setting.under
        doers = self._performers(above)
        if above is None or len(doers) != 1 or above.get("triggers", "negated"):
            return None
        roles = above.get("words", "role")
        rest = above.without((*above.get(self.group, "performer:"), *roles))
        named = function.issuperset(rest) and (roles or self._shares(above))
        return doers.pop() if named else None

    @property
    def labelled(self) -> Passage | None:
        """The label in front of it that tells what it lists ("**What stays with you.** …")."""
        before = self.setting.before
        if before is None or before.block != self.passage.block or self.passage.kind == "cell":
            return None
        text = before.text
        return before if text.startswith("**") and text.endswith((".**", ":**")) else None

    @Once
    def begun_by(self) -> str | None:
        """Whose verbs the entries of a list are: its lead-in stops at the subject ("We will:").

        A bare name of the program is one only with an auxiliary: much else ends with it.
        """
        above = self.setting.lead_in or self.setting.under
        marks = above.get(self.group, "performer:") if above else ()
        if above is None or not marks or above.has("triggers", "negated"):
            return None
        last = max(marks, key=lambda mark: mark.end)
        stop = self.rules[_STOPS_AT_SUBJECT].fullmatch(above.text, last.end - above.start)
        if stop is None or not (
            stop["auxiliary"] or (stop["colon"] and self._is_people(above, last))
        ):
            return None
        beside = [m for m in marks if m.label != last.label and m.end <= last.start]
        if any(self.rules[_AND].fullmatch(above.slice(mark.end, last.start)) for mark in beside):
            return None  # both do it
        return last.label.removeprefix("performer:")

    def names_program(self, passage: Passage | None) -> bool:
        """Whether a passage has a word for the program, or for its vendor at work."""
        named = ("program", "short", "performer:vendor")
        return passage is not None and passage.has(self.group, *named)

    def _is_people(self, above: Passage, performer: Mark) -> bool:
        programs = above.get(self.group, "program")
        return not any(performer.within(program.start, program.end) for program in programs)

    def _shares(self, above: Passage) -> bool:
        """Whether a bare name tells whose work it is: beside another's, or that of people."""
        own = self._performers(above)
        if above.kind == "head":
            return any(self._performers(other) - own for other in self.setting.columns)
        return any(self._is_people(above, mark) for mark in above.get(self.group, "performer:"))

    def _performers(self, passage: Passage | None) -> set[str]:
        marks = passage.get(self.group, "performer:") if passage else ()
        return {mark.label.removeprefix("performer:") for mark in marks}

    def _is_compared(self) -> bool:
        """Whether it is a cell about something that its table sets beside the program."""
        head = self.setting.lead_in if self.passage.kind == "cell" else None
        if head is None or self.setting.subject is None:
            return False
        if head.has(self.group, "program", "short", "performer:", "item:"):
            return False
        return any(other.has(self.group, "program") for other in self.setting.columns)

    @property
    def leads_in(self) -> bool:
        """Whether a list hangs on it: what it says, its entries say."""
        return self.passage.text.rstrip("*_ ").endswith(":")

    @Once
    def answered(self) -> bool | None:
        """What the answer to this question says: yes, no, or neither outright."""
        answer = self.setting.answer
        return answer_to(self.rules, self.passage, answer) if answer else None

    @Once
    def is_answered_in_row(self) -> bool:
        """Whether it opens a row in which another cell says yes or no of it."""
        opens = self.passage.kind == "cell" and self.setting.subject is None
        return opens and any(
            _answer(self.rules, cell.text) is not None for cell in self.setting.row[1:]
        )

    def is_denied_in_row(self, name: str, included: bool) -> bool:
        """Whether another cell says otherwise of an item that its row is on: what this one adds
        is a note ("Bank feeds | Yes | must be connected by the customer").
        """
        row, subject = self.setting.row, self.setting.subject
        if subject is None or _answer(self.rules, self.passage.text) is not None:
            return False
        marks = (mark for label in ITEMS for mark in subject.get(self.group, label))
        if all(mark.label.partition(":")[2] != name for mark in marks):
            return False
        others = (cell for cell in row if cell not in (subject, self.passage))
        return any(_answer(self.rules, cell.text) is (not included) for cell in others)

    @Once
    def answers(self) -> bool | None:
        """What this passage says to what it is asked: yes, no, or neither outright."""
        question = self.setting.question
        if question is not None:
            return answer_to(self.rules, question, self.passage)
        return _answer(self.rules, self.passage.text) if self.asked else None
