"""Spans of numbers and days: what lies in what, and their one written form."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.interval import DaySpan, NumberSpan, days_in_figures

Span = NumberSpan | DaySpan


def _spans(ends: st.SearchStrategy[Any], make: Any) -> st.SearchStrategy[Any]:
    """Spans with closed and open ends, close enough to one another to touch."""
    pairs = st.tuples(ends | st.none(), ends | st.none())
    ordered = pairs.filter(lambda pair: None in pair or pair[0] <= pair[1])
    return ordered.map(lambda pair: make(*pair))


_near_days = st.dates(date(2014, 8, 1), date(2014, 8, 9))
_numbers = _spans(st.integers(0, 8), NumberSpan)
_days = _spans(_near_days, DaySpan)
_three = st.one_of(st.tuples(*[_numbers] * 3), st.tuples(*[_days] * 3))
_any_day = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@given(_three)
def test_containing_is_an_order(three: tuple[Any, Any, Any]) -> None:
    a, b, c = three
    assert a.contains(a)
    if a.contains(b) and b.contains(c):
        assert a.contains(c)
    if a.contains(b) and b.contains(a):
        assert a == b


@given(_three)
def test_overlapping_goes_both_ways_and_follows_from_containing(
    three: tuple[Any, Any, Any],
) -> None:
    a, b, _ = three
    assert a.overlaps(a)
    assert a.overlaps(b) == b.overlaps(a)
    if a.contains(b):
        assert a.overlaps(b)


@given(_numbers, _numbers)
def test_number_spans_agree_with_their_numbers(a: NumberSpan, b: NumberSpan) -> None:
    # All ends lie between 0 and 8, so these stand for every number there is.
    ours, theirs = (
        {n for n in range(-1, 10) if span.contains(NumberSpan(n, n))} for span in (a, b)
    )
    assert a.overlaps(b) == bool(ours & theirs)
    assert a.contains(b) == (theirs <= ours)


@given(_days, _near_days)
def test_a_day_is_in_a_span_or_apart_from_it(span: DaySpan, day: date) -> None:
    one = DaySpan.day(day)
    assert span.contains(one) == span.overlaps(one)


@pytest.mark.parametrize(
    ("a", "b", "contains", "overlaps"),
    [
        pytest.param(NumberSpan(150, None), NumberSpan(250, 499), True, True, id="open end"),
        pytest.param(NumberSpan(None, None), NumberSpan(None, 5), True, True, id="all numbers"),
        pytest.param(NumberSpan(1, 5), NumberSpan(None, 5), False, True, id="open is not inside"),
        pytest.param(NumberSpan(1, 5), NumberSpan(5, 9), False, True, id="ends belong to them"),
        pytest.param(NumberSpan(1, 4), NumberSpan(5, 9), False, False, id="neighbours"),
        pytest.param(DaySpan.year(2014), DaySpan.month(2014, 2), True, True, id="month in year"),
        pytest.param(DaySpan.month(2014, 2), DaySpan.year(2014), False, True, id="year in month"),
        pytest.param(DaySpan.year(2013), DaySpan.year(2014), False, False, id="two years"),
        pytest.param(
            DaySpan(date(2014, 9, 1), None), DaySpan.year(2015), True, True, id="from a day on"
        ),
        pytest.param(
            DaySpan(None, date(2014, 8, 31)), DaySpan.year(2015), False, False, id="until a day"
        ),
    ],
)
def test_contains_and_overlaps(a: Any, b: Any, contains: bool, overlaps: bool) -> None:
    assert a.contains(b) is contains
    assert a.overlaps(b) is overlaps
    assert b.overlaps(a) is overlaps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2014", DaySpan.year(2014), id="year"),
        pytest.param("2014-02", DaySpan(date(2014, 2, 1), date(2014, 2, 28)), id="February"),
        pytest.param("2016-02", DaySpan(date(2016, 2, 1), date(2016, 2, 29)), id="leap year"),
        pytest.param("2014-12", DaySpan(date(2014, 12, 1), date(2014, 12, 31)), id="December"),
        pytest.param("2014-09-01", DaySpan.day(date(2014, 9, 1)), id="day"),
        pytest.param(" 2014-09-01\n", DaySpan.day(date(2014, 9, 1)), id="white space around"),
        pytest.param("2014-09-01T10:00:00Z", DaySpan.day(date(2014, 9, 1)), id="time of day"),
        pytest.param("0001", DaySpan.year(1), id="first year"),
        pytest.param("9999-12", DaySpan.month(9999, 12), id="last month"),
    ],
)
def test_parse(text: str, expected: DaySpan) -> None:
    assert DaySpan.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "14",
        "Sept. 1, 2014",
        "2014-13",
        "2014-00",
        "2014-02-30",
        "0000",
        "2014-09-31",
        "20145",
        "2014-091",
        "2014-9-1",
        "2014-09-0x",
    ],
)
def test_what_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        DaySpan.parse(text)


@given(_any_day, st.sampled_from(["day", "month", "year"]))
def test_the_written_form_of_a_calendar_span_is_read_back(day: date, size: str) -> None:
    span = {
        "day": DaySpan.day(day),
        "month": DaySpan.month(day.year, day.month),
        "year": DaySpan.year(day.year),
    }[size]
    assert DaySpan.parse(span.iso()) == span
    assert len(span.iso()) == {"day": 10, "month": 7, "year": 4}[size]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(DaySpan(None, None), "../..", id="open at both ends"),
        pytest.param(DaySpan(date(2014, 9, 1), None), "2014-09-01/..", id="from"),
        pytest.param(DaySpan(None, date(2014, 9, 1)), "../2014-09-01", id="until"),
        pytest.param(
            DaySpan(date(2014, 9, 1), date(2014, 10, 31)), "2014-09-01/2014-10-31", id="two months"
        ),
    ],
)
def test_the_written_form_of_other_spans(span: DaySpan, expected: str) -> None:
    assert span.iso() == expected


@given(_days, st.integers(0, 400))
def test_widening_keeps_what_was_inside(span: DaySpan, days: int) -> None:
    wide = span.widened(days)
    assert wide.contains(span)
    before, after = span.days(), wide.days()
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after - before == 2 * days
    assert span.widened(0) == span


@pytest.mark.parametrize(
    "span",
    [
        pytest.param(DaySpan.day(date.min), id="first day there is"),
        pytest.param(DaySpan.day(date.max), id="last day there is"),
    ],
)
def test_widening_ends_where_the_calendar_does(span: DaySpan) -> None:
    assert span.widened(30).contains(span)


def test_days_counts_both_ends() -> None:
    assert DaySpan.day(date(2014, 9, 1)).days() == 1
    assert DaySpan.month(2014, 9).days() == 30
    assert DaySpan.year(2016).days() == 366
    assert DaySpan(date(2014, 9, 1), None).days() is None


def test_no_span_runs_backwards() -> None:
    with pytest.raises(ValueError, match="from 5 down to 4"):
        NumberSpan(5, 4)
    with pytest.raises(ValueError, match="from 2014-09-02 down to 2014-09-01"):
        DaySpan(date(2014, 9, 2), date(2014, 9, 1))


SEP_1, JAN_9, DEC_25 = date(2014, 9, 1), date(2014, 1, 9), date(2014, 12, 25)
FIGURES = [
    pytest.param("1/9", True, [JAN_9], id="month first"),
    pytest.param("1/9", False, [SEP_1], id="day first"),
    pytest.param("1/9", None, [SEP_1, JAN_9], id="either, where nobody knows"),
    pytest.param("1.9", True, [SEP_1], id="with dots the day is first anywhere"),
    pytest.param("1.9", None, [SEP_1], id="with dots everybody knows"),
    pytest.param("1-9", True, [JAN_9], id="another sign tells nothing"),
    pytest.param("25/12", True, [DEC_25], id="no such month, so the day"),
    pytest.param("12/25", False, [DEC_25], id="no such month, so the day, the other way round"),
    pytest.param("12.25", False, [DEC_25], id="the same with dots"),
    pytest.param("25/12", None, [DEC_25], id="only one can be meant"),
    pytest.param("9/9", None, [date(2014, 9, 9)], id="the same day either way"),
    pytest.param("31/2", None, [], id="no day in February"),
    pytest.param("0/0", True, [], id="no day at all"),
]


@pytest.mark.parametrize(("figures", "month_first", "expected"), FIGURES)
def test_days_in_figures(figures: str, month_first: bool | None, expected: list[date]) -> None:
    first, sign, second = re.split(r"(\D)", figures)
    found = days_in_figures(int(first), sign, int(second), 2014, month_first=month_first)
    assert list(found) == expected


NUMBERS = [
    pytest.param("150", NumberSpan(150, 150), id="a number"),
    pytest.param("=150", NumberSpan(150, 150), id="a number with its sign"),
    pytest.param("100..300", NumberSpan(100, 300), id="from one to another"),
    pytest.param("100 ... 300", NumberSpan(100, 300), id="with three dots and space"),
    pytest.param("150..", NumberSpan(150, None), id="open above"),
    pytest.param("150...", NumberSpan(150, None), id="open above, three dots"),
    pytest.param("..300", NumberSpan(None, 300), id="open below"),
    pytest.param(">=150", NumberSpan(150, None), id="at least"),
    pytest.param("> 150", NumberSpan(151, None), id="more than: numbers are whole"),
    pytest.param("<=150", NumberSpan(None, 150), id="at most"),
    pytest.param("<150", NumberSpan(None, 149), id="less than"),
    pytest.param("150+", NumberSpan(150, None), id="a plus needs no quotation marks in a shell"),
    pytest.param("At least 150", NumberSpan(150, None), id="in words"),
    pytest.param("under 150", NumberSpan(None, 149), id="in other words"),
    pytest.param("20,000", NumberSpan(20_000, 20_000), id="commas in thousands"),
]


@pytest.mark.parametrize(("text", "span"), NUMBERS)
def test_a_range_of_numbers_is_read(text: str, span: NumberSpan) -> None:
    assert NumberSpan.parse(text) == span


NO_NUMBERS = [
    pytest.param("", "write 150", id="nothing"),
    pytest.param("..", "write 150", id="open on both sides"),
    pytest.param("many", "write 150", id="a word"),
    pytest.param(">=", "write 150", id="a sign alone"),
    pytest.param("<150+", "write 150", id="two signs"),
    pytest.param("-5", "write 150", id="below nothing"),
    pytest.param("1.5", "write 150", id="a fraction"),
    pytest.param("1,50", "write 150", id="a comma elsewhere"),
    pytest.param("١٥٠", "write 150", id="digits of another script"),
    pytest.param("9" * 5000, "write 150", id="more than Python turns into a number"),
    pytest.param("300..100", "from 300 down to 100", id="from high to low"),
]


@pytest.mark.parametrize(("text", "says"), NO_NUMBERS)
def test_what_is_no_range_is_told(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as told:
        NumberSpan.parse(text)
    assert len(str(told.value)) < 200


@given(st.text(max_size=20))
def test_any_text_is_a_range_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        NumberSpan.parse(text)
