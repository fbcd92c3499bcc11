"""What every facet rule is given, and what it gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.facets.lasting import CURRENT, FORMER, Qualifiers
from monitor.extract.facets.places import Local
from monitor.extract.facets.rivals import is_rivals, is_told_of_rival, ours
from monitor.extract.facets.rules import Rule
from monitor.extract.once import Once
from monitor.extract.passages import Mark, Passage
from monitor.values import Value

# "a partner that sells 300 seats, say, …", "Example: …".
_SAY = Rule(r"[,(]\s*{passage.say}\b", re.IGNORECASE)
_EXAMPLE = Rule(r"\W*(?:[\w’']+\s+){0,3}{passage.examples}\s*[:,]", re.IGNORECASE)
# "Old contracts keep their 150".
_OLD = Rule(r"\b{passage.grandfathered}\b", re.IGNORECASE)
# "A separate program for Acme, which goes by the same name".
_SEPARATE = Rule(r"\b{passage.separate}\s+(?:[\w-]+\s+){0,2}?{passage.programs}\b", re.IGNORECASE)
# "Swift Assure is its own service".
_IS_REACH = 10
# Units that count a customer's people as well as a vendor's staff.
_PEOPLE = frozenset({"employee", "person", "worker"})
# Facets whose values are of one time: what held once is told apart from what holds.
_LASTING = frozenset({"threshold", "scope", "price", "funding", "delivery", "status", "period"})

# Those that may differ from country to country; a date has the region of what comes then.
_LOCAL = frozenset({"threshold", "price", "funding", "status"})

# "Mailboxes from", "the mail in".
_ORIGIN = Rule(r"\b{passage.origins}\s+$", re.IGNORECASE)
# "Purchased on or before Aug. 31".
_UP_TO = ("before", "prior to", "until", "by", "on or before", "no later than")
_TO_BE = Rule(r"\b{passage.to_be}\s+$", re.IGNORECASE)
_ONWARD = ("after", "since", "from", "on or after", "no earlier than")

# Of no component and no segment, though its passage names one.
UNNAMED = ""
# The component of a topic, where it declares one, whose sentences speak of sums.
FUNDING = "funding"

_GREW_TO = Rule(r"\b{thresholds.grew}\s+{clause.infinitive}\s+$")
_OURS = Rule(r"{dates.self}\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its speaker and its modality are known. `at` is what carries the value."""

    facet: str
    value: Value
    at: Mark
    rule: str
    deny: bool = False
    component: str | None = None  # None for that of its passage
    qualifiers: Qualifiers = ()
    verb: Mark | None = None  # what is said of the value: words of planning reach it too
    past: bool = False  # tells of what already happened: words of planning do not touch it
    implied: bool = False  # nothing in its clause names the program


@dataclass(frozen=True)
class Frame(Local):
    """One passage of a document, seen by one topic."""

    @Once
    def is_program(self) -> bool:
        """Whether the passage names the program itself, and no other that shares its name."""
        others = self.terms("other")
        named = [
            mark
            for mark in self.terms("program")
            if not any(o.start < mark.end and mark.start < o.end for o in others)
        ]
        if not self.setting.elsewhere:
            return bool(named)
        return not others and any(self._is_told_apart(mark) for mark in named)

    def _is_told_apart(self, name: Mark) -> bool:
        """Whether a name that another program bears too stands beside what it is for."""
        text = self.passage.slice(name.start, name.end).lower()
        shared = any(text in other.lower() for other in self.topic.other_programs)
        return not shared or bool(ours(self.topic).search(self.passage.text))

    @Once
    def is_foreign(self) -> bool:
        """Whether what the passage tells belongs to another program."""
        if self.setting.others:
            return True
        if self._is_listed_for_program():
            return False
        if self._is_somebodys_own or self._is_compared():
            return True
        if self.setting.elsewhere:
            return not self.is_program
        if is_told_of_rival(self):
            return True
        if is_rivals(self):
            return not self.is_program or self.passage.kind == "cell"
        others = tuple([other for other in self.terms("other") if not self._is_origin(other)])
        if others and self.rules[_SEPARATE].search(self.passage.text):
            return True  # "a separate program for Acme, which goes by the same name"
        if not others or self.is_program:
            return False
        # A focused text that names the vendor at work speaks of the other program as a source.
        at_work = any(
            not any(other.start < mark.end and mark.start < other.end for other in others)
            for mark in self.doers("vendor")
        )
        return not (self.setting.focused and at_work)

    @property
    def _is_somebodys_own(self) -> bool:
        """Whether it tells of somebody else's own offer, and not of where something was said."""
        named = self.words("own-program")
        if not named:
            return False  # as of most sentences
        vendors = re.compile(rf"\b{re.escape(self.topic.vendor)}['’]s?\s+$")
        venues = self.words("venue")
        ours = (*self.terms("program"), *self.terms("short"), *self.terms("component:"))
        return any(
            not vendors.search(self.passage.slice(self.passage.start, word.start))
            and not (self.before(word, ours, _IS_REACH) and self.is_program)
            and not any(word.within(venue.start, venue.end) for venue in venues)
            and not self._is_vendors_own(word)
            for word in named
        )

    def _is_vendors_own(self, word: Mark) -> bool:
        """ "Our own Launchpad desk", said by the vendor."""
        ours = self.rules[_OURS].match(self.passage.slice(word.start, word.end))
        return ours is not None and not self.is_told_by_others(word)

    def _is_listed_for_program(self) -> bool:
        """Whether it is an entry of a list of what the program does or leaves out.

        There another program's name is that of a source, and "workshops" are one more thing.
        """
        above = self.setting.lead_in
        if self.passage.kind != "entry" or above is None or self.setting.elsewhere:
            return False
        if above.has(self.group, "other") or above.has("words", "own-program"):
            return False
        return self.names_program(above) or (self.setting.focused and above.has("words", "exclude"))

    def _is_origin(self, other: Mark) -> bool:
        """Whether another program is where things are moved from ("mail in Acme Mail")."""
        if not self.setting.focused or not (self.terms("item:") or self.terms("item-short:")):
            return False
        return bool(self.rules[_ORIGIN].search(self.passage.slice(self.passage.start, other.start)))

    @Once
    def is_about(self) -> bool:
        """Whether the passage speaks of the program: by a name, or by its document."""
        named = self.is_program or bool(self.terms("short"))
        return not self.is_foreign and (named or self.setting.focused)

    def is_anchored(self, facet: str) -> bool:
        """Whether the passage is about the program, or speaks in the facet's own words."""
        return not self.is_foreign and (self.is_about or bool(self.terms(f"facet:{facet}")))

    @Once
    def near_hiring(self) -> bool:
        """Whether a number of people stands beside words of hiring."""
        staff = self.passage.get("quantities", "staff")
        return any(self.near(mark, self.terms("facet:headcount"), 60) for mark in staff)

    @Once
    def is_example(self) -> bool:
        """Whether the passage illustrates: what it counts holds for nobody."""
        text, rules = self.passage.text, self.rules
        if self.words("example") or rules[_EXAMPLE].match(text):
            return True
        return rules[_SAY].search(text) is not None

    @Once
    def component(self) -> str | None:
        """The first declared component whose words stand in the passage, else heading, title."""
        if named := self.own_component:
            return named
        if around := self.setting.block_component or self.setting.above:
            return around
        whole = self.is_program and self.passage.kind == "paragraph"
        return None if whole else self.setting.titled  # "the program is for …" is of the whole

    @Once
    def own_component(self) -> str | None:
        """The component that the passage or its lead-in names."""
        for place in (self.passage, self.setting.lead_in):
            if place is not None and (name := self._component_in(place)):
                return name
        named = {mark.label.partition(":")[2] for mark in self.terms("item:")}
        parts = {i.component for i in self.topic.item if i.name in named and i.component}
        return parts.pop() if len(parts) == 1 else None

    def _component_in(self, passage: Passage) -> str | None:
        there = passage.labels(self.group)
        if "component:" not in there:
            return None
        return next(c.name for c in self.topic.component if f"component:{c.name}" in there)

    @Once
    def _restricted(self) -> Qualifiers:
        """What holds of every claim of the passage: for whom, and bought until when."""
        return self.segment + self.condition

    @property
    def segment(self) -> Qualifiers:
        """The kind of customer it is restricted to, as a qualifier.

        That of the sentence before goes on, up to one that names the program or customers anew;
        that of a heading or a title holds of all under it.
        """
        found = self.terms("segment:")
        if found:
            return (("segment", found[0].label.removeprefix("segment:")),)
        anew = self.terms("program") or self.terms("performer:customer")
        gone_on = (None if anew else self.setting.segment) or self.setting.page_segment
        return (("segment", gone_on),) if gone_on else ()

    @Once
    def bought(self) -> tuple[Mark, ...]:
        """Words of buying that tell who is meant; "must be bought" tells what is to be done."""
        words = self.words("condition")
        return tuple(
            [
                w
                for w in words
                if not self.rules[_TO_BE].search(self.passage.slice(self.passage.start, w.start))
            ]
        )

    @Once
    def condition(self) -> Qualifiers:
        """("bought", "before 2017-09-01") where it holds only for purchases up to or from a day."""
        conditions = self.bought
        if self.rules[_OLD].search(self.passage.text):
            return (("bought", "earlier"),)  # "old contracts keep their 150"
        for time in self.passage.get("times") if conditions else ():
            bought = self.near(time, conditions, 60)
            day = time.values["from"]
            if bought and day and time.values["mod"] in _UP_TO:
                return (("bought", f"before {day}"),)
            if bought and day and time.values["mod"] in _ONWARD:
                return (("bought", f"after {day}"),)
        return ()

    def sizes_customer(self, mark: Mark) -> bool:
        """Whether a number of people is a customer's size ("firms with 150 or more employees")."""
        if mark.values["unit"] not in _PEOPLE or mark.values["bound"] not in ("minimum", "below"):
            return False
        first = max(self.passage.start, mark.start - 40)
        before = self.passage.slice(first, mark.start).lower()
        if self.rules[_GREW_TO].search(before):
            return False  # "the organization has grown to more than 900 people"
        return any(word in before for word in self.rules.words("passage.customers"))

    def draft(self, draft: Draft) -> Draft:
        """The draft with the component and the qualifiers of the passage."""
        validity = dict(draft.qualifiers).get("validity")
        held: Qualifiers = ()
        if self.is_corrected(draft.at):
            held = FORMER
        elif not validity and draft.facet in _LASTING:
            held = self.validity(draft.at)
        own = dict(draft.qualifiers)
        shared = [(key, value) for key, value in self._restricted if key not in own]
        told = {pair for pair in (*draft.qualifiers, *held, *shared) if pair[1] != UNNAMED}
        if draft.facet in _LOCAL and "region" not in own:
            told |= {*self.regions(draft.at, close=True)[0]}
        qualifiers = tuple(sorted(told - {*CURRENT}))
        return Draft(
            draft.facet,
            draft.value,
            draft.at,
            draft.rule,
            draft.deny,
            (draft.component or None) if draft.component is not None else self.component,
            qualifiers,
            draft.verb,
            draft.past,
            draft.implied,
        )
