"""Why a passage on a topic gave no claim, where it can be told simply."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from monitor.config.topic import Topic
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rules
from monitor.extract.frames import frames
from monitor.extract.passages import Mark, Passage
from monitor.types import Claim, Revision

# Kinds of terms that show that a passage may speak of the topic at all.
_TELLING = ("program", "short", "component:", "item:", "item-short:", "state:")
# What their values are read from, where a rule asks that they be tied to the program.
_FACETS_OF = {"quantities": ("threshold",), "times": ("timing",), "money": ("price", "funding")}
_VALUES = tuple(_FACETS_OF)
_NAMED_VALUES = ("item:", "item-short:", "state:")
_EVENTS = ("start", "end", "change", "announce", "launch")
_COVERING = ("provide", "perform", "exclude", "only", "stays", "hand-over", "self-service")
_COUNTED = ("exact", "approximate")


@dataclass(frozen=True, slots=True)
class Silence:
    """A passage on a topic that holds no claim, and why: `reason` is one short clause."""

    start: int
    end: int
    topic: str
    reason: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """How a document stands to a topic.

    `named` where its words were looked for at all, since a program is named;
    `focused` where the whole document is about it.
    """

    topic: str
    named: bool
    focused: bool


def views(
    rules: Rules, topics: Sequence[Topic], revision: Revision, found: Sequence[Passage]
) -> Iterator[TopicView]:
    """How a document stands to each topic."""
    for topic in topics:
        first = next(frames(rules, topic, revision, found), None)
        named = any(passage.get(f"topic:{topic.key}") for passage in found)
        yield TopicView(topic.key, named, bool(first and first.setting.focused))


def silences(
    rules: Rules,
    topics: Sequence[Topic],
    revision: Revision,
    found: Sequence[Passage],
    claims: Sequence[Claim],
) -> Iterator[Silence]:
    """Each passage on a topic that gave no claim, topic by topic in order of place."""
    for topic in topics:
        told = sorted((c.start, c.end) for c in claims if c.topic == topic.key)
        starts = [start for start, _ in told]
        reached = list(accumulate((end for _, end in told), max))  # by all claims so far
        for frame in frames(rules, topic, revision, found):
            place = (frame.passage.start, frame.passage.end)
            answer = frame.setting.answer if frame.is_question else None
            before = bisect_left(starts, answer.end if answer else place[1])
            if not (before and reached[before - 1] > place[0]) and _is_on_topic(frame):
                yield Silence(*place, topic.key, _reason(frame))
        for passage in found:
            if passage.kind == "heading" and passage.get(f"topic:{topic.key}"):
                reason = "a heading, which names what stands below it and holds nothing itself"
                yield Silence(passage.start, passage.end, topic.key, reason)


def _is_on_topic(frame: Frame) -> bool:
    if any(frame.terms(label) for label in _TELLING):
        return True
    valued = any(frame.passage.get(group) for group in _VALUES)
    return valued and (frame.is_about or bool(frame.terms("other") or frame.terms("facet:")))


def _reason(frame: Frame) -> str:
    return _of_setting(frame) or _of_anchor(frame) or _of_values(frame)


def _of_setting(frame: Frame) -> str | None:
    """What kind of sentence it is, where such a kind holds nothing."""
    if frame.is_foreign:
        return _foreign(frame)
    refusal = next(iter(frame.passage.get("speech", "refusal")), None)
    if refusal is not None:
        return f"a refusal (“{refusal.values['cue']}”), which confirms and denies nothing"
    if frame.is_question:
        return "a question, which says something only together with its answer"
    if frame.is_example:
        word = next(iter(frame.words("example")), None)
        return (
            f"an example (“{_words(frame, word)}”), which holds for nobody"
            if word
            else ("an example, which holds for nobody")
        )
    if frame.leads_in:
        return "it leads a list, whose entries carry what it says"
    return None


def _foreign(frame: Frame) -> str:
    other = next(iter((*frame.words("own-program"), *frame.terms("other"))), None)
    if other is not None:
        return f"it speaks of another program (“{_words(frame, other)}”)"
    return "title, heading or the sentence before put it under another program"


def _of_anchor(frame: Frame) -> str | None:
    """Where it holds what facets are made of, and none of these takes it for the program's."""
    facets = [facet for facet in _may_be_of(frame) if facet in frame.topic.facet]
    if not facets or frame.terms("state:") or any(frame.is_anchored(facet) for facet in facets):
        return None
    return (
        "not tied to the program: neither the passage names it nor is the text about it, "
        f"and no word of {' or '.join(facets)} stands here"
    )


def _may_be_of(frame: Frame) -> Iterator[str]:
    """The facets whose values stand here."""
    for group, facets in _FACETS_OF.items():
        if frame.passage.get(group):
            yield from facets
    if frame.terms("item:") or frame.terms("item-short:"):
        yield "scope"


def _of_values(frame: Frame) -> str:
    """What was found, and what each lacked for a claim."""
    valued = any(frame.passage.get(group) for group in _VALUES)
    if not valued and not any(frame.terms(label) for label in _NAMED_VALUES):
        return "no number, time, sum, item or state, and no rule of who does what matched"
    return "; ".join(_lacks(frame)) or "no rule put together what was found"


def _lacks(frame: Frame) -> Iterator[str]:
    for mark in frame.passage.get("quantities"):
        if mark.values["bound"] in _COUNTED:
            yield f"“{_words(frame, mark)}” counts, and limits nothing"
    if not frame.words(*_EVENTS):
        for mark in frame.passage.get("times"):
            yield f"no word of a start, end or change goes with “{_words(frame, mark)}”"
    if not frame.words(*_COVERING):
        for mark in (*frame.terms("item:"), *frame.terms("item-short:")):
            name = mark.label.partition(":")[2]
            yield f"{name} is named, and no word says that it is covered or not"
            return


def _words(frame: Frame, mark: Mark) -> str:
    return frame.passage.slice(mark.start, mark.end)
