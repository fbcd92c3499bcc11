"""For whom somebody works, by the words of config/."""

from __future__ import annotations

import pytest

from monitor.extract.components.employers import Employers
from monitor.extract.components.speech import Speech
from monitor.extract.nlp import build_nlp
from tests.extract.reading import shipped

TOLD = [
    pytest.param(", a director at Microsoft", "Microsoft", id="at an organisation we know"),
    pytest.param(" runs the FastTrack center", "Microsoft", id="of a program we know"),
    pytest.param(", who leads the work at Microsoft", "Microsoft", id="a clause of their own"),
    pytest.param(", a former director at Microsoft", None, id="no more"),
    pytest.param(", an analyst who covers Microsoft", None, id="looks at it from outside"),
    pytest.param(", a director at Microsoft partner Larkin", None, id="of its partner"),
    pytest.param(" met us at Microsoft", None, id="nothing that introduces anybody"),
]


@pytest.fixture(scope="module")
def employers() -> Employers:
    speech = build_nlp(shipped()).components["speech"]
    assert isinstance(speech, Speech)
    return speech.finder


@pytest.mark.parametrize(("told", "employer"), TOLD)
def test_what_is_told_behind_a_name(employers: Employers, told: str, employer: str | None) -> None:
    assert employers.employer_told(told, "Microsoft") == employer
