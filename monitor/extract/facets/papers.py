"""Papers of the vendor that say something by themselves: "the plans page wants 150 licences"."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark, Passage

_PAPER = (
    r"(?:{papers.determiners}|(?P<owner>[\w&.-]+['’]\w)(?:\s+{papers.own})?)\s+"
    r"(?P<kind>(?:[\w'’&-]+\s+){0,3}?)(?P<noun>{papers.nouns})\b"
)
# "The description, which few read, still lists", "a slide shown to dealers in July that gives".
_SAYS = Rule(
    r"(?<!\w)" + _PAPER + r"(?:,[^,;.]{1,60},|(?:\s+(?!{papers.joins}\b)[\w'’-]+){0,5}?),?\s+"
    r"(?:{papers.that}\s+)?(?:{papers.adverbs}\s+){0,2}(?P<cue>{papers.verbs})\b",
    re.IGNORECASE,
)
# "On its site the vendor asks for", "read the plans page and it is".
_STANDS_IN = Rule(r"[\W_]*(?P<cue>{papers.found_in})\s+" + _PAPER + r"[,\s]", re.IGNORECASE)
_PARTED = Rule(r";|,\s+{papers.apart}\b", re.IGNORECASE)
_GOES_ON = Rule(r"[\W_]*{papers.it}\b", re.IGNORECASE)


def paper_at(frame: Frame, at: Mark) -> tuple[str, str] | None:
    """The paper that says what stands at a place, and its verb; None where none does.

    Only in a text about the program: there a page of nobody named is one of its vendor.
    """
    if not frame.setting.focused:
        return None
    found = _said_by(frame, frame.passage, at.end - frame.passage.start)
    before = frame.setting.before
    if found is None and before is not None and before.block == frame.passage.block:
        goes_on = frame.rules[_GOES_ON].match(frame.passage.text)
        found = _said_by(frame, before, len(before.text)) if goes_on else None
    return found


def _said_by(frame: Frame, passage: Passage, at: int) -> tuple[str, str] | None:
    stands_in = frame.rules[_STANDS_IN].match(passage.text, 0, max(at, 0))
    all_found = frame.rules[_SAYS].finditer(passage.text, 0, max(at, 0))
    for found in filter(None, (stands_in, *all_found)):
        parted = frame.rules[_PARTED].search(passage.text, found.end(), max(at, found.end()))
        if not parted and _is_vendors(frame, passage, found):
            return found["noun"].lower(), found["cue"]
    return None


def _is_vendors(frame: Frame, passage: Passage, found: re.Match[str]) -> bool:
    """Whether nobody else is named as who made it: "the partner's guide", "Foo's FAQ"."""
    if found["owner"] and frame.topic.vendor.lower() not in found["owner"].lower():
        return False
    first, last = passage.start + found.start(), passage.start + found.start("noun")
    makers = passage.get(frame.group, "performer:partner")
    return not any(first <= maker.start < last for maker in makers)
