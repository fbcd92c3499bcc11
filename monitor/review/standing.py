"""Relations with the verdicts on them, and whether these still stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from monitor.compare.reopening import Speakers, new_evidence, why_reopened
from monitor.config import Config
from monitor.storage import KeptVerdict, Store, StoredClaim, StoredRelation
from monitor.storage.relations import RelationOrder
from monitor.types import TOLD, Relation
from monitor.verdict import SpeakerSide, Verdict, VerdictWish, pair_of

State = Literal["open", "confirmed", "dismissed", "superseded"]
# What a reader is told again and again until it is decided, and once more where it is right.
_TELLS: tuple[State, ...] = ("open", "confirmed")
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why a verdict no longer closes a matter: evidence of a new kind, `claims`, the best first.

    `at` is when it was recorded, `news` whether it was news then.
    """

    why: str
    claims: tuple[str, ...]
    at: datetime
    news: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A relation, the verdict in force on its two positions, and what reopened it."""

    stored: StoredRelation
    verdict: Verdict | None = None
    reopened: Reopening | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person is still to decide about it, or again."""
        return self.verdict is None or self.reopened is not None

    @property
    def state(self) -> State:
        """Open, or what was decided."""
        if self.verdict is None or self.reopened is not None:
            return "open"
        return self.verdict.decision

    @property
    def is_told(self) -> bool:
        """Whether nobody dismissed it or called it superseded."""
        return self.state in _TELLS


def takes(wish: VerdictWish, state: State) -> bool:
    """Whether a relation in this state is among those wished for."""
    if wish == "undismissed":
        return state != "dismissed"
    return wish in ("all", state)


def worth_telling(
    config: Config, store: Store, rows: Sequence[StoredRelation]
) -> tuple[StoredRelation, ...]:
    """Those of them that nobody dismissed or called superseded, in the same order."""
    reviewed = review_relations(config, store, rows)
    return tuple(one.stored for one in reviewed if one.is_told)


def seek_relations(
    config: Config,
    store: Store,
    kinds: Collection[str],
    *,
    topic: str | None = None,
    facet: str | None = None,
    order: RelationOrder = "pressing",
    after: str | None = None,
) -> Iterator[Reviewed]:
    """Relations of these kinds with their verdicts, asked for by the hundred while more are wanted.

    Without echoes. From behind the relation `after`; raises NotFoundError where there is none.
    """
    while rows := store.relations(
        kinds=sorted(kinds), topic=topic, facet=facet, order=order, limit=_AT_ONCE, after=after
    ):
        yield from review_relations(config, store, without_echoes(store, rows))
        after = rows[-1].relation.key


def without_echoes(store: Store, rows: Sequence[StoredRelation]) -> tuple[StoredRelation, ...]:
    """Without what another relation of the same two positions tells better.

    A tension beside a contradiction; and beside a change that an organisation told of, that who
    had said what held until then contradicts what holds now.
    """
    slots = sorted({row.relation.slot for row in rows if row.relation.kind != "revision"})
    beside = [found for slot in slots for found in store.relations_without_evidence(slot)]
    firm = {pair_of(found) for found in beside if found.kind == "contradiction"}
    changed = {_course(found) for found in beside if found.kind == "revision" and not found.silent}
    return tuple(
        row
        for row in rows
        if row.relation.kind == "revision"
        or not (
            (row.relation.kind == "tension" and pair_of(row.relation) in firm)
            or _course(row.relation) in changed
        )
    )


def _course(relation: Relation) -> tuple[str, str, str]:
    """From where to where: who still holds the old position after the change is no echo."""
    return relation.slot, relation.position_a, relation.position_b


def review_relations(
    config: Config, store: Store, rows: Sequence[StoredRelation]
) -> tuple[Reviewed, ...]:
    """The same in the same order, each with its verdict; asks for all verdicts in one go."""
    return _reviewed(config, store, rows, store.verdicts())


def review_relation(config: Config, store: Store, row: StoredRelation) -> Reviewed:
    """One relation with its verdict."""
    pair = pair_of(row.relation)
    kept = store.verdict_on(pair)
    return _reviewed(config, store, [row], {pair: kept} if kept else {})[0]


def relations_to_tell(
    config: Config, store: Store, *, since: datetime, until: datetime
) -> tuple[StoredRelation, ...]:
    """What became news after `since` and up to `until`, without what was dismissed or superseded.

    What was reopened then is news again: it says so, and bears the moment of
    the new evidence. Raises StorageError where the database cannot be read.
    """
    verdicts = store.verdicts()
    rows = store.relations(kinds=TOLD, recorded_after=since)
    if verdicts:
        # Only what was decided can be reopened, long after it was first recorded.
        again = store.relations_heard_again(since, until)
        rows += tuple(row for row in again if pair_of(row.relation) in verdicts)
    rows = without_echoes(store, rows)
    told = (_as_told(one) for one in _reviewed(config, store, rows, verdicts) if one.is_told)
    return tuple(row for row in told if row.news and since < row.recorded <= until)


def _as_told(one: Reviewed) -> StoredRelation:
    row, again = one.stored, one.reopened
    if again is None:
        return row
    words = f"{row.relation.explanation} Reopened: {again.why}."
    return StoredRelation(replace(row.relation, explanation=words), again.at, again.news)


def _reviewed(
    config: Config,
    store: Store,
    rows: Sequence[StoredRelation],
    verdicts: Mapping[str, KeptVerdict],
) -> tuple[Reviewed, ...]:
    found = [(row, verdicts.get(pair_of(row.relation))) for row in rows]
    unseen = (_unseen(row, kept.verdict) for row, kept in found if kept)
    claims = store.claims_by_key(key for keys in unseen for key in keys)
    speakers = speakers_of(config)
    return tuple(
        Reviewed(row, kept.verdict, _reopening(row, kept.verdict, claims, speakers))
        if kept
        else Reviewed(row)
        for row, kept in found
    )


def _unseen(row: StoredRelation, verdict: Verdict) -> Iterable[str]:
    return {*row.relation.a, *row.relation.b} - {seen.claim for seen in verdict.seen}


def _reopening(
    row: StoredRelation, verdict: Verdict, claims: Mapping[str, StoredClaim], speakers: Speakers
) -> Reopening | None:
    known = {key: stored.claim for key, stored in claims.items()}
    new = new_evidence(verdict, row.relation, known, speakers)
    if not new:
        return None
    stored = [claims[claim.key] for claim in new]
    # What a back-fill or a reread found does not make old what a crawl found.
    first = min(stored, key=lambda one: (not one.news, one.recorded))
    why = why_reopened(new[0], speakers, since=stored[0].recorded > verdict.at)
    return Reopening(why, tuple(claim.key for claim in new), first.recorded, first.news)


def speakers_of(config: Config) -> Speakers:
    """Which side each organisation of config/ is on."""
    sides: dict[str, SpeakerSide] = {"partner": "partner"}  # those of whom no name is told
    sides |= {one.name: one.side for one in config.organisations}
    return Speakers({topic.key: topic.vendor for topic in config.topics}, sides)
