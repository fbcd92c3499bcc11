"""Which entries are worth a fetch: rather one too many than a statement lost."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.config import load_config
from monitor.config.load import bundled
from monitor.config.settings import Organisation
from monitor.crawl.dated import dated_address
from monitor.crawl.relevance import names_topic, topic_names, words_of_address
from monitor.types import Entry

CONFIG = load_config(str(bundled("config")))
NAMES = topic_names(CONFIG.topics, CONFIG.organisations)


def entry(title: str | None = None, summary: str | None = None, path: str = "/1") -> Entry:
    return Entry("outlet", f"https://outlet.example{path}", title, summary=summary)


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(entry("FastTrack minimum raised"), id="the program"),
        pytest.param(entry("Fast-Track minimum raised"), id="with a hyphen"),
        pytest.param(entry("Free mailbox migrations for all"), id="a description of it"),
        pytest.param(entry("Redmond courts resellers"), id="an alias of the vendor"),
        pytest.param(entry("SharePoint moves made simple"), id="a word of its listing_words"),
        pytest.param(entry("Who may join", "The FastTrack offer changes."), id="in the summary"),
        pytest.param(entry("Who may join", path="/news/fast-track/1"), id="in the address"),
        pytest.param(entry("Who may join", path="/?topic=Fast%20Track"), id="in a parameter"),
        pytest.param(entry(path="/news/cars/1"), id="neither title nor summary"),
    ],
)
def test_worth_a_fetch(listed: Entry) -> None:
    assert names_topic(listed, NAMES)


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(entry("Ten cars for the winter"), id="something else"),
        pytest.param(entry("Breakfasttracks", path="/breakfasttracks"), id="inside another word"),
        pytest.param(entry("Ten cars", "Snow tyres and all.", "/cars/ten"), id="and its summary"),
    ],
)
def test_not_worth_one(listed: Entry) -> None:
    assert not names_topic(listed, NAMES)


def test_the_host_names_nothing() -> None:
    """Or every page of a vendor's site would be about every program of it."""
    assert words_of_address("https://www.microsoft.com/en-us/a_b.c?d=e") == "en us a b c d e"


def test_a_name_is_a_name_whatever_signs_it_has() -> None:
    topic = CONFIG.topics[0]
    vendor = Organisation(name=topic.vendor, aliases=("Vendor (Group)", "V*..|"))
    other = Organisation(name="Somebody else", aliases=("Elsewhere",))
    names = topic_names(CONFIG.topics, [vendor, other])
    assert names.search("Vendor Group")
    assert not names.search("Elsewhere")


def test_without_topics_nothing_is_named() -> None:
    assert not topic_names([]).search("anything")


def test_an_address_of_the_day() -> None:
    address = "https://outlet.example/{year}-{month_name}/{year}/{month}"
    assert dated_address(address, date(2026, 9, 3)) == (
        "https://outlet.example/2026-september/2026/09"
    )
