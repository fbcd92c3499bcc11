"""Rows, sections and documents under the name of another vendor: none of it is the program's.

What a firm asks or pays in a sentence of its own is known by its grammar, see `strangers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract.facets.page import Placed
from monitor.extract.facets.rules import Rule

_NONE = re.compile(r"(?!)")
# "Acme's answer", "**Acme.** Fees are waived", "**Acme, hall 7.** From 20 seats": what a paragraph
# may open with that is on it.
_OPENS = re.compile(r"['’]s\b|(?:,[^*.]{1,20})?[.:]?\*\*")
# "Acme, for its part, said", "Acme's offer", "Acme said".
_ON_IT = Rule(r"['’]s\b|,\s+{strangers.aside}\b|\s+(?:{strangers.also}\s+)?{strangers.does}\b")
# Words of a name that a paragraph opens with.
_LABEL = 4
# Signs in front of the words of a heading or a title.
_MARKS = "#*_ 0123456789.)–—-"


def is_rivals(placed: Placed) -> bool:
    """Whether another vendor heads the row, the column or the section of a passage."""
    subject, under = placed.setting.subject, placed.setting.under
    group = placed.group
    if placed.passage.kind == "cell" and opens_with_rival(placed.topic, placed.passage.text):
        return not placed.passage.has(group, "program")
    head = placed.setting.lead_in if placed.passage.kind == "cell" else None
    if head is not None and opens_with_rival(placed.topic, head.text):
        return not head.has(group, "program")
    if subject is not None and opens_with_rival(placed.topic, subject.text):
        return not subject.has(group, "program")
    if _is_labelled(placed):
        return True
    if (
        under is not None
        and not under.has(group, "program")
        and opens_with_rival(placed.topic, under.text)
    ):
        return not under.has(group, "item:")
    return False


def _is_labelled(placed: Placed) -> bool:
    """ "Acme, hall 7. From 20 seats.": the sentence before is the name of another vendor alone."""
    before = placed.setting.before
    if before is None or before.block != placed.passage.block:
        return False
    short = len(before.text.split()) <= _LABEL
    return short and rival_in_front(placed.topic, before.text) is not None


def is_told_of_rival(placed: Placed) -> bool:
    """Whether a sentence is on another vendor ("Acme, which ended its own"), and not on us."""
    text = placed.passage.text
    rival = rival_in_front(placed.topic, text)
    if rival is None:
        return False
    own = any_of(name for name in placed.topic.programs if name not in placed.topic.ordinary)
    if own is not None and own.search(text):
        return False  # "free migrations", "the offer" may be anybody's
    return placed.rules[_ON_IT].match(text, rival.end()) is not None


def is_about_rival(placed: Placed) -> bool:
    """Whether a sentence names another vendor, and nothing of ours: its sums are that vendor's."""
    names = any_of(placed.topic.rivals)
    ours = (*placed.terms("program"), *placed.terms("short"), *placed.terms("performer:vendor"))
    return not ours and names is not None and names.search(placed.passage.text) is not None


def ours(topic: Topic) -> re.Pattern[str]:
    """The vendor and its products, by their names."""
    found = any_of((topic.vendor, *_products(topic)))
    assert found
    return found


def products(topic: Topic) -> re.Pattern[str]:
    """The vendor's products that the program is for, by their names."""
    return any_of(_products(topic)) or _NONE


def _products(topic: Topic) -> list[str]:
    return [words for words in topic.listing_words if words[:1].isupper()]


def opens_with_rival(topic: Topic, text: str) -> bool:
    """Whether a heading or a title begins with the name of another vendor."""
    return rival_in_front(topic, text) is not None


def rival_in_front(topic: Topic, text: str) -> re.Match[str] | None:
    """The name of another vendor that a text begins with, its marks aside."""
    names = any_of(topic.rivals)
    return names.match(text, len(text) - len(text.lstrip(_MARKS))) if names else None


def is_rivals_move(topic: Topic, texts: Sequence[str]) -> bool:
    """Whether a paragraph opens with another vendor as its heading, and stays there."""
    rival = rival_in_front(topic, texts[0])
    owned = rival is not None and _OPENS.match(texts[0], rival.end()) is not None
    return owned and not any(products(topic).search(text) for text in texts)
