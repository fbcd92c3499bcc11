"""All that is read in a text: every span stands where it says, and silence has its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.attributions import attributions
from monitor.extract.places import Original, Span
from monitor.extract.reading import Reading, read
from monitor.extract.timespans import precision, time_spans
from monitor.interval import DaySpan
from tests.builders import a_revision
from tests.extract.reading import extractor

FASTTRACK = "office365-fasttrack"


def reading(text: str, title: str | None = None, published: str | None = "2014-08-05") -> Reading:
    """The text as read; without a title nothing but its own words is about the program."""
    day = DaySpan.parse(published) if published else None
    return read(extractor(), a_revision(text=text, title=title, published=day))


def spans(thing: Any) -> Iterator[Span]:
    """Every span below a reading, however deep."""
    if isinstance(thing, Span):
        yield thing
    if isinstance(thing, tuple):
        for part in thing:
            yield from spans(part)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from spans(getattr(thing, field.name))


SENTENCES = [
    "Microsoft will open FastTrack to customers with at least 150 seats on Sept. 1.",
    "“It costs $15 per seat,” said Jane Doe, a spokeswoman.",
    "The company declined to say whether FastTrack covers public folders.",
    "Police said on Monday that two people were hurt.",
    "- not more than 50 licenses",
    "Related: FastTrack needs 20 seats",
]
JUNK = ["\r\n", "\r", "\n\n", " ", "\x1b[31m", "\u200b", "\u202e", "\x00", "\ud800", "\u2028", "é"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*SENTENCES, *JUNK]), max_size=12))
def test_every_span_stands_in_the_text_as_given(parts: list[str]) -> None:
    text = "".join(parts)
    found = reading(text)
    assert found.text == text
    for span in spans(found):
        assert text[span.start : span.end] == span.text
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote
    for trigger in found.triggers:
        assert trigger.reach[0] <= trigger.start < trigger.end <= trigger.reach[1] <= len(text)


def test_signs_that_hide_words_neither_hide_them_nor_move_what_stands_behind() -> None:
    clean = reading("FastTrack needs at least 150 seats.\n\nIt starts on Sept. 1.")
    hidden = reading("Fast\u200bTrack needs at least 150\u00ad seats.\r\n\r\nIt starts on Sept. 1.")
    assert [(c.facet, c.value) for c in hidden.claims] == [(c.facet, c.value) for c in clean.claims]
    assert hidden.claims
    assert hidden.quantities[0].text == "at least 150\u00ad seats"
    assert hidden.terms[0].text == "Fast\u200bTrack"


def test_claims_are_those_of_a_crawl() -> None:
    revision = a_revision(text=" ".join(SENTENCES), title="FastTrack")
    assert read(extractor(), revision).claims == extractor().claims(revision) != ()


def test_everything_is_listed_where_no_topic_matches() -> None:
    found = reading("Jane Doe said on Friday that Foo will pay $15 for 20 users.", None)
    assert [t.text for t in found.times] == ["Friday"]
    assert [(t.first, t.last, t.precision) for t in found.times] == [("2014-08-01",) * 2 + ("day",)]
    assert [(q.low, q.high, q.unit, q.role) for q in found.quantities] == [(20, 20, "user", "seat")]
    assert [(m.text, float(m.amount), m.currency) for m in found.money] == [("$15", 15.0, "USD")]
    (one,) = found.attributions
    assert one.kind == "indirect"
    assert one.speaker.name == "Jane Doe"
    assert one.speaker.place
    assert one.speaker.place.text == "Jane Doe"
    assert one.cue
    assert one.cue.text == "said"
    assert found.text[one.start :].startswith(one.content[0].text)
    assert [(t.kind, t.text) for t in found.triggers] == [("planned", "will")]
    assert (found.terms, found.claims, found.silences) == ((), (), ())
    assert {(view.named, view.focused) for view in found.topics} == {(False, False)}


def test_without_a_day_times_count_from_when_it_was_seen() -> None:
    found = reading("It was sold yesterday.", published=None)
    assert found.published is None
    assert found.counted_from.isoformat() == "2014-08-01"
    assert found.times[0].first == "2014-07-31"


def test_terms_tell_topic_kind_and_name() -> None:
    terms = reading("FastTrack covers public folders.").terms
    told = {(term.text, term.topic, term.kind, term.name) for term in terms}
    assert ("FastTrack", FASTTRACK, "program", None) in told
    assert ("public folders", FASTTRACK, "item", "public-folder-migration") in told


@pytest.mark.parametrize(
    ("title", "named", "focused"),
    [
        pytest.param("What FastTrack is", True, True, id="the title names it"),
        pytest.param(None, True, True, id="its first sentence names it"),
    ],
)
def test_how_a_text_stands_to_a_topic(title: str | None, named: bool, focused: bool) -> None:
    views = {view.topic: view for view in reading("FastTrack is here.", title).topics}
    assert (views[FASTTRACK].named, views[FASTTRACK].focused) == (named, focused)
    assert not views["csp-nce"].named


def test_of_one_topic_keeps_what_belongs_to_none() -> None:
    found = reading("FastTrack needs at least 150 seats, a spokesman said on Monday.")
    other = found.of_topic("csp-nce")
    assert (other.terms, other.claims, other.silences) == ((), (), ())
    assert [view.topic for view in other.topics] == ["csp-nce"]
    assert (other.times, other.attributions) == (found.times, found.attributions)
    assert found.of_topic(FASTTRACK).claims == found.claims


SILENCES = [
    ("Does FastTrack need at least 150 seats?", "a question"),
    ("Northgate declined to say if FastTrack covers public folders.", "a refusal (“declined to"),
    ("Take a FastTrack partner with 300 seats or more, for example.", "an example (“for example”"),
    ("FastTrack does not migrate:\n\n- public folders", "leads a list"),
    ("Partners like FastTrack.", "no number, time, sum, item or state"),
    ("FastTrack has 300 seats.", "“300 seats” counts, and limits nothing"),
    ("FastTrack was great on Monday.", "no word of a start, end or change goes with “"),
    ("FastTrack and public folders.", "no word says that it is covered or not"),
]


@pytest.mark.parametrize(("text", "reason"), SILENCES, ids=[row[1] for row in SILENCES])
def test_why_a_passage_gave_no_claim(text: str, reason: str) -> None:
    silences = [s for s in reading(text).silences if s.start == 0 and s.topic == FASTTRACK]
    assert len(silences) == 1
    assert reason in silences[0].reason


def test_another_program_is_named_as_the_reason() -> None:
    text = "CloudStart, a distributor's own program, starts at 25 seats. FastTrack does not."
    reasons = [s.reason for s in reading(text, "FastTrack").silences if s.start == 0]
    assert len(reasons) == 1
    assert "another program (“" in reasons[0]


def test_a_passage_that_only_counts_in_a_text_about_something_else_is_not_tied_to_it() -> None:
    text = (
        f"{'The weather was fine. ' * 9}FastTrack exists. {'It rained. ' * 9}Public folders moved."
    )
    reasons = [s.reason for s in reading(text).silences]
    assert any(reason.startswith("not tied to the program") for reason in reasons)


def test_a_heading_is_told_as_one() -> None:
    found = reading("# How FastTrack works\n\nFastTrack needs at least 150 seats.")
    assert [s.reason.split(",")[0] for s in found.silences] == ["a heading"]


def test_a_claim_breaks_the_silence_of_its_answer() -> None:
    text = "Does FastTrack need a minimum of seats? Yes, 150 licenses."
    found = reading(text, "FastTrack")
    assert found.claims
    assert not found.silences


PRECISIONS = [
    ("2014-08-05", "2014-08-05", "day"),
    ("2014-08-04", "2014-08-10", "week"),
    ("2014-02-01", "2014-02-28", "month"),
    ("2014-07-01", "2014-09-30", "quarter"),
    ("2014-07-01", "2014-12-31", "half"),
    ("2014-07-01", "2015-06-30", "year"),
    ("1990-01-01", "1999-12-31", "decade"),
    ("1901-01-01", "2000-12-31", "century"),
    ("9999-12-01", "9999-12-31", "month"),
    ("2014-09-22", "2014-12-21", "range"),
    ("2014-07-01", "2014-08-31", "range"),
    (None, "2014-08-31", "open"),
    ("2014-08-31", None, "open"),
    (None, None, None),
]


@pytest.mark.parametrize(("first", "last", "wanted"), PRECISIONS)
def test_precision(first: str | None, last: str | None, wanted: str | None) -> None:
    assert precision(first, last) == wanted


def a_mark(start: int, end: int, label: str, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, "from": None, "to": None} | more


def test_all_expressions_go_before_those_that_are_dated() -> None:
    """Where a component leaves both, what is dated only tells more of what is there."""
    text = "by May 1, lately, from June 1 to July 1, daily"
    days = {"from": "2014-05-01", "to": "2014-05-01"}
    marks = {
        "timex": [
            a_mark(3, 8, "DATE", value="2014-05-01", **days),
            a_mark(10, 16, "DATE", value="PAST_REF"),
            a_mark(23, 29, "DATE", value="2014-06-01"),
            a_mark(33, 39, "DATE", value="2014-07-01"),
            a_mark(41, 46, "SET", value="P1D"),
        ],
        "times": [
            a_mark(0, 8, "day", mod="by", **days),
            a_mark(18, 39, "window", mod=None) | {"from": "2014-06-01", "to": "2014-07-01"},
        ],
    }
    found = list(time_spans(Original.of(text), marks))
    window = ("2014-06-01", "2014-07-01")
    assert [(t.text, t.kind, t.modifier, t.timex, t.value, t.window) for t in found] == [
        ("May 1", "day", "by", "DATE", "2014-05-01", None),
        ("lately", "vague", None, "DATE", "PAST_REF", None),
        ("June 1", "date", None, "DATE", "2014-06-01", window),
        ("July 1", "date", None, "DATE", "2014-07-01", window),
        ("daily", "set", None, "SET", "P1D", None),
    ]


def test_a_split_quotation_is_one_attribution() -> None:
    """Where marks say where their parts stand, the marks of one attribution are one."""
    text = "“We grow,” said Jane Doe. “Fast.”"
    parts = {
        "cue_at": [11, 15],
        "speaker_at": [16, 24],
        "content_at": [[0, 10], [26, 33]],
        "cue": "said",
        "name": "Jane Doe",
        "organisation": None,
        "role": None,
        "anonymous": False,
        "chain": [],
    }
    marks = [a_mark(0, 10, "indirect", **parts), a_mark(26, 33, "direct", **parts)]
    (one,) = attributions(Original.of(text), marks)
    assert one.kind == "direct"
    assert [content.text for content in one.content] == ["“We grow,”", "“Fast.”"]
    assert one.text == text
    assert one.cue == Span(11, 15, "said")
    assert one.speaker.place == Span(16, 24, "Jane Doe")
