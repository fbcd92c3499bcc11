"""What readers.toml may say: who gets the digest, when, and what of it."""

from __future__ import annotations

from datetime import time
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from monitor.config.settings import Key, MailAddress, Strict, TimeZone, read_address

# What a digest can tell, most pressing first: the order of its sections.
Kind = Literal[
    "contradiction",
    "silent-revision",
    "revision",
    "tension",
    "new-position",
    "edit",
    "gone",
    "repeat",
    "health",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Of what is told of ordinary news nearly all tensions are misread, so who wants them asks for them.
BY_DEFAULT: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "tension")
# Told beside the news, and none by themselves.
_BESIDE: tuple[Kind, ...] = ("repeat", "health")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def _local_time(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("a time of day is the reader's own; name the zone in time_zone")
    return value


LocalTime = Annotated[time, AfterValidator(_local_time)]


class Wishes(Strict):
    """When a digest comes, and what is in it; by default all but tensions, every morning."""

    at: LocalTime = time(7, 0)
    time_zone: TimeZone = "UTC"
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = WEEKDAYS
    topics: tuple[Key, ...] = ()  # none named: all
    tell: Annotated[tuple[Kind, ...], Field(min_length=1)] = BY_DEFAULT
    send_when_quiet: bool = True
    # A first digest, or one after a long pause, reaches back this far at the most.
    max_days_back: Annotated[int, Field(ge=1, le=365)] = 7

    @model_validator(mode="after")
    def _reach_from_day_to_day(self) -> Wishes:
        gap = self.longest_gap
        if gap > self.max_days_back:
            raise ValueError(
                f"its days lie {gap} days apart, and max_days_back reaches back "
                f"{self.max_days_back}; what lies between would never be told, so raise it"
            )
        return self

    @property
    def news(self) -> tuple[Kind, ...]:
        """The kinds wished for that make a day no quiet one."""
        return tuple(kind for kind in KINDS if kind in self.tell and kind not in _BESIDE)

    @property
    def longest_gap(self) -> int:
        """The most days from one digest to the next, by the days of the week alone."""
        numbers = sorted({WEEKDAYS.index(day) for day in self.days})
        return max(later - earlier for earlier, later in pairwise([*numbers, numbers[0] + 7]))


class Reader(Wishes):
    """Somebody who gets the digest."""

    address: MailAddress

    @property
    def mailbox(self) -> str:
        """`name@host`: what letters are sent to, whatever name stands beside it."""
        return read_address(self.address).addr_spec

    @property
    def key(self) -> str:
        """One reader a mailbox, in whatever case it is written."""
        return self.mailbox.lower()


class ReadersFile(Strict):
    """readers.toml"""

    reader: tuple[Reader, ...] = ()
