"""Proves a bundle by what is in it: without database, network or configuration."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from monitor.evidence.archive import Unpacked
from monitor.evidence.bundle import CLAIMS, DRAWN, MANIFEST, RELATION, Content, Text, maker
from monitor.evidence.check import Fault, claim_faults, differing, relation_faults, text_faults
from monitor.evidence.drawn import drawn
from monitor.evidence.files import Checked, content_of, files_are_whole, manifest_of
from monitor.evidence.shape import ClaimRow, Manifest, RelationRow, SnapshotRow
from monitor.posted import post_days
from monitor.types import Claim, digest_of

_PART = 1_000_000  # bytes hashed at once


@dataclass(frozen=True, slots=True)
class Proof:
    """What verifying a bundle gave. `missing`: what it says itself that it lacks, and why."""

    sha256: str  # of the bundle itself
    manifest: Manifest | None
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether all of it is as it was made, and nothing is wanting."""
        return not (self.faults or self.missing)


def verify_bundle(file: BinaryIO, name: str) -> Proof:
    """Check everything in it against everything else; `name` is how an error calls the file.

    Raises ParseError where it is no bundle at all, or one of a newer format.
    """
    sha256 = _sha256(file)
    checked = Checked(Unpacked(file, name))
    manifest = manifest_of(checked, name)
    if manifest is not None and files_are_whole(checked, manifest):
        content = content_of(checked, manifest)
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


def _rules(checked: Checked, content: Content) -> None:
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
    if len({row.id for row in content.claims}) < len(content.claims):
        checked.faults.append(Fault(CLAIMS, "one claim is in it twice"))
    if content.relation is not None:
        checked.faults += _relation(content.relation, held)
        if absent := len(content.relation.absent):
            checked.missing.append(f"claims of the relation that were kept no more: {absent}")
    checked.faults += _about(content, held)


def _snapshot(checked: Checked, row: SnapshotRow) -> Iterator[Fault]:
    place = f"snapshots/{row.id}.json"
    key = digest_of(row.document, row.sha256, row.observed)
    yield from differing(place, "key, by document, bytes and moment", key, row.id)
    if row.body is None:
        why = row.missing or "nothing says why"
        checked.missing.append(f"the bytes of snapshot {row.id} are not in the bundle ({why})")
        return
    body = checked.body(row.body)
    if body is None:
        checked.unread(row.body)
        return
    yield from differing(place, "SHA-256 of its bytes", row.sha256, body.sha256)
    yield from differing(place, "size of its bytes", row.size, body.size)
    if row.pages != body.pages:
        yield Fault(place, "its pages are not those of its bytes")


def _claims(
    checked: Checked, rows: Sequence[ClaimRow], texts: Mapping[str, Text]
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
        day = post_days(of.text).on(claim.end)  # an answer is quoted with its question
        published = of.row.published if day is None else day.isoformat()
        checked.faults += differing(place, "published", published, row.published)
        checked.faults += differing(place, "first observed", of.row.observed, row.observed)
        yield row.id, claim


def _relation(row: RelationRow, held: Mapping[str, Claim]) -> Iterator[Fault]:
    excused = {*row.left_out, *row.absent}
    for key in (*row.a, *row.b):
        if key not in held and key not in excused:
            yield Fault(RELATION, f"its claim {key} is not there")
    a, b = ([held[key] for key in side if key in held] for side in (row.a, row.b))
    if not (a and b):
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


def _redrawn(checked: Checked, content: Content, manifest: Manifest) -> None:
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
