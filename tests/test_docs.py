"""The documents say what the program does: every command, option, key and error."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from prometheus_client.process_collector import ProcessCollector
from pydantic import BaseModel

import monitor.errors
from monitor.cli import hoist
from monitor.cli.app import app
from monitor.config import load_config
from monitor.config.alert import AlertsFile
from monitor.config.language import Language
from monitor.config.mistakes import models_in
from monitor.config.reader import KINDS, ReadersFile
from monitor.config.settings import Settings, SpeakersFile
from monitor.config.source import SourcesFile
from monitor.config.topic import FacetName, Topic
from monitor.errors import MonitorError
from monitor.export import claim_row, relation_row, verdict_row
from monitor.review import Reviewed
from monitor.storage import StoredClaim, StoredRelation, open_store
from monitor.telemetry.metrics import families
from monitor.telemetry.tally import Tally
from tests.builders import NOON, a_claim, a_relation, a_verdict

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "deploy").glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PROGRAM = typer.main.get_command(app)
# How the documents call the command: from a checkout, installed, or in a container.
_CALL = re.compile(r"^\$? ?(?:\.venv/bin/|docker exec monitor )?monitor( [^#|>]*|$)")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def commands(command: Any, name: str = "monitor") -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its whole name."""
    for key, child in children(command).items():
        yield from commands(child, f"{name} {key}")
    if not children(command):
        yield name, command


def children(command: Any) -> dict[str, Any]:
    """The commands of a group. Typer brings a click of its own, so its classes cannot be asked."""
    found: dict[str, Any] = getattr(command, "commands", {})
    return found


def options(command: Any) -> set[str]:
    return {
        word
        for parameter in command.params
        if parameter.param_type_name == "option"
        for word in (*parameter.opts, *parameter.secondary_opts)
    }


COMMANDS = dict(commands(PROGRAM))


def section(heading: str) -> str:
    """The guide from a heading to the next one of the same rank."""
    rank = re.escape(heading.split()[0])
    match = re.search(rf"^{re.escape(heading)}$.*?(?=^{rank} |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert match, f"the guide has no heading {heading!r}"
    return match.group()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_section_with_all_its_options(name: str) -> None:
    text = section(f"### {name}")
    unsaid = [option for option in options(COMMANDS[name]) if f"`{option}" not in text]
    assert unsaid == []


def test_the_options_of_all_commands_are_explained() -> None:
    text = section("## Commands")
    shell = {"--install-completion", "--show-completion", "--help", "-h"}
    assert [option for option in options(PROGRAM) - shell if f"`{option}" not in text] == []


def calls() -> list[tuple[str, str]]:
    """Every line in a code block of a document that calls `monitor`."""
    found = []
    for document in DOCUMENTS:
        # Those of the guide's console blocks are really typed, by tests/test_guide.py.
        text = re.sub(r"^```console\n.*?^```$", "", document.read_text("utf-8"), flags=re.M | re.S)
        blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.M | re.S)
        for line in (line for block in blocks for line in block.splitlines()):
            if (match := _CALL.match(line)) and match.group(1).strip():
                found.append((name_of(document), match.group(1).strip()))
    return found


CALLS = calls()


def test_the_documents_show_calls() -> None:
    assert {"README.md", "docs/guide.md"} <= {document for document, _ in CALLS}


@pytest.mark.parametrize(("document", "line"), CALLS)
def test_a_call_in_a_document_can_be_typed(document: str, line: str) -> None:
    """The command is there, and takes these options and arguments."""
    command, words = PROGRAM, hoist(shlex.split(line))
    while children(command):
        # Parsed as the program would, up to the name of the next command.
        with command.make_context("monitor", words, resilient_parsing=True) as context:
            words = [*context._protected_args, *context.args]
        assert words, f"{document}: {line} names no command"
        assert words[0] in children(command), f"{document}: no command {words[0]}"
        command, words = children(command)[words[0]], words[1:]
    command.make_context("monitor", words)


def keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for child in models_in(field.annotation):
            yield from keys(child)


FILES = [
    ("### monitor.toml", Settings),
    ("### sources.toml", SourcesFile),
    ("### readers.toml", ReadersFile),
    ("### speakers.toml", SpeakersFile),
    ("### alerts.toml", AlertsFile),
    ("### topics/*.toml", Topic),
    ("### language/en.toml", Language),
]


@pytest.mark.parametrize(("heading", "model"), FILES, ids=[model.__name__ for _, model in FILES])
def test_every_key_of_a_file_is_explained(heading: str, model: type[BaseModel]) -> None:
    text = section(heading)
    unsaid = {key for key in keys(model) if not re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", text)}
    assert unsaid == set()


def test_the_topic_shown_is_a_whole_one() -> None:
    """A reader begins with it, so it must pass `config check`."""
    block = re.search(r"^```toml\n(.*?)^```", section("### topics/*.toml"), re.M | re.S)
    assert block
    assert Topic.model_validate(tomllib.loads(block.group(1))).facet["threshold"].positive


def test_the_readers_shown_are_whole_ones() -> None:
    block = re.search(r"^```toml\n(.*?)^```", section("### readers.toml"), re.M | re.S)
    assert block
    assert len(ReadersFile.model_validate(tomllib.loads(block.group(1))).reader) == 2


def test_every_kind_of_news_is_explained() -> None:
    text = section("### readers.toml")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []


def test_every_facet_is_explained() -> None:
    text = section("## A claim line")
    assert [name for name in FacetName.__args__ if f"`{name}`" not in text] == []


def test_every_key_of_a_claim_line_is_explained() -> None:
    text = section("## A claim line")
    stored = StoredClaim(claim=a_claim(), slot="s", recorded=NOON)
    row = claim_row(stored, load_config(str(ROOT / "config")))
    unsaid = {key for key in (*row, *row["speaker"]) if f"`{key}`" not in text}
    assert unsaid == set()


def test_every_key_of_a_relation_line_is_explained() -> None:
    text = section("## A relation line")
    stored = StoredRelation(relation=a_relation(), recorded=NOON)
    row = relation_row(stored, Reviewed(stored, a_verdict()))
    assert {key for key in (*row, *row["verdict"]) if f"`{key}`" not in text} == set()


def test_every_key_of_a_verdict_line_is_explained() -> None:
    text = section("## A verdict line")
    row = verdict_row(a_verdict())
    assert {key for key in (*row, *row["a"][0]) if f"`{key}`" not in text} == set()


def test_the_lines_shown_are_json() -> None:
    """What is shown has the keys that are there."""
    stored = StoredClaim(claim=a_claim(), slot="s", recorded=NOON)
    wanted = [
        ("## A claim line", set(claim_row(stored, load_config(str(ROOT / "config"))))),
        ("## A relation line", set(relation_row(StoredRelation(a_relation(), NOON)))),
        ("## A verdict line", set(verdict_row(a_verdict()))),
    ]
    for heading, names in wanted:
        block = re.search(r"^```json\n(.*?)^```", section(heading), re.M | re.S)
        assert block
        assert set(json.loads(block.group(1))) == names


METRICS = section("### The metrics")


@pytest.fixture(scope="module")
def told_families(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Every metric there is, with its labels: of the database, of the jobs, of the process."""
    url = f"sqlite:///{tmp_path_factory.mktemp('metrics') / 'monitor.db'}"
    tally = Tally()
    tally.begin("crawl:outlet")
    with open_store(url) as store:
        families_there = families(store, load_config(str(ROOT / "config")), NOON)
    families_there += tally.families(waiting=0)
    found = {
        family.name: {name for labels, _ in family.values for name, _ in labels}
        for family in families_there
    }
    process = ProcessCollector(registry=None).collect()
    return found | {sample.name: set() for metric in process for sample in metric.samples}


def test_the_guide_has_every_metric_and_no_other(told_families: dict[str, set[str]]) -> None:
    rows = [row for row in METRICS.splitlines() if row.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert documented == set(told_families)


def test_the_guide_has_the_labels_of_every_metric(told_families: dict[str, set[str]]) -> None:
    rows = [row.split("|") for row in METRICS.splitlines() if row.startswith("| `")]
    labels = {
        name: set(re.findall(r"`(\w+)`", row[2]))
        for row in rows
        for name in re.findall(r"`(\w+)`", row[1])
    }
    assert [n for n, there in told_families.items() if there and there != labels[n]] == []


def errors(base: type[MonitorError] = MonitorError) -> Iterator[type[MonitorError]]:
    yield base
    for child in base.__subclasses__():
        if child.__module__ == monitor.errors.__name__:
            yield from errors(child)


@pytest.mark.parametrize("error", list(errors()), ids=lambda error: error.__name__)
def test_an_error_stands_in_the_table_of_exit_codes(error: type[MonitorError]) -> None:
    rows = [row for row in section("## Exit codes").splitlines() if f"`{error.__name__}`" in row]
    assert [row.split("|")[1].strip() for row in rows] == [str(error.exit_code)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def anchors(document: Path) -> set[str]:
    """The fragments under which the headings of a document are reached."""
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_to_a_heading_find_it(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]*)#([^)]+)\)", text)
    lost = [
        f"{name}#{heading}"
        for name, heading in links
        if heading not in anchors(document.parent / name if name else document)
    ]
    assert lost == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name.split("-")[0]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 8


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_a_decision_says_why_and_what_follows(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    headings = ["## Context", "## Decision", "## Consequences"]
    assert re.findall(r"^## .*$", text, re.MULTILINE) == headings
    assert text.startswith(f"# {int(decision.name.split('-')[0])}. ")


def test_the_list_of_the_house_names_all_that_is_in_it() -> None:
    block = re.search(
        r"^## The house$.*?^```\n(.*?)^```",
        (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
        re.M | re.S,
    )
    assert block
    named = set(re.findall(r"[\w.]+", block.group(1)))
    there = {path.name for path in (ROOT / "monitor").iterdir() if path.name[0] != "_"}
    assert there - named == set()


def test_the_readme_counts_the_sources_shipped() -> None:
    sources = load_config(str(ROOT / "config")).sources
    on = sum(source.enabled for source in sources)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"holds {len(sources)} ways into outlets, {on} of them switched on" in readme


# Rows of the table in "How well it reads", and the figure that each tells.
READ = {
    "recall, threshold + timing + scope": "core recall",
    "precision, threshold + timing + scope": "core precision",
    "F1 of these three": "core F1",
    "recall, the nine facets that are labelled": "all recall",
    "precision, the nine facets that are labelled": "all precision",
}


def test_what_is_told_of_reading_is_what_the_floors_hold() -> None:
    floors = json.loads((ROOT / "tests/quality/floors.json").read_text("utf-8"))
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8").partition("## How well it reads")[2]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in guide.splitlines()]
    sets = next(row for row in rows if "unread" in row)[1:]
    told = {row[0]: row[1:] for row in rows if row and row[0] in READ}
    held = {
        row: [f"{int(100 * floors[name]['floors'][figure] + 1e-9) / 100:.2f}" for name in sets]
        for row, figure in READ.items()
    }
    assert told == held
    found, right = (
        held["recall, the nine facets that are labelled"],
        held["precision, the nine facets that are labelled"],
    )
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"finds {found[-1][2:]} in a hundred of the claims" in readme
    assert f"and {right[-1][2:]} in a hundred of what it finds are right" in readme


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures").iterdir()), ids=name_of)
def test_a_picture_is_shown_and_small(picture: Path) -> None:
    """Made again by python -m tests.pictures."""
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"({picture.relative_to(ROOT)})" in shown
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 150_000


def test_the_changelog_begins_with_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert versions[0] == project["version"]


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```.*?\n(.*?)^```", readme, re.M | re.S)
    assert block
    made = [line.split("#")[0].strip() for line in block.group(1).splitlines()]
    assert made == ["make demo", "make test"]
