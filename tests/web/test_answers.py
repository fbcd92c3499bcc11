"""The same for programs: JSON that is as described, and feeds that readers can read."""

from __future__ import annotations

import re

import feedparser
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from monitor.health import Health, Reason
from monitor.plain import JSON_SCHEMA
from tests.web.parts import HERE, Site

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# The same ones each time, so that what fails can be looked at.
FEW = settings(
    max_examples=8,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/new.json?since=2014-07", "new"),
        ("/relations.json", "relations"),
        ("/relations/{relation}.json", "relation"),
        ("/timeline.json?facet=threshold", "timeline"),
        ("/said.json", "claims"),
        ("/claims/{claim}.json", "claim"),
        ("/document.json?address={document}", "document"),
        ("/sources.json", "sources"),
        ("/source.json?key=outlet", "source"),
    ],
)
def test_an_answer_stands_under_its_name(site: Site, path: str, name: str) -> None:
    names = {"relation": site.relation, "claim": site.claim, "document": site.document}
    answer = site.client().get(path.format(**names))
    assert answer.status_code == 200, answer.text
    assert answer.json()["schema"] == JSON_SCHEMA
    assert answer.json()[name]


@pytest.mark.parametrize("path", ["/new.atom", "/relations.atom", "/said.atom?text=seats"])
def test_a_feed_reader_finds_entries_with_links_to_our_pages(site: Site, path: str) -> None:
    read = feedparser.parse(site.client().get(path).content)
    assert not read.bozo
    assert read.entries
    assert all(entry.link.startswith(f"{HERE}/") for entry in read.entries)
    assert read.feed.links[0].href.startswith(HERE)


def test_a_feed_of_sources_tells_each_step(site: Site) -> None:
    with site.store() as store:
        store.add_health_step("outlet", site.clock.now, Health("failing", (Reason("x", "404"),)))
    read = feedparser.parse(site.client().get("/sources.atom").content)
    assert [entry.title for entry in read.entries] == ["outlet: failing"]


def test_behind_a_proxy_feeds_name_the_address_that_others_use(site: Site) -> None:
    client = site.client(address="https://monitor.example.org/")
    read = feedparser.parse(client.get("/relations.atom").content)
    assert read.entries[0].link == f"https://monitor.example.org/relations/{site.relation}"


def test_a_revision_may_be_named_by_the_beginning_of_its_id(site: Site) -> None:
    operation = site.client().get("/openapi.json").json()["paths"]["/document.json"]["get"]
    patterns = [
        one["schema"]["pattern"] for one in operation["parameters"] if one["name"] in ("from", "to")
    ]
    assert [bool(re.search(pattern, "ab12")) for pattern in patterns] == [True, True]
    shape = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert "edit" in shape["required"]


def test_every_address_for_programs_does_what_its_description_says(site: Site) -> None:
    """Parameters of all kinds: each answer has a status, a type and a shape that are described.

    That a text is no date is said in words alone, so a 400 is as good an answer.
    """
    client = site.client()
    described = client.get("/openapi.json").json()
    assert len(described["paths"]) >= 12
    for operation in schemathesis.openapi.from_dict(described).get_all_operations():

        @FEW
        @given(case=operation.ok().as_strategy())
        def ask(case: schemathesis.Case) -> None:
            sent = case.as_transport_kwargs(base_url=HERE)
            answer = client.get(sent["url"].removeprefix(HERE), params=sent.get("params"))
            case.validate_response(answer, checks=CHECKS)

        ask()
