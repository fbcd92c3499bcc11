"""Whose "the company" and "fiscal 2015" are, where topics of several vendors are followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.config.settings import Organisation
from monitor.extract.claims import Extractor
from monitor.interval import DaySpan
from monitor.types import Claim
from monitor.values import When
from tests.builders import a_revision
from tests.extract.reading import shipped

# The second has a word of English in it, the third a small one.
PROGRAMS = ("Zeta Move", "Zeta Start", "Zeta Move program")
ROSE = "Zeta Move is open to customers with 80 seats or more, the company said."
STARTS = "{} starts in the second half of fiscal 2015, a partner said."


@pytest.fixture(scope="module")
def two_vendors() -> Extractor:
    """FastTrack, and a program like it of Zeta, whose fiscal year starts in April."""
    ours = next(topic for topic in shipped().topics if topic.key == "office365-fasttrack")
    words = ours.performer.model_copy(update={"vendor": ("Zeta",)})
    names = {"key": "zeta-move", "vendor": "Zeta", "vendor_key": "zeta", "programs": PROGRAMS}
    theirs = ours.model_copy(update={**names, "other_programs": (), "performer": words})
    zeta = Organisation(name="Zeta", fiscal_year_starts=4)
    ours = ours.model_copy(update={"other_programs": (*ours.other_programs, "Zeta Move")})
    sides = (*shipped().organisations, zeta)
    return Extractor(replace(shipped(), topics=(ours, theirs), organisations=sides))


def claims(extractor: Extractor, text: str, title: str | None, facet: str) -> list[Claim]:
    day = DaySpan.parse("2014-05-01")
    revision = a_revision(text=text, title=title, published=day, organisation=None)
    return [claim for claim in extractor.claims(revision) if claim.facet == facet]


SAID = [
    pytest.param(ROSE, None, "Zeta", id="the second topic's, whose program is named"),
    pytest.param(ROSE.replace("Zeta Move", "FastTrack"), None, "Microsoft", id="the first one's"),
    pytest.param(
        ROSE.replace("Zeta Move", "The program"), "Zeta Move opens", "Zeta", id="named in the title"
    ),
    pytest.param(
        ROSE.replace("Zeta Move", "The Zeta Move program"), None, "Zeta", id="a small word of it"
    ),
    pytest.param(f"{ROSE} FastTrack is older.", None, None, id="nobody's, where both are named"),
]


@pytest.mark.parametrize(("text", "title", "organisation"), SAID)
def test_who_the_company_is(
    two_vendors: Extractor, text: str, title: str | None, organisation: str | None
) -> None:
    (claim,) = claims(two_vendors, text, title, "threshold")
    speaker = claim.attribution.speaker
    assert (speaker.organisation if speaker else None) == organisation


DAYS = [
    pytest.param("FastTrack", None, ["2015-01-01/2015-06-30"], id="from July, as the first one's"),
    pytest.param("Zeta Move", None, ["2014-10-01/2015-03-31"], id="from April, as the second's"),
    pytest.param("Zeta Move", "Zeta Move or FastTrack", [], id="of either: no day is made up"),
]


@pytest.mark.parametrize(("program", "title", "days"), DAYS)
def test_whose_fiscal_year_it_is(
    two_vendors: Extractor, program: str, title: str | None, days: list[str]
) -> None:
    found = claims(two_vendors, STARTS.format(program), title, "timing")
    assert [each.value.span.iso() for each in found if isinstance(each.value, When)] == days


NAMED = [
    pytest.param("Zeta showed Zeta Start at a meeting on Monday.", [], id="in the name"),
    pytest.param("Zeta Start will start on Monday.", ["2014-05-05"], id="beside the name"),
]


@pytest.mark.parametrize(("text", "days"), NAMED)
def test_a_word_of_the_program_s_name_is_no_event(
    two_vendors: Extractor, text: str, days: list[str]
) -> None:
    found = claims(two_vendors, text, None, "timing")
    assert [each.value.span.iso() for each in found if isinstance(each.value, When)] == days


def test_a_verdict_in_a_text_on_one_program_is_none_on_another(two_vendors: Extractor) -> None:
    text = (
        "Zeta Move opens in May. The firm has not changed its minimum. "
        '"Reports that we did are wrong," a Zeta spokeswoman said. '
        "It is smaller than its rival. Zeta likes that. Microsoft FastTrack is for 150 seats."
    )
    assert {claim.topic for claim in claims(two_vendors, text, None, "accuracy")} == {"zeta-move"}
