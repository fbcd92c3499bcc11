"""The commands: what they print for people and programs, and the code they end in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from monitor.cli import hoist
from monitor.cli.app import app
from monitor.cli.commands import COMMANDS, Group
from monitor.storage import open_store
from tests.program import MINIMUM, Program, article, prepared, text_file

SIDES = {"one.txt": "150 seats", "two.txt": "250 seats"}


def two_outlets(program: Program) -> None:
    """That contradict each other."""
    for name, seats in SIDES.items():
        body = MINIMUM.replace("150 seats", seats)
        program.document(name, text_file(body, publisher=f"Outlet {name[:3]}"))
    assert program.run("import", program.home / "docs", "--quiet").code == 0


def filled(program: Program) -> Program:
    return prepared(program, two_outlets)


def document(program: Program) -> str:
    return str(program.run("said", "--json").json["claims"][0]["document"])


def claim(program: Program) -> str:
    return str(program.run("said", "--json").json["claims"][0]["id"])


def relation(program: Program) -> str:
    return str(program.run("contradictions", "--json").json["relations"][0]["id"])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    assert group.summary(name) == Group.summary(group, name)


READING = [
    pytest.param(["said"], "claims", id="said"),
    pytest.param(["contradictions", "--all"], "relations", id="contradictions"),
    pytest.param(["show", document], "document", id="show a document"),
    pytest.param(["show", claim], "claim", id="show a claim"),
    pytest.param(["show", relation], "relation", id="show a relation"),
    pytest.param(["status"], "status", id="status"),
    pytest.param(["digest", "--preview"], "digest", id="digest"),
]


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(("command", "name"), READING)
def test_every_reading_command_speaks_json_with_a_schema_number(
    program: Program, command: list[object], name: str
) -> None:
    filled(program)
    words = [part(program) if callable(part) else str(part) for part in command]
    found = program.run(*words, "--json")
    assert found.code == 0
    assert set(found.json) == {"schema", name}
    assert found.json["schema"] == 2
    assert found.json[name]
    for_people = program.run(*words)
    assert for_people.code == 0
    assert for_people.out.strip()
    assert not for_people.out.startswith("{")


NOTHING = [
    pytest.param(["said"], "Nothing found", id="said"),
    pytest.param(["said", "nobody ever said that"], "Nothing found", id="said with words"),
    pytest.param(["contradictions"], "No contradictions found", id="contradictions"),
    pytest.param(["show", "ffff"], "there is no document or id 'ffff'", id="show an id"),
    pytest.param(["show", "https://a.example/"], "there is no document", id="show an address"),
    pytest.param(["show", ""], "there is no document", id="show nothing"),
    pytest.param(["show", "\x1b[31m\u202e"], "there is no document", id="show junk"),
]


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(("command", "says"), NOTHING)
def test_nothing_found_is_exit_code_1(program: Program, command: list[str], says: str) -> None:
    result = program.run(*command)
    assert result.code == 1
    assert says in result.out + result.err
    assert not set("\x1b\u202e") & set(result.out + result.err)


@pytest.mark.parametrize("command", ["said", "contradictions"])
def test_nothing_found_is_json_all_the_same(program: Program, command: str) -> None:
    result = program.run(command, "--json")
    assert result.code == 1
    assert list(result.json.values())[1] == []


MISTAKES = [
    pytest.param(["frobnicate"], "No such command", id="unknown command"),
    pytest.param(["said", "--facett", "x"], "No such option", id="unknown option"),
    pytest.param(["said", "--since", "soon"], "not a date", id="no date"),
    pytest.param(["said", "--limit", "0"], "--limit", id="no limit"),
    pytest.param(["said", "--limit", str(2**63)], "--limit", id="more than a database counts"),
    pytest.param(["digest"], "--preview", id="a digest that is not asked for"),
    pytest.param(["export", "everything"], "everything", id="nothing to export"),
    pytest.param(["import"], "Missing argument", id="nothing to import"),
    pytest.param(["said", "--database"], "requires an argument", id="no address"),
]


@pytest.mark.parametrize(("command", "says"), MISTAKES)
def test_a_mistake_on_the_command_line_is_exit_code_2(
    program: Program, command: list[str], says: str
) -> None:
    result = program.run(*command)
    assert result.code == 2
    assert says in " ".join(result.err.replace("│", " ").split())


DATABASES = [
    pytest.param("", "no database address", id="empty, as of an unset variable"),
    pytest.param("monitor.db", "no database address", id="a path"),
    pytest.param("mysql://host/name", "SQLite and PostgreSQL", id="another kind"),
    pytest.param("sqlite://", "in memory", id="in memory"),
    pytest.param("sqlite:////nowhere/at/all/m.db", "cannot be opened", id="no such folder"),
]


@pytest.mark.parametrize(("address", "says"), DATABASES)
def test_an_address_that_cannot_be_used_is_exit_code_74(
    program: Program, address: str, says: str
) -> None:
    result = program.run("status", f"--database={address}")
    assert result.code == 74
    assert says in result.err
    assert result.err.count("\n") == 1


def test_a_file_that_is_no_database_and_one_that_is_another_programs(program: Program) -> None:
    program.file.write_bytes(b"This is a letter, and no database. " * 100)
    letter = program.run("status")
    assert letter.code == 74
    assert "not a database" in letter.err
    assert program.file.read_bytes().startswith(b"This is a letter")


def test_a_database_that_was_cut_short(program: Program) -> None:
    filled(program)
    content = program.file.read_bytes()
    program.file.write_bytes(content[: len(content) // 2])
    result = program.run("said")
    assert result.code == 74
    assert "damaged" in result.err


PLACES = [
    pytest.param(["--database", "{}", "status", "--json"], id="before the command"),
    pytest.param(["status", "--json", "--database", "{}"], id="after the command"),
    pytest.param(["status", "--database={}", "--json"], id="in one word"),
]


@pytest.mark.parametrize("command", PLACES)
def test_the_database_may_be_named_anywhere(program: Program, command: list[str]) -> None:
    other = f"sqlite:///{program.home / 'other.db'}"
    program.run("status")
    result = program.run(*(part.format(other) for part in command))
    assert result.code == 0
    assert (program.home / "other.db").exists()


def test_the_environment_names_the_database_and_the_command_line_wins(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.document("a.txt", text_file(MINIMUM))
    program.run("import", program.home / "docs")
    monkeypatch.setattr(Program, "shared", lambda self: ["--config", str(self.config_dir)])
    monkeypatch.setenv("MONITOR_DATABASE", program.database)
    assert program.run("said").code == 0
    other = f"sqlite:///{program.home / 'other.db'}"
    assert program.run("said", "--database", other).code == 1


def test_what_stands_behind_two_dashes_is_no_option() -> None:
    assert hoist(["said", "--config=c", "--", "--database", "x"]) == [
        "--config=c",
        "said",
        "--",
        "--database",
        "x",
    ]


CONFIGS = [
    pytest.param(
        "monitor.toml", "[crawl]\ndelai = 5\n", ["crawl.delai", "did you mean 'delay'"], id="a typo"
    ),
    pytest.param("monitor.toml", "[crawl]\ndelay = -5\n", ["crawl.delay", "-5"], id="a bad value"),
    pytest.param("monitor.toml", "[crawl\n", ["not valid TOML", "line 1"], id="no TOML"),
    pytest.param(
        "readers.toml",
        '[[reader]]\naddress = "a@b.example"\ntime_zone = "Mars"',
        ["IANA"],
        id="no time zone",
    ),
    pytest.param(
        "sources.toml",
        '[[source]]\nkey = "crn"\nname = "C"\nkind = "press"\ncountry = "US"\n',
        ["source[1] (crn)", "names no feeds"],
        id="a source that lists nothing",
    ),
    pytest.param(
        "sources.toml",
        '[[source]]\nkey = "a"\nname = "C"\nkind = "press"\ncountry = "US"\nfeeds = ["a.b/feed"]\n',
        ["feeds", "no web address"],
        id="no address",
    ),
    pytest.param(
        "speakers.toml", "[[person]]\nname = 5\n", ["person[1]", "missing"], id="a person"
    ),
    pytest.param("topics/office365-fasttrack.toml", "", ["key: missing"], id="an empty topic"),
    pytest.param("language/en.toml", "nounz = []\n", ["nounz: unknown key"], id="the language"),
]


@pytest.mark.usefixtures("from_nothing")
@pytest.mark.parametrize(("name", "text", "says"), CONFIGS)
def test_a_mistake_in_the_configuration_is_exit_code_78(
    program: Program, name: str, text: str, says: list[str]
) -> None:
    program.write(name, text)
    for command in (["config", "check"], ["crawl"]):
        result = program.run(*command)
        assert result.code == 78
        assert str(program.config_dir / name) in result.err
        assert all(words in result.err for words in says)
    assert not program.file.exists(), "nothing is made before config is right"


def test_a_mistake_in_a_file_that_is_not_needed_holds_up_no_answer(program: Program) -> None:
    program.write("language/en.toml", "abbreviations = 1")
    assert program.run("said").code == 1
    assert program.run("sources", "list").code == 0


def test_a_mistake_in_a_file_that_is_needed_is_told(program: Program) -> None:
    program.write("sources.toml", "[[source]]")
    result = program.run("sources", "list")
    assert result.code == 78
    assert "sources.toml" in result.err


def test_a_folder_that_is_not_there(program: Program) -> None:
    result = program.run("config", "check", "--config", str(program.home / "nowhere"))
    assert result.code == 78
    assert "no such folder" in result.err


def test_config_check_says_all_is_well(program: Program) -> None:
    result = program.run("config", "check")
    assert result.code == 0
    assert "all in order" in result.out


def test_config_check_reads_the_examples_of_topics(program: Program) -> None:
    path = program.config_dir / "topics" / "office365-fasttrack.toml"
    text = path.read_text(encoding="utf-8")
    first = text.index("[[facet.threshold.positive]]")
    again = text[:first] + text[first:].replace("low = 150", "low = 151", 1)
    assert again != text
    path.write_text(again, encoding="utf-8")
    result = program.run("config", "check")
    assert result.code == 78
    assert "office365-fasttrack, facet.threshold: " in result.err
    assert "should give {'low': 151" in result.err
    assert "and gives {'low': 150" in result.err


def test_config_check_says_which_word_silences_an_example(program: Program) -> None:
    """A phrase of another program that matches more than was meant ("leas*" is in "at least")."""
    path = program.config_dir / "topics" / "office365-fasttrack.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("other_programs = [", 'other_programs = ["leas*", ', 1), "utf-8")
    result = program.run("config", "check")
    assert result.code == 78
    assert "“least” stands there, which other_programs has" in result.err


UNDECLARED = [
    ("[[person]]\nname = 'Ann Lee'\norganisation = 'Microsft'\n", "did you mean 'Microsoft'?"),
    ("[[person]]\nname = 'Ann Lee'\norganisation = 'Corvane'\n", "person Ann Lee: 'Corvane' is no"),
]


@pytest.mark.parametrize(("more", "told"), UNDECLARED)
def test_config_check_warns_of_who_is_not_declared(program: Program, more: str, told: str) -> None:
    path = program.config_dir / "speakers.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    result = program.run("config", "check")
    assert result.code == 0
    assert "warning: person Ann Lee: " in result.out
    assert told in " ".join(result.out.split())


def test_config_check_warns_of_a_vendor_that_is_not_declared(program: Program) -> None:
    path = program.config_dir / "speakers.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('name = "Microsoft"', 'name = "Microsoft Inc"'), encoding="utf-8")
    result = program.run("config", "check")
    told = "topic office365-fasttrack: vendor 'Microsoft' is no [[organisation]]"
    assert told in " ".join((result.out + result.err).split())


def test_config_check_reads_the_address_of_the_database(program: Program) -> None:
    """Where it is no address; whether a server answers there is another question."""
    program.write("monitor.toml", '[storage]\ndatabase = "postgresql://u:hush@h:x/db"\n')
    result = program.run("config", "check")
    assert result.code == 78
    assert "monitor.toml:\n  storage.database: 'postgresql://u:***@h:x/db' is no" in result.err


def test_files_that_cannot_be_written_are_exit_code_74(program: Program) -> None:
    filled(program)
    nowhere = program.home / "no" / "such" / "folder" / "x"
    blocked = program.document("file", "x") / "below"
    commands = (
        ["export", "claims", "-o", nowhere],
        ["digest", "--preview", "--html", blocked],
        ["demo", "--directory", blocked],
    )
    for command in commands:
        result = program.run(*command)
        assert result.code == 74
        assert "cannot be written" in result.err or "cannot be used" in result.err


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["export", "claims", "-o"], id="export"),
        pytest.param(["digest", "--preview", "--html"], id="digest"),
        pytest.param(["explain", "FastTrack needs 150 seats.", "-o"], id="explain"),
    ],
)
def test_a_file_that_is_there_is_replaced_by_a_whole_one(
    program: Program, command: list[str]
) -> None:
    """Who has the old one open reads all of it: a kill half-way would have left it, too."""
    filled(program)
    target = program.document("target", "the old one")
    with target.open() as opened:
        assert program.run(*command, target).code == 0
        assert opened.read() == "the old one"
    assert "150" in target.read_text(encoding="utf-8")


def test_an_export_to_a_file_is_the_export(program: Program) -> None:
    filled(program)
    target = program.home / "claims.jsonl"
    assert program.run("export", "claims", "-o", target).out == ""
    assert target.read_text(encoding="utf-8") == program.run("export", "claims").out


LONG = "x" * 1_000_000


@pytest.mark.usefixtures("url")
def test_a_line_of_a_megabyte_is_shown_in_part(program: Program) -> None:
    header = {
        "title": LONG,
        "publisher": f"Outlet {LONG}",
        "url": f"https://a.example/{LONG[:2000]}",
    }
    program.document("a.txt", text_file(MINIMUM, **header))
    assert program.run("import", program.home / "docs", "-q").code == 0
    assert program.run("said", "--json").json["claims"][0]["quote"] == MINIMUM


def test_rows_are_as_wide_as_a_terminal_and_no_wider(program: Program) -> None:
    filled(program)
    lines = program.run("said").out.splitlines()
    assert max(map(len, lines)) <= 120
    assert "150 seats or more" in " ".join(" ".join(lines).split())


@pytest.mark.usefixtures("url")
def test_filters_narrow_what_was_said(program: Program) -> None:
    filled(program)
    everything = len(program.run("said", "--json").json["claims"])
    for words, found in (
        (["--outlet", "outlet one"], 1),
        (["--facet", "threshold"], 2),
        (["--facet", "price"], 0),
        (["250 seats"], 1),
        (["--since", "2014-08-02"], 0),
        (["--since", "2014-08", "--until", "2014"], 2),
        (["--limit", "1"], 1),
    ):
        rows = program.run("said", "--json", *words).json["claims"]
        assert len(rows) == found, words
    assert everything == 2


@pytest.mark.usefixtures("url")
def test_show_gives_the_bytes_a_claim_stands_on(program: Program) -> None:
    filled(program)
    shown = program.run("show", claim(program), "--json").json["claim"]
    assert shown["quote"] in shown["context"]
    facts = shown["evidence"]["snapshot"]
    with open_store(program.database) as store:
        snapshot = store.snapshot(facts["snapshot"])
    assert (facts["sha256"], facts["bytes"]) == (snapshot.sha256, len(snapshot.body))


@pytest.mark.usefixtures("url")
def test_an_id_too_short_for_one_names_the_candidates(program: Program) -> None:
    for number in range(17):  # an id begins with one of sixteen signs
        program.document(
            f"page-{number}.html", article(MINIMUM.replace("150", str(number + 10))).body
        )
    program.run("import", program.home / "docs", "-q")
    rows = [json.loads(line) for line in program.run("export", "claims").out.splitlines()]
    prefix = next(a["id"][0] for a in rows if sum(b["id"][0] == a["id"][0] for b in rows) > 1)
    result = program.run("show", prefix)
    assert result.code == 1
    assert "begins more than one id" in result.err


def test_html_of_the_digest_is_written(program: Program) -> None:
    filled(program)
    target = program.home / "digest.html"
    assert program.run("digest", "--preview", "--html", target).code == 0
    assert "250 seats" in Path(target).read_text(encoding="utf-8")
