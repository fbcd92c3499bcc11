"""Kept snapshots to revisions, claims and relations again, after our own rules changed.

No network, and no news: what comes of it is recorded as found in the past. Each
document is one transaction, and its snapshots bear the version that drew them,
so a stopped reread goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from monitor.compare.diff import ClaimChange, diff_claims, pair_claims
from monitor.compare.slots import slot_of
from monitor.compare.stood import said_on
from monitor.config import Config
from monitor.errors import ConfigError, MonitorError, StorageError
from monitor.pipeline.children import side_by_side
from monitor.pipeline.comparing import relate_slots
from monitor.pipeline.redrawing import Redrawn, redraw
from monitor.pipeline.report import Stages, noted
from monitor.pipeline.standing import cross_documents
from monitor.pipeline.versions import drawn_by
from monitor.pipeline.writing import Writing
from monitor.progress import Clock, Count, Progress, silent
from monitor.storage import KeptRevision, Store, StoredClaim, StoredRelation
from monitor.types import Claim, Failure, Relation

# Documents between two lines of progress.
_TELL_EVERY = 100


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What a reread makes of one document: revisions by key, claims, relations of all around it."""

    document: str
    revisions_new: tuple[str, ...]
    revisions_gone: tuple[str, ...]
    claims: tuple[ClaimChange, ...]
    relations_new: tuple[Relation, ...]
    relations_gone: tuple[Relation, ...]

    def __bool__(self) -> bool:
        return any(
            (
                self.revisions_new,
                self.revisions_gone,
                self.claims,
                self.relations_new,
                self.relations_gone,
            )
        )


@dataclass(slots=True)
class RereadReport:
    """What one reread did, or would do."""

    documents: int = 0
    changed: int = 0
    revisions_new: int = 0
    revisions_gone: int = 0
    claims_new: int = 0
    claims_gone: int = 0
    claims_changed: int = 0
    # By key: one that goes with one document and comes back with the next is no change.
    relations_new: set[str] = field(default_factory=set)
    relations_gone: dict[str, tuple[datetime, bool]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """All of it in numbers."""
        return {
            "documents": self.documents,
            "changed": self.changed,
            "revisions_new": self.revisions_new,
            "revisions_gone": self.revisions_gone,
            "claims_new": self.claims_new,
            "claims_gone": self.claims_gone,
            "claims_changed": self.claims_changed,
            "relations_new": len(self.relations_new),
            "relations_gone": len(self.relations_gone),
            "failures": len(self.failures),
        }

    def note(self, change: DocumentChange) -> None:
        """Count in what became of one document, but for its relations."""
        self.changed += bool(change)
        self.revisions_new += len(change.revisions_new)
        self.revisions_gone += len(change.revisions_gone)
        for claim in change.claims:
            self.claims_new += claim.old is None
            self.claims_gone += claim.new is None
            self.claims_changed += claim.old is not None and claim.new is not None


def reread(
    config: Config,
    store: Store,
    *,
    clock: Clock,
    documents: Collection[str] = (),
    sources: Collection[str] = (),
    everything: bool = False,
    rehearse: bool = False,
    progress: Progress | None = None,
    told: Callable[[DocumentChange], None] | None = None,
    processes: int | None = 1,
    count: Count | None = None,
) -> RereadReport:
    """Derive revisions, claims and relations again from kept snapshots.

    Of the documents named or of these sources, of all where none are; unless
    `everything`, only those drawn by another version than the present one.
    `rehearse`: nothing is written. `told` gets what changed, document by
    document. One that cannot be read keeps its rows, and is recorded as a
    failure. `processes` read side by side (None: as many as is worth it), with the
    same outcome. Raises StorageError where the database cannot be used.
    """
    work = _Reread(Stages(config), store, clock, rehearse)
    outdated = None if everything else drawn_by()
    names = store.documents_read(documents=documents, sources=sources, not_by=outdated)
    begin = partial(begin_redrawing, config, store.again, clock)
    listen = progress or silent
    with (
        nullcontext() if rehearse else noted(store, "reread", work.report.counts),
        side_by_side(processes, names, begin, work.redrawn, listen) as came,
    ):
        for number, (document, drawn) in enumerate(came, start=1):
            change = work.document(document, drawn)
            if change and told:
                told(change)
            if number % _TELL_EVERY == 0 or number == len(names):
                listen(f"{number} of {len(names)} documents reread")
            if count:
                count("documents", number, len(names))
    return work.report


def begin_redrawing(
    config: Config, again: Callable[[], Store], clock: Clock
) -> Callable[[str], Redrawn | MonitorError]:
    """What a child process does with a document; it only reads in the database."""
    return _Reread(Stages(config), again(), clock, rehearse=True).redrawn


def redraw_again(stages: Stages, store: Store, clock: Clock, document: str, *, news: bool) -> bool:
    """Derive one document anew, as `reread` does; whether it can be read.

    `news`: what comes of it is to be told. Raises ConfigError and StorageError.
    """
    work = _Reread(stages, store, clock, rehearse=False, news=news)
    return work.document(document, work.redrawn(document)) is not None


class _Reread:
    """One pass over documents."""

    def __init__(
        self, stages: Stages, store: Store, clock: Clock, rehearse: bool, news: bool = False
    ) -> None:
        self.report = RereadReport()
        self._stages, self._store, self._clock = stages, store, clock
        self._rehearse, self._news = rehearse, news
        self._followed = {topic.key for topic in stages.config.topics}
        # Slots compared in this pass: an unchanged document gives them nothing new.
        self._compared: set[str] = set()

    def redrawn(self, document: str) -> Redrawn | MonitorError:
        """The document drawn anew, or why it cannot be; nothing is written."""
        try:
            return redraw(self._stages, self._store, document, self._clock())
        except MonitorError as error:
            return error

    def document(self, document: str, drawn: Redrawn | MonitorError) -> DocumentChange | None:
        """Keep what was drawn; None where it cannot be read, which is then recorded."""
        self.report.documents += 1
        try:
            change = self._kept(document, drawn)
        except (ConfigError, StorageError):
            raise  # no document's fault
        except MonitorError as error:
            failure = Failure(None, document, error.kind(), str(error), self._clock())
            self.report.failures.append(failure)
            if not self._rehearse:
                self._store.add_failure(failure)
            return None
        self.report.note(change)
        return change

    def _kept(self, document: str, drawn: Redrawn | MonitorError) -> DocumentChange:
        store = self._store
        while True:  # again only where somebody else wrote to this document meanwhile
            if isinstance(drawn, MonitorError):
                raise drawn
            with store.rehearsal() if self._rehearse else store.transaction():
                if drawn.stands_on(store):
                    return self._keep(drawn)
            drawn = self.redrawn(document)

    def _keep(self, drawn: Redrawn) -> DocumentChange:
        store = self._store
        rows = store.claims(document=drawn.document, order="oldest")
        claims = self._put_claims_and_revisions(drawn, rows)
        for kept in drawn.snapshots:
            outcome = drawn.outcomes[kept.key]
            if (kept.outcome, kept.reader) != (outcome, drawn_by()):
                store.mark_read(kept.key, outcome, drawn_by())
        came, went = self._compare(drawn, rows)
        before = {kept.revision.key for kept in drawn.before}
        now = {kept.revision.key for kept in drawn.revisions}
        return DocumentChange(
            drawn.document,
            tuple(sorted(now - before)),
            tuple(sorted(before - now)),
            claims,
            came,
            went,
        )

    def _put_claims_and_revisions(
        self, drawn: Redrawn, rows: Sequence[StoredClaim]
    ) -> tuple[ClaimChange, ...]:
        store, of = self._store, _by_revision(rows)
        before = {kept.revision.key: kept for kept in drawn.before}
        changes: list[ClaimChange] = []
        for kept in drawn.revisions:
            key = kept.revision.key
            if before.get(key) != kept:
                store.put_revision(kept)
            old = of.get(drawn.replaced[key] or key, ())
            new = drawn.claims[key]
            changes += diff_claims([row.claim for row in self._read(old)], new)
            self._put_claims(key, of.get(key, ()), old, new)
        stays = set(drawn.claims)
        replaced = set(drawn.replaced.values())
        for key in sorted(before.keys() - stays):
            store.drop_revision(key)
            if key not in replaced:
                changes += [ClaimChange(row.claim, None) for row in of.get(key, ())]
        return tuple(changes)

    def _put_claims(
        self,
        revision: str,
        mine: Sequence[StoredClaim],
        old: Sequence[StoredClaim],
        new: Sequence[Claim],
    ) -> None:
        """In place of `mine`; `old` are those of the text that stood there before."""
        unread = [row for row in mine if row.claim.topic not in self._followed]
        slots = {claim.key: self._slot(claim) for claim in new}
        slots |= {row.claim.key: row.slot for row in unread}
        wanted = [*new, *(row.claim for row in unread)]
        are = {row.claim.key: (row.claim, row.slot) for row in mine}
        if are == {claim.key: (claim, slots[claim.key]) for claim in wanted}:
            return
        known = {row.claim.key: (row.recorded, row.news) for row in old}
        pairs = pair_claims([row.claim for row in old], new)
        earlier = {key: known[was] for key, was in pairs}
        self._store.put_claims(revision, wanted, slots, news=self._news, earlier=earlier)

    def _compare(
        self, drawn: Redrawn, rows: Sequence[StoredClaim]
    ) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
        """The relations that came and went by comparing what the document touches."""
        came: dict[str, Relation] = {}
        went: dict[str, Relation] = {}

        def note(before: Sequence[StoredRelation], now: Sequence[Relation]) -> None:
            self._note(before, now, came, went)

        store, config = self._store, self._stages.config
        after = store.claims(document=drawn.document, order="oldest")
        slots = {row.slot: row.claim.topic for row in (*rows, *after)}
        same = rows == after and _unmoved(drawn)
        due = {slot: topic for slot, topic in slots.items() if slot not in self._compared}
        writing = Writing(news=self._news, earlier=self.report.relations_gone, note=note)
        relate_slots(config, store, due if same else slots, writing)
        self._compared |= slots.keys()
        said = (k.revision for k in (*drawn.before, *drawn.revisions))
        days = [] if same else [*map(said_on, said), *(said_on(row.claim) for row in after)]
        cross_documents(config, store, set(slots.values()), drawn.document, days, writing)
        return tuple(came.values()), tuple(went.values())

    def _note(
        self,
        before: Sequence[StoredRelation],
        now: Sequence[Relation],
        came: dict[str, Relation],
        went: dict[str, Relation],
    ) -> None:
        gone, new = self.report.relations_gone, self.report.relations_new
        old = {row.relation.key: row for row in before}
        keys = {relation.key for relation in now}
        for relation in now:
            if relation.key not in old:
                came[relation.key] = relation
                if gone.pop(relation.key, None) is None:
                    new.add(relation.key)
        for key in old.keys() - keys:
            went[key] = old[key].relation
            if key in new:
                new.discard(key)
            else:
                gone[key] = (old[key].recorded, old[key].news)

    def _slot(self, claim: Claim) -> str:
        return slot_of(claim, self._stages.topic(claim.topic))

    def _read(self, rows: Iterable[StoredClaim]) -> list[StoredClaim]:
        """Those of topics that are followed: of the others what was found stands as it is."""
        return [row for row in rows if row.claim.topic in self._followed]


def _by_revision(rows: Iterable[StoredClaim]) -> dict[str, list[StoredClaim]]:
    found: dict[str, list[StoredClaim]] = {}
    for row in rows:
        found.setdefault(row.claim.revision, []).append(row)
    return found


def _unmoved(drawn: Redrawn) -> bool:
    """Whether the revisions are compared as they were: same texts, days and notices."""

    def of(kept: Iterable[KeptRevision]) -> set[object]:
        found = (one.revision for one in kept)
        return {(one.key, one.published, one.observed, one.notices) for one in found}

    return of(drawn.before) == of(drawn.revisions)
