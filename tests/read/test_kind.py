"""Which kind of page it is, before anything it says is taken for content.

The pages are ours, of outlets that do not exist; a file's name says what it is
and what makes it hard: `article--about-cookie-walls-with-a-cookie-banner.html`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.read import Outlet, read_snapshot
from tests.builders import a_snapshot

WORDS = load_config().language.page
OUTLET = Outlet("The Outlet", None, "US")
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def kind_of(html: str) -> str:
    reading = read_snapshot(a_snapshot(body=html.encode()), OUTLET, WORDS)
    assert (reading.revision is None) == (reading.kind != "article")
    return reading.kind


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_kinds(page: Path) -> None:
    assert kind_of(page.read_text(encoding="utf-8")) == page.stem.split("--")[0]
