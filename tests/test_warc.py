"""Archives: what we export comes back to the letter, and anybody's is read, whole or damaged."""

from __future__ import annotations

import gzip
import io
import itertools
import os
import resource
import shutil
import sqlite3
import subprocess
from argparse import Namespace
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from monitor.cli.export import _whole_file
from monitor.errors import ImportFileError
from monitor.types import PAGE_BREAK, Snapshot
from monitor.warc.captures import Taken, snapshot_of_record
from monitor.warc.records import MAX_DAMAGE, MAX_HEAD, Record, read_records
from monitor.warc.write import Archive
from tests.builders import ADDRESS, NOON, a_snapshot
from tests.program import MINIMUM, Program, a_mail, article, on_web, revisions, text_file

TAKEN = Taken(source_of=lambda document: "import", max_body=1_000_000, now=NOON)
PAGE = article(MINIMUM).body


def written(*snapshots: Snapshot, packed: bool = True) -> bytes:
    out = io.BytesIO()
    archive = Archive(out, packed=packed, at=NOON)
    for snapshot in snapshots:
        archive.add(snapshot)
    return out.getvalue()


def read(data: bytes, cap: int = 10_000_000) -> list[Snapshot | ImportFileError]:
    """Snapshots and errors, in order."""
    found: list[Snapshot | ImportFileError] = []
    for record in read_records(io.BytesIO(data), "a.warc", cap=cap):
        try:
            made = snapshot_of_record(record, TAKEN) if isinstance(record, Record) else record
        except ImportFileError as error:
            made = error
        if made is not None:
            found.append(made)
    return found


def snapshots_in(data: bytes) -> list[Snapshot]:
    found = read(data)
    assert not [error for error in found if isinstance(error, ImportFileError)]
    return [snapshot for snapshot in found if isinstance(snapshot, Snapshot)]


def messages(data: bytes, cap: int = 10_000_000) -> list[str]:
    return [str(error) for error in read(data, cap) if isinstance(error, ImportFileError)]


def record(kind: str = "response", block: bytes = b"", **fields: str) -> bytes:
    """A record as another program writes it; Target_URI="..." and the like are its fields."""
    plain = {"Target_URI": ADDRESS, "Date": "2014-08-01T12:00:00Z"} | fields
    length = plain.pop("Content_Length", str(len(block)))
    lines = [f"WARC-{name.replace('_', '-')}: {value}" for name, value in plain.items()]
    head = "\r\n".join(["WARC/1.0", f"WARC-Type: {kind}", *lines, f"Content-Length: {length}"])
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, status: int = 200, **headers: str) -> bytes:
    plain = {"Content_Type": "text/html; charset=utf-8"} | headers
    rows = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in plain.items())
    return f"HTTP/1.1 {status} X\r\n{rows}\r\n".encode("latin-1") + body


# What we write, and read again.

ODD = [
    pytest.param(a_snapshot(), id="a page"),
    pytest.param(a_snapshot(body=b""), id="an empty body"),
    pytest.param(a_snapshot(body=bytes(range(256)) * 9), id="every byte"),
    pytest.param(
        a_snapshot(body=b"\r\n\r\nWARC/1.1\r\n\r\n"), id="a body that looks like a record"
    ),
    pytest.param(a_snapshot(headers=()), id="no headers"),
    pytest.param(a_snapshot(headers=(("a", "1"), ("A", ""), ("a", "1"))), id="a name again"),
    pytest.param(a_snapshot(headers=(("x y", "é\r\nevil: 1\0"),)), id="a header that is two"),
    pytest.param(a_snapshot(headers=(("é", "1"), ("", "2"))), id="names that are none"),
    pytest.param(
        a_snapshot(headers=(("content-encoding", "gzip"), ("transfer-encoding", "chunked"))),
        id="codings that a crawl has undone",
    ),
    pytest.param(
        a_snapshot(body=PAGE_BREAK.join([b"one"]) + PAGE_BREAK % b"/2" + b"two"), id="two pages"
    ),
    pytest.param(a_snapshot(status=299), id="a status without a name"),
    pytest.param(a_snapshot(observed=NOON + timedelta(microseconds=1)), id="microseconds"),
    pytest.param(
        a_snapshot(document="nöte \u202e", fetched_from="nöte \u202e.txt", origin="import"),
        id="a file with an odd name",
    ),
    pytest.param(a_snapshot(origin="archive"), id="a capture"),
    pytest.param(a_snapshot(fetched_from="HTTP://é.example/ü?a b"), id="an address as it was sent"),
]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("snapshot", ODD)
def test_a_snapshot_comes_back_to_the_letter(snapshot: Snapshot, packed: bool) -> None:
    data = written(snapshot, packed=packed)
    assert snapshots_in(data) == [snapshot]
    assert snapshots_in(data)[0].key == snapshot.key


@settings(max_examples=150, deadline=None)
@given(
    headers=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=6),
    body=st.binary(max_size=300),
    status=st.integers(-1000, 1000),
    observed=st.datetimes(timezones=st.just(UTC)),
    address=st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=30),
    origin=st.sampled_from(["crawl", "import", "archive"]),
    packed=st.booleans(),
)
def test_any_snapshot_comes_back(
    headers: list[tuple[str, str]],
    body: bytes,
    status: int,
    observed: datetime,
    address: str,
    origin: str,
    packed: bool,
) -> None:
    snapshot = a_snapshot(
        headers=tuple(headers),
        body=body,
        status=status,
        observed=observed,
        fetched_from=address,
        document=f"https://a.example/{address}",
        origin=origin,
    )
    data = written(snapshot, a_snapshot(), packed=packed)
    assert snapshots_in(data) == [snapshot, a_snapshot()]
    assert written(*snapshots_in(data), packed=packed) == data


def check(path: Path) -> int:
    """What `warcio check` ends in: 0 where every digest is true."""
    value: int = Checker(Namespace(inputs=[str(path)], verbose=False)).process_all()
    return value


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_another_program_finds_every_digest_true(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = written(*[param.values[0] for param in ODD], packed=name.endswith(".gz"))  # type: ignore[misc]
    path.write_bytes(data)
    assert check(path) == 0
    if name == "a.warc":
        path.write_bytes(data.replace(b"150 seats", b"151 seats", 1))
        assert check(path) == 1


def test_another_program_reads_what_the_server_sent() -> None:
    snapshot = a_snapshot(headers=(("content-encoding", "gzip"), ("etag", '"é"'), ("a\nb", "c")))
    records = ArchiveIterator(io.BytesIO(written(snapshot)))
    first, second = [
        (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read()) for r in records
    ]
    assert first[0] == "warcinfo"
    kind, fields, http, body = second
    assert (kind, body, fields.protocol) == ("response", snapshot.body, "WARC/1.1")
    assert fields["WARC-Date"] == "2014-08-01T12:00:00.000000Z"
    assert fields["WARC-Target-URI"] == ADDRESS
    assert fields["WARC-Payload-Digest"] == f"sha256:{snapshot.sha256}"
    assert http.headers == [
        ("Content-Length", str(len(snapshot.body))),
        ("X-Archive-Orig-content-encoding", "gzip"),
        ("etag", '"%C3%A9"'),
    ]


def test_a_file_is_a_resource_under_its_name() -> None:
    snapshot = a_snapshot(origin="import", document="a note", fetched_from="a note.eml")
    _, found = list(read_records(io.BytesIO(written(snapshot)), "a", cap=10_000))
    assert isinstance(found, Record)
    assert found.kind == "resource"
    assert found.field("X-Monitor-File-Name") == "a%20note.eml"
    assert found.field("Content-Type") == "message/rfc822"
    assert found.block == snapshot.body


def test_pages_of_one_article_are_marked() -> None:
    snapshot = a_snapshot(body=b"one" + PAGE_BREAK % b"/2" + b"two")
    _, found = list(read_records(io.BytesIO(written(snapshot)), "a", cap=10_000))
    assert isinstance(found, Record)
    assert found.field("X-Monitor-Pages") == "2"


FORGED = [
    pytest.param(b'"status": 200', b'"status": "x"', "no status", id="status"),
    pytest.param(b'"origin": "crawl"', b'"origin": "crowd"', "origin", id="origin"),
    pytest.param(b'"document": "https', b'"document": "httpz', "not those", id="other document"),
    pytest.param(
        b"2014-08-01T12:00:00.000000Z\r\nWARC-Record-ID: <urn:uuid:",
        b"2014-08-01T13:00:00.000000Z\r\nWARC-Record-ID: <urn:uuid:",
        "not those",
        id="other moment",
    ),
    pytest.param(b'"headers": [[', b'"headers": [[[', "X-Monitor-Snapshot|Expecting", id="headers"),
    pytest.param(b"X-Monitor-Snapshot: {", b"X-Monitor-Snapshot: [", "", id="no object"),
    pytest.param(b"150 seats", b"151 seats", "digest", id="other words"),
]


@pytest.mark.parametrize(("old", "new", "says"), FORGED)
def test_a_record_of_ours_that_was_changed_is_refused(old: bytes, new: bytes, says: str) -> None:
    head, mark, rest = written(a_snapshot(), a_snapshot(body=b"next"), packed=False).partition(
        b"WARC-Type: response"
    )
    changed = b""
    for part in ((head + mark + rest).split(b"WARC/1.1\r\n"))[1:]:
        once = part.replace(old, new, 1) if b"urn" in part and b"150 seats" in part else part
        changed += b"WARC/1.1\r\n" + once
    bad, good = read(changed)
    assert isinstance(bad, ImportFileError)
    assert any(word in str(bad) for word in says.split("|"))
    assert good == a_snapshot(body=b"next")


# What others wrote.


def chunked(data: bytes, size: int = 100) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;x=1\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CAPTURES = [
    pytest.param(answer(), id="plain"),
    pytest.param(answer(gzip.compress(PAGE), Content_Encoding="gzip"), id="gzip"),
    pytest.param(answer(chunked(PAGE), Transfer_Encoding="chunked"), id="chunked"),
    pytest.param(
        answer(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        id="gzip in chunks",
    ),
    pytest.param(answer(Content_Encoding="gzip"), id="gzip already undone, as browsers archive"),
    pytest.param(answer(Content_Encoding="br"), id="brotli already undone"),
    pytest.param(answer(Transfer_Encoding="chunked"), id="chunks already joined"),
    pytest.param(answer(X_Monitor_Publisher="Evil", Set_Cookie="a=b"), id="headers not to keep"),
]


@pytest.mark.parametrize("block", CAPTURES)
def test_a_page_that_another_program_captured(block: bytes) -> None:
    address = "HTTPS://Outlet.Example:443/news/1?utm_source=x#top"
    (found,) = snapshots_in(record(block=block, Target_URI=address))
    assert (found.document, found.origin, found.status) == (ADDRESS, "archive", 200)
    assert (found.body, found.observed, found.fetched_from) == (PAGE, NOON, address)
    assert found.header("content-type") == "text/html; charset=utf-8"
    assert {name for name, _ in found.headers} <= {
        "content-type",
        "content-encoding",
        "transfer-encoding",
    }


LEFT_OUT = [
    pytest.param(record("request", b"GET / HTTP/1.1\r\n\r\n"), id="a request"),
    pytest.param(record("metadata", b"via: x\r\n"), id="metadata"),
    pytest.param(record("revisit", answer(b"")), id="a page that had not changed"),
    pytest.param(record("resource", b"<html>"), id="a resource of another program"),
    pytest.param(record(block=answer(status=404)), id="an error page"),
    pytest.param(record(block=answer(status=301)), id="a redirect"),
    pytest.param(record(block=answer(Content_Type="image/png")), id="a picture"),
    pytest.param(record(block=b"a.example A 1", Target_URI="dns:a.example"), id="a host's name"),
    pytest.param(record(block=b"junk", Target_URI="file:///etc/passwd"), id="a path"),
    pytest.param(record("frob", b"junk"), id="a kind nobody knows"),
]


@pytest.mark.parametrize("data", LEFT_OUT)
def test_what_is_no_page_is_left_out(data: bytes) -> None:
    assert read(data + record(block=answer())) == snapshots_in(record(block=answer()))


REFUSED = [
    pytest.param(record(block=answer(), Target_URI="http://"), "no web address", id="no host"),
    pytest.param(record(block=answer(), Target_URI="http://[1/"), "no web address", id="half IPv6"),
    pytest.param(record(block=answer(), Target_URI=ADDRESS + "/" * 3000), "long", id="endless"),
    pytest.param(record(block=answer(), Target_URI=ADDRESS + "\x1b[31m"), "strange", id="signs"),
    pytest.param(record(block=answer(), Date="yesterday"), "no WARC-Date", id="no date"),
    pytest.param(record(block=answer(), Date="2999-01-01T00:00:00Z"), "future", id="future"),
    pytest.param(record(block=b"<html>"), "head of the answer", id="no head"),
    pytest.param(record(block=b"SMTP 1\r\n\r\n"), "begins with", id="another protocol"),
    pytest.param(
        record(block=answer(gzip.compress(bytes(2_000_000)), Content_Encoding="gzip")),
        "grows past",
        id="a bomb",
    ),
    pytest.param(record(block=answer(bytes(2_000_000))), "larger", id="larger than max_body"),
    pytest.param(record(block=answer(bytes(9_000_000))), "max_body", id="larger than a head more"),
    pytest.param(
        record(block=answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")),
        "breaks off",
        id="gzip cut short",
    ),
    pytest.param(
        record(block=answer(b"\x81\x00", Content_Encoding="br")), "encoded as br", id="brotli"
    ),
    pytest.param(
        record(block=answer(chunked(PAGE)[:-9], Transfer_Encoding="chunked")),
        "chunk",
        id="chunks cut short",
    ),
    pytest.param(record(block=answer(), Block_Digest="sha1:" + "A" * 32), "digest", id="digest"),
]


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_a_record_that_cannot_be_used_is_told_and_the_next_is_read(data: bytes, says: str) -> None:
    bad, good = read(data + record(block=answer(), Target_URI="<https://outlet.example/2>"))
    assert isinstance(bad, ImportFileError)
    assert says in str(bad)
    assert "at byte 0" in str(bad)
    assert "\x1b" not in str(bad)
    assert isinstance(good, Snapshot)
    assert good.document == "https://outlet.example/2"


# Damage.

GOOD = record(block=answer())
ENDS = [
    pytest.param(GOOD + GOOD[:-300], "breaks off after", id="cut in a body"),
    pytest.param(GOOD + GOOD[:30], "breaks off in its head", id="cut in a head"),
    pytest.param(GOOD + b"junk\n" + GOOD, "does not begin as one", id="junk between"),
    pytest.param(
        GOOD + record(block=b"x", Content_Length="9" * 18), "breaks off after", id="huge length"
    ),
    pytest.param(GOOD + record(Content_Length="9" * 5000), "how long", id="length without end"),
    pytest.param(GOOD + record(Content_Length="-1"), "how long", id="negative length"),
    pytest.param(GOOD + record(Odd="x" * MAX_HEAD), "head of more", id="a line without end"),
    pytest.param(GOOD + record(Odd="x\r\nX: y" * (MAX_HEAD // 5)), "head of more", id="lines"),
]


@pytest.mark.parametrize(("data", "says"), ENDS)
def test_what_stands_before_damage_is_kept(data: bytes, says: str) -> None:
    good, bad = read(data)
    assert isinstance(good, Snapshot)
    assert isinstance(bad, ImportFileError)
    assert says in str(bad)
    assert f"at byte {len(GOOD)}" in str(bad)


def three() -> tuple[list[Snapshot], list[bytes]]:
    """Three snapshots, and the members they are packed into, behind that of the warcinfo."""
    made = [a_snapshot(body=PAGE + bytes([n])) for n in range(3)]
    ends = [len(written(*made[:count])) for count in range(4)]
    data = written(*made)
    return made, [data[: ends[0]], *(data[a:b] for a, b in itertools.pairwise(ends))]


def test_a_packed_archive_goes_on_behind_damage() -> None:
    made, (info, one, two, last) = three()
    broken = two[:200] + bytes(20) + two[220:]
    first, bad, second = read(info + one + broken + last)
    assert (first, second) == (made[0], made[2])
    assert isinstance(bad, ImportFileError)
    assert f"at byte {len(info + one)}" in str(bad)


def test_a_packed_archive_that_was_cut_short() -> None:
    made, (info, one, two, _) = three()
    first, bad = read(info + one + two[:-50])
    assert first == made[0]
    assert "breaks off" in str(bad)


def test_a_packed_record_is_taken_only_where_something_proves_it() -> None:
    """Its own digest does, or the sum at the end of its packing."""
    made, (info, one, two, _) = three()
    first, second, bad = read(info + one + two[:-5])
    assert [first, second] == made[:2]
    assert "breaks off" in str(bad)
    (only,) = read(gzip.compress(GOOD)[:-8] + bytes(8))
    assert "incorrect data check" in str(only)


def test_junk_and_padding_between_packed_records() -> None:
    made, (info, one, two, last) = three()
    assert read(info + one + bytes(1000) + two + last) == made
    first, bad, second, third = read(info + one + b"junk" + two + last)
    assert [first, second, third] == made
    assert "is not packed" in str(bad)


def test_an_archive_packed_as_a_whole_is_read_too() -> None:
    made, _ = three()
    assert read(gzip.compress(written(*made, packed=False))) == made


BOMBS = [
    pytest.param(
        gzip.compress(record(block=answer(bytes(150_000_000)))), "unpacks to more", id="body"
    ),
    pytest.param(gzip.compress(b"WARC/1.0\r\nA: " + b"x" * 150_000_000), "head of more", id="head"),
    pytest.param(gzip.compress(b"") * 5000, "nothing but empty", id="five thousand empty parts"),
    pytest.param((b"\x1f\x8b\x08" + b"junk") * 5000, f"{MAX_DAMAGE} places", id="broken all over"),
    pytest.param(b"", "empty file", id="nothing"),
    pytest.param(b"<html>" * 100, "does not begin", id="no archive"),
]


@pytest.mark.parametrize(("data", "says"), BOMBS)
def test_a_hostile_archive_comes_to_an_end(data: bytes, says: str) -> None:
    found = messages(data, cap=10_000)
    assert says in found[-1]
    assert len(found) <= MAX_DAMAGE + 1


# The whole way.


def fill(program: Program) -> list[Snapshot]:
    """A page, a capture, and three files."""
    program.document("text.txt", text_file(MINIMUM, url="https://outlet.example/t"))
    program.document("letter.eml", a_mail())
    assert program.run("import", program.home / "docs", "-q").code == 0
    with program.store() as store:
        store.add_snapshot(a_snapshot(body=PAGE))
        store.add_snapshot(
            a_snapshot(
                body=PAGE, origin="archive", source="other", observed=NOON.replace(year=2013)
            )
        )
        return [store.snapshot(key) for key in store.snapshot_keys()]


def kept(program: Program) -> list[Snapshot]:
    found: list[Snapshot] = program.look(
        lambda store: [store.snapshot(key) for key in store.snapshot_keys()]
    )
    return found


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_export_and_import_into_a_fresh_database(program: Program, name: str) -> None:
    before, file = fill(program), program.home / name
    assert program.run("export", "warc", "-o", file, "-q").code == 0
    assert check(file) == 0
    program.run("import", program.home / "docs", "-q")  # reads what is pending
    here = program.run("export", "claims").out
    program.file.rename(program.home / "old.db")
    first = program.run("import", file, "--json").json["report"]
    again = program.run("import", file, "--json").json["report"]
    assert kept(program) == before
    assert (first["fetched"], first["unchanged"], first["failures"]) == (len(before), 0, [])
    assert (again["fetched"], again["unchanged"], again["revisions"]) == (0, len(before), 0)
    assert first["revisions"] == len(revisions(program)) > 1
    assert program.run("export", "claims").out.count("\n") <= here.count("\n")
    once_more = program.home / f"more-{name}"
    assert program.run("export", "warc", "-o", once_more, "-q").code == 0
    records = [
        list(read_records(io.BytesIO(path.read_bytes()), "x", cap=10**7))[1:]
        for path in (file, once_more)
    ]
    assert [replace(r, offset=0) for r in records[0]] == [replace(r, offset=0) for r in records[1]]  # type: ignore[type-var]


CHOSEN = [
    pytest.param(["--source", "other"], 1, id="of a source"),
    pytest.param(["--until", "2013"], 1, id="of a year"),
    pytest.param(["--since", "2014-08-01", "--until", "2014-08-01"], 1, id="of a day"),
    pytest.param(["--since", "2014-08-02"], 2, id="later"),
]


@pytest.mark.parametrize(("options", "count"), CHOSEN)
def test_a_part_can_be_chosen(program: Program, options: list[str], count: int) -> None:
    fill(program)
    file = program.home / "a.warc"
    assert program.run("export", "warc", "-o", file, *options).code == 0
    assert len(snapshots_in(file.read_bytes())) == count


MISTAKES = [
    pytest.param(["claims", "--source", "x"], 2, "are for warc", id="claims of a source"),
    pytest.param(["warc", "--format", "jsonl"], 2, "--format", id="an archive in JSON"),
    pytest.param(["warc", "-o", "/dev/null"], 74, "not a file", id="a device"),
    pytest.param(["warc", "-o", "/nowhere/a.warc"], 74, "cannot be written", id="no folder"),
    pytest.param(["warc", "--source", "nobody"], 1, "no source nobody", id="no such source"),
]


@pytest.mark.parametrize(("words", "code", "says"), MISTAKES)
def test_an_export_that_cannot_be(program: Program, words: list[str], code: int, says: str) -> None:
    result = program.run("export", *words)
    assert result.code == code
    assert says in " ".join(result.err.replace("│", " ").split())


def test_standard_output_takes_an_archive_where_it_is_no_terminal(program: Program) -> None:
    before = fill(program)
    file = program.home / "a.warc"
    with file.open("wb") as out:
        assert program.apart("export", "warc", "-q", stdout=out).code == 0
    assert snapshots_in(file.read_bytes()) == before


def test_an_export_that_breaks_off_leaves_the_old_file(program: Program) -> None:
    """A file that may grow no further stands for a full disk."""
    with program.store() as store:
        store.add_snapshot(a_snapshot(body=os.urandom(1_000_000)))
    file = program.home / "a.warc"
    file.write_bytes(b"old")
    result = program.apart(
        "export",
        "warc",
        "-o",
        file,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert result.code == 74
    assert "cannot be written" in result.err
    assert file.read_bytes() == b"old"
    assert [path.name for path in program.home.glob("*.part")] == []
    assert [path.name for path in program.home.glob(".*.part")] == []


def test_a_stopped_export_leaves_nothing(tmp_path: Path) -> None:
    def stop() -> None:
        with _whole_file(tmp_path / "a.warc") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_that_is_damaged_in_the_database_is_told_and_left_out(program: Program) -> None:
    before = fill(program)
    with closing(sqlite3.connect(program.file)) as database, database:
        database.execute("update body set content = x'00' where sha256 = ?", [before[0].sha256])
    file = program.home / "a.warc"
    result = program.run("export", "warc", "-o", file)
    assert result.code == 70
    assert before[0].key in result.err
    sound = [snapshot for snapshot in before if snapshot.sha256 != before[0].sha256]
    assert snapshots_in(file.read_bytes()) == sound


def test_damage_is_recorded_and_the_rest_is_imported(program: Program) -> None:
    made, (info, one, two, last) = three()
    file = program.home / "a.warc.gz"
    file.write_bytes(info + one + two[:100] + last)
    result = program.run("import", file)
    assert result.code == 65
    assert "a.warc.gz" in result.out
    (failure,) = program.look(lambda store: store.failures())
    assert failure.kind == "ImportFileError"
    assert f"at byte {len(info + one)}" in failure.message
    assert {snapshot.key for snapshot in kept(program)} == {made[0].key, made[2].key}


def test_archives_lie_among_other_files(program: Program) -> None:
    program.document("a.txt", text_file(MINIMUM))
    program.document("b/a.WARC", record(block=answer()) + record("revisit"))
    result = program.run("import", program.home / "docs")
    assert result.code == 0
    assert "1 records left out" in result.out
    assert {revision.document for revision in revisions(program)} == {"a", ADDRESS}
    only = program.home / "docs" / "b"
    assert program.run("import", only).code == 0


def test_an_archive_that_wget_made(program: Program) -> None:
    wget = shutil.which("wget")
    if wget is None:
        pytest.skip("wget is not on this machine")
    with on_web({"/1": article(MINIMUM)}) as server:
        command = [wget, "-q", "--no-config", "--warc-file=web", "-O", "page", server.url("/1")]
        subprocess.run(command, cwd=program.home, check=True, timeout=60)
        address = server.url("/1")
    assert program.run("import", program.home / "web.warc.gz").code == 0
    (found,) = kept(program)
    assert (found.document, found.origin, found.body) == (address, "archive", PAGE)
    assert abs(datetime.now(UTC) - found.observed) < timedelta(minutes=10)
    assert len(revisions(program)) == 1
