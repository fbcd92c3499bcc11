"""A timeline as lanes, marks and links: where each stands, without a browser."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from monitor.compare.slots import position_of
from monitor.interval import DaySpan, NumberSpan
from monitor.query.timeline import Event, Lane, Timeline
from monitor.types import Claim
from monitor.values import Quantity
from monitor.web.views.picture import pictures
from tests.builders import a_claim

FIRST, MIDDLE, LAST = date(2014, 8, 1), date(2014, 10, 1), date(2014, 12, 1)


def seats(number: int) -> Claim:
    return a_claim(value=Quantity(NumberSpan(number, None), "seat", "minimum"))


def lane(claim: Claim, *events: Event, slot: str = "p/onboarding/threshold/seats") -> Lane:
    return Lane(slot, position_of(claim), claim, events[0].day, events)


def drawn(*lanes: Lane, **changes: Any) -> Timeline:
    return Timeline("threshold", FIRST, LAST, lanes, **changes)


def test_a_contradiction_links_the_two_lanes_on_its_day() -> None:
    low, high = seats(150), seats(250)
    (picture,) = pictures(
        drawn(
            lane(low, Event(FIRST, "first", low), Event(MIDDLE, "contradicted", high, "r1")),
            lane(high, Event(MIDDLE, "first", high)),
        )
    )
    one, other = picture.tracks
    (link,) = picture.links
    assert (link.top, link.bottom, link.relation) == (one.y, other.y, "r1")
    assert link.x == other.marks[0].x
    assert (one.marks[0].x, 40 < link.x < 60) == (0.0, True)


def test_a_relation_to_a_lane_that_is_not_there_has_a_mark_and_no_link() -> None:
    low, high = seats(150), seats(250)
    (picture,) = pictures(
        drawn(lane(low, Event(FIRST, "first", low), Event(LAST, "revised", high, "r1")))
    )
    assert picture.links == ()
    assert [mark.kind for mark in picture.tracks[0].marks] == ["first", "revised"]


def test_what_matters_most_lies_on_top_where_two_share_a_day() -> None:
    low, high = seats(150), seats(250)
    (picture,) = pictures(
        drawn(lane(low, Event(FIRST, "contradicted", high, "r1"), Event(FIRST, "repeated", low)))
    )
    assert [mark.kind for mark in picture.tracks[0].marks] == ["repeated", "contradicted"]


def test_a_gap_is_shaded_and_every_slot_has_a_picture_of_its_own() -> None:
    low = seats(150)
    found = pictures(
        drawn(
            lane(low, Event(FIRST, "first", low)),
            lane(low, Event(LAST, "first", low), slot="p/migration/threshold/seats"),
            gaps=(DaySpan(date(2014, 8, 2), date(2014, 11, 30)),),
        )
    )
    assert [one.slot.split("/")[1] for one in found] == ["onboarding", "migration"]
    for one in found:
        ((left, right),) = one.gaps
        assert 0 < left < right < 100


def test_labels_keep_their_distance_and_a_phone_is_spared_some() -> None:
    low = seats(150)
    years = Timeline("threshold", FIRST, date(2020, 8, 1), (lane(low, Event(FIRST, "first", low)),))
    (picture,) = pictures(years)
    places = sorted(tick.x for tick in picture.ticks)
    assert all(b - a >= 9 for a, b in pairwise(places))
    assert places[0] == 0
    assert any(tick.spare for tick in picture.ticks)
