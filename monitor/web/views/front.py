"""What changed since somebody last looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from monitor.config import Config
from monitor.config.alert import AlertKind
from monitor.digest.shape import Trouble
from monitor.digest.sources import troubles_of
from monitor.review import relations_to_tell
from monitor.sides import KIND_NAMES, Told, kind_of, tell
from monitor.storage import Run, Store, StoredRelation

# Of one kind; who was away for a year finds the others under Contradictions.
_MOST = 20
KINDS: tuple[AlertKind, ...] = get_args(AlertKind)


@dataclass(frozen=True, slots=True)
class Section:
    """What is new of one kind, newest first; `more` counts what is not shown."""

    kind: AlertKind
    name: str
    told: tuple[Told, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.told)


@dataclass(frozen=True, slots=True)
class Front:
    """News after `since` and up to `until`, and how the sources fare."""

    since: datetime
    until: datetime
    sections: tuple[Section, ...]
    troubles: tuple[Trouble, ...]
    last_run: Run | None

    @property
    def quiet(self) -> bool:
        """Whether nothing new does not fit."""
        return not any(section.total for section in self.sections)

    @property
    def told(self) -> tuple[Told, ...]:
        """All that is shown."""
        return tuple(one for section in self.sections for one in section.told)


def front(config: Config, store: Store, since: datetime, until: datetime) -> Front:
    """What a person is to be told of this time; raises StorageError."""
    rows = relations_to_tell(config, store, since=since, until=until)
    steps = store.health_steps(since, until)
    return Front(
        since=since,
        until=until,
        sections=tuple(_sections(config, store, rows)),
        troubles=tuple(troubles_of(config, store.latest_health(), steps, UTC)),
        last_run=next(iter(store.runs(1)), None),
    )


def _sections(config: Config, store: Store, rows: Sequence[StoredRelation]) -> Iterator[Section]:
    newest = sorted(rows, key=lambda row: (row.recorded, row.relation.key), reverse=True)
    for kind in KINDS:
        same = [row for row in newest if kind_of(row.relation) == kind]
        told = tuple(tell(store, config.topics, same[:_MOST]))
        yield Section(kind, KIND_NAMES[kind], told, len(same))
