"""When an address is asked again: pure arithmetic of times."""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime, time, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# A statement is corrected within hours or not for weeks: (younger than, asked every).
_RECHECK = ((DAY, 3 * HOUR), (7 * DAY, DAY), (35 * DAY, 7 * DAY), (365 * DAY, 30 * DAY))
# The floor for documents that hold claims: evidence is looked after once a month for ever.
_EVIDENCE = 30 * DAY
_OLD = 180 * DAY
# However long something fails, it is tried once a day: a source is never given up in silence.
PROBE = DAY
# A document that is not there is looked for more and more rarely: it may come back.
_ABSENT = 30 * DAY
# Servers send one Cache-Control for their pictures and their news; more than this is not obeyed.
_LONGEST_FRESH = {"listing": HOUR, "document": DAY}
_SPREAD = 0.2  # of a pause: so that what failed together is not asked again together
# With the same bytes claimed for so long, they are fetched whole once: an ETag may lie.
FULL = 14 * DAY


def recheck_at(
    now: datetime,
    *,
    url: str,
    published: date | None,
    first_seen: datetime | None,
    edited: datetime | None,
    holds_claims: bool,
) -> datetime:
    """The next look at a document: after hours, days, weeks, then months.

    Its age counts from its last edit, else its publication, else our first sight.
    """
    born = edited or (_noon(published) if published else None) or first_seen or now
    age = max(now - born, timedelta(0))
    pause = next((pause for limit, pause in _RECHECK if age < limit), _OLD)
    if holds_claims:
        pause = min(pause, _EVIDENCE)
    return now + _spread(pause, url, now)


def retry_at(
    now: datetime,
    *,
    url: str,
    failures: int,
    interval: timedelta,
    asked_to_wait: float | None = None,
    gone: bool = False,
) -> datetime:
    """The next try of what failed so many times in a row (0: for the first time).

    The pause doubles from `interval` up to a day, a month where the server
    says that nothing is there; never shorter than it asked for (seconds), a day at most.
    """
    longest = _ABSENT if gone else PROBE
    # 2^20 intervals of a minute are two years, and a larger factor would only overflow.
    pause = min(interval * (1 << min(failures, 20)), longest)
    asked = timedelta(seconds=min(asked_to_wait or 0.0, PROBE.total_seconds()))
    return now + max(_spread(pause, url, now), asked)


def fresh_until(now: datetime, max_age: float | None, what: str) -> datetime | None:
    """Until when a server's Cache-Control (seconds) says that asking again is of no use."""
    if not max_age:
        return None
    return now + min(timedelta(seconds=min(max_age, 1e9)), _LONGEST_FRESH[what])


def _spread(pause: timedelta, url: str, now: datetime) -> timedelta:
    """The pause, up to a fifth shorter: by the address and the moment, so that it can be tested."""
    seed = zlib.crc32(f"{url} {now.isoformat()}".encode()) / 2**32
    return pause * (1 - _SPREAD * seed)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
