"""Judges the listings of a source by how they answered.

Only what was observed counts: trouble lasts from the first check that came to
nothing to the last, so that a Monitor that was switched off for a week blames
nobody for it. One check that went wrong may be chance and is no news.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from monitor.health.shape import STATES, Check, ListingRecord, Reason, State
from monitor.plain import one_line
from monitor.types import GONE
from monitor.wording import shorten

# A restart or a night's maintenance of an outlet takes less.
SHORTEST_FAILURE = timedelta(hours=4)
INTERVALS_MISSED = 2
# A weekend without its administrator, and one day more.
DAYS_FOR_A_PERSON = timedelta(days=3)
TRIES_FOR_A_PERSON = 10
SHORTEST_FOR_TRIES = timedelta(days=1)
# An outlet that says "slow down" and nothing else for so long wants another pace, set by hand.
SLOWED_FOR_A_PERSON = timedelta(days=7)
# The page of a new month may come a few days into it.
NEW_MONTH_DAYS = 7

_CLOSED = {
    401: "wants a login",
    402: "wants payment",
    403: "refuses us",
    451: "is withheld for legal reasons",
}
_LONGEST = 240

Verdict = tuple[State, Reason]


def judge_listing(listing: ListingRecord, interval: timedelta) -> Verdict | None:
    """How one listing is and why; None where it is well, or where it is too early to say."""
    if not listing.bad:
        return _replaced(listing) or _slowed(listing)
    newest = listing.newest[0]
    if listing.dated and newest.status in GONE and newest.at.day <= NEW_MONTH_DAYS:
        return None
    return (
        _at_once(listing, newest)
        or _twice(listing)
        or _by_time(listing, newest, interval)
        or _slowed(listing)
    )


def _replaced(listing: ListingRecord) -> Verdict | None:
    """A watched page that answers with another page than the one meant."""
    kinds = listing.pages
    if kinds and kinds[0] in ("blocked", "login"):
        what = "a check for robots" if kinds[0] == "blocked" else "a login page"
        text = f"{_name(listing)} shows {what} in place of the page"
        return "needs-person", Reason("listing-replaced", text)
    others = ("consent", "paywall", "soft-404", "empty")
    if len(kinds) > 1 and all(kind in others for kind in kinds):
        text = f"{_name(listing)} shows no text of its own ({kinds[0]} page), twice"
        return "degraded", Reason("listing-replaced", text)
    return None


def _slowed(listing: ListingRecord) -> Verdict | None:
    """Asked to slow down: never broken, and worth a person only where nothing else is heard."""
    if listing.slowed < 2 or listing.slowed_from is None or listing.slowed_until is None:
        return None
    lasted = listing.slowed_until - listing.slowed_from
    state: State = "needs-person" if lasted >= SLOWED_FOR_A_PERSON else "degraded"
    text = f"{_name(listing)} asks us to slow down at every try"
    return state, Reason("listing-slowed", text, listing.slowed_from)


def _at_once(listing: ListingRecord, newest: Check) -> Verdict | None:
    """What no further try can mend."""
    if newest.status in _CLOSED:
        text = f"{_name(listing)} answered {newest.status}: it {_CLOSED[newest.status]}"
        return "needs-person", Reason("listing-closed", text, listing.bad_from)
    if newest.outcome == "refused":
        text = _said(newest) or f"our own rules forbid {_name(listing)}"
        return "needs-person", Reason("listing-refused", text, listing.bad_from)
    if "certificate" in newest.message.lower():
        text = f"{_name(listing)} has no valid certificate: {_told(listing, newest)}"
        return "needs-person", Reason("listing-certificate", shorten(text, _LONGEST), newest.at)
    return None


def _twice(listing: ListingRecord) -> Verdict | None:
    """What no further try can mend, once it was seen a second time."""
    if _both(listing, lambda check: check.status in GONE):
        text = f"{_name(listing)} answered {listing.newest[0].status}, twice: nothing is there"
        return "needs-person", Reason("listing-gone", text, listing.bad_from)
    if _both(listing, lambda check: check.outcome == "parse"):
        text = f"{_name(listing)} cannot be read, twice: {_told(listing, listing.newest[0])}"
        return "needs-person", Reason("listing-unreadable", shorten(text, _LONGEST), None)
    return None


def _both(listing: ListingRecord, holds: Callable[[Check], bool]) -> bool:
    return len(listing.newest) > 1 and all(holds(check) for check in listing.newest[:2])


def _by_time(listing: ListingRecord, newest: Check, interval: timedelta) -> Verdict | None:
    if listing.bad < 2 or listing.bad_from is None or listing.bad_until is None:
        return None
    reason = Reason("listing-failing", _at_every_try(listing, newest), listing.bad_from)
    lasted = listing.bad_until - listing.bad_from
    if lasted < max(INTERVALS_MISSED * interval, SHORTEST_FAILURE):
        return "degraded", reason
    tried = listing.bad >= TRIES_FOR_A_PERSON and lasted >= SHORTEST_FOR_TRIES
    return ("needs-person" if tried or lasted >= DAYS_FOR_A_PERSON else "failing"), reason


def _at_every_try(listing: ListingRecord, newest: Check) -> str:
    statuses = {check.status for check in listing.newest}
    if newest.status is not None and len(statuses) == 1:
        return f"{_name(listing)} answered {newest.status} at every try"
    return shorten(
        f"{_name(listing)} gave nothing at every try: {_told(listing, newest)}", _LONGEST
    )


def _name(listing: ListingRecord) -> str:
    return shorten(one_line(listing.url), 100)


def _said(check: Check) -> str:
    return shorten(one_line(check.message), 140)


def _told(listing: ListingRecord, check: Check) -> str:
    """What was said of it, without its name: that stands before it."""
    return _said(check).removeprefix(_name(listing)).lstrip(": ")


def judge_listings(
    listings: tuple[ListingRecord, ...], interval: timedelta
) -> tuple[State, tuple[Reason, ...]]:
    """The best of them tells how the source is; where any other is not well, it is degraded."""
    verdicts = [judge_listing(listing, interval) for listing in listings]
    troubles = [verdict for verdict in verdicts if verdict]
    if not troubles:
        return "ok", ()
    best: State = "degraded"  # some listing answers well
    if len(troubles) == len(verdicts):
        best = min((state for state, _ in troubles), key=STATES.index)
    troubles.sort(key=lambda verdict: -STATES.index(verdict[0]))
    return best, tuple(reason for _, reason in troubles)
