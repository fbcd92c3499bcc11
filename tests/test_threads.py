"""A thread from its page to what is told of it: who said it, when, and who said otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from monitor.storage import utc_now
from tests.program import Program, text_file

ASKS = ("ann_m", "Partner", "2014-08-05", "Our rep says FastTrack needs a minimum of 150 seats.")
DENIES = ("Bo Dahl", "Stellwerk GmbH", "2014-08-20", "FastTrack takes customers from 50 seats up.")
ANSWERS = (
    "Priya Raman",
    "Microsoft",
    "2014-08-21",
    "FastTrack starts next month. It needs at least 150 seats.",
)
LATER = ("Bo Dahl", "Stellwerk GmbH", "2015-02-03", "FastTrack now requires at least 100 seats.")
OTHER = "FastTrack requires at least 250 seats, said Eva Lund of Other Corp."
Posts = Sequence[tuple[str, str, str, str]]


def page(posts: Posts) -> str:
    rows = (
        f'<div class="post" id="p{n}"><b class="username">{name}</b><i class="rank">{rank}</i>'
        f'<time datetime="{day}T10:00:00Z">that day</time><div class="content">{text}</div></div>'
        for n, (name, rank, day, text) in enumerate(posts)
    )
    head = "<!-- saved from url=(0028)https://forum.example/t/7 --><title>Seats?</title>"
    return f"<html><head>{head}</head><body><h1>Seats?</h1>{''.join(rows)}</body></html>"


def read(program: Program, posts: Posts) -> list[dict[str, object]]:
    """The thread imported as it stood; its claims, as lines for programs."""
    assert program.run("import", program.document("thread.html", page(posts))).code == 0
    return [json.loads(line) for line in program.run("export", "claims").out.splitlines()]


def relations(program: Program) -> list[str]:
    rows = map(json.loads, program.run("export", "relations").out.splitlines())
    return sorted(f"{row['kind']} {row['facet']} {row['rule'].partition('@')[0]}" for row in rows)


def test_each_post_is_of_its_writer_and_of_its_day(program: Program) -> None:
    claims = read(program, [ASKS, DENIES, ANSWERS])
    said = {
        (
            c["speaker"]["name"] or c["speaker"]["organisation"],
            c["speaker"]["organisation"],
            c["published"],
        )  # type: ignore[index]
        for c in claims
    }
    assert said == {
        ("Microsoft", "Microsoft", "2014-08-05"),
        ("Bo Dahl", "Stellwerk GmbH", "2014-08-20"),
        ("Priya Raman", "Microsoft", "2014-08-21"),
    }
    [starts] = [c["value"] for c in claims if c["facet"] == "timing"]
    assert (starts["from"], starts["to"]) == ("2014-09-01", "2014-09-30")  # type: ignore[index]
    assert program.run("verify").code == 0


def test_an_answer_is_of_the_day_and_the_writer_of_the_answer(program: Program) -> None:
    asked = (*ASKS[:3], "Does FastTrack cover hybrid migrations?")
    [claim] = read(program, [asked, (*ANSWERS[:3], "No.")])
    assert claim["published"] == "2014-08-21"
    assert claim["speaker"]["name"] == "Priya Raman"  # type: ignore[index]
    assert "migrations? — No." in " ".join(program.run("said").out.split())
    assert program.run("verify").code == 0


def test_posters_contradict_one_another(program: Program) -> None:
    read(program, [ASKS, DENIES, ANSWERS])
    assert "contradiction threshold disjoint" in relations(program)


def test_who_tells_of_a_change_contradicts_nobody(program: Program) -> None:
    told = ("Cy", "Member", "2014-09-02", "The FastTrack minimum drops to 50 seats this month.")
    read(program, [ASKS, ANSWERS, told])
    assert "revision threshold announced" in relations(program)
    assert not any(row.startswith("contradiction") for row in relations(program))


def test_posts_of_other_years_do_not(program: Program) -> None:
    read(program, [ASKS, DENIES, ("Cy", "Member", "2016-03-01", "FastTrack needs 500 seats now.")])
    rows = map(json.loads, program.run("export", "relations").out.splitlines())
    assert not any("Cy" in row["explanation"] for row in rows)


GROWN = [
    pytest.param([ASKS, DENIES, ANSWERS, LATER], id="read once"),
    pytest.param([ASKS, DENIES, ANSWERS], id="read before the last post was written"),
]


@pytest.mark.parametrize("first", GROWN)
def test_a_later_post_of_the_same_writer_takes_the_place_of_the_first(
    program: Program, first: Posts
) -> None:
    read(program, first)
    claims = read(program, [ASKS, DENIES, ANSWERS, LATER])
    assert "revision threshold later-word" in relations(program)
    assert not any(row.endswith("silent") for row in relations(program))
    assert all(claim["edited"] is None for claim in claims)
    held = program.run("said", "--valid-at", "2015-03-01", "--speaker", "Dahl", "--json").json
    assert [claim["value"]["low"] for claim in held["claims"]] == [100]


def test_a_thread_that_grows_says_nothing_anew(program: Program) -> None:
    later = program.document("later.txt", text_file(OTHER, published="2017-06-17"))
    assert program.run("import", later).code == 0
    for posts in ([ASKS, DENIES], [ASKS, DENIES, (*LATER[:3], "Thanks.")]):
        read(program, posts)
        rows = map(json.loads, program.run("export", "relations").out.splitlines())
        assert not any("Other" in row["explanation"] for row in rows)


EDITED = [
    pytest.param("", "silent", id="and says nothing of it"),
    pytest.param('<p class="edited">Last edited: Sep 2, 2014</p>', "silent", id="and says when"),
    pytest.param(
        '<p class="edited">Updated Sep 2, 2014: the number was wrong.</p>',
        "noticed",
        id="and says so",
    ),
]


@pytest.mark.parametrize(("note", "rule"), EDITED)
def test_a_post_that_is_edited(program: Program, note: str, rule: str) -> None:
    read(program, [ASKS, DENIES, ANSWERS])
    edited = (*DENIES[:3], DENIES[3].replace("50", "60") + note)
    claims = read(program, [ASKS, edited, ANSWERS, LATER])
    assert f"revision threshold {rule}" in relations(program)
    came = {
        claim["value"]["low"]: claim["edited"] for claim in claims if claim["facet"] == "threshold"
    }
    today = utc_now().date().isoformat()
    assert came == {150: None, 50: None, 60: today, 100: None}
