"""What every facet rule is given, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract.passages import Mark, Passage
from monitor.types import Revision
from monitor.values import Value

# "a partner that sells 300 seats, say, …": an example in passing.
_SAY = re.compile(r"[,(]\s*say\b")
_CLAUSE = re.compile(r";|\b(?:but|while|whereas|although|however)\b", re.IGNORECASE)


# Units that count a customer's people as well as a vendor's staff.
_PEOPLE = frozenset({"employee", "person", "worker"})
# Facets whose values are of one time: what held once is told apart from what holds.
_LASTING = frozenset({"threshold", "scope", "price", "funding", "delivery", "status"})
_CUSTOMERS = ("with", "customer", "organi", "compan", "business", "firm")

Qualifiers = tuple[tuple[str, str], ...]
# The component of a topic, where it declares one, whose sentences speak of sums.
FUNDING = "funding"
# It no longer holds when it is told ("raised from 50"), or it held all along.
FORMER: Qualifiers = (("validity", "former"),)
ALWAYS: Qualifiers = (("validity", "always"),)


_NO = re.compile(
    r"(?:no|not|never|neither|none|nothing|unfortunately not|sadly|sorry|afraid not|excluded|"
    r"out of scope|unsupported|unavailable|n/a|✗|✘)(?!\w)"
)
_YES = re.compile(
    r"(?:yes|it does|it is|they do|we do|absolutely|correct|certainly|of course|included|"
    r"covered|supported|available|in scope|✓|✔)(?!\w)"
)
# A verdict of more words has a subject of its own.
_FEW_WORDS = 4
# "Acme's deployment": whose people the next ones are.
_OWNER = re.compile(r"([A-Z]\w+)['’]s\s+(?:\w+\s+)?$")
# Words that add nothing to whose work it is.
_FUNCTION = frozenset({"what", "the", "a", "s", "will", "of", "for", "in", "and", "each", "this"})


def _answer(text: str) -> bool | None:
    start = re.sub(r"^[^\w✗✘✓✔]*(?:a(?:nswer)?\s*[:.]\s*)?", "", text.lower())
    if _NO.match(start):
        return False
    return True if _YES.match(start) else None


@lru_cache(maxsize=1000)  # headings and titles, which whole sections share
def _component_of(
    text: str, components: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
) -> str | None:
    """The first component whose words stand in a heading or a title."""
    for name, words, headings in components:
        found = any_of((*words, *headings))
        if found and found.search(text):
            return name
    return None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its speaker and its modality are known. `at` is what carries the value."""

    facet: str
    value: Value
    at: Mark
    rule: str
    deny: bool = False
    component: str | None = None
    qualifiers: Qualifiers = ()
    verb: Mark | None = None  # what is said of the value: words of planning reach it too
    past: bool = False  # tells of what already happened: words of planning do not touch it


@dataclass(frozen=True)
class Setting:
    """What surrounds a passage in its document."""

    before: Passage | None = None
    lead_in: Passage | None = None  # the line that a list hangs on
    subject: Passage | None = None  # of a cell: the first cell of its row
    columns: tuple[Passage, ...] = ()  # of a cell: the heads of its table
    under: Passage | None = None  # the heading it stands under
    question: Passage | None = None  # the question that this passage answers
    answer: Passage | None = None  # the answer to this question
    block_component: str | None = None  # of the sentence before, in the same paragraph
    focused: bool = False  # the document as a whole is about the program
    elsewhere: bool = False  # title, heading or the sentence before put it under another program


@dataclass(frozen=True)
class Frame:
    """One passage of a document, seen by one topic."""

    topic: Topic
    revision: Revision
    passage: Passage
    setting: Setting

    @cached_property
    def group(self) -> str:
        return f"topic:{self.topic.key}"

    def terms(self, label: str) -> tuple[Mark, ...]:
        """The topic's words of a label in this passage."""
        return self.passage.get(self.group, label)

    def words(self, *labels: str) -> tuple[Mark, ...]:
        """The language's words of these labels in this passage."""
        if len(labels) == 1:
            return self.passage.get("words", labels[0])
        return tuple(mark for label in labels for mark in self.passage.get("words", label))

    @cached_property
    def performers(self) -> tuple[Mark, ...]:
        """Those who may do the work; "we" only where the vendor says it."""
        return tuple(m for m in self.terms("performer:") if not self._is_stranger(m))

    def doers(self, name: str) -> tuple[Mark, ...]:
        """The performers of one side."""
        label = f"performer:{name}"
        return tuple([mark for mark in self.performers if mark.label == label])

    def _is_stranger(self, mark: Mark) -> bool:
        """Whether "we" is said by somebody other than the vendor."""
        owner = _OWNER.search(self.passage.slice(self.passage.start, mark.start))
        if owner and owner[1] != self.topic.vendor and not self.terms("program"):
            return True  # another firm's specialists
        word = self.passage.slice(mark.start, mark.end).lower().split()[0]
        if word not in ("we", "our", "us") or mark.label == "performer:customer":
            return False
        vendor = self.topic.vendor
        said = [s for s in self.passage.get("speech") if s.start <= mark.start < s.end]
        if said:
            return all(speech.values["organisation"] != vendor for speech in said)
        return self.revision.organisation != vendor

    @cached_property
    def is_program(self) -> bool:
        """Whether the passage names the program itself, and no other that shares its name."""
        others = self.terms("other")
        named = [
            mark
            for mark in self.terms("program")
            if not any(o.start < mark.end and mark.start < o.end for o in others)
        ]
        return bool(named) and not (others and self.setting.elsewhere)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether what the passage tells belongs to another program."""
        if self.words("own-program") or self._is_compared():
            return True
        if self.setting.elsewhere:
            return not self.is_program
        others = self.terms("other")
        if not others or self.is_program:
            return False
        # A focused text that names the vendor at work speaks of the other program as a source.
        at_work = any(
            not any(other.start < mark.end and mark.start < other.end for other in others)
            for mark in self.doers("vendor")
        )
        return not (self.setting.focused and at_work)

    @cached_property
    def is_about(self) -> bool:
        """Whether the passage speaks of the program: by a name, or by its document."""
        named = self.is_program or bool(self.terms("short"))
        return not self.is_foreign and (named or self.setting.focused)

    def is_anchored(self, facet: str) -> bool:
        """Whether the passage is about the program, or speaks in the facet's own words."""
        return not self.is_foreign and (self.is_about or bool(self.terms(f"facet:{facet}")))

    @cached_property
    def near_hiring(self) -> bool:
        """Whether a number of people stands beside words of hiring."""
        staff = self.passage.get("quantities", "staff")
        return any(self.near(mark, self.terms("facet:headcount"), 60) for mark in staff)

    @cached_property
    def is_example(self) -> bool:
        """Whether the passage illustrates: what it counts holds for nobody."""
        return bool(self.words("example")) or bool(_SAY.search(self.passage.text))

    @cached_property
    def is_question(self) -> bool:
        """Whether it asks: a question alone says nothing."""
        return self.passage.text.rstrip("\"”'*_ ").endswith("?")

    @cached_property
    def asked(self) -> tuple[Passage, ...]:
        """What it answers: a question, or the head of its column and the first cell of its row."""
        asking: tuple[Passage | None, ...] = (self.setting.question,)
        if self.passage.kind == "cell":
            asking += (self.setting.subject, self.setting.lead_in)
        if self._is_fragment():
            asking += (self.setting.before,)
        return tuple(passage for passage in asking if passage is not None)

    def _is_fragment(self) -> bool:
        """Whether it is a bare verdict on the sentence before ("Archives. Not covered.")."""
        before = self.setting.before
        near = before is not None and before.block == self.passage.block
        return (
            near
            and len(self.passage.text.split()) <= _FEW_WORDS
            and (_answer(self.passage.text) is not None)
        )

    @cached_property
    def doer(self) -> str | None:
        """Whose work a list or a column holds, by what stands above it ("Your tasks", "We")."""
        subject = self.setting.subject
        if subject is not None and (doers := self._performers(subject)):
            left = set(subject.without(subject.get(self.group, "performer:")))
            if len(doers) == 1 and left <= _FUNCTION | {"optional"}:
                return doers.pop()
        above = self.setting.lead_in or self.setting.under
        doers = self._performers(above)
        if above is None or len(doers) != 1 or above.get("triggers", "negated"):
            return None
        roles = above.get("words", "role")
        rest = above.without((*above.get(self.group, "performer:"), *roles))
        named = set(rest) <= _FUNCTION and (roles or self._shares(above))
        return doers.pop() if named else None

    def _shares(self, above: Passage) -> bool:
        """Whether a bare name tells whose work it is: beside another's, or that of people."""
        own = self._performers(above)
        if above.kind == "head":
            return any(self._performers(other) - own for other in self.setting.columns)
        programs = above.get(self.group, "program")
        return any(
            not any(mark.within(program.start, program.end) for program in programs)
            for mark in above.get(self.group, "performer:")
        )

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

    @cached_property
    def answered(self) -> bool | None:
        """What the answer to this question says: yes, no, or neither outright."""
        return _answer(self.setting.answer.text) if self.setting.answer else None

    @cached_property
    def answers(self) -> bool | None:
        """What this passage says to what it is asked: yes, no, or neither outright."""
        return _answer(self.passage.text) if self.asked else None

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
        return bool(_CLAUSE.search(self.passage.slice(first.end, second.start)))

    def covered(self, label: str, mark: Mark) -> Mark | None:
        """The trigger of a label whose reach takes in a mark."""
        for trigger in self.passage.get("triggers", label):
            if trigger.values["from"] <= mark.start < max(trigger.values["to"], trigger.end):
                return trigger
        return None

    def negated(self, mark: Mark, reach: int = 40) -> bool:
        """Whether a negation stands shortly before a mark, in its clause; "no charge" is none."""
        negations = self.passage.get("triggers", "negated")
        free = self.words("free") if negations else ()
        for trigger in negations:
            if any(word.start <= trigger.start < word.end for word in free):
                continue
            covers = trigger.values["from"] <= mark.start < max(trigger.values["to"], trigger.end)
            if covers and 0 <= mark.start - trigger.end <= reach:
                return True
        return False

    @cached_property
    def component(self) -> str | None:
        """The first declared component whose words stand in the passage, else heading, title."""
        if named := self.own_component:
            return named
        if self.setting.block_component:
            return self.setting.block_component
        heading, title = self.passage.heading, self.revision.title or ""
        return self._component_of_text(heading) or self._component_of_text(title)

    @cached_property
    def own_component(self) -> str | None:
        """The component that the passage or its lead-in names."""
        for place in (self.passage, self.setting.lead_in):
            if place is not None and (name := self._component_in(place)):
                return name
        return None

    def _component_in(self, passage: Passage) -> str | None:
        there = {m.label.removeprefix("component:") for m in passage.get(self.group, "component:")}
        return next((c.name for c in self.topic.component if c.name in there), None)

    def _component_of_text(self, text: str) -> str | None:
        components = tuple((c.name, c.words, c.headings) for c in self.topic.component)
        return _component_of(text, components) if text else None

    @cached_property
    def _restricted(self) -> Qualifiers:
        """What holds of every claim of the passage: for whom, and bought until when."""
        return self.segment + self.condition

    @property
    def segment(self) -> Qualifiers:
        """The kind of customer it is restricted to, as a qualifier."""
        found = self.terms("segment:")
        return (("segment", found[0].label.removeprefix("segment:")),) if found else ()

    @property
    def condition(self) -> Qualifiers:
        """("bought", "before 2017-09-01") where it holds only for purchases up to or from a day."""
        conditions = self.words("condition")
        for time in self.passage.get("times") if conditions else ():
            bought = self.near(time, conditions, 60)
            day = time.values["from"]
            if bought and day and time.values["mod"] in ("before", "prior to", "until", "by"):
                return (("bought", f"before {day}"),)
            if bought and day and time.values["mod"] in ("after", "since", "from", "on or after"):
                return (("bought", f"after {day}"),)
        return ()

    def sizes_customer(self, mark: Mark) -> bool:
        """Whether a number of people is a customer's size ("firms with 150 or more employees")."""
        if mark.values["unit"] not in _PEOPLE or mark.values["bound"] not in ("minimum", "below"):
            return False
        first = max(self.passage.start, mark.start - 40)
        before = self.passage.slice(first, mark.start).lower()
        return any(word in before for word in _CUSTOMERS)

    def _validity(self, mark: Mark) -> Qualifiers:
        for label, validity in (("former", FORMER), ("always", ALWAYS)):
            for trigger in self.passage.get("triggers", label):
                if trigger.values["from"] < mark.end and mark.start < trigger.values["to"]:
                    return validity
        return ()

    def draft(self, draft: Draft) -> Draft:
        """The draft with the component and the qualifiers of the passage."""
        validity = dict(draft.qualifiers).get("validity")
        held = () if validity or draft.facet not in _LASTING else self._validity(draft.at)
        qualifiers = tuple(sorted({*draft.qualifiers, *held, *self._restricted}))
        return Draft(
            draft.facet,
            draft.value,
            draft.at,
            draft.rule,
            draft.deny,
            draft.component or self.component,
            qualifiers,
            draft.verb,
            draft.past,
        )
