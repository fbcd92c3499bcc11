"""The same texts give the same answers, in the same order, on every kind of database."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.export import claim_lines, relation_lines
from monitor.pipeline import import_paths
from monitor.storage import open_store
from tests.builders import NOON
from tests.postgres import PostgresServer
from tests.program import ROOT, text_file

# Names that no two orders of text agree on, and what is said there of one program.
OUTLETS = {
    "Zeitung": "Microsoft FastTrack requires at least 150 seats.",
    "a letter": "Microsoft FastTrack requires at least 250 seats.",
    "A Letter": "FastTrack migration covers only email, Microsoft said.",
    "Éclair": "FastTrack covers email and files, a Microsoft spokesperson said.",
    "eclair-2": "Microsoft will start FastTrack on Sept. 1, 2014.",
    "éclair_3": "FastTrack will start on Oct. 1, 2014, partners were told by Microsoft.",
    "Ωmega": "“We require 50 seats for FastTrack,” said Jane Doe, a vice president at Microsoft.",
    "_draft": "Microsoft lowered the FastTrack minimum to 50 seats.",
}


def answers(url: str, folder: Path) -> list[str]:
    config = load_config(str(ROOT / "config"))
    with open_store(url, clock=lambda: NOON) as store:
        report = import_paths(config, store, [folder], clock=lambda: NOON)
        assert not report.failures
        lines = [*claim_lines(store, config), *relation_lines(store, config)]
        lines += [revision.document for revision in store.revisions()]
        lines += [row.claim.quote for row in store.claims(text="fasttrack", limit=5)]
        return [*lines, repr(store.counts()), repr(store.relations())]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    for number, (name, sentence) in enumerate(OUTLETS.items()):
        for day in (1, 8):
            said = text_file(
                sentence,
                publisher=name,
                title=f"{name}, {day}",
                published=f"2014-07-{day + number:02}",
                url=f"https://outlet{number}.example/{name}/{day}",
            )
            (made / f"{name} {day}.txt").write_text(said, encoding="utf-8")
    return made


def test_an_import_gives_the_same_answers(
    tmp_path: Path, folder: Path, postgres: PostgresServer
) -> None:
    first = answers(f"sqlite:///{tmp_path / 'monitor.db'}", folder)
    with postgres.database() as url:
        assert answers(url, folder) == first
    assert sum('"contradiction"' in line for line in first) > 0
    assert len(first) > 30
