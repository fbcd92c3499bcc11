"""`monitor alerts` and `monitor export atom`, as somebody types them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import feedparser
import pytest

from monitor import jobs
from monitor.storage import utc_now
from tests.alert.parts import keep_relation
from tests.alert.receiver import Receiver, receiving
from tests.program import Program

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

TABLE = """
[[alert]]
name = "team"
url_file = "address"
topics = ["office365-fasttrack"]
"""


@pytest.fixture(autouse=True)
def credentials(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files with secrets lie beside the configuration, as systemd would hand them over."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(program.config_dir))


def with_address(program: Program, port: int) -> None:
    program.write("alerts.toml", TABLE)
    program.write("address", f"json://127.0.0.1:{port}/hook\n")


def test_a_test_message_says_that_it_is_one(program: Program) -> None:
    with receiving(Receiver()) as receiver:
        with_address(program, receiver.port)
        result = program.run("alerts", "test", "team")
    assert (result.code, result.out) == (
        0,
        "team: the test message was taken; look whether it arrived\n",
    )
    assert receiver.titles == ["Test of the alert team"]


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        pytest.param(500, 75, "alert team: the answer was 500", id="trouble"),
        pytest.param(400, 75, "alert team: the answer was 400", id="refused"),
        pytest.param("hang up", 75, "it may have arrived, and is not sent again", id="unknown"),
    ],
)
def test_a_test_message_that_was_not_taken(
    program: Program, answer: int | str, code: int, said: str
) -> None:
    with receiving(Receiver(answer)) as receiver:
        with_address(program, receiver.port)
        result = program.run("alerts", "test", "team")
    assert result.code == code
    assert said in result.err
    assert "hook" not in result.err


def test_an_alert_that_is_not_there(program: Program) -> None:
    program.write("alerts.toml", TABLE)
    result = program.run("alerts", "test", "other")
    assert (result.code, result.err) == (
        1,
        "monitor: no alert 'other' in alerts.toml; there are: team\n",
    )


def test_without_alerts_the_list_says_how_to_have_one(program: Program) -> None:
    result = program.run("alerts", "list")
    assert result.code == 1
    assert "add an [[alert]] table" in result.out
    assert program.run("alerts", "list", "--json").json["alerts"] == []


def test_the_list_tells_what_became_of_the_last_message(program: Program) -> None:
    with receiving(Receiver(404)) as receiver:
        with_address(program, receiver.port)
        (row,) = program.run("alerts", "list", "--json").json["alerts"]
        assert (row["since"], row["last"]) == (None, None)
        with program.store() as store:
            jobs.alert_job(program.config(), store, utc_now)
            relation = keep_relation(store, topic="office365-fasttrack")
            jobs.alert_job(program.config(), store, utc_now)
            jobs.deliver_job(program.config(), store, utc_now)
        (row,) = program.run("alerts", "list", "--json").json["alerts"]
    assert row["last"]["about"] == relation.key
    assert row["last"]["state"] == "queued"
    assert row["last"]["error"] == "alert team: the answer was 404"
    shown = program.run("alerts", "list")
    assert shown.code == 0
    assert "contradiction of office365-fasttrack" in " ".join(shown.out.split())
    assert program.run("status", "--json").json["status"]["counts"]["messages queued"] == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param(
            'url = "slack://x"', "url: unknown key; did you mean", id="a secret in config"
        ),
        pytest.param("", "name its address by url_env or url_file", id="no address"),
        pytest.param(
            'url_env = "A"\nurl_file = "b"', "by url_env or url_file, one of them", id="two"
        ),
        pytest.param('url_env = "A"\nkinds = ["compatible"]', "kinds[1]", id="what is never told"),
        pytest.param('url_env = "A"\nkinds = []', "kinds", id="no kind at all"),
        pytest.param(
            'url_env = "A"\ntopics = ["nothing"]',
            "alert team: no topic 'nothing' is followed; followed are office365-fasttrack",
            id="an unknown topic",
        ),
        pytest.param(
            'url_env = "A"\n[[alert]]\nname = "team"\nurl_env = "B"',
            "name team is used twice",
            id="twins",
        ),
    ],
)
def test_a_mistake_in_the_file_is_told(program: Program, table: str, said: str) -> None:
    program.write("alerts.toml", f'[[alert]]\nname = "team"\n{table}\n')
    result = program.run("config", "check")
    assert result.code == 78
    assert said in result.err
    assert "alerts.toml" in result.err


def test_a_folder_of_before_alerts_goes_on(program: Program) -> None:
    (program.config_dir / "alerts.toml").unlink()
    assert program.run("config", "check").code == 0


# Feeds


def test_feeds_are_written_into_a_folder(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    with program.store() as store:
        keep_relation(store)
    first, second = (program.run("export", "atom", "-o", folder) for _ in range(2))
    assert first.code == second.code == 0
    assert "contradictions.atom" in first.out
    assert "nothing has changed" in second.out
    read = feedparser.parse((folder / "contradictions.atom").read_bytes())
    assert len(read.entries) == 1
    mask = os.umask(0)
    os.umask(mask)
    mode = stat.S_IMODE((folder / "contradictions.atom").stat().st_mode)
    assert mode == 0o666 & ~mask, "a web server may read it"


def test_the_folder_may_stand_in_the_configuration(program: Program, tmp_path: Path) -> None:
    assert program.run("export", "atom").code == 2
    settings = program.config_dir / "monitor.toml"
    settings.write_text(f'{settings.read_text()}[feeds]\nfolder = "{tmp_path / "feeds"}"\n')
    assert program.run("export", "atom").code == 0
    assert (tmp_path / "feeds" / "revisions.atom").is_file()


def test_options_of_other_exports_are_refused(program: Program, tmp_path: Path) -> None:
    for option in (["--source", "x"], ["--since", "2014"]):
        assert program.run("export", "atom", "-o", tmp_path, *option).code == 2
