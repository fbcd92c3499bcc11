"""A speaker is found by a name, however its letters and spaces are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.query.speaker import speaker_named
from monitor.storage import open_store
from tests.builders import a_claim, a_revision, a_speaker, keep_claims, keep_revision


@pytest.mark.parametrize(
    ("kept", "asked", "found"),
    [
        pytest.param("Ann Smith", "ann  SMITH ", True, id="another case, and more spaces"),
        pytest.param("Ann  Smith", "Ann Smith", True, id="fewer spaces than are kept"),
        pytest.param("José Núñez", "JOSÉ NÚÑEZ", True, id="letters beyond ASCII"),
        pytest.param("Иван", "иван", True, id="no letter of ASCII at all"),
        pytest.param("José Núñez", "José", False, id="a part of the name is another name"),
        pytest.param("Ann Smith", " ", False, id="no name"),
    ],
)
def test_a_speaker_is_named(url: str, kept: str, asked: str, found: bool) -> None:
    claim = a_claim()
    voice = replace(claim.attribution, speaker=a_speaker(name=kept))
    with open_store(url) as store:
        keep_revision(store, a_revision())
        keep_claims(store, replace(claim, attribution=voice))
        assert speaker_named(store, asked) == (kept if found else None)
