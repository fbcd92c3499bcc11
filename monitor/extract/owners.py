"""Whose program a name means: it is an ordinary word, and other firms call theirs the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract.facets.rivals import ours
from monitor.extract.facets.rules import Rule, Rules
from monitor.extract.passages import Mark, Passage
from monitor.types import Revision

# "A new launchpad for resellers", "our launchpad into the cloud": a common noun.
_COMMON = Rule(r"\b{owners.common}\s+(?:\w+\s+)?\Z", re.IGNORECASE)
# "Sagecrest Launchpad is free", "Sagecrest's new Launchpad".
_OWNER = Rule(r"\b(?!(?i:{owners.determiners})\b)([A-Z]\w+)(?:['’]s)?\s+(?:{owners.own}\s+)?\Z")
# "The dealer's Launchpad", "Sagecrest's Cloud Launchpad"; "Ann's Launchpad" may be a column.
_POSSESSOR = Rule(
    r"(?:\b(?i:{owners.firms})['’]s?\s+(?:[A-Z]\w+\s+){0,2}"
    r"|\b(?!(?i:{owners.determiners})\b)(?P<name>[A-Z]\w+)['’]s?\s+(?:[A-Z]\w+\s+){1,2})\Z"
)
# Characters between a program's name and its vendor's: "Acme's new Launchpad", "for Acme Mail".
_TIED = 30
_RIGHT_AT = Rule(r"(?:['’]s?)?\s+(?:[\w-]+\s+)?")
_FOR = Rule(r"\s+{owners.links}\s+")
# Behind a name that stands for itself, and not in front of another noun ("a Launchpad engineer").
_ALONE = Rule(r"\s+{owners.behind}\b|\W*\Z|[.,;:)]")


def is_anothers(
    rules: Rules, topic: Topic, revision: Revision, found: Sequence[Passage], *, titled: bool
) -> bool:
    """Whether a document tells of a program of the same name that is somebody else's.

    So it is where no sentence names it beside its vendor or the vendor's
    products, and one calls it another's own; or where one says plainly whose it is ("the
    dealer's Launchpad"), and none has the vendor's name right at it. `titled`: its title
    names the program.
    """
    title, vendors = revision.title or "", ours(topic)
    if revision.organisation == topic.vendor or (titled and vendors.search(title)):
        return False
    group = f"topic:{topic.key}"
    named = [passage for passage in found if passage.has(group, "program")]
    names = [(passage, name) for passage in named for name in passage.get(group, "program")]
    if any(_is_owned(rules, topic, *name) for name in names):
        return not any(_is_tied(rules, vendors, *name) for name in names)
    if any(vendors.search(passage.text) for passage in named):
        return False
    words = "\n".join((revision.text, revision.publisher, title))
    if titled and _is_titled_others(rules, topic, title, revision.text):
        return True
    return any(
        _is_others(rules, topic, passage, name, words)
        for passage in named
        for name in passage.get(group, "program")
    )


def _is_titled_others(rules: Rules, topic: Topic, title: str, text: str) -> bool:
    """Whether a title names it behind a name that the text has throughout ("Acme Launchpad")."""
    programs = any_of(topic.programs)
    name = programs.search(title) if programs else None
    owner = rules[_OWNER].search(title[: name.start()]) if name else None
    return owner is not None and _is_name(owner[1], text)


def _is_owned(rules: Rules, topic: Topic, passage: Passage, name: Mark) -> bool:
    """Whether somebody else is said to own it."""
    owner = rules[_POSSESSOR].search(passage.slice(passage.start, name.start))
    if owner is None or not rules[_ALONE].match(passage.slice(name.end, passage.end)):
        return False
    vendors = passage.get(f"topic:{topic.key}", "performer:vendor")  # by its nicknames, too
    place = owner.start("name") + passage.start
    return owner["name"] is None or not any(one.start <= place < one.end for one in vendors)


def _is_tied(rules: Rules, vendors: re.Pattern[str], passage: Passage, name: Mark) -> bool:
    """Whether the vendor, or a product of its, stands right in front of a name or behind it."""
    before = passage.slice(max(passage.start, name.start - _TIED), name.start)
    behind = passage.slice(name.end, min(passage.end, name.end + _TIED))
    named = [found.end() for found in vendors.finditer(before)]
    if named and rules[_RIGHT_AT].fullmatch(before[named[-1] :]):
        return True
    tie = rules[_FOR].match(behind)
    return tie is not None and vendors.match(behind, tie.end()) is not None


def _is_others(rules: Rules, topic: Topic, passage: Passage, name: Mark, text: str) -> bool:
    before = passage.slice(passage.start, name.start)
    if not rules[_ALONE].match(passage.slice(name.end, passage.end)):
        return False
    if rules[_COMMON].search(before):
        return True
    owner = rules[_OWNER].search(before)
    programs = any_of(topic.programs)
    if owner and programs and programs.fullmatch(owner[1]):
        return False  # "Launchpad Partner Fund": both are ours
    return owner is not None and _is_name(owner[1], text)


def _is_name(word: str, text: str) -> bool:
    """Whether a capitalised word is one throughout, and not only where its sentence begins."""
    whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    found = [each.group() for each in whole.finditer(text)]
    return len(found) > 1 and all(each == word for each in found)
