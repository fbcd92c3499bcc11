"""What the tests of evidence share: a database with two sides, its bundle, and ways to spoil both."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.compare import VERSION
from monitor.compare.slots import position_of
from monitor.evidence.gather import MOST_OF_A_SIDE, gather
from monitor.evidence.limits import MOST_FILES
from monitor.evidence.verify import Proof, verify_bundle
from monitor.evidence.write import write_bundle
from monitor.interval import NumberSpan
from monitor.storage import Found, Store
from monitor.storage.rows import FoundKind
from monitor.types import Claim, Fetch, Relation, Revision
from monitor.values import Quantity
from tests.builders import (
    ADDRESS,
    NOON,
    QUOTE,
    TEXT,
    a_claim,
    a_relation,
    a_revision,
    a_snapshot,
    keep_claims,
)

MADE = datetime(2026, 11, 28, 9, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
OTHER = "https://partner.example/news/2"
SLOT = "program/onboarding/threshold/seats"
OTHER_TEXT = TEXT.replace("150", "250")
OTHER_QUOTE = QUOTE.replace("150", "250")


def a_page(text: str) -> bytes:
    return f"<html><body><script>alert(1)</script><p>{text}</p></body></html>".encode()


def keep_page(store: Store, document: str, text: str, at: datetime, **changes: Any) -> Revision:
    """A page as crawled, with its request and its revision."""
    plain: dict[str, Any] = {
        "document": document,
        "fetched_from": document,
        "body": a_page(text),
        "observed": at,
        "headers": (("content-type", "text/html"), ("set-cookie", "session=secret")),
    }
    snapshot = a_snapshot(**(plain | changes))
    revision = a_revision(snapshot, text=text)
    with store.transaction():
        store.add_snapshot(snapshot)
        store.mark_read(snapshot.key, "article")
        store.add_revision(revision)
        store.log_fetch(
            Fetch(document, "outlet", at, "fetched", 200, "allowed", snapshot=snapshot.key)
        )
    return revision


def a_250(revision: Revision) -> Claim:
    return a_claim(
        revision, quote=OTHER_QUOTE, value=Quantity(NumberSpan(250, None), "seat", "minimum")
    )


def related(a: Claim, b: Claim) -> Relation:
    return a_relation(
        slot=SLOT,
        a=(a.key,),
        b=(b.key,),
        position_a=position_of(a),
        position_b=position_of(b),
        rule=f"disjoint@{VERSION}",
    )


def filled(store: Store) -> Relation:
    """Two outlets that contradict each other."""
    one = keep_page(store, ADDRESS, TEXT, NOON)
    other = keep_page(store, OTHER, OTHER_TEXT, LATER)
    a, b = a_claim(one), a_250(other)
    keep_claims(store, a, b, slot=SLOT)
    relation = related(a, b)
    store.put_relations(SLOT, [relation])
    return relation


def bundle_of(
    store: Store,
    kind: FoundKind,
    key: str,
    at: datetime = MADE,
    *,
    most: int = MOST_OF_A_SIDE,
    most_files: int = MOST_FILES,
) -> bytes:
    """A bundle as it is written, with other bounds where a test wants them."""
    out = io.BytesIO()
    gathered = gather(store, Found(kind, key), most)
    write_bundle(store, gathered, out, at=at, tell=lambda line: None, most_files=most_files)
    return out.getvalue()


def proof_of(bundle: bytes) -> Proof:
    return verify_bundle(io.BytesIO(bundle), "b.zip")


def unpacked(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def hashed_anew(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """As a clever forger would: manifest and sums fit the changed files."""
    new = dict(files)
    manifest = json.loads(new["manifest.json"])
    names = [f["name"] for f in manifest["files"]]
    manifest["files"] = [
        {"name": n, "size": len(new[n]), "sha256": hashlib.sha256(new[n]).hexdigest()}
        for n in names
        if n in new
    ]
    new["manifest.json"] = json.dumps(manifest).encode()
    names = [*(f["name"] for f in manifest["files"]), "manifest.json"]
    sums = (f"{hashlib.sha256(new[n]).hexdigest()}  {n}\n" for n in names)
    new["SHA256SUMS"] = "".join(sums).encode()
    return new


def only(files: Mapping[str, bytes], beginning: str, ending: str) -> str:
    """The first file of that kind."""
    return sorted(n for n in files if n.startswith(beginning) and n.endswith(ending))[0]


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """JSON with a change."""
    rows = json.loads(content)
    change(rows)
    return json.dumps(rows, ensure_ascii=False).encode()
