"""Whose program a text tells of: other firms call theirs by the same name.

A document is about the program where it has a name that nobody else bears, or the vendor beside
one that others bear as well; and not about it where the name is said to be somebody else's. In
a round-up the same holds of each paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.config.topic import Topic
from monitor.extract.facets.rivals import is_rivals_move
from monitor.extract.facets.rules import Rules
from monitor.extract.naming import Naming, Page
from monitor.extract.passages import Passage


def foreign_blocks(
    rules: Rules, topic: Topic, page: Page, found: Sequence[Passage]
) -> frozenset[int]:
    """The paragraphs of a round-up that tell of somebody else's, by their numbers.

    What stands under a heading that names another's is of that as well.
    """
    if page.revision.organisation == topic.vendor:
        return frozenset()
    blocks: dict[int, list[Passage]] = {}
    for passage in found:
        blocks.setdefault(passage.block, []).append(passage)
    group = f"topic:{topic.key}"
    foreign = set[int]()
    for block, passages in blocks.items():
        if not any(passage.has(group, "program") for passage in passages):
            if is_rivals_move(topic, [passage.text for passage in passages]):
                foreign.add(block)
            continue
        naming = Naming(rules, topic, page, passages)
        if naming.is_owned() or (naming.is_others() and not naming.is_ours()):
            foreign.add(block)
    headings = {each.text for each in found if each.kind == "heading" and each.block in foreign}
    return frozenset(foreign | {each.block for each in found if each.heading in headings})


def is_anothers(
    rules: Rules,
    topic: Topic,
    page: Page,
    found: Sequence[Passage],
    foreign: frozenset[int],
) -> bool:
    """Whether a document tells of no program, or of one of the same name that is another's.

    `foreign`: its paragraphs that do so.
    """
    if page.revision.organisation == topic.vendor:
        return False
    naming = Naming(rules, topic, page, found)
    if naming.is_owned():
        rest = [one for one in found if one.block not in foreign]
        elsewhere = Naming(rules, topic, page, rest)
        return not (elsewhere.names and (elsewhere.is_ours() or elsewhere.is_near_vendor()))
    if naming.is_ours():
        return False
    if naming.is_others() or naming.is_known_as_another():
        return True
    return not (naming.stands_alone() or naming.is_near_vendor())
