"""What a sum of money is: a credit, a pool, a setup fee. Those of other names are other things."""

from __future__ import annotations

import re

from monitor.extract.facets.frame import Frame
from monitor.extract.facets.lasting import Qualifiers
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark
from monitor.values import PART, SUM

# "A $90 credit", "$90 Passage credit": at most one word between.
_BEHIND = re.compile(r"[\s-]+(?:[\w'’-]+\s+)?")
# "The missing-board charge is", "a $500 setup fee": the word before a charge.
_NAMED = Rule(r"(?<![\w'’-])(?P<name>[a-z][\w-]*)\s+{sums.charged_apart}\b", re.IGNORECASE)
_PLAIN = Rule(r"{sums.charged_plainly}", re.IGNORECASE)
# Characters to either side of a sum in which that is looked for.
_FEE_REACH = 40
# And to either side of words that say "free": "no", "is waived".
_CLOSE = 10
# Characters of "fee of about" in front of its own sum.
_OF = 12
# Characters from what a sum is called to the sum: "the credit, which was paid each quarter, is".
_REACH = 60


def kind_of(frame: Frame, mark: Mark) -> Qualifiers:
    """What it is called, right behind it or in front of it in one clause; () where nothing is."""
    kinds = frame.passage.get("words", f"{SUM}:")
    behind = [
        kind
        for kind in kinds
        if kind.start >= mark.end and _BEHIND.fullmatch(frame.passage.slice(mark.end, kind.start))
    ]
    sums = frame.passage.get("money")
    before = frame.before(mark, kinds, _REACH)
    if before is not None and (
        frame.parted(before, mark) or any(before.end <= one.start < mark.start for one in sums)
    ):
        before = None
    kind = behind[0] if behind else before
    return ((SUM, kind.label.removeprefix(f"{SUM}:")),) if kind else ()


def _is_of_other(frame: Frame, fee: Mark, mark: Mark) -> bool:
    """ "$185 a seat, plus a setup fee of $1,200": another sum stands nearer, or between the two."""
    others = [one for one in frame.passage.get("money") if one is not mark]
    between = range(min(fee.end, mark.end), max(fee.start, mark.start))
    nearer = any(0 <= one.start - fee.end <= _OF for one in others) and mark.end <= fee.start
    return nearer or any(one.start in between for one in others)


def fee_of(frame: Frame, mark: Mark) -> Qualifiers:
    """The one thing that is charged for, as part of the program; () for a charge for all of it."""
    passage = frame.passage
    reach = _FEE_REACH if mark.label == "money" else _CLOSE
    first = max(passage.start, mark.start - reach)
    named = frame.rules[_NAMED].finditer(passage.slice(first, mark.end + reach))
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("item:"))
    for found in named:
        start, end = (at + first for at in found.span("name"))
        if frame.rules[_PLAIN].fullmatch(found["name"]):
            continue
        if any(one.start < end and start < one.end for one in ours):
            continue
        fee = Mark(start, found.end() + first, "fee")
        if not (frame.parted(Mark(start, end, "fee"), mark) or _is_of_other(frame, fee, mark)):
            return ((PART, f"{found['name'].lower()} fee"),)
    return ()
