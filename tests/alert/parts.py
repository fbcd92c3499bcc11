"""What the tests of alerts share: relations in words, a receiver, a place for its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.config import Config
from monitor.config.alert import AlertConfig
from monitor.sides import Side, Told
from monitor.storage import Store
from monitor.types import Attribution, Relation
from tests.builders import (
    NOON,
    a_claim,
    a_relation,
    a_revision,
    a_speaker,
    keep_claims,
    keep_revision,
)
from tests.digest.parts import a_config

VARIABLE = "ALERT_URL"


def an_alert(**changes: Any) -> AlertConfig:
    """Told of every contradiction, wherever it was said; its address is in VARIABLE."""
    plain: dict[str, Any] = {"name": "team", "url_env": VARIABLE, "min_first_hand": 0}
    return AlertConfig.model_validate(plain | changes)


def with_alerts(*alerts: AlertConfig, directory: Path = Path("config")) -> Config:
    """Nobody gets mail, these get alerts."""
    config = a_config(readers=[])
    return replace(config, alerts=alerts, directory=directory)


def at(port: int, path: str = "/hook", front: str = "json://") -> Mapping[str, str]:
    """An environment in which VARIABLE leads there."""
    return {VARIABLE: f"{front}127.0.0.1:{port}{path}"}


def a_side(**changes: Any) -> Side:
    plain = Side(
        claim="c" * 16,
        value="150 seats or more",
        voice="spokesperson, Vendor",
        outlet="The Outlet",
        dated="1 Aug 2014",
        quote="at least 150 seats",
        link="https://outlet.example/news/1",
        first_hand=True,
        more=0,
    )
    return replace(plain, **changes)


def a_told(**changes: Any) -> Told:
    """A contradiction of two minimums in words."""
    plain = Told(
        relation="1" * 16,
        kind="contradiction",
        topic="program",
        topic_name="The Program",
        facet="threshold",
        explanation="One says 150 seats, the other 250.",
        recorded=NOON,
        a=a_side(),
        b=a_side(claim="d" * 16, value="250 seats or more", quote="requires 250 seats"),
    )
    return replace(plain, **changes)


def keep_relation(
    store: Store,
    name: str = "one",
    *,
    text: str = "They need 150 seats or more.",
    hearsay: bool = False,
    news: bool = True,
    **changes: Any,
) -> Relation:
    """Store a contradiction with claims of its own on either side."""
    sides = []
    for side in ("a", "b"):
        address = f"https://outlet.example/{name}/{side}"
        revision = keep_revision(store, a_revision(document=address, text=f"{text} ({side})"))
        said = Attribution(a_speaker(), "hearsay" if hearsay else "indirect", "said", ("Outlet",))
        claim = a_claim(revision, attribution=said)
        keep_claims(store, claim, slot=name)
        sides.append(claim.key)
    relation = a_relation(**{"slot": name, "a": (sides[0],), "b": (sides[1],), **changes})
    store.put_relations(name, [relation], news=news)
    return relation
