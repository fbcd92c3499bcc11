"""Whether a value holds when it is told, held once, or held all along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from monitor.extract.facets.reach import Reaching
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

Qualifiers = tuple[tuple[str, str], ...]
# It no longer holds when it is told ("raised from 50"), or it held all along.
FORMER: Qualifiers = (("validity", "former"),)
ALWAYS: Qualifiers = (("validity", "always"),)
# Whatever the words around it say is gone.
CURRENT: Qualifiers = (("validity", "current"),)

# "Until last week 50, now 150": what is told behind "now" holds.
_NOW = Rule(r"\b{passage.now}\b", re.IGNORECASE)
# "It was 50 a week ago": the verb may be a part of what is read as the value.
_WAS = Rule(r"\b{passage.was}\b", re.IGNORECASE)
_WAS_REACH = 20
# "It is 150 (it was 50 in the pilot)".
_ASIDE_WAS = Rule(r"\((?:\w+\s+)?{passage.was}\b[^()]*$", re.IGNORECASE)
_AGO = Rule(r"\W+(?:\w+\s+){0,4}{passage.ago}", re.IGNORECASE)
# "The minimum used to be 150": what is counted is behind it.
_COUNTS = Rule(r"\d")
_UP_TO = ("until", "till", "through")


@dataclass(frozen=True)
class Lasting(Reaching):
    """A passage of which is asked how long its values hold."""

    def validity(self, mark: Mark) -> Qualifiers:
        """What its sentence says of it; () where it only holds when it is told."""
        for label, validity in (("former", FORMER), ("always", ALWAYS)):
            for trigger in self.passage.get("triggers", label):
                inside = mark.start <= trigger.start < mark.end  # "the minimum is gone" still holds
                counts = self.rules[_COUNTS].search(self.passage.slice(trigger.end, mark.end))
                own = inside and not counts
                reaches = trigger.values["from"] < mark.end and mark.start < trigger.values["to"]
                between = self.passage.slice(trigger.end, mark.start)
                if self._is_aside(trigger) and "," in between:
                    continue
                if reaches and not own and not (label == "former" and self._holds_now(between)):
                    return validity
        return FORMER if self._was_until(mark) or self._was_then(mark) else ()

    def _is_aside(self, trigger: Mark) -> bool:
        """Whether it opens an aside, which ends at its comma ("…, until now for 80, is")."""
        before = self.passage.slice(self.passage.start, trigger.start)
        return before.endswith(", ")

    def _holds_now(self, between: str) -> bool:
        return self.rules[_NOW].search(between) is not None

    def _was_until(self, mark: Mark) -> bool:
        """ "Through June it was free": it held up to a day that has passed."""
        for time in self.passage.get("times"):
            between = self.passage.slice(time.end, mark.start)
            near = time.start >= mark.end or not self._holds_now(between)
            if near and self.has_held(time) and not self.parted(time, mark):
                return True
        return False

    def has_held(self, time: Mark) -> bool:
        """Whether something held up to a time that has passed ("through June", told in July)."""
        up_to = time.values["mod"] in _UP_TO and bool(time.values["to"])
        return up_to and self._has_passed(time)

    def _was_then(self, mark: Mark) -> bool:
        """ "It was 50 a week ago", in nobody's report: what was said then may still hold.

        In an aside it is set against what holds, whoever tells it.
        """
        behind = self.passage.slice(mark.end, self.passage.end)
        if self.rules[_ASIDE_WAS].search(self.passage.slice(self.passage.start, mark.end)):
            return True
        if self.rules[_AGO].match(behind) is None or self.passage.reports(mark):
            return False
        first = max(self.passage.start, mark.start - _WAS_REACH)
        return self.rules[_WAS].search(self.passage.slice(first, mark.end)) is not None

    def _has_passed(self, time: Mark) -> bool:
        published = self.revision.published
        day = date.fromisoformat(time.values["to"])
        return published is not None and published.earliest is not None and day < published.earliest
