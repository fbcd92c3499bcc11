"""Writes a bundle: a zip that is the same to the byte for the same content and time."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from monitor.errors import EvidenceError, MonitorError, NotFoundError, OutputError
from monitor.evidence.bundle import (
    CLAIMS,
    FETCHES,
    MANIFEST,
    RELATION,
    SUMS,
    Content,
    maker,
    pages_of,
    sums,
)
from monitor.evidence.drawn import drawn
from monitor.evidence.gather import Gathered
from monitor.evidence.limits import MOST_BYTES, MOST_FILES
from monitor.evidence.shape import FileRow, SnapshotRow, as_json
from monitor.progress import Progress
from monitor.storage import SnapshotFacts, Store
from monitor.types import OF_SESSION, Snapshot

# A zip knows no time before 1980, and the true one stands in the manifest.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# What a person can read in an editor. A browser would run it, so no file is called .html.
_READABLE = ("text/", "application/xhtml", "application/xml", "application/json", "message/")
_READABLE_ENDINGS = (".txt", ".html", ".htm", ".eml")
_LEFT_OUT = "(left out: it belongs to the session in which the page was fetched)"


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that was written: its files, and what it lacks."""

    files: int
    claims: int
    missing: tuple[MonitorError, ...]
    left_out: int
    absent: int


class _Zip:
    """The zip being written, and the list of what is in it."""

    def __init__(self, out: BinaryIO, most_files: int) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.files: list[FileRow] = []
        self._names: set[str] = set()
        self._most = most_files
        self._bytes = 0

    def add(self, name: str, content: bytes) -> None:
        if name in self._names:
            return  # a body that two snapshots share
        self._names.add(name)
        self._bytes += len(content)
        if self._bytes > MOST_BYTES or len(self.files) >= self._most:
            raise OutputError(
                f"the bundle would hold more than {self._most:,} files or {MOST_BYTES:,} bytes; "
                "ask for a revision or a claim of it instead"
            )
        entry = zipfile.ZipInfo(name, _NO_TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # Unix, wherever it is written
        entry.external_attr = 0o100644 << 16
        self._zip.writestr(entry, content)
        sha256 = hashlib.sha256(content).hexdigest()
        self.files.append(FileRow(name=name, size=len(content), sha256=sha256))

    def close(self) -> None:
        self._zip.close()


def write_bundle(
    store: Store,
    gathered: Gathered,
    out: BinaryIO,
    *,
    at: datetime,
    tell: Progress,
    most_files: int = MOST_FILES,
) -> Written:
    """Write it to `out`, without bytes that are not kept any more or not as they came.

    The bundle tells what is missing. Raises OutputError where it would be too
    large, and OSError of `out`.
    """
    archive = _Zip(out, most_files)
    snapshots, missing = [], []
    for number, key in enumerate(gathered.snapshots, 1):
        if len(gathered.snapshots) > 1:
            tell(f"snapshot {number} of {len(gathered.snapshots)}")
        row, error = _with_body(store, key, archive)
        snapshots.append(row)
        missing += [error] if error else []
    content = Content(
        about=gathered.about,
        made=at.replace(microsecond=0).isoformat(),
        made_by=maker(),
        claims=gathered.claims,
        relation=gathered.relation,
        texts=gathered.texts,
        snapshots=tuple(snapshots),
        fetches=gathered.fetches,
    )
    _rows(archive, content)
    archive.files.sort(key=lambda file: file.name)
    for name, text in drawn(content, tuple(archive.files)).items():
        archive.add(name, text.encode())
    archive.add(MANIFEST, as_json(content.manifest(archive.files)))
    archive.add(SUMS, sums(archive.files).encode())
    archive.close()
    relation = gathered.relation
    return Written(
        files=len(archive.files),
        claims=len(gathered.claims),
        missing=tuple(missing),
        left_out=len(relation.left_out) if relation else 0,
        absent=len(relation.absent) if relation else 0,
    )


def _with_body(store: Store, key: str, archive: _Zip) -> tuple[SnapshotRow, MonitorError | None]:
    record = store.snapshot_facts(key)
    headers = tuple(_shown(name, value) for name, value in record.headers)
    try:
        snapshot = store.snapshot(key)
    except (EvidenceError, NotFoundError) as error:
        return SnapshotRow.of(record, headers, missing=str(error)), error
    name = f"snapshots/{record.sha256}.{_ending(record, snapshot)}"
    archive.add(name, snapshot.body)
    return SnapshotRow.of(record, headers, body=name, pages=pages_of(snapshot.body)), None


def _rows(archive: _Zip, content: Content) -> None:
    for row in content.snapshots:
        archive.add(f"snapshots/{row.id}.json", as_json(row))
    for one in content.texts:
        archive.add(f"revisions/{one.row.id}.json", as_json(one.row))
        archive.add(one.row.text, one.text.encode())
    archive.add(CLAIMS, as_json(content.claims))
    archive.add(FETCHES, as_json(content.fetches))
    if content.relation:
        archive.add(RELATION, as_json(content.relation))


def _shown(name: str, value: str) -> tuple[str, str]:
    return (name, _LEFT_OUT if name.lower() in OF_SESSION else value)


def _ending(record: SnapshotFacts, snapshot: Snapshot) -> str:
    kind = (snapshot.header("content-type") or "").lower()
    name = record.fetched_from.lower()
    readable = kind.startswith(_READABLE) if kind else name.endswith(_READABLE_ENDINGS)
    return "txt" if readable else "bin"
