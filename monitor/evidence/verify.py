"""Proves a bundle by what is in it: without database, network or configuration."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar

from pydantic import TypeAdapter, ValidationError

from monitor.errors import ParseError
from monitor.evidence.archive import Unpacked
from monitor.evidence.bundle import (
    CLAIMS,
    DRAWN,
    FETCHES,
    MANIFEST,
    RELATION,
    SUMS,
    Content,
    Text,
    maker,
    pages_of,
    sums,
)
from monitor.evidence.check import Fault, claim_faults, differing, relation_faults, text_faults
from monitor.evidence.drawn import drawn
from monitor.evidence.shape import (
    ClaimRow,
    FetchesRow,
    FileRow,
    Manifest,
    RelationRow,
    RevisionRow,
    SnapshotRow,
)
from monitor.types import Claim, digest_of

_CLAIMS = TypeAdapter(tuple[ClaimRow, ...])
_FETCHES = TypeAdapter(tuple[FetchesRow, ...])
_PART = 1_000_000  # bytes hashed at once
Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Proof:
    """What verifying a bundle gave. `missing`: snapshots without their bytes, and why."""

    sha256: str  # of the bundle itself
    manifest: Manifest | None
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether all of it is as it was made, and nothing is wanting."""
        return not (self.faults or self.missing)


@dataclass
class _Checked:
    """A bundle being checked."""

    bundle: Unpacked
    faults: list[Fault] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def unread(self, name: str) -> None:
        """A file that the others need is not to be had; said once, with the cause where known."""
        if name not in {fault.place for fault in (*self.bundle.faults, *self.faults)}:
            self.faults.append(Fault(name, "it is not there"))


def verify_bundle(file: BinaryIO, name: str) -> Proof:
    """Check everything in it against everything else; `name` is how an error calls the file.

    Raises ParseError where it is no bundle at all, or one of a newer format.
    """
    sha256 = _sha256(file)
    checked = _Checked(Unpacked(file, name))
    manifest = _manifest(checked, name)
    if manifest is not None:
        _files(checked, manifest)
        content = _content(checked, manifest)
        if content is not None:
            _rules(checked, content)
            _redrawn(checked, content, manifest)
    found = dict.fromkeys((*checked.bundle.faults, *checked.faults))
    return Proof(sha256, manifest, tuple(found), tuple(checked.missing), tuple(checked.notes))


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    made = hashlib.sha256()
    while part := file.read(_PART):
        made.update(part)
    return made.hexdigest()


def _manifest(checked: _Checked, name: str) -> Manifest | None:
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


def _files(checked: _Checked, manifest: Manifest) -> None:
    """Every file is there once, with its size and hash, and no other is."""
    listed = Counter(file.name for file in manifest.files)
    for name, number in listed.items():
        if number > 1 or name in (MANIFEST, SUMS):
            checked.faults.append(Fault(MANIFEST, f"it lists {name} where it may not"))
    for name in sorted(checked.bundle.names.keys() - listed.keys() - {MANIFEST, SUMS}):
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
        return
    own = checked.bundle.read(MANIFEST) or b""
    of_manifest = FileRow(name=MANIFEST, size=len(own), sha256=hashlib.sha256(own).hexdigest())
    wanted = sums([*manifest.files, of_manifest]).encode()
    if content != wanted:
        checked.faults.append(_first_line(content, wanted))


def _first_line(found: bytes, wanted: bytes) -> Fault:
    lines = zip([*wanted.splitlines(), b""], [*found.splitlines(), b""], strict=False)
    one, other = next((pair for pair in lines if pair[0] != pair[1]), (b"", b""))
    what = "it does not list the files as they are"
    return Fault(SUMS, what, one.decode() or "its end", repr(other.decode(errors="replace"))[:120])


def _content(checked: _Checked, manifest: Manifest) -> Content | None:
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
        _parse(checked, name, TypeAdapter(SnapshotRow))
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


def _parse(checked: _Checked, name: str, shape: TypeAdapter[Shape]) -> Shape | None:
    content = checked.bundle.read(name)
    if content is None:
        checked.unread(name)
        return None
    try:
        return shape.validate_json(content)
    except ValidationError as error:
        checked.faults.append(_malformed(name, error))
        return None


def _text(checked: _Checked, name: str) -> Text | None:
    row = _parse(checked, name, TypeAdapter(RevisionRow))
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


def _rules(checked: _Checked, content: Content) -> None:
    """Every key follows from what it names, every quote stands, everything named is there."""
    texts = {one.row.id: one for one in content.texts}
    snapshots = {one.id: one for one in content.snapshots}
    for snapshot in content.snapshots:
        checked.faults += _snapshot(checked, snapshot)
    for one in content.texts:
        place = f"revisions/{one.row.id}.json"
        found = hashlib.sha256(one.text.encode()).hexdigest()
        row = one.row
        checked.faults += text_faults(place, row.id, row.document, row.text_sha256, found)
        if row.snapshot not in snapshots:
            checked.faults.append(Fault(place, f"its snapshot {row.snapshot} is not there"))
        else:
            of = snapshots[row.snapshot].document
            checked.faults += differing(place, "document of its snapshot", of, row.document)
    held = dict(_claims(checked, content.claims, texts))
    if content.relation is not None:
        checked.faults += _relation(content.relation, held)
    checked.faults += _about(content, held)


def _snapshot(checked: _Checked, row: SnapshotRow) -> Iterator[Fault]:
    place = f"snapshots/{row.id}.json"
    key = digest_of(row.document, row.sha256, row.observed)
    yield from differing(place, "key, by document, bytes and moment", key, row.id)
    if row.body is None:
        why = row.missing or "nothing says why"
        checked.missing.append(f"the bytes of snapshot {row.id} are not in the bundle ({why})")
        return
    content = checked.bundle.read(row.body)
    if content is None:
        checked.unread(row.body)
        return
    found = hashlib.sha256(content).hexdigest()
    yield from differing(place, "SHA-256 of its bytes", row.sha256, found)
    yield from differing(place, "size of its bytes", row.size, len(content))
    if row.pages != pages_of(content):
        yield Fault(place, "its pages are not those of its bytes")


def _claims(
    checked: _Checked, rows: Sequence[ClaimRow], texts: Mapping[str, Text]
) -> Iterator[tuple[str, Claim]]:
    for row in rows:
        place = f"{CLAIMS}: claim {row.id}"
        try:
            claim = row.claim()
        except ValueError as error:
            checked.faults.append(Fault(place, f"its value is none that Monitor writes ({error})"))
            continue
        of = texts.get(row.revision)
        if of is None:
            checked.faults.append(Fault(place, f"its revision {row.revision} is not there"))
            continue
        checked.faults += claim_faults(place, row.id, claim, of.row.document, of.text)
        checked.faults += differing(place, "published", of.row.published, row.published)
        checked.faults += differing(place, "first observed", of.row.observed, row.observed)
        yield row.id, claim


def _relation(row: RelationRow, held: Mapping[str, Claim]) -> Iterator[Fault]:
    excused = {*row.left_out, *row.absent}
    for key in (*row.a, *row.b):
        if key not in held and key not in excused:
            yield Fault(RELATION, f"its claim {key} is not there")
    a, b = ([held[key] for key in side if key in held] for side in (row.a, row.b))
    if not (a and b) and not row.absent:
        yield Fault(RELATION, "a side has no claim")
    yield from relation_faults(RELATION, row.id, row.relation(), a, b)


def _about(content: Content, held: Mapping[str, Claim]) -> Iterator[Fault]:
    """What the bundle says it is about is in it."""
    kind, key = content.about.kind, content.about.id
    there = {
        "relation": {content.relation.id} if content.relation else set(),
        "claim": set(held),
        "revision": {one.row.id for one in content.texts},
        "snapshot": {one.id for one in content.snapshots},
        "document": {one.row.document for one in content.texts},
    }
    if key not in there[kind]:
        yield Fault(MANIFEST, f"the {kind} {key!r} that it is about is not there")


def _redrawn(checked: _Checked, content: Content, manifest: Manifest) -> None:
    """The manifest's quotes are those of the claims, and the sheet shows what the files hold."""
    if checked.faults or checked.bundle.faults:
        return  # it could not be drawn from these, or would only repeat what is told
    for one, other in zip(content.quotes(), manifest.quotes, strict=False):
        if one != other:
            checked.faults.append(Fault(MANIFEST, f"not the quote of claim {one.claim}"))
    checked.faults += differing(
        MANIFEST, "number of quotes", len(content.claims), len(manifest.quotes)
    )
    if content.made_by != maker():
        checked.notes.append(
            f"{' and '.join(DRAWN)} were written by Monitor {manifest.made_by.monitor}, and not "
            "compared with what it would write: rely on the other files"
        )
        return
    told = tuple(file for file in manifest.files if file.name not in DRAWN)
    for name, text in drawn(content, told).items():
        if checked.bundle.read(name) != text.encode():
            checked.faults.append(Fault(name, "it does not show what the other files hold"))
