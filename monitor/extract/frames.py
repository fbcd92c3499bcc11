"""Every passage of a document in its setting, as one topic sees it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.page import Setting
from monitor.extract.facets.rivals import opens_with_rival
from monitor.extract.facets.rules import Rule, Rules
from monitor.extract.facets.they import Meant, meant_behind
from monitor.extract.naming import Page
from monitor.extract.owners import foreign_blocks, is_anothers
from monitor.extract.passages import Passage
from monitor.interval import DaySpan
from monitor.posted import PostDays, post_days
from monitor.types import Revision

_NOWHERE = re.compile(r"(?!)")
# A sentence that only makes sense with the one before it.
_GOES_ON = Rule(r"(?=[A-Z])(?i:{passage.goes_on})\b")
# A document that names the program in its first third, or so often, is about it.
_EARLY = 3
_FOCUS_MENTIONS = 3


def frames(
    rules: Rules,
    topic: Topic,
    revision: Revision,
    found: Sequence[Passage],
    beside: Sequence[str] = (),
) -> Iterator[Frame]:
    """Every passage that can hold a claim of a topic, in its setting; none without its words.

    `beside`: the groups of marks of the other topics that are followed.
    """
    group = f"topic:{topic.key}"
    if not any(passage.get(group) for passage in found):
        return
    title, programs = revision.title or "", any_of(topic.programs)
    titled = programs is not None and programs.search(title) is not None
    page = Page(revision)
    others = foreign_blocks(rules, topic, page, found)
    if is_anothers(rules, topic, page, found, others):
        return
    elsewhere = any_of(topic.other_programs) or _NOWHERE
    rivals = opens_with_rival(topic, title) and not titled
    title_elsewhere = rivals or bool(elsewhere.search(title))
    sections = {passage.heading for passage in found}
    foreign = {
        heading
        for heading in sections
        if elsewhere.search(heading) and not (programs and programs.search(heading))
    }  # "In this issue: the other program, Launchpad, …" names what is below, and both
    above = {text: topic.component_named_in(text) for text in {title, *sections}}
    segments = {text: topic.segment_named_in(text) for text in {title, *sections}}
    focused = not title_elsewhere and (titled or _names_it_much(group, found))
    shared = any(passage.has(other, "program") for passage in found for other in beside)
    said = [passage for passage in found if passage.kind not in ("heading", "head")]
    days = post_days(revision.text)
    before: Frame | None = None
    meant = Meant()
    headings = _headings(found)
    places = {passage.start: passage for passage in found}
    starts = [passage.start for passage in found]
    heads, cells = _by_row(found, "head"), _by_row(found, "cell")
    for number, passage in enumerate(said):
        follower = said[number + 1] if number + 1 < len(said) else None
        carried = (
            before is not None
            and before.passage.block == passage.block
            and bool(rules[_GOES_ON].match(passage.text))
            and before.is_foreign
        )
        lead_in = _lead_in(found, starts, passage)
        setting = Setting(
            before=before.passage if before else None,
            lead_in=lead_in,
            columns=heads.get(lead_in.row, ()) if lead_in and lead_in.row else (),
            subject=places.get(passage.subject[0]) if passage.subject else None,
            row=cells.get(passage.row, ()),
            under=headings.get(passage.start),
            question=_question(before, headings.get(passage.start), passage),
            answer=follower if _is_answer(follower) else None,
            block_component=_carried_component(before, passage),
            segment=_carried_segment(before, passage),
            page_segment=segments[passage.heading] or segments[title],
            above=above[passage.heading],
            titled=above[title],
            focused=focused,
            elsewhere=title_elsewhere
            or passage.heading in foreign
            or carried
            or any(passage.has(other, "program") for other in beside),
            shared=shared,
            others=passage.block in others,
            meant=meant,
            capitals=page.said,
        )
        before = Frame(rules, topic, _of_post(revision, days, passage), passage, setting)
        if setting.answer and before.is_question:  # it is whoever answers who says so
            before = replace(before, revision=_of_post(revision, days, setting.answer))
        meant = meant_behind(rules, passage, group, meant)
        yield before


def _of_post(revision: Revision, days: PostDays, passage: Passage) -> Revision:
    """The revision as the post has it in which a passage stands."""
    day = days.on(passage.start)
    return revision if day is None else replace(revision, published=DaySpan.day(day))


def _by_row(
    found: Sequence[Passage], kind: str
) -> dict[tuple[int, int] | None, tuple[Passage, ...]]:
    """The row of a table → its cells, or those of its head."""
    rows: dict[tuple[int, int] | None, tuple[Passage, ...]] = {}
    for passage in found:
        if passage.kind == kind:
            rows[passage.row] = (*rows.get(passage.row, ()), passage)
    return rows


def _headings(found: Sequence[Passage]) -> dict[int, Passage]:
    """Start of a passage → the heading it stands under."""
    under: dict[int, Passage] = {}
    heading: Passage | None = None
    for passage in found:
        if passage.kind == "heading":
            heading = passage
        elif heading is not None:
            under[passage.start] = heading
    return under


def _question(before: Frame | None, heading: Passage | None, passage: Passage) -> Passage | None:
    """The question in front of a passage: the sentence before, or the heading right above."""
    if before is not None and before.is_question:
        return before.passage
    right_above = heading is not None and heading.block + 1 == passage.block
    return heading if right_above and heading and heading.text.rstrip("*_ ").endswith("?") else None


def _carried_component(before: Frame | None, passage: Passage) -> str | None:
    """A paragraph goes on about the component its last sentence named."""
    if before is None or before.passage.block != passage.block:
        return None
    named = before.terms("component:")
    if len({mark.label for mark in named}) > 1:
        return None  # it spoke of several: which one goes on is a guess
    gone_on = before.own_component or before.setting.block_component
    return None if gone_on is None or before.is_foreign else gone_on


def _carried_segment(before: Frame | None, passage: Passage) -> str | None:
    """A paragraph goes on about the customers its last sentence was about."""
    if before is None or before.passage.block != passage.block or before.is_foreign:
        return None
    return dict(before.segment).get("segment")


def _names_it_much(group: str, found: Sequence[Passage]) -> bool:
    """Whether a document names the program early, or again and again, and no other more often.

    So it is about the program, whatever its title says.
    """
    naming = [n for n, passage in enumerate(found) if _names(group, passage)]
    others = sum(passage.has(group, "other") for passage in found)
    early = bool(naming) and naming[0] * _EARLY <= len(found)
    return (early or len(naming) >= _FOCUS_MENTIONS) and others <= len(naming)


def _names(group: str, passage: Passage) -> bool:
    """Whether a passage names the program, and not as a part of another's name."""
    others = passage.get(group, "other")
    return any(
        not any(name.within(other.start, other.end) for other in others)
        for name in passage.get(group, "program")
    )


def _is_answer(passage: Passage | None) -> bool:
    return passage is not None and not passage.text.rstrip().endswith("?")


def _lead_in(found: Sequence[Passage], starts: list[int], passage: Passage) -> Passage | None:
    if passage.lead_in is None:
        return None
    first, last = passage.lead_in
    at = bisect_left(starts, last) - 1
    return found[at] if at >= 0 and starts[at] >= first else None
