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
# "It was open to 800, and the 250 is": another clause.
_AND_ANEW = Rule(r",\s+{clause.joins}\s", re.IGNORECASE)
# "The minimum used to be 150": what is counted is behind it.
_COUNTS = Rule(r"\d")
_UP_TO = ("until", "till", "through")
# Of a time since which something holds.
_STILL = ("since", "from", "starting", "beginning", "as of", "after")
# Days after which what was then is told as history.
_LONG_GONE = 180


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
        then = self._was_until(mark) or self._was_then(mark) or self._was_in(mark)
        return FORMER if then else ()

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

    def _was_in(self, mark: Mark) -> bool:
        """ "When it was piloted in 2013, 1,000 seats were asked for": of a time long gone."""
        told = self.passage.slice(self.passage.start, mark.end)  # the verb may be a part of it
        if self.rules[_WAS].search(told) is None or self._holds_now(told):
            return False
        published = self.revision.published
        now = published.earliest if published is not None else None
        for time in self.passage.get("times"):
            if time.start > mark.start or time.values["mod"] in _STILL or not time.values["to"]:
                continue
            if now and (now - date.fromisoformat(time.values["to"])).days > _LONG_GONE:
                anew = self.rules[_AND_ANEW].search(self.passage.slice(time.end, mark.start))
                return anew is None and not self.parted(time, mark)
        return False

    def _has_passed(self, time: Mark) -> bool:
        published = self.revision.published
        day = date.fromisoformat(time.values["to"])
        return published is not None and published.earliest is not None and day < published.earliest
