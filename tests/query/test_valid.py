"""What held on a day, as a table; and that late evidence never changes what was known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.compare.stood import Stood
from monitor.query.valid import Standing, holds, replaced_by
from monitor.sides import held_by
from monitor.storage import StoredClaim
from tests.query.told import day, relation, said

PAGE = "https://docs.example/page"
CLAIM = said(150, "2014-07-21", page=PAGE)
SAME = said(150, "2014-08-21", page=PAGE)
OTHER = said(250, "2014-08-21", page=PAGE)
KEY = CLAIM.claim.revision
NOTHING = Standing({}, {}, {}, frozenset())


def edited_to(*claims: StoredClaim) -> Standing:
    """The page's later revision stands, and says this."""
    return Standing({}, {PAGE: "later"}, {"later": {held_by(one) for one in claims}}, frozenset())


def former(stored: StoredClaim) -> StoredClaim:
    claim = replace(stored.claim, qualifiers=(("validity", "former"),))
    return replace(stored, claim=claim)


HOLDS = [
    pytest.param(CLAIM, "2014-07-21", NOTHING, True, id="on the day it was said"),
    pytest.param(CLAIM, "2019-01-01", NOTHING, True, id="for ever, if nothing speaks against it"),
    pytest.param(CLAIM, "2014-07-20", NOTHING, False, id="not before it was said"),
    pytest.param(said(150, None), "2014-09-01", NOTHING, True, id="undated: from when it was seen"),
    pytest.param(said(150, None), "2014-08-31", NOTHING, False, id="undated: not before"),
    pytest.param(former(CLAIM), "2014-08-01", NOTHING, False, id="its words say that it is over"),
    pytest.param(CLAIM, "2014-09-01", edited_to(SAME), True, id="its page still says it"),
    pytest.param(CLAIM, "2014-09-01", edited_to(OTHER), False, id="its page says something else"),
    pytest.param(CLAIM, "2014-09-01", edited_to(), False, id="its page dropped it"),
    pytest.param(
        CLAIM,
        "2014-09-01",
        Standing({}, {PAGE: KEY}, {}, frozenset()),
        True,
        id="the edit came after the day",
    ),
    pytest.param(
        CLAIM,
        "2014-09-01",
        Standing({}, {}, {}, frozenset({CLAIM.claim.key})),
        False,
        id="a revision of the statement took its place",
    ),
    pytest.param(
        CLAIM,
        "2014-08-01",
        Standing(
            {
                KEY: Stood(
                    day("2014-08-09"), day("2014-08-09"), day("2014-08-01"), 1, frozenset(), False
                )
            },
            {},
            {},
            (),
        ),
        False,
        id="an edit under an old date is said when it is seen",
    ),
]


@pytest.mark.parametrize(("claim", "on", "standing", "held"), HOLDS)
def test_what_held_on_a_day(claim: Any, on: str, standing: Standing, held: bool) -> None:
    assert holds(claim, day(on), standing) is held


@pytest.mark.parametrize(("on", "gone"), [("2014-10-31", False), ("2014-11-01", True)])
def test_a_revision_of_a_statement_counts_from_the_day_it_was_said(on: str, gone: bool) -> None:
    later = said(50, "2014-11-01")
    rows = [relation("revision", [CLAIM], [later])]
    found = replaced_by(day(on), rows, {one.claim.key: one for one in (CLAIM, later)}, {})
    assert (CLAIM.claim.key in found) is gone


TURNS = {
    "January's 150": said(150, "2014-01-10"),
    "March's 250": said(250, "2014-03-10"),
    "May's 150": said(150, "2014-05-10"),
    "July's 250": said(250, "2014-07-10"),
}


@pytest.mark.parametrize(
    ("on", "held"),
    [
        pytest.param("2014-02-01", "January's 150", id="the first word"),
        pytest.param("2014-04-01", "March's 250", id="what took its place"),
        pytest.param("2014-06-01", "May's 150", id="the first word again, though it changed once"),
        pytest.param("2014-08-01", "July's 250", id="and so does what took its place once"),
    ],
)
def test_what_is_said_again_after_a_change_holds_again(on: str, held: str) -> None:
    (a, b, again, last) = TURNS.values()
    rows = [relation("revision", [a, again], [b, last]), relation("revision", [b], [again])]
    found = replaced_by(day(on), rows, {one.claim.key: one for one in TURNS.values()}, {})
    standing = replace(NOTHING, replaced=found)
    assert [name for name, one in TURNS.items() if holds(one, day(on), standing)] == [held]
