"""Seasons lie where the hemisphere has them, and may run over New Year."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import days, read, span


@pytest.mark.parametrize(
    ("text", "published", "country", "core", "within"),
    [
        pytest.param(
            "This summer it opens.",
            "2014-11-20",
            "AU",
            "2015-01",
            "2014-12-01/2015-03-20",
            id="southern summer ahead",
        ),
        pytest.param(
            "This winter it opens.",
            "2014-07-10",
            "NZ",
            "2014-07",
            "2014-06-01/2014-09-22",
            id="southern winter now",
        ),
        pytest.param(
            "This spring it opens.",
            "2014-08-14",
            "AU",
            "2014-10",
            "2014-09-01/2014-12-21",
            id="southern spring ahead",
        ),
        pytest.param(
            "This winter it is busy.",
            "2015-02-03",
            "US",
            "2015-01",
            "2014-12-01/2015-03-20",
            id="northern winter, begun last year",
        ),
        pytest.param(
            "This summer it is busy.",
            "2015-01-20",
            "AU",
            "2015-01",
            "2014-12-01/2015-03-20",
            id="southern summer, begun last year",
        ),
        pytest.param(
            "Next spring it opens.",
            "2014-08-14",
            "GB",
            "2015-04",
            "2015-03-01/2015-06-21",
            id="next spring",
        ),
    ],
)
def test_seasons_by_hemisphere(
    text: str, published: str, country: str, core: str, within: str
) -> None:
    (found,) = map(span, days(read(text, published, country)))
    assert found.contains(span(core))
    assert span(within).contains(found)
