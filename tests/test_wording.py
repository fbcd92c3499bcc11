"""Values, times and speakers as a reader meets them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.interval import DaySpan, NumberSpan
from monitor.types import SEVERAL, Attribution, Speaker
from monitor.values import Accuracy, Actor, Money, Quantity, ScopeItem, State, Value, When
from monitor.wording import (
    firmness_in_words,
    held_in_words,
    shorten,
    span_in_words,
    value_in_words,
    voice_in_words,
    weekday_in_words,
    words_around,
)
from tests.builders import a_claim

SEPTEMBER = date(2014, 9, 1)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        pytest.param(DaySpan.day(SEPTEMBER), "1 Sep 2014", id="day"),
        pytest.param(DaySpan.month(2014, 9), "Sep 2014", id="month"),
        pytest.param(DaySpan.year(2014), "2014", id="year"),
        pytest.param(
            DaySpan(SEPTEMBER, date(2015, 3, 31)), "1 Sep 2014 to 31 Mar 2015", id="window"
        ),
        pytest.param(DaySpan(SEPTEMBER, None), "from 1 Sep 2014", id="no end"),
        pytest.param(DaySpan(None, SEPTEMBER), "until 1 Sep 2014", id="no start"),
        pytest.param(DaySpan(None, None), "at no known time", id="neither"),
    ],
)
def test_a_span(span: DaySpan, words: str) -> None:
    assert span_in_words(span) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        pytest.param("UTC", "Fri 1 Aug 2014", id="UTC"),
        pytest.param("Pacific/Auckland", "Sat 2 Aug 2014", id="already tomorrow"),
        pytest.param("America/New_York", "Fri 1 Aug 2014", id="still today"),
    ],
)
def test_a_moment_in_the_reader_s_zone(zone: str, words: str) -> None:
    moment = datetime(2014, 8, 1, 12, 30, tzinfo=UTC)
    assert weekday_in_words(moment, ZoneInfo(zone)) == words


def _quantity(low: int | None, high: int | None, bound: str, unit: str = "seat") -> Quantity:
    return Quantity(NumberSpan(low, high), unit, bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(_quantity(150, None, "minimum"), "150 seats or more", id="minimum"),
        pytest.param(_quantity(1, None, "minimum"), "1 seat or more", id="one"),
        pytest.param(_quantity(0, None, "minimum"), "no minimum", id="no minimum"),
        pytest.param(_quantity(None, 1500, "maximum"), "at most 1,500 seats", id="maximum"),
        pytest.param(_quantity(150, 499, "range"), "150 to 499 seats", id="range"),
        pytest.param(_quantity(150, 150, "exact"), "150 seats", id="exact"),
        pytest.param(
            _quantity(200, None, "approximate"), "200 seats or more", id="so many or more"
        ),
        pytest.param(_quantity(None, 200, "approximate"), "at most 200 seats", id="or fewer"),
        pytest.param(_quantity(200, 200, "approximate"), "about 200 seats", id="approximate"),
        pytest.param(
            _quantity(None, None, "approximate"), "an unknown number of seats", id="unknown"
        ),
        pytest.param(
            _quantity(600, 600, "exact", "person"),
            "600 people",
            id="plural of person",
            marks=pytest.mark.xfail(strict=True, reason="person is given an s"),
        ),
        pytest.param(
            _quantity(2, 2, "exact", "business-day"), "2 business days", id="key as words"
        ),
        pytest.param(When(DaySpan.day(SEPTEMBER), "start"), "starts 1 Sep 2014", id="start"),
        pytest.param(When(DaySpan.month(2014, 9), "end"), "ends Sep 2014", id="end"),
        pytest.param(
            When(DaySpan(SEPTEMBER, date(2015, 3, 31)), "window"),
            "runs 1 Sep 2014 to 31 Mar 2015",
            id="window",
        ),
        pytest.param(When(DaySpan(None, SEPTEMBER), "window"), "runs until 1 Sep 2014", id="until"),
        pytest.param(ScopeItem("email-migration", True), "covers email migration", id="covers"),
        pytest.param(
            ScopeItem("email-migration", True, True), "covers only email migration", id="only"
        ),
        pytest.param(ScopeItem("hybrid", False), "does not cover hybrid", id="does not cover"),
        pytest.param(
            Money(Decimal(15), "USD", "seat", "rate"), "USD 15 per seat (rate)", id="rate"
        ),
        pytest.param(Money(Decimal(60_000), "USD", None, "cap"), "USD 60,000 (cap)", id="cap"),
        pytest.param(Money(Decimal("0.50"), "USD", None, "price"), "USD 0.5 (price)", id="cents"),
        pytest.param(Money(Decimal(100), None, None, "fund"), "100 (fund)", id="no currency"),
        pytest.param(
            Money(Decimal("1E+3"), "USD", None, "cap"), "USD 1,000 (cap)", id="no exponent"
        ),
        pytest.param(Money(Decimal(0), None, None, "price"), "free of charge", id="free"),
        pytest.param(Money(None, None, None, "fund"), "a fund without a sum", id="no sum"),
        pytest.param(
            Actor("vendor", "email-migration"), "email migration: done by the vendor", id="vendor"
        ),
        pytest.param(Actor("both", "work"), "work: done by vendor and partner", id="both"),
        pytest.param(State("in-flux"), "in flux", id="state"),
        pytest.param(Accuracy("reports", False), "reports: not accurate", id="not accurate"),
    ],
)
def test_a_value(value: Value, words: str) -> None:
    assert value_in_words(a_claim(value=value)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(_quantity(150, None, "minimum"), "not: 150 seats or more", id="quantity"),
        pytest.param(ScopeItem("hybrid", False), "does not cover hybrid", id="scope has its sign"),
        pytest.param(Accuracy("reports", False), "reports: not accurate", id="so has accuracy"),
        pytest.param(When(DaySpan.day(SEPTEMBER), "start"), "not: starts 1 Sep 2014", id="time"),
    ],
)
def test_what_is_denied(value: Value, words: str) -> None:
    assert value_in_words(a_claim(value=value, polarity="deny")) == words


@pytest.mark.parametrize(
    ("speaker", "kind", "words"),
    [
        pytest.param(
            Speaker("Anna Berg", "Vendor", "director", False),
            "direct",
            "Anna Berg, director, Vendor",
            id="all known",
        ),
        pytest.param(Speaker("Anna Berg", None, None, False), "direct", "Anna Berg", id="name"),
        pytest.param(Speaker(None, "Vendor", None, False), "indirect", "Vendor", id="organisation"),
        pytest.param(
            Speaker(None, "Vendor", "spokesperson", False),
            "indirect",
            "spokesperson, Vendor",
            id="office",
        ),
        pytest.param(
            Speaker(None, "Vendor", "executive", True),
            "indirect",
            "unnamed executive, Vendor",
            id="unnamed",
        ),
        pytest.param(
            Speaker(None, None, "sources", True),
            "hearsay",
            "unnamed sources, at second hand",
            id="hearsay",
        ),
        pytest.param(
            Speaker("Ann Lee", "Acme", "director of Acme", False),
            "direct",
            "Ann Lee, director of Acme",
            id="whose role names the organisation",
        ),
        pytest.param(
            Speaker(None, None, None, True), "hearsay", "unnamed speaker, at second hand", id="none"
        ),
        pytest.param(
            Speaker(None, None, None, False), "indirect", "an unknown speaker", id="unknown"
        ),
        pytest.param(
            Speaker("A. Writer", "The Outlet", "outlet", False),
            "outlet",
            "The Outlet, in its own voice",
            id="outlet",
        ),
        pytest.param(
            Speaker(None, "Vendor", "document", False),
            "document",
            "Vendor, in a document",
            id="document",
        ),
        pytest.param(
            Speaker(None, None, "slides", False),
            "document",
            "The Outlet, in a document",
            id="document of nobody known",
        ),
    ],
)
def test_a_voice(speaker: Speaker, kind: str, words: str) -> None:
    attribution = Attribution(speaker, kind, "said", ("The Outlet",))  # type: ignore[arg-type]
    assert voice_in_words(a_claim(attribution=attribution)) == words


@pytest.mark.parametrize(
    ("modality", "words"),
    [
        ("asserted", ""),
        ("planned", "as a plan"),
        ("hedged", "hedged"),
        ("rumoured", "as a rumour"),
    ],
)
def test_how_firmly(modality: str, words: str) -> None:
    assert firmness_in_words(a_claim(modality=modality)) == words


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        pytest.param("short", 5, "short", id="fits"),
        pytest.param("one two three", 9, "one two…", id="cut at a word"),
        pytest.param("one two three", 8, "one two…", id="word ends at the edge"),
        pytest.param("abcdefghij", 5, "abcd…", id="no word to cut at"),
        pytest.param("", 5, "", id="nothing"),
    ],
)
def test_shorten(text: str, most: int, expected: str) -> None:
    assert shorten(text, most) == expected


@given(st.text(), st.integers(2, 50))
def test_what_is_shortened_fits(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


_PAGE = """# Who may join

It was asked for - often. It needs 150 seats.

## What it covers

- Email
- Files

| Plan | Seats |
|---|---|
| E1 | 300 |
| E3 | 500 |

That is all."""


@pytest.mark.parametrize(
    ("quote", "most", "before", "after"),
    [
        pytest.param(
            "It needs 150 seats.",
            60,
            "Who may join\nIt was asked for - often. ",
            "\nWhat it covers\n• Email\n• Files\nPlan | Seats…",
            id="headings and entries are lines",
        ),
        pytest.param("Files", 16, "…Email\n• ", "\nPlan |…", id="an entry of a list"),
        pytest.param("300", 30, "…| Seats\nE1 | ", "\nE3 | 500\nThat is all.", id="a cell"),
        pytest.param("often.", 12, "…for - ", " It needs…", id="a dash is no entry"),
        pytest.param("Who may join", 8, "", "\nIt…", id="the heading itself"),
        pytest.param("150 seats.", 2, "…", "…", id="no room for a word"),
    ],
)
def test_the_words_around_a_quote_are_running_text(
    quote: str, most: int, before: str, after: str
) -> None:
    start = _PAGE.index(quote)
    assert words_around(_PAGE, start, start + len(quote), most) == (before, after)


HELD = [
    ((), "150 seats or more"),
    ((("validity", "former"),), "150 seats or more (held once)"),
    ((("region", "Europe"), ("segment", "education")), "150 seats or more (Europe, education)"),
    ((("bought", "before 2017-09-01"),), "150 seats or more (bought before 1 Sep 2017)"),
    ((("part", "file-migration"),), "150 seats or more (of the file migration)"),
    ((SEVERAL,), "150 seats or more (one of several rates)"),
]


@pytest.mark.parametrize(("qualifiers", "words"), HELD)
def test_what_alone_it_holds_of_is_told(
    qualifiers: tuple[tuple[str, str], ...], words: str
) -> None:
    value = Quantity(NumberSpan(150, None), "seat", "minimum")
    assert held_in_words(a_claim(value=value, qualifiers=qualifiers)) == words
