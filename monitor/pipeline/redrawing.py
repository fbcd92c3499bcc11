"""One document drawn anew from its kept snapshots: what its rows should be. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.config import Config
from monitor.errors import ConfigError, MonitorError, StorageError, UnforeseenError
from monitor.pipeline.drawing import draw, draw_claims, failed_with
from monitor.pipeline.report import Stages
from monitor.read import Outlet
from monitor.storage import KeptRevision, KeptSnapshot, Store
from monitor.storage.retention import FAILED
from monitor.storage.revisions import merged
from monitor.types import IMPORT, Claim, Notice, Revision, Snapshot

# A snapshot, and the revision that reading it gives today.
_Seen = tuple[KeptSnapshot, Revision]


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The rows of a document as they were, and as they should be.

    `outcomes` is by snapshot; `claims` and `replaced` (the key of the revision
    that was there in its place, None: none) are by key of the new revision.
    """

    document: str
    snapshots: tuple[KeptSnapshot, ...]
    before: tuple[KeptRevision, ...]
    outcomes: dict[str, str]
    revisions: tuple[KeptRevision, ...]
    claims: dict[str, tuple[Claim, ...]]
    replaced: dict[str, str | None]

    def stands_on(self, store: Store) -> bool:
        """Whether the document is still as it was when it was drawn."""
        return (
            store.kept_snapshots(self.document) == self.snapshots
            and store.kept_revisions(self.document) == self.before
        )


def redraw(stages: Stages, store: Store, document: str, now: datetime) -> Redrawn:
    """Read all snapshots of a document again, in order of observation.

    One that could not be read may fail again. One whose bytes were dropped is
    left out, and a revision that stands on it stays, unless another text takes
    its place; its claims are drawn from its text. Raises ParseError and its
    like where one that could be read cannot be any more.
    """
    snapshots, before = store.kept_snapshots(document), store.kept_revisions(document)
    outcomes: dict[str, str] = {}
    seen: dict[str, list[_Seen]] = {}
    for kept in snapshots:
        if kept.dropped is not None:
            outcomes[kept.key] = kept.outcome
            continue
        try:
            snapshot = store.snapshot(kept.key)
            reading = draw(stages, snapshot, _outlet_left(stages.config, snapshot, before))
        except (ConfigError, StorageError, UnforeseenError):
            raise
        except MonitorError as error:
            if not kept.outcome.startswith(FAILED):
                raise
            outcomes[kept.key] = failed_with(error)
            continue
        outcomes[kept.key] = reading.kind
        if reading.revision is not None:
            seen.setdefault(reading.revision.key, []).append((kept, reading.revision))
    seen = _corrected(seen)
    old = {kept.revision.key: kept for kept in before}
    shown = _last_shown(seen, before)
    revisions, replaced = [], dict[str, str | None]()
    for key, found in seen.items():
        forerunner = old.get(key) or _forerunner(found, before)
        replaced[key] = forerunner.revision.key if forerunner else None
        revisions.append(
            _as_kept(found, old[key])
            if key in old
            else _in_place_of(found, forerunner, shown.get(key), now)
        )
    lost = {kept.key for kept in snapshots if kept.dropped is not None}
    for kept_as_is in before:
        key = kept_as_is.revision.key
        if kept_as_is.revision.snapshot in lost and key not in {*seen, *replaced.values()}:
            replaced[key] = key
            revisions.append(kept_as_is)
    claims = {kept.revision.key: draw_claims(stages, kept.revision) for kept in revisions}
    return Redrawn(document, snapshots, before, outcomes, tuple(revisions), claims, replaced)


def _outlet_left(
    config: Config, snapshot: Snapshot, before: Sequence[KeptRevision]
) -> Outlet | None:
    """Of a source that config/ no longer names, the outlet its pages were read for."""
    if not before or snapshot.source == IMPORT or config.source(snapshot.source) is not None:
        return None
    revision = before[-1].revision
    return Outlet(revision.publisher, revision.organisation, revision.country)


def _as_kept(found: Sequence[_Seen], kept: KeptRevision) -> KeptRevision:
    """The same text: title and dates may be read otherwise, its times stay."""
    own = next((one for at, one in found if at.key == kept.revision.snapshot), found[0][1])
    observed = kept.revision.observed
    first = min(observed, found[0][1].observed) if own.snapshot == kept.revision.snapshot else None
    revision = replace(own, observed=first or found[0][1].observed, notices=_notices(own, found))
    return replace(kept, revision=revision)


def header_of(revision: Revision) -> tuple[object, ...]:
    """What the header of a file says of its text."""
    told = revision.publisher, revision.organisation, revision.title, revision.author
    return *told, revision.published


def _corrected(seen: dict[str, list[_Seen]]) -> dict[str, list[_Seen]]:
    """The same, with each header as it was corrected: of a text that was imported again with
    another one, it is corrected for the document's earlier texts too, which bore the same.
    """
    imports = [pair for found in seen.values() for pair in found if pair[0].origin == "import"]
    corrections = list[tuple[datetime, Revision, Revision]]()
    last = dict[str, Revision]()
    for at, revision in sorted(imports, key=lambda pair: (pair[0].observed, pair[0].key)):
        wrong = last.get(revision.key)
        if wrong is not None and header_of(wrong) != header_of(revision):
            corrections.append((at.observed, wrong, revision))
        last[revision.key] = revision

    def corrected(at: KeptSnapshot, revision: Revision) -> Revision:
        for moment, wrong, right in corrections if at.origin == "import" else ():
            if at.observed < moment and header_of(revision) == header_of(wrong):
                revision = _with_header(revision, right)
        return revision

    return {key: [(at, corrected(at, one)) for at, one in found] for key, found in seen.items()}


def _with_header(revision: Revision, of: Revision) -> Revision:
    return replace(
        revision,
        publisher=of.publisher,
        organisation=of.organisation,
        country=of.country,
        title=of.title,
        author=of.author,
        published=of.published,
        dates=of.dates,
    )


def _in_place_of(
    found: Sequence[_Seen], forerunner: KeptRevision | None, shown: datetime | None, now: datetime
) -> KeptRevision:
    """A text read for the first time; what it takes the place of was recorded before."""
    first, last = found[0][1], found[-1][1].observed
    revision = replace(first, notices=_notices(first, found))
    recorded = forerunner.recorded if forerunner else now
    return KeptRevision(revision, max(last, shown or last), recorded)


def _notices(own: Revision, found: Sequence[_Seen]) -> tuple[Notice, ...]:
    """Its own, and what later readings of the same text told besides."""
    return merged(own.notices, (one for _, revision in found for one in revision.notices))


def _forerunner(found: Sequence[_Seen], before: Sequence[KeptRevision]) -> KeptRevision | None:
    """The revision drawn from one of these snapshots, else the one that stood at the first."""
    keys = [at.key for at, _ in found]
    drawn = [kept for kept in before if kept.revision.snapshot in keys]
    at = found[0][0].observed
    stood = [kept for kept in before if kept.revision.observed <= at <= kept.last_observed]
    return next(iter([*drawn, *stood[::-1]]), None)


def _last_shown(
    seen: dict[str, list[_Seen]], before: Sequence[KeptRevision]
) -> dict[str, datetime]:
    """Until when each text was last seen to stand, by the answers "not modified" too.

    Those moved on the old revision of the snapshot shown last before them.
    """
    shown: dict[str, datetime] = {}
    moments = sorted((at.observed, key) for key, found in seen.items() for at, _ in found)
    for kept in before:
        earlier = [key for observed, key in moments if observed <= kept.last_observed]
        if earlier:
            last = shown.get(earlier[-1], kept.last_observed)
            shown[earlier[-1]] = max(last, kept.last_observed)
    return shown
