"""What lists, tables and answers say of the items in them, without a verb of their own."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.config.phrases import any_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark, Passage

# Words of a label.
_FEW = 3
# Characters from words of handing over to those who take over.
_CLOSE = 12
# Headings of lists.
_OUTSIDE = Rule(r"(?<!\w){listing.outside}(?!\w)", re.IGNORECASE)
_WITHIN = Rule(r"(?<!\w){listing.within}(?!\w)", re.IGNORECASE)
_NEGATED = Rule(r"(?<!\w){listing.negated}(?!\w)", re.IGNORECASE)
# The same in front of what it tells of: "In scope: mail".
_LABEL_OUTSIDE = Rule(r"[\W_]*{listing.outside}[*_\s]*:", re.IGNORECASE)
_LABEL_WITHIN = Rule(r"[\W_]*{listing.within}[*_\s]*:", re.IGNORECASE)


class Verdict(NamedTuple):
    """Whether an item is covered, by which rule."""

    included: bool
    rule: str
    exhaustive: bool = False
    verb: Mark | None = None


def is_label(frame: Frame) -> bool:
    """Whether it only names the step that its entry goes on to tell of ("**Migrate.** You …")."""
    text = frame.passage.text
    return text.startswith("**") and text.endswith(".**") and len(text.split()) <= _FEW


def elliptic(frame: Frame) -> Verdict | None:
    """What a cell or an answer without items of its own says of those it answers for."""
    if frame.asks_figure:
        return None  # "none" under "Price" or "Minimum"; "A lower bar for mail? Not yet."
    if frame.answers is not None:
        # "Yes" in a partner's column tells who does it, "No" who does not, and nothing more.
        own = frame.doer in (None, "vendor")
        return Verdict(frame.answers, "answered") if own else None
    if frame.passage.kind != "cell":
        return None
    if _tells_vendors_part(frame):
        return Verdict(True, "done-by")
    named = frame.passage.get(frame.group, "performer:")
    rest = set(frame.passage.without(named)) - frame.rules.words("listing.between")
    if not named or rest:
        return None
    return Verdict(any(mark.label == "performer:vendor" for mark in named), "done-by")


def _tells_vendors_part(frame: Frame) -> bool:
    """Whether it tells what the vendor does of its row's task ("Guides"), beside others' parts."""
    head = frame.setting.lead_in
    named = head is not None and head.has(frame.group, "program")
    beside = any(one.has(frame.group, "performer:") for one in frame.setting.columns)
    vendors = frame.doer == "vendor" or (named and frame.doer is None)
    return vendors and beside and frame.passage.has_words


def by_label(frame: Frame) -> Verdict | None:
    """A paragraph says of what it names what its label says ("**Not covered.** Archives")."""
    return _by_lead_in(frame, frame.labelled) if frame.labelled is not None else None


def by_scope_label(frame: Frame) -> Verdict | None:
    """What is told behind "In scope:", "Not included:", in a line or an entry of its own."""
    text = (frame.labelled or frame.passage).text
    if frame.rules[_LABEL_OUTSIDE].match(text):
        return Verdict(False, "label-excluded")
    within = frame.is_about and frame.rules[_LABEL_WITHIN].match(text)
    return Verdict(True, "label-provided") if within else None


def by_list(frame: Frame) -> Verdict | None:
    """A list says of its entries what its lead-in, or else its heading, says."""
    doer = frame.doer or frame.begun_by
    if doer is not None:
        return Verdict(doer == "vendor", "done-by")
    lead_in = frame.setting.lead_in
    said = _by_lead_in(frame, lead_in) if lead_in is not None else None
    if lead_in is None or (said is None and lead_in.kind == "head" and not frame.passage.subject):
        return _by_heading(frame)
    return said


def _by_heading(frame: Frame) -> Verdict | None:
    """A heading says it of the list under it, and of the first column of a table."""
    heading, under = frame.passage.heading, frame.setting.under
    asks = heading.rstrip("*_ ").endswith("?")
    denies = under is not None and _is_ours(frame, under) and _denies(frame, under)
    if (denies and not asks) or frame.rules[_OUTSIDE].search(heading):
        return Verdict(False, "heading-excluded")
    if frame.rules[_NEGATED].search(heading):
        return None
    if frame.rules[_WITHIN].search(heading) and frame.is_about:
        return Verdict(True, "heading-provided")
    return None


def is_under_denial(frame: Frame) -> bool:
    """Whether what stands above a list denies something, if only of somebody else."""
    above = frame.setting.lead_in or frame.setting.under
    return above is not None and _denies(frame, above)


def _is_ours(frame: Frame, under: Passage) -> bool:
    """Whether a heading names the program, or the vendor's people in a text about it."""
    vendors = frame.setting.focused and under.has(frame.group, "performer:vendor")
    return vendors or frame.names_program(under)


def _denies(frame: Frame, above: Passage) -> bool:
    """Whether a heading or a lead-in keeps out what follows; "not decided" keeps out nothing."""
    if above.get(frame.group, "state:"):
        return False
    return above.has("words", "exclude") or above.has("triggers", "negated")


def _by_lead_in(frame: Frame, lead_in: Passage) -> Verdict | None:
    words = {mark.label for mark in lead_in.get("words")}
    if lead_in.get("quantities") or "condition" in words:
        return None  # a list of what to buy, not of what is done
    scope = frame.topic.facet.get("scope")
    other = any_of(scope.unless) if scope else None
    if other and other.search(lead_in.text):
        return None
    if _denies(frame, lead_in) or _hands_over(frame, lead_in):
        return Verdict(False, "list-excluded")
    named = lead_in.get(frame.group, "program") or lead_in.get(frame.group, "short")
    if "provide" in words and (named or frame.is_about):
        return Verdict(True, "list-provided")
    return None


def _hands_over(frame: Frame, lead_in: Passage) -> bool:
    """ "The following need a partner or your own people:"."""
    named = lead_in.get(frame.group, "performer:")
    others = [mark for mark in named if mark.label != "performer:vendor"]
    if not others or len(others) < len(named):
        return False
    handed = lead_in.get("words", "hand-over")
    return any(0 <= mark.start - word.end <= _CLOSE for word in handed for mark in others)
