"""Where an item or a negation is there, and nothing is said of what the program covers."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.passages import Mark, Passage

# "does not begin", "do not need": what is denied is no help.
_NO_HELP = re.compile(
    r"\s+(?:yet\s+|\w+ly\s+)?(?:begin|start|open|launch|kick off|end|expire|change|need|"
    r"require|meet|reach|mean|cost|charge|compete|matter|know|say|see|want|apply)(?![\w-])",
    re.IGNORECASE,
)
# "files over 15 GB": part of them.
_SIZED = re.compile(
    r"\s+(?:that are\s+)?(?:over|above|exceeding|beyond|of over|in excess of|"
    r"(?:of\s+)?(?:larger|bigger|more|greater) than)\s+\d"
)


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


def is_intent(said: Passage, mark: Mark) -> bool:
    """ "Is not planning to charge": what somebody intends, not the planning that is helped with."""
    return any(t.start == mark.start for t in said.get("triggers", "planned"))


def is_no_help(frame: Frame, word: Mark) -> bool:
    """Whether another verb than one of helping is denied ("does not begin in May")."""
    if not frame.passage.slice(word.start, word.end).lower().endswith(("not", "n't", "n’t")):
        return False
    return _NO_HELP.match(frame.passage.text, word.end - frame.passage.start) is not None
