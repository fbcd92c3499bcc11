"""`monitor sources`: what is told of sources and addresses; nothing is stored."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_config
from monitor.config.adding import add_source, source_table
from monitor.errors import ConfigError, OutputError
from tests.crawl.server import Reply, html, in_turn, raw, redirect
from tests.program import MINIMUM, Program, article, on_web, rss, source

LISTING = html(
    '<html><body><a href="/news/2014/1">FastTrack</a><a href="/about">About</a></body></html>'
)
ANCHORED = html('<html><body><h2 id="a">FastTrack changes</h2><h2 id="b">Cars</h2></body></html>')
SITEMAP = Reply(
    b"<urlset><url><loc>/news/fasttrack</loc><lastmod>2014-08-03</lastmod></url>"
    b"<url><loc>/cars</loc></url></urlset>"
)


@pytest.fixture(autouse=True)
def stores_nothing(from_nothing: None, program: Program) -> Any:
    yield
    assert not program.file.exists()


def test_list(program: Program) -> None:
    table = '[[source]]\nkey = "a"\nname = "The A"\nkind = "press"\ncountry = "US"\n'
    feeds = (
        'feeds = ["https://a.example/1", "https://a.example/2"]\nenabled = false\nnote = "Slow."\n'
    )
    program.configure(table + feeds)
    result = program.run("sources", "list")
    assert result.code == 0
    for word in ("The A", "press", "no", "60 min", "2 feeds", "Slow."):
        assert word in result.out
    (row,) = program.run("sources", "list", "--json").json["sources"]
    assert (row["key"], row["enabled"], row["interval_minutes"]) == ("a", False, 60)
    assert row["feeds"] == ["https://a.example/1", "https://a.example/2"]


def test_list_without_sources(program: Program) -> None:
    assert program.run("sources", "list", "--json").json["sources"] == []


def test_check_of_every_way(program: Program) -> None:
    routes = {"/feed": rss("/fasttrack", "/cars"), "/map": SITEMAP, "/list": LISTING}
    with on_web(routes | {"/page": article(), "/2026": ANCHORED}) as server:
        listing = f'listings = [{{ url = "{server.url("/list")}", links = "/news/" }}]\n'
        ways = {"feeds": ["/feed"], "sitemaps": ["/map"], "pages": ["/page"], "anchored": ["/2026"]}
        program.configure(source(server, **ways) + listing)
        rows = program.run("sources", "check", "--json").json["listings"]
        shown = program.run("sources", "check", "--quiet")
    assert shown.code == 0
    found = {row["way"]: (row["entries"], row["newest"], row["relevant"]) for row in rows}
    assert found == {
        "feed": (2, "2014-08-01", 1),
        "sitemap": (2, "2014-08-03", 2),  # an address alone is always worth a look
        "listing": (1, None, 1),
        "page": (None, None, None),
        "anchored": (2, None, 1),
    }
    assert all(row["works"] and row["robots"] == "allowed" and row["status"] == 200 for row in rows)


def test_one_that_fails_never_stops_the_others(program: Program) -> None:
    routes = {"/feed": rss("/1"), "/page.html": html("<html>x")}
    with on_web(routes) as server:
        dead = source(server, key="dead", feeds=["/gone", "/page.html"])
        program.configure(dead, source(server, key="alive"))
        result = program.run("sources", "check")
        rows = program.run("sources", "check", "--json").json["listings"]
        alone = program.run("sources", "check", "dead")
    assert result.code == 0
    assert [(row["source"], row["works"], row["status"]) for row in rows] == [
        ("dead", False, 404),
        ("dead", False, 200),
        ("alive", True, 200),
    ]
    assert "is a page of HTML, no feed" in result.out
    assert alone.code == 69


def test_a_slow_answer_gets_a_second_try(program: Program) -> None:
    with on_web({"/feed": in_turn(raw(b""), rss("/1"))}) as server:
        program.configure(source(server))
        result = program.run("sources", "check", "--json")
        assert len(server.asked("/feed")) == 2
    assert result.json["listings"][0]["works"]


def test_a_refusal_gets_none(program: Program) -> None:
    with on_web({"/feed": Reply(status=503)}) as server:
        program.configure(source(server))
        assert program.run("sources", "check").code == 69
        assert len(server.asked("/feed")) == 1


def test_check_tells_what_robots_forbids(program: Program) -> None:
    robots = Reply(b"User-agent: *\nDisallow: /feed\n")
    with on_web({"/robots.txt": robots, "/feed": rss("/1")}) as server:
        program.configure(source(server))
        (row,) = program.run("sources", "check", "--json").json["listings"]
        assert server.asked("/feed") == []
    assert row["robots"] == "forbidden"


def test_check_tells_what_was_left_out(program: Program) -> None:
    feed = Reply(b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>")
    index = Reply(b"<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>")
    child = Reply(b"<urlset><url><loc>https://other.example/1</loc></url></urlset>")
    with on_web({"/feed": feed, "/map": index, "/a": child}) as server:
        program.configure(source(server, feeds=["/feed"], sitemaps=["/map"]))
        result = program.run("sources", "check")
    assert "1 entries without a link left out" in result.out
    assert "an index of 1 sitemaps" in result.out
    assert "1 addresses of other sites left out" in result.out


@pytest.mark.parametrize(
    "command", [("check", "nobody"), ("test", "http://127.0.0.1:9/", "--source", "nobody")]
)
def test_a_source_that_is_not_there(program: Program, command: tuple[str, ...]) -> None:
    result = program.run("sources", *command)
    assert result.code == 1
    assert "no source nobody" in result.err


def test_test_of_an_article(program: Program) -> None:
    head = '<link rel="canonical" href="/news/who-may-join">'
    with on_web(
        {"/1": redirect("/news/who-may-join?x=1"), "/news/who-may-join?x=1": article(head=head)}
    ) as server:
        shown = program.run("sources", "test", server.url("/1"))
        row = program.run("sources", "test", server.url("/1"), "--json").json["visit"]
        url = server.url("/news/who-may-join")
    assert shown.code == 0
    for word in ("allowed", "200", "article", "Who may join", "characters", "150"):
        assert word in shown.out
    assert (row["robots"], row["status"], row["kind"]) == ("allowed", 200, "article")
    assert row["final"] == f"{url}?x=1"
    assert row["canonical"] == url
    assert row["length"] > 100
    assert [claim["facet"] for claim in row["claims"]] == ["threshold"]
    assert row["claims"][0]["quote"] == MINIMUM


def test_test_of_a_feed_and_a_sitemap(program: Program) -> None:
    with on_web({"/feed": rss("/fasttrack", "/cars"), "/map": SITEMAP}) as server:
        shown = program.run("sources", "test", server.url("/feed"))
        feed = program.run("sources", "test", server.url("/feed"), "--json").json["visit"]
        found = program.run("sources", "test", server.url("/map"), "--json").json["visit"]
    assert "2, 1 of them relevant" in shown.out
    assert "* 2014-08-01 About /fasttrack" in shown.out
    assert "- 2014-08-01 About /cars" in shown.out
    assert feed["kind"] == "feed"
    assert [(row["title"], row["relevant"]) for row in feed["entries"]] == [
        ("About /fasttrack", True),
        ("About /cars", False),
    ]
    assert found["kind"] == "sitemap"
    assert found["entries"][0]["changed"] == "2014-08-03T00:00:00+00:00"


@pytest.mark.parametrize(
    ("routes", "code", "said"),
    [
        pytest.param({}, 69, "404", id="nothing there"),
        pytest.param(
            {"/robots.txt": Reply(b"User-agent: *\nDisallow: /\n")}, 69, "forbidden", id="forbidden"
        ),
        pytest.param({"/robots.txt": Reply(status=503)}, 69, "unknown", id="not now"),
        pytest.param({"/1": html("<html><body>x</body></html>")}, 0, "empty", id="no text"),
    ],
)
def test_test_of_what_cannot_be_read(
    program: Program, routes: dict[str, Reply], code: int, said: str
) -> None:
    with on_web(routes) as server:
        result = program.run("sources", "test", server.url("/1"))
    assert result.code == code
    assert said in result.out


def test_test_of_no_address(program: Program) -> None:
    result = program.run("sources", "test", "not an address")
    assert result.code == 65
    assert "is no web address" in result.err


def test_test_by_the_manners_of_a_source(program: Program) -> None:
    with on_web({"/1": article()}) as server:
        program.configure(source(server, key="named", pages=["/elsewhere"]))
        result = program.run("sources", "test", server.url("/1"), "--source", "named", "--json")
    assert result.json["visit"]["kind"] == "article"


def test_words_of_strangers_are_cleaned(program: Program) -> None:
    with on_web({"/1": article(title="Who \x1b[31mmay\u202e join")}) as server:
        result = program.run("sources", "test", server.url("/1"))
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out


FRONT = html(
    '<html><head><title>The "Outlet"</title><link rel="alternate" type="application/rss+xml" '
    'href="/feed"></head></html>'
)


def test_add_shows_a_table(program: Program) -> None:
    with on_web({"/": FRONT, "/feed": rss("/1"), "/sitemap.xml": SITEMAP}) as server:
        result = program.run("sources", "add", server.url("/"), "--key", "outlet")
        found = program.run("sources", "add", server.url("/"), "--json").json["found"]
        feed = server.url("/feed")
    assert result.code == 0
    assert f'feeds = ["{feed}"]' in result.out
    assert 'name = "The \\"Outlet\\""' in result.out
    assert program.config().sources == ()  # only shown
    assert [(row["way"], row["works"], row["entries"]) for row in found["listings"]] == [
        ("feed", True, 1),
        ("sitemap", True, 2),
    ]
    assert found["written"] is None
    assert 'key = "127-0-0-1"' in found["table"]


def test_add_writes_it(program: Program) -> None:
    with on_web({"/": FRONT, "/feed": rss("/1")}) as server:
        program.configure("# Who is read.\n" + source(server, key="first"))
        options = ("--key", "second", "--name", "Second", "--kind", "vendor", "--country", "DE")
        result = program.run("sources", "add", server.url("/"), *options, "--write")
        again = program.run("sources", "add", server.url("/"), *options, "--write")
    assert result.code == 0
    assert "Added to" in result.out
    first, second = program.config().sources
    assert first.key == "first"
    assert (second.key, second.name, second.kind, second.country) == (
        "second",
        "Second",
        "vendor",
        "DE",
    )
    text = (program.config_dir / "sources.toml").read_text(encoding="utf-8")
    assert text.startswith("# Who is read.\n")
    assert again.code == 78
    assert "there is a source 'second' already" in again.err
    assert text == (program.config_dir / "sources.toml").read_text(encoding="utf-8")
    assert list(program.config_dir.glob("*.new")) == []


def test_add_finds_nothing(program: Program) -> None:
    with on_web({"/": html("<html>x</html>")}) as server:
        result = program.run("sources", "add", server.url("/"), "--write")
    assert result.code == 69
    assert "No feed and no sitemap" in result.out
    assert program.config().sources == ()


@pytest.mark.parametrize(
    "options",
    [("--key", "A b"), ("--kind", "blog"), ("--country", "usa")],
    ids=["key", "kind", "country"],
)
def test_add_with_an_option_that_cannot_be_meant(
    program: Program, options: tuple[str, str]
) -> None:
    result = program.run("sources", "add", "https://outlet.example/", *options)
    assert result.code == 2
    assert options[0] in result.err


def test_a_table_that_makes_the_file_wrong_is_never_written(program: Program) -> None:
    before = (program.config_dir / "sources.toml").read_bytes()
    with pytest.raises(ConfigError) as raised:
        add_source(program.config(), "x", '[[source]]\nkey = "x"\nnonsense = 1\n')
    assert str(program.config_dir) in str(raised.value)
    assert (program.config_dir / "sources.toml").read_bytes() == before


TABLE = source_table(
    {"key": "x", "name": "X", "kind": "press", "country": "US", "feeds": ("https://x.example/",)}
)


def test_a_folder_that_cannot_be_written(program: Program) -> None:
    config = program.config()
    (program.config_dir / "sources.toml").unlink()
    with pytest.raises(OutputError):
        add_source(config, "x", TABLE)


def test_what_is_no_configuration_does_not_hold_up_a_source(program: Program) -> None:
    (program.config_dir / "notes").symlink_to("/nowhere/at/all")
    (program.config_dir / "old.toml").symlink_to("/nowhere/at/all.toml")
    os.mkfifo(program.config_dir / "pipe")
    add_source(program.config(), "x", TABLE)
    assert program.config().source("x") is not None


def test_a_folder_that_cannot_be_read_whole_is_told(program: Program) -> None:
    os.mkfifo(program.config_dir / "pipe.toml")
    with pytest.raises(ConfigError, match=r"pipe.toml: cannot be read .* is a named pipe"):
        add_source(program.config(), "x", TABLE)


def test_a_linked_file_is_written_where_it_lies(program: Program, tmp_path: Path) -> None:
    path = program.config_dir / "sources.toml"
    real = tmp_path / "real.toml"
    path.rename(real)
    path.symlink_to(real)
    table = source_table(
        {
            "key": "x",
            "name": 'X "\\',
            "kind": "press",
            "country": "US",
            "feeds": ("https://x.example/",),
        }
    )
    assert add_source(program.config(), "x", table) == real
    assert path.is_symlink()
    assert load_config(str(program.config_dir)).sources[0].name == 'X "\\'
