"""What a topic says of its own parts must hold together: a mistake is named, and never read on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from monitor.config.topic import Topic
from monitor.extract.claims import Extractor
from monitor.wording import value_in_words
from tests.builders import a_revision
from tests.extract.reading import shipped

SMALL: dict[str, Any] = {
    "key": "pilot-fund",
    "name": "Pilot Fund",
    "vendor": "Brightwater",
    "vendor_key": "brightwater",
    "programs": ("Pilot Fund",),
    "default_component": "pilot",
    "component": ({"name": "pilot", "words": ("pilot*",)}, {"name": "funding", "words": ("fund",)}),
    "performer": {"vendor": ("Brightwater",), "partner": ("partner*",)},
    "facet": {"threshold": {"positive": (), "negative": (), "units": ("seat", "seats")}},
}


def named(*names: str) -> tuple[dict[str, Any], ...]:
    return tuple({"name": name, "words": (name,)} for name in names)


def items(**kinds: tuple[str, ...]) -> dict[str, Any]:
    """Items by name, with what they are kinds of."""
    found = ({"name": name, "words": (name,), "kind_of": of} for name, of in kinds.items())
    return {"item": tuple(found)}


def offers(*together: tuple[str, ...]) -> dict[str, Any]:
    return {"facet": {"threshold": {"positive": (), "negative": (), "one_offer": together}}}


def test_a_topic_of_one_facet_is_read() -> None:
    """As the guide shows it: no other facet is needed beside the one that is read."""
    topic = Topic.model_validate(SMALL)
    config = replace(shipped(), topics=(topic,))
    text = "The Pilot Fund requires 500 seats or more.\n\nIt covers:\n\n- moving mail"
    claims = Extractor(config).claims(a_revision(text=text, title="The Pilot Fund"))
    assert [(claim.facet, claim.component) for claim in claims] == [("threshold", "pilot")]


def test_a_sentence_on_another_program_that_is_followed_is_not_read() -> None:
    topic = Topic.model_validate(SMALL)
    config = replace(shipped(), topics=(*shipped().topics[:1], topic))
    other = next(one for one in shipped().topics[:1])
    text = f"The Pilot Fund requires 500 seats or more. {other.name} needs 150 seats."
    claims = Extractor(config).claims(a_revision(text=text, title="The Pilot Fund"))
    assert [value_in_words(c) for c in claims if c.topic == topic.key] == ["500 seats or more"]


MISTAKES = [
    pytest.param(
        items(mail=("mail",)),
        "kind_of runs in a circle: mail of mail",
        id="a kind of itself: to ask what it is a kind of never ended",
    ),
    pytest.param(
        items(mail=("data",), data=("files",), files=("mail",), other=()),
        "kind_of runs in a circle: mail of data of files of mail",
        id="a kind of itself by way of others",
    ),
    pytest.param(
        {"item": named("mail", "files", "mail")},
        "item mail is declared twice",
        id="two items of one name: the words of one would count for nothing",
    ),
    pytest.param(
        {"component": named("pilot", "pilot")}, "component pilot is declared twice", id="components"
    ),
    pytest.param({"state": named("open", "open")}, "state open is declared twice", id="states"),
    pytest.param({"segment": named("all", "all")}, "segment all is declared twice", id="segments"),
    pytest.param(
        offers(("pilot", "funds")),
        "facet threshold: one_offer 'funds' is not declared as a component",
        id="one offer with a component that is none",
    ),
    pytest.param(
        {"default_component": "fund", **items(mail=("data",))},
        "item mail: kind_of 'data' is not declared; default_component 'fund' is not declared",
        id="all mistakes at once",
    ),
]


@pytest.mark.parametrize(("changes", "said"), MISTAKES)
def test_a_mistake_is_named(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Topic.model_validate(SMALL | changes)
    assert said in str(caught.value)


GOOD = [
    pytest.param(items(mail=("data",), data=(), files=("data",)), {"data"}, id="two of one kind"),
    pytest.param(
        items(mail=("data", "work"), data=("all",), work=("all",), all=()),
        {"data", "work", "all"},
        id="one kind by two ways is no circle",
    ),
    pytest.param(
        {"item": named("mail", "pilot"), "state": named("pilot")},
        set(),
        id="an item may bear the name of a component or a state",
    ),
    pytest.param(
        {**items(mail=()), **offers(("pilot", "funding"))}, set(), id="one offer of two components"
    ),
]


@pytest.mark.parametrize(("changes", "above"), GOOD)
def test_what_holds_together_is_read(changes: dict[str, Any], above: set[str]) -> None:
    assert Topic.model_validate(SMALL | changes).ancestors("mail") == above


def claims_of(text: str, *, units: tuple[Any, ...]) -> list[tuple[str, str | None]]:
    """Each limit in words, and what kind of thing it counts."""
    facet = {"threshold": {"positive": (), "negative": (), "units": units}}
    config = replace(shipped(), topics=(Topic.model_validate(SMALL | {"facet": facet}),))
    claims = Extractor(config).claims(a_revision(text=text, title="The Pilot Fund"))
    return [(value_in_words(one), dict(one.qualifiers).get("counted")) for one in claims]


KINDS = [
    pytest.param(
        ("phone*", "line*"), [("25 phones or more", "phone"), ("10 lines or more", "line")],
        id="each phrase alone is a kind of its own",
    ),
    pytest.param(
        (("line*", "connection*"), ("phone*", "handset*")),
        [("25 phones or more", "phone"), ("10 lines or more", "line")],
        id="the first phrase names its kind",
    ),
    pytest.param(
        (("phone*", "line*"),), [("25 phones or more", None), ("10 lines or more", None)],
        id="one kind needs no name",
    ),
    pytest.param(("phone*",), [("25 phones or more", None)], id="what is not counted is no limit"),
]  # fmt: skip


@pytest.mark.parametrize(("units", "read"), KINDS)
def test_kinds_of_things_that_are_counted(
    units: tuple[Any, ...], read: list[tuple[str, str | None]]
) -> None:
    text = "The Pilot Fund requires at least 25 phones. The Pilot Fund requires at least 10 lines."
    assert claims_of(text, units=units) == read


UNSAID = [
    pytest.param(("phone*",), ("50 phones or more", None), id="one kind: that is meant"),
    pytest.param(("phone*", "line*"), ("50 or more", "unsaid"), id="several: nobody knows which"),
]


@pytest.mark.parametrize(("units", "read"), UNSAID)
def test_a_limit_that_leaves_out_what_it_counts(
    units: tuple[Any, ...], read: tuple[str, str | None]
) -> None:
    assert claims_of("The Pilot Fund has a minimum of 50.", units=units) == [read]


PARTS = [
    pytest.param("It moves all data of customers with 100 seats.", {"component:pilot"}, id="all"),
    pytest.param("Customers with 75 seats are moved.", {"component:pilot"}, id="whatever it is"),
    pytest.param(
        "Customers with 500 seats have their mail moved.",
        {"component:pilot", "item:mail"},
        id="a kind of it",
    ),
    pytest.param("Orbit Notes is moved.", {"component:pilot", "part:notes"}, id="a part"),
    pytest.param("Orbit Notes or Orbit Post is moved.", {"component:pilot"}, id="parts, listed"),
]
APART = [
    {"name": "notes", "words": ("Orbit Notes",)},
    {"name": "post", "words": ("Orbit Post",)},
]
MOVES = [
    {"name": "moves", "words": ("mov*",)},
    {"name": "data", "words": ("all data",), "kind_of": ("moves",), "whole": True},
    {"name": "mail", "words": ("mail",), "kind_of": ("moves",)},
]


@pytest.mark.parametrize(("sentence", "parts"), PARTS)
def test_what_is_said_of_all_of_it_names_no_part(sentence: str, parts: set[str]) -> None:
    component = ({"name": "pilot", "words": ("mov*",)},)
    topic = Topic.model_validate(SMALL | {"component": component, "item": MOVES, "part": APART})
    assert topic.parts_named_in(sentence) == parts
