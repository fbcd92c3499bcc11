"""`monitor digest`: shown as a reader would get it, or sent by hand past the outbox."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor import jobs
from monitor.storage import utc_now
from tests.digest.parts import Clock, Postmaster, mail_server
from tests.program import MINIMUM, Program, prepared, text_file

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

ANN = """
[[reader]]
address = "Ann <ann@example.org>"
time_zone = "Europe/Berlin"
"""
BOB = """
[[reader]]
address = "bob@example.org"
tell = ["contradiction"]
topics = ["csp-nce"]
"""


def two_readers(program: Program) -> None:
    """Two readers, and two outlets that contradict each other."""
    program.write("topics/csp-nce.toml", followed(program))
    program.write("readers.toml", ANN + BOB)
    for name, seats in (("one", "150 seats"), ("two", "250 seats")):
        body = MINIMUM.replace("150 seats", seats)
        program.document(f"{name}.txt", text_file(body, publisher=f"Outlet {name}"))
    assert program.run("import", program.home / "docs", "--quiet").code == 0


@pytest.fixture
def filled(program: Program) -> Program:
    return prepared(program, two_readers)


def followed(program: Program) -> str:
    text = (program.config_dir / "topics" / "csp-nce.toml").read_text(encoding="utf-8")
    return text.replace("followed = false", "")


@contextmanager
def mail(program: Program, postmaster: Postmaster) -> Iterator[None]:
    """The program knows a mail server."""
    with mail_server(postmaster) as port:
        server_at(program, port)
        yield


def server_at(program: Program, port: int) -> None:
    with (program.config_dir / "monitor.toml").open("a", encoding="utf-8") as file:
        file.write(f'[smtp]\nhost = "127.0.0.1"\nport = {port}\ntimeout = 10\n')


def test_a_preview_is_what_the_first_reader_would_get(filled: Program) -> None:
    result = filled.run("digest", "--preview")
    assert result.code == 0
    assert result.out.startswith("Subject: Contradiction on threshold: ")
    assert "Outlet one" in result.out


def test_a_preview_as_another_reader_gets_it(filled: Program) -> None:
    result = filled.run("digest", "--preview", "--reader", "Bob <BOB@example.org>")
    assert result.code == 0
    assert "Nothing new" in result.out
    assert "Only contradictions." in result.out
    assert "Only on " in result.out


def test_a_reader_who_is_none(filled: Program) -> None:
    result = filled.run("digest", "--preview", "--reader", "eve@example.org")
    assert result.code == 1
    assert "names no eve@example.org; it names ann@example.org, bob@example.org" in result.err


def test_without_readers_everything_is_shown(filled: Program) -> None:
    filled.write("readers.toml", "")
    result = filled.run("digest", "--preview")
    assert result.code == 0
    assert "Contradiction on threshold" in result.out
    assert "readers.toml names your address" not in result.out


def test_a_preview_begins_where_the_last_digest_ended(filled: Program) -> None:
    with filled.store() as store:
        ann = filled.config().readers[0]
        now = utc_now()
        assert store.take_slot(jobs.digest_job_name(ann), now)
        store.finish_slot(jobs.digest_job_name(ann), now, "news")
    assert "Nothing new" in filled.run("digest", "--preview").out
    everything = filled.run("digest", "--preview", "--since", "2014")
    assert "Contradiction on threshold" in everything.out


def test_the_html_part_goes_to_a_file(filled: Program) -> None:
    target = filled.home / "digest.html"
    assert filled.run("digest", "--preview", "--html", target).code == 0
    assert "250 seats" in Path(target).read_text(encoding="utf-8")


def test_a_preview_for_programs(filled: Program) -> None:
    shown = filled.run("digest", "--preview", "--json").json["digest"]
    (section,) = shown["sections"]
    story = section["stories"][0]
    assert (section["kind"], story["facet"]) == ("contradiction", "threshold")
    assert {story["a"]["value"], story["b"]["value"]} == {"150 seats or more", "250 seats or more"}
    assert shown["subject"].startswith("Contradiction")


MISUSED = [
    pytest.param([], "say --preview or --send", id="neither"),
    pytest.param(["--preview", "--send"], "say --preview or --send", id="both"),
    pytest.param(["--send"], "belong together", id="to nobody"),
    pytest.param(
        ["--preview", "--to", "a@b.example"], "belong together", id="a preview to somebody"
    ),
    pytest.param(["--send", "--to", "nobody"], "is no mail address", id="no address"),
    pytest.param(["--preview", "--since", "soon"], "soon", id="no date"),
]


@pytest.mark.parametrize(("words", "says"), MISUSED)
def test_a_call_that_makes_no_sense(filled: Program, words: list[str], says: str) -> None:
    result = filled.run("digest", *words)
    assert result.code == 2
    assert says in " ".join(result.err.replace("│", "").split())


def test_sent_by_hand_it_touches_no_morning(filled: Program) -> None:
    postmaster = Postmaster()
    with mail(filled, postmaster):
        for _ in range(2):
            result = filled.run("digest", "--send", "--to", "Ann <ann@example.org>")
            assert result.code == 0
            assert result.out.startswith("Sent to Ann <ann@example.org>, taken by 127.0.0.1:")
    assert postmaster.recipients == ["ann@example.org"] * 2
    first, second = postmaster.taken
    assert first["Message-ID"] != second["Message-ID"]
    assert "250 seats" in first["Subject"]
    assert "List-Unsubscribe" in first
    ann = filled.config().readers[0]
    assert filled.look(lambda store: store.last_slot(jobs.digest_job_name(ann))) is None
    assert filled.look(lambda store: store.due_messages(utc_now())) == ()


def test_sent_to_somebody_who_is_no_reader(filled: Program) -> None:
    postmaster = Postmaster()
    with mail(filled, postmaster):
        words = ("digest", "--send", "--to", "eve@example.org", "--reader", "bob@example.org")
        sent = filled.run(*words, "--json").json["sent"]
    assert (sent["to"], sent["subject"][:11]) == ("eve@example.org", "Nothing new")
    assert postmaster.taken[0]["Message-ID"] == sent["message_id"]


@pytest.mark.parametrize(
    ("postmaster", "says"),
    [
        pytest.param(Postmaster(rcpt="550 no such user"), "no such user", id="refused"),
        pytest.param(Postmaster(data="451 no room"), "no room", id="deferred"),
        pytest.param(Postmaster(data=""), "may have arrived", id="nobody knows"),
    ],
)
def test_what_became_of_it_is_the_exit_code(
    filled: Program, postmaster: Postmaster, says: str
) -> None:
    with mail(filled, postmaster):
        result = filled.run("digest", "--send", "--to", "ann@example.org")
    assert result.code == 75
    assert says in result.err
    assert result.out == ""


def test_no_mail_server(filled: Program) -> None:
    with socket.socket() as down:
        down.bind(("127.0.0.1", 0))  # bound and not listening: connecting is refused
        server_at(filled, down.getsockname()[1])
        result = filled.run("digest", "--send", "--to", "ann@example.org")
    assert result.code == 75
    assert "mail server 127.0.0.1" in result.err


@pytest.mark.usefixtures("file")  # three days in quarters of an hour
def test_a_new_reader_looks_at_it_and_gets_one_each_morning(filled: Program) -> None:
    """What the README promises: name yourself, look, run; whatever fails in between."""
    target = filled.home / "d.html"
    assert filled.run("config", "check").code == 0
    assert filled.run("digest", "--preview", "--html", target).code == 0
    postmaster, clock = Postmaster(rcpt="451 come back later"), Clock(utc_now())
    with mail(filled, postmaster), filled.store() as store:
        config = filled.config()
        for quarter in range(3 * 24 * 4):
            postmaster.rcpt = "250 OK" if quarter > 30 else postmaster.rcpt
            jobs.make_digests(config, store, clock)
            jobs.deliver_job(config, store, clock)
            clock.move(minutes=15)
    mine = [str(message["To"]) for message in postmaster.taken].count("Ann <ann@example.org>")
    made = {message["Message-ID"] for message in postmaster.taken}
    assert (mine, len(made)) == (3, len(postmaster.taken))
