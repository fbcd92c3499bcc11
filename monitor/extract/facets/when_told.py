"""Times that date the telling, a paper or somebody's deed, and nothing of the program."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.extract.facets.event_words import CLOSE, EVENTS, FRONT, OF_MOD
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

_SELF = Rule(r"\b{dates.self}\b", re.IGNORECASE)
# In front of the day of a note: a word or three, and no more.
_LABEL = Rule(r"\W*(?:[\w'’]+\s+){0,3}[\w'’]+,?\s+(?:{dates.label_links}\s+)?\(?")
# "a memo dated Jan. 29", "a page last changed in May": the day of a paper.
_DATED = Rule(r"\b(?P<ahead>{dates.to_be}\s+)?{dates.dated}\s+$", re.IGNORECASE)
_DATED_REACH = 20
# "Told of a start", "told that it starts", "FY15".
_SAYS_THAT = Rule(r"(?:^| ){dates.that}(?: |$)")
_TOLD_OF = Rule(r"\s{dates.told_of}\s", re.IGNORECASE)
_THAT = Rule(r",?\s+{dates.that}\b")
# "A page that until Wednesday gave another day".
_GAVE = Rule(r"\s+{dates.gave}\b")
# "From the same day as their peers": which day that is, is told elsewhere.
_SAME = Rule(r"\b{dates.same}\b", re.IGNORECASE)
# "On Monday denied that it is late", "on Monday flatly denied".
_DEED = Rule(r"\s+(?:\w+\s+)?{dates.deeds}\b")
# "You are quoting": of somebody in passing.
_DOING = Rule(r"\b{dates.doers}\s+{owners.being}\s+{dates.doing}\s+$", re.IGNORECASE)
_MOVES_TO = Rule(r"\b{events.moved}\s(?:[^;]*\s)?{events.moved_to}\s+$", re.IGNORECASE)
# "What I wrote last August".
_LAST = Rule(r"{dates.last}\b", re.IGNORECASE)
# Words of speaking this near in front of a time are what it dates ("told us last month").
_CUE_REACH = 60
# "The last day to claim".
_TO_DO = Rule(r"\b{clause.infinitive}\s+$", re.IGNORECASE)


def tells_of_speaking(frame: Frame, mark: Mark) -> bool:
    """Whether a time dates the telling ("reported last month that …") and not what is told."""
    first = max(frame.passage.start, mark.start - _DATED_REACH)
    paper = frame.rules[_DATED].search(frame.passage.slice(first, mark.start))
    if paper and not paper["ahead"]:
        return True
    if frame.after(mark, frame.words("report"), 2) is not None:
        return True  # "an Aug. 14 article"
    if frame.rules[_GAVE].match(frame.passage.text, mark.end - frame.passage.start):
        return True  # "until Wednesday gave September 1"
    if frame.rules[_SAME].search(mark.values["words"]):
        return True
    if frame.rules[_DEED].match(frame.passage.text, mark.end - frame.passage.start):
        return True  # "on Monday denied that it is late"
    if mark.values["mod"] == "from" and frame.before(mark, frame.words("report"), 1) is not None:
        return True  # "the post from last week"
    if _opens_telling(frame, mark):
        return True
    events = frame.words(*EVENTS)
    parts = (*frame.words("change"), *frame.words("free"))  # "at no charge" charges nobody
    cues = [
        c
        for c in frame.words("cue")
        if not (_is_within(c, parts) or _is_to_do(frame, c) or _is_capital(frame, c))
    ]
    cue = frame.before(mark, cues, _CUE_REACH)
    if cue is None or mark.values["mod"] in OF_MOD:
        return False
    between = frame.passage.slice(cue.end, mark.start)
    if frame.rules[_TOLD_OF].match(between):
        return False  # "told of a Sept. 1 start"
    announced = any(word.start == cue.start for word in frame.words("announce"))
    behind = frame.passage.slice(mark.end, frame.passage.end)
    inside = any(cue.end <= word.start < mark.start for word in events)
    if not (announced or inside) and frame.rules[_THAT].match(behind):
        return True  # "had been assured in January that …"
    if len(between) <= 1 and frame.rules[_LAST].match(mark.values["words"]):
        return True  # "what I wrote last August"
    return (
        not inside
        and not frame.rules[_SAYS_THAT].search(between)
        and mark.label in ("relative", "day")
    )


def _is_capital(frame: Frame, word: Mark) -> bool:
    """Whether it is part of a name inside a sentence: the United States state nothing."""
    inside = word.start > frame.passage.start
    return inside and frame.passage.slice(word.start, word.start + 1).isupper()


def _is_to_do(frame: Frame, cue: Mark) -> bool:
    """ "The last day to claim": nothing that was said."""
    if any(word.start == cue.start for word in frame.words("announce")):
        return False
    before = frame.passage.slice(frame.passage.start, cue.start)
    return frame.rules[_TO_DO].search(before) is not None


def _opens_telling(frame: Frame, mark: Mark) -> bool:
    """Whether it stands in front of a verb of telling ("Last year we were told it would start")."""
    if mark.values["mod"] == "since" and frame.after(mark, frame.words("cue"), CLOSE):
        return True  # "since Monday it reads"
    if mark.start - frame.passage.start > FRONT or mark.values["mod"] in OF_MOD:
        return False
    cues = (speech.values["cue_at"] for speech in frame.passage.get("speech"))
    told = [place[0] for place in cues if place]  # a turn of a talk has no verb
    if any(speech.label == "direct" for speech in frame.passage.reports(mark)):
        told += [word.start for word in frame.words("cue")]  # in somebody's own words
    cue = min((at for at in told if mark.end <= at <= mark.end + _CUE_REACH), default=None)
    if cue is None or any(word.start == cue for word in frame.words("announce")):
        return False
    return not any(mark.end <= word.start < cue for word in frame.words(*EVENTS))


def _is_within(mark: Mark, words: Sequence[Mark]) -> bool:
    """Whether it lies inside a longer word ("gets added")."""
    return any(
        mark.within(w.start, w.end) and (w.end - w.start > mark.end - mark.start) for w in words
    )


def is_of_deed(frame: Frame, mark: Mark) -> bool:
    """ "The customer you are quoting this week": when somebody in passing does something."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    deed = frame.rules[_DOING].search(before)
    first = frame.passage.start + (deed.start() if deed else 0)
    return deed is not None and not any(
        first <= word.start < mark.start for word in frame.words(*EVENTS)
    )


def is_of_move(frame: Frame, mark: Mark) -> bool:
    """ "This week it delayed the start to April": when that was decided."""
    text, first = frame.passage.text, frame.passage.start
    later = [one for one in frame.passage.get("times") if one.start > mark.end]
    if not later:
        return False
    between = text[mark.end - first : later[0].start - first]
    return frame.rules[_MOVES_TO].search(between) is not None and ";" not in between


def is_dateline(frame: Frame, mark: Mark) -> bool:
    """Whether it is the day of a note to the text ("Update, August 15: …")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = frame.passage.slice(mark.end, mark.end + len("**:"))
    return bool(frame.rules[_LABEL].fullmatch(before)) and behind.lstrip("*_)] ").startswith(":")


def is_others_story(frame: Frame, mark: Mark) -> bool:
    """Whether others than the vendor tell of themselves ("we opened the request in May")."""
    vendor = frame.topic.vendor
    return any(
        speech.label == "direct"
        and speech.values["organisation"] != vendor
        and frame.rules[_SELF].search(
            frame.passage.slice(max(speech.start, frame.passage.start), mark.start)
        )
        for speech in frame.passage.reports(mark)
    )
