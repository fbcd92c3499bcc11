"""A bundle proves itself, or what was done to it is named; also where the forger hashed anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from monitor.errors import ParseError
from monitor.storage import Store
from tests.builders import QUOTE
from tests.evidence.parts import (
    bundle_of,
    edited,
    filled,
    hashed_anew,
    only,
    packed,
    proof_of,
    unpacked,
)

Files = dict[str, bytes]


pytestmark = pytest.mark.usefixtures("file")  # a bundle is the same, wherever it comes from


@pytest.fixture
def bundle(store: Store) -> bytes:
    return bundle_of(store, "relation", filled(store).key)


def test_a_bundle_as_it_was_made_is_proven(bundle: bytes) -> None:
    proof = proof_of(bundle)
    assert proof.proven
    assert (proof.faults, proof.missing, proof.notes) == ((), (), ())


def test_packing_it_again_takes_nothing_from_it(bundle: bytes) -> None:
    """Who unpacks it and packs it anew has another zip with the same evidence."""
    again = packed(unpacked(bundle))
    assert again != bundle
    assert proof_of(again).proven


KINDS = ["snapshots/.txt", "snapshots/.json", "revisions/.txt", "revisions/.json"]
KINDS += ["claims.json", "relation.json", "fetches.json", "index.html", "VERIFY.txt"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_file_is_named_with_both_hashes(bundle: bytes, kind: str) -> None:
    files = unpacked(bundle)
    folder, _, ending = kind.rpartition("/")
    name = only(files, f"{folder}/", ending) if folder else kind
    files[name] += b" "
    proof = proof_of(packed(files))
    named = [fault for fault in proof.faults if fault.place == name]
    assert {fault.what for fault in named} >= {"size", "SHA-256"}
    assert all(fault.expected and fault.found for fault in named if fault.what == "SHA-256")


@pytest.mark.parametrize("name", ["claims.json", "manifest.json", "SHA256SUMS", "index.html"])
def test_a_file_that_was_taken_out_is_named(bundle: bytes, name: str) -> None:
    files = unpacked(bundle)
    del files[name]
    if name == "manifest.json":
        with pytest.raises(ParseError, match="no evidence bundle"):
            proof_of(packed(files))
        return
    assert (name, "it is not there") in {(f.place, f.what) for f in proof_of(packed(files)).faults}


def test_a_file_that_was_put_in_is_named(bundle: bytes) -> None:
    (fault,) = proof_of(packed({**unpacked(bundle), "more.html": b"read me first"})).faults
    assert (fault.place, fault.what) == ("more.html", "it is in the zip, and not in the manifest")


def claims(change: Callable[[Any], None]) -> Callable[[Files], str]:
    return of("claims.json", lambda rows: change(rows[0]))


def of(name: str, change: Callable[[Any], None]) -> Callable[[Files], str]:
    def act(files: Files) -> str:
        files[name] = edited(files[name], change)
        return name

    return act


def first(folder: str, ending: str, change: Callable[[bytes], bytes]) -> Callable[[Files], str]:
    def act(files: Files) -> str:
        name = only(files, f"{folder}/", ending)
        files[name] = change(files[name])
        return name

    return act


def in_json(folder: str, **changes: object) -> Callable[[Files], str]:
    return first(folder, ".json", lambda c: edited(c, lambda row: row.update(changes)))


def everywhere(old: bytes, new: bytes) -> Callable[[Files], str]:
    def act(files: Files) -> str:
        for name in files:
            files[name] = files[name].replace(old, new)
        return ""

    return act


FORGED = [
    pytest.param(
        claims(lambda c: c.update(quote=c["quote"].replace("150", "900"))),
        "quote at 15-32",
        id="another quote",
    ),
    pytest.param(claims(lambda c: c.update(start=c["start"] + 1)), "quote at 16-32", id="moved"),
    pytest.param(claims(lambda c: c.update(end=10**9)), "the text has", id="past the text"),
    pytest.param(
        claims(lambda c: c["value"].update(low=900)), "key, by place and value", id="another value"
    ),
    pytest.param(
        claims(lambda c: c.update(facet="price")), "key, by place and value", id="another facet"
    ),
    pytest.param(
        claims(lambda c: c.update(qualifiers=[["plan", "e1"]])), "key, by place", id="narrowed"
    ),
    pytest.param(
        claims(lambda c: c.update(document="https://x.example/")),
        "document of its revision",
        id="another document",
    ),
    pytest.param(
        claims(lambda c: c.update(revision="0" * 16)), "its revision 0000", id="another revision"
    ),
    pytest.param(claims(lambda c: c.update(id="0" * 16)), "key, by place", id="another id"),
    pytest.param(
        claims(lambda c: c.update(published="2013-01-01")), "published", id="another date"
    ),
    pytest.param(
        claims(lambda c: c.update(observed="2013-01-01T00:00:00+00:00")),
        "first observed",
        id="another time",
    ),
    pytest.param(
        claims(lambda c: c["value"].update(low="150")), "none that Monitor writes", id="no number"
    ),
    pytest.param(
        claims(lambda c: c.update(value={"x": 1})), "none that Monitor writes", id="no value"
    ),
    pytest.param(
        claims(
            lambda c: c.update(
                value={"amount": "1E+1000000", "currency": "USD", "per": None, "role": "price"}
            )
        ),
        "none that Monitor writes",
        id="a sum that takes hours to write out",
    ),
    pytest.param(
        of("claims.json", lambda rows: rows.append(rows[0])), "in it twice", id="a claim twice"
    ),
    pytest.param(
        of("relation.json", lambda r: r.update(a=["0" * 16], absent=["0" * 16])),
        "a side has no claim",
        id="a side that is said to be gone",
    ),
    pytest.param(claims(lambda c: c.pop("rule")), "0.rule", id="a key less"),
    pytest.param(claims(lambda c: c.update(more=1)), "0.more", id="a key more"),
    pytest.param(of("claims.json", lambda rows: rows.pop()), "its claim", id="a claim less"),
    pytest.param(
        of("relation.json", lambda r: r.update(kind="compatible")), "key, by kind", id="a verdict"
    ),
    pytest.param(
        of("relation.json", lambda r: r.update(a=r["b"], b=r["a"])),
        "does not hold its position",
        id="sides turned",
    ),
    pytest.param(
        of("relation.json", lambda r: r.update(position_a="x")), "key, by kind", id="a position"
    ),
    pytest.param(
        of("relation.json", lambda r: r.update(facet="price")), "facet", id="a relation's facet"
    ),
    pytest.param(
        of("relation.json", lambda r: r.update(topic="other")), "topic", id="a relation's topic"
    ),
    pytest.param(
        of("manifest.json", lambda m: m["about"].update(id="0" * 16)), "it is about", id="about"
    ),
    pytest.param(
        of("manifest.json", lambda m: m["quotes"][0].update(quote="other")),
        "not the quote of claim",
        id="a quote of the manifest",
    ),
    pytest.param(
        of("manifest.json", lambda m: m["quotes"].pop()), "number of quotes", id="a quote less"
    ),
    pytest.param(
        first("revisions", ".txt", lambda c: c.replace(b"seats", b"users")),
        "SHA-256 of the text",
        id="another text",
    ),
    pytest.param(first("revisions", ".txt", lambda c: c + b"\xff"), "not UTF-8", id="no text"),
    pytest.param(in_json("revisions", document="https://x.example/"), "key, by", id="whose text"),
    pytest.param(in_json("revisions", snapshot="0" * 16), "its snapshot 0000", id="which bytes"),
    pytest.param(
        first("snapshots", ".txt", lambda c: c + b"!"), "SHA-256 of its bytes", id="other bytes"
    ),
    pytest.param(
        in_json("snapshots", observed="2013-01-01T00:00:00+00:00"), "key, by doc", id="fetched when"
    ),
    pytest.param(in_json("snapshots", size=1), "size of its bytes", id="their size"),
    pytest.param(in_json("snapshots", id="0" * 16), "called otherwise", id="their name"),
    pytest.param(
        in_json("snapshots", body="claims.json"), "called otherwise", id="bytes that are none"
    ),
    pytest.param(in_json("revisions", id="0" * 16), "called otherwise", id="a text's name"),
    pytest.param(in_json("revisions", text="claims.json"), "called otherwise", id="no text of it"),
    pytest.param(
        in_json("snapshots", pages=[{"size": 1, "sha256": "0"}]), "its pages", id="their pages"
    ),
    pytest.param(
        of("fetches.json", lambda rows: rows[0]["requests"].pop()), "does not show", id="requests"
    ),
    pytest.param(
        claims(lambda c: c["speaker"].update(name="Somebody")), "does not show", id="a speaker"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("forge", "says"), FORGED)
def test_a_forger_who_hashes_anew_is_found_out_by_the_keys(
    bundle: bytes, forge: Callable[[Files], str], says: str
) -> None:
    files = unpacked(bundle)
    forge(files)
    proof = proof_of(packed(hashed_anew(files)))
    assert says in " | ".join(str(fault) for fault in proof.faults)


def test_a_sheet_that_tells_a_tale_is_found_out(bundle: bytes) -> None:
    files = unpacked(bundle)
    files["index.html"] = files["index.html"].replace(QUOTE.encode(), b"900 seats or more")
    (fault,) = proof_of(packed(hashed_anew(files))).faults
    assert (fault.place, fault.what) == (
        "index.html",
        "it does not show what the other files hold",
    )


def test_a_sheet_of_another_version_is_not_judged_and_that_is_said(bundle: bytes) -> None:
    files = unpacked(bundle)
    files["manifest.json"] = edited(
        files["manifest.json"], lambda m: m["made_by"].update(monitor="0.0.1")
    )
    proof = proof_of(packed(hashed_anew(files)))
    assert proof.proven
    assert "Monitor 0.0.1" in proof.notes[0]


def test_bytes_that_were_taken_out_and_owned_up_to_are_not_proven_in_full(bundle: bytes) -> None:
    files = unpacked(bundle)
    name = only(files, "snapshots/", ".json")
    body = json.loads(files[name])["body"]
    files[name] = edited(files[name], lambda row: row.update(body=None, missing="lost"))
    del files[body]
    proof = proof_of(packed(hashed_anew(files)))
    assert not proof.proven
    assert "lost" in proof.missing[0]


NO_BUNDLES = [
    pytest.param(b"", "too short", id="empty"),
    pytest.param(b"PK", "too short", id="two letters"),
    pytest.param(b"x" * 5000, "no zip", id="no zip"),
    pytest.param(packed({}), "no manifest.json", id="an empty zip"),
    pytest.param(packed({"a.txt": b"a"}), "no manifest.json", id="another zip"),
    pytest.param(
        packed({"manifest.json": b'{"format": "monitor-evidence", "version": 2}'}),
        "of a format that this Monitor knows",
        id="of a later Monitor",
    ),
    pytest.param(
        packed({"manifest.json": b'{"format": "other"}'}), "of a format", id="of another program"
    ),
]


@pytest.mark.parametrize(("content", "says"), NO_BUNDLES)
def test_what_is_no_bundle_at_all(content: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        proof_of(content)


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 5000, b'"\\ud800"', b"NaN"]
)
@pytest.mark.parametrize("name", ["claims.json", "fetches.json", "relation.json", "SHA256SUMS"])
def test_junk_in_place_of_a_file_is_a_fault(bundle: bytes, name: str, junk: bytes) -> None:
    files = unpacked(bundle)
    files[name] = junk
    assert name in {fault.place for fault in proof_of(packed(files)).faults}
