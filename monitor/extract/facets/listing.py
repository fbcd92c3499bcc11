"""What lists, tables and answers say of the items in them, without a verb of their own."""

from __future__ import annotations

from typing import NamedTuple

from monitor.config.phrases import any_of
from monitor.extract.facets.frame import Frame
from monitor.extract.passages import Mark, Passage

# Words of a label.
_FEW = 3
# Headings of lists, in the phrase language of config/.
_OUTSIDE = (
    "not (included|covered|in scope|supported|part of)",
    "out of scope",
    "exclusions",
    "does not",
    "limits",
)
_WITHIN = (
    "included",
    "in scope",
    "what is covered",
    "eligible services",
    "what you get",
    "covered",
)


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


def is_sentence(frame: Frame) -> bool:
    """Whether an entry speaks for itself: it ends as sentences do, and is no mere name."""
    closed = frame.passage.text.rstrip("\"”'’*_) ").endswith((".", "!"))
    return closed and len(frame.passage.text.split()) > _FEW


def elliptic(frame: Frame) -> Verdict | None:
    """What a cell or an answer without items of its own says of those it answers for."""
    if frame.answers is not None:
        # "Yes" in a partner's column tells who does it, "No" who does not, and nothing more.
        own = frame.doer in (None, "vendor")
        return Verdict(frame.answers, "answered") if own else None
    if frame.passage.kind != "cell":
        return None
    named = frame.passage.get(frame.group, "performer:")
    rest = set(frame.passage.without(named)) - {"or", "and", "your", "the", "with", "by"}
    if not named or rest:
        return None
    return Verdict(any(mark.label == "performer:vendor" for mark in named), "done-by")


def by_list(frame: Frame) -> Verdict | None:
    """A list says of its entries what its lead-in, or else its heading, says."""
    lead_in = frame.setting.lead_in
    if frame.doer is not None:
        return Verdict(frame.doer == "vendor", "done-by")
    if lead_in is not None:
        return _by_lead_in(frame, lead_in)
    excluded = any_of(_OUTSIDE)
    included = any_of(_WITHIN)
    heading = frame.passage.heading
    if excluded and excluded.search(heading):
        return Verdict(False, "heading-excluded")
    if included and included.search(heading) and frame.is_about:
        return Verdict(True, "heading-provided")
    return None


def _by_lead_in(frame: Frame, lead_in: Passage) -> Verdict | None:
    words = {mark.label for mark in lead_in.get("words")}
    if lead_in.get("quantities") or "condition" in words:
        return None  # a list of what to buy, not of what is done
    other = any_of(frame.topic.facet["scope"].unless)
    if other and other.search(lead_in.text):
        return None
    if "exclude" in words or lead_in.get("triggers", "negated"):
        return Verdict(False, "list-excluded")
    named = lead_in.get(frame.group, "program") or lead_in.get(frame.group, "short")
    if "provide" in words and (named or frame.is_about):
        return Verdict(True, "list-provided")
    return None
