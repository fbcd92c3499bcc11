"""Papers of the vendor that say something by themselves: "the plans page wants 150 licences"."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark, Passage

# "The description, which few read, still lists", "spotted that the page next to it now says".
_SAYS = Rule(
    r"(?:^|[;:,(—–]\s+|\b{papers.that}\s+)[\W_]*{papers.determiners}\s+(?:[\w'’&-]+\s+){0,3}?"
    r"(?P<noun>{papers.nouns})(?:,[^,;.]{1,60},|(?:\s+[\w'’-]+){0,4}?)\s+(?:{papers.adverbs}\s+)?"
    r"(?P<verb>{papers.verbs})\b",
    re.IGNORECASE,
)
_GOES_ON = Rule(r"[\W_]*{papers.it}\b", re.IGNORECASE)


def paper_at(frame: Frame, at: Mark) -> tuple[str, str] | None:
    """The paper that says what stands at a place, and its verb; None where none does.

    Only in a text about the program: there a page of nobody named is one of its vendor.
    """
    if not frame.setting.focused or frame.terms("performer:partner"):
        return None
    found = _said_by(frame, frame.passage, at.end - frame.passage.start)
    before = frame.setting.before
    if found is None and before is not None and before.block == frame.passage.block:
        goes_on = frame.rules[_GOES_ON].match(frame.passage.text)
        found = _said_by(frame, before, len(before.text)) if goes_on else None
    return found


def _said_by(frame: Frame, passage: Passage, at: int) -> tuple[str, str] | None:
    for found in frame.rules[_SAYS].finditer(passage.text, 0, max(at, 0)):
        return found["noun"].lower(), found["verb"]
    return None
