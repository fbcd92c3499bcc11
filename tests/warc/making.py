"""Archives as we write them, and records as other programs do."""

from __future__ import annotations

import io
import itertools
from argparse import Namespace
from pathlib import Path

from warcio.checker import Checker

from monitor.errors import ImportFileError
from monitor.types import Snapshot
from monitor.warc.captures import Taken, snapshot_of_record
from monitor.warc.records import Record, read_records
from monitor.warc.write import Archive
from tests.builders import ADDRESS, NOON, a_snapshot
from tests.program import MINIMUM, article

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


def check(path: Path) -> int:
    """What `warcio check` ends in: 0 where every digest is true."""
    value: int = Checker(Namespace(inputs=[str(path)], verbose=False)).process_all()
    return value


def three() -> tuple[list[Snapshot], list[bytes]]:
    """Three snapshots, and the members they are packed into, behind that of the warcinfo."""
    made = [a_snapshot(body=PAGE + bytes([n])) for n in range(3)]
    ends = [len(written(*made[:count])) for count in range(4)]
    data = written(*made)
    return made, [data[: ends[0]], *(data[a:b] for a, b in itertools.pairwise(ends))]
