"""What is covered and what is not, beside sentences that only look as if they said so."""

from __future__ import annotations

import pytest

from tests.extract.reading import held_in

NO_EMAIL = "scope: does not cover email migration"
SCOPE = [
    pytest.param("FastTrack onboarding does not begin in September.", [], id="a start is denied"),
    pytest.param(
        "FastTrack does not start email migrations in May.", [], id="a start of it is denied"
    ),
    pytest.param("FastTrack does not cover email migration.", [NO_EMAIL], id="its help is denied"),
    pytest.param(
        "Under FastTrack, SharePoint migration does not change.", [], id="a change is denied"
    ),
    pytest.param(
        "FastTrack does not include change management or email migration.",
        [NO_EMAIL, "scope: does not cover value added services"],
        id="change is a noun there",
    ),
    pytest.param(
        "FastTrack does not migrate mail for tenants with fewer than 150 seats.",
        [],
        id="denied to small customers alone",
    ),
    pytest.param(
        "FastTrack does not migrate public folders larger than 100 GB.",
        ["scope: does not cover large items"],
        id="what is too large is denied",
    ),
    pytest.param(
        "FastTrack does not migrate public folders.",
        ["scope: does not cover public folder migration"],
        id="all of it is denied",
    ),
    pytest.param(
        "FastTrack file migrations: files over 15 GB are skipped.",
        ["scope: does not cover large items"],
        id="what stands before a colon is not what is skipped",
    ),
    pytest.param(
        "Microsoft will stop moving public folders for FastTrack customers.",
        ["scope: does not cover public folder migration"],
        id="stop moving ends it",
    ),
    pytest.param(
        "FastTrack engineers move email only, and customers who want their SharePoint libraries "
        "migrated are referred to partners.",
        ["scope: covers only email migration", "scope: does not cover sharepoint migration"],
        id="only belongs to the item in front of it, and another clause hands over another item",
    ),
    pytest.param(
        "FastTrack moves only email and files.",
        ["scope: covers only email migration", "scope: covers only file migration"],
        id="only before several items",
    ),
    pytest.param(
        "Microsoft offers partners more time to claim funds under its FastTrack Adoption Offer.",
        [],
        id="a word of the program's name",
    ),
    pytest.param(
        "FastTrack offers adoption guidance.",
        ["scope: covers adoption guidance"],
        id="the same word by itself",
    ),
    pytest.param("Microsoft is not planning to charge for FastTrack.", [], id="an intent"),
    pytest.param(
        "FastTrack does not include planning.",
        ["scope: does not cover planning"],
        id="planning as a part of it",
    ),
    pytest.param(
        "| Task | FastTrack | Partner |\n| --- | --- | --- |\n| Public folders | No | Yes |",
        ["scope: does not cover public folder migration"],
        id="yes in a partner's column says nothing of the program",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SCOPE)
def test_what_is_covered(text: str, expected: list[str]) -> None:
    assert sorted(one for one in held_in(text) if one.startswith("scope: ")) == expected
