"""Everything a server can do wrong: what is recorded of it, and what the user sees.

One crawl of the whole program meets every row of tests/misbehaviour at once:
nothing may hang, crash, stop what stands beside it, or make up a claim.
docs/misbehaviour.md shows the same rows.
"""

from __future__ import annotations

import pytest

from tests.misbehaviour.addresses import REDIRECTS
from tests.misbehaviour.crawled import Seen, article_of, crawl_them_all
from tests.misbehaviour.document import FILE, document
from tests.misbehaviour.listings import LISTINGS
from tests.misbehaviour.pages import HANGING, PAGES
from tests.misbehaviour.robots import ROBOTS
from tests.misbehaviour.row import CLAIM, NONE, Listing, Row


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return crawl_them_all(tmp_path_factory.mktemp("crawled"))


def what(row: Row) -> str:
    return row.what


@pytest.mark.parametrize("row", [*PAGES, *HANGING], ids=what)
def test_pages(seen: Seen, row: Row) -> None:
    url = seen.urls[row.what]
    assert seen.recorded(url) == row.recorded
    assert row.seen in seen.told(url)
    if row.seen == NONE:
        assert seen.told(url) == NONE
    if row.text:
        assert row.text in seen.revisions[url].text


@pytest.mark.parametrize("row", ROBOTS, ids=what)
def test_robots(seen: Seen, row: Row) -> None:
    feed = seen.urls[f"robots.txt: {row.what}"]
    url = article_of(feed) if row.seen == CLAIM else feed
    assert seen.recorded(url) == row.recorded
    assert row.seen in seen.told(url)
    assert row.seen == CLAIM or article_of(feed) not in seen.fetches


@pytest.mark.parametrize("row", LISTINGS, ids=what)
def test_listings(seen: Seen, row: Listing) -> None:
    url = seen.urls[f"listing: {row.what}"]
    assert seen.recorded(url) == row.recorded
    if row.seen.startswith(CLAIM):
        assert seen.told(article_of(url)) == row.seen
    else:
        assert row.seen in seen.told(url)
        assert article_of(url) not in seen.fetches


@pytest.mark.parametrize("row", REDIRECTS, ids=what)
def test_addresses(seen: Seen, row: Row) -> None:
    """By a redirect; test_hostile.py asks for each directly, and has names that lead inside."""
    url = seen.urls[row.what]
    assert seen.recorded(url) == row.recorded
    assert row.seen in seen.told(url)
    assert "pa55word" not in seen.out


def test_what_stands_beside_them_is_had(seen: Seen) -> None:
    assert seen.code == 0
    (well,) = [url for url in seen.fetches if url.endswith("/well")]
    assert seen.told(well) == f"{CLAIM}, undated"


def test_no_claim_is_made_up(seen: Seen) -> None:
    honest = {seen.urls[row.what] for row in (*PAGES, *HANGING) if row.seen == CLAIM}
    honest |= {url for url in seen.claims if url.endswith(("/well", "/one", "/1"))}
    assert set(seen.claims) <= honest
    for claims in seen.claims.values():
        assert all("150 seats" in claim["quote"] for claim in claims)


def test_every_failure_is_told(seen: Seen) -> None:
    out = "".join(seen.out.split())  # lines are broken to fit, long words too
    assert seen.failures
    for failure in seen.failures.values():
        assert "".join(f"failed: {failure.message}".split()) in out


def test_nobody_is_followed(seen: Seen) -> None:
    assert not [headers for headers in seen.headers if "cookie" in headers]


def test_nothing_hostile_was_fetched(seen: Seen) -> None:
    fetched = [fetch.url for fetch in seen.fetches.values() if fetch.status == 200]
    assert all(url.startswith("http://127.0.0.1:") for url in fetched)


def test_the_document_shows_the_same_rows() -> None:
    """After a change: `.venv/bin/python -m tests.misbehaviour.document` writes it anew."""
    assert FILE.read_text(encoding="utf-8") == document()
