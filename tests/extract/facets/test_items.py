"""Which items a sentence speaks of, beside words of them that mean something else."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

EMAIL = "scope: covers email migration"
ITEMS = [
    pytest.param("FastTrack moves mail.", [EMAIL], id="an item by a short word"),
    pytest.param("FastTrack told us by mail that it moves them.", [], id="how it was said"),
    pytest.param("FastTrack covers mail routing.", [], id="a setting, and nothing that is moved"),
    pytest.param(
        "FastTrack gives guidance on migrating mail.",
        ["scope: covers migration guidance"],
        id="advice on it, and not the work",
    ),
    pytest.param(
        "FastTrack does not migrate public folders.",
        ["scope: does not cover public folder migration"],
        id="a kind shuts out no family",
    ),
    pytest.param(
        "FastTrack migrates mailboxes and SharePoint sites.",
        ["scope: covers sharepoint migration", EMAIL],
        id="the verb runs on to the second, which does not swallow the first",
    ),
    pytest.param(
        "FastTrack migrates SharePoint sites and mailboxes.",
        ["scope: covers sharepoint migration", EMAIL],
        id="nor where a noun of the first stands between",
    ),
    pytest.param(
        "FastTrack migrates SharePoint mailboxes.",
        [EMAIL],
        id="what is not joined is one item",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ITEMS)
def test_items_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [held for held in held_in(text) if held.startswith("scope")] == expected
