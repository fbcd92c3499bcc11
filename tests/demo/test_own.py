"""Only a database that no more than demos have filled makes way for the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.config.load import bundled
from monitor.demo.newsroom import Newsroom
from monitor.demo.own import only_read_from
from monitor.storage import Store, open_store
from tests.builders import a_snapshot

LOCAL = "http://127.0.0.1:8140/news/1"
OF_A_DEMO = a_snapshot(document=LOCAL, fetched_from=LOCAL, source="channel-ledger")


@pytest.mark.parametrize(
    ("changes", "ours"),
    [
        pytest.param({}, True, id="an article of the demo"),
        pytest.param({"source": "outlet"}, False, id="another outlet on this machine"),
        pytest.param(
            {"fetched_from": "https://ledger.example/1"}, False, id="an outlet of that name"
        ),
        pytest.param({"origin": "import"}, False, id="a file held for an outlet of that name"),
    ],
)
def test_what_a_database_holds(url: str, changes: dict[str, Any], ours: bool) -> None:
    with open_store(url) as store:
        store.add_snapshot(OF_A_DEMO)
        store.add_snapshot(replace(OF_A_DEMO, document=f"{LOCAL}/2", **changes))
        assert _ours(store) is ours


def test_an_empty_one_is_as_good_as_none(url: str) -> None:
    with open_store(url) as store:
        assert _ours(store)


def _ours(store: Store) -> bool:
    return only_read_from(Newsroom(bundled("config") / "demo"), store)
