"""The scorer against small cases of its own: what counts, what does not, and what is excused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from monitor.interval import DaySpan, NumberSpan
from monitor.values import (
    Accuracy,
    Actor,
    Money,
    Quantity,
    ScopeItem,
    State,
    Value,
    When,
)
from tests.builders import a_claim, a_revision, a_speaker
from tests.quality.agreement import nearness, same_value
from tests.quality.gold import Document, Gold, Label
from tests.quality.run import Found
from tests.quality.scoring import (
    SIDE,
    Share,
    Tally,
    attributes,
    core_interval,
    judge,
    organisation,
    tallies,
    verbatim,
)

MINIMUM = "A customer needs 150 seats or more."
MAIL = "The program moves mail, and partners said so."
TEXT = f"{MINIMUM} {MAIL} Moving begins on 1 September 2014, or so we hear."


def seats(low: int | None, high: int | None = None, unit: str = "seat") -> Quantity:
    return Quantity(NumberSpan(low, high), unit, "minimum")


def when(first: str | None, last: str | None, event: Any = "start") -> When:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return When(DaySpan(*days), event)


def money(amount: str | None, role: Any = "price", currency: str | None = "USD") -> Money:
    return Money(None if amount is None else Decimal(amount), currency, None, role)


DAY = "2014-09-01"
SUMMER = when("2014-06-01", "2014-08-31", "window")
VALUES = [
    pytest.param("threshold", seats(150), seats(150, unit="user"), True, id="units of one family"),
    pytest.param("threshold", seats(150), seats(151), False, id="one more is another minimum"),
    pytest.param("threshold", seats(150), seats(150, 499), False, id="a band is no minimum"),
    pytest.param("threshold", seats(0), seats(None), True, id="no minimum, said either way"),
    pytest.param("threshold", seats(9, unit="device"), seats(9), False, id="another unit"),
    pytest.param("headcount", seats(9, unit="engineer"), seats(9, unit="staff"), True, id="staff"),
    pytest.param("timing", when(DAY, DAY), when("2014-09-11", "2014-09-11"), True, id="ten days"),
    pytest.param("timing", when(DAY, DAY), when("2014-09-12", "2014-09-12"), False, id="eleven"),
    pytest.param("timing", when(DAY, DAY), when(DAY, DAY, "end"), True, id="another event"),
    pytest.param(
        "timing",
        when("2014-09-01", "2014-11-30"),
        when("2014-09-01", "2014-10-16"),
        True,
        id="half of what both cover",
    ),
    pytest.param(
        "timing",
        when("2014-09-01", "2014-11-30"),
        when("2014-09-01", "2014-10-15"),
        False,
        id="a day less than half",
    ),
    pytest.param("timing", when(DAY, None), when(DAY, DAY), True, id="a point needs one bound"),
    pytest.param(
        "timing", when(DAY, None, "window"), when(DAY, None, "window"), True, id="both still open"
    ),
    pytest.param("timing", SUMMER, when("2014-08-01", "2014-08-31"), True, id="a window's end"),
    pytest.param("timing", SUMMER, when("2014-07-01", "2014-07-31"), False, id="its middle"),
    pytest.param("timing", when(DAY, DAY), when(None, None), False, id="no date at all"),
    pytest.param("scope", ScopeItem("mail", True), ScopeItem("mail", True), True, id="the item"),
    pytest.param("scope", ScopeItem("mail", True), ScopeItem("mail", False), False, id="left out"),
    pytest.param("price", money("0"), money("0", currency="EUR"), True, id="free is free"),
    pytest.param("price", money("5"), money("5", currency="EUR"), False, id="another currency"),
    pytest.param("funding", money("5", "rate"), money("5", "fund"), True, id="rate and fund"),
    pytest.param("funding", money("5", "rate"), money("5", "cap"), False, id="a cap is another"),
    pytest.param("delivery", Actor("both", "x"), Actor("both", "y"), True, id="whatever the work"),
    pytest.param("delivery", Actor("both", "x"), Actor("vendor", "x"), False, id="another hand"),
    pytest.param("status", State("final"), State("ended"), False, id="another state"),
    pytest.param("accuracy", Accuracy("a", True), Accuracy("b", True), True, id="of whatever"),
    pytest.param("status", State("final"), Accuracy("a", True), False, id="another type"),
]


@pytest.mark.parametrize(("facet", "label", "value", "same"), VALUES)
def test_values(facet: str, label: Value, value: Value, same: bool) -> None:
    assert same_value(facet, label, value) is same


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def a_label(**changes: Any) -> Label:
    """The minimum of TEXT, asked for."""
    plain: dict[str, Any] = {
        "key": "1",
        "document": "one",
        "place": place("150 seats or more"),
        "sentence": place(MINIMUM),
        "facet": "threshold",
        "component": None,
        "values": (seats(150),),
        "polarity": "affirm",
        "modality": "asserted",
        "organisations": frozenset({"The Vendor, Inc."}),
        "anonymous": False,
        "attribution": "document",
        "optional": False,
        "out_of_scope": False,
    }
    return Label(**(plain | changes))


def a_gold(*labels: Label, distractor: bool = False, **changes: Any) -> Gold:
    document = Document("one", "The Outlet", TEXT, distractor)
    return Gold(
        **({"documents": {"one": document}, "labels": labels, "ignored": {}, "pairs": ()} | changes)
    )


def found(
    value: Value | None = None, facet: str = "threshold", quote: str = MINIMUM, **changes: Any
) -> Found:
    """What the program read in TEXT: its minimum."""
    revision = a_revision(text=TEXT)
    claim = a_claim(revision, quote=quote, facet=facet, value=value or seats(150), **changes)
    return Found(claim, "one")


NEAR = [
    pytest.param(place("150 seats or more"), 1.0, id="the labelled words"),
    pytest.param(place(MINIMUM), 0.5 + 0.5 * 17 / 35, id="their sentence, by the share in common"),
    pytest.param(place("A customer"), 0.5, id="the sentence, not the words"),
    pytest.param(place(MAIL), 0.0, id="another sentence with other words"),
]


@pytest.mark.parametrize(("quote", "near"), NEAR)
def test_places(quote: tuple[int, int], near: float) -> None:
    assert nearness(quote, a_label(), TEXT) == pytest.approx(near)


def test_a_quote_elsewhere_with_the_same_words_is_near_and_less_so() -> None:
    text = f"{TEXT} Again: 150 seats or more."
    assert 0 < nearness(place("Again: 150 seats or more", text), a_label(), text) <= 0.4


def test_a_whole_page_is_no_quote() -> None:
    text = f"{MINIMUM} {'So it goes, on and on, without a word of use to anybody. ' * 10}"
    assert nearness((0, 400), a_label(), text) > 0.5
    assert nearness((0, 401), a_label(), text) == 0


MAILED = {"facet": "scope", "place": place("moves mail"), "sentence": place(MAIL)}
MAILS = a_label(**MAILED, values=(ScopeItem("email-migration", True),))
MOVES = found(ScopeItem("email-migration", True), "scope", MAIL)
KEEPS = found(ScopeItem("email-migration", False), "scope", MAIL)
# Claims, labels; how many matched, missed, false, trapped, restated, excused.
FATES = [
    pytest.param([found()], [a_label()], (1, 0, 0, 0, 0, 0), id="found"),
    pytest.param([], [a_label()], (0, 1, 0, 0, 0, 0), id="missed"),
    pytest.param([found(seats(9))], [a_label()], (0, 1, 1, 0, 0, 0), id="a wrong value is both"),
    pytest.param([found(quote=MAIL)], [a_label()], (0, 1, 1, 0, 0, 0), id="in the wrong place"),
    pytest.param(
        [found(seats(9))],
        [a_label(values=(seats(150), seats(9)))],
        (1, 0, 0, 0, 0, 0),
        id="another value is accepted too",
    ),
    pytest.param(
        [found(), found(quote="150 seats or more")],
        [a_label()],
        (1, 0, 0, 0, 1, 0),
        id="said twice",
    ),
    pytest.param([found()], [a_label(optional=True)], (0, 0, 0, 0, 0, 1), id="optional"),
    pytest.param(
        [found(seats(9))], [a_label(optional=True, values=())], (0, 0, 0, 0, 0, 1), id="any value"
    ),
    pytest.param([found()], [a_label(out_of_scope=True)], (0, 0, 1, 1, 0, 0), id="a trap"),
    pytest.param([found()], [], (0, 0, 1, 0, 0, 0), id="nothing labelled there"),
    pytest.param([KEEPS], [MAILS], (0, 1, 1, 0, 0, 0), id="turned round"),
    pytest.param(
        [MOVES, KEEPS],
        [MAILS, a_label(**MAILED, key="2", values=(), optional=True)],
        (1, 0, 1, 0, 0, 0),
        id="turned round, and never excused",
    ),
]


@pytest.mark.parametrize(("claims", "labels", "counts"), FATES)
def test_fates(claims: list[Found], labels: list[Label], counts: tuple[int, ...]) -> None:
    verdict = judge(claims, a_gold(*labels))
    groups = (verdict.matched, verdict.missed, verdict.false, verdict.trapped)
    assert tuple(map(len, (*groups, verdict.restated, verdict.excused))) == counts


def test_nothing_in_a_distractor_is_right() -> None:
    verdict = judge([found()], a_gold(distractor=True))
    assert len(verdict.trapped) == len(verdict.false) == 1


def test_an_ignored_place_excuses_what_half_stands_in_it() -> None:
    start, end = place(MINIMUM)
    for length, excused in ((18, 1), (17, 0)):
        verdict = judge([found()], a_gold(ignored={"one": ((start, start + length),)}))
        assert (end - start, len(verdict.excused)) == (35, excused)


def test_the_closest_pair_is_matched_first() -> None:
    """The labelled value takes the label, though the accepted one was read before it."""
    label = a_label(values=(seats(150), seats(9)))
    verdict = judge([found(seats(9)), found()], a_gold(label))
    ((match, _),) = verdict.matched
    assert match.claim.value == seats(150)


def test_totals_leave_side_items_out() -> None:
    side = found(ScopeItem("workload-mail", True), "scope", MAIL)
    found_all = tallies(judge([found(), side, MOVES], a_gold(a_label(), MAILS)))
    assert found_all["core"] == found_all["all"] == Tally(right=2)
    assert found_all[SIDE] == Tally(wrong=1)
    assert found_all["scope"] == found_all["threshold"] == Tally(right=1)


def test_rates() -> None:
    tally = Tally(right=2, wrong=1, missed=3) + Tally(right=1)
    assert (tally.precision, tally.recall, tally.f1) == (Share(3, 4), Share(3, 6), Share(6, 10))
    assert Share(2, 3).thousandths == 666
    assert Share(23, 25).thousandths == 920  # 0.92 * 1000 is 919.99… in floating point
    assert (Share(0, 0).value, Share(0, 0).thousandths) == (None, 0)


VENDOR = a_claim().attribution
ATTRIBUTES = [
    pytest.param({}, {}, {}, id="all as labelled"),
    pytest.param({"polarity": "deny"}, {}, {"polarity"}, id="denied"),
    pytest.param({"modality": "hedged"}, {}, {"modality"}, id="hedged"),
    pytest.param({}, {"attribution": "hearsay"}, {"attribution"}, id="on whose word"),
    pytest.param({}, {"anonymous": True}, {"anonymity"}, id="a person without a name"),
    pytest.param({}, {"organisations": frozenset({"Other"})}, {"organisation"}, id="another side"),
    pytest.param(
        {}, {"organisations": frozenset({"Other", "The Vendor"})}, set(), id="one of two sides"
    ),
    pytest.param({}, {"component": "migration"}, {"component"}, id="a part of the program"),
    pytest.param({"component": "onboarding"}, {}, set(), id="no part is asked for"),
]


@pytest.mark.parametrize(("said", "labelled", "wrong"), ATTRIBUTES)
def test_attributes(said: dict[str, Any], labelled: dict[str, Any], wrong: set[str]) -> None:
    plain = type(VENDOR)(a_speaker(organisation="Vendor", anonymous=False), "document", None, ())
    gold = a_gold(a_label(**labelled))
    shares = attributes(judge([found(attribution=plain, **said)], gold), gold)
    assert {name for name, share in shares.items() if not share.right} == set(wrong)


def test_the_event_is_judged_beside_the_days() -> None:
    words = "on 1 September 2014"
    label = a_label(
        facet="timing", values=(when(DAY, DAY),), place=place(words), sentence=place(words)
    )
    gold = a_gold(label)
    shares = attributes(judge([found(when(DAY, DAY, "end"), "timing", words)], gold), gold)
    assert shares["event"] == Share(0, 1)


NAMES = [
    pytest.param("The Vendor, Inc.", "Vendor", True, id="legal form and article"),
    pytest.param("partners", None, True, id="partners without a name"),
    pytest.param("Vendor East", "Vendor", False, id="another company"),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_names(one: str, other: str | None, same: bool) -> None:
    assert (organisation(one) == organisation(other)) is same


def test_a_quote_is_compared_to_the_letter() -> None:
    good = found()
    moved = Found(a_claim(a_revision(text=f"!{TEXT}"), quote=MINIMUM), "one")
    assert verbatim([good, moved], a_gold()) == Share(1, 2)


def test_the_interval_of_one_document_is_its_figure() -> None:
    gold = a_gold(a_label(), MAILS)
    assert core_interval(judge([found()], gold), gold) == (0.666, 0.666)
