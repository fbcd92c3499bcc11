"""What a digest says, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.compare.diff import SentenceChange
from monitor.config.reader import KINDS, Wishes
from monitor.digest.build import LEAST_STORIES, MOST_FAILURES, MOST_STORIES, build_digest
from monitor.digest.edits import PageEdit
from monitor.digest.fold import MOST_TEXTS, Background, Known
from monitor.digest.shape import Coverage, Digest, Gone
from monitor.digest.sources import fold_failures
from monitor.digest.summary import notes_on
from monitor.interval import DaySpan, NumberSpan
from monitor.sides import held_by
from monitor.storage import StoredClaim, StoredRelation
from monitor.types import IMPLIED, Attribution, Claim, Relation
from monitor.values import Accuracy, Actor, Money, Quantity, ScopeItem, State, Value, When
from monitor.wording import value_in_words, voice_in_words
from tests.builders import NOON, a_claim, a_failure, a_relation, a_revision, a_speaker

SINCE = NOON - timedelta(days=1)
RELEASE = (
    "The vendor today announced that its onboarding service is open to every customer with at "
    "least 150 seats, and that customers that bought before September keep their former terms."
)


def in_outlet(name: str, seats: int = 150, day: int = 1, **changes: Any) -> Claim:
    """A minimum of so many seats, as an outlet reports it on a day of August 2014."""
    revision = a_revision(
        document=f"https://{name}.example/1",
        publisher=name,
        published=DaySpan.day(date(2014, 8, day)),
    )
    value = Quantity(NumberSpan(seats, None), "seat", "minimum")
    return a_claim(revision, **{"value": value, **changes})


def between(a: list[Claim], b: list[Claim], **changes: Any) -> Relation:
    keys = {"a": tuple(one.key for one in a), "b": tuple(one.key for one in b)}
    names = {"position_a": a[0].key, "position_b": b[0].key}
    return a_relation(**keys, **names, **changes)


def digest_of_these(
    *,
    relations: list[Relation] = [],  # noqa: B006 - only read
    claims: list[Claim] = [],  # noqa: B006
    known: list[Claim] = [],  # noqa: B006
    recorded: datetime = NOON,
    texts: dict[str, str] = {},  # noqa: B006
    wishes: Wishes = Wishes(tell=KINDS),  # noqa: B008 - frozen
    **changes: Any,
) -> Digest:
    """`texts` by revision; each is a text of its own where left out."""
    held = {
        held_by(StoredClaim(one, recorded, "slot-1")): Known(one, {one.document}) for one in known
    }
    background = Background(
        claims={one.key: one for one in (*claims, *known)},
        known=held,
        title_of=lambda revision: "A title",
        text_of=lambda revision: texts.get(revision, revision),
        edit_of=lambda claim: None,
        topics={"program": "The Program"},
    )
    given: dict[str, Any] = {
        "since": SINCE,
        "until": NOON,
        "relations": [StoredRelation(one, recorded) for one in relations],
        "claims": [StoredClaim(one, recorded, "slot-1") for one in claims],
        "background": background,
        "coverage": Coverage(1, 1, 1, ()),
    }
    return build_digest(wishes, **{**given, **changes})


def test_most_pressing_first() -> None:
    claims = [in_outlet("one"), in_outlet("two", 250)]
    kinds = [
        between(claims[:1], claims[1:], kind="tension"),
        between(claims[:1], claims[1:], kind="compatible"),
        between(claims[:1], claims[1:], kind="revision"),
        between(claims[1:], claims[:1], kind="revision", silent=True),
        between(claims[:1], claims[1:], kind="contradiction"),
    ]
    digest = digest_of_these(relations=kinds, claims=claims)
    assert [section.title for section in digest.sections] == [
        "Contradictions",
        "Silent revisions",
        "Revisions",
        "Tensions",
    ]


def test_tensions_are_counted_unless_they_are_asked_for() -> None:
    claims = [in_outlet("one"), in_outlet("two", 250)]
    found = {"relations": [between(claims[:1], claims[1:], kind="tension")], "claims": claims}
    assert kinds_told(digest_of_these(**found)) == {"tension"}
    left_out = digest_of_these(**found, wishes=Wishes())
    assert (left_out.sections, left_out.tensions) == ((), 1)
    assert "1 tension is left out" in " ".join(notes_on(left_out))


def test_a_new_position_is_one_whose_words_name_the_program() -> None:
    named = in_outlet("one")
    implied = replace(in_outlet("two", 250), triggers=(IMPLIED,))
    digest = digest_of_these(claims=[named, implied])
    assert [one.side.outlet for one in digest.positions] == ["one"]


def test_a_story_shows_both_sides_by_the_claims_that_its_explanation_is_about() -> None:
    a = [in_outlet("late", day=9), in_outlet("elsewhere", day=1), in_outlet("first", day=2)]
    b = [in_outlet("other", 250, day=5)]
    place = f"2014-08-05 00000 000000000 {b[0].key} 2014-08-02 00000 000000000 {a[2].key}"
    told = replace(between(a, b), place=place)
    digest = digest_of_these(relations=[told], claims=a + b)
    story = digest.sections[0].stories[0]
    assert (story.a.outlet, story.a.dated) == ("first", "2 Aug 2014")
    assert story.a.also == "also in 2 outlets, no copies"
    assert (story.b.outlet, story.b.also, story.b.value) == ("other", "", "250 seats or more")
    assert story.reason == "One says 150 seats, the other 250."
    assert story.topic == "The Program"
    assert story.a.title == "A title"
    assert story.b.voice == "unnamed spokesperson, Vendor"


def test_one_word_against_several_positions_is_one_story() -> None:
    """What does not fit three accounts is told once, with what it does not fit beside."""
    ours, first, second = (in_outlet(f"paper-{n}", n, n) for n in (3, 1, 2))
    kept = in_outlet("paper-4", 4, 4)
    relations = [between([first], [ours]), between([second], [ours]), between([first], [kept])]
    (section,) = digest_of_these(relations=relations, claims=[ours, first, second, kept]).sections
    told = [(story.b.value, [one.relation for one in story.others]) for story in section.stories]
    assert told == [
        ("3 seats or more", [relations[1].key]),
        ("4 seats or more", []),
    ]
    (other,) = section.stories[0].others
    assert other.words.startswith("2 seats or more, by ")
    assert section.more == 0


def test_what_a_relation_tells_is_not_told_again() -> None:
    a, b = in_outlet("one"), in_outlet("two", 250)
    digest = digest_of_these(relations=[between([a], [b])], claims=[a, b])
    assert digest.positions == ()


def test_a_new_position_is_told_once_for_all_its_documents() -> None:
    claims = [in_outlet("one", day=3), in_outlet("two", day=2), in_outlet("three", day=4)]
    digest = digest_of_these(claims=claims)
    (told,) = digest.positions
    assert (told.side.outlet, told.side.also) == ("two", "also in 2 outlets, no copies")


def test_one_release_in_five_outlets_is_one_origin() -> None:
    claims = [in_outlet(f"outlet{n}", day=n + 1) for n in range(5)]
    texts = {one.revision: f"{n} {RELEASE}" for n, one in enumerate(claims)}
    (told,) = digest_of_these(claims=claims, texts=texts).positions
    assert told.side.also == "also in 4 outlets, one origin"


FOLDED = [
    pytest.param(
        [("a", RELEASE), ("b", RELEASE), ("c", "Own words.")],
        "2 outlets, 2 origins",
        id="a copy and a text of its own",
    ),
    pytest.param(
        [("a", "One."), ("a", "Two."), ("b", "Three.")],
        "1 outlet, no copies",
        id="two texts of one outlet are one voice",
    ),
    pytest.param(
        [("a", "One."), ("a", RELEASE), ("b", RELEASE)],
        "1 outlet, one origin",
        id="one of two texts was copied",
    ),
    pytest.param(
        [("a", "One."), ("a", "Two.")], "1 more document of this outlet", id="the outlet itself"
    ),
    pytest.param(
        [(f"outlet{n}", RELEASE) for n in range(MOST_TEXTS + 1)],
        f"{MOST_TEXTS} outlets",
        id="too many to compare",
    ),
]


@pytest.mark.parametrize(("texts", "also"), FOLDED)
def test_who_else_holds_it(texts: list[tuple[str, str]], also: str) -> None:
    claims = [
        replace(in_outlet(outlet), document=f"https://{outlet}.example/{n}", revision=f"r{n}")
        for n, (outlet, _) in enumerate(texts)
    ]
    told = {f"r{n}": text for n, (_, text) in enumerate(texts)}
    (position,) = digest_of_these(claims=claims, texts=told).positions
    assert position.side.also == f"also in {also}"


def test_a_known_position_is_told_as_said_again() -> None:
    digest = digest_of_these(
        claims=[in_outlet("two", day=3), in_outlet("three", 300)], known=[in_outlet("one")]
    )
    assert [one.side.value for one in digest.positions] == ["300 seats or more"]
    (again,) = digest.repeats
    assert (again.value, again.by) == ("150 seats or more", "two (no copies)")
    assert again.first == "one, 1 Aug 2014"


def test_outlets_that_repeat_are_named_and_then_counted() -> None:
    digest = digest_of_these(
        claims=[in_outlet(f"outlet{n}", day=n + 2) for n in range(5)], known=[in_outlet("one")]
    )
    assert [one.by for one in digest.repeats] == [
        "outlet0, outlet1, outlet2, 2 more outlets (no copies)"
    ]


def test_a_page_read_again_after_an_edit_elsewhere_repeats_nothing() -> None:
    """Its claims are new rows, in a revision of their own; nobody said it again."""
    before = in_outlet("one")
    edited = replace(before, revision="of the edit", start=before.start + 9)
    digest = digest_of_these(claims=[edited], known=[before])
    assert (digest.positions, digest.repeats, digest.quiet) == ((), (), True)


ENDS = "The benefit ends in June."


def an_edit(document: str = "https://faq.example/", new: str = ENDS) -> PageEdit:
    change = SentenceChange("The benefit ends in May.", new)
    return PageEdit(document, "P", "T", NOON, {"program": [change]})


@pytest.mark.parametrize(
    ("document", "quoted", "told"),
    [
        pytest.param("https://faq.example/", True, 1, id="another page has the same words"),
        pytest.param("https://one.example/1", True, 0, id="a relation quotes it"),
        pytest.param("https://three.example/1", True, 0, id="a new position does"),
        pytest.param("https://one.example/1", False, 1, id="a relation quotes another sentence"),
    ],
)
def test_an_edit_is_told_where_nothing_else_shows_its_sentence(
    document: str, quoted: bool, told: int
) -> None:
    a, b, c = in_outlet("one"), in_outlet("two", 250), in_outlet("three", 900)
    edit = an_edit(document, a.quote if quoted else ENDS)
    digest = digest_of_these(relations=[between([a], [b])], claims=[a, b, c], edits=[edit])
    assert len(digest.edited) == told


def everything() -> dict[str, Any]:
    """A relation of each kind, a new position and a repeat, a document gone."""
    a, b, c, d = (
        in_outlet(name, seats) for name, seats in (("a", 1), ("b", 2), ("c", 3), ("d", 4))
    )
    kinds = ("contradiction", "revision", "tension")
    relations = [between([a], [b], kind=kind) for kind in kinds]
    relations.append(between([b], [a], kind="revision", silent=True))
    return {
        "relations": relations,
        "claims": [a, b, c, replace(d, document="https://e.example/1")],
        "known": [d],
        "edits": [an_edit()],
        "gone": [Gone("T", "P", "https://gone.example/", "present, absent")],
    }


def kinds_told(digest: Digest) -> set[str]:
    told: set[str] = {section.kind for section in digest.sections}
    told |= {"new-position"} if digest.positions else set()
    told |= {"repeat"} if digest.repeats else set()
    told |= {"edit"} if digest.edited else set()
    return told | ({"gone"} if digest.gone else set())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "health"])
def test_a_reader_gets_the_kinds_asked_for(kind: Any) -> None:
    every = digest_of_these(**everything())
    assert kinds_told(every) == set(KINDS) - {"health"}
    assert kinds_told(digest_of_these(**everything(), wishes=Wishes(tell=(kind,)))) == {kind}


def test_what_an_unwanted_relation_would_tell_is_told_as_a_position() -> None:
    """Who wants no tensions still learns of a new number."""
    a, b = in_outlet("one"), in_outlet("two", 250)
    digest = digest_of_these(
        relations=[between([a], [b], kind="tension")],
        claims=[a, b],
        wishes=Wishes(tell=("contradiction", "new-position")),
    )
    assert len(digest.positions) == 2


def test_a_reader_gets_the_topics_asked_for() -> None:
    wishes = Wishes(topics=("another",))
    digest = digest_of_these(**{**everything(), "gone": []}, wishes=wishes)
    assert (kinds_told(digest), digest.topics) == (set(), ("another",))


@pytest.mark.parametrize(
    ("recorded", "told"),
    [
        pytest.param(SINCE, False, id="told by the last digest"),
        pytest.param(SINCE + timedelta(microseconds=1), True, id="just after it"),
        pytest.param(NOON, True, id="at the end"),
        pytest.param(NOON + timedelta(microseconds=1), False, id="the next one's"),
    ],
)
def test_the_window_is_open_at_its_start_and_closed_at_its_end(
    recorded: datetime, told: bool
) -> None:
    a, b, c = in_outlet("one"), in_outlet("two", 250), in_outlet("three", 300)
    digest = digest_of_these(relations=[between([a], [b])], claims=[a, b, c], recorded=recorded)
    assert bool(digest.sections) is told
    assert bool(digest.positions) is told
    assert digest.quiet is not told


def test_a_relation_whose_claims_are_gone_is_left_out() -> None:
    assert digest_of_these(relations=[a_relation()]).sections == ()


def test_the_most_pressing_take_the_room_that_others_need_not_and_the_rest_is_counted() -> None:
    base = in_outlet("base", 1)
    others = [in_outlet(f"outlet{n}", 100 + n) for n in range(MOST_STORIES + 3)]
    relations = [between([base], [one]) for one in others]
    relations += [between([base], [one], kind="tension") for one in others[: LEAST_STORIES + 1]]
    sections = digest_of_these(relations=relations, claims=[base, *others]).sections
    assert [(one.kind, len(one.stories), one.more) for one in sections] == [
        ("contradiction", MOST_STORIES - LEAST_STORIES, 3 + LEAST_STORIES),
        ("tension", LEAST_STORIES, 1),
    ]


def test_failures_of_one_kind_at_one_source_are_one_line() -> None:
    failures = [
        a_failure(message="second", at=NOON),
        a_failure(message="first", at=NOON - timedelta(hours=1)),
        a_failure(source="other", kind="ParseError", message="not a feed"),
    ]
    lines = fold_failures(failures)
    assert [(one.source, one.times, one.message) for one in lines] == [
        ("outlet", 2, "first"),
        ("other", 1, "not a feed"),
    ]


def test_of_many_failures_the_rest_is_counted() -> None:
    lines = fold_failures([a_failure(source=f"outlet{n:02}") for n in range(MOST_FAILURES + 2)])
    digest = digest_of_these(failures=lines)
    assert (len(digest.failures), digest.more_failures) == (MOST_FAILURES, 2)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Quantity(NumberSpan(150, None), "seat", "minimum"), "150 seats or more"),
        (Quantity(NumberSpan(None, 1000), "user", "maximum"), "at most 1,000 users"),
        (Quantity(NumberSpan(250, 600), "engineer", "range"), "250 to 600 engineers"),
        (Quantity(NumberSpan(1, 1), "seat", "exact"), "1 seat"),
        (Quantity(NumberSpan(300, 300), "seat", "approximate"), "about 300 seats"),
        (When(DaySpan.day(date(2014, 9, 1)), "start"), "starts 1 Sep 2014"),
        (When(DaySpan.month(2014, 9), "start"), "starts Sep 2014"),
        (When(DaySpan.year(2015), "change"), "changes 2015"),
        (When(DaySpan(None, date(2015, 6, 30)), "window"), "runs until 30 Jun 2015"),
        (When(DaySpan(date(2014, 9, 1), None), "window"), "runs from 1 Sep 2014"),
        (
            When(DaySpan(date(2014, 9, 22), date(2014, 12, 20)), "start"),
            "starts 22 Sep 2014 to 20 Dec 2014",
        ),
        (ScopeItem("email", True, exhaustive=True), "covers only email"),
        (ScopeItem("hybrid-migration", False), "does not cover hybrid migration"),
        (Money(Decimal(0), "USD", None, "price"), "free of charge"),
        (Money(Decimal("60000"), "USD", "customer", "cap"), "USD 60,000 per customer (cap)"),
        (Money(Decimal("4.50"), "USD", "seat", "rate"), "USD 4.5 per seat (rate)"),
        (Money(None, None, None, "fund"), "a fund without a sum"),
        (Actor("partner", "migration"), "migration: done by the partner"),
        (Actor("both", "onboarding"), "onboarding: done by vendor and partner"),
        (State("in-flux"), "in flux"),
        (Accuracy("the report", False), "the report: not accurate"),
    ],
)
def test_values_in_words(value: Value, words: str) -> None:
    assert value_in_words(a_claim(value=value)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(State("final"), "not: final", id="denied"),
        pytest.param(ScopeItem("email", False), "does not cover email", id="carries its own sign"),
    ],
)
def test_denials_in_words(value: Value, words: str) -> None:
    assert value_in_words(a_claim(value=value, polarity="deny")) == words


@pytest.mark.parametrize(
    ("kind", "speaker", "words"),
    [
        ("direct", a_speaker(name="J. Doe", role="CTO"), "J. Doe, CTO, Vendor"),
        ("indirect", a_speaker(anonymous=False), "spokesperson, Vendor"),
        (
            "hearsay",
            a_speaker(role="field rep"),
            "unnamed field rep, Vendor, at second hand",
        ),
        (
            "indirect",
            a_speaker(role=None, organisation=None, anonymous=False),
            "an unknown speaker",
        ),
        ("document", a_speaker(), "Vendor, in a document"),
        ("outlet", a_speaker(), "The Outlet, in its own voice"),
    ],
)
def test_voices_in_words(kind: Any, speaker: Any, words: str) -> None:
    assert voice_in_words(a_claim(attribution=Attribution(speaker, kind, None, ()))) == words
