"""Questions on the command line: filters that combine, forms of output, what is not found."""

from __future__ import annotations

import csv
import io

import pytest

from tests.program import MINIMUM, Program, environment, prepared, text_file

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def minimum(seats: int) -> str:
    return MINIMUM.replace("150", str(seats))


def three_numbers(program: Program) -> None:
    page = "https://docs.example/benefit"
    letter = (
        "Microsoft FastTrack requires at least 150 seats, a Microsoft spokesperson said on Friday."
        " Nobody objected to it."
    )
    for name, text, header in (
        ("a.txt", letter, {"publisher": "Outlet One", "published": "2014-08-01"}),
        ("b.txt", minimum(250), {"publisher": "Outlet Two", "published": "2014-08-05"}),
        ("c.txt", minimum(50), {"publisher": "The Vendor", "published": "2015-03-01", "url": page}),
    ):
        program.document(name, text_file(text, **header))
    assert program.run("import", program.home / "docs", "-q").code == 0
    edited = {"publisher": "The Vendor", "published": "2015-06-01", "url": page}
    program.document("c.txt", text_file(minimum(150), **edited))
    assert program.run("import", program.home / "docs", "-q").code == 0


@pytest.fixture
def asked(program: Program) -> Program:
    """Three outlets, three numbers; the vendor's page is edited in silence."""
    return prepared(program, three_numbers)


def values(program: Program, *words: str) -> list[str]:
    """What was found, newest first, as its numbers."""
    result = program.run("said", "--facet", "threshold", "--json", *words)
    rows = result.json["claims"]
    assert result.code == (0 if rows else 1)
    return [str(row["value"]["low"]) for row in rows]


FILTERS = [
    pytest.param([], ["150", "50", "250", "150"], id="all, newest first"),
    pytest.param(["--sort", "oldest"], ["150", "250", "50", "150"], id="oldest first"),
    pytest.param(["250 seats"], ["250"], id="words"),
    pytest.param(['"at least 50"'], ["50"], id="a phrase"),
    pytest.param(["objected"], [], id="a word that no quote has"),
    pytest.param(["objected", "--anywhere"], ["150"], id="and the text around one has"),
    pytest.param(["--value", "100..200"], ["150", "150"], id="a range"),
    pytest.param(["--value", ">=150"], ["150", "250", "150"], id="a lower bound"),
    pytest.param(["--value", "<150"], ["50"], id="an upper bound"),
    pytest.param(["--kind", "indirect"], ["150"], id="as it was reported"),
    pytest.param(["--kind", "indirect", "--value", "250"], [], id="all conditions hold"),
    pytest.param(
        ["--kind", "indirect", "--kind", "outlet"], ["150", "50", "250", "150"], id="either"
    ),
    pytest.param(["--modality", "rumoured"], [], id="how firmly"),
    pytest.param(["--organisation", "microsoft"], ["150"], id="whose word"),
    pytest.param(["--outlet", "outlet"], ["250", "150"], id="where it stood"),
    pytest.param(["--since", "2015"], ["150", "50"], id="since"),
    pytest.param(["--since", "aug 2014", "--until", "5 Aug 2014"], ["250", "150"], id="between"),
    pytest.param(["--valid-at", "2014-08-03"], ["150"], id="what held before the second said it"),
    pytest.param(["--valid-at", "2015-04"], ["50", "250", "150"], id="what held before the edit"),
    pytest.param(["--valid-at", "today"], ["150", "250", "150"], id="what holds after the edit"),
    pytest.param(["--known-at", "yesterday"], [], id="nothing was known before it was read"),
    pytest.param(["--known-at", "now", "--valid-at", "2014-08-03"], ["150"], id="both clocks"),
    pytest.param(["--limit", "1"], ["150"], id="at most so many"),
    pytest.param(["--component", "migration"], [], id="another component"),
]


@pytest.mark.parametrize(("words", "found"), FILTERS)
def test_filters_combine(asked: Program, words: list[str], found: list[str]) -> None:
    assert values(asked, *words) == found


def test_a_row_has_all_that_is_asked_every_morning(asked: Program) -> None:
    out = asked.run("said", "150 seats", "--organisation", "Microsoft").out
    for words in ("2014-08-01", "spokesperson,", "Outlet One", "150 seats or more", "requires at"):
        assert words in out


def test_csv_is_read_by_a_spreadsheet_and_runs_no_formula(program: Program) -> None:
    name = '=HYPERLINK("http://evil.example")'
    program.document("a.txt", text_file(MINIMUM, publisher=name, title="-1+1"))
    assert program.run("import", program.home / "docs", "-q").code == 0
    out = program.run("said", "--facet", "threshold", "--csv").out
    assert out.startswith("said,edited,observed,speaker,")
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert row["outlet"] == f"'{name}"
    assert row["quote"] == MINIMUM
    assert row["value"] == "150 seats or more"


def test_csv_without_rows_has_its_head(program: Program) -> None:
    result = program.run("said", "--csv")
    assert (result.code, result.out.count("\n")) == (1, 1)


def test_a_timeline_says_who_said_it_first_and_who_changed_it(asked: Program) -> None:
    out = asked.run("timeline", "threshold").out
    assert "first said 1 Aug 2014 by spokesperson, Microsoft (Outlet One)" in out
    assert "changed in silence 1 Jun 2015 to 150 seats or more by The Vendor" in out
    assert "contradicted 5 Aug 2014 (250 seats or more) by Outlet Two" in out
    lane = next(line for line in out.splitlines() if line.startswith("50 seats"))
    assert "●" in lane
    assert "◆" in lane


def test_a_timeline_for_programs_has_the_same_events(asked: Program) -> None:
    told = asked.run("timeline", "threshold", "--json").json["timeline"]
    events = {event["kind"] for lane in told["lanes"] for event in lane["events"]}
    assert {"first", "contradicted", "silent"} <= events
    rows = list(csv.DictReader(io.StringIO(asked.run("timeline", "threshold", "--csv").out)))
    assert len(rows) == sum(len(lane["events"]) for lane in told["lanes"])


@pytest.mark.usefixtures("file")  # signs alone
def test_a_timeline_where_the_terminal_has_few_signs(asked: Program) -> None:
    out = asked.apart(
        "timeline", "threshold", env=environment(PYTHONIOENCODING="ascii"), encoding="ascii"
    ).out
    assert out.isascii()
    assert "* first said" in out
    assert "\\u" not in out


def test_as_of_tells_what_was_known_and_how_much_had_been_read(asked: Program) -> None:
    known = asked.run("as-of", "today", "--valid-at", "2014-08-06", "--facet", "threshold")
    out = " ".join(known.out.split())
    assert known.code == 0
    assert "Read by then: 3 documents" in out
    assert "CONTRADICTION threshold" in out
    assert "\n50 seats" not in known.out


def test_as_of_before_anything_was_read_says_so(asked: Program) -> None:
    known = asked.run("as-of", "2014-08-06")
    assert known.code == 1
    assert "Nothing was known then: the first document was read on" in known.err
    assert "monitor said --valid-at 2014-08-06" in known.err


def ids(program: Program, *words: str) -> list[str]:
    return [row["id"] for row in program.run("said", "--json", *words).json["claims"]]


def test_two_claims_side_by_side(asked: Program) -> None:
    (one,) = ids(asked, "--value", "250")
    other = ids(asked, "--value", "150", "--organisation", "Microsoft")[0]
    told = asked.run("compare", one, other).out
    assert told.startswith("CONTRADICTION  threshold")
    shown = asked.run("compare", one, other, "--json").json["comparison"]
    assert shown["relation"]["kind"] == "contradiction"
    assert [side[0]["published"] for side in (shown["a"], shown["b"])] == [
        "2014-08-01",
        "2014-08-05",
    ]
    relation = shown["relation"]["id"]
    assert (
        asked.run("compare", relation).out
        == asked.run("compare", f"{relation}:a", f"{relation}:b").out
    )


def test_two_claims_without_a_relation_are_told_why(asked: Program) -> None:
    new, old = ids(asked, "--facet", "threshold", "--value", "150")
    told = asked.run("compare", new, old)
    assert told.code == 0
    assert "NO RELATION IS KEPT" in told.out
    assert "The same value: both say 150 seats or more." in told.out


def test_show_tells_all_of_a_speaker(asked: Program) -> None:
    told = asked.run("show", "microsoft", "--json").json["speaker"]
    assert told["speaker"] == "Microsoft"
    assert (told["first"], told["last"]) == ("2014-08-01", "2014-08-01")
    assert told["contradicted"] == 1
    assert "outlets:\n  Outlet One: 1" in asked.run("show", "MICROSOFT").out


MISSED = [
    pytest.param(["said", "--component", "nowhere"], "no component 'nowhere'", id="component"),
    pytest.param(["timeline", "colour"], "no facet 'colour'", id="facet"),
    pytest.param(["timeline", "price"], "Nothing was said about it", id="nothing on a facet"),
    pytest.param(["compare", "ffff", "eeee"], "there is no document or id", id="compare"),
    pytest.param(["show", "soft"], "who spoke, and is called so: Microsoft", id="a part of a name"),
    pytest.param(["show", "Nobody At All"], "there is no document or id", id="no such speaker"),
]


@pytest.mark.parametrize(("command", "says"), MISSED)
def test_what_is_not_there_is_exit_code_1(asked: Program, command: list[str], says: str) -> None:
    result = asked.run(*command)
    assert result.code == 1
    assert says in result.err


WRONG = [
    pytest.param(["said", "--value", "many"], "not a number or a range", id="no number"),
    pytest.param(["said", "--valid-at", "05/08/2014"], "not a date", id="two days at once"),
    pytest.param(["said", "--kind", "gossip"], "'--kind': no 'gossip'; there", id="no kind"),
    pytest.param(["said", "--sort", "best"], "there are: newest, oldest", id="no order"),
    pytest.param(["said", "--topic="], "'--topic': it is empty", id="a variable that is not set"),
    pytest.param(["contradictions", "--verdict", "x"], "'undismissed', 'open'", id="no verdict"),
    pytest.param(["said", "--json", "--csv"], "not both", id="two forms"),
    pytest.param(["as-of", "soon"], "not a date", id="no moment"),
    pytest.param(["timeline"], "Missing argument", id="no facet"),
]


@pytest.mark.usefixtures("file")  # nothing is asked
@pytest.mark.parametrize(("command", "says"), WRONG)
def test_a_mistake_is_exit_code_2(program: Program, command: list[str], says: str) -> None:
    result = program.run(*command)
    assert result.code == 2
    assert says in " ".join(result.err.replace("│", " ").split())


HOSTILE = [
    pytest.param("'; DROP TABLE claim; --", id="SQL"),
    pytest.param("%_%", id="wildcards of SQL"),
    pytest.param('" OR * NEAR(a, b) AND -x ^:', id="operators of full-text search"),
    pytest.param('""""', id="quotation marks"),
    pytest.param("\x1b]0;owned\x07\x1b[31m\u202e", id="signs of a terminal"),
    pytest.param("../../etc/passwd", id="a path"),
    pytest.param("[bold red]x[/]", id="markup"),
    pytest.param("日本語 🦊 e\u0301", id="wide signs"),
    pytest.param("", id="nothing"),
    pytest.param("x" * 10_000, id="endless"),
]
COMMANDS = [
    ["said", "{}"],
    *(["said", f"--{name}={{}}"] for name in ("speaker", "organisation", "outlet", "topic")),
    *(["said", f"--{name}={{}}"] for name in ("component", "facet", "value", "since", "known-at")),
    ["timeline", "{}"],
    ["timeline", "threshold", "--topic={}"],
    ["as-of", "{}"],
    ["compare", "{}", "{}"],
    ["show", "{}"],
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_only_text(asked: Program, text: str) -> None:
    for command in COMMANDS:
        result = asked.run(*(word.format(text) for word in command))
        assert result.code in (0, 1, 2), command
        assert not set("\x1b\x07\u202e") & set(result.out + result.err), command
    assert values(asked) == ["150", "50", "250", "150"], "nothing was lost"
