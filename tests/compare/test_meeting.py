"""Claims counted by tone and stretch of days meet as if each pair had been judged by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.compare.judge import HORIZON_DAYS, STANDS_DAYS, Sides, Stated
from monitor.compare.meeting import Meeting, Meetings, meetings, order_of, tone_by_tone
from monitor.compare.relate import Told
from monitor.types import IMPLIED, WITHHELD
from monitor.values import ScopeItem
from tests.compare.test_relate import FALL, JULY, SEPTEMBER, SIDES, end, seats, start, stated

# Days around which the rules change their mind, and days far from all of these.
_APART = (0, 1, 2, STANDS_DAYS, STANDS_DAYS + 1, HORIZON_DAYS, HORIZON_DAYS + 1, 400)
_DAYS = st.lists(st.sampled_from(_APART), max_size=3).map(lambda days: timedelta(sum(days)))
_SCOPE = (ScopeItem("email", True, True), ScopeItem("chat", True), ScopeItem("email", False))
_VALUES = (
    [seats(50), seats(150)],
    [SEPTEMBER, FALL, start("2014-12-01"), end("2014-12-31")],
    list(_SCOPE),
)
_QUALIFIERS = st.sampled_from(
    [(), (), (), (("validity", "former"),), (("validity", "always"),), (("bought", "early"),)]
)
_KINDS = st.sampled_from(["direct", "document", "hearsay", "outlet"])
_FIRM = st.sampled_from(["asserted", "asserted", "planned", "hedged"])


@st.composite
def slots(draw: st.DrawFn, most: int = 9) -> list[Stated]:
    """Claims of one slot: a few voices, pages with several revisions, all that rules look at."""
    values = draw(st.sampled_from(_VALUES))
    return [_stated(draw, values, number) for number in range(draw(st.integers(0, most)))]


def _stated(draw: st.DrawFn, values: Sequence[Any], number: int) -> Stated:
    day = JULY + draw(_DAYS)
    page = draw(st.one_of(st.none(), st.sampled_from(["one", "two"])))
    made = stated(
        draw(st.sampled_from(values)),
        who=draw(st.sampled_from(["Vendor", "Outlet", "Paper"])),
        day=day,
        until=day + draw(_DAYS) if page else None,
        document=page and f"https://vendor.example/{page}",
        number=number,
        kind=draw(_KINDS),
        modality=draw(_FIRM),
        anonymous=draw(st.booleans()),
        qualifiers=draw(_QUALIFIERS),
        triggers=draw(st.sampled_from([(), (WITHHELD,), (IMPLIED,)])),
        text=f"{number} {day}",
    )
    return replace(
        made,
        held=draw(st.one_of(st.none(), _DAYS.map(lambda days: made.until + days))),
        announced=draw(st.booleans()),
        for_now=draw(st.booleans()),
        superseded=draw(st.booleans()),
        parts=frozenset(draw(st.sampled_from(("", "mail", "files"))).split()),
    )


def pair_by_pair(a: Sequence[Stated], b: Sequence[Stated], told: Told) -> Meetings:
    """The same by asking the rules of every pair there is."""
    found: Meetings = defaultdict(Meeting)
    for one, two in product(a, b):
        turned = order_of(two) < order_of(one)
        earlier, later = (two, one) if turned else (one, two)
        if (outcome := told.outcome(earlier, later)) is not None:
            way = turned and outcome.kind == "revision"
            found[outcome.kind, way].add((earlier, later, outcome))
    return found


@settings(max_examples=150, deadline=None)
@given(slots())
def test_counted_or_one_by_one_is_the_same(claims: list[Stated]) -> None:
    told = Told.of(Sides(SIDES.vendor, SIDES.kinds), claims)
    by_value = defaultdict[Any, list[Stated]](list)
    for one in sorted(claims, key=order_of):
        by_value[one.claim.value].append(one)
    for a, b in product(by_value.values(), by_value.values()):
        if a is not b:
            expected = pair_by_pair(a, b, told)
            assert tone_by_tone(a, b, told.outcome, told.cases) == expected
            assert meetings(a, b, told.outcome, told.cases) == expected
