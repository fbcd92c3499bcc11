"""What is covered alone: "only email", "nothing more than mail", "stops at onboarding"."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# "Not only", "doesn't stop at"; "no longer covers only" tells what it covers, and that is not all.
_NOT_ONLY = Rule(r"\b{covered.not_only}\s+(?:{covered.just}\s+)?$", re.IGNORECASE)
_MORE_THAN = Rule(r"\b{covered.not_only}\s+\w+\s+$", re.IGNORECASE)
# "Only migrates from 500 seats up", "only moves mail if you ask".
_ON_CONDITION = Rule(r"\s+(?:\w+\s+)?{covered.on_condition}\b", re.IGNORECASE)
# "Only then does the migration begin".
_ONLY_THEN = Rule(r"\s+{covered.only_then}\b", re.IGNORECASE)
_LATER = Rule(r"\b{covered.later}\b", re.IGNORECASE)
_VERB = Rule(r"{covered.is_not}\b", re.IGNORECASE)
# Characters behind an item that may tell that it comes later.
_LATER_REACH = 12
# Characters between a word of exclusiveness and its item.
_REACH = 40
# "No longer" and what it covered only.
_NO_REACH = 22


def is_alone(frame: Frame, mark: Mark) -> bool:
    """Whether an item is covered alone, and nothing that comes later with it."""
    later = frame.rules[_LATER].search(frame.passage.slice(mark.start, mark.end + _LATER_REACH))
    if later or _is_denied_itself(frame, mark):
        return False
    return frame.before(mark, _only(frame, mark), _REACH) is not None or _only_at(frame, mark)


def _is_denied_itself(frame: Frame, mark: Mark) -> bool:
    """ "Limited to mail, and archives aren't in scope": the subject of its own denial."""
    denied = frame.after(mark, frame.words("exclude"), 1)
    return (
        denied is not None
        and frame.rules[_VERB].match(frame.passage.slice(denied.start, denied.end)) is not None
    )


def is_on_condition(frame: Frame, mark: Mark) -> bool:
    """Whether "only" tells when or for whom ("only migrates from 500 seats up"), or in an entry."""
    if frame.passage.kind in ("entry", "cell") and not frame.is_program:
        return True
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return frame.rules[_ON_CONDITION].match(behind) is not None


def is_more_than(frame: Frame, mark: Mark) -> bool:
    """ "No longer covers only mail"."""
    only = frame.before(mark, frame.words("only"), _NO_REACH)
    if only is None:
        return False
    before = frame.passage.slice(frame.passage.start, only.start)
    return frame.rules[_MORE_THAN].search(before) is not None


def _only(frame: Frame, mark: Mark) -> list[Mark]:
    """Words of exclusiveness, without those of "not only … but also", and of another item."""
    others = [other for other in frame.terms("item:") if other.end < mark.start]
    others += [other for other in frame.terms("item-short:") if other.end < mark.start]
    return [
        word
        for word in frame.words("only")
        if not any(
            frame.rules[rule].search(frame.passage.slice(frame.passage.start, word.start))
            for rule in (_NOT_ONLY, _MORE_THAN)
        )
        and not any(0 < word.start - other.end <= 1 for other in others)  # "moves email only, and"
        and not frame.rules[_ONLY_THEN].match(frame.passage.text, word.end - frame.passage.start)
    ]


def _only_at(frame: Frame, mark: Mark) -> bool:
    """Whether "limited to" is part of the item's wording, or "only" stands right behind it."""
    if any(mark.start < word.start < mark.end for word in frame.words("only")):
        return True
    word = frame.after(mark, frame.words("only"), 2)
    if word is not None and any(word.within(out.start, out.end) for out in frame.words("exclude")):
        return False  # "public folders only get advice"
    return word is not None and frame.passage.slice(
        word.start, word.end
    ).lower() in frame.rules.words("covered.only")
