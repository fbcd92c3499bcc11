"""`monitor backfill` on the command line: what it prints, and the code it ends in."""

from __future__ import annotations

import json

import pytest

from tests.archive_server import INDEX, Archive, Kept, on_loopback
from tests.crawl.server import Reply, Server
from tests.program import Program

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

TABLE = """
[[source]]
key = "{key}"
name = "The Outlet"
kind = "press"
country = "US"
feeds = ["https://outlet.example/feed"]
"""
SOURCES = (TABLE.format(key="outlet") + 'archive = ["outlet.example/"]', TABLE.format(key="bare"))
WORDS = ["backfill", "outlet", "--from", "2014-01", "--to", "2014-02"]
PAGES = [
    Kept(
        f"http://outlet.example/{number}",
        f"2014010{number}120000",
        f"<title>{number}</title>".encode(),
    )
    for number in (1, 2, 3)
]


def configure(program: Program, server: Server | None = None) -> None:
    program.configure(*SOURCES)
    if server is None:
        return
    rows = {"index": server.url(INDEX), "captures": server.url("/web/")}
    settings = "".join(f"{key} = {json.dumps(value)}\n" for key, value in rows.items())
    written = (program.config_dir / "monitor.toml").read_text("utf-8")
    program.write("monitor.toml", f"{written}\n[archive]\n{settings}requests_a_minute = 60000\n")


def test_it_tells_what_it_did(program: Program) -> None:
    with on_loopback(Archive(*PAGES)) as server:
        configure(program, server)
        result = program.run(*WORDS)
    assert result.code == 0
    assert result.out.startswith("captures: 3 (3 fetched now, 0 before, 0 lost, 0 left);")
    assert "outlet: captures listed of outlet.example/: 3" in result.err
    assert "outlet: 2 of 3 captures, about 0 minutes left at" in result.err


def test_an_archive_that_cannot_be_reached_is_given_up_at_once(program: Program) -> None:
    with on_loopback(Archive(*PAGES)) as server:
        configure(program, server)
    result = program.run(*WORDS)
    assert result.code == 75
    assert "cannot be reached: " in result.out
    assert "is this machine online?" in result.out
    assert "the archive is left alone" not in result.err


def test_a_dry_run_tells_how_long_it_would_take(program: Program) -> None:
    archive = Archive(*PAGES)
    with on_loopback(archive) as server:
        configure(program, server)
        result = program.run(*WORDS, "--dry-run", "-q")
    assert result.code == 0
    assert "Left: 3, about 0 minutes; fetch them with the same command" in result.out
    assert result.err == ""
    assert archive.fetched() == []


def test_programs_get_json(program: Program) -> None:
    with on_loopback(Archive(*PAGES)) as server:
        configure(program, server)
        result = program.run(*WORDS, "--json", "--limit", "2")
    assert result.code == 0
    assert result.json["schema"] == 2
    report = result.json["report"]
    assert report["failures"] == []
    assert {name: report[name] for name in ("source", "from", "to", "dry_run", "stopped")} == {
        "source": "outlet",
        "from": "2014-01-01",
        "to": "2014-02-28",
        "dry_run": False,
        "stopped": None,
    }
    counts = [report[name] for name in ("captures", "new", "fetched", "kept", "lost", "left")]
    assert counts == [3, 3, 2, 0, 0, 1]


def test_an_archive_that_wants_no_more_is_exit_code_75_and_the_same_command_goes_on(
    program: Program,
) -> None:
    archive = Archive(*PAGES)
    archive.instead("20140102", Reply(status=429, headers={"Retry-After": "7200"}))
    with on_loopback(archive) as server:
        configure(program, server)
        result = program.run(*WORDS)
        assert result.code == 75
        assert "wants no request before" in result.out
        assert "To go on later, give the same command again." in result.out
        again = program.run(*WORDS, "--json")
        assert again.code == 75
        assert "in 120 minutes" in again.json["report"]["stopped"]
    assert len(archive.fetched()) == 2


def test_nothing_listed_is_told_as_no_proof(program: Program) -> None:
    with on_loopback(Archive()) as server:
        configure(program, server)
        result = program.run(*WORDS)
    assert result.code == 0
    assert "lists nothing for outlet.example/. That is no proof" in result.out


def test_a_strangers_control_characters_are_not_printed(program: Program) -> None:
    rows = [
        ["timestamp", "original", "digest"],
        ["20140101120000", "http://outlet.example/\x1b]0;x", "A"],
        ["20140101120000", "http://outlet.example/\u202e", "A"],
        ["20140101120000", "http://outlet.example/1", "A"],
    ]
    archive = Archive(*PAGES)
    archive.instead(INDEX, Reply(json.dumps(rows).encode()))
    with on_loopback(archive) as server:
        configure(program, server)
        result = program.run(*WORDS)
    assert not set("\x1b\u202e") & set(result.out + result.err)
    assert result.out.startswith("captures: 1 (1 fetched now")


MISTAKES = [
    pytest.param(["nobody", "--from", "2014", "--to", "2014"], 1, "no source nobody", id="source"),
    pytest.param(
        ["bare", "--from", "2014", "--to", "2014"], 78, "give --prefix", id="nowhere to ask"
    ),
    pytest.param(["outlet", "--to", "2014"], 2, "--from", id="no first day"),
    pytest.param(["outlet", "--from", "2014"], 2, "--to", id="no last day"),
    pytest.param(["outlet", "--from", "then", "--to", "2014"], 2, "not a date", id="no date"),
    pytest.param(["outlet", "--from", "2015", "--to", "2014"], 2, "later than", id="turned round"),
    pytest.param(["outlet", "--from", "2099", "--to", "2099"], 2, "in the future", id="to come"),
    pytest.param(
        ["outlet", "--from", "2014", "--to", "2014", "--prefix", "https://outlet.example/"],
        2,
        "without https://",
        id="a prefix with its scheme",
    ),
    pytest.param(
        ["outlet", "--from", "2014", "--to", "2014", "--prefix", "outlet.example"],
        2,
        "beginning of a path",
        id="a host alone: its longer brothers would match too",
    ),
    pytest.param(
        ["outlet", "--from", "2014", "--to", "2014", "--limit", "0"], 2, "--limit", id="no limit"
    ),
]


@pytest.mark.parametrize(("words", "code", "says"), MISTAKES)
def test_a_mistake_is_told_before_anything_is_asked(
    program: Program, words: list[str], code: int, says: str
) -> None:
    configure(program)
    result = program.run("backfill", *words)
    assert result.code == code
    assert says in " ".join(result.err.replace("│", " ").split())


def test_a_prefix_in_sources_toml_is_checked(program: Program) -> None:
    program.configure(TABLE.format(key="outlet") + 'archive = ["*.outlet.example/"]')
    result = program.run("config", "check")
    assert result.code == 78
    assert "no host and beginning of a path" in result.err
