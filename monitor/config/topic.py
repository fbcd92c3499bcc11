"""What a file in config/topics/ may say: a program, its parts, its words, its examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from monitor.config.parts import Parts
from monitor.config.phrases import Phrase, Phrases, any_of
from monitor.config.settings import Key, Strict

FacetName = Literal[
    "threshold",
    "timing",
    "scope",
    "price",
    "funding",
    "delivery",
    "headcount",
    "period",
    "status",
    "accuracy",
    "eligibility",
]


class Component(Strict):
    """A separable part of the program. Where several match, the one declared first counts."""

    name: Key
    words: Phrases
    # Words that only count in a heading or title: too common in running text.
    headings: Phrases = ()


class Item(Strict):
    """Something the program may cover."""

    name: Key
    words: Phrases
    # Words that mean the item only where a sentence speaks of what is covered ("email only").
    short: Phrases = ()
    # Words that mean the item only where it is left out ("SharePoint stays with partners").
    outside: Phrases = ()
    # The more general items of which it is a kind.
    kind_of: tuple[Key, ...] = ()
    component: Key | None = None
    # It stands for several things ("versions, permissions"): of one nothing follows for another.
    several: bool = False
    # It is said of all of its kind together ("data migration"): "only mail" does not deny it.
    whole: bool = False
    # A product, with dates and limits of its own: its name alone is nothing of the program.
    product: bool = False


class Named(Strict):
    """A name and the words for it."""

    name: Key
    words: Phrases


class OwnWords(Strict):
    """What the language says of any program, in phrases that only hold for this one."""

    work: Phrases = ()  # the verbs of its work, in all their forms: "repair(s|ed|ing|)"
    free: Phrases = ()  # that it costs nothing
    stays: Phrases = ()  # that something is part of it, said behind that


class Performers(Strict):
    """The words for those who may do the work, beside those of the language."""

    vendor: Phrases = ()
    partner: Phrases = ()
    customer: Phrases = ()


class Example(Strict):
    """A sentence, and what it must hold (`expect`: some keys of the value in its JSON form)."""

    text: str
    expect: dict[str, Any]
    published: str | None = None
    publisher: str | None = None


class Facet(Strict):
    """One comparable side of the program, with the sentences that show what it is and is not."""

    # The words that tie a sentence to the program for this facet, besides the program's own names.
    words: Phrases = ()
    # What is counted. Phrases in one list mean the same; each alone is a kind of its own.
    units: tuple[Phrase | Phrases, ...] = ()
    # A list whose lead-in holds one of these names something else (plans to buy, say).
    unless: Phrases = ()
    # Components that are one offer as far as this facet goes; the first stands for all.
    one_offer: tuple[tuple[Key, ...], ...] = ()
    positive: tuple[Example, ...]
    negative: tuple[str, ...]

    @cached_property
    def kinds(self) -> tuple[Phrases, ...]:
        """The units, those that mean the same together; the first phrase of each names it."""
        return tuple((one,) if isinstance(one, str) else one for one in self.units)


class Topic(Strict):
    """One program we follow."""

    key: Key
    name: str
    # Whether claims are drawn for it; a topic may lie ready without.
    followed: bool = True
    vendor: str
    # The vendor as the export's `performer` writes it.
    vendor_key: Key
    home_region: str | None = None  # of language's regions: where a text means if it names none
    # A document that holds none of these is not about the program.
    programs: Annotated[Phrases, Field(min_length=1)]
    # Words that mean the program once a document has named it ("the benefit", "the offer").
    short_names: Phrases = ()
    # Broader words, products for one: an entry of a narrowed source that names one is fetched.
    listing_words: Phrases = ()
    # Programs of the same or a like name, whose figures must never be read as this one's.
    other_programs: Phrases = ()
    # Those of them that are ordinary words: they mean it only near its vendor.
    ordinary: Phrases = ()
    # Words that follow one of the names and belong to it ("Center"); behind others it is another's.
    followers: Phrases = ()
    # Other vendors: what one of them does, or a row and a section under its name, is not ours.
    rivals: Phrases = ()
    words: OwnWords = OwnWords()
    default_component: Key
    component: tuple[Component, ...] = ()
    item: tuple[Item, ...] = ()
    # Items that the program is known for: when one of them starts, it does; others are its parts.
    whole: tuple[Key, ...] = ()
    performer: Performers = Performers()
    state: tuple[Named, ...] = ()  # beside those of the language
    segment: tuple[Named, ...] = ()
    # What has limits, dates and sums of its own and is no item: mail of one system, one plan.
    part: tuple[Named, ...] = ()
    facet: dict[FacetName, Facet]

    def ancestors(self, name: str) -> frozenset[str]:
        """All the more general items of which an item is a kind."""
        return self._families.get(name, frozenset())

    def heads_family(self, name: str) -> bool:
        """Whether other items are kinds of this one."""
        return name in self._heads

    @cached_property
    def products(self) -> frozenset[str]:
        """The items that are products, with news of their own."""
        return frozenset(item.name for item in self.item if item.product)

    def component_named_in(self, text: str) -> str | None:
        """The first component whose words stand in a heading or a title."""
        return next((name for name, words in self._naming if words.search(text)), None)

    def one_offer(self, facet: FacetName) -> tuple[tuple[str, ...], ...]:
        """The components that are one offer as far as a facet goes; () where it is not read."""
        return self.facet[facet].one_offer if facet in self.facet else ()

    def parts_named_in(self, text: str) -> frozenset[str]:
        """The components, items and parts whose words stand in a sentence.

        One that lists several parts ("mail of this system or that") tells of none of them alone.
        """
        named = self._parts.named_in(text)
        parts = {name for name in named if name.startswith("part:")}
        return named - parts if len(parts) > 1 else named

    @property
    def part_words(self) -> tuple[tuple[str, Phrases], ...]:
        """Components, items and parts, each with its words; a name of the program is none of them.

        An item that is all of its kind ("data migration", "migration") is no part beside it.
        """
        named = [(f"component:{one.name}", one.words) for one in self.component]
        named += [(f"item:{one.name}", one.words) for one in self.item if not self._is_all(one)]
        named += [(f"part:{one.name}", one.words) for one in self.part]
        names = {name.lower() for name in self.programs}
        return tuple(
            (name, tuple(word for word in words if word.lower() not in names))
            for name, words in named
        )

    def _is_all(self, item: Item) -> bool:
        return item.whole or (not item.kind_of and self.heads_family(item.name))

    @cached_property
    def _parts(self) -> Parts:
        return Parts(self.part_words)

    def counted(self, unit: str) -> str | None:
        """Which kind of the things it counts a unit is; None where it counts no such thing.

        Kinds have the name of their first unit, as a claim has it: one word, not of several.
        """
        return next((name for name, words in self._kinds if words.search(f"{unit} {unit}s")), None)

    @cached_property
    def _kinds(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        kinds = self.facet["threshold"].kinds if "threshold" in self.facet else ()
        # A claim has the last word of "named users".
        lasts = [tuple(phrase.rsplit(" ", 1)[-1] for phrase in kind) for kind in kinds]
        named = ((words[0].strip("*"), any_of(words)) for words in lasts)
        return tuple((name, words) for name, words in named if words)

    @property
    def units(self) -> tuple[str, ...]:
        """The names of the kinds of things it counts."""
        return tuple(name for name, _ in self._kinds)

    def segment_named_in(self, text: str) -> str | None:
        """The first kind of customers whose words stand in a heading or a title."""
        return next((name for name, words in self._segments if words.search(text)), None)

    @cached_property
    def _segments(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        named = ((each.name, any_of(each.words)) for each in self.segment)
        return tuple((name, words) for name, words in named if words)

    @cached_property
    def _naming(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        named = ((each.name, any_of((*each.words, *each.headings))) for each in self.component)
        return tuple((name, words) for name, words in named if words)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset[str]().union(*self._families.values())

    @cached_property
    def _families(self) -> dict[str, frozenset[str]]:
        parents = {item.name: frozenset(item.kind_of) for item in self.item}

        def above(name: str) -> frozenset[str]:
            direct = parents.get(name, frozenset())
            return direct.union(*(above(parent) for parent in direct))

        return {name: above(name) for name in parents}

    @model_validator(mode="after")
    def _names_exist(self) -> Topic:
        components = {component.name for component in self.component}
        items = {item.name for item in self.item}
        wrong = [
            f"item {item.name}: component {item.component!r} is not declared"
            for item in self.item
            if item.component and item.component not in components
        ]
        wrong += [
            f"item {item.name}: kind_of {parent!r} is not declared"
            for item in self.item
            for parent in item.kind_of
            if parent not in items
        ]
        wrong += [
            f"facet {facet}: one_offer {name!r} is not declared as a component"
            for facet, rules in self.facet.items()
            for name in dict.fromkeys(chain(*rules.one_offer))
            if name not in components
        ]
        wrong += [
            f"ordinary: {name!r} is none of programs; write it as it stands there"
            for name in self.ordinary
            if name not in self.programs
        ]
        if self.default_component not in components:
            wrong.append(f"default_component {self.default_component!r} is not declared")
        wrong += [*self._twins(), *self._circles()]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def _twins(self) -> Iterator[str]:
        """Names that are declared twice: the words of one would count for nothing."""
        for kind in ("component", "item", "state", "segment", "part"):
            names = Counter(each.name for each in getattr(self, kind))
            yield from (f"{kind} {name} is declared twice" for name in names if names[name] > 1)

    def _circles(self) -> Iterator[str]:
        try:
            TopologicalSorter({item.name: item.kind_of for item in self.item}).prepare()
        except CycleError as error:
            yield f"kind_of runs in a circle: {' of '.join(reversed(error.args[1]))}"
