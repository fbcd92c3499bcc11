"""What a bundle holds, how it is written, and that a stranger can check it by hand."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import OutputError
from monitor.storage import Store
from monitor.storage.rows import FoundKind
from monitor.types import PAGE_BREAK
from tests.behind import raw
from tests.builders import ADDRESS, NOON, QUOTE, TEXT, a_claim, a_snapshot, keep_claims
from tests.evidence.parts import (
    LATER,
    MADE,
    OTHER,
    OTHER_QUOTE,
    OTHER_TEXT,
    SLOT,
    a_250,
    bundle_of,
    filled,
    keep_page,
    only,
    proof_of,
    related,
    unpacked,
)


def test_a_relation_comes_with_both_sides_down_to_the_bytes(store: Store) -> None:
    relation = filled(store)
    files = unpacked(bundle_of(store, "relation", relation.key))
    kinds = sorted({re.sub(r"[0-9a-f]{16,}", "ID", name) for name in files})
    assert kinds == [
        "SHA256SUMS",
        "VERIFY.txt",
        "claims.json",
        "fetches.json",
        "index.html",
        "manifest.json",
        "relation.json",
        "revisions/ID.json",
        "revisions/ID.txt",
        "snapshots/ID.json",
        "snapshots/ID.txt",
    ]
    claims = json.loads(files["claims.json"])
    assert [claim["id"] for claim in claims] == [*relation.a, *relation.b]
    for claim in claims:
        text = files[f"revisions/{claim['revision']}.txt"].decode()
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    told = json.loads(files["relation.json"])
    assert (told["kind"], told["explanation"]) == (relation.kind, relation.explanation)
    requests = [row["requests"] for row in json.loads(files["fetches.json"])]
    assert [[one["at"] for one in rows] for rows in requests] == [
        [NOON.isoformat()],
        [LATER.isoformat()],
    ]


def test_the_bytes_are_those_that_came(store: Store) -> None:
    relation = filled(store)
    files = unpacked(bundle_of(store, "relation", relation.key))
    for name in (n for n in files if n.startswith("snapshots/") and n.endswith(".json")):
        told = json.loads(files[name])
        assert hashlib.sha256(files[told["body"]]).hexdigest() == told["sha256"]
        assert files[told["body"]] == store.snapshot(told["id"]).body


def test_offsets_count_characters_and_not_bytes(store: Store) -> None:
    text = f"“日本” 😀 e\u0301\r\n{TEXT}"
    revision = keep_page(store, ADDRESS, text, NOON)
    keep_claims(store, claim := a_claim(revision, quote=QUOTE), slot=SLOT)
    bundle = bundle_of(store, "claim", claim.key)
    (quote,) = json.loads(unpacked(bundle)["manifest.json"])["quotes"]
    assert unpacked(bundle)[quote["file"]].decode()[quote["start"] : quote["end"]] == QUOTE
    assert proof_of(bundle).proven


ABOUT: list[tuple[FoundKind, int, int]] = [
    ("relation", 2, 2),
    ("claim", 1, 1),
    ("revision", 1, 1),
    ("snapshot", 1, 1),
    ("document", 1, 2),
]


@pytest.mark.parametrize(("kind", "claims", "revisions"), ABOUT, ids=[row[0] for row in ABOUT])
def test_a_bundle_of_anything_that_has_an_id(
    store: Store, kind: FoundKind, claims: int, revisions: int
) -> None:
    relation = filled(store)
    edit = keep_page(store, ADDRESS, "It is written anew, and says no number.", LATER)
    claim = store.claim(relation.a[0]).claim
    keys = {
        "relation": relation.key,
        "claim": claim.key,
        "revision": claim.revision,
        "snapshot": store.revision(claim.revision).snapshot,
        "document": edit.document,
    }
    bundle = bundle_of(store, kind, keys[kind])
    files = unpacked(bundle)
    assert json.loads(files["manifest.json"])["about"] == {"kind": kind, "id": keys[kind]}
    assert len(json.loads(files["claims.json"])) == claims
    assert len([name for name in files if re.match(r"revisions/\w+\.txt", name)]) == revisions
    assert proof_of(bundle).proven


def test_a_snapshot_that_gave_no_text_is_evidence_too(store: Store) -> None:
    filled(store)
    wall = a_snapshot(document="https://a.example/", body=b"<p>Log in to read on.</p>")
    store.add_snapshot(wall)
    bundle = bundle_of(store, "snapshot", wall.key)
    assert proof_of(bundle).proven


def test_the_same_state_and_time_give_the_same_bytes(store: Store) -> None:
    relation = filled(store)
    assert bundle_of(store, "relation", relation.key) == bundle_of(store, "relation", relation.key)
    later = bundle_of(store, "relation", relation.key, MADE + timedelta(seconds=1))
    assert later != bundle_of(store, "relation", relation.key)


def test_a_session_with_the_outlet_is_not_passed_on(store: Store) -> None:
    relation = filled(store)
    files = unpacked(bundle_of(store, "relation", relation.key))
    assert not [name for name, content in files.items() if b"secret" in content]
    headers = json.loads(files[only(files, "snapshots/", ".json")])["headers"]
    assert [name for name, _ in headers] == ["content-type", "set-cookie"]


def test_an_article_of_several_pages_tells_of_each(store: Store) -> None:
    body = b"<p>one</p>" + PAGE_BREAK % b"https://a.example/2" + b"<p>two</p>"
    revision = keep_page(store, ADDRESS, TEXT, NOON, body=body)
    bundle = bundle_of(store, "revision", revision.key)
    files = unpacked(bundle)
    pages = json.loads(files[f"snapshots/{revision.snapshot}.json"])["pages"]
    wanted = [hashlib.sha256(page).hexdigest() for page in (b"<p>one</p>", b"<p>two</p>")]
    assert [page["sha256"] for page in pages] == wanted
    assert proof_of(bundle).proven


def test_bytes_that_are_no_text_are_called_so(store: Store) -> None:
    revision = keep_page(
        store, ADDRESS, TEXT, NOON, body=bytes(range(256)), headers=(("content-type", "image/gif"),)
    )
    assert only(unpacked(bundle_of(store, "revision", revision.key)), "snapshots/", ".bin")


GONE = [
    pytest.param(
        "UPDATE body SET content = substr(content, 1, 0)", "not those that came", id="emptied"
    ),
    pytest.param("UPDATE body SET content = substr(content, 2, 2)", "damaged", id="damaged"),
    pytest.param("UPDATE body SET size = size - 5", "not those that came", id="others"),
]


@pytest.mark.parametrize(("statement", "says"), GONE)
def test_without_its_bytes_it_is_made_and_marked(
    store: Store, url: str, statement: str, says: str
) -> None:
    relation = filled(store)
    raw(url, statement)
    bundle = bundle_of(store, "relation", relation.key)
    files = unpacked(bundle)
    told = json.loads(files[only(files, "snapshots/", ".json")])
    assert told["body"] is None
    assert says in told["missing"]
    assert "Not in this bundle" in files["index.html"].decode()
    assert told["id"] in files["VERIFY.txt"].decode()
    proof = proof_of(bundle)
    assert (proof.faults, proof.proven, len(proof.missing)) == ((), False, 2)


def test_a_side_of_very_many_claims_is_bounded_and_counted(store: Store) -> None:
    claims = []
    for number in range(4):
        page = keep_page(store, f"https://o.example/{number}", f"{TEXT} {number}", NOON)
        keep_claims(store, one := a_claim(page, quote=QUOTE), slot=SLOT)
        claims.append(one)
    other = keep_page(store, "https://o.example/b", TEXT.replace("150", "250"), LATER)
    keep_claims(store, b := a_250(other), slot=SLOT)
    first = related(claims[0], b)
    relation = replace(first, a=tuple(one.key for one in claims))
    store.put_relations(SLOT, [relation])
    bundle = bundle_of(store, "relation", relation.key, most=2)
    files = unpacked(bundle)
    assert json.loads(files["relation.json"])["left_out"] == list(relation.a[2:])
    assert "left out to keep the bundle small: 2." in files["index.html"].decode()
    assert proof_of(bundle).proven


def test_a_claim_that_is_gone_is_told(store: Store, url: str) -> None:
    relation = filled(store)
    other = a_250(keep_page(store, f"{OTHER}/2", OTHER_TEXT, LATER))
    keep_claims(store, other, slot=SLOT)
    store.put_relations(SLOT, [replace(relation, b=(*relation.b, other.key))])
    raw(url, f"DELETE FROM claim WHERE key = '{relation.b[0]}'")
    bundle = bundle_of(store, "relation", relation.key)
    files = unpacked(bundle)
    assert json.loads(files["relation.json"])["absent"] == [relation.b[0]]
    assert "Claims that are not kept any more: 1." in files["index.html"].decode()
    proof = proof_of(bundle)
    assert (proof.faults, proof.proven) == ((), False)
    assert proof.missing == ("claims of the relation that were kept no more: 1",)


def test_a_side_whose_claims_are_all_gone_proves_nothing(store: Store, url: str) -> None:
    relation = filled(store)
    raw(url, f"DELETE FROM claim WHERE key = '{relation.b[0]}'")
    (fault,) = proof_of(bundle_of(store, "relation", relation.key)).faults
    assert (fault.place, fault.what) == ("relation.json", "a side has no claim")


def test_a_bundle_past_measure_is_not_written(store: Store) -> None:
    relation = filled(store)
    with pytest.raises(OutputError, match="ask for a revision or a claim of it instead"):
        bundle_of(store, "relation", relation.key, most_files=5)


HOSTILE = "<script>alert(1)</script><img src=x onerror=y> \u202egpj.exe\x1b[31m"


def test_the_sheet_holds_no_mark_up_of_strangers(store: Store) -> None:
    text = f"{HOSTILE} {TEXT} {HOSTILE}"
    revision = keep_page(store, ADDRESS, text, NOON)
    quote = f"{HOSTILE} Customers need {QUOTE}"
    keep_claims(store, claim := a_claim(revision, quote=quote), slot=SLOT)
    bundle = bundle_of(store, "claim", claim.key)
    sheet = unpacked(bundle)["index.html"].decode()
    assert "<script" not in sheet
    assert "<img" not in sheet
    assert not set("\x1b\u202e") & set(sheet)
    assert proof_of(bundle).proven


def test_the_sheet_tells_all_without_asking_anybody(store: Store) -> None:
    relation = filled(store)
    sheet = unpacked(bundle_of(store, "relation", relation.key))["index.html"].decode()
    assert "default-src 'none'" in sheet
    assert not re.search(r"<(script|img|link|iframe|object)|@import|url\(", sheet)
    assert not re.search(r'(href|src)="(https?:)?//', sheet)
    assert f"<mark>{QUOTE}</mark>" in sheet
    assert f"<mark>{OTHER_QUOTE}</mark>" in sheet
    for words in ("Published", "First observed", "Last observed", "Captured", "Recorded"):
        assert sheet.count(f"<th>{words}</th>") == 2
    assert relation.explanation in sheet


def test_a_stranger_checks_it_with_the_lines_it_gives(store: Store, tmp_path: Path) -> None:
    """The very commands of VERIFY.txt, in a folder of their own, without Monitor."""
    relation = filled(store)
    folder = tmp_path / "unpacked"
    for name, content in unpacked(bundle_of(store, "relation", relation.key)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    how = (folder / "VERIFY.txt").read_text(encoding="utf-8")
    script = re.search(r"<<'END'\n(.*?)^\s+END$", how, re.M | re.S)
    assert script
    lines = "\n".join(line[5:] for line in script.group(1).splitlines())
    done = subprocess.run(
        [sys.executable, "-I", "-c", lines], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [f"{key} True" for key in (*relation.a, *relation.b)]
    assert "sha256sum -c SHA256SUMS" in how
    listed = (folder / "SHA256SUMS").read_text().splitlines()
    for line in listed:
        sha256, _, name = line.partition("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert len(listed) == len([p for p in folder.rglob("*") if p.is_file()]) - 1
