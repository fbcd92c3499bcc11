"""The feeds: valid by the standard and for a foreign reader, and quiet where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from monitor import atom, jobs
from monitor.config import Config
from monitor.config.settings import FeedsSettings
from monitor.errors import OutputError
from monitor.review import decide
from monitor.storage import Store, open_store
from tests.alert.parts import keep_relation
from tests.digest.parts import Clock, a_config

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "nul \0 turned \u202e bell \x07 ]]> <script>x</script> &amp; <!channel> \ufffe end"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, clock=clock) as opened:
        yield opened


def configured(**feeds: Any) -> Config:
    config = a_config()
    return replace(
        config, settings=config.settings.model_copy(update={"feeds": FeedsSettings(**feeds)})
    )


def parsed(store: Store, name: str = "contradictions", **feeds: Any) -> Any:
    """As a feed reader reads it."""
    read = feedparser.parse(atom.feed(configured(**feeds), store, name))
    assert (read.bozo, read.version) == (False, "atom10")
    return read


def tree(store: Store, name: str = "contradictions", **feeds: Any) -> etree._Element:
    return etree.fromstring(atom.feed(configured(**feeds), store, name))


def one(found: Any) -> Any:
    (element,) = found
    return element


def test_an_entry_tells_both_sides(store: Store) -> None:
    relation = keep_relation(store)
    (entry,) = parsed(store).entries
    assert (
        entry.title == "Contradiction on threshold: program: 150 seats or more / 150 seats or more"
    )
    assert entry.summary == relation.explanation
    assert entry.link == "https://outlet.example/one/b", "the later side is what is new"
    assert {tag.term for tag in entry.tags} == {"program", "threshold", "contradiction"}
    assert entry.updated == "2014-08-01T12:00:00Z"
    content = entry.content[0]
    assert content.type == "text/html"
    assert content.value.count("“150 seats or more”") == 2
    assert 'href="https://outlet.example/one/a"' in content.value
    assert f"monitor show {relation.key}" in content.value


@pytest.mark.parametrize("entries", [0, 1, 3])
@pytest.mark.parametrize("base_url", [None, "https://intranet.example/monitor"])
def test_what_the_standard_requires(store: Store, entries: int, base_url: str | None) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    for number in range(entries):
        keep_relation(store, f"r{number}")
    feed = tree(store, base_url=base_url)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    assert one(feed.xpath("a:author/a:name/text()", namespaces=ATOM)) == "Monitor"
    for element in (feed, *feed.xpath("a:entry", namespaces=ATOM)):
        assert one(element.xpath("a:id/text()", namespaces=ATOM)).startswith("urn:uuid:")
        assert one(element.xpath("a:title/text()", namespaces=ATOM))
        assert datetime.fromisoformat(one(element.xpath("a:updated/text()", namespaces=ATOM)))
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids) == entries + 1
    selves = feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    assert selves == ([f"{base_url}/contradictions.atom"] if base_url else [])


def test_an_id_stays_while_all_else_may_change(store: Store) -> None:
    relation = keep_relation(store)
    before = parsed(store).entries[0].id
    store.put_relations("one", [replace(relation, explanation="More of it.", b=(*relation.b, "x"))])
    assert parsed(store, base_url="https://other.example/").entries[0].id == before


@pytest.mark.parametrize(
    ("kept", "feeds"),
    [
        pytest.param({}, {"contradictions"}, id="a contradiction"),
        pytest.param({"kind": "revision"}, {"revisions"}, id="an announced revision"),
        pytest.param({"kind": "revision", "silent": True}, {"revisions"}, id="a silent one"),
        pytest.param({"kind": "tension"}, set(), id="a tension is in none"),
        pytest.param({"news": False}, set(), id="found of the past, by a back-fill or reread"),
        pytest.param({"a": ("gone",)}, set(), id="a side whose claims are gone"),
    ],
)
def test_which_feed_has_it(store: Store, kept: dict[str, Any], feeds: set[str]) -> None:
    keep_relation(store, **kept)
    assert {name for name in atom.FEEDS if parsed(store, name).entries} == feeds


def test_what_somebody_dismissed_is_in_no_feed(store: Store, clock: Clock) -> None:
    row = store.relation(keep_relation(store).key)
    assert len(parsed(store).entries) == 1
    decide(configured(), store, row, "dismissed", reason="misread", by="ann", at=clock())
    assert parsed(store).entries == []


def test_the_newest_first_and_no_more_than_wanted(store: Store, clock: Clock) -> None:
    for number in range(4):
        keep_relation(store, f"r{number}")
        clock.move(days=1)
    read = parsed(store, entries=2)
    assert [entry.link for entry in read.entries] == [
        "https://outlet.example/r3/b",
        "https://outlet.example/r2/b",
    ]
    assert read.feed.updated == "2014-08-04T12:00:00Z"


def test_words_of_strangers_stay_words(store: Store) -> None:
    """No sign that XML forbids, no mark-up of theirs, nothing that ends an element."""
    text = f"They need 150 seats or more. {HOSTILE}".replace("\0", "")
    keep_relation(store, text=text, explanation=HOSTILE)
    (entry,) = parsed(store).entries
    assert "nul  turned" not in entry.summary
    assert "nul turned bell ]]&gt;" in entry.summary or "]]>" in entry.summary
    raw = one(tree(store).xpath("a:entry/a:content/text()", namespaces=ATOM))
    assert "<script" not in raw
    assert "&lt;script&gt;" in raw
    assert not set(raw) & set("\0\x07\u202e\ufffe")


# The files


def test_files_are_written_where_something_changed(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "feeds"
    config = configured(folder=str(folder))
    keep_relation(store)
    assert jobs.feeds_job(config, store) == 2
    first = {path.name: path.stat() for path in folder.iterdir()}
    assert set(first) == {"contradictions.atom", "revisions.atom"}
    assert jobs.feeds_job(config, store) == 0
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == {
        name: stat.st_mtime_ns for name, stat in first.items()
    }
    keep_relation(store, "two")
    assert jobs.feeds_job(config, store) == 1
    changed = {
        path.name for path in folder.iterdir() if path.stat().st_ino != first[path.name].st_ino
    }
    assert changed == {"contradictions.atom"}, "a new file took its name; the other is as it was"


def test_without_a_folder_nothing_is_written(store: Store) -> None:
    keep_relation(store)
    assert jobs.feeds_job(configured(), store) == 0


def test_a_folder_that_cannot_be_made(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file/feeds: cannot be written"):
        atom.write_feeds(configured(), store, tmp_path / "file" / "feeds")


def test_what_was_half_written_is_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "contradictions.atom").write_text("<feed")
    atom.write_feeds(configured(), store, tmp_path)
    assert not feedparser.parse((tmp_path / "contradictions.atom").read_bytes()).bozo
    assert sorted(path.suffix for path in tmp_path.glob("*atom*")) == [".atom", ".atom"]
