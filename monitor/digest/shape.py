"""What a digest is made of: all of it told in words, nothing of it rendered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Side:
    """One position, by its earliest and most direct claim; `also` counts further documents."""

    claim: str
    value: str
    firmness: str
    quote: str
    voice: str
    outlet: str
    dated: str
    title: str | None
    document: str
    also: int


@dataclass(frozen=True, slots=True)
class Story:
    """One relation with both its sides; `a` was said earlier."""

    relation: str
    kind: str
    topic: str
    facet: str
    explanation: str
    a: Side
    b: Side


@dataclass(frozen=True, slots=True)
class Section:
    """All stories of one kind; `more` counts those beyond the room of a digest."""

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
class Trouble:
    """A source that fails now; `last_ok` is None where it never answered well."""

    source: str
    last_ok: datetime | None
    times: int
    message: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at: the proof that silence means silence.

    `checked` of `sources` answered well since the last digest; `pages` documents are followed.
    """

    sources: int
    checked: int
    pages: int
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class FailureLine:
    """Failures of one kind at one source, told once."""

    source: str
    kind: str
    message: str
    times: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new after `since` and up to `until`."""

    since: datetime
    until: datetime
    zone: tzinfo
    sections: tuple[Section, ...]
    positions: tuple[NewPosition, ...]
    more_positions: int
    repeats: int
    coverage: Coverage
    failures: tuple[FailureLine, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing new to tell of what anybody said."""
        return not self.sections and not self.positions

    @property
    def day(self) -> date:
        """The reader's calendar day it is made for."""
        return self.until.astimezone(self.zone).date()
