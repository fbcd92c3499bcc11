"""Reading kept snapshots again: without news, without loss, and without a trace if nothing changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.config import Config, load_config
from monitor.config.reader import Wishes
from monitor.demo.newsroom import Newsroom
from monitor.digest.gather import gather_digest
from monitor.export import claim_lines, relation_lines
from monitor.interval import DaySpan, NumberSpan
from monitor.news import NEWS
from monitor.pipeline import (
    CrawlReport,
    DocumentChange,
    Stages,
    crawl_sources,
    read_pending,
    reread,
)
from monitor.storage import KeptRevision, Store, open_store, utc_now
from monitor.types import TOLD, Origin, Revision
from monitor.values import Quantity
from tests.behind import raw, rows_in, tables_of
from tests.builders import a_snapshot
from tests.guide import GUIDE
from tests.program import ARTICLE, MINIMUM, ROOT, Program

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def dump(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the log of runs."""
    names = [name for name in tables_of(url) if name not in ("run", "sqlite_sequence")]
    return {name: rows_in(url, name) for name in names}


def lines(config: Config, store: Store) -> list[str]:
    return [*claim_lines(store, config), *relation_lines(store, config)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, Path]:
    """The database of the demo, crawled twice, and the config it was crawled with."""
    file = tmp_path_factory.mktemp("demo") / "monitor.db"
    config = load_config(str(ROOT / "config"))
    crawl = config.settings.crawl.model_copy(update={"allow_loopback": True, "delay": 0.0})
    settings = config.settings.model_copy(update={"crawl": crawl})
    with Newsroom(ROOT / "config" / "demo") as newsroom, open_store(f"sqlite:///{file}") as store:
        config = replace(config, settings=settings, sources=newsroom.sources())
        for edition in (1, 2):
            newsroom.edition = edition
            report: CrawlReport = crawl_sources(config, store, config.sources, clock=utc_now)
            assert not report.failures
    return config, file


@pytest.fixture
def demo(crawled: tuple[Config, Path], program: Program) -> Iterator[tuple[Config, Store, str]]:
    """A copy of it for one test."""
    config, file = crawled
    program.fill(file)
    with program.store() as store:
        yield config, store, program.database


Demo = tuple[Config, Store, str]


def test_with_the_same_rules_all_stays_to_the_letter(demo: Demo) -> None:
    config, store, url = demo
    rows, told = dump(url), lines(config, store)
    report = reread(config, store, clock=utc_now, everything=True)
    assert (report.documents, report.changed, report.failures) == (15, 0, [])
    assert dump(url) == rows
    assert lines(config, store) == told
    assert len(told) > 100


def test_the_guide_shows_relations_under_the_ids_they_have_at_any_port(demo: Demo) -> None:
    _, store, _ = demo
    shown = re.findall(r"^[A-Z ]+  \w+  ([0-9a-f]{16})$", GUIDE.read_text("utf-8"), re.M)
    assert set(shown) <= {row.relation.key for row in store.relations()}
    assert len(set(shown)) > 2


def age(store: Store, *documents: str) -> None:
    """As if an older Monitor had read these documents, or all."""
    for document in documents or store.documents_read():
        for kept in store.kept_snapshots(document):
            store.mark_read(kept.key, kept.outcome, "0/1/1")


def rows_of(url: str, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """What they say, whichever number a row has and whenever it was written."""
    return {name: rows_in(url, name, without=("id", "written")) for name in tables}


DRAWN = ("revision", "claim", "relation")


def put(store: Store, old: KeptRevision, new: Revision, shift: int = 0) -> None:
    """In place of a revision another one that bears its claims, as many signs further on."""
    rows = store.claims(revision=old.revision.key)
    moved = [
        replace(
            row.claim,
            revision=new.key,
            start=row.claim.start + shift,
            end=row.claim.end + shift,
            published=new.published,
        )
        for row in rows
    ]
    slots = {claim.key: row.slot for claim, row in zip(moved, rows, strict=True)}
    known = {c.key: (r.recorded, r.news) for c, r in zip(moved, rows, strict=True)}
    with store.transaction():
        store.drop_revision(old.revision.key)
        store.put_revision(replace(old, revision=new))
        store.put_claims(new.key, moved, slots, earlier=known)


def test_only_what_another_version_read_is_read_and_then_no_more(demo: Demo) -> None:
    config, store, url = demo
    some = store.documents_read()[:4]
    age(store, *some)
    rows = rows_of(url, *DRAWN)
    assert reread(config, store, clock=utc_now).documents == 4
    assert reread(config, store, clock=utc_now).documents == 0
    assert rows_of(url, *DRAWN) == rows


@pytest.mark.usefixtures("file")  # slow, and of what a key is made of
def test_a_better_main_text_keeps_when_all_in_it_was_recorded(demo: Demo) -> None:
    """The older reader left a menu on top of every text, so every key was another one."""
    config, store, url = demo
    wanted = rows_of(url, *DRAWN)
    menu = "Home News About\n\n"
    for document in store.documents_read():
        for kept in store.kept_revisions(document):
            text = menu + kept.revision.text
            put(store, kept, replace(kept.revision, text=text, reader="0"), len(menu))
    age(store)
    before = rows_of(url, *DRAWN)
    assert before["revision"] != wanted["revision"]
    report = reread(config, store, clock=utc_now)
    assert report.counts() == {
        "documents": 15,
        "changed": 15,
        "revisions_new": 16,
        "revisions_gone": 16,
        "claims_new": 0,
        "claims_gone": 0,
        "claims_changed": 0,
        "relations_new": 0,
        "relations_gone": 0,
        "failures": 0,
    }
    assert rows_of(url, *DRAWN) == wanted


def overlook(store: Store, url: str, facet: str) -> int:
    """As if an older extractor had found no claim of this facet; how many there were."""
    found = len(store.claims(facet=facet))
    assert found
    raw(url, *(f"DELETE FROM {name} WHERE facet = '{facet}'" for name in ("claim", "relation")))
    age(store)
    return found


def test_what_is_found_only_now_is_no_news(demo: Demo) -> None:
    config, store, url = demo
    told = store.relations(kinds=TOLD, facet="threshold")
    found = overlook(store, url, "threshold")
    before = utc_now()
    report = reread(config, store, clock=utc_now)
    assert (report.claims_new, report.claims_gone, report.claims_changed) == (found, 0, 0)
    again = store.relations(kinds=TOLD, facet="threshold")
    assert {row.relation for row in again} == {row.relation for row in told}
    now = [*store.claims(facet="threshold"), *again]
    assert {(row.news, row.recorded > before) for row in now} == {(False, True)}
    digest = gather_digest(
        config, store, Wishes(), since=before, until=utc_now() + timedelta(minutes=1)
    )
    assert digest.quiet


def test_what_is_found_no_more_goes_with_its_relations(demo: Demo) -> None:
    config, store, url = demo
    wanted = rows_of(url, *DRAWN)
    rows = store.claims(revision=store.claims()[0].claim.revision)
    revision = rows[0].claim.revision
    wrong = replace(rows[0].claim, value=Quantity(NumberSpan(7, None), "seat", "minimum"))
    slots = {row.claim.key: row.slot for row in rows} | {wrong.key: rows[0].slot}
    store.put_claims(revision, [*(row.claim for row in rows), wrong], slots)
    age(store)
    report = reread(config, store, clock=utc_now)
    assert (report.changed, report.claims_gone) == (1, 1)
    assert rows_of(url, *DRAWN) == wanted


def test_a_rehearsal_tells_the_same_and_writes_nothing(demo: Demo) -> None:
    config, store, url = demo
    found = overlook(store, url, "timing")
    rows, runs = dump(url), store.runs()
    told: list[DocumentChange] = []
    rehearsed = reread(config, store, clock=utc_now, rehearse=True, told=told.append)
    assert (dump(url), store.runs()) == (rows, runs)
    assert sum(len(change.claims) for change in told) == found
    real = reread(config, store, clock=utc_now)
    # Rehearsed one by one, no document sees what the others would change.
    alone = {"relations_new": 0, "relations_gone": 0}
    assert rehearsed.counts() | alone == real.counts() | alone


@pytest.mark.usefixtures("file")  # slow, and of comparing alone
def test_two_documents_that_both_change_keep_what_stands_between_them(demo: Demo) -> None:
    """The older reader dated all a year too late: while half are reread, half lie far off."""
    config, store, url = demo
    wanted = rows_of(url, *DRAWN)
    year = timedelta(365)
    for document in store.documents_read():
        for kept in store.kept_revisions(document):
            at = kept.revision.published
            assert at
            assert at.earliest
            late = DaySpan.day(at.earliest + year)
            put(store, kept, replace(kept.revision, published=late, reader="0"))
    age(store)
    report = reread(config, store, clock=utc_now)
    assert report.changed
    assert (report.relations_new, report.relations_gone) == (set(), {})
    assert rows_of(url, *DRAWN) == wanted


def test_a_document_that_cannot_be_read_keeps_its_rows_and_the_others_go_on(demo: Demo) -> None:
    config, store, url = demo
    document = store.documents_read()[3]
    snapshot = store.kept_snapshots(document)[0].key
    raw(
        url,
        "UPDATE body SET content = substr(content, 2, 1) WHERE sha256 ="
        f" (SELECT sha256 FROM snapshot WHERE key = '{snapshot}')",
    )
    age(store)
    rows = rows_of(url, *DRAWN)
    report = reread(config, store, clock=utc_now)
    assert (report.documents, len(report.failures)) == (15, 1)
    assert [failure.url for failure in store.failures()] == [document]
    assert rows_of(url, *DRAWN) == rows
    assert reread(config, store, clock=utc_now).documents == 1, "it is tried again"


def test_what_failed_once_is_tried_again(demo: Demo) -> None:
    config, store, _ = demo
    document = store.claims()[0].claim.document
    wanted = len(store.claims(document=document))
    for kept in store.kept_revisions(document):
        store.drop_revision(kept.revision.key)
    for one in store.kept_snapshots(document):
        store.mark_read(one.key, "failed: ParseError", "0/1/1")
    assert reread(config, store, clock=utc_now).claims_new == wanted
    assert {one.outcome for one in store.kept_snapshots(document)} == {"article"}


class _StoppedError(Exception):
    pass


@pytest.mark.usefixtures("file")  # a stopped import is tried on both
def test_stopped_in_the_middle_it_goes_on_from_there(demo: Demo) -> None:
    config, store, url = demo
    overlook(store, url, "scope")
    seen: list[str] = []

    def stop(change: DocumentChange) -> None:
        seen.append(change.document)
        if len(seen) == 3:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        reread(config, store, clock=utc_now, told=stop)
    assert store.runs()[0].outcome == "interrupted"
    reread(config, store, clock=utc_now, told=stop)
    assert len(seen) == len(set(seen)) > 3
    report = reread(config, store, clock=utc_now, everything=True)
    assert report.changed == 0


@pytest.mark.usefixtures("file")  # of reading alone
def test_a_source_no_longer_configured_keeps_its_outlet(demo: Demo) -> None:
    config, store, url = demo
    wanted = rows_of(url, *DRAWN)
    report = reread(replace(config, sources=()), store, clock=utc_now, everything=True)
    assert report.changed == 0
    assert rows_of(url, *DRAWN) == wanted


def test_some_documents_or_sources_alone(demo: Demo) -> None:
    config, store, _ = demo
    documents = store.documents_read(sources=["vendor-docs"])
    document = next(one for one in store.documents_read() if one not in documents)
    two = reread(
        config, store, clock=utc_now, everything=True, documents=[document], sources=["vendor-docs"]
    )
    assert two.documents == 3


@pytest.mark.parametrize(
    ("origin", "marked", "news"),
    [
        pytest.param("crawl", (), True, id="what a crawl finds is news"),
        pytest.param("archive", (), False, id="an archive's capture is of the past"),
        pytest.param("archive", (NEWS,), True, id="unless it is asked for"),
    ],
)
def test_what_is_news_when_it_is_first_read(
    url: str, origin: Origin, marked: tuple[tuple[str, str], ...], news: bool
) -> None:
    config = load_config(str(ROOT / "config"))
    with open_store(url) as store:
        for number in (1, 2):
            text = ARTICLE.format(sentence=MINIMUM.replace("150", f"{number}50"))
            body = f"<html><body><article><p>{text}</p></article></body></html>".encode()
            address = f"https://outlet{number}.example/1"
            shot = a_snapshot(document=address, body=body, origin=origin, headers=marked)
            store.add_snapshot(shot)
        read_pending(Stages(config), store, CrawlReport(), utc_now, lambda line: None)
        found = [*store.claims(), *store.relations()]
        assert len(found) == 3
        assert {row.news for row in found} == {news}
