"""`monitor web` and `monitor report`, as typed."""

from __future__ import annotations

import os
import re
import signal
from urllib.request import urlopen

import pytest

from tests.program import Program, environment, text_file
from tests.web.parts import TOKEN


def test_it_says_where_the_pages_are_and_ends_well(program: Program) -> None:
    program.document("a.txt", text_file("Microsoft FastTrack requires at least 150 seats."))
    assert program.run("import", program.home / "docs", "--quiet").code == 0
    started = program.start("web", "--listen", "127.0.0.1:0", env=environment(MONITOR_WEB_TOKEN=""))
    assert started.stdout
    told = re.search(r"http://127\.0\.0\.1:\d+/", started.stdout.readline())
    assert told
    with urlopen(f"{told.group()}said", timeout=60) as answer:
        assert "150 seats or more" in answer.read().decode()
        assert "server" not in {name.lower() for name in answer.headers}
    os.kill(started.pid, signal.SIGTERM)
    assert program.wait(started).code == 0


@pytest.mark.parametrize(
    ("listen", "token", "words"),
    [
        pytest.param("0.0.0.0:0", "", "can be reached by others", id="open to the network"),
        pytest.param("127.0.0.1:0", "short", "could be guessed", id="a token to be guessed"),
    ],
)
def test_what_would_let_anybody_in_does_not_begin(
    program: Program, listen: str, token: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_WEB_TOKEN", token)
    result = program.run("web", "--listen", listen)
    assert (result.code, words in result.err) == (78, True), result.err
    assert TOKEN not in result.err


def test_a_mistake_in_the_config_is_told_before_anybody_looks(program: Program) -> None:
    program.write("topics/csp-nce.toml", "key = 7")
    result = program.run("web", "--listen", "127.0.0.1:0")
    assert (result.code, "csp-nce.toml" in result.err) == (78, True), result.err


def test_an_address_that_is_none_is_told(program: Program) -> None:
    result = program.run("web", "--listen", "everywhere")
    assert (result.code, "write 127.0.0.1" in result.err) == (2, True)


def test_a_report_is_whole_files_with_links_that_lead_somewhere(program: Program) -> None:
    """Also to what a page said before it was edited: the evidence of a silent revision."""
    program.configure()
    for seats in (150, 250):
        text = text_file(f"Microsoft FastTrack requires at least {seats} seats.")
        program.document("a.txt", text)
        program.run("import", program.home / "docs", "--quiet")
    folder = program.home / "report"
    assert "begin at" in program.run("report", "-q", "-o", folder).out
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        assert "<form" not in text
        for link, place in re.findall(r'(?:href|action)="([^"#]+)(?:#([^"]+))?', text):
            if not re.match("https?://", link):
                assert (page.parent / link).is_file(), (page, link)
                assert not place or f'id="{place}"' in (page.parent / link).read_text("utf-8")
    said = (folder / "said.html").read_text("utf-8")
    assert len(set(re.findall(r'href="(documents/[^"#]+)#c-', said))) == 2
    assert not list(folder.rglob(".*"))


def test_a_report_that_cannot_be_written_is_told(program: Program) -> None:
    (program.home / "report").write_text("a file")
    assert program.run("report", "-q", "-o", program.home / "report").code == 74
