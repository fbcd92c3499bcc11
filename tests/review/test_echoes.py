"""A conflict of two positions is told once: by firm words, where there are some."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.review import without_echoes
from monitor.storage import Store, open_store
from monitor.types import Relation
from tests.builders import a_relation

CLASH = a_relation(kind="contradiction", position_a="p", position_b="q")
TURNED = a_relation(kind="tension", position_a="q", position_b="p")
OTHER = a_relation(kind="tension", position_a="p", position_b="r")
CHANGE = a_relation(kind="revision", position_a="p", position_b="q")
SILENT = a_relation(kind="revision", position_a="p", position_b="q", silent=True)
OLD_AND_NEW = a_relation(kind="tension", position_a="p", position_b="q")
STILL = a_relation(kind="contradiction", position_a="q", position_b="p")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


CASES = [
    pytest.param([CLASH, TURNED], [CLASH], id="whichever side spoke first"),
    pytest.param([CLASH, OTHER], [CLASH, OTHER], id="other positions"),
    pytest.param([TURNED], [TURNED], id="weak words alone"),
    pytest.param([CHANGE, TURNED], [CHANGE, TURNED], id="the old word after the change"),
    pytest.param([CHANGE, OLD_AND_NEW], [CHANGE], id="the old word before a change"),
    pytest.param([CHANGE, CLASH], [CHANGE], id="and it contradicts nobody who spoke before it"),
    pytest.param([CHANGE, STILL], [CHANGE, STILL], id="but who says the old thing after it"),
    pytest.param(
        [SILENT, OLD_AND_NEW], [SILENT, OLD_AND_NEW], id="a silent change explains nothing"
    ),
    pytest.param([SILENT, CLASH], [SILENT, CLASH], id="nor whether both stood at once"),
]


@pytest.mark.parametrize(("kept", "told"), CASES)
def test_a_tension_beside_a_contradiction_is_no_news(
    store: Store, kept: list[Relation], told: list[Relation]
) -> None:
    store.put_relations("slot-1", kept)
    found = without_echoes(store, store.relations())
    assert {row.relation.key for row in found} == {relation.key for relation in told}
