"""What the tests of reviewing share: a config, and a contradiction in a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from monitor.config import Config, load_config
from monitor.interval import NumberSpan
from monitor.storage import Store, StoredRelation
from monitor.types import Attribution, AttributionKind, Claim
from monitor.values import Quantity
from tests.builders import a_claim, a_relation, a_revision, a_speaker, keep_revision

ROOT = Path(__file__).resolve().parents[2]


def a_config() -> Config:
    """The shipped one, whose first topic is made the builders': of a vendor called Vendor."""
    config = load_config(str(ROOT / "config"))
    topic = config.topics[0].model_copy(update={"key": "program", "vendor": "Vendor"})
    return replace(config, topics=(topic,))


def keep_word(
    store: Store,
    outlet: str,
    seats: int = 150,
    *,
    kind: AttributionKind = "outlet",
    organisation: str | None = None,
    news: bool = True,
) -> Claim:
    """A claim on a page of its own, kept now."""
    text = f"{outlet} has it that {seats} seats or more are needed. Nobody else was asked."
    revision = a_revision(document=f"https://{outlet}.example/1", publisher=outlet, text=text)
    kept = keep_revision(store, revision)
    speaker = a_speaker(organisation=organisation)
    claim = a_claim(
        kept,
        quote=f"{seats} seats or more",
        value=Quantity(NumberSpan(seats, None), "seat", "minimum"),
        attribution=Attribution(speaker, kind, "said", (outlet,)),
    )
    store.put_claims(kept.key, [claim], {claim.key: "slot-1"}, news=news)
    return claim


def relate(store: Store, a: Sequence[Claim], b: Sequence[Claim], **changes: str) -> StoredRelation:
    """The one relation of the slot, as it stands with these claims."""
    relation = a_relation(a=tuple(one.key for one in a), b=tuple(one.key for one in b), **changes)
    store.put_relations("slot-1", [relation])
    return store.relation(relation.key)
