"""Where an item or a negation is there, and nothing is said of what the program covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.config.phrases import any_of
from monitor.extract.facets.frame import Frame
from monitor.extract.passages import Mark, Passage

# "does not begin", "do not need": what is denied is no help.
_NO_HELP = re.compile(
    r"\s+(?:yet\s+|\w+ly\s+)?(?:stop|finish|begin|start|open|launch|kick off|"
    r"(?:limited|confined|restricted) to|end|expire|change|need|"
    r"require|meet|reach|mean|cost|charge|compete|matter|know|say|see|want|apply)(?![\w-])",
    re.IGNORECASE,
)
# "files over 15 GB": part of them.
_SIZED = re.compile(
    r"\s+(?:that are\s+)?(?:over|above|exceeding|beyond|of over|in excess of|"
    r"(?:of\s+)?(?:larger|bigger|more|greater) than)\s+\d"
    r"|\s+(?:that (?:is|are) )?(?:(?:protected|covered|governed|regulated|encrypted|owned) by|"
    r"subject to|under (?:legal|litigation))\b",
    re.IGNORECASE,
)
# "The version histories of the files": what is said of them is not said of the files.
_OF_IT = re.compile(r"\s+of\s+(?:(?:the|these|those|their|its|your|all|any|such)\s+)*")
# An item whose words are these ends where the work begins that it advises on.
_ADVICE = re.compile(
    r"(?:guidance|advice|instructions|coaching|tips|pointers|help planning)\s+"
    r"(?:on|about|for|with|in)\s+(?:how to\s+)?(?:migrat|mov|transfer|copy)\w*",
    re.IGNORECASE,
)
# "Archives that sit on file shares": where something lies, and nothing that is moved itself.
_LIES_ON = re.compile(
    r"\s(?:sits?|lives?|lies?|resides?|kept|stored|held|saved|left|located|found)\s+(?:on|in|at)\s+"
    r"(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "Anyone who takes the migration cannot have both": it is not the migration that cannot.
_WHO_TAKES = re.compile(
    r"\b(?:who|that|which)\s+(?:take|takes|took|use|uses|used|choose|chooses|chose|get|gets|got|"
    r"have|has|had|accept|accepts|accepted|go for|goes for|sign up for|request|requests)\s+"
    r"(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "There is no floor any more for onboarding": the floor is denied, and not the onboarding.
_ANOTHER = re.compile(
    r"\s+(?:\w+\s+)?(?:floor|minimum|limit|threshold|cap|ceiling|charge|cost|costs|fee|fees|price|"
    r"deadline|need|reason|way|doubt|change|changes|extra|bill|invoice|question|rush|hurry)\b",
    re.IGNORECASE,
)

# Right in front of another item: "guidance and", "repackaging plus".
_JOINS = re.compile(r"(?:\b(?:and|or|plus|as well as)|[,&+])\s+(?:the\s+|full\s+)?$", re.IGNORECASE)

_AND = re.compile(r"\b(?:and|or|plus)\b|[,&+]", re.IGNORECASE)


def is_partly(frame: Frame, mark: Mark) -> bool:
    """Whether it is denied for some only: for small customers, for what is large."""
    small = any(q.values["bound"] == "below" for q in frame.passage.get("quantities"))
    behind = _SIZED.match(frame.passage.text, mark.end - frame.passage.start)
    return small or behind is not None


def is_in_title(frame: Frame, said: Passage, mark: Mark) -> bool:
    """Whether it is a word of the program's name, written in capitals ("the Moving Offer")."""
    return any(
        mark.within(name.start, name.end)
        and said.slice(mark.start, mark.start + 1).isupper()
        and said.slice(mark.end + 1, mark.end + 2).isupper()
        for name in said.get(frame.group, "program")
    )


def is_place_or_part(said: Passage, mark: Mark, others: Iterable[Mark]) -> bool:
    """Whether it only tells where another item lies, or what that belongs to."""
    before = [other for other in others if other.end <= mark.start]
    if not before:
        return False
    if any(_OF_IT.fullmatch(said.slice(other.end, mark.start)) for other in before):
        return True
    return _LIES_ON.search(said.slice(before[0].end, mark.start)) is not None


def is_what_is_taken(frame: Frame, mark: Mark) -> bool:
    """Whether it is what those take of whom something is said ("who use the service cannot")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return _WHO_TAKES.search(before) is not None


def is_advised_on(said: Passage, mark: Mark, others: Iterable[Mark]) -> bool:
    """Whether advice is given on it, and nothing more ("guidance on migrating mail")."""
    return any(
        other.start < mark.start < other.end
        and _ADVICE.fullmatch(said.slice(other.start, other.end)) is not None
        for other in others
    )


def is_of_another(frame: Frame, no: Mark) -> bool:
    """Whether a negation denies a limit or a cost ("no floor for onboarding")."""
    return _ANOTHER.match(frame.passage.text, no.end - frame.passage.start) is not None


def is_intent(said: Passage, mark: Mark) -> bool:
    """ "Is not planning to charge": what somebody intends, not the planning that is helped with."""
    return any(t.start == mark.start for t in said.get("triggers", "planned"))


def is_no_help(frame: Frame, word: Mark) -> bool:
    """Whether another verb than one of helping is denied ("does not begin in May")."""
    if not frame.passage.slice(word.start, word.end).lower().endswith(("not", "n't", "n’t")):
        return False
    return _NO_HELP.match(frame.passage.text, word.end - frame.passage.start) is not None


def holds(outer: Mark, inner: Mark) -> bool:
    """Whether a wording runs around another one."""
    if outer.start > inner.start or inner.end > outer.end:
        return False
    return outer.end - outer.start > inner.end - inner.start


def own_words(
    frame: Frame, mark: Mark, name: str, found: Sequence[tuple[Mark, str]]
) -> Mark | None:
    """An item's wording without another's that a loose one ("migrate .. mail") runs across.

    None where nothing of its own is left.
    """
    above = frame.topic.ancestors(name)
    across = [
        (other, inner)
        for other, inner in found
        if holds(mark, other) and other.label.startswith("item:") and inner != name
    ]
    for other, inner in across:
        if inner in above:
            continue
        if other.end == mark.end and _JOINS.search(frame.passage.slice(mark.start, other.start)):
            # "Guidance and data migration" is no guidance on migrating, but "repackaging and
            # rewriting apps" is both.
            return _shortened(frame, mark, name, other.start)
        beside = above & frame.topic.ancestors(inner)
        rest = frame.passage.slice(other.end, mark.end)
        ends = other.start == mark.start or other.end == mark.end
        if beside and ends and not _AND.search(rest):
            return None  # "copy mailbox content" copies no content of files
    behind = {inner for other, inner in across if other.start > mark.start}
    loose = behind and frame.topic.heads_family(name) and not above.union({name}) >= behind
    return None if loose else mark


def _shortened(frame: Frame, mark: Mark, name: str, end: int) -> Mark | None:
    """The wording as it stands in front of another one, where that is one of its own."""
    items = (item.words for item in frame.topic.item if item.name == name)
    own = any_of(word for words in items for word in words)
    found = own.match(frame.passage.slice(mark.start, end)) if own else None
    return mark._replace(end=mark.start + found.end()) if found else None
