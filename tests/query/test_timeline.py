"""Lanes and events: what befell which position on which day, and where nothing was read."""

from __future__ import annotations

import pytest

from monitor.compare.stood import Stood
from monitor.query.timeline import (
    SILENCE,
    Asked,
    Lane,
    Material,
    Timeline,
    build_timeline,
    without_read,
)
from tests.query.told import day, relation, said

TODAY = day("2014-12-31")
ASKED = Asked(facet="threshold")


def drawn(material: Material, asked: Asked = ASKED) -> Timeline:
    found = build_timeline(asked, material, TODAY)
    assert found is not None
    return found


def told(lane: Lane) -> list[tuple[str, str, str | None]]:
    return [(str(e.day), e.kind, e.claim.speaker.organisation) for e in lane.events]


FIRST = said(150, "2014-07-21", who="Vendor")
AGAIN = said(150, "2014-08-05", who="Outlet")
OTHER = said(250, "2014-08-07", who="Partner")
LATER = said(50, "2014-11-01", who="Vendor")

BEFELL = [
    pytest.param((FIRST,), (), [("2014-07-21", "first", "Vendor")], id="said once"),
    pytest.param(
        (AGAIN, FIRST),
        (),
        [("2014-07-21", "first", "Vendor"), ("2014-08-05", "repeated", "Outlet")],
        id="the earliest is the first, in whatever order they come",
    ),
    pytest.param(
        (FIRST, OTHER),
        (relation("contradiction", [FIRST], [OTHER]),),
        [("2014-07-21", "first", "Vendor"), ("2014-08-07", "contradicted", "Partner")],
        id="contradicted when the other side first speaks, by it",
    ),
    pytest.param(
        (FIRST, LATER),
        (relation("revision", [FIRST], [LATER]),),
        [("2014-07-21", "first", "Vendor"), ("2014-11-01", "revised", "Vendor")],
        id="revised by a later word",
    ),
    pytest.param(
        (FIRST, LATER),
        (relation("revision", [FIRST], [LATER], silent=True),),
        [("2014-07-21", "first", "Vendor"), ("2014-11-01", "silent", "Vendor")],
        id="changed in silence",
    ),
    pytest.param(
        (FIRST, OTHER),
        (relation("tension", [FIRST], [OTHER]),),
        [("2014-07-21", "first", "Vendor"), ("2014-08-07", "tension", "Partner")],
        id="called in question",
    ),
    pytest.param(
        (FIRST,),
        (relation("contradiction", [FIRST], [OTHER]),),
        [("2014-07-21", "first", "Vendor")],
        id="a side that is not there any more has no event",
    ),
]


@pytest.mark.parametrize(("claims", "relations", "events"), BEFELL)
def test_what_befell_the_first_position(claims, relations, events) -> None:  # type: ignore[no-untyped-def]
    lanes = drawn(Material(claims, relations)).lanes
    assert told(lanes[0]) == events


def test_a_position_of_another_facet_speaks_as_the_other_side() -> None:
    material = Material(
        (FIRST,), (relation("tension", [FIRST], [OTHER]),), {OTHER.claim.key: OTHER}
    )
    (lane,) = drawn(material).lanes
    assert told(lane)[-1] == ("2014-08-07", "tension", "Partner")


def test_a_sentence_that_stays_on_an_edited_page_is_not_repeated() -> None:
    page = "https://docs.example/page"
    old, new = (said(150, on, page=page) for on in ("2014-07-21", "2014-08-21"))
    (lane,) = drawn(Material((old, new), ())).lanes
    assert told(lane) == [("2014-07-21", "first", "Vendor")]


def test_an_edit_under_the_old_date_is_told_of_the_day_it_was_seen() -> None:
    edit = said(250, "2014-07-21")
    stood = {
        edit.claim.revision: Stood(
            day("2014-08-09"), day("2014-08-09"), day("2014-08-01"), 1, frozenset(), False
        )
    }
    (lane,) = drawn(Material((edit,), (), days=stood)).lanes
    assert told(lane) == [("2014-08-09", "first", "Vendor")]


def test_contested_slots_come_first_and_lanes_by_their_first_day() -> None:
    calm = said(500, "2014-07-01", slot="program/migration/threshold/seats")
    contested = (relation("contradiction", [FIRST], [OTHER]),)
    lanes = drawn(Material((calm, OTHER, FIRST), contested)).lanes
    assert [lane.first for lane in lanes] == [FIRST.claim, OTHER.claim, calm.claim]


def test_days_narrow_the_events_and_the_first_word_stays_known() -> None:
    asked = Asked(facet="threshold", since=day("2014-08-01"), until=day("2014-08-31"))
    found = drawn(Material((FIRST, AGAIN, LATER), ()), asked)
    (lane,) = found.lanes
    assert told(lane) == [("2014-08-05", "repeated", "Outlet")]
    assert (lane.first_day, found.first, found.last) == (
        day("2014-07-21"),
        day("2014-08-01"),
        day("2014-08-31"),
    )


def test_nothing_said_is_nothing_to_draw() -> None:
    assert build_timeline(ASKED, Material((), ()), TODAY) is None
    assert build_timeline(ASKED, Material((FIRST,), ()), day("2014-07-20")) is None


GAPS = [
    pytest.param([], ["2014-07-22/2014-12-30"], id="nothing read to this day"),
    pytest.param(["2014-09-30"], ["2014-10-01/2014-12-30"], id="read within, and then no more"),
    pytest.param(["2014-09-30", "2014-12-01"], [], id="read often enough"),
    pytest.param(["2015-03-01"], ["2014-07-22/2014-12-30"], id="what is read later helps nothing"),
]


@pytest.mark.parametrize(("read", "gaps"), GAPS)
def test_long_silence_is_a_gap(read: list[str], gaps: list[str]) -> None:
    assert SILENCE == 90
    found = without_read(drawn(Material((FIRST,), ())), [day(one) for one in read])
    assert [gap.iso() for gap in found.gaps] == gaps
