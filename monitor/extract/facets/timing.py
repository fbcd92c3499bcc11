"""Timing: when something of the program starts, ends, changes, was announced or launched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.extract.facets.frame import FUNDING, Draft, Frame
from monitor.extract.passages import Mark
from monitor.interval import DaySpan
from monitor.values import Event, When

_EVENTS: tuple[Event, ...] = ("launch", "announce", "change", "end", "start")
# A stretch up to now is no date of anything.
_PAST_WEEKS = re.compile(
    r"(?:the\s+)?(?:past|last)\s+(?:\w+\s+)?(?:days|weeks|months|years)|the past", re.I
)
_OPENING_HOURS = re.compile(r"[a-z]day\s*(?:to|through|till|until|-|–)\s*\w+day\b", re.I)
_YEAR = re.compile(r"\d{4}")
_VERSION = re.compile(r"[A-Z]\w+ (?:\d{4}(?:, | and |, and | or ))*$")
_SELF = re.compile(r"\b(?:[Ww]e|[Oo]ur|I|[Mm]y)\b")
_NAME_GOES_ON = re.compile(r"\s+[A-Z]")
# "a memo dated Jan. 29": the day of a paper.
_DATED = re.compile(r"\b(?:dated|posted|published|updated)\s+(?:on\s+)?$", re.IGNORECASE)
_OF_MOD: dict[str, Event] = {
    "from": "start",
    "since": "start",
    "starting": "start",
    "beginning": "start",
    "as of": "start",
    "until": "end",
    "till": "end",
    "through": "end",
    "no later than": "end",
}
# A day of the week tells when somebody spoke, unless an event stands right beside it.
_WEEKDAY_REACH = 25
_REACH = 160
_TIED = 80
# An answer of so few words leaves the event to the sentence before.
_SHORT = 12
# Words of speaking this near in front of a time are what it dates ("told us last month").
_CUE_REACH = 60
# Characters before a time that opens its sentence ("From July 1, …", "By October, …").
_FRONT = 8
# Days after which a past start or end is history.
_HISTORY = 730
# Days from which on a past time is too loose for the start of an offer.
_LONG = 300


def timing(frame: Frame) -> Iterator[Draft]:
    """Times tied to an event of the program; purchase conditions and times of speaking are not."""
    if not frame.is_anchored("timing") or frame.is_example or frame.is_question:
        return
    times = frame.passage.get("times")
    for mark in times:
        if mark.values["mod"] in ("prior to", "after") or _is_condition(frame, mark):
            continue
        dated = not (
            _tells_of_speaking(frame, mark)
            or _is_name(frame, mark)
            or _is_others_story(frame, mark)
            or _is_version(frame, mark)
            or _PAST_WEEKS.match(mark.values["words"])
            or _OPENING_HOURS.search(mark.values["words"])
        )
        event = _event(frame, mark) if dated else None
        if event is None:
            continue
        span = DaySpan(_day(mark.values["from"]), _day(mark.values["to"]))
        if mark.values["mod"] == "before":
            span = DaySpan(None, span.latest)
        if event == "start" and (span.days() or 0) >= _LONG and _is_past(frame, span):
            event = "launch"  # "began last year": how it came to be, not when it opens
        named = frame.is_program or bool(frame.terms("short"))
        if _is_history(frame, span) and not (event == "launch" and named):
            continue
        yield frame.draft(
            Draft(
                "timing",
                When(span, event),
                mark,
                f"timing/{event}",
                component=_component(frame),
                past=_is_past(frame, span),
            )
        )


def _component(frame: Frame) -> str | None:
    """A time in a sentence about sums paid out is that of the funding."""
    paid = frame.passage.get("money") and frame.words("fund") + frame.words("cap")
    return FUNDING if paid and FUNDING in {c.name for c in frame.topic.component} else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_condition(frame: Frame, mark: Mark) -> bool:
    return mark.label != "window" and frame.near(mark, frame.words("condition"), 40) is not None


def _tells_of_speaking(frame: Frame, mark: Mark) -> bool:
    """Whether a time dates the telling ("reported last month that …") and not what is told."""
    first = max(frame.passage.start, mark.start - 12)
    if _DATED.search(frame.passage.slice(first, mark.start)):
        return True
    paper = frame.after(mark, frame.words("report"), 2)
    if paper is not None:
        return True  # "an Aug. 14 article"
    cue = frame.before(mark, frame.words("cue"), _CUE_REACH)
    if cue is None or mark.values["mod"] in _OF_MOD:
        return False
    between = frame.passage.slice(cue.end, mark.start)
    if between.lower().startswith((" of ", " about ")):
        return False  # "told of a Sept. 1 start"
    events = [word for event in _EVENTS for word in frame.words(event)]
    inside = any(cue.end <= word.start and word.end <= mark.start for word in events)
    return not inside and " that " not in f" {between} " and mark.label in ("relative", "day")


def _is_version(frame: Frame, mark: Mark) -> bool:
    """Whether a bare year belongs to a product's name ("Server 2013, 2016")."""
    if not _YEAR.fullmatch(mark.values["words"].strip()):
        return False
    before = frame.passage.slice(max(frame.passage.start, mark.start - 30), mark.start)
    return bool(_VERSION.search(before))


def _is_others_story(frame: Frame, mark: Mark) -> bool:
    """Whether others than the vendor tell of themselves ("we opened the request in May")."""
    vendor = frame.topic.vendor
    return any(
        speech.label == "direct"
        and speech.values["organisation"] != vendor
        and _SELF.search(frame.passage.slice(max(speech.start, frame.passage.start), mark.start))
        for speech in frame.passage.get("speech")
        if speech.start <= mark.start < speech.end
    )


def _is_name(frame: Frame, mark: Mark) -> bool:
    """Whether a fiscal year is part of a name ("the FY15 Partner Fund")."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    return mark.values["words"].upper().startswith("FY") and bool(_NAME_GOES_ON.match(behind))


def _is_history(frame: Frame, span: DaySpan) -> bool:
    """Whether it was over long before the text: the story of a firm, no date of the program."""
    published = frame.revision.published
    if published is None or published.earliest is None or span.latest is None:
        return False
    return (published.earliest - span.latest).days > _HISTORY


def _is_past(frame: Frame, span: DaySpan) -> bool:
    published = frame.revision.published
    today = published.latest if published else frame.revision.observed.date()
    return today is not None and span.latest is not None and span.latest < today


def _event(frame: Frame, mark: Mark) -> Event | None:
    if mark.label == "window":
        return "window"
    if mark.values["mod"] == "since" and not _is_told_of_program(frame):
        return None
    if mark.values["mod"] in _OF_MOD and mark.label != "end":
        return _OF_MOD[mark.values["mod"]]
    best: tuple[int, Event] | None = None
    weekday = mark.label == "day" and mark.values["words"].lower().split()[-1].endswith("day")
    reach = _WEEKDAY_REACH if weekday else _REACH
    others = [other for other in frame.passage.get("times") if other is not mark]
    for event in _EVENTS:
        for word in frame.words(event):
            if mark.start <= word.start < mark.end or frame.parted(mark, word):
                continue
            fronted = mark.start - frame.passage.start <= _FRONT
            cut = word.start > mark.end and "," in frame.passage.slice(mark.end, word.start)
            if event in ("end", "change") and not _is_tied(frame, word):
                continue  # shares close, and projects end well
            if cut and not fronted:
                continue  # "… this fall, as part of an update": the verb stands in front
            gap = max(word.start - mark.end, mark.start - word.end)
            if any(_between(other, mark, word) or other.end + 1 == word.start for other in others):
                continue  # "a Sept. 1 start several weeks ago": the start is September's
            if gap <= reach and (best is None or gap < best[0]):
                best = (gap, event)
    if best is None and _is_refused(frame, mark):
        # "told of a start in May, she would not go beyond this fall": the start she was asked about
        return next((event for event in _EVENTS if frame.words(event)), None)
    if best is None and mark.start - frame.passage.start <= _FRONT and _heads_entry(frame, mark):
        return "start"  # "- Jul 1: new agreement live"
    return best[1] if best else _asked(frame)


def _heads_entry(frame: Frame, mark: Mark) -> bool:
    """Whether it is the date in front of an entry of a calendar."""
    behind = frame.passage.slice(mark.end, mark.end + 2)
    return frame.passage.kind in ("entry", "cell") and behind.startswith(":")


def _is_refused(frame: Frame, mark: Mark) -> bool:
    """Whether it is the time beyond which somebody would not go."""
    for refusal in frame.passage.get("speech", "refusal"):
        inside = [m for m in frame.passage.get("times") if refusal.start <= m.start < refusal.end]
        if inside and inside[0] is mark:
            return True
    return False


def coming(frame: Frame) -> Mark | None:
    """The time of a start or a change that lay ahead when the passage was published.

    What is told with it in one breath ("Effective July 1, partners deliver …")
    is a plan until then, whatever the verb.
    """
    today = frame.revision.published.latest if frame.revision.published else None
    for mark in frame.passage.get("times"):
        day = _day(mark.values["from"])
        if today and day and day > today and _event(frame, mark) in ("start", "launch", "change"):
            return mark
    return None


def _is_told_of_program(frame: Frame) -> bool:
    """Whether a sentence with "since" is about the program, and not the world around it."""
    return bool(frame.terms("program") or frame.terms("short") or frame.doers("vendor")) or bool(
        frame.terms("item:") or frame.passage.get("quantities")
    )


def _is_tied(frame: Frame, word: Mark) -> bool:
    """Whether an event's word stands near a name of the program or of its parts."""
    parts = frame.terms("program") + frame.terms("short") + frame.terms("item:")
    near = (*parts, *frame.terms("facet:timing"), *frame.doers("vendor"))
    near += frame.passage.get("money") + frame.passage.get("quantities")
    return frame.near(word, near, _TIED) is not None


def _asked(frame: Frame) -> Event | None:
    """The event that the question before asked for ("When does it start? On June 1.")."""
    before = frame.setting.before
    near = before is not None and before.block == frame.passage.block
    short = len(frame.passage.text.split()) <= _SHORT
    asked = (*frame.asked, before) if near and short else frame.asked
    for passage in asked:
        for event in _EVENTS:
            if passage is not None and passage.has("words", event):
                return event
    return None


def _between(other: Mark, a: Mark, b: Mark) -> bool:
    return min(a.end, b.end) <= other.start and other.end <= max(a.start, b.start)
