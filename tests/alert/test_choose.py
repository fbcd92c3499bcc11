"""Whom an alert wakes, and of what."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.alert.choose import Choice, choose, concerns
from tests.alert.parts import a_side, a_told, an_alert
from tests.builders import a_relation

EVERY = ["contradiction", "silent-revision", "revision", "tension"]
SILENT = {"kind": "revision", "silent": True}


@pytest.mark.parametrize(
    ("alert", "relation", "wanted"),
    [
        pytest.param({}, {}, True, id="a contradiction, for who says nothing"),
        pytest.param({}, {"kind": "tension"}, False, id="a tension, for who says nothing"),
        pytest.param({}, SILENT, False, id="a silent revision, for who says nothing"),
        pytest.param({"kinds": ["silent-revision"]}, SILENT, True, id="a silent revision"),
        pytest.param(
            {"kinds": ["revision"]}, SILENT, False, id="a silent revision is no announced one"
        ),
        pytest.param({"kinds": ["revision"]}, {"kind": "revision"}, True, id="an announced one"),
        pytest.param({"kinds": EVERY}, {"kind": "compatible"}, False, id="what is never told"),
        pytest.param({"topics": ["program"]}, {}, True, id="a topic that is named"),
        pytest.param({"topics": ["other"]}, {}, False, id="another topic"),
    ],
)
def test_kinds_and_topics(alert: dict[str, Any], relation: dict[str, Any], wanted: bool) -> None:
    assert concerns(an_alert(**alert), a_relation(**relation)) is wanted


@pytest.mark.parametrize(
    ("minimum", "first_hand", "told"),
    [
        (0, (False, False), True),
        (1, (False, False), False),
        (1, (False, True), True),
        (2, (False, True), False),
        (2, (True, True), True),
    ],
)
def test_sides_at_first_hand(minimum: int, first_hand: tuple[bool, bool], told: bool) -> None:
    a, b = (a_side(first_hand=one) for one in first_hand)
    found = a_told(a=a, b=b)
    choice = choose(an_alert(min_first_hand=minimum), [found], room=5)
    assert choice == Choice((found,) if told else ())


@pytest.mark.parametrize(
    ("found", "room", "alone", "folded"),
    [
        pytest.param(0, 5, 0, 0, id="nothing"),
        pytest.param(5, 5, 5, 0, id="as many as there is room for"),
        pytest.param(17, 5, 4, 13, id="a burst: the last message is for the rest"),
        pytest.param(3, 1, 0, 3, id="room for the rest alone"),
        pytest.param(3, 0, 0, 0, id="no room: all of it waits"),
        pytest.param(3, -1, 0, 0, id="fewer are allowed than were sent"),
    ],
)
def test_a_burst_is_folded(found: int, room: int, alone: int, folded: int) -> None:
    every = [a_told(relation=f"{number:016}") for number in range(found)]
    choice = choose(an_alert(), every, room=room)
    assert (len(choice.alone), len(choice.folded)) == (alone, folded)
    assert [*choice.alone, *choice.folded] == every[: alone + folded], "most pressing first"
