"""The outcomes, as a table of what must and must not be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.dated import sides_of
from monitor.compare.judge import Sides, Stated
from monitor.compare.relate import derive
from monitor.compare.slots import slot_of
from monitor.interval import DaySpan, NumberSpan
from monitor.types import IMPLIED, REBUTTED, SEVERAL, Attribution, Relation, Speaker
from monitor.values import Accuracy, Actor, Money, Quantity, ScopeItem, Value, When
from tests.builders import a_claim, a_revision, rule_of
from tests.extract.reading import shipped

SIDES = Sides(
    "Vendor",
    {"mailbox": frozenset({"email"}), "archive": frozenset({"email"})},
    frozenset({"metadata"}),
)
JULY = date(2014, 7, 21)


def seats(low: int) -> Quantity:
    return Quantity(NumberSpan(low, None), "seat", "minimum")


def engineers(number: int) -> Quantity:
    return Quantity(NumberSpan(number, number), "engineer", "exact")


def start(first: str, last: str | None = None) -> When:
    days = DaySpan(date.fromisoformat(first), date.fromisoformat(last or first))
    return When(days, "start")


def window(first: str, last: str) -> When:
    return When(DaySpan(date.fromisoformat(first), date.fromisoformat(last)), "window")


def end(day: str) -> When:
    return When(DaySpan.day(date.fromisoformat(day)), "end")


FALL = start("2014-09-22", "2014-12-20")
SEPTEMBER = start("2014-09-01")
OCTOBER = start("2014-10-01", "2014-10-31")


def stated(
    value: Value,
    *,
    who: str = "Vendor",
    day: date = JULY,
    until: date | None = None,
    document: str | None = None,
    number: int = 0,
    **changes: Any,
) -> Stated:
    """A claim of one day; `until` where its page goes on stating it."""
    facets = {Quantity: "threshold", When: "timing", ScopeItem: "scope", Money: "price"}
    kind = changes.pop("kind", "document" if who == "Vendor" else "outlet")
    anonymous = changes.pop("anonymous", False)
    cue, role = changes.pop("cue", None), changes.pop("role", "spokesperson")
    text = changes.pop("text", f"{value} {day}")
    address = document or f"https://{who.lower()}.example/{day}/{number}"
    revision = a_revision(document=address, text=text, published=DaySpan.day(day), publisher=who)
    claim = a_claim(
        revision,
        facet=changes.pop("facet", facets.get(type(value), "accuracy")),
        value=value,
        attribution=Attribution(Speaker(None, who, role, anonymous), kind, cue, (who,)),
        **changes,
    )
    return Stated(claim, day, until or day, number)


def relations_of(
    claims: Sequence[Stated], sides: Sides = SIDES, *, slot: str = "slot"
) -> tuple[Relation, ...]:
    return derive(slot, claims, sides).relations


def told(*claims: Stated) -> list[tuple[str, str]]:
    return [(relation.kind, rule_of(relation)) for relation in relations_of(claims)]


LATER = JULY + timedelta(10)
AUTUMN = JULY + timedelta(80)
MUCH_LATER = JULY + timedelta(900)
PAGE = "https://vendor.example/page"
TEXT = "https://outlet.example/text"
FORMER = (("validity", "former"),)
ALWAYS = (("validity", "always"),)

TABLE: list[tuple[str, Sequence[Stated], list[tuple[str, str]]]] = [
    (
        "two outlets give different minimums",
        [stated(seats(150), who="Outlet"), stated(seats(250), who="Paper", day=LATER)],
        [("contradiction", "disjoint")],
    ),
    (
        "the same minimum twice is nothing to tell",
        [stated(seats(150), who="Outlet"), stated(seats(150), who="Paper", day=LATER)],
        [],
    ),
    (
        "an outlet that says otherwise in another article, once",
        [
            stated(seats(150), who="Outlet"),
            stated(seats(250), who="Outlet", day=LATER),
            stated(seats(250), who="Outlet", day=AUTUMN),
        ],
        [("tension", "same-outlet")],
    ),
    (
        "150 or more and 50 or more are no overlap: each minimum is exact",
        [stated(seats(50), who="Outlet"), stated(seats(150), who="Paper")],
        [("contradiction", "disjoint")],
    ),
    (
        "a band stands beside a minimum",
        [
            stated(Quantity(NumberSpan(150, 499), "seat", "range"), who="Outlet"),
            stated(seats(500), who="Paper"),
        ],
        [],
    ),
    (
        "the vendor's page is edited without a word",
        [
            stated(seats(50), document=PAGE, until=LATER),
            stated(seats(150), document=PAGE, day=LATER, number=1),
        ],
        [("revision", "silent")],
    ),
    (
        "the vendor says otherwise later, elsewhere",
        [stated(seats(50)), stated(seats(150), day=MUCH_LATER)],
        [("revision", "later-word")],
    ),
    (
        "two pages of the vendor stand side by side",
        [
            stated(seats(50), document=PAGE, until=MUCH_LATER),
            stated(seats(150), day=LATER),
        ],
        [("contradiction", "against-itself")],
    ),
    (
        "press years apart speaks of another state of things",
        [stated(seats(150), who="Outlet"), stated(seats(500), who="Paper", day=MUCH_LATER)],
        [],
    ),
    (
        "nor does it where one of them says yet otherwise years later",
        [
            stated(seats(150), who="Outlet"),
            stated(seats(500), who="Paper", day=MUCH_LATER),
            stated(seats(300), who="Outlet", day=MUCH_LATER + timedelta(200)),
        ],
        [],
    ),
    (
        "who names no program may have spoken of another",
        [
            stated(seats(150), who="Outlet"),
            stated(seats(250), who="Paper", triggers=(IMPLIED,)),
        ],
        [("tension", "weak-side")],
    ),
    (
        "and a date in such a sentence is held against nobody",
        [
            stated(SEPTEMBER, who="Outlet", facet="timing"),
            stated(OCTOBER, who="Paper", facet="timing", triggers=(IMPLIED,)),
        ],
        [],
    ),
    (
        "what a rate was once has not become a cap",
        [
            stated(Money(Decimal(15), "USD", "seat", "rate"), text="t", qualifiers=FORMER),
            stated(Money(Decimal(60_000), "USD", "customer", "cap"), text="t"),
        ],
        [],
    ),
    (
        "nor against the speaker's own other word",
        [
            stated(SEPTEMBER, facet="timing"),
            stated(OCTOBER, facet="timing", day=AUTUMN, triggers=(IMPLIED,)),
        ],
        [],
    ),
    (
        "unless an edit of the page brought it",
        [
            stated(SEPTEMBER, facet="timing", document=PAGE, until=LATER, text="old"),
            stated(
                OCTOBER,
                facet="timing",
                document=PAGE,
                day=LATER,
                number=1,
                triggers=(IMPLIED,),
                text="new",
            ),
        ],
        [("revision", "silent")],
    ),
    (
        "an edit in silence is not hidden by who reports it on the same day",
        [
            stated(seats(50), document=PAGE, until=LATER, text="old"),
            stated(seats(150), document=PAGE, day=LATER, number=1, text="new"),
            stated(seats(150), day=LATER),
        ],
        [("revision", "silent")],
    ),
    (
        "what a page said before it was edited, too, is no change",
        [
            stated(seats(50), document=PAGE, until=LATER, text="old"),
            replace(stated(seats(150), document=PAGE, day=LATER, number=1, text="new"), kept=True),
        ],
        [],
    ),
    (
        "what holds until then does not contradict what is planned",
        [stated(seats(50), modality="planned"), stated(seats(150), day=LATER)],
        [],
    ),
    (
        "but a plan that comes later changes it",
        [stated(seats(150)), stated(seats(50), day=LATER, modality="planned")],
        [("revision", "later-word")],
    ),
    (
        "a word the vendor has replaced is held against nobody",
        [
            stated(seats(50)),
            stated(seats(150), day=AUTUMN),
            stated(seats(150), who="Outlet", day=AUTUMN + timedelta(1)),
        ],
        [("revision", "later-word")],
    ),
    (
        "a hedged side makes it a tension",
        [stated(SEPTEMBER), stated(start("2014-12-01"), who="Blog", modality="hedged")],
        [("tension", "weak-side")],
    ),
    (
        "hearsay makes it a tension",
        [stated(seats(150)), stated(seats(250), who="partner", kind="hearsay", anonymous=True)],
        [("tension", "weak-side")],
    ),
    (
        "a day inside a season is more precise, not different",
        [stated(FALL, who="Outlet"), stated(start("2014-10-01"), day=LATER)],
        [("refinement", "inside")],
    ),
    (
        "fall takes in the first of September: its edges are soft",
        [stated(FALL, who="Outlet"), stated(SEPTEMBER, day=LATER)],
        [("refinement", "inside")],
    ),
    (
        "a month has the days that it has",
        [stated(OCTOBER, who="Outlet"), stated(start("2014-11-03"), day=LATER)],
        [("contradiction", "disjoint")],
    ),
    (
        "what had come when it was told may have come more than once",
        [stated(start("2014-07-01"), who="Outlet"), stated(start("2014-07-20"), who="Paper")],
        [("tension", "both-past")],
    ),
    (
        "one of them looks ahead",
        [stated(start("2014-07-01"), who="Outlet"), stated(SEPTEMBER, who="Paper")],
        [("contradiction", "disjoint")],
    ),
    (
        "starts a year apart are two starts",
        [stated(SEPTEMBER, who="Outlet"), stated(start("2015-10-01"), who="Paper")],
        [],
    ),
    (
        "one calls wrong what the other calls right",
        [
            stated(Accuracy("reports", True)),
            stated(Accuracy("reports", False), kind="hearsay", anonymous=True),
        ],
        [("contradiction", "denial")],
    ),
    (
        "in and out of scope",
        [
            stated(ScopeItem("hybrid", True), who="Outlet"),
            stated(ScopeItem("hybrid", False), who="Paper"),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "in and out, of an item that stands for several things",
        [
            stated(ScopeItem("metadata", True), who="Outlet"),
            stated(ScopeItem("metadata", False), who="Paper"),
        ],
        [],
    ),
    (
        "two items that are covered",
        [
            stated(ScopeItem("hybrid", True), who="Outlet"),
            stated(ScopeItem("email", True), who="Paper"),
        ],
        [],
    ),
    (
        "email only shuts out hybrid",
        [
            stated(ScopeItem("email", True, exhaustive=True), who="Outlet"),
            stated(ScopeItem("hybrid", True), who="Paper", modality="rumoured"),
        ],
        [("tension", "weak-side")],
    ),
    (
        "email only takes in mailboxes, which are email",
        [
            stated(ScopeItem("email", True, exhaustive=True), who="Outlet"),
            stated(ScopeItem("mailbox", True), who="Paper"),
        ],
        [],
    ),
    (
        "email only shuts out other things that are moved",
        [
            stated(ScopeItem("mailbox", True, exhaustive=True), who="Outlet"),
            stated(ScopeItem("archive", True), who="Paper"),
        ],
        [("tension", "only")],
    ),
    (
        "it says nothing of what is set up",
        [
            stated(ScopeItem("mailbox", True, exhaustive=True), who="Outlet"),
            stated(ScopeItem("hybrid", True), who="Paper"),
        ],
        [],
    ),
    (
        "above 150 and 150 or more are how two write one limit",
        [stated(seats(150), who="Outlet"), stated(seats(151), who="Paper")],
        [("compatible", "overlapping")],
    ),
    (
        "free, and not free",
        [
            stated(Money(Decimal(0), "USD", None, "price"), who="Outlet"),
            stated(Money(Decimal(1500), "USD", None, "price"), who="Paper"),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "one text: a page and a spokeswoman of one organisation",
        [
            stated(seats(150), document="https://press.example", text="one", cue="said"),
            stated(seats(100), document="https://press.example", text="one", role="page"),
        ],
        [("contradiction", "against-itself")],
    ),
    (
        "two caps, of which one does not say that it is for each customer",
        [
            stated(Money(Decimal(60_000), "USD", "customer", "cap"), who="Outlet"),
            stated(Money(Decimal(75_000), "USD", None, "cap"), who="Paper"),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "a cap for a customer, and one for a seat",
        [
            stated(Money(Decimal(60_000), "USD", "customer", "cap"), who="Outlet"),
            stated(Money(Decimal(50), "USD", "seat", "cap"), who="Paper"),
        ],
        [],
    ),
    (
        "two rates, each the only one of its text",
        [
            stated(Money(Decimal(20), "USD", "seat", "rate"), who="Outlet"),
            stated(Money(Decimal(15), "USD", "seat", "rate"), who="Paper"),
        ],
        [("tension", "rates")],
    ),
    (
        "a window to March, and an end in June",
        [
            stated(window("2014-09-01", "2015-03-31"), who="Outlet"),
            stated(end("2015-06-30"), who="Paper", day=LATER),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "a window and its own end agree",
        [
            stated(window("2014-09-01", "2015-03-31"), who="Outlet"),
            stated(end("2015-03-31"), who="Paper", day=LATER),
        ],
        [("compatible", "overlapping")],
    ),
    (
        "a page that gives the work to somebody else",
        [
            stated(Actor("vendor", "move the mail"), facet="delivery", document=PAGE, until=LATER),
            stated(
                Actor("partner", "move the mail for it"),
                facet="delivery",
                document=PAGE,
                day=LATER,
                number=1,
            ),
        ],
        [("revision", "silent")],
    ),
    (
        "another work of the page",
        [
            stated(Actor("vendor", "move the mail"), facet="delivery", document=PAGE, until=LATER),
            stated(
                Actor("partner", "sort the mail"),
                facet="delivery",
                document=PAGE,
                day=LATER,
                number=1,
            ),
        ],
        [],
    ),
    (
        "another page on who does it: both may",
        [
            stated(Actor("vendor", "move the mail"), facet="delivery"),
            stated(Actor("partner", "move the mail"), facet="delivery", who="Paper", day=LATER),
        ],
        [],
    ),
    (
        "what is launched in October does not start in September",
        [
            stated(replace(OCTOBER, event="launch"), who="Outlet"),
            stated(SEPTEMBER, who="Paper", day=LATER),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "a start says nothing against an end",
        [stated(SEPTEMBER, who="Outlet"), stated(end("2015-03-31"), who="Paper")],
        [],
    ),
    (
        "a statement that tells of a change revises what others said before",
        [
            stated(seats(150), who="Outlet"),
            replace(stated(seats(250), who="Paper", day=LATER), announced=True),
        ],
        [("revision", "announced")],
    ),
    (
        "a text that tells of a change is a revision of what it says held once",
        [
            stated(seats(50), who="Outlet", text="50, now 150", document=TEXT, qualifiers=FORMER),
            stated(seats(150), who="Outlet", text="50, now 150", document=TEXT),
        ],
        [("revision", "reported")],
    ),
    (
        "what is denied took the place of nothing",
        [
            stated(seats(50), who="Outlet", text="50, not 150", document=TEXT, qualifiers=FORMER),
            stated(seats(150), who="Outlet", text="50, not 150", document=TEXT, polarity="deny"),
        ],
        [],
    ),
    (
        "what held once says nothing against what another says of today",
        [
            stated(seats(50), who="Outlet", qualifiers=FORMER),
            stated(seats(150), who="Paper", day=LATER),
        ],
        [],
    ),
    (
        "who says that it held all along contradicts who tells of a change",
        [
            stated(seats(50), who="Outlet", qualifiers=FORMER),
            stated(seats(150), day=LATER, qualifiers=ALWAYS),
        ],
        [("contradiction", "denies-change")],
    ),
    (
        "who said otherwise before cannot say that it held all along",
        [
            stated(seats(50), document=PAGE, until=LATER),
            stated(seats(150), day=MUCH_LATER, qualifiers=ALWAYS),
        ],
        [("contradiction", "denies-own-past")],
    ),
    (
        "nor can it say so on the page that said otherwise",
        [
            stated(seats(50), document=PAGE, until=LATER),
            stated(seats(150), document=PAGE, day=LATER, qualifiers=ALWAYS),
        ],
        [("contradiction", "denies-own-past")],
    ),
    (
        "what held all along when it was said may change later",
        [
            stated(seats(50), qualifiers=ALWAYS),
            stated(seats(150), day=MUCH_LATER),
        ],
        [("revision", "later-word")],
    ),
    (
        "what was only planned before was never otherwise",
        [
            stated(seats(50), modality="planned"),
            stated(seats(150), day=MUCH_LATER, qualifiers=ALWAYS),
        ],
        [("revision", "later-word")],
    ),
    (
        "two pages of one organisation say different things at the same time",
        [
            stated(seats(50), document=PAGE, until=MUCH_LATER),
            stated(seats(150), day=LATER),
        ],
        [("contradiction", "against-itself")],
    ),
    (
        "a page that fell in line on the day another changed was never against it",
        [
            stated(seats(50), document=PAGE, until=LATER),
            stated(seats(150), day=LATER),
        ],
        [("revision", "later-word")],
    ),
    (
        "somebody gives a day, and the one who must know will not confirm it",
        [
            stated(SEPTEMBER, who="Outlet", modality="rumoured"),
            stated(
                start("2014-08-15", "2014-12-20"),
                day=LATER,
                modality="hedged",
                triggers=("would not commit", "withheld"),
            ),
        ],
        [("tension", "withheld")],
    ),
    (
        "two pages of one organisation of the same weeks: nobody knows which of them holds",
        [stated(seats(50)), stated(seats(150), day=LATER)],
        [("contradiction", "against-itself")],
    ),
    (
        "unless the later one says that something changed",
        [stated(seats(50)), replace(stated(seats(150), day=LATER), announced=True)],
        [("revision", "later-word")],
    ),
    (
        "a plan against what holds for now: both can be so",
        [
            stated(ScopeItem("files", True), who="Outlet", modality="planned"),
            replace(stated(ScopeItem("files", False), who="Paper", polarity="deny"), for_now=True),
        ],
        [],
    ),
    (
        "a plan against what holds, without a word of for now, sits badly",
        [
            stated(ScopeItem("files", True), who="Outlet", modality="planned"),
            stated(ScopeItem("files", False), who="Paper", polarity="deny"),
        ],
        [("tension", "weak-side")],
    ),
    (
        "two numbers of people, within days",
        [
            stated(engineers(85), who="Vendor", facet="headcount"),
            stated(engineers(140), who="Paper", day=LATER, facet="headcount"),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "two numbers of people, months apart: a team hires",
        [
            stated(engineers(85), who="Vendor", facet="headcount"),
            stated(engineers(140), who="Paper", day=AUTUMN, facet="headcount"),
        ],
        [],
    ),
    (
        "what has begun, and months later a start to come: of something else",
        [
            stated(start("2014-07-01"), who="Vendor"),
            stated(start("2014-11-01"), who="Paper", day=AUTUMN),
        ],
        [],
    ),
    (
        "what has begun, and days later a start to come",
        [
            stated(start("2014-07-01"), who="Vendor"),
            stated(start("2014-11-01"), who="Paper", day=LATER),
        ],
        [("contradiction", "disjoint")],
    ),
    (
        "a minimum denied",
        [
            stated(seats(150), who="Outlet"),
            stated(seats(150), who="Paper", polarity="deny"),
        ],
        [("contradiction", "disjoint")],
    ),
]


@pytest.mark.parametrize(
    ("claims", "expected"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_outcomes(claims: Sequence[Stated], expected: list[tuple[str, str]]) -> None:
    assert told(*claims) == expected


def test_only_one_kind_goes_well_with_what_is_said_of_the_whole() -> None:
    (topic,) = (topic for topic in shipped().topics if topic.key == "office365-fasttrack")
    only = stated(ScopeItem("email-migration", True, exhaustive=True), who="Outlet")

    def told_beside(item: str) -> int:
        other = stated(ScopeItem(item, True), who="Paper")
        return len(relations_of((only, other), sides_of(topic)))

    assert told_beside("data-migration") == 0
    assert told_beside("file-migration") == 1


def test_one_disagreement_repeated_is_one_contradiction() -> None:
    many = [stated(seats(150), who=f"Outlet {n}") for n in range(5)]
    [relation] = relations_of([*many, stated(seats(250), who="Paper", day=LATER)])
    assert (len(relation.a), len(relation.b)) == (5, 1)


def test_there_and_back_again_is_two_revisions() -> None:
    days = [JULY, LATER, LATER + timedelta(10)]
    values = [50, 150, 50]
    claims = [
        stated(seats(value), document=PAGE, day=day, number=number)
        for number, (value, day) in enumerate(zip(values, days, strict=True))
    ]
    found = relations_of(claims)
    assert {(r.kind, r.position_a, r.position_b) for r in found} == {
        ("revision", found[0].position_a, found[0].position_b),
        ("revision", found[0].position_b, found[0].position_a),
    }


def test_the_explanation_names_both_sides() -> None:
    [relation] = relations_of([stated(seats(150), who="Outlet"), stated(seats(250), who="Paper")])
    for words in ("Outlet", "150 seats or more", "Paper", "250 seats or more"):
        assert words in relation.explanation


def test_the_explanation_tells_that_an_edit_moved_a_sentence() -> None:
    moved = replace(stated(seats(150), day=LATER), moved=True)
    [relation] = relations_of([stated(seats(50)), moved])
    assert "the sentence of the later one was edited" in relation.explanation
    [other] = relations_of([stated(seats(50)), stated(seats(150), day=LATER)])
    assert "edited" not in other.explanation


WHO = st.sampled_from(["Vendor", "Outlet", "Paper"])
VALUES = st.sampled_from([seats(50), seats(150), seats(500)])
DAYS = st.integers(0, 400).map(lambda n: JULY + timedelta(n))


@given(
    st.lists(st.tuples(VALUES, WHO, DAYS), max_size=7).map(
        lambda rows: [
            stated(value, who=who, day=day, number=number)
            for number, (value, who, day) in enumerate(rows)
        ]
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter(claims: list[Stated], random: Any) -> None:
    def keys(found: Sequence[Relation]) -> list[Any]:
        return sorted((r.key, sorted(r.a), sorted(r.b), r.explanation) for r in found)

    shuffled = list(claims)
    random.shuffle(shuffled)
    assert keys(relations_of(claims)) == keys(relations_of(shuffled))


FOUR_MINIMUMS = [
    # what a program's pages may hold at one time, none against another
    stated(seats(150), document="https://vendor.example/benefit"),
    stated(seats(500), document="https://vendor.example/migration", component="migration"),
    stated(
        seats(150),
        document="https://vendor.example/migration",
        component="migration",
        qualifiers=(("bought", "before 2017-09-01"),),
    ),
    stated(
        seats(20_000),
        document="https://vendor.example/benefit",
        component="additional-services",
    ),
]


def _by_slot(claims: Sequence[Stated]) -> list[Relation]:
    topic = next(t for t in shipped().topics if t.key == "office365-fasttrack")
    slots: dict[str, list[Stated]] = {}
    for one in claims:
        slots.setdefault(slot_of(one.claim, topic), []).append(one)
    return [r for slot, some in slots.items() for r in relations_of(some, slot=slot)]


def test_a_program_with_four_minimums_raises_no_alarm() -> None:
    assert _by_slot(FOUR_MINIMUMS) == []


LAUNCHES = [
    pytest.param("2014-10-01", True, id="yet to come: it starts then"),
    pytest.param("2014-07-21", True, id="on the day itself"),
    pytest.param("2013-06-01", False, id="long ago: what starts now is another thing"),
]


@pytest.mark.parametrize(("day", "met"), LAUNCHES)
def test_a_launch_to_come_is_compared_with_starts(day: str, met: bool) -> None:
    launch = replace(start(day), event="launch")
    relations = _by_slot([stated(launch, who="Outlet"), stated(start("2014-12-01"), who="Paper")])
    assert len(relations) == met


def test_a_page_that_leaves_out_an_exception_is_a_tension() -> None:
    other = stated(
        seats(500), document="https://vendor.example/other", component="migration", day=LATER
    )
    [relation] = _by_slot([*FOUR_MINIMUMS, other])
    assert (relation.kind, rule_of(relation)) == ("tension", "omits-exception")


ON_PAGE = {"document": PAGE}
AUGUST, WINTER = date(2014, 8, 1), date(2014, 12, 1)
NOTICES = [
    pytest.param((), (), ("revision", "silent", True), id="nothing on the page tells of it"),
    pytest.param(
        (), ("Updated: now 50.",), ("revision", "noticed", False), id="a new notice tells of it"
    ),
    pytest.param(
        ("Correction: a name.",),
        ("Correction: a name.",),
        ("revision", "silent", True),
        id="the notice was there before the edit",
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), NOTICES)
def test_an_edit_with_a_new_notice_is_announced(
    before: tuple[str, ...], after: tuple[str, ...], expected: tuple[str, str, bool]
) -> None:
    old = stated(seats(150), until=AUGUST, **ON_PAGE)
    new = stated(seats(50), day=AUGUST, number=1, **ON_PAGE)
    claims = [replace(old, notices=frozenset(before)), replace(new, notices=frozenset(after))]
    (relation,) = relations_of(claims)
    assert (relation.kind, rule_of(relation), relation.silent) == expected


def test_what_its_own_text_calls_wrong_makes_a_tension_at_most() -> None:
    said = stated(seats(250), who="Press", triggers=(REBUTTED,))
    assert told(said, stated(seats(150), day=LATER)) == [("tension", "weak-side")]


def rate(amount: int) -> Money:
    return Money(Decimal(amount), "USD", "seat", "rate")


RATES = [
    pytest.param("Press", LATER, (), [("tension", "rates")], id="of two voices"),
    pytest.param("Vendor", LATER, (), [("revision", "later-word")], id="of one, later"),
    pytest.param("Vendor", JULY, (), [("tension", "rates")], id="of one, at once"),
    pytest.param("Press", LATER, (SEVERAL,), [], id="steps of schedules"),
    pytest.param("Vendor", date(2016, 7, 1), (), [], id="years apart"),
]


@pytest.mark.parametrize(("who", "day", "qualifiers", "expected"), RATES)
def test_two_rates_make_a_tension_at_most(
    who: str, day: date, qualifiers: tuple[tuple[str, str], ...], expected: list[tuple[str, str]]
) -> None:
    one = stated(rate(15), facet="funding", kind="direct", qualifiers=qualifiers)
    other = stated(
        rate(12),
        who=who,
        day=day,
        document="https://x.example/b",
        facet="funding",
        kind="direct",
        qualifiers=qualifiers,
    )
    assert told(one, other) == expected


WORDS = [
    pytest.param(date(2014, 7, 28), ("later-word", False), id="said openly before"),
    pytest.param(date(2014, 8, 20), ("silent", True), id="said openly only after the edit"),
]


@pytest.mark.parametrize(("day", "expected"), WORDS)
def test_an_edit_behind_an_open_word_hides_nothing(day: date, expected: tuple[str, bool]) -> None:
    told = stated(seats(150), document="https://outlet.example/a", kind="direct")
    old = stated(seats(150), until=AUGUST, **ON_PAGE)
    new = stated(seats(50), day=AUGUST, number=1, **ON_PAGE)
    word = stated(seats(50), day=day, document="https://outlet.example/b", kind="direct")
    found = relations_of([told, old, new, word])
    assert [(rule_of(r), r.silent) for r in found if r.kind == "revision"] == [expected]


SUPERSEDED = [
    pytest.param(True, False, [("revision", "superseded")], id="the old page says it is old"),
    pytest.param(False, False, [("contradiction", "against-itself")], id="both pages stand"),
    pytest.param(False, True, [], id="a page that calls itself old replaces nothing"),
    pytest.param(True, True, [("contradiction", "against-itself")], id="two old pages, both then"),
]


@pytest.mark.parametrize(("first", "second", "expected"), SUPERSEDED)
def test_a_superseded_page_against_another_page_of_the_same_side(
    first: bool, second: bool, expected: list[tuple[str, str]]
) -> None:
    old = replace(stated(seats(150), until=WINTER), superseded=first)
    new = replace(stated(seats(50), day=AUGUST), superseded=second)
    assert told(old, new) == expected
