"""Which items of a topic a passage speaks of, and which it only has the words of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.mentions import (
    holds,
    is_advised_on,
    is_done_already,
    is_in_name,
    is_in_title,
    is_intent,
    is_namesake,
    is_paper,
    is_place_or_part,
    is_platform,
    is_tool,
    own_words,
)
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark, Passage

# "Instead of migrating data, it guides": what is not done.
_INSTEAD = Rule(r"(?:^|[,;:(]\s*)[\W_]*{mentions.instead}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_BY_MAIL = Rule(r"\b{covered.by}\s+$", re.IGNORECASE)
# "mail routing" is a setting, and nothing that is moved.
_MAIL_SETTING = Rule(r"[\s-]+{covered.settings}", re.IGNORECASE)
# "moves mailboxes and", "moves SharePoint sites, mailboxes".
_JOINED = Rule(r"(?:\s[\w-]+){0,2}?\s?(?:[,/&]|\s{covered.joined}\s)", re.IGNORECASE)


def items_of(frame: Frame, passage: Passage | None = None) -> Iterator[tuple[Mark, str]]:
    """The items of a passage: the longer wording wins, the general gives way to its kinds."""
    said = passage or frame.passage
    found = [(mark, mark.label.removeprefix("item:")) for mark in said.get(frame.group, "item:")]
    if frame.is_about:
        named = said.get(frame.group, "item-short:")
        short = [mark for mark in named if not _is_by_mail(frame, said, mark)]
        short += said.get(frame.group, "item-outside:")
        found += [(mark, mark.label.partition(":")[2]) for mark in short]
    counted = said.get("quantities")  # "1,000 mailboxes": how many, and nothing that is moved
    found = [one for one in found if not any(one[0].within(n.start, n.end) for n in counted)]
    kept = ((own_words(frame, mark, name, found), name) for mark, name in found)
    found = [(mark, name) for mark, name in kept if mark is not None]
    # The head of a family said in the same breath as its kinds adds nothing.
    above = frozenset[str]().union(*map(frame.topic.ancestors, {name for _, name in found}))
    general = {name for name in above if is_general(frame, name)}
    for mark, name in _grown(frame, found):
        if name in general or any(_takes_in(frame, one, (mark, name)) for one in found):
            continue
        if any(_is_head_of_kind(frame, (mark, name), one) for one in found):
            continue
        if is_in_title(frame, said, mark) or is_intent(said, mark) or is_in_name(frame, said, mark):
            continue
        if frame.rules[_INSTEAD].search(said.slice(said.start, mark.start)):
            continue
        if is_done_already(frame, said, mark) or is_paper(frame, said, mark):
            continue
        if is_general(frame, name) and is_tool(frame, said, mark):
            continue
        if is_namesake(frame, said, mark) or is_platform(frame, said, mark):
            continue
        if _names_speaker(frame, said, mark) or _is_its_name(frame, said, mark):
            continue
        others = [other for other, _ in found]
        if not (
            is_place_or_part(frame, said, mark, others) or is_advised_on(frame, said, mark, others)
        ):
            yield mark, name


def _names_speaker(frame: Frame, said: Passage, mark: Mark) -> bool:
    """Whether it is part of the name of who speaks ("Ann Moss of Brightmoor Consulting")."""
    capital = mark.start > said.start and said.slice(mark.start, mark.start + 1).isupper()
    return capital and frame.speaks(mark)


def _is_its_name(frame: Frame, said: Passage, mark: Mark) -> bool:
    """Whether an item's words are the program's name itself ("TillReady" of tills)."""
    text = said.slice(mark.start, mark.end)
    return " " not in text and any(
        (one.start, one.end) == (mark.start, mark.end) for one in said.get(frame.group, "program")
    )


Found = tuple[Mark, str]


def _grown(frame: Frame, found: list[Found]) -> Iterator[Found]:
    """The same; a kind with the verb of its head behind it ("archive mailboxes move")."""
    for mark, name in found:
        ends = [o.end for o, head in found if _is_head_of_kind(frame, (o, head), (mark, name))]
        yield Mark(mark.start, max([mark.end, *ends]), *mark[2:]), name


def _takes_in(frame: Frame, outer: Found, inner: Found) -> bool:
    """Whether a longer wording has one within it that is no kind of it, and no other of a list."""
    if not holds(outer[0], inner[0]) or _is_joined(frame, inner[0], outer[0]):
        return False
    return not _is_head_of_kind(frame, outer, inner)


def _is_head_of_kind(frame: Frame, outer: Found, inner: Found) -> bool:
    """Whether a wording ends in that of a kind of it ("moves archive mailboxes" are archives), or
    begins in it ("archive mailboxes move").
    """
    (whole, name), (part, kind) = outer, inner
    ends = whole.end == part.end and whole.start < part.start
    begins = part.start < whole.start < part.end < whole.end
    return (ends or begins) and name in frame.topic.ancestors(kind)


def is_general(frame: Frame, name: str) -> bool:
    """Whether an item is the head of a family: what is denied of it is said of some kind."""
    return not frame.topic.ancestors(name) and frame.topic.heads_family(name)


def _is_joined(frame: Frame, inner: Mark, outer: Mark) -> bool:
    """Whether a loose wording runs on from an item to the next of an enumeration.

    In "moves mailboxes and public folders" the second has the words of the first within its own.
    """
    between = frame.revision.text[inner.end : outer.end]
    return frame.rules[_JOINED].match(between) is not None


def _is_by_mail(frame: Frame, passage: Passage, mark: Mark) -> bool:
    """Whether a short word tells how it was said ("in an email") or set up, not what is moved."""
    first = max(passage.start, mark.start - 10)
    by_mail = frame.rules[_BY_MAIL].search(passage.slice(first, mark.start))
    return bool(by_mail or frame.rules[_MAIL_SETTING].match(passage.slice(mark.end, mark.end + 12)))
