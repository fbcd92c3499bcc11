"""What a digest is made of: all of it told in words, nothing of it rendered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from monitor.config.reader import Kind
from monitor.health import State


@dataclass(frozen=True, slots=True)
class Side:
    """One position, by its earliest and most direct claim; `also` tells who else holds it."""

    claim: str
    value: str
    firmness: str
    quote: str
    voice: str
    outlet: str
    dated: str
    title: str | None
    document: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Against:
    """A further position that the later side of a story does not fit, by its own relation."""

    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """One relation with both its sides; `a` was said earlier.

    `others` are relations of its kind in which the same words stand against other positions.
    """

    relation: str
    kind: Kind
    topic: str
    facet: str
    reason: str
    a: Side
    b: Side
    others: tuple[Against, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """All stories of one kind; `more` counts those beyond the room of a digest."""

    kind: Kind
    title: str
    stories: tuple[Story, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A value nobody had said before in its slot."""

    topic: str
    facet: str
    side: Side


@dataclass(frozen=True, slots=True)
class Repeat:
    """A known position in further documents; `first` tells who said it first, `by` who says so now.

    `document` is the first of them, `title` its title.
    """

    topic: str
    facet: str
    value: str
    first: str
    by: str
    title: str | None
    document: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that is not well, or that has become well; `words` tell the whole of it."""

    source: str
    state: State
    since: datetime
    words: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at: the proof that silence means silence.

    `checked` of `sources` answered well since the last digest; `pages` documents are followed,
    and `imported` were read from files that are of none of the sources.
    `troubles` are the sources worth a line, the worst first, and `more` counts the rest of them;
    `failing`, `needing_person` and `degraded` count all sources.
    """

    sources: int
    checked: int
    pages: int
    troubles: tuple[Trouble, ...] = ()
    more: int = 0
    failing: int = 0
    needing_person: int = 0
    degraded: int = 0
    imported: int = 0

    def without_troubles(self) -> Coverage:
        """For whom only the numbers matter."""
        return replace(self, troubles=(), more=0)


@dataclass(frozen=True, slots=True)
class Gone:
    """A document with claims that was there on one day and was not on another, in words."""

    title: str
    publisher: str
    document: str
    observed: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence before an edit and after it; `old` None: it came; `new` None: it went."""

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A page that was edited, with changed sentences of which nothing else is told here.

    `more` counts those beyond.
    """

    title: str
    publisher: str
    document: str
    seen: str
    changes: tuple[Changed, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FailureLine:
    """Failures of one kind at one source, told once."""

    source: str
    kind: str
    message: str
    times: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new after `since` and up to `until`, for one reader.

    `last` is when the digest before it ended: earlier than `since` after a pause
    longer than a digest reaches back, None where there was none.
    """

    since: datetime
    until: datetime
    zone: tzinfo
    sections: tuple[Section, ...]
    positions: tuple[NewPosition, ...]
    more_positions: int
    coverage: Coverage
    repeats: tuple[Repeat, ...] = ()
    more_repeats: int = 0
    failures: tuple[FailureLine, ...] = ()
    more_failures: int = 0
    edited: tuple[Edited, ...] = ()
    more_edited: int = 0
    gone: tuple[Gone, ...] = ()
    more_gone: int = 0
    last: datetime | None = None
    # What it is narrowed to: names of topics, and kinds of news; all where empty.
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    tensions: int = 0  # that the reader does not want to be told

    @property
    def quiet(self) -> bool:
        """Whether there is nothing new to tell of what anybody said, or no longer says."""
        return not (self.sections or self.positions or self.edited or self.gone)

    @property
    def day(self) -> date:
        """The reader's calendar day it is made for."""
        return self.until.astimezone(self.zone).date()
