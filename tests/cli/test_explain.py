"""`monitor explain`: what it reads, in which form it answers, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from tests.program import Program, Result, a_mail, article, environment, on_web, text_file
from tests.test_docs import section

SENTENCE = (
    "Microsoft will open FastTrack to customers with at least 150 seats on Sept. 1, "
    "a spokesperson said on Monday."
)
PUBLISHED = ("--published", "2014-08-05")
HOSTILE = "Police said\x1b[31m on \u202eMonday <script>alert(1)</script> that \x9b it ended."
SPANS = ("times", "quantities", "money", "attributions", "triggers", "terms", "words", "passages")


def explain(program: Program, *words: str | Path) -> Result:
    return program.run("explain", *words)


def as_json(program: Program, *words: str | Path) -> dict[str, Any]:
    result = explain(program, *words, "--json")
    assert result.code == 0, result.err
    found = result.json
    assert isinstance(found, dict)
    check_places(found)
    return found


def placed(thing: Any) -> Iterator[dict[str, Any]]:
    """Every object below that says where it stands."""
    if isinstance(thing, dict):
        if thing.get("start") is not None and "text" in thing:
            yield thing
        for part in thing.values():
            yield from placed(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from placed(part)


def check_places(row: dict[str, Any]) -> None:
    text = row["text"]
    for span in placed({name: part for name, part in row.items() if name != "text"}):
        assert text[span["start"] : span["end"]] == span["text"]
    for claim in row["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def batch_file(program: Program, *rows: object) -> Path:
    written = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return program.document("batch.jsonl", "\n".join(written) + "\n")


@pytest.fixture(autouse=True)
def both_topics_followed(program: Program) -> None:
    path = program.config_dir / "topics" / "csp-nce.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("followed = false", ""), "utf-8")


# For people


@pytest.mark.usefixtures("from_nothing")
def test_a_sentence_with_all_that_is_known_of_it(program: Program) -> None:
    result = explain(program, SENTENCE, *PUBLISHED, "--publisher", "CRN")
    assert result.code == 0
    told = " ".join(result.out.split())
    for words in (
        "“at least 150 seats”: 150 or more, seat: minimum",
        "2014-09-01",
        "indirect: spokesperson, Microsoft",
        "cue “said”",
        "“will”: planned, covers “will open",
        "threshold: 150 seats or more",
        "affirmed, planned by “will”",
        "chain CRN ← Microsoft",
        "rule threshold/limit@",
        "office365-fasttrack: the text as a whole is about it",
        "csp-nce: not looked for",
    ):
        assert words in told
    assert not program.file.exists(), "nothing is stored"


def test_why_there_is_no_claim(program: Program) -> None:
    result = explain(program, "Does FastTrack need at least 150 seats?")
    assert "no claim" in result.out
    assert "a question" in result.out


def test_passages_without_anything_are_shown_if_asked_for(program: Program) -> None:
    text = "The weather is fine. Police said on Monday that it ended.\n\nRelated: more of it"
    short, long = explain(program, text), explain(program, text, "--all")
    assert "weather" not in short.out
    assert "2 passages without anything left out" in short.out
    assert "The weather is fine." in long.out
    assert "[furniture] Related: more of it" in long.out
    assert "“said” cue" in long.out
    assert "left out" not in long.out


def test_only_one_topic(program: Program) -> None:
    result = explain(program, SENTENCE, "--topic", "csp-nce")
    assert "150 or more" in result.out
    assert "fasttrack:" not in result.out
    assert "claim" not in result.out


def test_a_title_puts_the_text_under_its_program(program: Program) -> None:
    text = "At least 150 seats are needed."
    assert as_json(program, text)["claims"] == []
    assert as_json(program, text, "--title", "What FastTrack asks")["claims"]


def test_no_control_character_reaches_a_terminal(program: Program) -> None:
    for form in ([], ["--all"], ["--json"], ["--html"]):
        out = explain(program, HOSTILE, *form).out
        assert not set("\x1b\x9b\u202e") & set(out), form
        assert "Monday" in out


def test_a_narrow_terminal_gets_short_lines(program: Program) -> None:
    seen, terminal = pty.openpty()
    try:
        result = program.apart(
            "explain",
            "At least 150 seats are needed, a spokesperson said.",
            stdout=terminal,
            env=environment(COLUMNS="40", TERM="xterm"),
        )
        shown = os.read(seen, 65_536).decode()  # all of it: a terminal holds 4 KB and more
    finally:
        os.close(terminal)
        os.close(seen)
    assert (result.code, result.err) == (0, "")
    rows = re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()
    assert max(map(len, rows)) <= 40
    assert any(row.startswith("  quantity: “At least 150 seats") for row in rows)


# For programs


def test_one_object_with_every_span(program: Program) -> None:
    row = as_json(program, SENTENCE, *PUBLISHED)
    assert (row["schema"], row["id"], row["published"]) == (1, "text", "2014-08-05")
    assert row["text"] == SENTENCE
    assert [time["text"] for time in row["times"]][-1].endswith("Monday")
    assert {"kind", "from", "to", "precision"} <= set(row["times"][0])
    assert row["quantities"][0]["low"] == 150
    (said,) = row["attributions"]
    assert said["speaker"]["organisation"] == "Microsoft"
    assert said["speaker"]["text"].endswith("spokesperson")
    assert said["cue"]["text"] == "said"
    assert said["content"][0]["text"].startswith("Microsoft will open")
    assert row["triggers"][0]["reach"]["end"] > row["triggers"][0]["end"]
    assert {term["kind"] for term in row["terms"]} >= {"program", "performer", "facet"}
    assert {claim["facet"] for claim in row["claims"]} == {"threshold", "timing"}


def test_a_claim_is_written_as_the_export_writes_it(program: Program) -> None:
    document = program.document("a.txt", text_file(SENTENCE))
    (claim,) = (c for c in as_json(program, document)["claims"] if c["facet"] == "threshold")
    program.run("import", document, "-q")
    exported = lines(program.run("export", "claims").out)
    (same,) = (c for c in exported if c["facet"] == "threshold")
    when = ("observed", "recorded")
    assert {k: v for k, v in claim.items() if k not in when} == {
        k: v for k, v in same.items() if k not in when
    }
    assert claim["recorded"] is None


def test_hostile_text_keeps_its_offsets(program: Program) -> None:
    row = as_json(program, HOSTILE)
    assert row["text"] == HOSTILE
    assert any("Monday" in time["text"] for time in row["times"])


def test_the_guide_explains_every_key(program: Program) -> None:
    text = section("## An explanation line")
    row = as_json(program, f"{SENTENCE} It costs $15 per seat. Does it?", *PUBLISHED)
    keys = set(row) | {key for name in SPANS for span in row[name] for key in span}
    keys |= {key for one in row["topics"] for key in one} | set(row["attributions"][0]["speaker"])
    assert all(row[name] for name in SPANS)
    assert {key for key in keys if f"`{key}`" not in text} == set()
    block = re.search(r"^```json\n(.*?)^```", text, re.M | re.S)
    assert block
    shown = json.loads(block.group(1))
    assert set(shown) == set(row)
    check_places(shown)


# Where it comes from


@pytest.mark.parametrize(
    ("name", "content", "published"),
    [
        pytest.param("a.txt", text_file(SENTENCE), "2014-08-01", id="text with a header"),
        pytest.param("b.txt", SENTENCE, None, id="text without one"),
        pytest.param("c.eml", a_mail(SENTENCE), "2014-08-01", id="mail"),
        pytest.param("d.html", article(SENTENCE).body, None, id="a saved page"),
    ],
)
def test_a_file_is_read_as_import_takes_it(
    program: Program, name: str, content: str | bytes, published: str | None
) -> None:
    file = program.document(name, content)
    row = as_json(program, file)
    assert SENTENCE in row["text"]
    assert row["published"] == published
    assert row["claims"]
    assert as_json(program, file, "--published", "2013")["published"] == "2013"


def test_what_is_said_on_the_line_goes_before_what_the_file_says(program: Program) -> None:
    file = program.document("a.txt", text_file("FastTrack needs at least 150 seats."))
    row = as_json(program, file, "--publisher", "Microsoft")
    assert {c["reported_by"] for c in row["claims"]} == {"Microsoft"}
    assert {c["attribution"] for c in row["claims"]} == {"document"}


def test_the_country_decides_what_comes_first_in_a_date(program: Program) -> None:
    text = "It starts on 1/9/2014."
    assert as_json(program, text)["times"][0]["from"] == "2014-01-09"
    assert as_json(program, text, "--country", "gb")["times"][0]["from"] == "2014-09-01"


@pytest.mark.usefixtures("from_nothing")
def test_an_address_is_fetched_and_nothing_kept(program: Program) -> None:
    with on_web({"/1": article(SENTENCE)}) as server:
        row = as_json(program, server.url("/1"), *PUBLISHED)
    assert row["id"].endswith("/1")
    assert row["claims"]
    assert not program.file.exists()


@pytest.mark.parametrize("mark", ["\n", "\r\n"])
def test_standard_input_is_read_to_the_letter(program: Program, mark: str) -> None:
    text = f"One line.{mark}{SENTENCE}{mark}"
    started = program.start(
        "explain", "-", "--json", stdin=subprocess.PIPE, text=False, encoding=None
    )
    out, _ = started.communicate(text.encode(), timeout=60)
    assert started.returncode == 0
    row = json.loads(out)
    assert row["text"] == text
    check_places(row)


FAILING = [
    pytest.param([""], 65, "no text to explain", id="nothing"),
    pytest.param([" \n"], 65, "no text to explain", id="blank"),
    pytest.param(["nowhere.txt"], 65, "no such file", id="a missing file"),
    pytest.param(["/"], 65, "a folder", id="a folder"),
    pytest.param(["/dev/null"], 65, "not a kind", id="a device"),
    pytest.param(["--batch", "nowhere.jsonl"], 65, "cannot be read", id="a missing batch"),
    pytest.param(["--batch", "/"], 65, "cannot be read", id="a folder as batch"),
    pytest.param(["a b", "--topic", "x"], 1, "no topic 'x'", id="unknown topic"),
    pytest.param(["http://10.0.0.1/"], 69, "not on the public internet", id="an internal address"),
    pytest.param(["x " * 260_000], 65, "at most 500,000", id="a book"),
    pytest.param([], 2, "name a text", id="no text"),
    pytest.param(["a b", "--batch", "-"], 2, "leave one out", id="two texts"),
    pytest.param(["a b", "--html", "--json"], 2, "--html goes with", id="two forms"),
    pytest.param(["a b", "--published", "soon"], 2, "not a date", id="no date"),
    pytest.param(["a b", "--country", "Atlantis"], 2, "two letters", id="no country"),
    pytest.param(["a b", "-o", "/nowhere/x"], 74, "cannot be written", id="no folder for it"),
]


@pytest.mark.parametrize(("words", "code", "says"), FAILING)
def test_failing(program: Program, words: list[str], code: int, says: str) -> None:
    result = explain(program, *words)
    assert result.code == code
    assert says in " ".join(result.err.replace("│", " ").split())
    assert result.out == ""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("a.txt", "colour: red\n---\nText", "no header line", id="a broken header"),
        pytest.param("b.txt", b"\xff\xfe", "UTF-8", id="no UTF-8"),
        pytest.param("c.txt", "", "no text", id="an empty file"),
        pytest.param("d.html", "<html></html>", "no text to explain", id="an empty page"),
        pytest.param("e.eml", "nothing", "not a mail", id="no mail"),
    ],
)
def test_a_file_that_cannot_be_read(
    program: Program, name: str, content: str | bytes, says: str
) -> None:
    result = explain(program, program.document(name, content))
    assert result.code == 65
    assert says in result.err


# Many at once


def test_a_batch_is_answered_line_by_line(program: Program) -> None:
    file = batch_file(
        program,
        {"id": "a", "text": SENTENCE, "published": "2014-08-05", "publisher": "CRN"},
        "",
        {"id": 7, "text": HOSTILE, "published": "1998-10-30T10:00:00Z", "labels": [1]},
        {"text": ""},
    )
    result = explain(program, "--batch", file)
    assert (result.code, result.err) == (0, "")
    rows = lines(result.out)
    assert [row["id"] for row in rows] == ["a", 7, "line 4"]
    for row in rows:
        check_places(row)
    assert {c["reported_by"] for c in rows[0]["claims"]} == {"CRN"}
    assert rows[1]["published"] == "1998-10-30"
    assert rows[1]["times"][0]["from"] == "1998-10-26"
    assert all(rows[2][name] == [] for name in (*SPANS, "claims"))


BROKEN = [
    pytest.param("{", "not JSON", "line 1", id="no JSON"),
    pytest.param('{"text": 1, "id": "x"}', 'no "text"', "x", id="a text that is none"),
    pytest.param('{"id": "x"}', 'no "text"', "x", id="no text"),
    pytest.param('["text"]', "no JSON object", "line 1", id="a list"),
    pytest.param('{"text": "a", "id": [1]}', '"id" is neither', "line 1", id="an id that is none"),
    pytest.param('{"text": "a", "title": 1}', '"title" is no string', "line 1", id="no title"),
    pytest.param('{"text": "a", "published": "x"}', "not a date", "line 1", id="no date"),
    pytest.param('{"text": "a", "country": "x"}', "two letters", "line 1", id="no country"),
    pytest.param("[" * 100_000, "not JSON", "line 1", id="too deep"),
    pytest.param(f'{{"text": "{"a " * 300_000}"}}', "at most 500,000", "line 1", id="a book"),
    pytest.param(f'{{"text": "{"a " * 3_000_000}"}}', "a line of more", "line 1", id="a library"),
]


@pytest.mark.parametrize(("line", "says", "name"), BROKEN)
def test_a_broken_line_is_told_and_the_others_go_on(
    program: Program, line: str, says: str, name: str
) -> None:
    result = explain(program, "--batch", batch_file(program, line, {"id": "good", "text": "Fine."}))
    assert result.code == 65
    assert "1 line could not be read" in result.err
    broken, good = lines(result.out)
    assert set(broken) == {"id", "error"}
    assert broken["id"] == name
    assert says in broken["error"]
    assert good["id"] == "good"


def test_options_hold_for_the_lines_that_say_nothing(program: Program) -> None:
    file = batch_file(program, {"text": "a"}, {"text": "a", "published": "2012"})
    result = explain(program, "--batch", file, *PUBLISHED, "--topic", "csp-nce")
    rows = lines(result.out)
    assert [row["published"] for row in rows] == ["2014-08-05", "2012"]
    assert [topic["topic"] for topic in rows[0]["topics"]] == ["csp-nce"]


def test_a_batch_is_answered_while_it_comes(program: Program) -> None:
    with program.start("explain", "--batch", "-", stdin=subprocess.PIPE) as started:
        assert started.stdin
        assert started.stdout
        for number in range(2):
            started.stdin.write(json.dumps({"id": number, "text": SENTENCE}) + "\n")
            started.stdin.flush()
            assert json.loads(started.stdout.readline())["id"] == number
        started.stdin.close()
    assert started.returncode == 0


def test_a_file_for_the_answer(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answer"
    for form in (["--json"], ["--html"], []):
        result = explain(program, SENTENCE, *form, "-o", file)
        assert (result.code, result.out) == (0, "")
        assert "FastTrack" in file.read_text(encoding="utf-8")
    result = explain(program, "--batch", batch_file(program, {"text": SENTENCE}), "-o", file)
    assert (result.code, result.out) == (0, "")
    assert lines(file.read_text(encoding="utf-8"))[0]["claims"]


def test_an_answer_may_take_the_place_of_what_was_asked(program: Program) -> None:
    file = batch_file(program, {"id": 1, "text": SENTENCE}, {"id": 2, "text": SENTENCE})
    assert explain(program, "--batch", file, "-o", file).code == 0
    assert [row["id"] for row in lines(file.read_text(encoding="utf-8"))] == [1, 2]


# A page


def test_a_page_marks_the_text_and_needs_nothing_else(program: Program) -> None:
    text = f"{SENTENCE} {HOSTILE}"
    out = explain(program, text, *PUBLISHED, "--html", "--title", "<img src=x>").out
    tree = lxml_html.document_fromstring(out)
    for tag in ("script", "img", "link", "iframe", "a"):
        assert not list(tree.iter(tag))
    assert not re.search(r"https?:|url\(|@import", out)
    shown = "".join(
        "".join(p for p in part.itertext() if p not in {s.text for s in part.iter("sup")})
        for part in tree.find_class("passage")
    )
    assert SENTENCE in shown
    assert "<script>alert(1)</script>" in shown
    marks = list(tree.iter("mark"))
    kinds = {kind for mark in marks for kind in mark.get("class").split()}
    legend = {mark.get("class") for mark in marks if mark.get("title") is None}
    assert kinds <= legend
    assert {"time", "quantity", "speaker", "cue", "said", "trigger", "term"} <= kinds
    titles = [mark.get("title") for mark in marks if "quantity" in mark.get("class").split()]
    assert any(title and "150 or more" in title for title in titles)
    assert "prefers-color-scheme: dark" in out
