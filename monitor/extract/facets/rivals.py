"""Whether a passage tells what another vendor does: its figures are none of the program's."""

from __future__ import annotations

import re

from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract.facets.page import Placed

# Behind a name: "pays", "will ask", "'s offer"; a name alone may be where mail comes from.
_ACTS = re.compile(
    r"['’]s\s|\s+(?:\w+ly\s+|also\s+|still\s+|now\s+)?(?:will|would|can|could|may|has|had|have|is|was|"
    r"to|does|did|asks?|wants?|needs?|requires?|charges?|pays?|paid|offers?|offered|gives?|gave|sends?|"
    r"puts?|takes?|promis\w+|plans?)\b"
)
# Signs in front of the words of a heading or a title.
_MARKS = "#*_ 0123456789.)–—-"


def is_rivals(placed: Placed) -> bool:
    """Whether another vendor is who does something in it, or heads its row or its section."""
    subject, under = placed.setting.subject, placed.setting.under
    group = placed.group
    if subject is not None and subject.has(group, "rival"):
        return not subject.has(group, "program")
    if (
        under is not None
        and not under.has(group, "program")
        and opens_with_rival(placed.topic, under.text)
    ):
        return not under.has(group, "item:")
    text, first = placed.passage.text, placed.passage.start
    return any(_ACTS.match(text, rival.end - first) for rival in placed.terms("rival"))


def opens_with_rival(topic: Topic, text: str) -> bool:
    """Whether a heading or a title begins with the name of another vendor."""
    names = any_of(topic.rivals)
    return names is not None and names.match(text.lstrip(_MARKS)) is not None
