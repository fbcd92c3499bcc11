"""`monitor review` for scripts, and all that a verdict changes elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from monitor.compare import VERSION
from tests.program import MINIMUM, Program, prepared, text_file

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

HOSTILE = "Partners \x1b[31m\x1b]0;gone\x07 say so\u202e."


def say(program: Program, name: str, sentence: str, **header: str) -> None:
    """One more outlet's article, read."""
    program.document(f"{name}.txt", text_file(sentence, publisher=f"Outlet {name}", **header))
    assert program.run("import", program.home / "docs" / f"{name}.txt", "--quiet").code == 0


def seats(number: int) -> str:
    return MINIMUM.replace("150", str(number))


def two_outlets(program: Program) -> None:
    say(program, "one", seats(150))
    say(program, "two", seats(250))


@pytest.fixture
def filled(program: Program) -> Program:
    """Two outlets that contradict each other."""
    return prepared(program, two_outlets)


def rows(program: Program, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.run("review", "--json", *options).json["relations"]
    return found


def only(program: Program) -> str:
    """The id of the one that is open."""
    (row,) = rows(program)
    return str(row["id"])


def state(program: Program) -> Any:
    """The verdict on the one relation there is."""
    (row,) = program.run("contradictions", "--verdict", "all", "--json").json["relations"]
    return row["verdict"]


def test_what_is_open_has_all_that_is_needed_to_decide(filled: Program) -> None:
    (row,) = rows(filled)
    assert (row["kind"], row["rule"].split("@")[0], row["verdict"]) == (
        "contradiction",
        "disjoint",
        None,
    )
    (a,), (b,) = row["a"], row["b"]
    assert {a["quote"], b["quote"]} == {seats(150), seats(250)}
    assert {a["reported_by"], b["reported_by"]} == {"Outlet one", "Outlet two"}


DECISIONS = [
    pytest.param(["--confirm"], "confirmed", None, id="confirm"),
    pytest.param(["--dismiss", "other plan"], "dismissed", "other plan", id="dismiss"),
    pytest.param(["--superseded"], "superseded", None, id="superseded"),
]


@pytest.mark.parametrize(("words", "decision", "reason"), DECISIONS)
def test_deciding_one(filled: Program, words: list[str], decision: str, reason: str | None) -> None:
    done = filled.run("review", only(filled)[:6], *words, "--by", "ann")
    assert (done.code, decision in done.out, "by ann on " in done.out) == (0, True, True)
    found = state(filled)
    assert (found["decision"], found["reason"], found["by"]) == (decision, reason, "ann")
    assert (found["open"], found["reopened"]) == (False, None)
    nothing = filled.run("review", "--json")
    assert (nothing.code, nothing.json["relations"]) == (1, [])
    assert len(rows(filled, "--all")) == 1
    as_json = filled.run("review", rows(filled, "--all")[0]["id"], *words, "--by", "ann", "--json")
    assert as_json.json["relation"]["verdict"]["decision"] == decision


def test_taking_back(filled: Program) -> None:
    key = only(filled)
    filled.run("review", key, "--dismiss", "misread", "--by", "ann")
    undone = filled.run("review", key, "--undo", "--by", "ben")
    assert (undone.code, undone.out.strip()) == (0, f"{key}: open")
    assert only(filled) == key
    again = filled.run("review", key, "--undo")
    assert (again.code, "no verdict" in again.err) == (1, True)
    shown = filled.run("show", key).out
    assert re.search(
        r"dismissed by ann on .*: misread; taken back by ben on", " ".join(shown.split())
    )
    assert len(filled.run("show", key, "--json").json["relation"]["verdict_history"]) == 1


def test_a_misread_claim_is_dismissed_with_all_that_rests_on_it(filled: Program) -> None:
    say(filled, "three", seats(400))
    (misread,) = filled.run("said", "--value", "400", "--json").json["claims"]
    before = {row["id"] for row in rows(filled)}
    result = filled.run("review", misread["id"][:10], "--dismiss", "misread", "--by", "ann")
    left = {row["id"] for row in rows(filled)}
    assert (len(before), len(left), result.code) == (3, 1, 0)
    assert {line.split(":")[0] for line in result.out.splitlines()} == before - left
    again = filled.run("review", misread["id"], "--dismiss", "misread", "--json").json
    assert {row["verdict"]["decision"] for row in again["relations"]} == {"dismissed"}


def test_a_side_that_others_hold_too_stays(filled: Program) -> None:
    say(filled, "three", f"Partners hear so. {seats(250)}")
    misread = filled.run("said", "--value", "250", "--json").json["claims"][0]
    result = filled.run("review", misread["id"], "--dismiss", "misread")
    assert (result.code, "rests on this claim alone" in result.err) == (1, True)
    assert len(rows(filled)) == 1


MISTAKES = [
    pytest.param(["ffff", "--confirm"], 1, "no document or id", id="an id that is not there"),
    pytest.param(["{claim}", "--confirm"], 1, "names a claim", id="a claim's id"),
    pytest.param(["--confirm"], 2, "name its ID", id="no id"),
    pytest.param(["{id}", "--confirm", "--undo"], 2, "one of", id="two decisions"),
    pytest.param(["{id}", "--dismiss", " "], 2, "say why", id="no reason"),
    pytest.param(["{id}", "--dismiss", "--json"], 2, "say why", id="another option as reason"),
    pytest.param(["{id}", "--facet", "timing"], 2, "omit ID", id="a filter for one"),
    pytest.param(["{id}", "--from", "x"], 2, "leave out ID", id="an id beside a file"),
    pytest.param(["--facet", "tone", "--json"], 1, "no facet", id="a facet nobody knows"),
    pytest.param([], 2, "here is none", id="no terminal to ask at"),
    pytest.param(["{id}"], 2, "monitor review ID --confirm", id="nor for a single one"),
]


@pytest.mark.parametrize(("words", "code", "says"), MISTAKES)
def test_a_mistake_is_told_and_decides_nothing(
    filled: Program, words: list[str], code: int, says: str
) -> None:
    key = only(filled)
    claim = filled.run("said", "--json").json["claims"][0]["id"]
    result = filled.run("review", *(word.format(id=key, claim=claim) for word in words))
    assert result.code == code
    assert says in " ".join(result.err.replace("│", " ").split())
    assert only(filled) == key


FILTERS = [
    pytest.param(["--kind", "contradiction"], 1, id="kind"),
    pytest.param(["--kind", "tension"], 0, id="another kind"),
    pytest.param(["--rule", "disjoint"], 1, id="rule"),
    pytest.param(["--rule", "silent"], 0, id="another rule"),
    pytest.param(["--facet", "threshold", "--topic", "office365-fasttrack"], 1, id="facet, topic"),
    pytest.param(["--facet", "timing"], 0, id="another facet"),
]


@pytest.mark.parametrize(("options", "number"), FILTERS)
def test_filters(filled: Program, options: list[str], number: int) -> None:
    assert len(rows(filled, *options)) == number


def decisions(program: Program, text: str) -> Path:
    path = program.home / "decisions.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_decisions_from_a_file(filled: Program) -> None:
    line = {"id": only(filled), "decision": "dismissed", "reason": "r", "by": "ann", "more": 1}
    path = decisions(filled, json.dumps(line) + "\n\n")
    done = filled.run("review", "--from", path)
    assert (done.code, done.out) == (0, "1 decided\n")
    assert state(filled)["by"] == "ann"
    exported = filled.run("export", "verdicts").out
    filled.run("review", line["id"], "--undo")
    assert (
        filled.run("review", "--from", decisions(filled, exported), "--json").json["decided"] == 1
    )
    assert state(filled)["reason"] == "r"


def test_decisions_from_standard_input(filled: Program) -> None:
    line = json.dumps({"id": only(filled), "decision": "confirmed"})
    with (filled.home / "in").open("w+") as given:
        given.write(line)
        given.seek(0)
        result = filled.apart("review", "--from", "-", "--by", "ben", stdin=given)
    assert (result.code, result.out) == (0, "1 decided\n")
    assert state(filled)["by"] == "ben"


BROKEN = [
    pytest.param("{", 65, "line 2: not JSON", id="no JSON"),
    pytest.param("[" * 100_000, 65, "line 2: not JSON", id="brackets without end"),
    pytest.param("[]", 65, "line 2: not a decision", id="no object"),
    pytest.param('{"id": 7, "decision": "confirmed"}', 65, "not a decision", id="no id"),
    pytest.param('{"id": "ab", "decision": "burn"}', 65, "confirmed, dismissed", id="no verdict"),
    pytest.param('{"id": "ab", "decision": ["x"]}', 65, "not a decision", id="a list of them"),
    pytest.param('{"id": "ab", "decision": "dismissed"}', 65, "without a reason", id="no reason"),
    pytest.param('{"id": "ffff", "decision": "confirmed"}', 1, "line 2: there is no", id="unknown"),
]


@pytest.mark.parametrize(("line", "code", "says"), BROKEN)
def test_one_wrong_line_and_nothing_is_decided(
    filled: Program, line: str, code: int, says: str
) -> None:
    right = json.dumps({"id": only(filled), "decision": "confirmed"})
    result = filled.run("review", "--from", decisions(filled, f"{right}\n{line}\n"))
    assert (result.code, says in result.err) == (code, True)
    assert "nothing was decided" in result.err
    assert only(filled)


def test_a_file_that_cannot_be_read(filled: Program) -> None:
    result = filled.run("review", "--from", filled.home / "none.jsonl")
    assert (result.code, "cannot be read" in result.err) == (65, True)


def test_what_is_dismissed_is_shown_only_where_it_is_asked_for(filled: Program) -> None:
    key = only(filled)
    filled.run("review", key, "--dismiss", "misread", "--by", "ann")
    hidden = filled.run("contradictions")
    assert (hidden.code, key in hidden.out) == (1, False)
    assert "1 dismissed: monitor contradictions --verdict dismissed" in hidden.out
    for verdict, code in (("dismissed", 0), ("all", 0), ("open", 1), ("confirmed", 1)):
        found = filled.run("contradictions", "--verdict", verdict)
        assert (found.code, key in found.out) == (code, code == 0)
    shown = filled.run("contradictions", "--verdict", "dismissed").out
    assert re.search(r"dismissed by ann on \d+ \w+ \d+: misread", shown)
    filled.run("review", key, "--confirm", "--by", "ann")
    assert "confirmed by ann" in filled.run("contradictions").out


def test_what_is_dismissed_is_in_no_digest(filled: Program) -> None:
    told = "Contradiction on threshold"
    flat = " ".join(filled.run("digest", "--preview").out.split())
    assert told in flat
    filled.run("review", only(filled), "--dismiss", "misread")
    assert told not in " ".join(filled.run("digest", "--preview").out.split())


def test_a_verdict_through_all_that_may_come(filled: Program) -> None:
    """Confirmed; read again; repeated by another outlet; then the vendor itself speaks."""
    key = only(filled)
    filled.run("review", key, "--dismiss", "misread", "--by", "ann")
    assert filled.run("reread", "--all", "--quiet").code == 0
    assert state(filled)["open"] is False
    say(filled, "three", seats(250), published="2014-08-02")
    (row,) = rows(filled, "--all")
    assert {len(row["a"]), len(row["b"])} == {1, 2}
    assert row["verdict"]["open"] is False
    vendor = "FastTrack requires at least 250 seats, a Microsoft spokesperson said on Monday."
    say(filled, "four", vendor, published="2014-08-05")
    (row,) = rows(filled)
    assert row["verdict"]["open"] is True
    assert row["verdict"]["reopened"] == "the vendor itself now says it: 250 seats or more"
    text = " ".join(filled.run("contradictions").out.split())
    assert (
        "reopened: the vendor itself now says it: 250 seats or more (was dismissed by ann" in text
    )
    digest = " ".join(filled.run("digest", "--preview").out.split())
    assert "Reopened: the vendor itself now says it: 250 seats or more." in digest


def test_rules_are_counted(filled: Program) -> None:
    fresh = filled.run("status", "--rules").out
    assert re.search(r"^disjoint +1 +1 +0 +0 +0 +-", fresh, re.M)
    assert "Nothing was decided yet: monitor review" in fresh
    filled.run("review", only(filled), "--confirm")
    assert re.search(
        r"^disjoint +1 +0 +1 +0 +0 +1 of 1 \(21-100 %\)", filled.run("status", "--rules").out, re.M
    )
    (rule,) = filled.run("status", "--rules", "--json").json["rules"]
    assert (rule["rule"], rule["confirmed"], rule["precision"]) == ("disjoint", 1, 1.0)
    assert rule["versions"][VERSION]["decided"] == 1
    metrics = filled.run("status", "--metrics").out
    assert 'monitor_rule_verdicts{rule="disjoint",verdict="confirmed"} 1.0\n' in metrics
    assert 'monitor_rule_verdicts{rule="disjoint",verdict="open"} 0.0\n' in metrics


def test_metrics_and_rules_are_two_questions(program: Program) -> None:
    assert program.run("status", "--rules", "--metrics").code == 2


def test_verdicts_are_exported_with_the_words_they_were_made_on(filled: Program) -> None:
    key = only(filled)
    filled.run("review", key, "--confirm", "--by", "ann")
    (line,) = filled.run("export", "verdicts").out.splitlines()
    row = json.loads(line)
    assert (row["relation"], row["kind"], row["decision"]) == (key, "contradiction", "confirmed")
    assert {side["quote"] for side in (*row["a"], *row["b"])} == {seats(150), seats(250)}
    (relation,) = map(json.loads, filled.run("export", "relations").out.splitlines())
    assert relation["verdict"]["decision"] == "confirmed"
    filled.run("review", key, "--undo")
    assert filled.run("export", "verdicts").out == ""


def test_nothing_a_stranger_wrote_acts(program: Program) -> None:
    say(program, "one", f"{HOSTILE} {seats(150)}", title=HOSTILE)
    say(program, "two", seats(250))
    key = only(program)
    done = program.run("review", key, "--dismiss", HOSTILE, "--by", HOSTILE)
    for result in (
        done,
        program.run("review", "--all", "--json"),
        program.run("contradictions", "--verdict", "all"),
        program.run("show", key),
        program.run("export", "verdicts"),
    ):
        assert result.code == 0
        assert not set("\x1b\x07\u202e") & set(result.out + result.err)
