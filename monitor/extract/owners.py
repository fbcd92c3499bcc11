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
# Behind a name that stands for itself, and not in front of another noun ("a Launchpad engineer").
_ALONE = Rule(r"\s+{owners.behind}\b|\W*\Z|[.,;:)]")


def is_anothers(
    rules: Rules, topic: Topic, revision: Revision, found: Sequence[Passage], *, titled: bool
) -> bool:
    """Whether a document tells of a program of the same name that is somebody else's.

    So it is where no sentence names it beside its vendor or the vendor's
    products, and one calls it another's own. `titled`: its title names the program.
    """
    title, vendors = revision.title or "", ours(topic)
    if revision.organisation == topic.vendor or (titled and vendors.search(title)):
        return False
    group = f"topic:{topic.key}"
    named = [passage for passage in found if passage.has(group, "program")]
    if any(vendors.search(passage.text) for passage in named):
        return False
    words = "\n".join((revision.text, revision.publisher, title))
    return any(
        _is_others(rules, topic, passage, name, words)
        for passage in named
        for name in passage.get(group, "program")
    )


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
