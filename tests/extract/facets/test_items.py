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
        "FastTrack would handle only email migrations, not SharePoint or file shares.",
        [
            "scope: covers only email migration",
            "scope: does not cover sharepoint migration",
            "scope: does not cover file migration",
        ],
        id="what an item is set against, to the end of the enumeration",
    ),
    pytest.param(
        "Everything except email migration is left to partners under FastTrack.",
        ["scope: covers only email migration"],
        id="the one exception of what is left to others",
    ),
    pytest.param(
        "FastTrack doesn't cover anything beyond email.",
        ["scope: covers only email migration"],
        id="the one exception of what is not covered",
    ),
    pytest.param(
        "FastTrack covers everything but public folders.",
        ["scope: does not cover public folder migration"],
        id="the one exception of what is covered",
    ),
    pytest.param(
        "Microsoft partners, not Microsoft itself, deliver FastTrack onboarding.",
        ["scope: covers onboarding"],
        id="of two doers one is denied, and not the work",
    ),
    pytest.param(
        "FastTrack covers email, not only SharePoint.", [EMAIL], id="not only: set against nothing"
    ),
    pytest.param(
        "FastTrack covers email. Not SharePoint.",
        [EMAIL, "scope: does not cover sharepoint migration"],
        id="a denial with an item of its own is no verdict on the sentence before",
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
]


@pytest.mark.parametrize(("text", "expected"), ITEMS)
def test_items_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [held for held in held_in(text) if held.startswith("scope")] == expected
