"""The files of a bundle: all there, whole, and of the shape that Monitor writes them in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Self, TypeVar

from pydantic import TypeAdapter, ValidationError

from monitor.errors import ParseError
from monitor.evidence.archive import Unpacked
from monitor.evidence.bundle import (
    CLAIMS,
    FETCHES,
    MANIFEST,
    RELATION,
    SUMS,
    Content,
    Text,
    pages_of,
    sums,
)
from monitor.evidence.check import Fault, differing
from monitor.evidence.limits import MOST_FILES
from monitor.evidence.shape import (
    ClaimRow,
    FetchesRow,
    FileRow,
    Manifest,
    PageRow,
    RelationRow,
    RevisionRow,
    SnapshotRow,
)

_CLAIMS = TypeAdapter(tuple[ClaimRow, ...])
_FETCHES = TypeAdapter(tuple[FetchesRow, ...])
Shape = TypeVar("Shape")
Named = TypeVar("Named", RevisionRow, SnapshotRow)


@dataclass(frozen=True, slots=True)
class Body:
    """What of the bytes of a snapshot is compared."""

    sha256: str
    size: int
    pages: tuple[PageRow, ...]

    @classmethod
    def of(cls, content: bytes) -> Self:
        return cls(hashlib.sha256(content).hexdigest(), len(content), pages_of(content))


@dataclass
class Checked:
    """A bundle being checked."""

    bundle: Unpacked
    faults: list[Fault] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bodies: dict[str, Body | None] = field(default_factory=dict)

    def body(self, name: str) -> Body | None:
        """Of the bytes of a snapshot; read once, however many snapshots share them."""
        if name not in self.bodies:
            content = self.bundle.read(name)
            self.bodies[name] = None if content is None else Body.of(content)
        return self.bodies[name]

    def unread(self, name: str) -> None:
        """A file that the others need is not to be had; said once, with the cause where known."""
        if name not in {fault.place for fault in (*self.bundle.faults, *self.faults)}:
            self.faults.append(Fault(name, "it is not there"))


def manifest_of(checked: Checked, name: str) -> Manifest | None:
    """The manifest, None where it is damaged; `name` is how an error calls the bundle.

    Raises ParseError where there is none, or one of a newer format.
    """
    if MANIFEST not in checked.bundle.names:
        raise ParseError(f"{name}: a zip, and no evidence bundle (it has no {MANIFEST})")
    content = checked.bundle.read(MANIFEST)
    if content is None:
        return None  # the damage is told
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        if any(one["loc"] in (("format",), ("version",)) for one in error.errors()):
            raise ParseError(
                f"{name}: no evidence bundle of a format that this Monitor knows; "
                "use the version that its index.html names"
            ) from error
        checked.faults.append(_malformed(MANIFEST, error))
        return None


def _malformed(place: str, error: ValidationError) -> Fault:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "it"
    return Fault(place, f"not as Monitor writes it: {where}: {first['msg']}")


def files_are_whole(checked: Checked, manifest: Manifest) -> bool:
    """Every file is there once, with its size and hash, and no other is.

    False where the list is none that Monitor writes: following it may never end.
    """
    listed = {file.name for file in manifest.files}
    if len(manifest.files) > MOST_FILES or len(listed) < len(manifest.files):
        number = len(manifest.files)
        checked.faults.append(Fault(MANIFEST, f"it lists one file twice, or too many ({number})"))
        return False
    for name in sorted(listed & {MANIFEST, SUMS}):
        checked.faults.append(Fault(MANIFEST, f"it lists {name} where it may not"))
    for name in sorted(checked.bundle.names.keys() - listed - {MANIFEST, SUMS}):
        checked.faults.append(Fault(name, "it is in the zip, and not in the manifest"))
    for file in manifest.files:
        content = checked.bundle.read(file.name)
        if content is None:
            checked.unread(file.name)
        else:
            checked.faults += differing(file.name, "size", file.size, len(content))
            found = hashlib.sha256(content).hexdigest()
            checked.faults += differing(file.name, "SHA-256", file.sha256, found)
    content = checked.bundle.read(SUMS)
    if content is None:
        checked.unread(SUMS)
        return True
    own = checked.bundle.read(MANIFEST) or b""
    of_manifest = FileRow(name=MANIFEST, size=len(own), sha256=hashlib.sha256(own).hexdigest())
    wanted = sums([*manifest.files, of_manifest]).encode()
    if content != wanted:
        checked.faults.append(_first_line(content, wanted))
    return True


def _first_line(found: bytes, wanted: bytes) -> Fault:
    lines = zip([*wanted.splitlines(), b""], [*found.splitlines(), b""], strict=False)
    one, other = next((pair for pair in lines if pair[0] != pair[1]), (b"", b""))
    what = "it does not list the files as they are"
    return Fault(SUMS, what, one.decode() or "its end", repr(other.decode(errors="replace"))[:120])


def content_of(checked: Checked, manifest: Manifest) -> Content | None:
    """All parts that belong together; None where one of them cannot be read."""
    files = {file.name for file in manifest.files}
    claims = _parse(checked, CLAIMS, _CLAIMS)
    fetches = _parse(checked, FETCHES, _FETCHES)
    relation = _parse(checked, RELATION, TypeAdapter(RelationRow)) if RELATION in files else None
    texts = [
        _text(checked, name)
        for name in sorted(files)
        if name.startswith("revisions/") and name.endswith(".json")
    ]
    snapshots = [
        _named(checked, name, _parse(checked, name, TypeAdapter(SnapshotRow)))
        for name in sorted(files)
        if name.startswith("snapshots/") and name.endswith(".json")
    ]
    if claims is None or fetches is None or (RELATION in files and relation is None):
        return None
    if None in texts or None in snapshots:
        return None
    return Content(
        about=manifest.about,
        made=manifest.made,
        made_by=manifest.made_by,
        claims=claims,
        relation=relation,
        texts=tuple(one for one in texts if one),
        snapshots=tuple(one for one in snapshots if one),
        fetches=fetches,
    )


def _parse(checked: Checked, name: str, shape: TypeAdapter[Shape]) -> Shape | None:
    content = checked.bundle.read(name)
    if content is None:
        checked.unread(name)
        return None
    try:
        return shape.validate_json(content)
    except ValidationError as error:
        checked.faults.append(_malformed(name, error))
        return None


def _named(checked: Checked, name: str, row: Named | None) -> Named | None:
    """The row, where its file is called by its id: so there is one of each, as Monitor writes it.

    What it names besides is called so too: else many rows could name one large file.
    """
    if row is None:
        return None
    if isinstance(row, RevisionRow):
        fit = (name, row.text) == (f"revisions/{row.id}.json", f"revisions/{row.id}.txt")
    else:
        own = row.body is None or row.body.startswith(f"snapshots/{row.sha256}.")
        fit = name == f"snapshots/{row.id}.json" and own
    if not fit:
        checked.faults.append(Fault(name, "it, or a file that it names, is called otherwise"))
    return row if fit else None


def _text(checked: Checked, name: str) -> Text | None:
    row = _named(checked, name, _parse(checked, name, TypeAdapter(RevisionRow)))
    if row is None:
        return None
    content = checked.bundle.read(row.text)
    if content is None:
        checked.unread(row.text)
        return None
    try:
        return Text(row, content.decode())
    except UnicodeDecodeError as error:
        checked.faults.append(Fault(row.text, f"not UTF-8 ({error.reason} at {error.start})"))
        return None
