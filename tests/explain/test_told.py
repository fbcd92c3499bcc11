"""What is found in a text is told under the passage it stands in."""

from __future__ import annotations

import pytest

from monitor.explain.told import tell
from monitor.extract.reading import read
from tests.builders import a_revision
from tests.extract.reading import extractor

BEFORE = "FastTrack: what it moves."
TABLE = (
    "| Email migration | FastTrack moves email |\n| Public folders | It moves no public folders |"
)

PLACES = [
    pytest.param(
        "FastTrack starts on Sept. 1. It needs at least 150 seats.",
        {"FastTrack starts on Sept. 1.": 1, "It needs at least 150 seats.": 1},
        id="sentences",
    ),
    pytest.param(
        f"{BEFORE}\n\n{TABLE}",
        {"Email migration": 2, "Public folders": 1},
        id="rows: under their own first cell, not under what stands before",
    ),
    pytest.param(
        TABLE, {"Email migration": 2, "Public folders": 1}, id="rows that nothing stands before"
    ),
]


@pytest.mark.parametrize(("text", "claims"), PLACES)
def test_a_claim_is_told_where_it_stands(text: str, claims: dict[str, int]) -> None:
    found = tell(read(extractor(), a_revision(text=text, title="FastTrack")))
    rows = {told.passage.text: [row.kind for row in told.rows].count("claim") for told in found}
    assert {passage: number for passage, number in rows.items() if number} == claims
