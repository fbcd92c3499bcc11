"""The times people write, read by a fixed clock: Friday, 8 August 2014, 15:00 in UTC."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.interval import DaySpan
from monitor.moments import _WORDS, moment_of, span_of

NOW = datetime(2014, 8, 8, 15, tzinfo=UTC)

SPANS = [
    pytest.param("2014", "2014", id="a year"),
    pytest.param("2014-08", "2014-08", id="a month, which the library takes for a day"),
    pytest.param(" 2014-08-05 ", "2014-08-05", id="a day"),
    pytest.param("2014-08-05 14:30", "2014-08-05", id="a moment is of its day"),
    pytest.param("2014-08-05T14:30Z", "2014-08-05", id="as programs write it"),
    pytest.param("august 2014", "2014-08", id="a month in words"),
    pytest.param("Aug 2014", "2014-08", id="and short"),
    pytest.param("5 Aug 2014", "2014-08-05", id="a day in words"),
    pytest.param("Aug. 5, 2014", "2014-08-05", id="as Americans write it"),
    pytest.param("5th of august 2014", "2014-08-05", id="an ordinal"),
    pytest.param("last tuesday", "2014-08-05", id="the last such day"),
    pytest.param("Monday", "2014-08-04", id="a day of the week is past"),
    pytest.param("june", "2014-06", id="so is a month"),
    pytest.param("3 days ago", "2014-08-05", id="days back"),
    pytest.param("three days ago", "2014-08-05", id="days back in words"),
    pytest.param("today", "2014-08-08", id="today"),
    pytest.param("now", "2014-08-08", id="now is of today"),
    pytest.param("yesterday", "2014-08-07", id="yesterday"),
    pytest.param("the day before yesterday", "2014-08-06", id="the day before"),
    pytest.param("last week", "2014-07-28/2014-08-03", id="all of a week, Monday to Sunday"),
    pytest.param("2 weeks ago", "2014-07-21/2014-07-27", id="an earlier week"),
    pytest.param("last month", "2014-07", id="all of a month"),
    pytest.param("last year", "2013", id="all of a year"),
    pytest.param("20 hours ago", "2014-08-07", id="hours back may be yesterday"),
]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_text_names_days(text: str, span: str) -> None:
    assert span_of(text, NOW).iso() == span


MOMENTS = [
    pytest.param("2014-08-05 14:30", "2014-08-05T14:30:00+00:00", id="a moment is in UTC"),
    pytest.param("2014-08-05T14:30Z", "2014-08-05T14:30:00+00:00", id="as programs write it"),
    pytest.param("2014-08-05T14:30+02:00", "2014-08-05T12:30:00+00:00", id="in another zone"),
    pytest.param("5 Aug 2014 14:30", "2014-08-05T14:30:00+00:00", id="in words"),
    pytest.param("3 hours ago", "2014-08-08T12:00:00+00:00", id="hours back"),
    pytest.param("now", "2014-08-08T15:00:00+00:00", id="now"),
    pytest.param("2014-08-05", "2014-08-05T23:59:59.999999+00:00", id="the end of a day"),
    pytest.param("2014-07", "2014-07-31T23:59:59.999999+00:00", id="the end of a month"),
    pytest.param("yesterday", "2014-08-07T23:59:59.999999+00:00", id="the end of yesterday"),
    pytest.param("last week", "2014-08-03T23:59:59.999999+00:00", id="the end of a week"),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_text_names_a_moment_and_a_day_its_end(text: str, moment: str) -> None:
    assert moment_of(text, NOW).isoformat() == moment


UNREAD = [
    pytest.param("", id="nothing"),
    pytest.param("5", id="a bare number, which the library takes for May"),
    pytest.param("150", id="a value"),
    pytest.param("-5", id="a bare number with a sign"),
    pytest.param("1407000000", id="seconds since 1970"),
    pytest.param("05/08/2014", id="a day in May or one in August"),
    pytest.param("10:30", id="a time of no day"),
    pytest.param("2014-13", id="no such month"),
    pytest.param("2014-02-30", id="no such day"),
    pytest.param("30 feb 2014", id="no such day in words"),
    pytest.param("0001-01-03", id="a day to whose week the calendar does not reach back"),
    pytest.param("9999", id="a year behind whose last day there is none"),
    pytest.param("1979-12-31", id="a day before any page"),
    pytest.param("3014-08-05 14:30", id="a moment a thousand years ahead"),
    pytest.param("5 aug 3014", id="a slip of the keys"),
    pytest.param("1 jan 0001", id="a year far off"),
    pytest.param("99999999 days ago", id="before all times"),
    pytest.param("soon", id="a word for no day"),
    pytest.param("spring 2014", id="a season, which begins somewhere else elsewhere"),
    pytest.param("ago", id="half a time"),
    pytest.param("5 août 2014", id="another language"),
    pytest.param("today\x1b[31m", id="signs of a terminal"),
    pytest.param("2014-08-05 or so", id="more than a day"),
    pytest.param("2014-08-05 25:00", id="no such time"),
    pytest.param("1 " * 100_000, id="endless"),
]


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_time_is_told_with_what_can_be_written(text: str) -> None:
    for read in (span_of, moment_of):
        with pytest.raises(ValueError, match=r"not a date: .*write 2014, 2014-08") as told:
            read(text, NOW)
        assert len(str(told.value)) < 300


def test_today_is_a_day_in_utc_wherever_the_clock_stands() -> None:
    late = datetime(2014, 8, 8, 23, tzinfo=timezone(timedelta(hours=-5)))
    assert span_of("today", late).iso() == "2014-08-09"


WORDS = st.lists(
    st.one_of(st.sampled_from(sorted(_WORDS)), st.integers(0, 10**9).map(str)), max_size=6
).map(" ".join)


@given(st.one_of(st.text(max_size=60), WORDS), st.datetimes(timezones=st.just(UTC)))
def test_any_text_names_days_or_is_refused(text: str, now: datetime) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(span_of(text, now), DaySpan)
        assert moment_of(text, now).tzinfo is UTC
