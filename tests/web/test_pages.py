"""The stories a person goes through, page by page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.web.parts import OURS, SLOT, Site, decide, field_of

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def test_the_front_tells_what_is_new_until_one_says_it_was_seen(site: Site) -> None:
    client = site.client()
    html = client.get("/").text
    assert "1 contradiction" in html
    assert f'href="/relations/{site.relation}"' in html
    form = {"form": field_of(html, "form"), "until": field_of(html, "until")}
    assert client.post("/looked", data=form, headers=OURS).headers["Location"] == "/"
    assert "nothing new" in client.get("/").text
    back = f"{site.clock.now - timedelta(days=1):%Y-%m-%d %H:%M}"
    assert "1 contradiction" in client.get("/", params={"since": back}).text


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "nonsense",
        "9999-12-31T23:59:59+00:00",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_a_cookie_that_somebody_wrote_does_no_harm(site: Site, cookie: str) -> None:
    answer = site.client().get("/", headers={"Cookie": f"monitor-looked={cookie}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/timeline", "/timeline.json"])
def test_without_a_topic_there_is_no_timeline(site: Site, path: str) -> None:
    site.config = replace(site.config, topics=())
    answer = site.client().get(path)
    assert (answer.status_code, "o topic is followed" in answer.text) == (404, True)


@pytest.mark.parametrize(("kind", "attribute"), [("relations", "relation"), ("claims", "claim")])
def test_the_beginning_of_an_id_leads_to_its_page(site: Site, kind: str, attribute: str) -> None:
    """As commands print it and take it."""
    key: str = getattr(site, attribute)
    answer = site.client().get(f"/{kind}/{key[:10]}")
    assert (answer.status_code, answer.headers["Location"]) == (307, f"/{kind}/{key}")


@pytest.mark.parametrize("path", ["/relations/zz", "/claims/{relation}", "/relations/{claim}"])
def test_what_names_nothing_of_the_kind_is_not_found(site: Site, path: str) -> None:
    path = path.format(relation=site.relation[:10], claim=site.claim[:10])
    assert site.client().get(path).status_code == 404


def test_a_relation_shows_both_sides_where_they_stand(site: Site) -> None:
    html = site.client().get(f"/relations/{site.relation}").text
    assert "<mark>150 seats or more</mark>" in html
    assert "<mark>250 seats or more</mark>" in html
    assert "ledger has it that" in html
    assert "One says 150 seats, the other 250." in html
    assert "Chain of attribution" in html
    assert "Confirm" not in html, "nobody decides without a token"


def test_copies_of_one_text_are_folded_into_one_origin(site: Site) -> None:
    with site.store() as store:
        first = store.claim(site.claim).claim
        text = store.revision(first.revision).text
        kept = [
            keep_revision(store, a_revision(document=f"https://copy{n}.example/1", text=text))
            for n in range(2)
        ]
        copies = [a_claim(one, quote=first.quote) for one in kept]
        keep_claims(store, *copies, slot=SLOT)
        row = store.relation(site.relation).relation
        grown = (*row.a, *(one.key for one in copies))
        store.put_relations(
            SLOT, [type(row)(**{n: getattr(row, n) for n in row.__slots__} | {"a": grown})]
        )
    html = site.client().get(f"/relations/{site.relation}").text
    assert "Other evidence: 1 origin" in html
    assert "2 copies of one text" in html


def test_a_person_with_the_token_decides_and_takes_it_back(site: Site) -> None:
    client = site.signed_in("Ann")
    answer = decide(client, site.relation, "dismissed", other="they mean two plans")
    assert answer.headers["Location"] == f"/relations/{site.relation}#verdict"
    html = client.get(f"/relations/{site.relation}").text
    assert "dismissed by Ann on 1 Aug 2014: they mean two plans" in html
    assert site.relation not in client.get("/relations").text
    assert site.relation in client.get("/relations?verdict=dismissed").text
    decide(client, site.relation, "undo")
    assert "taken back by Ann" in client.get(f"/relations/{site.relation}").text


def test_nothing_is_dismissed_without_a_reason(site: Site) -> None:
    client = site.signed_in("Ann")
    answer = decide(client, site.relation, "dismissed")
    assert (answer.status_code, "say why" in answer.text) == (400, True)
    assert site.relation in client.get("/relations").text


def test_who_only_looks_decides_nothing_whatever_is_sent(site: Site) -> None:
    form = {"decision": "dismissed", "form": "0" * 64}
    answer = site.client().post(f"/relations/{site.relation}/verdict", data=form, headers=OURS)
    assert answer.status_code == 403


def test_a_search_has_an_address_that_can_be_shared(site: Site) -> None:
    html = site.client().get("/said?text=250&facet=threshold").text
    assert "250 seats or more" in html
    assert "150 seats or more" not in html
    assert 'value="250"' in html
    assert '<option value="threshold" selected>' in html
    assert "Nothing found" in site.client().get("/said?text=never").text


def test_an_answer_of_a_thread_is_listed_without_the_line_of_its_post(site: Site) -> None:
    quote = "Are 150 seats needed?\n\n**@Priya** (Vendor) – 2014-08-02\n\nYes."
    with site.store() as store:
        kept = keep_revision(store, a_revision(document="https://forum.example/1", text=quote))
        keep_claims(store, a_claim(kept, quote=quote), slot=SLOT)
    html = site.client().get("/said").text
    assert "Are 150 seats needed? — Yes." in html
    assert "**@" not in html


def test_pages_of_a_list_hold_each_statement_once(site: Site) -> None:
    with site.store() as store:
        text = "\n".join(f"{n} seats or more are needed, they say." for n in range(1000, 1120))
        kept = keep_revision(store, a_revision(document="https://many.example/1", text=text))
        keep_claims(
            store,
            *(a_claim(kept, quote=f"{n} seats or more") for n in range(1000, 1120)),
            slot=SLOT,
        )
        every = {row.claim.key for row in store.claims()}
    client, seen, path = site.client(), list[str](), "/said"
    while path:
        html = client.get(path).text
        seen += re.findall(r'href="/claims/([0-9a-f]{16})"', html)
        further = re.search(r'rel="next" href="([^"]*)"', html)
        path = further.group(1).replace("&amp;", "&") if further else ""
    assert len(seen) == len(every) == len(set(seen))
    assert set(seen) == every


def test_a_claim_leads_down_to_the_bytes(site: Site) -> None:
    html = site.client().get(f"/claims/{site.claim}").text
    for told in ("<mark>150 seats or more</mark>", "SHA-256", "threshold/1", "&#34;one&#34;"):
        assert told in html


def test_a_document_tells_its_edit_and_marks_its_statements(site: Site) -> None:
    with site.store() as store:
        edited = a_revision(
            document=site.document,
            text="ledger has it that 50 seats or more are needed. Nobody else was asked.",
            observed=site.clock.now,
        )
        kept = keep_revision(store, edited)
        keep_claims(store, a_claim(kept, quote="50 seats or more"), slot=SLOT)
    html = site.client().get("/document", params={"address": site.document}).text
    assert "<del>150</del><ins>50</ins>" in html
    assert "no notice on the page" in html
    assert "50 seats or more</mark>" in html
    assert html.count("seen 2014-08-01") >= 2


def test_the_timeline_draws_both_positions_and_what_is_between_them(site: Site) -> None:
    html = site.client().get("/timeline?facet=threshold").text
    assert html.count('class="lane-name"') == 2
    assert 'class="between contradicted"' in html
    assert f'<a href="/relations/{site.relation}"' in html
    assert "Nothing was said" in site.client().get("/timeline?facet=threshold&until=2001").text


def test_a_source_tells_what_it_usually_gives_and_what_failed(site: Site) -> None:
    html = site.client().get("/source?key=outlet").text
    assert "What it usually gives" in html
    assert "100%" in html


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/nothing", 404, "no such page"),
        ("/claims/0000000000000000", 404, "There is no claim"),
        ("/relations/0000000000000000", 404, "There is no relation"),
        ("/document", 400, "Name the address"),
        ("/document?address=nowhere", 404, "nowhere"),
        ("/source?key=nobody", 404, "No source"),
        ("/said?facet=weather", 404, "there are"),
        pytest.param("/said?since=05/08/2014", 400, "not a date", id="a day in two ways"),
        pytest.param("/said?since=1&since=2", 400, "give it once", id="twice"),
        pytest.param("/said?speeker=x", 400, "no parameter", id="a typo does not do nothing"),
        pytest.param("/said?text=" + "x" * 3000, 400, "longer", id="a book"),
        pytest.param("/said?after=0000000000000000", 404, "first page", id="a page that is gone"),
        pytest.param("/said?kind=gossip", 400, "there are: direct", id="no such choice"),
        pytest.param("/relations/a.json", 404, "There is no relation a", id="for programs"),
    ],
)
def test_a_mistake_gets_one_plain_sentence(site: Site, path: str, code: int, words: str) -> None:
    answer = site.client().get(path)
    assert (answer.status_code, words in answer.text) == (code, True), answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("{relation}", "/relations/{relation}", id="a relation"),
        pytest.param("{claim}", "/claims/{claim}", id="a claim"),
        pytest.param("{document}", "/document?address={quoted}", id="an address"),
        pytest.param("150 seats", "/said?text=150+seats", id="words"),
        pytest.param("//evil.example", "/said?text=%2F%2Fevil.example", id="another server"),
    ],
)
def test_one_field_finds_all(site: Site, text: str, where: str) -> None:
    names = {
        "relation": site.relation,
        "claim": site.claim,
        "document": site.document,
        "quoted": quote(site.document, safe=""),
    }
    answer = site.client().get("/find", params={"id": text.format(**names)})
    assert answer.headers["Location"] == where.format(**names)
