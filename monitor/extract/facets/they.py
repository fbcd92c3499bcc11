"""Who "they" are: the people named last, in the sentence itself or a few sentences before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.extract.facets.rules import Rule, Rules
from monitor.extract.passages import Mark, Passage

# Not in "what they did", where it is told of something else.
_THEY = Rule(r"\b(?:{they.told_of}\s+)?(?P<they>{they.they})\b", re.IGNORECASE)
# "For customers coming from elsewhere they also move mail": customers are not "they".
_FOR = Rule(r"[\W_]*{they.beside}\b", re.IGNORECASE)
# At the start of a sentence or a clause.
_OPENS = Rule(
    r"(?:^|[;:,]\s+(?:{they.joins}\s+)?)[\W_]*(?:(?!{they.not_before}\b)[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "Its own staff", and who is no "it".
_ITS = Rule(r"{they.its}\s", re.IGNORECASE)
_MANY = Rule(r"{clause.plurals}$", re.IGNORECASE)
# Sentences that may stand between people and the "they" that means them.
_REACH = 4
_UNTOLD = ("cell", "head", "entry")
_CUSTOMER = "performer:customer"


class Meant(NamedTuple):
    """Whom "they" mean in the next sentence, as a label of performers."""

    they: str | None = None
    heading: str = ""
    age: int = 0


def meant_behind(rules: Rules, passage: Passage, group: str, before: Meant) -> Meant:
    """Whom they mean behind a passage; under another heading nobody is named yet."""
    if passage.kind in _UNTOLD:
        return before
    named = [*_named(rules, passage, group), *pronouns(rules, passage, group, before)]
    if named:
        return Meant(_one_of(named), passage.heading)
    if passage.heading != before.heading or before.age >= _REACH:
        return Meant(heading=passage.heading)
    return before._replace(age=before.age + 1)


def pronouns(rules: Rules, passage: Passage, group: str, before: Meant) -> Iterator[Mark]:
    """The "they" of a passage as performers, where it is clear whom they mean."""
    same = passage.heading == before.heading
    last: str | None = None
    for found in rules[_THEY].finditer(passage.text):
        if found.start("they") > found.start():
            continue
        at = Mark(passage.start + found.start(), passage.start + found.end(), "")
        earlier = [mark for mark in passage.get(group, "performer:") if mark.end <= at.start]
        sides = {mark.label for mark in earlier if not _is_present(rules, passage, mark)}
        if last and sides == {_CUSTOMER}:
            label: str | None = last  # "they'll create your users, and they'll move the mail"
        elif sides and not (sides == {_CUSTOMER} and rules[_FOR].match(passage.text)):
            label = sides.pop() if len(sides) == 1 else None
        else:
            label = before.they if same else None
        if label is not None:
            yield at._replace(label=label)
        last = label


def whose_own(rules: Rules, passage: Passage, marks: Sequence[Mark]) -> list[Mark]:
    """The same in order, where "its own staff" are of the side that is named last before them.

    Partners and customers are many, and no "its".
    """
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        words = passage.slice(mark.start, mark.end)
        if rules[_ITS].match(words):
            one = [m.label for m in found if not rules[_MANY].search(passage.slice(m.start, m.end))]
            mark = mark._replace(label=one[-1] if one else mark.label)
        found.append(mark)
    return found


def _named(rules: Rules, passage: Passage, group: str) -> list[Mark]:
    """Those who may be "they"; customers only as a subject: much is done for them."""
    return [
        mark
        for mark in passage.get(group, "performer:")
        if not _is_present(rules, passage, mark)
        and (mark.label != _CUSTOMER or _is_subject(rules, passage, mark))
    ]


def _is_subject(rules: Rules, passage: Passage, mark: Mark) -> bool:
    return rules[_OPENS].search(passage.slice(passage.start, mark.start)) is not None


def _is_present(rules: Rules, passage: Passage, mark: Mark) -> bool:
    return passage.slice(mark.start, mark.end).lower() in rules.words("they.present")


def _one_of(named: Sequence[Mark]) -> str | None:
    """The side that several names mean: they work for customers, who are named beside them."""
    labels = {mark.label for mark in named}
    if len(labels) > 1:
        labels.discard(_CUSTOMER)
    return labels.pop() if len(labels) == 1 else None
