"""Zips that somebody made to do harm, and such as were damaged on the way."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from monitor.errors import ParseError
from monitor.evidence.bundle import CLAIMS
from monitor.evidence.limits import MOST_FILES
from monitor.evidence.shape import ClaimRow
from monitor.storage import Store, open_store
from tests.evidence.parts import bundle_of, filled, hashed_anew, only, packed, proof_of, unpacked

pytestmark = pytest.mark.usefixtures("file")  # a bundle is the same, wherever it comes from


@pytest.fixture
def bundle(store: Store) -> bytes:
    return bundle_of(store, "relation", filled(store).key)


def with_entry(name: str, content: bytes = b"x", **marks: int) -> Callable[[bytes], bytes]:
    """A further entry, with these fields of its head set."""

    def act(bundle: bytes) -> bytes:
        out = io.BytesIO(bundle)
        with zipfile.ZipFile(out, "a") as archive:
            entry = zipfile.ZipInfo(name)
            for field, value in marks.items():
                setattr(entry, field, value)
            archive.writestr(entry, content)
        return out.getvalue()

    return act


def encrypted(bundle: bytes) -> bytes:
    """The flag of the first entry set, in both of its heads."""
    changed = bytearray(bundle)
    changed[6] |= 1
    changed[bundle.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def twice(bundle: bytes) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_entry("claims.json", b"[]")(bundle)


HARMFUL = [
    pytest.param(with_entry("../../etc/passwd"), "no file of a bundle", id="out of the folder"),
    pytest.param(with_entry("/etc/passwd"), "no file of a bundle", id="from the root"),
    pytest.param(with_entry("C:\\a.txt"), "no file of a bundle", id="on a drive"),
    pytest.param(with_entry("a\x1b[31m\u202e.txt"), "no file of a bundle", id="hidden signs"),
    pytest.param(with_entry("a/"), "no file of a bundle", id="a folder"),
    pytest.param(with_entry("x" * 300), "not in the manifest", id="a long name"),
    pytest.param(
        with_entry("link", b"/etc/passwd", external_attr=0o120777 << 16), "is a link", id="a link"
    ),
    pytest.param(
        with_entry("a.txt", compress_type=zipfile.ZIP_LZMA), "another way", id="another packing"
    ),
    pytest.param(twice, "2 times", id="one name twice"),
    pytest.param(encrypted, "encrypted", id="encrypted"),
]


@pytest.mark.parametrize(("spoil", "says"), HARMFUL)
def test_what_no_bundle_has_is_named_and_not_touched(
    bundle: bytes, spoil: Callable[[bytes], bytes], says: str
) -> None:
    proof = proof_of(spoil(bundle))
    told = " | ".join(str(fault) for fault in proof.faults)
    assert says in told
    assert not set("\x1b\u202e") & set(told)


def a_bomb(bundle: bytes) -> bytes:
    """Two gigabytes by what its directory says, some kilobytes by what it holds."""
    start = bundle.index(b"PK\x01\x02")
    changed = bytearray(bundle)
    changed[start + 24 : start + 28] = struct.pack("<L", 2_000_000_000)
    return bytes(changed)


def too_many(_bundle: bytes) -> bytes:
    return packed({f"{number}.txt": b"" for number in range(MOST_FILES + 1)})


def large_form(bundle: bytes) -> bytes:
    """With the mark of a zip past 4 GB before its end, whose true directory is elsewhere."""
    return bundle[:-22] + b"PK\x06\x07" + bytes(16) + bundle[-22:]


REFUSED = [
    pytest.param(a_bomb, "do not open it", id="a bomb"),
    pytest.param(too_many, "at most 5,000", id="very many files"),
    pytest.param(large_form, "no zip as Monitor writes it", id="a second directory"),
    pytest.param(lambda b: b + b"x", "not all of one", id="something behind it"),
    pytest.param(lambda b: b[: len(b) // 2], "not all of one", id="half of it"),
    pytest.param(lambda b: b[-40:], "not an evidence bundle", id="its end alone"),
]


@pytest.mark.parametrize(("spoil", "says"), REFUSED)
def test_what_is_past_measure_is_not_opened(
    bundle: bytes, spoil: Callable[[bytes], bytes], says: str
) -> None:
    with pytest.raises(ParseError, match=says):
        proof_of(spoil(bundle))


def test_a_file_that_is_larger_than_it_says_is_read_no_further(bundle: bytes) -> None:
    files = unpacked(bundle)
    files["claims.json"] = bytes(50_000_000)
    whole = packed(files)
    start = whole.index(b"claims.json", whole.index(b"PK\x01\x02")) - 46
    changed = bytearray(whole)
    changed[start + 24 : start + 28] = struct.pack("<L", 100)
    assert "claims.json" in {fault.place for fault in proof_of(bytes(changed)).faults}


def rows_that_share_a_text(files: dict[str, bytes]) -> dict[str, bytes]:
    """Hundreds of rows that name one file of a megabyte: each would have it held once more."""
    row = json.loads(files[only(files, "revisions/", ".json")])
    files[row["text"]] = bytes(1_000_000)
    rows = {
        f"revisions/{number:016}.json": json.dumps(row | {"id": f"{number:016}"}).encode()
        for number in range(300)
    }
    manifest = json.loads(files["manifest.json"])
    manifest["files"] += [{"name": name} for name in rows]
    return hashed_anew(files | rows | {"manifest.json": json.dumps(manifest).encode()})


def a_list_without_end(files: dict[str, bytes]) -> dict[str, bytes]:
    """Lines of a manifest pack to nothing, and each would have its file read once more."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] += manifest["files"][:1] * 1000
    return files | {"manifest.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(rows_that_share_a_text, "called otherwise", id="one text for many"),
        pytest.param(a_list_without_end, "one file twice, or too many", id="a list without end"),
    ],
)
def test_what_is_named_again_and_again_is_neither_read_nor_held_so(
    bundle: bytes, spoil: Callable[[dict[str, bytes]], dict[str, bytes]], says: str
) -> None:
    small = packed(spoil(unpacked(bundle)))
    assert len(small) < 500_000
    tracemalloc.start()
    try:
        proof = proof_of(small)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert says in " | ".join(str(fault) for fault in proof.faults)
    assert most < 100_000_000


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One bundle for all examples."""
    file: Path = tmp_path_factory.mktemp("fuzz") / "monitor.db"
    with open_store(f"sqlite:///{file}") as store:
        return bundle_of(store, "relation", filled(store).key)


def judged(original: bytes, changed: bytes) -> None:
    """Proven only where every file of it is as it was; else a fault is named."""
    try:
        proof = proof_of(changed)
    except ParseError:
        return
    if proof.proven:
        assert unpacked(changed) == unpacked(original)
    else:
        assert proof.faults
        assert all(fault.place and fault.what for fault in proof.faults)


ENOUGH = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ENOUGH
@given(data=st.data())
def test_bytes_changed_put_in_or_taken_out(kept: bytes, data: st.DataObject) -> None:
    changed = bytearray(kept)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(changed) - 1))
        length = data.draw(st.integers(0, 8))
        changed[place : place + length] = data.draw(st.binary(max_size=8))
    judged(kept, bytes(changed))


ANYTHING = st.sampled_from(
    [
        *(None, True, -1, 2**70, 10**400, 1.5, 1e308, float("nan")),
        *("", "x", "start", "\ud800", "\x00", "9999-99-99", "NaN", "1/0", "2014-08-01"),
        *("../x", "manifest.json", [], [[]], ["a"], ["a", "b"], {}, {"state": {}}),
        *([["validity", "x"]], [["bought", "before 2014-99-99"]]),
        {"low": "x"},
        {"low": 2, "high": 1, "unit": "seat", "bound": "minimum"},
        {"amount": "sNaN", "currency": None, "per": None, "role": "price"},
        {"event": "start", "from": 5, "to": None},
        {"who": [], "limits": 5, "eligible": 1},
    ]
)


def places(value: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a JSON value."""
    yield so_far
    rows = enumerate(value) if isinstance(value, list) else ()
    for key, part in value.items() if isinstance(value, dict) else rows:
        yield from places(part, (*so_far, key))


def put(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    if not way:
        return new
    value[way[0]] = put(value[way[0]], way[1:], new)
    return value


@pytest.mark.parametrize(
    "qualifier",
    [
        pytest.param(["validity", "x"], id="a word that is none of ours"),
        pytest.param(["bought", "before 2014-99-99"], id="a day that there is not"),
    ],
)
def test_qualifiers_that_nobody_could_tell_are_refused(kept: bytes, qualifier: list[str]) -> None:
    """With an id that is made of them, too."""
    row = json.dumps(json.loads(unpacked(kept)[CLAIMS])[0] | {"qualifiers": [qualifier]})
    with pytest.raises(ValueError, match=r"no qualifier of|month must be"):
        TypeAdapter(ClaimRow).validate_json(row).claim()


@ENOUGH
@given(data=st.data())
def test_values_of_any_shape_hashed_anew(kept: bytes, data: st.DataObject) -> None:
    """A forger may write anything; what comes of it is a proof or a fault."""
    files = unpacked(kept)
    name = data.draw(st.sampled_from(sorted(name for name in files if name.endswith(".json"))))
    rows = json.loads(files[name])
    way = data.draw(st.sampled_from(list(places(rows))))
    files[name] = json.dumps(put(rows, way, data.draw(ANYTHING))).encode()
    try:
        proof = proof_of(packed(files if name == "manifest.json" else hashed_anew(files)))
    except ParseError:
        return
    assert proof.proven or all(fault.place and fault.what for fault in proof.faults)


@ENOUGH
@given(data=st.data())
def test_files_changed_put_in_or_taken_out(kept: bytes, data: st.DataObject) -> None:
    files = unpacked(kept)
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    place = data.draw(st.integers(0, len(content)))
    content[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    files[name] = bytes(content)
    if data.draw(st.booleans()):
        del files[data.draw(st.sampled_from(sorted(files)))]
    if data.draw(st.booleans()):
        files[data.draw(st.from_regex(r"[a-z]{1,8}\.txt", fullmatch=True))] = b"more"
    judged(kept, packed(files))
