"""What every facet rule is given, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.config.topic import Topic
from monitor.extract.passages import Mark, Passage
from monitor.types import Revision
from monitor.values import Value

# "a partner that sells 300 seats, say, …": an example in passing.
_SAY = re.compile(r"[,(]\s*say\b")
_CLAUSE = re.compile(r";|\bbut\b|\bwhile\b|\bwhereas\b|\balthough\b|\bhowever\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its speaker and its modality are known. `at` is what carries the value."""

    facet: str
    value: Value
    at: Mark
    rule: str
    deny: bool = False
    component: str | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    past: bool = False  # tells of what already happened: words of planning do not touch it


@dataclass(frozen=True)
class Frame:
    """One passage of a document, seen by one topic."""

    topic: Topic
    revision: Revision
    passage: Passage
    before: Passage | None
    lead_in: Passage | None
    title: Passage | None
    # Whether title or section heading put the whole stretch under another program.
    elsewhere: bool = False

    @property
    def group(self) -> str:
        return f"topic:{self.topic.key}"

    def terms(self, label: str) -> tuple[Mark, ...]:
        """The topic's words of a label in this passage."""
        return self.passage.get(self.group, label)

    def words(self, *labels: str) -> tuple[Mark, ...]:
        """The language's words of these labels in this passage."""
        return tuple(mark for label in labels for mark in self.passage.get("words", label))

    @cached_property
    def is_program(self) -> bool:
        """Whether the passage names the program itself, and no other that shares its name."""
        others = self.terms("other")
        named = [
            mark
            for mark in self.terms("program")
            if not any(o.start < mark.end and mark.start < o.end for o in others)
        ]
        return bool(named) and not (others and self.elsewhere)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether what the passage tells belongs to another program."""
        return (bool(self.terms("other")) or self.elsewhere) and not self.is_program

    def is_anchored(self, facet: str) -> bool:
        """Whether the passage is about the program, by name or by the facet's own words."""
        if self.is_foreign:
            return False
        return bool(self.is_program or self.terms("short") or self.terms(f"facet:{facet}"))

    @cached_property
    def is_example(self) -> bool:
        """Whether the passage illustrates: what it counts holds for nobody."""
        return bool(self.words("example")) or bool(_SAY.search(self.passage.text))

    def near(self, mark: Mark, others: Sequence[Mark], reach: int) -> Mark | None:
        """The nearest of `others` within `reach` characters, in the same clause."""
        best, distance = None, reach + 1
        for other in others:
            gap = max(other.start - mark.end, mark.start - other.end, 0)
            if gap < distance and not self.parted(mark, other):
                best, distance = other, gap
        return best

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
        """Whether a negation stands shortly before a mark, in its clause."""
        trigger = self.covered("negated", mark)
        return trigger is not None and 0 <= mark.start - trigger.end <= reach

    @cached_property
    def component(self) -> str | None:
        """The first declared component whose words stand in the passage, else its heading, title."""
        for place in (self.passage, self.lead_in):
            if place is not None and (name := self._component_in(place)):
                return name
        heading = self.passage.heading
        return self._component_of_text(heading) or self._component_of_text(
            self.revision.title or ""
        )

    def _component_in(self, passage: Passage) -> str | None:
        there = {
            mark.label.removeprefix("component:") for mark in passage.get(self.group, "component:")
        }
        return next((c.name for c in self.topic.component if c.name in there), None)

    def _component_of_text(self, text: str) -> str | None:
        from monitor.config.phrases import any_of

        for component in self.topic.component:
            found = any_of((*component.words, *component.headings))
            if text and found and found.search(text):
                return component.name
        return None

    @cached_property
    def segment(self) -> tuple[tuple[str, str], ...]:
        """The kind of customer it is restricted to, as a qualifier."""
        found = self.terms("segment:")
        return (("segment", found[0].label.removeprefix("segment:")),) if found else ()

    @cached_property
    def condition(self) -> tuple[tuple[str, str], ...]:
        """("bought", "before 2017-09-01") where it holds only for purchases up to or from a day."""
        for time in self.passage.get("times"):
            bought = self.near(time, self.words("condition"), 60)
            day = time.values["from"]
            if bought and day and time.values["mod"] in ("before", "prior to", "until", "by"):
                return (("bought", f"before {day}"),)
            if bought and day and time.values["mod"] in ("after", "since", "from", "on or after"):
                return (("bought", f"after {day}"),)
        return ()

    def draft(self, draft: Draft) -> Draft:
        """The draft with the component and the qualifiers of the passage."""
        qualifiers = tuple(sorted({*draft.qualifiers, *self.segment, *self.condition}))
        return replace(draft, component=draft.component or self.component, qualifiers=qualifiers)
