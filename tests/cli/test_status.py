"""`monitor status`: problems first, for people, as JSON, and as Prometheus reads it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from monitor.health import Health, Reason
from monitor.storage import utc_now
from monitor.telemetry.metrics import Family, exposition
from tests.builders import a_failure
from tests.program import Program
from tests.watched import keep_address, keep_article

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


GONE = Health("needs-person", (Reason("listing-gone", "its feed answered 404, twice"),))
SLOW = Health("degraded", (Reason("listing-slowed", "it asks us to slow down"),))
FAILS = Health("failing", (Reason("listing-failing", "its feed \x1b[31manswered 503"),))


def outlet(key: str, more: str = "") -> str:
    return (
        f'[[source]]\nkey = "{key}"\nname = "The {key}"\nkind = "press"\ncountry = "US"\n'
        f'feeds = ["https://{key}.example/feed"]\n{more}\n'
    )


@pytest.fixture
def watched(program: Program) -> Program:
    """Sources in every state; one of them with documents."""
    program.configure(
        *map(outlet, ("outlet", "slow", "gone", "fails", "new", "silent")),
        outlet("paused", "enabled = false"),
    )
    now = utc_now()
    with program.store() as store:
        for key, health in (("slow", SLOW), ("gone", GONE), ("fails", FAILS), ("paused", GONE)):
            store.add_health_step(key, now, health)
        for key in ("outlet", "silent"):  # one check that came to nothing is not held against it
            store.add_health_step(key, now, Health("ok"))
        for number in range(6):
            keep_article(store, number, now - timedelta(days=1))
        later = now + timedelta(hours=1)
        keep_address(store, "https://outlet.example/feed", at=now, next_check=later)
    return program


def test_problems_come_first_in_words(watched: Program) -> None:
    said = watched.run("status").out
    lines = [line for line in said.splitlines() if line.strip()]
    troubles = [line.split(":")[0] for line in lines if re.match(r"(gone|fails|slow): ", line)]
    assert troubles == ["gone", "fails", "slow"]
    flat = " ".join(said.split())
    assert "its feed answered 404, twice. What to do: find where it lists now" in flat
    assert "needs a person since 20" in flat
    assert "\x1b" not in said
    table = said[said.index("Source") :].splitlines()[1:8]
    assert [line.split()[0] for line in table] == [
        "gone",
        "fails",
        "slow",
        "new",
        "silent",
        "outlet",
        "paused",
    ]
    assert re.search(r"^outlet +ok +20\S+ \S+Z +20\S+ \S+Z +6 +1\.5", said, re.M)


def test_what_failed_last_is_told_newest_first(watched: Program) -> None:
    """A count alone sends a person to the log; a stranger's bytes move no cursor."""
    now = utc_now()
    with watched.store() as store:
        for source, message, hours in (
            ("outlet", "answered \x1b[31m503", 2),
            (None, "the mail server is away", 1),
            ("outlet", "long ago", 24 * 40),
        ):
            failure = a_failure(
                source=source, url=None, message=message, at=now - timedelta(hours=hours)
            )
            store.add_failure(failure)
    said = watched.run("status").out
    assert "\x1b" not in said
    told = said[said.index("Failed last") :].splitlines()[1:]
    assert [re.sub(r"^\S+ +", "", line) for line in told] == [
        "permanent  the mail server is away",
        "outlet  permanent  answered [31m503",
    ]
    found = watched.run("status", "--json").json["status"]["last_failures"]
    assert [one["source"] for one in found] == [None, "outlet"]


def test_no_line_ends_in_blanks_where_a_program_reads(watched: Program) -> None:
    lines = watched.run("status").out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_as_json(watched: Program) -> None:
    found = {
        one["source"]: one for one in watched.run("status", "--json").json["status"]["sources"]
    }
    gone = found["gone"]
    assert (gone["state"], gone["reasons"]) == (
        "needs-person",
        [{"kind": "listing-gone", "text": "its feed answered 404, twice"}],
    )
    assert gone["since"]
    assert "sources.toml" in gone["advice"]
    assert (found["outlet"]["documents"], found["outlet"]["entries_a_week"]) == (6, 1.5)
    assert found["outlet"]["last_ok"] < found["outlet"]["next_check"]
    assert (found["paused"]["state"], found["paused"]["reasons"]) == ("paused", [])
    assert (found["new"]["state"], found["silent"]["state"]) == ("unknown", "unknown")


# A line of the text format 0.0.4: a name, labels whose values escape \, " and line feeds, a number.
SAMPLE = re.compile(
    r'[a-z_:][a-z0-9_:]*(?:\{[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\[\\"n])*")*\})?'
    r" -?[0-9.e+-]+"
)


def test_as_metrics(watched: Program) -> None:
    result = watched.run("status", "--metrics")
    assert result.code == 0
    lines = result.out.splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert [line for line in samples if not SAMPLE.fullmatch(line)] == []
    for line in (
        "monitor_documents 6.0",
        "monitor_claims 6.0",
        "monitor_pending 0.0",
        'monitor_source_state{source="gone",state="needs-person"} 1.0',
        'monitor_source_state{source="gone",state="ok"} 0.0',
        'monitor_source_documents{source="outlet"} 6.0',
        'monitor_source_entries_a_week{source="outlet"} 1.5',
    ):
        assert line in samples
    assert any(
        line.startswith('monitor_source_last_ok_seconds{source="outlet"} 1') for line in samples
    )
    assert not any("paused" in line for line in samples), "nobody is to be woken for it"
    names = {line.split("{")[0].split(" ")[0] for line in samples}
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert names == typed
    assert len(lines) == len(set(lines))


VALUES = [
    pytest.param("plain", "plain", id="plain"),
    pytest.param('a "b"', r"a \"b\"", id="quotes"),
    pytest.param("a\\n", r"a\\n", id="a backslash before an n"),
    pytest.param("a\nb", r"a\nb", id="line feed"),
    pytest.param("a\x1b[1m\u202eb", "a[1mb", id="control characters"),
    pytest.param("é}{,", "é}{,", id="what needs no escape"),
]


@pytest.mark.parametrize(("value", "told"), VALUES)
def test_label_values_are_escaped_by_the_rule_of_the_format(value: str, told: str) -> None:
    text = exposition([Family("m", "gauge", "Help.", (((("source", value),), 1.0),))])
    assert text == f'# HELP m Help.\n# TYPE m gauge\nm{{source="{told}"}} 1.0\n'


def test_a_family_without_values_is_left_out() -> None:
    """A type without a sample is an error to some readers."""
    assert exposition([Family("m", "gauge", "Help.", ())]).strip() == ""


def test_json_and_metrics_are_two_questions(program: Program) -> None:
    assert program.run("status", "--json", "--metrics").code == 2
