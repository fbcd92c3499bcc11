"""Edits of a page under its old date: what they change was said when it was seen, the rest before.

Blogs and press pages are touched long after their day (a link, a picture): that is no new word
against what the same organisation has said since.
"""

from __future__ import annotations

import json
import re

import pytest

from monitor.storage import utc_now
from monitor.wording import day_in_words
from tests.program import Program, text_file

OLD = "Deals of 150 or more seats qualify for FastTrack migration, Microsoft says."
NEW = OLD.replace("150", "50")
CHANGED = OLD.replace("150", "250")
TOUCHED = f"{OLD}\n\nThe picture at the head of this page was changed."

EDITS = [
    pytest.param(
        [],
        ["1 Jul 2014 → 1 Sep 2014 revision later-word"],
        [50],
        id="two pages of one organisation, two months apart",
    ),
    pytest.param(
        [TOUCHED],
        ["1 Jul 2014 → 1 Sep 2014 revision later-word"],
        [50],
        id="the edit leaves the sentence alone",
    ),
    pytest.param(
        [TOUCHED, TOUCHED.replace("picture", "film")],
        ["1 Jul 2014 → 1 Sep 2014 revision later-word"],
        [50],
        id="and the next one does so, too",
    ),
    pytest.param(
        [CHANGED],
        [
            "1 Jul 2014 → 1 Jul 2014, edited TODAY revision silent",
            "1 Jul 2014 → 1 Sep 2014 revision later-word",
            "1 Sep 2014 → 1 Jul 2014, edited TODAY revision later-word",
        ],
        [250],
        id="the edit changes it: against its own page, and after the other one",
    ),
]

BACK = [
    pytest.param([CHANGED, OLD], [150], id="back to its first text"),
    pytest.param([CHANGED, OLD, CHANGED], [250], id="and to the edit once more"),
    pytest.param([CHANGED, OLD, NEW], [50], id="and on to a third one"),
    pytest.param([CHANGED, TOUCHED, CHANGED], [250], id="back to an edit"),
]


@pytest.mark.parametrize(("edits", "holding"), BACK)
def test_what_a_page_goes_back_to_holds_again(
    program: Program, edits: list[str], holding: list[int]
) -> None:
    for text in (OLD, *edits):
        _read(program, "old.txt", text, "2014-07-01")
    held = program.run("said", "--valid-at", "today", "--json").json["claims"]
    assert [claim["value"]["low"] for claim in held] == holding


@pytest.mark.parametrize(("edits", "relations", "holding"), EDITS)
def test_an_edit_under_the_old_date(
    program: Program, edits: list[str], relations: list[str], holding: list[int]
) -> None:
    today = day_in_words(utc_now().date())
    _read(program, "old.txt", OLD, "2014-07-01")
    _read(program, "new.txt", NEW, "2014-09-01")
    for text in edits:
        _read(program, "old.txt", text, "2014-07-01")
    rows = program.run("export", "relations").out.splitlines()
    assert sorted(_told(row).replace(today, "TODAY") for row in rows) == relations
    held = program.run("said", "--valid-at", "today", "--json").json["claims"]
    assert [claim["value"]["low"] for claim in held] == holding


def test_a_sentence_that_edits_leave_alone_is_told_once(program: Program) -> None:
    for text in (OLD, TOUCHED, TOUCHED.replace("picture", "film")):
        _read(program, "old.txt", text, "2014-07-01")
    _read(program, "new.txt", NEW, "2014-09-01")
    assert program.run("contradictions", "--all").out.count("“Deals of 150") == 1
    held = program.run("said", "--valid-at", "2014-08-01", "--json").json["claims"]
    assert [claim["value"]["low"] for claim in held] == [150]
    assert program.run("show", "Microsoft", "--json").json["speaker"]["outlets"] == ["Microsoft: 2"]


# Texts one after the other under one date, and for each number of seats, whether it came by an edit.
CAME = [
    pytest.param([OLD], {150: False}, id="a page that nobody edited"),
    pytest.param([OLD, TOUCHED], {150: False}, id="what the edit left alone is as old as the page"),
    pytest.param([OLD, CHANGED], {150: False, 250: True}, id="what it brought is not"),
    pytest.param(
        [OLD, CHANGED, f"{CHANGED}\n\nWith a picture."],
        {150: False, 250: True},
        id="nor when a further edit leaves that alone",
    ),
    pytest.param([OLD, CHANGED, OLD], {150: False, 250: True}, id="a page that went back"),
    pytest.param(
        ["FastTrack has a page.", OLD], {150: True}, id="a text that said nothing of it before"
    ),
    pytest.param(
        [
            "The minimum is 150 seats. Partners are glad.",
            "The minimum is 150 seats. Partners are glad of FastTrack.",
        ],
        {150: False},
        id="words that stood there before they were about the program",
    ),
]


@pytest.mark.parametrize(("texts", "came"), CAME)
def test_words_are_dated_by_the_edit_that_brought_them(
    program: Program, texts: list[str], came: dict[int, bool]
) -> None:
    for text in texts:
        _read(program, "page.txt", text, "2014-07-01")
    today = utc_now().date().isoformat()
    days = {number: today if edited else None for number, edited in came.items()}
    told = program.run("said", "--json").json["claims"]
    assert {claim["value"]["low"]: claim["edited"] for claim in told} == days
    assert len(told) == len(days)
    lines = map(json.loads, program.run("export", "claims").out.splitlines())
    assert {claim["value"]["low"]: claim["edited"] for claim in lines} == days
    assert program.run("said", "--csv").out.count(f"2014-07-01,{today},") == sum(came.values())
    shown = program.run("show", "Microsoft").out
    assert (f"2014-07-01, edited, seen {today}" in shown) == any(came.values())


def test_an_edit_came_before_the_next_date_of_its_page(program: Program) -> None:
    """However late it is read: three texts of a page, saved one by one and imported at once."""
    texts = [(OLD, "2014-07-01"), (CHANGED, "2014-07-01"), (NEW, "2014-09-01")]
    for text, day in texts:
        _read(program, "page.txt", text, day)
    held = program.run("said", "--valid-at", "today", "--json").json["claims"]
    assert [claim["value"]["low"] for claim in held] == [50]
    rows = map(json.loads, program.run("export", "relations").out.splitlines())
    rules = {row["rule"].partition("@")[0]: row["explanation"] for row in rows}
    assert set(rules) == {"silent"}
    lanes = program.run("timeline", "threshold", "--json").json["timeline"]["lanes"]
    last = {lane["value"]: lane["events"][-1]["day"] for lane in lanes}
    assert last["50 seats or more"] == "2014-09-01"
    assert last["250 seats or more"] == "2014-09-01"


def test_a_silent_edit_is_shown_by_its_own_page(program: Program) -> None:
    """Another page of the same organisation said the same as the first text, and earlier."""
    _read(program, "elsewhere.txt", OLD, "2014-06-01")
    for text in (OLD, CHANGED):
        _read(program, "page.txt", text, "2014-07-01")
    (silent,) = [
        block
        for block in program.run("contradictions", "--all").out.split("\n\n")
        if block.startswith("SILENT")
    ]
    first, *_ = [line for line in silent.splitlines() if "[" in line]
    assert first.strip().startswith("page ")
    digest = program.run("digest", "--preview").out.partition("SILENT REVISIONS")[2]
    assert digest.partition("REVISIONS")[0].count("Microsoft, 1 Jul 2014") == 2


def test_the_day_of_an_edit_stands_with_what_it_says(program: Program) -> None:
    for text in (OLD, CHANGED):
        _read(program, "old.txt", text, "2014-07-01")
    today = utc_now().date()
    listed = program.run("contradictions", "--all").out
    assert "  - 2014-07-01  " in listed
    assert f"  - 2014-07-01, edited, seen {today}  " in listed
    digest = program.run("digest", "--preview").out
    assert f"1 Jul 2014, edited, seen {day_in_words(today)}" in " ".join(digest.split())


def _read(program: Program, name: str, text: str, published: str) -> None:
    header = {"publisher": "Microsoft", "published": published}
    program.run("import", program.document(name, text_file(text, **header)))


def _told(row: str) -> str:
    """The days its sentence names, and what it is by which rule."""
    relation = json.loads(row)
    rule, _ = relation["rule"].split("@")
    days = re.findall(r"Microsoft \((.*?)\)", relation["explanation"])
    return f"{' → '.join(days)} {relation['kind']} {rule}"


def test_a_page_that_was_edited_often_hides_no_other(program: Program) -> None:
    """Asked for by words, the copies that its edits left fill no page."""
    for number in range(6):
        _read(program, "page.txt", f"{OLD}\n\nEdit number {number}.", "2014-07-01")
    for number in range(3):
        _read(program, f"other{number}.txt", OLD.replace("150", f"{number + 2}00"), "2014-08-01")
    for limit in ("4", "50"):
        told = program.run("said", "seats", "--limit", limit, "--json").json["claims"]
        assert sorted(claim["value"]["low"] for claim in told) == [150, 200, 300, 400]
