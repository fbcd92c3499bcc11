"""How the revisions of a document stood: since which day, and until when the next one came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Protocol, TypeVar

from monitor.interval import DaySpan
from monitor.types import Claim, Notice


class Said(Protocol):
    """Whatever was published and seen: a revision, a claim."""

    @property
    def published(self) -> DaySpan | None: ...
    @property
    def observed(self) -> datetime: ...


class Issued(Said, Protocol):
    """A revision without its text."""

    @property
    def revision(self) -> str: ...
    @property
    def notices(self) -> tuple[Notice, ...]: ...


Text = TypeVar("Text", bound=Issued)

# "Last updated: May 5, 2014", "Updated on 05/05/14 at 10:30 GMT": a few words and a day, no more.
_DATE_ALONE = re.compile(
    r"(?=.*(?:\b(?:19|20)\d\d\b|\d[/.]\d{1,2}[/.]\d))\W*(?:[^\W\d]+\W+){1,5}\d[\d\W]*"
    r"(?:[^\W\d]{3,9}\.?[\d\W]*)?(?:at\W+[\d\W]*)?(?:[ap]\.?m\.?\W*)?(?:[A-Z]{2,4}\W*)?"
)


@dataclass(frozen=True, slots=True)
class Stood:
    """How a revision stood: first day, last day, number; all that its page had told by then."""

    since: date
    until: date
    dated: date  # by the page, whatever was edited later
    number: int
    notices: frozenset[str]  # of changes to itself, also those that have gone from it
    superseded: bool


Days = dict[str, Stood]  # by revision


def said_on(said: Said) -> date:
    """The first day it may have been published; where none is known, the day it was observed."""
    return (said.published.earliest if said.published else None) or said.observed.date()


def in_order(issues: Iterable[Text]) -> list[Text]:
    """As they followed each other: by the day they were published, where it is known."""
    return sorted(issues, key=lambda one: (said_on(one), one.observed, one.revision))


def tells_of_change(notice: Notice) -> bool:
    """Whether it tells that something was changed, and not only when: "Last updated: May 5"."""
    if notice.kind == "update":
        return _DATE_ALONE.fullmatch(notice.quote) is None
    return notice.kind == "correction"


def stood(issues: Iterable[Issued]) -> Days:
    """How each revision of one document stood; its last day is that of the next one, or its own.

    A page edited under its old date was published when we first saw the edit, or when it bore its
    next date, whichever came first. What stood there before was written on its own day: the edit is
    no word on the days between.
    """
    ordered = in_order(issues)
    days = _days(ordered)
    ends = list(days)
    for number, (before, issue) in enumerate(pairwise(ordered)):
        same = said_on(issue) == said_on(before)
        ends[number] = days[number] if same else days[number + 1]
    found: Days = {}
    told = frozenset[str]()
    for number, (issue, since, until) in enumerate(zip(ordered, days, ends, strict=True)):
        told |= {one.quote for one in issue.notices if tells_of_change(one)}
        superseded = any(one.kind == "superseded" for one in issue.notices)
        dated = said_on(issue)
        found[issue.revision] = Stood(since, until, dated, number, told, superseded)
    return found


def since(claim: Claim, stood: Stood) -> date:
    """The day it was said: that of its revision, or its own where it stands in a later post."""
    return said_on(claim) if is_posted(claim, stood) else stood.since


def is_posted(claim: Claim, stood: Stood) -> bool:
    """Whether it stands in a later post of a thread, which has a day of its own."""
    return said_on(claim) > stood.dated


def _days(ordered: Sequence[Issued]) -> list[date]:
    """The day each was published, an edit under its old date when it was seen."""
    days = [said_on(issue) for issue in ordered]
    later = date.max  # the next date of the page: no edit under an older one came after it
    for number in range(len(ordered) - 1, 0, -1):
        if days[number] == days[number - 1]:
            days[number] = max(days[number], min(ordered[number].observed.date(), later))
        else:
            later = days[number]
    return days
