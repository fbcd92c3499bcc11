"""The scorer of times and attributions against small cases of its own."""

from __future__ import annotations

import pytest

from tests.quality.gold import Place
from tests.quality.news import labelled, marked
from tests.quality.scoring import Tally
from tests.quality.spans import Marked, Said, Time, score_said, score_times

TEXT = "The mayor told reporters on Monday that the bridge would open."
DAY = "2014-08-11"


def at(words: str) -> Place:
    start = TEXT.index(words)
    return start, start + len(words)


def time(words: str = "Monday", value: str | None = DAY, days: str | None = DAY) -> Time:
    return Time(at(words), value, days, days)


RIGHT, WRONG, MISSED, NONE = Tally(1), Tally(0, 1, 1), Tally(0, 0, 1), Tally()
# Labelled, read; exact, touched, value, days.
TIMES = [
    pytest.param([time()], [time()], (RIGHT,) * 4, id="as labelled"),
    pytest.param([time()], [], (MISSED,) * 4, id="missed"),
    pytest.param([], [time()], (Tally(0, 1),) * 4, id="a false alarm"),
    pytest.param(
        [time()], [time("on Monday")], (WRONG, RIGHT, RIGHT, RIGHT), id="a preposition too many"
    ),
    pytest.param(
        [time()],
        [time(value="2014-08-18", days="2014-08-18")],
        (RIGHT, RIGHT, WRONG, WRONG),
        id="another Monday",
    ),
    pytest.param(
        [time()], [time(value=None)], (RIGHT, RIGHT, WRONG, RIGHT), id="days without a value"
    ),
    pytest.param(
        [time(value="P1DE", days=None)],
        [time(value="P10Y", days=None)],
        (RIGHT, RIGHT, RIGHT, NONE),
        id="a length in other words, which means no days",
    ),
    pytest.param(
        [time(value="PAST_REF", days=None)],
        [time()],
        (RIGHT, RIGHT, WRONG, Tally(0, 1, 0)),
        id="days for what means none",
    ),
    pytest.param(
        [time()],
        [time("reporters on", value=None, days=None), time("on Monday")],
        (Tally(0, 2, 1), Tally(1, 1), Tally(1, 1), RIGHT),
        id="one that only touches the next is left over",
    ),
    pytest.param(
        [time()],
        [time("on Mon", value=None), time("Monday")],
        (Tally(1, 1), Tally(1, 1), Tally(1, 1), Tally(1, 1)),
        id="the longest overlap is matched",
    ),
]


@pytest.mark.parametrize(("gold", "read", "tallies"), TIMES)
def test_times(gold: list[Time], read: list[Time], tallies: tuple[Tally, ...]) -> None:
    scores = score_times([(Marked(TEXT, tuple(gold), ()), Marked(TEXT, tuple(read), ()))])
    assert tuple(scores.values()) == tallies


SAID = Said(at("told reporters"), at("The mayor"), (at("the bridge would open"),))
# What was read; cue, speaker and content, exact and by tokens.
PARTS = [
    pytest.param([SAID], (RIGHT, Tally(2), RIGHT, Tally(2), RIGHT, Tally(4)), id="as labelled"),
    pytest.param(
        [],
        (MISSED, Tally(0, 0, 2), MISSED, Tally(0, 0, 2), MISSED, Tally(0, 0, 4)),
        id="missed",
    ),
    pytest.param(
        [Said(at("told"), None, (at("that the bridge"),))],
        (WRONG, Tally(1, 0, 1), MISSED, Tally(0, 0, 2), WRONG, Tally(2, 1, 2)),
        id="partly right",
    ),
    pytest.param(
        [Said(SAID.cue, SAID.speaker, (at("the bridge"), at("would open")))],
        (RIGHT, Tally(2), RIGHT, Tally(2), Tally(0, 2, 1), Tally(4)),
        id="content in two pieces",
    ),
    pytest.param(
        [SAID, SAID],
        (RIGHT, Tally(2), RIGHT, Tally(2), RIGHT, Tally(4)),
        id="the same spans serve two attributions",
    ),
]


@pytest.mark.parametrize(("read", "tallies"), PARTS)
def test_attributions(read: list[Said], tallies: tuple[Tally, ...]) -> None:
    scores = score_said([(Marked(TEXT, (), (SAID,)), Marked(TEXT, (), tuple(read)))])
    assert tuple(scores.values()) == tallies


def test_passages_are_added_up() -> None:
    one, none = Marked(TEXT, (time(),), (SAID,)), Marked(TEXT, (), ())
    both = [(one, one), (one, none)]
    assert score_times(both)["exact"] == Tally(1, 0, 1)
    assert score_said(both)["speaker exact"] == Tally(1, 0, 1)


LINE = {
    "id": "1",
    "published": "2014-08-14",
    "publisher": "The Outlet",
    "country": "US",
    "text": TEXT,
    "times": [{"start": 28, "end": 34, "text": "Monday", "value": DAY, "from": DAY, "to": DAY}],
    "attributions": [
        {
            "speaker": None,
            "cue": {"start": 10, "end": 24, "text": "told reporters"},
            "content": [{"start": 40, "end": 61, "text": "the bridge would open"}],
        }
    ],
}


def test_a_line_is_read_and_the_program_marks_its_text() -> None:
    gold = labelled(LINE)
    assert gold.times == (time(),)
    assert gold.said == (Said(SAID.cue, None, SAID.content),)
    scores = score_times([(gold, marked(LINE))])
    assert (scores["touched"], scores["days"]) == (RIGHT, RIGHT)


def test_a_label_that_stands_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="passage 1"):
        labelled(LINE | {"text": f" {TEXT}"})
